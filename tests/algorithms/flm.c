// A CMSIS flash algorithm for the memory of nor.h: position independent, its data behind R9.
#include "flash_os.h"
#include "nor.h"

#ifndef DEVICE_ADDRESS
#define DEVICE_ADDRESS NorBase
#endif

const struct FlashDevice FlashDevice __attribute__((section("DevDscr"))) = {
    0x0101,        "H743 serial NOR", 5,    DEVICE_ADDRESS, 0x100000, NorPage, 0,
    0xFF,          100,               3000, {{4096, 0}, {0xFFFFFFFF, 0xFFFFFFFF}},
};

struct State {
    uint32_t mark; // another value: R9 does not point here
    uint32_t purpose;
};

enum { Mark = 0x5EED };

struct State initial __attribute__((section(".data.state"))) = {Mark, 0};
register struct State* state __asm__("r9");

int Init(uint32_t address, uint32_t clock, uint32_t purpose) {
    if (state->mark != Mark || address != DEVICE_ADDRESS || clock == 0) {
        return 1;
    }
    if (MISCHIEF == InitHangs) {
        hang();
    }
    state->purpose = purpose;
    norOpen();
    if (MISCHIEF == InitClearsPlanned && purpose == 3) {
        clearChipFlash(0);
    }
    norMap();
    return 0;
}

int UnInit(uint32_t purpose) {
    return state->purpose == purpose ? 0 : 1;
}

int EraseChip(void) {
    return 1;
}

int EraseSector(uint32_t address) {
    if (state->mark != Mark || state->purpose != 1) {
        return 1;
    }
    if (MISCHIEF == EraseHangs) {
        hang();
    }
    if (MISCHIEF == EraseClearsPlanned) {
        clearChipFlash(0);
    }
    if (MISCHIEF == EraseClearsOther) {
        clearChipFlash(7);
    }
    norOpen();
    if (MISCHIEF != EraseLies) {
        norErase(0x20, address - NorBase);
    }
    norMap();
    return 0;
}

int ProgramPage(uint32_t address, uint32_t size, const uint8_t* bytes) {
    if (state->purpose != 2 || size != NorPage) {
        return 1;
    }
    if (MISCHIEF == ProgramFails && (address & 0xFFF) != 0) {
        return 7;
    }
    if (MISCHIEF == ProgramCrashes) {
        return (int)REGISTER(0xBAD00000);
    }
    if (MISCHIEF == ProgramStrays) {
        stray();
    }
    if (MISCHIEF == EatsStack) {
        eatStack();
    }
    norOpen();
    if (MISCHIEF != ProgramLies) {
        norProgramPage(address - NorBase, bytes);
    }
    norMap();
    return 0;
}
