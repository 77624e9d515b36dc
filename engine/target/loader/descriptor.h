// How a loader in the chip makes sure that what it was sent is what it has got.
#pragma once

#include "mailbox.h"

#include <stdbool.h>

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

// The flash waits for this before every page. Where its speed counts it has four words a turn, and
// one place.
#ifndef __OPTIMIZE_SIZE__
__attribute__((noinline))
#endif
static bool pageArrived(const volatile struct LoaderDescriptor* work) {
    const uint32_t* word = (const uint32_t*)work->argument;
    const uint32_t* const end = word + work->length / 4;
    uint32_t sum = 0;
#ifndef __OPTIMIZE_SIZE__
#pragma GCC unroll 4
#endif
    while (word != end) {
        sum = wireSum(sum, *word);
        word++;
    }
    return sum == work->pageSum;
}
