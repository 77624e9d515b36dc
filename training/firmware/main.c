// A thermostat that heats a room it has in its own memory: the sensor codes come from a model, so
// that the board needs nothing connected to be busy with all of its code and tables.

#include "board.h"
#include "cipher.h"
#include "climate.h"
#include "display.h"
#include "program.h"
#include "protocol.h"

#define SILENCE_MS 4u // Longer than the 3.5 characters that end a Modbus frame.

enum Variable { VariableTarget, VariableRoom, VariableHumidity, VariableRelay, VariableDewPoint };

/// The relay closes when the room is colder than wanted and warmer than its dew point.
static const uint8_t relayProgram[] = {
    OperationLoad,  VariableRoom,     OperationLoad, VariableHumidity, OperationDewPoint,
    OperationStore, VariableDewPoint, OperationLoad, VariableRoom,     OperationLoad,
    VariableTarget, OperationLess,    OperationLoad, VariableDewPoint, OperationLoad,
    VariableRoom,   OperationLess,    OperationAnd,  OperationStore,   VariableRelay,
    OperationEnd,
};

static struct Machine machine = {
    .variables = {[VariableTarget] = 2150, [VariableRoom] = 1800, [VariableHumidity] = 45}};

static struct Controller heater = {
    .proportional = 3 << 16, .integral = 1 << 10, .derivative = 1 << 14, .highest = 1000};

static struct CipherKey key;
static uint8_t request[PROTOCOL_FRAME];
static uint8_t reply[PROTOCOL_FRAME];
static size_t received;
static uint32_t lastByteAt;

static uint16_t readRegister(uint16_t number) {
    return (uint16_t)machine.variables[number % PROGRAM_VARIABLES];
}

static int writeRegister(uint16_t number, uint16_t value) {
    if (number != VariableTarget || value < 500 || value > 3500) {
        return 0;
    }
    machine.variables[VariableTarget] = value;
    return 1;
}

static const struct Registers registers = {
    .read = readRegister, .write = writeRegister, .count = PROGRAM_VARIABLES};

static void serveMaster(uint32_t now) {
    for (int byte = boardReceive(); byte >= 0; byte = boardReceive()) {
        if (received < PROTOCOL_FRAME) {
            request[received++] = (uint8_t)byte;
        }
        lastByteAt = now;
    }
    if (received > 0 && now - lastByteAt >= SILENCE_MS) {
        const size_t size = protocolAnswer(&registers, request, received, reply);
        for (size_t i = 0; i < size; ++i) {
            boardSend(reply[i]);
        }
        received = 0;
    }
}

/// The room: warmed by the heater, cooled by a day that turns once a minute.
static void stepRoom(uint32_t now, int32_t power) {
    static uint32_t code = 2048;
    const int32_t outside = sine(now * 71583u) / 64;
    code += power > 500 + outside ? (code > 0 ? (uint32_t)-1 : 0u) : (code < 4095 ? 1u : 0u);
    machine.variables[VariableRoom] = thermistorTemperature(now / 60000u % 3u, code);
}

static void show(void) {
    char digits[] = "00 00C";
    const int32_t room = machine.variables[VariableRoom];
    const uint32_t value = room < 0 ? 0 : (uint32_t)room;
    digits[0] = (char)('0' + value / 1000 % 10);
    digits[1] = (char)('0' + value / 100 % 10);
    digits[3] = (char)('0' + value / 10 % 10);
    digits[4] = (char)('0' + value % 10);
    displayClear();
    displayText(0, 0, 16, machine.variables[VariableRelay] ? "HEATING" : "RESTING");
    displayText(0, 40, 64, digits);
}

static void report(uint32_t now) {
    static const uint8_t secret[16] = "training only";
    uint8_t nonce[12] = {(uint8_t)now, (uint8_t)(now >> 8), (uint8_t)(now >> 16)};
    uint8_t message[8];
    cipherExpand(&key, secret);
    const uint32_t check = crc32(displayFrame(), DISPLAY_WIDTH * DISPLAY_HEIGHT / 2);
    for (unsigned i = 0; i < 4; ++i) {
        message[i] = (uint8_t)(check >> (8 * i));
        message[4 + i] = (uint8_t)(machine.variables[VariableRoom] >> (8 * i));
    }
    cipherStream(&key, nonce, message, sizeof message);
    for (unsigned i = 0; i < sizeof message; ++i) {
        boardSend(message[i]);
    }
}

int main(void) {
    boardStart();
    uint32_t next = 0;
    uint32_t seconds = 0;
    for (;;) {
        const uint32_t now = boardMilliseconds();
        serveMaster(now);
        if ((int32_t)(now - next) < 0) {
            continue;
        }
        next += 100;
        const int32_t power = controllerStep(&heater, machine.variables[VariableTarget],
                                             machine.variables[VariableRoom]);
        stepRoom(now, power);
        if (programRun(&machine, relayProgram, sizeof relayProgram) != ProgramDone) {
            machine.variables[VariableRelay] = 0;
        }
        boardLight(machine.variables[VariableRelay] != 0);
        if (++seconds % 10 == 0) {
            show();
            report(now);
        }
    }
}
