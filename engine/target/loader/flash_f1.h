// STM32F0, F1, F3: one 16-bit store at a time (RM0008, PM0075). The controller is the part that
// loader.c leaves open.
#pragma once

#include <stdint.h>

enum {
    FlashKeyOffset = 0x04,
    FlashStatusOffset = 0x0C,
    FlashClearOffset = 0x0C,
    FlashControlOffset = 0x10,
    FlashUnit = 2,
};

// An F1 of XL density has a set of registers for each bank (PM0068).
#define FLASH_LANES 2
#define FLASH_LANE_STRIDE UINT32_C(0x40)

// The station begins the first erase itself (first_erase.h).
#define FLASH_FOLLOWS_ERASE
#define FLASH_BUSY UINT32_C(0x00000001)
#define FLASH_ERRORS UINT32_C(0x00000014) // PGERR, WRPRTERR
#define FLASH_CLEAR UINT32_C(0x00000034)  // and EOP
#define FLASH_PROGRAM UINT32_C(0x00000001)
#define FLASH_START UINT32_C(0x00000040)
#define FLASH_LOCK UINT32_C(0x00000080)
#define FLASH_TAKEN UINT32_C(0xFFFFFFFF)

static inline uint32_t flashParallelism(uint32_t parallelism) {
    (void)parallelism;
    return 0;
}

static inline uint32_t flashStep(uint32_t parallelism) {
    (void)parallelism;
    return FlashUnit;
}

// The page to erase is named by any address in it.
static inline void flashAim(uint32_t registers, uint32_t address) {
    *(volatile uint32_t*)(registers + 0x14) = address;
}

static inline void flashStore(uint32_t address, uint32_t from, uint32_t parallelism) {
    (void)parallelism;
    *(volatile uint16_t*)address = *(const uint16_t*)from;
}

static inline void flashPrepare(uint32_t registers) {
    (void)registers;
}
