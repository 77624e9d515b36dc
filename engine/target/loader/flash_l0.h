// STM32L0, L1: erased is zero, and a half page of 16 or 32 words is written in the time of one
// word, from RAM only (RM0367 3.3.4, RM0038 3.3.4). The controller is the part that loader.c leaves
// open.
#pragma once

#include <stdint.h>

enum {
    FlashControlOffset = 0x04, // PECR
    FlashStatusOffset = 0x18,
    FlashClearOffset = 0x18,
};

#define FLASH_BUSY UINT32_C(0x00000001)
// WRPERR, PGAERR, SIZERR, OPTVERR, RDERR, NOTZEROERR, FWWERR.
#define FLASH_ERRORS UINT32_C(0x00032F00)
#define FLASH_CLEAR UINT32_C(0x00032F02)   // and EOP
#define FLASH_PROGRAM UINT32_C(0x00000408) // FPRG and PROG
#define FLASH_START UINT32_C(0x00000000)
#define FLASH_LOCK UINT32_C(0x00000003)  // PELOCK and PRGLOCK
#define FLASH_TAKEN UINT32_C(0xFFFFFFFB) // OPTLOCK stays set whatever is written

// PELOCK first: PRGKEYR listens only when it is open.
#define FLASH_KEYS(registers)                                                                      \
    do {                                                                                           \
        WORD((registers) + 0x0C) = UINT32_C(0x89ABCDEF);                                           \
        WORD((registers) + 0x0C) = UINT32_C(0x02030405);                                           \
        WORD((registers) + 0x10) = UINT32_C(0x8C9DAEBF);                                           \
        WORD((registers) + 0x10) = UINT32_C(0x13141516);                                           \
    } while (false)

// 64 bytes on L0, 128 on L1.
#define FLASH_ALIGNMENT MAILBOX->session.programBytes
#define FLASH_STEP(parallelism, address, left) ((void)(left), MAILBOX->session.programBytes)
#define FLASH_STORE(registers, address, from, step) flashHalfPage(address, from, step)

static inline uint32_t flashParallelism(uint32_t parallelism) {
    (void)parallelism;
    return 0;
}

// With ERASE and PROG set, any store into a page erases it.
static inline void flashAim(uint32_t registers, uint32_t address) {
    (void)registers;
    *(volatile uint32_t*)address = 0;
}

static inline void flashHalfPage(uint32_t address, uint32_t from, uint32_t bytes) {
    const uint32_t end = address + bytes;
    while (address != end) {
        __asm__ volatile("ldmia %1!, {r4, r5, r6, r7}\n\t"
                         "stmia %0!, {r4, r5, r6, r7}"
                         : "+l"(address), "+l"(from)
                         :
                         : "r4", "r5", "r6", "r7", "memory");
    }
}

static inline void flashPrepare(uint32_t registers) {
    (void)registers;
}
