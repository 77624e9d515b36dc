#pragma once

#include <stdint.h>

// What a CMSIS flash algorithm says of its memory: FlashOS.h of CMSIS-Pack.

struct FlashSectors {
    uint32_t size;
    uint32_t offset;
};

struct FlashDevice {
    uint16_t version;
    char name[128];
    uint16_t type;
    uint32_t address;
    uint32_t size;
    uint32_t page;
    uint32_t reserved;
    uint8_t erased;
    uint32_t programMillis;
    uint32_t eraseMillis;
    struct FlashSectors sectors[512];
};
