// A CMSIS flash algorithm for the chip's own flash, of the same register sequences as the resident
// loader (FLASH names its header): what the maker of a chip ships for one that no table knows. Its
// only state are the registers of the controller.
#include "flash_os.h"
#include "mischief.h"

#include <stdbool.h>
#include <stdint.h>

// What the loader's headers expect around them.
#define WORD(address) (*(volatile uint32_t*)(address))
#define MAILBOX (&mailbox)

static const struct {
    struct {
        uint32_t busy;
        uint32_t programBytes;
        uint32_t burstBytes;
    } session;
} mailbox = {{BUSY, UNIT, 0}};

#include FLASH

#ifndef FLASH_STEP
#define FLASH_STEP(parallelism, address, left) flashStep(parallelism)
#endif
#ifndef FLASH_STORE
#define FLASH_STORE(registers, address, from, step) flashStore(address, from, PARALLELISM)
#endif

enum { Base = 0x08000000 };

const struct FlashDevice FlashDevice __attribute__((section("DevDscr"))) = {
    0x0101, "own flash", 1,    Base, SIZE, PAGE,
    0,      0xFF,        1000, 6000, {SECTORS, {0xFFFFFFFF, 0xFFFFFFFF}},
};

// Never written: position independent code has somewhere to point R9 to.
uint32_t nothing __attribute__((section(".data.state"))) = 1;

static bool done(void) {
    while ((WORD(REGISTERS + FlashStatusOffset) & FLASH_BUSY) != 0) {
    }
    return (WORD(REGISTERS + FlashStatusOffset) & FLASH_ERRORS) == 0;
}

static bool eraseOne(uint32_t address) {
    const uint32_t offset = address - Base;
    const uint32_t control = (ERASE(offset)) | flashParallelism(PARALLELISM);
    done();
    WORD(REGISTERS + FlashClearOffset) = FLASH_CLEAR;
    WORD(REGISTERS + FlashControlOffset) = control;
    flashAim(REGISTERS, address);
    WORD(REGISTERS + FlashControlOffset) = control | FLASH_START;
    const bool fine = done();
    WORD(REGISTERS + FlashControlOffset) = 0;
    return fine;
}

int Init(uint32_t address, uint32_t clock, uint32_t purpose) {
    (void)purpose;
    if (address != Base || clock == 0) {
        return 1;
    }
    if (MISCHIEF == InitHangs) {
        hang();
    }
    if ((WORD(REGISTERS + FlashControlOffset) & FLASH_LOCK) != 0) {
        WORD(REGISTERS + FlashKeyOffset) = 0x45670123;
        WORD(REGISTERS + FlashKeyOffset) = 0xCDEF89AB;
    }
    flashPrepare(REGISTERS);
    return (WORD(REGISTERS + FlashControlOffset) & FLASH_LOCK) != 0;
}

int UnInit(uint32_t purpose) {
    if (MISCHIEF == EraseClearsPlanned && purpose == 2) {
        eraseOne(Base);
    }
    WORD(REGISTERS + FlashControlOffset) = FLASH_LOCK;
    return 0;
}

int EraseChip(void) {
    return 1;
}

int EraseSector(uint32_t address) {
    if (MISCHIEF == EraseHangs) {
        hang();
    }
    if (MISCHIEF == EraseLies) {
        return 0;
    }
    if (MISCHIEF == EraseClearsOther && !eraseOne(Base + SIZE - LAST)) {
        return 1;
    }
    return eraseOne(address) ? 0 : 1;
}

int ProgramPage(uint32_t address, uint32_t size, const uint8_t* bytes) {
    if (MISCHIEF == ProgramFails && address != Base) {
        return 7;
    }
    if (MISCHIEF == ProgramCrashes) {
        return (int)WORD(0xBAD00000);
    }
    if (MISCHIEF == ProgramLies) {
        return 0;
    }
    if (MISCHIEF == ProgramStrays) {
        stray();
    }
    if (MISCHIEF == EatsStack) {
        eatStack();
    }
    const uint32_t end = address + size;
    uint32_t from = (uint32_t)bytes;
    WORD(REGISTERS + FlashClearOffset) = FLASH_CLEAR;
    WORD(REGISTERS + FlashControlOffset) = FLASH_PROGRAM | flashParallelism(PARALLELISM);
    bool fine = true;
    while (fine && address != end) {
        const uint32_t step = FLASH_STEP(PARALLELISM, address, end - address);
        FLASH_STORE(REGISTERS, address, from, step);
        __asm__ volatile("dsb" ::: "memory");
        fine = done();
        address += step;
        from += step;
    }
    WORD(REGISTERS + FlashControlOffset) = 0;
    return fine ? 0 : 1;
}
