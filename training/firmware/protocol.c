#include "protocol.h"

#include "cipher.h"

enum Exception { IllegalFunction = 1, IllegalAddress = 2, IllegalValue = 3 };

static uint16_t word(const uint8_t* bytes) { return (uint16_t)(bytes[0] << 8 | bytes[1]); }

static size_t finish(uint8_t* reply, size_t size) {
    const uint16_t crc = crc16(reply, size);
    reply[size] = (uint8_t)crc;
    reply[size + 1] = (uint8_t)(crc >> 8);
    return size + 2;
}

static size_t refuse(uint8_t* reply, uint8_t function, enum Exception why) {
    reply[1] = function | 0x80u;
    reply[2] = (uint8_t)why;
    return finish(reply, 3);
}

static size_t readMany(const struct Registers* registers, const uint8_t* request, size_t size,
                       uint8_t* reply) {
    const uint32_t first = word(request + 2);
    const uint32_t count = word(request + 4);
    if (size != 8 || count == 0 || count > 125) {
        return refuse(reply, 3, IllegalValue);
    }
    if (first + count > registers->count) {
        return refuse(reply, 3, IllegalAddress);
    }
    reply[2] = (uint8_t)(2 * count);
    for (uint32_t i = 0; i < count; ++i) {
        const uint16_t value = registers->read((uint16_t)(first + i));
        reply[3 + 2 * i] = (uint8_t)(value >> 8);
        reply[4 + 2 * i] = (uint8_t)value;
    }
    return finish(reply, 3 + 2 * count);
}

static size_t writeMany(const struct Registers* registers, const uint8_t* request, size_t size,
                        uint8_t* reply) {
    const uint32_t first = word(request + 2);
    const uint32_t count = word(request + 4);
    if (count == 0 || count > 123 || size != 9 + 2 * count || request[6] != 2 * count) {
        return refuse(reply, 16, IllegalValue);
    }
    if (first + count > registers->count) {
        return refuse(reply, 16, IllegalAddress);
    }
    for (uint32_t i = 0; i < count; ++i) {
        if (!registers->write((uint16_t)(first + i), word(request + 7 + 2 * i))) {
            return refuse(reply, 16, IllegalAddress);
        }
    }
    for (unsigned i = 2; i < 6; ++i) {
        reply[i] = request[i];
    }
    return finish(reply, 6);
}

size_t protocolAnswer(const struct Registers* registers, const uint8_t* request, size_t size,
                      uint8_t reply[PROTOCOL_FRAME]) {
    if (size < 8 || size > PROTOCOL_FRAME || request[0] != PROTOCOL_STATION) {
        return 0;
    }
    const uint16_t crc = (uint16_t)(request[size - 2] | request[size - 1] << 8);
    if (crc != crc16(request, size - 2)) {
        return 0; // Damaged on the wire: silence, the master asks again.
    }
    reply[0] = request[0];
    reply[1] = request[1];
    switch (request[1]) {
    case 3:
        return readMany(registers, request, size, reply);
    case 6:
        if (size != 8 || word(request + 2) >= registers->count ||
            !registers->write(word(request + 2), word(request + 4))) {
            return refuse(reply, 6, IllegalAddress);
        }
        for (unsigned i = 2; i < 6; ++i) {
            reply[i] = request[i];
        }
        return finish(reply, 6);
    case 16:
        return writeMany(registers, request, size, reply);
    default:
        return refuse(reply, request[1], IllegalFunction);
    }
}
