// The resident loader: runs in the chip's RAM, serves the ring of descriptors in its mailbox and
// reports by counters, so that the debug port carries nothing but data and a few words of status.
// Compiled for ARMv6-M once per flash controller, with that controller's header included first.
//
// It owns the chip: it is started after a reset with the core held, interrupts do not exist, and the
// station resets the chip afterwards, so nothing is saved or restored.
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

// A register set of the flash controller and what it is at. Two banks with a set each are two lanes,
// and work at the same time.
struct Lane {
    uint32_t registers;
    uint32_t parallelism;
    uint32_t operation; // LoaderNothing when there is none
    uint32_t index;     // of its descriptor, free-running
    uint32_t address;   // what comes next
    uint32_t end;
    uint32_t from;     // the page, from there on
    uint32_t limit;    // ticks that one step may take
    uint32_t patience; // what is left of them
    uint32_t began;    // the heartbeat at its start
    bool open;
};

enum { LoaderNothing = 0 };

// Feeds the watchdog, which no freeze bit holds while the core runs, and says whether a tick has
// passed. Called in every loop; changes no register while nothing happens.
static bool tick(void) {
    const uint32_t watchdog = MAILBOX->session.watchdog;
    if (watchdog != 0) {
        WORD(watchdog) = WatchdogFeed;
    }
    if ((WORD(SysTickControl) & SysTickHasCounted) == 0) {
        return false;
    }
    MAILBOX->report.heartbeat = MAILBOX->report.heartbeat + 1;
    return true;
}

__attribute__((noinline)) static void latch(uint32_t index, uint32_t kind, uint32_t status, uint32_t address) {
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

// Waits for the controller, at most `limit` ticks; the first tick may be a short one.
static bool settle(uint32_t registers, uint32_t limit) {
    while ((WORD(registers + FlashStatusOffset) & FLASH_BUSY) != 0) {
        if (tick()) {
            if (limit == 0) {
                return false;
            }
            limit--;
        }
    }
    return true;
}

static bool unlock(struct Lane* lane) {
    const uint32_t registers = lane->registers;
    // Keys written to an unlocked controller lock it until the next reset.
    if ((WORD(registers + FlashControlOffset) & FLASH_LOCK) != 0) {
        WORD(registers + FlashKeyOffset) = UINT32_C(0x45670123);
        WORD(registers + FlashKeyOffset) = UINT32_C(0xCDEF89AB);
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
    if (!settle(registers, lane->limit)) {
        latch(lane->index,
              (control & FLASH_PROGRAM) != 0 ? LoaderProgramTimeout : LoaderEraseTimeout,
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

// The unit that the controller is busy with.
static uint32_t inProgress(const struct Lane* lane) {
    return lane->address - flashStep(lane->parallelism);
}

static void beginErase(struct Lane* lane, uint32_t argument) {
    const uint32_t registers = lane->registers;
    const uint32_t control = argument | flashParallelism(lane->parallelism);
    lane->limit = MAILBOX->session.eraseTicks;
    lane->patience = lane->limit;
    lane->began = MAILBOX->report.heartbeat;
    if (!arm(lane, control)) {
        return;
    }
    flashAim(registers, lane->address);
    WORD(registers + FlashControlOffset) = control | FLASH_START;
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

// Gives the controller the next unit, and only then makes ready for the one after it: what is done
// here before the stores, the flash waits for.
static inline void store(struct Lane* lane) {
    flashStore(lane->address, lane->from, lane->parallelism);
    // The stores have reached the controller before it is asked whether it is busy.
    __asm__ volatile("dsb" ::: "memory");
    const uint32_t step = flashStep(lane->parallelism);
    lane->address += step;
    lane->from += step;
    lane->patience = lane->limit;
}

// Programs everything that is planned exactly once, also units whose value is the erased one: to
// skip them would be safe only as long as nobody looks for the difference between erased and
// written, and it would make the count of programmed bytes say less.
static void beginProgram(struct Lane* lane, uint32_t argument) {
    lane->limit = MAILBOX->session.programTicks;
    lane->from = argument;
    if (lane->address == lane->end) {
        lane->operation = LoaderNothing;
    } else if (arm(lane, FLASH_PROGRAM | flashParallelism(lane->parallelism))) {
        store(lane);
    }
}

static inline void nextUnit(struct Lane* lane, uint32_t status) {
    if ((status & FLASH_ERRORS) != 0) {
        lane->operation = LoaderNothing;
        latch(lane->index, LoaderProgramError, status, inProgress(lane));
        return;
    }
    if (lane->address != lane->end) {
        store(lane);
    } else {
        WORD(lane->registers + FlashControlOffset) = 0;
        lane->operation = LoaderNothing;
    }
    MAILBOX->report.bytesProgrammed =
        MAILBOX->report.bytesProgrammed + flashStep(lane->parallelism);
}

// Reads on to the next multiple of 4 KB, so that the other lane and the watchdog do not wait long.
static void checkBlank(struct Lane* lane) {
    const uint32_t erased = MAILBOX->session.erasedWord;
    const uint32_t begin = lane->address;
    const uint32_t end = lane->end;
    uint32_t address = begin;
    while (address != end) {
        const volatile uint32_t* const words = (const volatile uint32_t*)address;
        uint32_t stride = 4;
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
            stride = different == 0 ? BlankStrideBytes : 4;
        }
        if (stride == 4 && *words != erased) {
            lane->operation = LoaderNothing;
            latch(lane->index, LoaderNotBlank, *words, address);
            return;
        }
        address += stride;
        if ((address & 0xFFF) == 0) {
            break;
        }
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
    // Looked at several times a turn, because a program unit should not wait for the ticking.
    uint32_t status = *at;
    if ((status & FLASH_BUSY) != 0) {
        status = *at;
    }
    if ((status & FLASH_BUSY) != 0) {
        status = *at;
    }
    if ((status & FLASH_BUSY) == 0) {
        if (operation == LoaderProgram) {
            nextUnit(lane, status);
        } else {
            endErase(lane, status);
        }
    } else if (ticked && lane->patience-- == 0) {
        lane->operation = LoaderNothing;
        latch(lane->index, operation == LoaderProgram ? LoaderProgramTimeout : LoaderEraseTimeout,
              status, operation == LoaderProgram ? inProgress(lane) : lane->address);
    }
}

// Whether the descriptor arrived as it was sent, for this place in the sequence.
static bool genuine(const volatile struct LoaderDescriptor* work, uint32_t index) {
    uint32_t sum = index;
    sum = wireSum(sum, work->operation);
    sum = wireSum(sum, work->address);
    sum = wireSum(sum, work->length);
    sum = wireSum(sum, work->argument);
    sum = wireSum(sum, work->pageSum);
    return sum == work->ownSum;
}

static bool pageArrived(const volatile struct LoaderDescriptor* work) {
    const uint32_t* word = (const uint32_t*)work->argument;
    const uint32_t* const end = word + work->length / 4;
    uint32_t sum = 0;
    while (word != end) {
        sum = wireSum(sum, *word);
        word++;
    }
    return sum == work->pageSum;
}

static bool wellFormed(const volatile struct LoaderDescriptor* work, uint32_t operation) {
    const uint32_t unit = operation == LoaderProgram ? (FlashUnit - 1) | 3 : 3;
    return ((work->address | work->length) & unit) == 0 && (work->argument & 3) == 0;
}

static void stop(struct Lane* lanes) {
    for (uint32_t i = 0; i < FLASH_LANES; i++) {
        if (lanes[i].open) {
            WORD(lanes[i].registers + FlashControlOffset) = FLASH_LOCK;
        }
    }
    MAILBOX->report.ready = LoaderStopped;
    MAILBOX->report.done = MAILBOX->report.done + 1;
    for (;;) {
        __asm__ volatile("bkpt #0");
    }
}

// Gives a piece of work to a lane that has none.
static void begin(struct Lane* lane, const volatile struct LoaderDescriptor* work,
                  uint32_t operation, uint32_t index) {
    lane->index = index;
    lane->address = work->address;
    lane->end = work->address + work->length;
    lane->operation = operation;
    switch (operation) {
    case LoaderErase:
    case LoaderMassErase:
        beginErase(lane, work->argument);
        return;
    case LoaderProgram:
        if (!wellFormed(work, operation)) {
            break;
        }
        if (!pageArrived(work)) {
            latch(index, LoaderPageDamaged, 0, work->address);
            return;
        }
        beginProgram(lane, work->argument);
        return;
    case LoaderBlankCheck:
        if (!wellFormed(work, operation)) {
            break;
        }
        if (lane->address == lane->end) {
            lane->operation = LoaderNothing;
        }
        return;
    default:
        break;
    }
    latch(index, LoaderBadDescriptor, operation, work->address);
}

// Looks after the lanes and says which descriptor is the oldest that is not finished; those before
// `taken` were begun.
static inline uint32_t lookAfter(struct Lane* lanes, uint32_t taken, bool ticked) {
    uint32_t behind = 0;
    for (uint32_t i = 0; i < FLASH_LANES; i++) {
        struct Lane* const lane = &lanes[i];
        if (lane->operation == LoaderNothing) {
            continue;
        }
        for (;;) {
            advance(lane, ticked);
            // With nobody beside it a lane keeps the loop to itself until it is done.
            if (FLASH_LANES != 1 || lane->operation == LoaderNothing) {
                break;
            }
            ticked = tick();
        }
        if (lane->operation != LoaderNothing && taken - lane->index > behind) {
            behind = taken - lane->index;
        }
    }
    return taken - behind;
}

// Begins the next descriptor if its lane is free: the work of a lane is done in order, and nothing
// overtakes what was posted before it. True if it was begun.
static bool take(struct Lane* lanes, uint32_t taken, uint32_t done) {
    // The descriptor was written before the counter, and must not be read before it.
    __asm__ volatile("dmb" ::: "memory");
    const volatile struct LoaderDescriptor* const ring =
        (const volatile struct LoaderDescriptor*)MAILBOX->session.ring;
    const volatile struct LoaderDescriptor* const work = &ring[taken & (LoaderRingSlots - 1)];
    const uint32_t which = (work->operation / LoaderLane) & (FLASH_LANES - 1);
    struct Lane* const lane = &lanes[which];
    const uint32_t operation = work->operation - which * LoaderLane;
    const bool free = operation == LoaderStop ? done == taken : lane->operation == LoaderNothing;
    if (!free) {
        return false;
    }
    if (!genuine(work, taken)) {
        latch(taken, LoaderBadDescriptor, work->operation, work->address);
        return false;
    }
    if (operation == LoaderStop) {
        stop(lanes);
    }
    begin(lane, work, operation, taken);
    return true;
}

__attribute__((noreturn, section(".entry"))) void entry(void) {
    WORD(SysTickReload) = MAILBOX->session.tickCycles - 1;
    WORD(SysTickCurrent) = 0;
    WORD(SysTickControl) = SysTickEnableFromCore;
    flashPrepare(MAILBOX->session.flashRegisters);
    struct Lane lanes[FLASH_LANES];
    for (uint32_t i = 0; i < FLASH_LANES; i++) {
        lanes[i].registers = MAILBOX->session.flashRegisters + i * FLASH_LANE_STRIDE;
        lanes[i].parallelism = MAILBOX->session.parallelism;
        lanes[i].operation = LoaderNothing;
        lanes[i].index = 0;
        lanes[i].open = false;
    }
    (void)unlock(&lanes[0]);
    uint32_t taken = 0;
    MAILBOX->report.ready = LoaderReady;
    for (;;) {
        const bool ticked = tick();
        if (faulty()) {
            continue;
        }
        const uint32_t done = lookAfter(lanes, taken, ticked);
        if (faulty()) {
            continue;
        }
        MAILBOX->report.done = done;
        const uint32_t posted = MAILBOX->posted;
        if (posted == taken) {
            continue;
        }
        if (posted - done > LoaderRingSlots) {
            latch(taken, LoaderBadDescriptor, posted - done, 0);
            continue;
        }
        if (take(lanes, taken, done)) {
            taken++;
        }
    }
}
