#include "cipher.h"

#include "tables.h"

static uint32_t load(const uint8_t* bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static void store(uint8_t* bytes, uint32_t value) {
    for (unsigned i = 0; i < 4; ++i) {
        bytes[i] = (uint8_t)(value >> (8 * i));
    }
}

uint32_t crc32(const uint8_t* bytes, size_t size) {
    uint32_t crc = 0xFFFFFFFFu;
#if CRC_SLICES == 8
    for (; size >= 8; size -= 8, bytes += 8) {
        const uint32_t low = crc ^ load(bytes);
        const uint32_t high = load(bytes + 4);
        crc = 0;
        for (unsigned i = 0; i < 4; ++i) {
            crc ^= crcTable[(7 - i) * 256 + (low >> (8 * i) & 0xFFu)];
            crc ^= crcTable[(3 - i) * 256 + (high >> (8 * i) & 0xFFu)];
        }
    }
#endif
    for (; size > 0; --size, ++bytes) {
        crc = (crc >> 8) ^ crcTable[(crc ^ *bytes) & 0xFFu];
    }
    return ~crc;
}

uint16_t crc16(const uint8_t* bytes, size_t size) {
    uint32_t crc = 0xFFFFu;
    for (size_t i = 0; i < size; ++i) {
        crc ^= bytes[i];
        for (unsigned bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xA001u : 0u);
        }
    }
    return (uint16_t)crc;
}

static uint32_t substitute(uint32_t word) {
    uint32_t result = 0;
    for (unsigned i = 0; i < 4; ++i) {
        result |= (uint32_t)cipherBox[word >> (8 * i) & 0xFFu] << (8 * i);
    }
    return result;
}

void cipherExpand(struct CipherKey* key, const uint8_t bytes[16]) {
    uint32_t constant = 1;
    for (unsigned i = 0; i < 4; ++i) {
        key->words[i] = load(bytes + 4 * i);
    }
    for (unsigned i = 4; i < 44; ++i) {
        uint32_t word = key->words[i - 1];
        if (i % 4 == 0) {
            word = substitute((word >> 8) | (word << 24)) ^ constant;
            constant = (constant << 1) ^ ((constant & 0x80u) != 0 ? 0x11Bu : 0u);
        }
        key->words[i] = key->words[i - 4] ^ word;
    }
}

static uint32_t look(unsigned turn, uint32_t byte) {
#if CIPHER_TURNS == 4
    return cipherRound[turn * 256 + byte];
#else
    const uint32_t word = cipherRound[byte];
    return turn == 0 ? word : (word << (8 * turn)) | (word >> (32 - 8 * turn));
#endif
}

void cipherEncrypt(const struct CipherKey* key, const uint8_t in[16], uint8_t out[16]) {
    uint32_t state[4];
    for (unsigned i = 0; i < 4; ++i) {
        state[i] = load(in + 4 * i) ^ key->words[i];
    }
    for (unsigned turn = 1; turn <= 10; ++turn) {
        uint32_t next[4];
        for (unsigned i = 0; i < 4; ++i) {
            uint32_t word = key->words[4 * turn + i];
            for (unsigned row = 0; row < 4; ++row) {
                const uint32_t byte = state[(i + row) % 4] >> (8 * row) & 0xFFu;
                word ^= turn < 10 ? look(row, byte) : (uint32_t)cipherBox[byte] << (8 * row);
            }
            next[i] = word;
        }
        for (unsigned i = 0; i < 4; ++i) {
            state[i] = next[i];
        }
    }
    for (unsigned i = 0; i < 4; ++i) {
        store(out + 4 * i, state[i]);
    }
}

void cipherStream(const struct CipherKey* key, const uint8_t nonce[12], uint8_t* bytes,
                  size_t size) {
    uint8_t counter[16];
    uint8_t pad[16];
    for (unsigned i = 0; i < 12; ++i) {
        counter[i] = nonce[i];
    }
    for (size_t done = 0; done < size; done += 16) {
        store(counter + 12, (uint32_t)(done / 16) + 1);
        cipherEncrypt(key, counter, pad);
        for (size_t i = 0; i < 16 && done + i < size; ++i) {
            bytes[done + i] ^= pad[i];
        }
    }
}
