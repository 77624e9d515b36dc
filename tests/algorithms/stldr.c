// An external loader as ST's programmer takes it, for the memory of nor.h: linked to its place in the
// AXI SRAM, with variables of its own.
#include "nor.h"

struct DeviceSectors {
    uint32_t number;
    uint32_t size;
};

// Dev_Inf.h of ST's external loaders.
struct StorageInfo {
    char name[100];
    uint16_t type;
    uint32_t address;
    uint32_t size;
    uint32_t page;
    uint8_t erased;
    struct DeviceSectors sectors[10];
};

#ifndef DEVICE_TYPE
#define DEVICE_TYPE 3 // NOR_FLASH
#endif

const struct StorageInfo StorageInfo __attribute__((section(".Dev_info"))) = {
    "H743 serial NOR", DEVICE_TYPE, NorBase, 0x100000, NorPage, 0xFF, {{16, 0x10000}, {0, 0}},
};

enum { Ok = 1, Failed = 0 };

static uint32_t calls;
static volatile uint32_t ready = 0x600D;

int Init(void) {
    if (ready != 0x600D) {
        return Failed;
    }
    if (MISCHIEF == InitHangs) {
        hang();
    }
    norOpen();
    // Only a proof initialises without having written.
    if (MISCHIEF == InitClearsPlanned && BYTE(0x24040000) == 0x77) {
        clearChipFlash(0);
    }
    BYTE(0x24040000) = 0x77;
    norMap();
    return Ok;
}

int SectorErase(uint32_t first, uint32_t last) {
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
    for (uint32_t at = first - first % 0x10000; at <= last && MISCHIEF != EraseLies;
         at += 0x10000) {
        norErase(0xD8, at - NorBase);
    }
    return Ok;
}

int Write(uint32_t address, uint32_t size, const uint8_t* bytes) {
    calls++;
    if (MISCHIEF == ProgramFails && calls == 2) {
        return Failed;
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
    for (uint32_t done = 0; done < size && MISCHIEF != ProgramLies; done += NorPage) {
        norProgramPage(address - NorBase + done, bytes + done);
    }
    return Ok;
}

#ifndef NO_READ
int Read(uint32_t address, uint32_t size, uint8_t* bytes) {
    norOpen();
    norRead(address - NorBase, bytes, size);
    return Ok;
}
#endif
