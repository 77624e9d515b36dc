// STM32L4, G4, G0, C0, U0, WB, WL: two 32-bit stores make a double word with its ECC, written once
// and never again (RM0351 3.3.7, RM0440 3.3.8). The controller is the part that loader.c leaves
// open.
#pragma once

#include "flash_cache.h"

#include <stdint.h>

enum {
    FlashKeyOffset = 0x08,
    FlashStatusOffset = 0x10,
    FlashClearOffset = 0x10,
    FlashControlOffset = 0x14,
    FlashUnit = 8,
};

// BSY, and BSY2 and CFGBSY where they exist: what is BSY2 on one die says "empty" on another.
#define FLASH_BUSY (MAILBOX->session.busy)
// OPERR, PROGERR, WRPERR, PGAERR, SIZERR, PGSERR, MISERR, FASTERR, RDERR, OPTVERR.
#define FLASH_ERRORS UINT32_C(0x0000C3FA)
#define FLASH_CLEAR UINT32_C(0x0000C3FB) // and EOP
#define FLASH_PROGRAM UINT32_C(0x00000001)
#define FLASH_PROGRAM_ROWS UINT32_C(0x00040000) // FSTPG
#define FLASH_START UINT32_C(0x00010000)
#define FLASH_LOCK UINT32_C(0x80000000)
#define FLASH_TAKEN UINT32_C(0xBFFFFFFF) // OPTLOCK stays set whatever is written

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
    const uint32_t low = ((const uint32_t*)from)[0];
    const uint32_t high = ((const uint32_t*)from)[1];
    ((volatile uint32_t*)address)[0] = low;
    ((volatile uint32_t*)address)[1] = high;
}

// A row without a pause between its double words, which would end it with MISERR (RM0351 3.3.8).
// The controller holds the stores up while it needs to; no interrupt can come, because none is
// enabled.
static inline void flashStoreRow(uint32_t address, uint32_t from, uint32_t bytes) {
    uint32_t end = address + bytes;
    __asm__ volatile("0:\n\t"
                     "ldmia %1!, {r4, r5, r6, r7}\n\t"
                     "stmia %0!, {r4, r5, r6, r7}\n\t"
                     "ldmia %1!, {r4, r5, r6, r7}\n\t"
                     "stmia %0!, {r4, r5, r6, r7}\n\t"
                     "cmp %0, %2\n\t"
                     "bne 0b"
                     : "+l"(address), "+l"(from)
                     : "l"(end)
                     : "r4", "r5", "r6", "r7", "cc", "memory");
}

static inline void flashPrepare(uint32_t registers) {
    flashCachesOff(registers);
}
