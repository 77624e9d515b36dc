// STM32L5, U3, U5, WBA by their non-secure registers: units of two or four words with their ECC,
// written once and never again, and where the part has it bursts of eight of them (RM0438 6.3.7,
// RM0456 7.3.8). The controller is the part that loader.c leaves open.
#pragma once

#include <stdint.h>

enum {
    FlashKeyOffset = 0x08,
    FlashStatusOffset = 0x20,
    FlashClearOffset = 0x20,
    FlashControlOffset = 0x28,
};

#define FLASH_BUSY UINT32_C(0x00030000) // BSY, and WDW: a unit that has not all of its words
// OPERR, PROGERR, WRPERR, PGAERR, SIZERR, PGSERR, OPTWERR.
#define FLASH_ERRORS UINT32_C(0x000020FA)
#define FLASH_CLEAR UINT32_C(0x000020FB) // and EOP
#define FLASH_PROGRAM UINT32_C(0x00000001)
#define FLASH_BURST UINT32_C(0x00004000) // BWR
#define FLASH_START UINT32_C(0x00010000)
#define FLASH_LOCK UINT32_C(0x80000000)
#define FLASH_TAKEN UINT32_C(0xBFFFFFFF) // OPTLOCK stays set whatever is written

#define FLASH_ALIGNMENT MAILBOX->session.programBytes
#define FLASH_STEP(parallelism, address, left)                                                     \
    flashStretch(address, left, MAILBOX->session.programBytes, MAILBOX->session.burstBytes)
#define FLASH_STORE(registers, address, from, step)                                                \
    flashUnits(registers, address, from, step, MAILBOX->session.programBytes)

static inline uint32_t flashParallelism(uint32_t parallelism) {
    (void)parallelism;
    return 0;
}

// A burst where one is whole, a unit elsewhere.
static inline uint32_t flashStretch(uint32_t address, uint32_t left, uint32_t unit,
                                    uint32_t burst) {
    return burst != 0 && (address & (burst - 1)) == 0 && left >= burst ? burst : unit;
}

static inline void flashAim(uint32_t registers, uint32_t address) {
    (void)registers;
    (void)address;
}

static inline void flashUnits(uint32_t registers, uint32_t address, uint32_t from, uint32_t bytes,
                              uint32_t unit) {
    *(volatile uint32_t*)(registers + FlashControlOffset) =
        bytes == unit ? FLASH_PROGRAM : FLASH_PROGRAM | FLASH_BURST;
    const uint32_t end = address + bytes;
    while (address != end) {
        __asm__ volatile("ldmia %1!, {r4, r5}\n\t"
                         "stmia %0!, {r4, r5}"
                         : "+l"(address), "+l"(from)
                         :
                         : "r4", "r5", "memory");
    }
}

static inline void flashPrepare(uint32_t registers) {
    (void)registers;
}
