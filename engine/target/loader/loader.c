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

static void latch(uint32_t kind, uint32_t status, uint32_t address) {
    if (MAILBOX->report.faultKind != LoaderFine) {
        return;
    }
    MAILBOX->report.faultStatus = status;
    MAILBOX->report.faultAddress = address;
    MAILBOX->report.faultIndex = MAILBOX->report.done;
    MAILBOX->report.faultKind = kind;
}

static bool faulty(void) {
    return MAILBOX->report.faultKind != LoaderFine;
}

// Waits for the controller, at most `limit` ticks; the first tick may be a short one.
static bool settle(uint32_t registers, uint32_t limit) {
    volatile uint32_t* const status = (volatile uint32_t*)(registers + FlashStatusOffset);
    for (;;) {
        // Looked at several times a turn, because a program unit should not wait for the ticking.
        if ((*status & FLASH_BUSY) == 0 || (*status & FLASH_BUSY) == 0 ||
            (*status & FLASH_BUSY) == 0) {
            return true;
        }
        if (tick()) {
            if (limit == 0) {
                return false;
            }
            limit--;
        }
    }
}

// The registers that drive this address.
static uint32_t registersOf(uint32_t address) {
    const uint32_t second = MAILBOX->session.secondFrom;
    const uint32_t first = MAILBOX->session.flashRegisters;
    return second != 0 && address >= second ? first + FlashSecondOffset : first;
}

static void unlock(uint32_t registers) {
    // Keys written to an unlocked controller lock it until the next reset.
    if ((WORD(registers + FlashControlOffset) & FLASH_LOCK) != 0) {
        WORD(registers + FlashKeyOffset) = UINT32_C(0x45670123);
        WORD(registers + FlashKeyOffset) = UINT32_C(0xCDEF89AB);
    }
    const uint32_t control = WORD(registers + FlashControlOffset);
    if ((control & FLASH_LOCK) != 0) {
        latch(LoaderFlashLocked, control, 0);
    }
}

// Sets the control register for an operation, with a clean status before it. A controller that does
// not take the value would otherwise do nothing and report no error.
static bool arm(uint32_t registers, uint32_t control, uint32_t limit, uint32_t address) {
    if (!settle(registers, limit)) {
        latch((control & FLASH_PROGRAM) != 0 ? LoaderProgramTimeout : LoaderEraseTimeout,
              WORD(registers + FlashStatusOffset), address);
        return false;
    }
    WORD(registers + FlashClearOffset) = FLASH_CLEAR;
    WORD(registers + FlashControlOffset) = control;
    const uint32_t taken = WORD(registers + FlashControlOffset);
    if ((taken & FLASH_TAKEN) != control) {
        latch(LoaderFlashLocked, taken, address);
        return false;
    }
    return true;
}

static void erase(const volatile struct LoaderDescriptor* work) {
    const uint32_t limit = MAILBOX->session.eraseTicks;
    const uint32_t address = work->address;
    const uint32_t registers = registersOf(address);
    const uint32_t control =
        work->argument | flashParallelism(MAILBOX->session.parallelism);
    const uint32_t before = MAILBOX->report.heartbeat;
    if (!arm(registers, control, limit, address)) {
        return;
    }
    flashAim(registers, address);
    WORD(registers + FlashControlOffset) = control | FLASH_START;
    // Read back before the first look at the status: the start is past the bus then.
    (void)WORD(registers + FlashControlOffset);
    const bool settled = settle(registers, limit);
    const uint32_t status = WORD(registers + FlashStatusOffset);
    if (!settled) {
        latch(LoaderEraseTimeout, status, address);
        return;
    }
    WORD(registers + FlashControlOffset) = 0;
    if ((status & FLASH_ERRORS) != 0) {
        latch(LoaderEraseError, status, address);
        return;
    }
    MAILBOX->report.erases = MAILBOX->report.erases + 1;
    const uint32_t ticks = MAILBOX->report.heartbeat - before;
    if (ticks > MAILBOX->report.longestEraseTicks) {
        MAILBOX->report.longestEraseTicks = ticks;
    }
}

// Programs everything that is planned exactly once, also units whose value is the erased one: to
// skip them would be safe only as long as nobody looks for the difference between erased and
// written, and it would make the count of programmed bytes say less.
static void program(const volatile struct LoaderDescriptor* work) {
    const uint32_t registers = registersOf(work->address);
    const uint32_t limit = MAILBOX->session.programTicks;
    const uint32_t parallelism = MAILBOX->session.parallelism;
    const uint32_t step = flashStep(parallelism);
    const uint32_t end = work->address + work->length;
    uint32_t from = work->argument;
    uint32_t programmed = MAILBOX->report.bytesProgrammed;
    if (!arm(registers, FLASH_PROGRAM | flashParallelism(parallelism), limit, work->address)) {
        return;
    }
    for (uint32_t address = work->address; address != end; address += step, from += step) {
        flashStore(address, from, parallelism);
        // The stores have reached the controller before it is asked whether it is busy.
        __asm__ volatile("dsb" ::: "memory");
        const bool settled = settle(registers, limit);
        const uint32_t status = WORD(registers + FlashStatusOffset);
        if (!settled || (status & FLASH_ERRORS) != 0) {
            latch(settled ? LoaderProgramError : LoaderProgramTimeout, status, address);
            return;
        }
        programmed += step;
        MAILBOX->report.bytesProgrammed = programmed;
    }
    WORD(registers + FlashControlOffset) = 0;
}

static void blankCheck(const volatile struct LoaderDescriptor* work) {
    const uint32_t erased = MAILBOX->session.erasedWord;
    const uint32_t end = work->address + work->length;
    uint32_t address = work->address;
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
                    (void)tick();
                }
                continue;
            }
        }
        if (*words != erased) {
            latch(LoaderNotBlank, *words, address);
            return;
        }
        address += 4;
    }
    MAILBOX->report.bytesBlank = MAILBOX->report.bytesBlank + work->length;
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

static bool wellFormed(const volatile struct LoaderDescriptor* work) {
    const uint32_t unit = work->operation == LoaderProgram ? (FlashUnit - 1) | 3 : 3;
    return ((work->address | work->length) & unit) == 0 && (work->argument & 3) == 0;
}

static void stop(void) {
    const uint32_t registers = MAILBOX->session.flashRegisters;
    WORD(registers + FlashControlOffset) = FLASH_LOCK;
    if (MAILBOX->session.secondFrom != 0) {
        WORD(registers + FlashSecondOffset + FlashControlOffset) = FLASH_LOCK;
    }
    MAILBOX->report.ready = LoaderStopped;
    MAILBOX->report.done = MAILBOX->report.done + 1;
    for (;;) {
        __asm__ volatile("bkpt #0");
    }
}

static void serve(const volatile struct LoaderDescriptor* work, uint32_t index) {
    if (!genuine(work, index)) {
        latch(LoaderBadDescriptor, work->operation, work->address);
        return;
    }
    switch (work->operation) {
    case LoaderErase:
    case LoaderMassErase:
        erase(work);
        return;
    case LoaderProgram:
        if (!wellFormed(work)) {
            break;
        }
        if (!pageArrived(work)) {
            latch(LoaderPageDamaged, 0, work->address);
            return;
        }
        program(work);
        return;
    case LoaderBlankCheck:
        if (wellFormed(work)) {
            blankCheck(work);
            return;
        }
        break;
    case LoaderStop:
        stop();
        return;
    default:
        break;
    }
    latch(LoaderBadDescriptor, work->operation, work->address);
}

__attribute__((noreturn, section(".entry"))) void entry(void) {
    WORD(SysTickReload) = MAILBOX->session.tickCycles - 1;
    WORD(SysTickCurrent) = 0;
    WORD(SysTickControl) = SysTickEnableFromCore;
    flashPrepare(MAILBOX->session.flashRegisters);
    unlock(MAILBOX->session.flashRegisters);
    if (MAILBOX->session.secondFrom != 0) {
        unlock(MAILBOX->session.flashRegisters + FlashSecondOffset);
    }
    MAILBOX->report.ready = LoaderReady;
    for (;;) {
        (void)tick();
        const uint32_t done = MAILBOX->report.done;
        const uint32_t waiting = MAILBOX->posted - done;
        if (waiting == 0 || faulty()) {
            continue;
        }
        const uint32_t slots = MAILBOX->session.ringSlots;
        if (waiting > slots) {
            latch(LoaderBadDescriptor, waiting, 0);
            continue;
        }
        // The descriptor was written before the counter, and must not be read before it.
        __asm__ volatile("dmb" ::: "memory");
        const volatile struct LoaderDescriptor* const ring =
            (const volatile struct LoaderDescriptor*)MAILBOX->session.ring;
        serve(&ring[done & (slots - 1)], done);
        if (!faulty()) {
            MAILBOX->report.done = done + 1;
        }
    }
}
