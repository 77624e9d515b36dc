#include "climate.h"

#include "tables.h"

static uint32_t clamp(uint32_t value, uint32_t most) { return value > most ? most : value; }

int32_t thermistorTemperature(unsigned kind, uint32_t code) {
    const int16_t* const table =
        thermistorTable + clamp(kind, THERMISTOR_KINDS - 1) * THERMISTOR_CODES;
    return table[clamp(code, 4095u) * THERMISTOR_CODES / 4096u];
}

int32_t dewPoint(int32_t temperature, unsigned percent) {
    // Rows run from -20 to 60 degrees.
    const int32_t above = temperature + 2000;
    const uint32_t scaled =
        above < 0 ? 0 : (uint32_t)(((uint64_t)(uint32_t)above * (DEW_ROWS - 1) * 256u) / 8000u);
    const uint32_t row = clamp(scaled / 256u, DEW_ROWS - 2);
    const int32_t fraction = (int32_t)clamp(scaled - row * 256u, 256u);
    const uint32_t column = clamp(percent == 0 ? 0 : percent - 1, DEW_COLUMNS - 1);
    const int32_t low = dewPointTable[row * DEW_COLUMNS + column];
    const int32_t high = dewPointTable[(row + 1) * DEW_COLUMNS + column];
    return low + (high - low) * fraction / 256;
}

int32_t sine(uint32_t phase) {
    const uint32_t position = (uint32_t)(((uint64_t)phase * SINE_SIZE) >> 16);
    const uint32_t index = position >> 16;
    const int32_t fraction = (int32_t)(position & 0xFFFFu);
    const int32_t low = sineTable[index % SINE_SIZE];
    const int32_t high = sineTable[(index + 1) % SINE_SIZE];
    return low + (int32_t)(((int64_t)(high - low) * fraction) / 65536);
}

int32_t controllerStep(struct Controller* controller, int32_t target, int32_t measured) {
    const int32_t error = target - measured;
    const int64_t sum = controller->sum + (int64_t)controller->integral * error;
    const int64_t wanted = (int64_t)controller->proportional * error + sum +
                           (int64_t)controller->derivative * (error - controller->previous);
    controller->previous = error;
    const int32_t output = (int32_t)(wanted / 65536);
    if (output > controller->highest) {
        return controller->highest; // The sum stays: it would only grow further away.
    }
    if (output < controller->lowest) {
        return controller->lowest;
    }
    controller->sum = sum;
    return output;
}
