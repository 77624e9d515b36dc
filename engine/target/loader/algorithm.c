// The host of somebody else's flash algorithm: serves the same ring as the resident loader, and where
// that one drives a flash controller, this one calls the functions of a CMSIS flash algorithm or an
// ST loader. It runs wherever the station puts it, because many of those want the start of the RAM
// for themselves: its mailbox comes in the first argument, and nothing in it has an address.
//
// A call that does not come back, or ends in a fault, is seen by the station: no count moves then.
#include "descriptor.h"
#include "mailbox.h"

#include <stdbool.h>

enum { WatchdogFeed = 0xAAAA };

typedef volatile struct AlgorithmMailbox Mailbox;

static void latch(Mailbox* mailbox, uint32_t index, uint32_t kind, uint32_t status,
                  uint32_t address) {
    mailbox->report.faultStatus = status;
    mailbox->report.faultAddress = address;
    mailbox->report.faultIndex = index;
    mailbox->report.faultKind = kind;
}

// By the procedure call standard, with the algorithm's static base in R9.
static uint32_t call(uint32_t function, uint32_t base, uint32_t first, uint32_t second,
                     uint32_t third) {
    register uint32_t r0 __asm__("r0") = first;
    register uint32_t r1 __asm__("r1") = second;
    register uint32_t r2 __asm__("r2") = third;
    __asm__ volatile("mov r9, %[base]\n\t"
                     "blx %[function]"
                     : "+l"(r0), "+l"(r1), "+l"(r2)
                     : [base] "l"(base), [function] "l"(function)
                     : "r3", "r8", "r9", "r10", "r11", "r12", "lr", "memory", "cc");
    return r0;
}

static uint32_t functionFor(Mailbox* mailbox, uint32_t operation) {
    switch (operation) {
    case LoaderErase:
        return mailbox->session.erase;
    case LoaderProgram:
        return mailbox->session.program;
    case LoaderInit:
        return mailbox->session.init;
    case LoaderUninit:
        return mailbox->session.uninit;
    case LoaderRead:
        return mailbox->session.read;
    default:
        return 0;
    }
}

static void stop(Mailbox* mailbox) {
    mailbox->report.ready = LoaderStopped;
    mailbox->report.done = mailbox->report.done + 1;
    for (;;) {
        __asm__ volatile("bkpt #0");
    }
}

// True if the work was done.
static bool serve(Mailbox* mailbox, const volatile struct LoaderDescriptor* work, uint32_t index) {
    const uint32_t operation = work->operation;
    if (operation == LoaderStop) {
        stop(mailbox);
    }
    const uint32_t function = functionFor(mailbox, operation);
    const bool buffered = operation == LoaderProgram || operation == LoaderRead;
    if (function == 0 || (buffered && ((work->length | work->argument) & 3) != 0)) {
        latch(mailbox, index, LoaderBadDescriptor, operation, work->address);
        return false;
    }
    if (operation == LoaderProgram && !pageArrived(work)) {
        latch(mailbox, index, LoaderPageDamaged, 0, work->address);
        return false;
    }
    // An ST loader is told the last address that it shall erase; a flash algorithm looks at the
    // first alone.
    const uint32_t second = operation == LoaderErase ? work->address + work->length - 1
                                                     : work->length;
    const uint32_t result =
        call(function, mailbox->session.staticBase, work->address, second, work->argument);
    if (*(volatile uint32_t*)mailbox->session.stackEnd != AlgorithmStackMark) {
        latch(mailbox, index, LoaderStackSpoilt, operation, work->address);
        return false;
    }
    if (result != mailbox->session.succeeded) {
        latch(mailbox, index, LoaderCallFailed, result, work->address);
        return false;
    }
    if (operation == LoaderErase) {
        mailbox->report.erases = mailbox->report.erases + 1;
    } else if (operation == LoaderProgram) {
        mailbox->report.bytesProgrammed = mailbox->report.bytesProgrammed + work->length;
    }
    return true;
}

__attribute__((noreturn, section(".entry"))) void entry(Mailbox* mailbox) {
    uint32_t taken = 0;
    *(volatile uint32_t*)mailbox->session.stackEnd = AlgorithmStackMark;
    mailbox->report.ready = LoaderReady;
    for (;;) {
        mailbox->report.heartbeat = mailbox->report.heartbeat + 1;
        const uint32_t watchdog = mailbox->session.watchdog;
        if (watchdog != 0) {
            *(volatile uint32_t*)watchdog = WatchdogFeed;
        }
        const uint32_t posted = mailbox->posted;
        if (mailbox->report.faultKind != LoaderFine || posted == taken) {
            continue;
        }
        if (posted - taken > mailbox->session.ringSlots) {
            latch(mailbox, taken, LoaderBadDescriptor, posted - taken, 0);
            continue;
        }
        // The descriptor was written before the counter, and must not be read before it.
        __asm__ volatile("dmb" ::: "memory");
        const volatile struct LoaderDescriptor* const ring =
            (const volatile struct LoaderDescriptor*)mailbox->session.ring;
        const volatile struct LoaderDescriptor* const work =
            &ring[taken & (mailbox->session.ringSlots - 1)];
        if (!genuine(work, taken)) {
            latch(mailbox, taken, LoaderBadDescriptor, work->operation, work->address);
            continue;
        }
        if (serve(mailbox, work, taken)) {
            taken++;
            mailbox->report.done = taken;
        }
    }
}
