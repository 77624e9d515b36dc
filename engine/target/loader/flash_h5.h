// STM32H5: four 32-bit stores make one quad-word with its ECC, written once and never again
// (RM0481, chapter 7). The controller is the part that loader.c leaves open.
#pragma once

#include <stdint.h>

enum {
    FlashKeyOffset = 0x04,
    FlashStatusOffset = 0x20,
    FlashControlOffset = 0x28,
    FlashClearOffset = 0x30,
    FlashUnit = 16,
};

#define FLASH_BUSY UINT32_C(0x00000009) // BSY and DBNE
// WBNE (a quad-word left incomplete), WRPERR, PGSERR, STRBERR, INCERR, OBKERR, OBKWERR. Not
// OPTCHANGEERR, which tells of the option bytes.
#define FLASH_ERRORS UINT32_C(0x007E0002)
#define FLASH_CLEAR UINT32_C(0x00FF0000) // every error and EOP
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
    // The stores of a quad-word should not wait for RAM in between.
    __asm__ volatile("ldmia %1!, {r4, r5, r6, r7}\n\t"
                     "stmia %0!, {r4, r5, r6, r7}"
                     : "+l"(address), "+l"(from)
                     :
                     : "r4", "r5", "r6", "r7", "memory");
}

static inline void flashPrepare(uint32_t registers) {
    (void)registers;
}
