// STM32F2, F4, F7: stores of exactly the PSIZE width (RM0090 3.6). The controller is the part that
// loader.c leaves open.
#pragma once

#include "flash_cache.h"

#include <stdint.h>

enum {
    FlashKeyOffset = 0x04,
    FlashStatusOffset = 0x0C,
    FlashClearOffset = 0x0C,
    FlashControlOffset = 0x10,
    FlashUnit = 4,
};

// The station begins the first erase itself (first_erase.h).
#define FLASH_FOLLOWS_ERASE
#define FLASH_BUSY UINT32_C(0x00010000)
#define FLASH_ERRORS UINT32_C(0x000001F2) // OPERR, WRPERR, PGAERR, PGPERR, PGSERR, RDERR
#define FLASH_CLEAR UINT32_C(0x000001F3)  // and EOP
#define FLASH_PROGRAM UINT32_C(0x00000001)
#define FLASH_START UINT32_C(0x00010000)
#define FLASH_LOCK UINT32_C(0x80000000)
#define FLASH_TAKEN UINT32_C(0xFFFFFFFF)

static inline uint32_t flashParallelism(uint32_t parallelism) {
    return parallelism << 8;
}

// x64 needs 8 V on VPP, which no fixture has; the station never asks for it.
static inline uint32_t flashStep(uint32_t parallelism) {
    return UINT32_C(1) << parallelism;
}

static inline void flashAim(uint32_t registers, uint32_t address) {
    (void)registers;
    (void)address;
}

static inline void flashStore(uint32_t address, uint32_t from, uint32_t parallelism) {
    if (parallelism == 2) {
        *(volatile uint32_t*)address = *(const uint32_t*)from;
    } else if (parallelism == 1) {
        *(volatile uint16_t*)address = *(const uint16_t*)from;
    } else {
        *(volatile uint8_t*)address = *(const uint8_t*)from;
    }
}

// An erase that the station has begun may be under way, and nothing is written here then that need
// not be: it begins none while a cache is on.
static inline void flashPrepare(uint32_t registers) {
    if (flashCachesAreOn(registers)) {
        flashCachesOff(registers);
    }
}
