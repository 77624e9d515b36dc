// The resident loader: runs in the chip's RAM, serves the ring of descriptors in its mailbox and
// reports by counters, so that the debug port carries nothing but data and a few words of status.
// Compiled for ARMv6-M once per flash controller, with that controller's header included first.
//
// It owns the chip: it is started after a reset with the core held, interrupts do not exist, and
// the station resets the chip afterwards, so nothing is saved or restored.
#include "descriptor.h"
#include "lane.h"
#include "mailbox.h"

#include <stdbool.h>

static bool wellFormed(const volatile struct LoaderDescriptor* work, uint32_t operation) {
    const uint32_t unit = operation == LoaderProgram ? (FLASH_ALIGNMENT - 1) | 3 : 3;
    return ((work->address | work->length) & unit) == 0 && (work->argument & 3) == 0;
}

#ifdef FLASH_PROGRAM_ROWS
static bool wholeRows(const volatile struct LoaderDescriptor* work) {
    const uint32_t row = MAILBOX->session.rowBytes;
    return row != 0 && (row & (row - 1)) == 0 && ((work->address | work->length) & (row - 1)) == 0;
}
#endif

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
    lane->at = work->address;
    lane->address = work->address;
    lane->end = work->address + work->length;
    lane->operation = operation;
    switch (operation) {
    case LoaderErase:
    case LoaderMassErase:
        beginErase(lane, work->argument);
        return;
#ifdef FLASH_FOLLOWS_ERASE
    case LoaderFollowErase:
        followErase(lane);
        return;
#endif
    case LoaderProgram:
        if (!wellFormed(work, operation)) {
            break;
        }
        if (!pageArrived(work)) {
            latch(index, LoaderPageDamaged, 0, work->address);
            return;
        }
        beginProgram(lane, work->argument, FLASH_PROGRAM);
        return;
#ifdef FLASH_PROGRAM_ROWS
    case LoaderProgramRows:
        if (!wholeRows(work) || (work->argument & 3) != 0) {
            break;
        }
        if (!pageArrived(work)) {
            latch(index, LoaderPageDamaged, 0, work->address);
            return;
        }
        beginProgram(lane, work->argument, FLASH_PROGRAM_ROWS);
        return;
#endif
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
    const volatile struct LoaderDescriptor* const work =
        &ring[taken & (MAILBOX->session.ringSlots - 1)];
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
        if (posted - done > MAILBOX->session.ringSlots) {
            latch(taken, LoaderBadDescriptor, posted - done, 0);
            continue;
        }
        if (take(lanes, taken, done)) {
            taken++;
        }
    }
}
