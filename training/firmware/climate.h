// What the thermostat measures and decides. Temperatures are hundredths of a degree Celsius.
#pragma once

#include <stdint.h>

/// `code` is a 12-bit ADC reading of thermistor `kind`.
int32_t thermistorTemperature(unsigned kind, uint32_t code);

/// `percent` is the relative humidity, 1 to 100.
int32_t dewPoint(int32_t temperature, unsigned percent);

/// Q15 sine of `phase`, a full turn being 2^32.
int32_t sine(uint32_t phase);

/// A PID controller in Q16.16 with its output held between the limits and its integral kept from
/// winding up.
struct Controller {
    int32_t proportional;
    int32_t integral;
    int32_t derivative;
    int32_t lowest;
    int32_t highest;
    int64_t sum;
    int32_t previous;
};

int32_t controllerStep(struct Controller* controller, int32_t target, int32_t measured);
