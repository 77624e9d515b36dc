// Modbus RTU: the thermostat's variables as holding registers (Modbus Application Protocol 1.1b3,
// functions 3, 6 and 16; Modbus over Serial Line 1.02).
#pragma once

#include <stddef.h>
#include <stdint.h>

#define PROTOCOL_FRAME 256u
#define PROTOCOL_STATION 17u

struct Registers {
    uint16_t (*read)(uint16_t number);
    int (*write)(uint16_t number, uint16_t value); // 0 when refused
    uint16_t count;
};

/// Answers one request; returns the size of the answer in `reply`, 0 for none.
size_t protocolAnswer(const struct Registers* registers, const uint8_t* request, size_t size,
                      uint8_t reply[PROTOCOL_FRAME]);
