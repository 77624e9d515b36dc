// For cores without ARMv7-M: small rather than fast.
#include "sha256.h"

static const uint32_t roundConstants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t rotate(uint32_t value, unsigned by) {
    return (value >> by) | (value << (32 - by));
}

static void compress(uint32_t state[8], const volatile uint32_t* words) {
    uint32_t schedule[16];
    uint32_t v[8];
    for (unsigned i = 0; i < 8; i++) {
        v[i] = state[i];
    }
    for (unsigned t = 0; t < 64; t++) {
        uint32_t w;
        if (t < 16) {
            w = __builtin_bswap32(words[t]);
        } else {
            const uint32_t w2 = schedule[(t - 2) & 15];
            const uint32_t w15 = schedule[(t - 15) & 15];
            w = schedule[t & 15] + schedule[(t - 7) & 15] +
                (rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >> 10)) +
                (rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >> 3));
        }
        schedule[t & 15] = w;
        const uint32_t a = v[0];
        const uint32_t e = v[4];
        const uint32_t first = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
                               (((v[5] ^ v[6]) & e) ^ v[6]) + roundConstants[t] + w;
        const uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
                                ((a & v[1]) | (v[2] & (a | v[1])));
        for (unsigned i = 7; i > 0; i--) {
            v[i] = v[i - 1];
        }
        v[4] += first;
        v[0] = first + second;
    }
    for (unsigned i = 0; i < 8; i++) {
        state[i] += v[i];
    }
}

void sha256Blocks(uint32_t state[8], const volatile uint32_t* words, uint32_t blocks) {
    for (; blocks != 0; blocks--, words += 16) {
        compress(state, words);
    }
}
