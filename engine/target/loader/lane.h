// What a register set of the flash controller does with one piece of work, step by step; loader.c
// gives it the work and looks after it.
#pragma once

#include "mailbox.h"

#include <stdbool.h>

#define MAILBOX ((volatile struct LoaderMailbox*)WireBase)
#define WORD(address) (*(volatile uint32_t*)(address))

enum {
    SysTickControl = 0xE000E010,
    SysTickReload = 0xE000E014,
    SysTickCurrent = 0xE000E018,
    SysTickEnableFromCore = 5,
    SysTickHasCounted = 0x00010000,
    WatchdogFeed = 0xAAAA,
    BlankStrideBytes = 32,
};

// Most controllers have one register set, whatever banks there are.
#ifndef FLASH_LANES
#define FLASH_LANES 1
#define FLASH_LANE_STRIDE 0
#endif

// What most controllers have in common; a header that knows better defines its own.
#ifndef FLASH_STEP
#define FLASH_STEP(parallelism, address, left) flashStep(parallelism)
#endif
#ifndef FLASH_STORE
#define FLASH_STORE(registers, address, from, step) flashStore(address, from, parallelism)
#endif
#ifndef FLASH_ALIGNMENT
#define FLASH_ALIGNMENT FlashUnit
#endif
#ifndef FLASH_KEYS
#define FLASH_KEYS(registers)                                                                      \
    do {                                                                                           \
        WORD((registers) + FlashKeyOffset) = UINT32_C(0x45670123);                                 \
        WORD((registers) + FlashKeyOffset) = UINT32_C(0xCDEF89AB);                                 \
    } while (false)
#endif

// A register set of the flash controller and what it is at. Two banks with a set each are two
// lanes, and work at the same time.
struct Lane {
    uint32_t registers;
    uint32_t parallelism;
    uint32_t operation; // LoaderNothing when there is none
    uint32_t index;     // of its descriptor, free-running
    uint32_t at;        // what the controller is busy with
    uint32_t address;   // what comes next
    uint32_t step;      // how much of it at once
    uint32_t end;
    uint32_t from;     // the page, from `address` on
    uint32_t limit;    // ticks that one step may take
    uint32_t patience; // what is left of them
    uint32_t began;    // the heartbeat at its start
    bool open;
};

enum { LoaderNothing = 0 };

// No freeze bit holds the watchdog while the core runs.
static inline void feedWatchdog(void) {
    const uint32_t watchdog = MAILBOX->session.watchdog;
    if (watchdog != 0) {
        WORD(watchdog) = WatchdogFeed;
    }
}

// Feeds the watchdog and says whether a tick has passed. Called in every loop; changes no register
// while nothing happens.
static bool tick(void) {
    feedWatchdog();
    if ((WORD(SysTickControl) & SysTickHasCounted) == 0) {
        return false;
    }
    MAILBOX->report.heartbeat = MAILBOX->report.heartbeat + 1;
    return true;
}

__attribute__((noinline)) static void latch(uint32_t index, uint32_t kind, uint32_t status,
                                            uint32_t address) {
    if (MAILBOX->report.faultKind != LoaderFine) {
        return;
    }
    MAILBOX->report.faultStatus = status;
    MAILBOX->report.faultAddress = address;
    MAILBOX->report.faultIndex = index;
    MAILBOX->report.faultKind = kind;
}

static bool faulty(void) {
    return MAILBOX->report.faultKind != LoaderFine;
}

static inline bool programs(uint32_t operation) {
#ifdef FLASH_PROGRAM_ROWS
    return operation == LoaderProgram || operation == LoaderProgramRows;
#else
    return operation == LoaderProgram;
#endif
}

// What a tick asks for while a lane waits for its controller. False when it has waited long enough;
// the first tick may have been a short one.
__attribute__((noinline)) static bool waitOn(struct Lane* lane) {
    feedWatchdog();
    MAILBOX->report.heartbeat = MAILBOX->report.heartbeat + 1;
    if (lane->patience == 0) {
        return false;
    }
    lane->patience--;
    return true;
}

// Waits for the controller, at most as long as the lane's patience. In line, because a call between
// two program units costs more than it does; changes no register while nothing happens.
__attribute__((always_inline)) static inline bool settle(struct Lane* lane,
                                                         volatile uint32_t* status, uint32_t busy) {
    for (;;) {
        // Looked at several times a turn, and with nothing more in it than a look at the ticks,
        // because a program unit should not wait for them. The watchdog gets its food when a tick
        // has passed and between two pages.
        if ((*status & busy) == 0 || (*status & busy) == 0 || (*status & busy) == 0) {
            return true;
        }
        if ((WORD(SysTickControl) & SysTickHasCounted) != 0 && !waitOn(lane)) {
            return false;
        }
    }
}

static bool unlock(struct Lane* lane) {
    const uint32_t registers = lane->registers;
    // Keys written to an unlocked controller lock it until the next reset.
    if ((WORD(registers + FlashControlOffset) & FLASH_LOCK) != 0) {
        FLASH_KEYS(registers);
    }
    const uint32_t control = WORD(registers + FlashControlOffset);
    if ((control & FLASH_LOCK) != 0) {
        latch(lane->index, LoaderFlashLocked, control, 0);
        return false;
    }
    lane->open = true;
    return true;
}

// Sets the control register for an operation, with a clean status before it. A controller that does
// not take the value would otherwise do nothing and report no error.
static bool arm(struct Lane* lane, uint32_t control) {
    const uint32_t registers = lane->registers;
    if (!lane->open && !unlock(lane)) {
        return false;
    }
    lane->patience = lane->limit;
    if (!settle(lane, (volatile uint32_t*)(registers + FlashStatusOffset), FLASH_BUSY)) {
        latch(lane->index,
              programs(lane->operation) ? LoaderProgramTimeout : LoaderEraseTimeout,
              WORD(registers + FlashStatusOffset), lane->address);
        return false;
    }
    WORD(registers + FlashClearOffset) = FLASH_CLEAR;
    WORD(registers + FlashControlOffset) = control;
    const uint32_t taken = WORD(registers + FlashControlOffset);
    if ((taken & FLASH_TAKEN) != control) {
        latch(lane->index, LoaderFlashLocked, taken, lane->address);
        return false;
    }
    return true;
}

#ifdef FLASH_FOLLOWS_ERASE
// Whatever became of it, its flags are still in the status register.
static void followErase(struct Lane* lane) {
    lane->limit = MAILBOX->session.eraseTicks;
    lane->patience = lane->limit;
    lane->began = MAILBOX->report.heartbeat;
}
#endif

static void beginErase(struct Lane* lane, uint32_t argument) {
    const uint32_t registers = lane->registers;
    const uint32_t control = argument | flashParallelism(lane->parallelism);
    lane->limit = MAILBOX->session.eraseTicks;
    lane->began = MAILBOX->report.heartbeat;
    if (!arm(lane, control)) {
        return;
    }
    lane->patience = lane->limit;
    flashAim(registers, lane->address);
    // Where there is no start bit, the store of flashAim() has started it.
    if (FLASH_START != 0) {
        WORD(registers + FlashControlOffset) = control | FLASH_START;
    }
    // Read back before the first look at the status: the start is past the bus then.
    (void)WORD(registers + FlashControlOffset);
}

static inline void endErase(struct Lane* lane, uint32_t status) {
    WORD(lane->registers + FlashControlOffset) = 0;
    lane->operation = LoaderNothing;
    if ((status & FLASH_ERRORS) != 0) {
        latch(lane->index, LoaderEraseError, status, lane->address);
        return;
    }
    MAILBOX->report.erases = MAILBOX->report.erases + 1;
    const uint32_t ticks = MAILBOX->report.heartbeat - lane->began;
    if (ticks > MAILBOX->report.longestEraseTicks) {
        MAILBOX->report.longestEraseTicks = ticks;
    }
}

// How much of what is left goes at once.
static inline uint32_t nextStep(const struct Lane* lane) {
#ifdef FLASH_PROGRAM_ROWS
    if (lane->operation == LoaderProgramRows) {
        return MAILBOX->session.rowBytes;
    }
#endif
    return FLASH_STEP(lane->parallelism, lane->address, lane->end - lane->address);
}

// Gives the controller the next unit, and only then makes ready for the one after it: what is done
// here before the stores, the flash waits for.
static inline void store(struct Lane* lane) {
    const uint32_t parallelism = lane->parallelism;
    (void)parallelism;
#ifdef FLASH_PROGRAM_ROWS
    if (lane->operation == LoaderProgramRows) {
        flashStoreRow(lane->address, lane->from, lane->step);
    } else
#endif
    {
        FLASH_STORE(lane->registers, lane->address, lane->from, lane->step);
    }
    // The stores have reached the controller before it is asked whether it is busy.
    __asm__ volatile("dsb" ::: "memory");
    lane->at = lane->address;
    lane->address += lane->step;
    lane->from += lane->step;
    lane->step = nextStep(lane);
    lane->patience = lane->limit;
}

// With no lane beside it a page is programmed in one go, with everything in registers: at 4 MHz
// each access to memory between two units is a hundredth of the time of a unit. So what has been
// programmed is counted when the next unit is with the controller, and the last one at the end.
__attribute__((always_inline)) static inline void programAlone(struct Lane* lane, bool rows) {
    const uint32_t registers = lane->registers;
    volatile uint32_t* const at = (volatile uint32_t*)(registers + FlashStatusOffset);
    const uint32_t busy = FLASH_BUSY;
    const uint32_t parallelism = lane->parallelism;
    const uint32_t end = lane->end;
    const uint32_t before = MAILBOX->report.bytesProgrammed - lane->address;
    const uint32_t distance = lane->from - lane->address;
    uint32_t address = lane->address;
    (void)parallelism;
    (void)rows;
    while (address != end) {
        uint32_t step = 0;
#ifdef FLASH_PROGRAM_ROWS
        if (rows) {
            step = MAILBOX->session.rowBytes;
            flashStoreRow(address, address + distance, step);
        } else
#endif
        {
            step = FLASH_STEP(parallelism, address, end - address);
            FLASH_STORE(registers, address, address + distance, step);
        }
        // The stores have reached the controller before it is asked whether it is busy.
        __asm__ volatile("dsb" ::: "memory");
        MAILBOX->report.bytesProgrammed = before + address;
        lane->patience = lane->limit;
        const bool settled = settle(lane, at, busy);
        const uint32_t status = *at;
        if (!settled || (status & FLASH_ERRORS) != 0) {
            latch(lane->index, settled ? LoaderProgramError : LoaderProgramTimeout, status,
                  address);
            return;
        }
        address += step;
    }
    MAILBOX->report.bytesProgrammed = before + end;
    WORD(registers + FlashControlOffset) = 0;
    lane->operation = LoaderNothing;
}

// Programs everything that is planned exactly once, also units whose value is the erased one: to
// skip them would be safe only as long as nobody looks for the difference between erased and
// written, and it would make the count of programmed bytes say less.
static void beginProgram(struct Lane* lane, uint32_t argument, uint32_t control) {
    lane->limit = MAILBOX->session.programTicks;
    lane->from = argument;
    lane->step = nextStep(lane);
    if (lane->address == lane->end) {
        lane->operation = LoaderNothing;
    } else if (arm(lane, control | flashParallelism(lane->parallelism))) {
        if (FLASH_LANES != 1 && MAILBOX->session.lanes != 1) {
            store(lane);
#ifdef FLASH_PROGRAM_ROWS
        } else if (lane->operation == LoaderProgramRows) {
            programAlone(lane, true);
#endif
        } else {
            programAlone(lane, false);
        }
    }
}

static inline void nextUnit(struct Lane* lane, uint32_t status) {
    if ((status & FLASH_ERRORS) != 0) {
        lane->operation = LoaderNothing;
        latch(lane->index, LoaderProgramError, status, lane->at);
        return;
    }
    const uint32_t written = lane->at;
    const uint32_t next = lane->address;
    if (next != lane->end) {
        store(lane);
    } else {
        WORD(lane->registers + FlashControlOffset) = 0;
        lane->operation = LoaderNothing;
    }
    MAILBOX->report.bytesProgrammed = MAILBOX->report.bytesProgrammed + (next - written);
}

// Reads on to the next multiple of 4 KB, so that the other lane and the watchdog do not wait long.
static void checkBlank(struct Lane* lane) {
    const uint32_t erased = MAILBOX->session.erasedWord;
    const uint32_t begin = lane->address;
    const uint32_t end = lane->end;
    uint32_t address = begin;
    while (address != end) {
        const volatile uint32_t* const words = (const volatile uint32_t*)address;
        if (end - address >= BlankStrideBytes) {
            // One statement a word: each value is used up as it arrives.
            uint32_t different = words[0] ^ erased;
            different |= words[1] ^ erased;
            different |= words[2] ^ erased;
            different |= words[3] ^ erased;
            different |= words[4] ^ erased;
            different |= words[5] ^ erased;
            different |= words[6] ^ erased;
            different |= words[7] ^ erased;
            if (different == 0) {
                address += BlankStrideBytes;
                if ((address & 0xFFF) == 0) {
                    break;
                }
                continue;
            }
        }
        if (*words != erased) {
            lane->operation = LoaderNothing;
            latch(lane->index, LoaderNotBlank, *words, address);
            return;
        }
        address += 4;
    }
    MAILBOX->report.bytesBlank = MAILBOX->report.bytesBlank + (address - begin);
    lane->address = address;
    if (address == end) {
        lane->operation = LoaderNothing;
    }
}

// One look at a lane that has an operation: goes on with it if its controller has got that far.
static inline void advance(struct Lane* lane, bool ticked) {
    const uint32_t operation = lane->operation;
    if (operation == LoaderBlankCheck) {
        checkBlank(lane);
        return;
    }
    volatile uint32_t* const at = (volatile uint32_t*)(lane->registers + FlashStatusOffset);
    const uint32_t busy = FLASH_BUSY;
    // Looked at several times a turn, because a program unit should not wait for the ticking.
    uint32_t status = *at;
    if ((status & busy) != 0) {
        status = *at;
    }
    if ((status & busy) != 0) {
        status = *at;
    }
    if ((status & busy) == 0) {
        if (FLASH_LANES != 1 && programs(operation)) {
            nextUnit(lane, status);
        } else {
            endErase(lane, status);
        }
    } else if (ticked && lane->patience-- == 0) {
        lane->operation = LoaderNothing;
        latch(lane->index, programs(operation) ? LoaderProgramTimeout : LoaderEraseTimeout,
              status, lane->at);
    }
}
