// SHA-256's compression function (FIPS 180-4, 6.2.2), on one or more 64-byte blocks of message
// bytes as they lie in memory.
#pragma once

#include <stdint.h>

void sha256Blocks(uint32_t state[8], const volatile uint32_t* words, uint32_t blocks);
