// From reset to main(): the vector table, the start-up code, and the two blocks by which a tool
// recognises this firmware, one at a fixed offset and one at the very end.

#include "board.h"

extern uint32_t stackTop[];
extern uint32_t dataStart[];
extern uint32_t dataEnd[];
extern const uint32_t dataLoad[];
extern uint32_t bssStart[];
extern uint32_t bssEnd[];
extern const uint32_t imageSize[];

int main(void);
void reset(void);

#define VECTOR_TABLE_OFFSET (*(volatile uint32_t*)0xE000ED08u)

typedef void (*Handler)(void);

/// Any exception nobody expects: stay here, so that a debugger finds the place.
static void unexpected(void) {
    for (;;) {
    }
}

struct Vectors {
    uint32_t* stack;
    Handler system[15];
    Handler interrupts[INTERRUPTS];
};

__attribute__((section(".vectors"), used)) const struct Vectors vectors = {
    .stack = stackTop,
    .system = {[0] = reset, // exception 1
               [1 ... 5] = unexpected,
               [10] = unexpected, // SVCall
               [11] = unexpected, // DebugMonitor
               [13] = unexpected, // PendSV
               [14] = boardTick}, // SysTick
    .interrupts = {[0 ... INTERRUPTS - 1] = unexpected},
};

struct VersionBlock {
    char magic[8];
    uint32_t layout;
    const void* sizeBytes; // a linker symbol whose address is the number
    char name[32];
    char version[16];
};

__attribute__((section(".version"), used)) const struct VersionBlock versionBlock = {
    .magic = "GLTRAIN",
    .layout = 1,
    .sizeBytes = imageSize,
    .name = FIRMWARE_NAME,
    .version = FIRMWARE_VERSION,
};

struct Trailer {
    char magic[8];
    const void* begin;
    const void* sizeBytes;
};

__attribute__((section(".trailer"), used))
const struct Trailer trailer = {.magic = "GLTRAIL", .begin = &vectors, .sizeBytes = imageSize};

void reset(void) {
    const uint32_t* from = dataLoad;
    for (uint32_t* to = dataStart; to < dataEnd; ++to, ++from) {
        *to = *from;
    }
    for (uint32_t* to = bssStart; to < bssEnd; ++to) {
        *to = 0;
    }
    VECTOR_TABLE_OFFSET = (uint32_t)&vectors;
    main();
    unexpected();
}
