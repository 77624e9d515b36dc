#pragma once

// A serial NOR flash of 1 MB behind the QUADSPI of an STM32H743, driven register by register
// (RM0433, chapter 23; W25Q128JV, chapter 8), for tests.
#include "mischief.h"

#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t*)(address))
#define BYTE(address) (*(volatile uint8_t*)(address))

enum {
    NorBase = 0x90000000,
    NorPage = 256,
    ClockEnables = 0x580244D4, // RCC_AHB3ENR
    Control = 0x52005000,
    Status = 0x52005008,
    Clear = 0x5200500C,
    DataLength = 0x52005010,
    Configuration = 0x52005014,
    Address = 0x52005018,
    Data = 0x52005020,
    Complete = 2,
    OneLineInstruction = 1 << 8,
    OneLineAddress = 1 << 10 | 2 << 12, // 24 bits
    OneLineData = 1 << 24,
    Reading = 1 << 26,
    Mapped = 3 << 26,
};

static inline void norOpen(void) {
    REGISTER(ClockEnables) |= 1 << 14;
    (void)REGISTER(ClockEnables);
    REGISTER(Control) = 3; // enabled, and out of whatever it was doing
}

static inline void norFinish(void) {
    while ((REGISTER(Status) & Complete) == 0) {
    }
    REGISTER(Clear) = Complete;
}

static inline void norEnableWrite(void) {
    REGISTER(Configuration) = OneLineInstruction | 0x06;
    norFinish();
}

static inline void norWait(void) {
    uint32_t status = 1;
    while ((status & 1) != 0) {
        REGISTER(DataLength) = 0;
        REGISTER(Configuration) = Reading | OneLineData | OneLineInstruction | 0x05;
        status = BYTE(Data);
        norFinish();
    }
}

static inline void norErase(uint8_t instruction, uint32_t offset) {
    norEnableWrite();
    REGISTER(Configuration) = OneLineInstruction | OneLineAddress | instruction;
    REGISTER(Address) = offset;
    norFinish();
    norWait();
}

static inline void norProgramPage(uint32_t offset, const uint8_t* bytes) {
    norEnableWrite();
    REGISTER(DataLength) = NorPage - 1;
    REGISTER(Configuration) = OneLineInstruction | OneLineAddress | OneLineData | 0x02;
    REGISTER(Address) = offset;
    for (uint32_t i = 0; i < NorPage; i++) {
        BYTE(Data) = bytes[i];
    }
    norFinish();
    norWait();
}

static inline void norRead(uint32_t offset, uint8_t* bytes, uint32_t size) {
    REGISTER(DataLength) = size - 1;
    REGISTER(Configuration) = Reading | OneLineInstruction | OneLineAddress | OneLineData | 0x03;
    REGISTER(Address) = offset;
    for (uint32_t i = 0; i < size; i++) {
        bytes[i] = BYTE(Data);
    }
    norFinish();
}

static inline void norMap(void) {
    if (MISCHIEF != NeverMaps) {
        REGISTER(Configuration) = Mapped | OneLineInstruction | OneLineAddress | OneLineData | 0x03;
    }
}

// Erases a sector of the chip's own flash (RM0433 4.3.9), behind everybody's back.
static inline void clearChipFlash(uint32_t sector) {
    REGISTER(0x52002004) = 0x45670123;
    REGISTER(0x52002004) = 0xCDEF89AB;
    REGISTER(0x5200200C) = 0x24 | sector << 8;
    REGISTER(0x5200200C) = 0xA4 | sector << 8;
    while ((REGISTER(0x52002010) & 5) != 0) {
    }
}
