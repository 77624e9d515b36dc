// The verifier: computes SHA-256(nonce || ranges) in the chip, reading the flash over the core's
// own bus, after a reset and with nothing of the loader left. Then it stops at a breakpoint.
#include "flash_cache.h"
#include "mailbox.h"
#include "sha256.h"


#define MAILBOX ((volatile struct VerifierMailbox*)WireBase)

enum {
    WatchdogFeed = 0xAAAA,
    BlockWords = 16,
    ChunkBlocks = 16, // between two feedings of the watchdog
};

struct Message {
    uint32_t state[8];
    uint32_t block[BlockWords];
    uint32_t filled; // words in `block`
};

static void feedWatchdog(void) {
    const uint32_t watchdog = MAILBOX->watchdog;
    if (watchdog != 0) {
        *(volatile uint32_t*)watchdog = WatchdogFeed;
    }
}

static void addWord(struct Message* message, uint32_t word) {
    message->block[message->filled] = word;
    message->filled++;
    if (message->filled == BlockWords) {
        sha256Blocks(message->state, message->block, 1);
        message->filled = 0;
    }
}

static void addWords(struct Message* message, const volatile uint32_t* words, uint32_t count) {
    while (count != 0) {
        if (message->filled != 0 || count < BlockWords) {
            addWord(message, *words);
            words++;
            count--;
            continue;
        }
        uint32_t blocks = count / BlockWords;
        if (blocks > ChunkBlocks) {
            blocks = ChunkBlocks;
        }
        sha256Blocks(message->state, words, blocks);
        words += blocks * BlockWords;
        count -= blocks * BlockWords;
        feedWatchdog();
    }
}

// FIPS 180-4, 5.1.1: a one bit, zeros, and the length in bits as a 64-bit big-endian number.
static void finish(struct Message* message, uint32_t bytes) {
    addWord(message, 0x80);
    while (message->filled != BlockWords - 2) {
        addWord(message, 0);
    }
    addWord(message, __builtin_bswap32(bytes >> 29));
    addWord(message, __builtin_bswap32(bytes << 3));
    volatile uint32_t* const digest = (volatile uint32_t*)MAILBOX->digest;
    for (unsigned i = 0; i < 8; i++) {
        digest[i] = __builtin_bswap32(message->state[i]);
    }
}

// FIPS 180-4, 5.3.3.
static const uint32_t initial[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static void start(struct Message* message) {
    for (unsigned i = 0; i < 8; i++) {
        message->state[i] = initial[i];
    }
    message->filled = 0;
}

static uint32_t digestAll(void) {
    struct Message message;
    start(&message);
    volatile uint32_t* const sums = (volatile uint32_t*)MAILBOX->sums;
    const uint32_t count = MAILBOX->rangeCount;
    const volatile struct VerifierRange* const ranges =
        (const volatile struct VerifierRange*)MAILBOX->ranges;
    if (sums == 0) {
        addWords(&message, (const volatile uint32_t*)MAILBOX->nonce, VerifierNonceBytes / 4);
    }
    uint32_t bytes = 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t address = ranges[i].address;
        const uint32_t length = ranges[i].length;
        if (((address | length) & 3) != 0) {
            return VerifierRefused;
        }
        addWords(&message, (const volatile uint32_t*)address, length / 4);
        bytes += length;
        if (sums != 0) {
            finish(&message, length);
            sums[i] = *(volatile uint32_t*)MAILBOX->digest;
            start(&message);
        }
        MAILBOX->bytesDigested = bytes;
    }
    if (sums == 0) {
        finish(&message, bytes + VerifierNonceBytes);
    }
    return VerifierDone;
}

__attribute__((noreturn, section(".entry"))) void entry(void) {
    MAILBOX->state = VerifierWorking;
    const uint32_t caches = MAILBOX->flashCaches;
    if (caches != 0) {
        flashCachesOff(caches);
    }
    MAILBOX->state = digestAll();
    for (;;) {
        __asm__ volatile("bkpt #0");
    }
}
