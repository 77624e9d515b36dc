// STM32H7A3, 7B0, 7B3: four 32-bit stores make one 128-bit flash word with its ECC, written once
// and never again (RM0455, chapter 4). The controller is the part that loader.c leaves open.
#pragma once

#include <stdint.h>

enum {
    FlashKeyOffset = 0x04,
    FlashControlOffset = 0x0C,
    FlashStatusOffset = 0x10,
    FlashClearOffset = 0x14,
    FlashUnit = 16,
};

// Each bank has a register set of its own (RM0455, FLASH registers).
#define FLASH_LANES 2
#define FLASH_LANE_STRIDE UINT32_C(0x100)
#define FLASH_BUSY UINT32_C(0x00000005) // BSY and QW
// WBNE, WRPERR, PGSERR, STRBERR, INCERR, SNECCERR, DBECCERR. Not RDPERR and RDSERR, as on the H74x.
#define FLASH_ERRORS UINT32_C(0x062E0002)
#define FLASH_CLEAR UINT32_C(0x07AF0000) // every error and EOP
#define FLASH_PROGRAM UINT32_C(0x00000002)
#define FLASH_START UINT32_C(0x00000020)
#define FLASH_LOCK UINT32_C(0x00000001)
#define FLASH_TAKEN UINT32_C(0xFFFFFFFF)

static inline uint32_t flashParallelism(uint32_t parallelism) {
    (void)parallelism;
    return 0;
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
    // The stores of a flash word should not wait for RAM in between.
    __asm__ volatile("ldmia %1!, {r4, r5, r6, r7}\n\t"
                     "stmia %0!, {r4, r5, r6, r7}"
                     : "+l"(address), "+l"(from)
                     :
                     : "r4", "r5", "r6", "r7", "memory");
}

static inline void flashPrepare(uint32_t registers) {
    (void)registers;
}
