// STM32H74x, H72x: eight 32-bit stores make one 256-bit flash word with its ECC, written once and
// never again (RM0468 4.3.9). The controller is the part that loader.c leaves open.
#pragma once

#include <stdint.h>

enum {
    FlashKeyOffset = 0x04,
    FlashControlOffset = 0x0C,
    FlashStatusOffset = 0x10,
    FlashClearOffset = 0x14,
    FlashUnit = 32,
};

// Each bank has a register set of its own, where there are two (RM0433, FLASH registers).
#define FLASH_LANES 2
#define FLASH_LANE_STRIDE UINT32_C(0x100)
#define FLASH_BUSY UINT32_C(0x00000005) // BSY and QW
// WBNE (a word left incomplete), WRPERR, PGSERR, STRBERR, INCERR, OPERR, SNECCERR, DBECCERR. Not
// RDPERR and RDSERR: a speculative read beyond the end raises them, and they say nothing about what
// was erased or programmed.
#define FLASH_ERRORS UINT32_C(0x066E0002)
#define FLASH_CLEAR UINT32_C(0x07EF0000) // every error and EOP
#define FLASH_PROGRAM UINT32_C(0x00000002)
#define FLASH_START UINT32_C(0x00000080)
#define FLASH_LOCK UINT32_C(0x00000001)
#define FLASH_TAKEN UINT32_C(0xFFFFFFFF)

// PSIZE speeds up the erase as well as the program (DS13313 table 44).
static inline uint32_t flashParallelism(uint32_t parallelism) {
    return parallelism << 4;
}

static inline uint32_t flashStep(uint32_t parallelism) {
    (void)parallelism;
    return FlashUnit;
}

static inline void flashAim(uint32_t registers, uint32_t address) {
    (void)registers;
    (void)address;
}

static inline void flashStore(uint32_t address, uint32_t from, uint32_t parallelism) {
    (void)parallelism;
    // Loads and stores in fours: the stores of a flash word should not wait for RAM in between.
    __asm__ volatile("ldmia %1!, {r4, r5, r6, r7}\n\t"
                     "stmia %0!, {r4, r5, r6, r7}\n\t"
                     "ldmia %1!, {r4, r5, r6, r7}\n\t"
                     "stmia %0!, {r4, r5, r6, r7}"
                     : "+l"(address), "+l"(from)
                     :
                     : "r4", "r5", "r6", "r7", "memory");
}

static inline void flashPrepare(uint32_t registers) {
    (void)registers;
}
