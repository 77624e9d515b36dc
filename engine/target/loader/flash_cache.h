// The caches in front of the flash of F2, F4, L4 and G4. A read through one proves nothing, so they
// are switched off and emptied before anything is read to be judged (RM0090 3.5.2, RM0351 3.3.4).
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define FLASH_CACHES UINT32_C(0x00000700) // PRFTEN, ICEN, DCEN

static inline void flashCachesOff(uint32_t accessControl) {
    volatile uint32_t* const acr = (volatile uint32_t*)accessControl;
    const uint32_t off = *acr & ~FLASH_CACHES;
    *acr = off;
    *acr = off | UINT32_C(0x00001800); // ICRST and DCRST take effect only while disabled
    *acr = off;
}

// Those that are off after a reset are empty until somebody switches them on.
static inline bool flashCachesAreOn(uint32_t accessControl) {
    return (*(volatile uint32_t*)accessControl & FLASH_CACHES) != 0;
}
