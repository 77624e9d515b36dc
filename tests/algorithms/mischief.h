#pragma once

// What a loader must never do, for tests.
#include <stdint.h>

// What a loader of the tests does wrong, and where.
enum Mischief {
    None,
    ProgramFails,
    EraseHangs,
    ProgramCrashes,
    ProgramLies,
    EraseClearsPlanned, // flash of the chip that the recipe has programmed
    EraseClearsOther,   // flash of the chip that nobody has asked for
    ProgramStrays,      // over the code that called it
    EatsStack,
    InitClearsPlanned, // not before the memory is to be verified
    NeverMaps,
    InitHangs,
    EraseLies,
};

#ifndef MISCHIEF
#define MISCHIEF None
#endif

static inline void hang(void) {
    for (;;) {
        __asm__ volatile("");
    }
}

// Zeros from a place in the caller's code on.
static inline void stray(void) {
    volatile uint32_t* const code =
        (volatile uint32_t*)((uint32_t)__builtin_return_address(0) & ~3U);
    for (int i = 16; i < 24; i++) {
        code[i] = 0;
    }
}

static inline void eatStack(void) {
    volatile uint8_t waste[6000];
    for (uint32_t i = 0; i < sizeof waste; i += 256) {
        waste[i] = 0;
    }
}
