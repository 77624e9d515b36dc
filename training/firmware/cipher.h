// Check sums and the cipher that keeps configuration messages private.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// CRC-32 as in IEEE 802.3.
uint32_t crc32(const uint8_t* bytes, size_t size);

/// CRC-16 as Modbus uses it.
uint16_t crc16(const uint8_t* bytes, size_t size);

struct CipherKey {
    uint32_t words[44];
};

/// AES-128 (FIPS 197).
void cipherExpand(struct CipherKey* key, const uint8_t bytes[16]);
void cipherEncrypt(const struct CipherKey* key, const uint8_t in[16], uint8_t out[16]);

/// Counter mode: the same call encrypts and decrypts.
void cipherStream(const struct CipherKey* key, const uint8_t nonce[12], uint8_t* bytes,
                  size_t size);
