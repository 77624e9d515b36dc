// The wire format between the station and its own code in a chip's RAM. Plain words, little endian,
// the same text for the C of the chip and the C++ of the station. Whoever changes a layout here
// rebuilds the blobs, and the version words keep old bytes and new station apart.
#pragma once

#ifdef __cplusplus
#include <cstddef>
#include <cstdint>
#define GREENLIGHT_WIRE_ASSERT static_assert

namespace greenlight::target::wire {

using std::uint32_t;
using std::uint8_t;
#else
#include <stddef.h>
#include <stdint.h>
#define GREENLIGHT_WIRE_ASSERT _Static_assert
#endif

// Both programs live at the start of the first RAM: mailbox first, code right behind it, then what
// the station does not read back because it is written later: the stack, and the loader's ring.
enum WirePlace {
    WireBase = 0x20000000,
    LoaderEntryOffset = 0x80,
    VerifierEntryOffset = 0x80,
    // Of the verifier: the fast one keeps a whole message schedule there, the small one is for
    // chips that have little RAM.
    FastStackBytes = 0x2A0,
    SmallStackBytes = 0x200,
    LoaderStackBytes = 0x100, // its deepest call needs some 200 bytes, of two lanes and their steps
};

enum WireWord {
    LoaderReady = 0x474C4C31,     // "1LLG": the loader listens
    LoaderStopped = 0x474C4C53,   // "SLLG": it has locked the flash and stopped
    VerifierWorking = 0x474C5631, // "1VLG"
    VerifierDone = 0x474C5644,    // "DVLG": the digest is valid
    VerifierRefused = 0x474C5658, // "XVLG": a range it cannot read word by word
};

enum LoaderOperation {
    LoaderErase = 1,      // one sector or page
    LoaderMassErase = 2,  // a bank or the chip
    LoaderProgram = 3,    // `length` bytes from the buffer to the address
    LoaderBlankCheck = 4, // reads every word of the range
    LoaderStop = 5,       // when all else is done: locks the flash and stops at a breakpoint
    // The same as LoaderProgram by whole rows; the bank must have been erased as a whole before,
    // and nothing else may have been erased in it since.
    LoaderProgramRows = 6,
    // For the host of a flash algorithm: calls of its functions with address, length and argument.
    LoaderInit = 8,
    LoaderUninit = 9,
    LoaderRead = 10, // `length` bytes from the address into the buffer `argument`
    // Looks after an erase that the station has begun before the loader was there.
    LoaderFollowErase = 11,
    // Added to the others for the second register set of a flash whose banks have one each.
    LoaderLane = 0x100,
};

enum LoaderFaultKind {
    LoaderFine = 0,
    LoaderFlashLocked = 1,    // the control register did not take what was written
    LoaderEraseError = 2,     // status bits after an erase
    LoaderEraseTimeout = 3,   // still busy after eraseTicks
    LoaderNotBlank = 4,       // address of the first word that is not erased
    LoaderProgramError = 5,   // status bits after a program unit
    LoaderProgramTimeout = 6, // still busy after programTicks
    LoaderBadDescriptor = 7,  // damaged, unknown or misaligned, or more posted than the ring holds
    LoaderPageDamaged = 8,    // the page buffer does not have the sum the descriptor promises
    LoaderCallFailed = 9,     // the algorithm's function returned the status
    LoaderStackSpoilt = 10,   // the algorithm needed more stack than it was given
};

// The sum that guards what travels to the chip's RAM against damage on the way: sum = ror(sum, 1) +
// word for every word. Any single flipped bit changes it. It names the trouble early; the proof is
// the verifier's digest.
static inline uint32_t wireSum(uint32_t sum, uint32_t word) {
    return ((sum >> 1) | (sum << 31)) + word;
}

// One piece of work. It is begun strictly in order, and not before its register set has finished
// what it was given before: work on a sector that is posted after the sector's erase never starts
// before it. What is begun for one register set does not wait for the other.
struct LoaderDescriptor {
    uint32_t operation; // LoaderOperation, plus LoaderLane
    uint32_t address;
    uint32_t length;   // bytes; a multiple of the program unit, and of 4
    uint32_t argument; // erases: the control register's bits; program: address of the page buffer
    uint32_t pageSum;  // program: wireSum of the page's words, from 0
    // wireSum of the five words above, from the descriptor's free-running index: a descriptor of
    // the round before, or one with a flipped bit in its address, does not pass.
    uint32_t ownSum;
};

// A session chooses how many slots its ring has, because the smallest parts have 2 KB of RAM: a
// power of two, as indices are free-running counters.
enum LoaderRing { LoaderLeastSlots = 8, LoaderMostSlots = 64 };

// What the station sets before it starts the loader.
struct LoaderSession {
    uint32_t flashRegisters; // base of the flash controller
    uint32_t parallelism;    // PSIZE: 0 x8, 1 x16, 2 x32, 3 x64; 0 where there is none
    uint32_t watchdog;       // address of the IWDG's key register, 0 = none
    uint32_t tickCycles;     // core cycles of one tick, at most 2^24
    uint32_t eraseTicks;     // an erase may be busy this long
    uint32_t programTicks;   // a program unit may be busy this long
    uint32_t erasedWord;     // what an erased word reads as
    uint32_t ring;           // address of an array of ringSlots descriptors
    uint32_t ringSlots;      // a power of two
    uint32_t programBytes;   // what one program operation writes, where the controller has a choice
    uint32_t burstBytes;     // what a burst of them writes; 0 = there are none
    uint32_t busy;           // bits of the status register, where they differ within a kind
    uint32_t rowBytes;       // of a row of LoaderProgramRows, a multiple of 32; 0 = no rows
    uint32_t lanes;          // register sets that have work
};

// What the loader says. The station reads it in one piece, word after word, while the loader runs:
// what is said first comes last, so that a word that was seen vouches for those behind it.
struct LoaderReport {
    uint32_t heartbeat; // ticks since the start, also while the flash is busy
    uint32_t done;      // descriptors finished, and all before them, free-running
    uint32_t ready;     // LoaderReady, LoaderStopped
    // The first fault stays, and the loader takes no more work after it.
    uint32_t faultKind;
    uint32_t faultStatus; // the flash status register as read
    uint32_t faultAddress;
    uint32_t faultIndex; // of the descriptor, free-running
    uint32_t bytesProgrammed;
    uint32_t bytesBlank;
    uint32_t erases;
    uint32_t longestEraseTicks;
    uint32_t reserved;
};

struct LoaderMailbox {
    struct LoaderSession session;
    struct LoaderReport report;
    uint32_t posted;     // descriptors posted by the station, free-running
    uint32_t breakpoint; // two BKPT instructions: where LR points
    uint32_t reserved[4];
};

GREENLIGHT_WIRE_ASSERT(sizeof(struct LoaderDescriptor) == 24, "descriptor");
GREENLIGHT_WIRE_ASSERT(sizeof(struct LoaderSession) == 56, "session");
GREENLIGHT_WIRE_ASSERT(sizeof(struct LoaderReport) == 48, "report");
GREENLIGHT_WIRE_ASSERT(offsetof(struct LoaderMailbox, report) == 0x38, "report");
GREENLIGHT_WIRE_ASSERT(offsetof(struct LoaderMailbox, posted) == 0x68, "posted");
GREENLIGHT_WIRE_ASSERT(sizeof(struct LoaderMailbox) == LoaderEntryOffset, "code follows mailbox");

enum { AlgorithmStackMark = 0x474C4153 }; // "SALG"

// What the station sets before it starts the host of a flash algorithm, whose functions have their
// Thumb bit; 0 = there is no such function.
struct AlgorithmSession {
    uint32_t init;
    uint32_t uninit;
    uint32_t erase;
    uint32_t program;
    uint32_t read;
    uint32_t staticBase; // what R9 is while the algorithm runs
    uint32_t succeeded;  // what its functions return when all went well
    uint32_t watchdog;   // address of the IWDG's key register, 0 = none
    uint32_t ring;       // address of an array of descriptors
    uint32_t ringSlots;  // descriptors in the ring, a power of two
    uint32_t stackEnd;   // address of the last word of the stack, which nobody may need
    uint32_t spare[3];
};

// The mailbox of the loader with another session in front.
struct AlgorithmMailbox {
    struct AlgorithmSession session;
    struct LoaderReport report;
    uint32_t posted;
    uint32_t breakpoint;
    uint32_t reserved[4];
};

GREENLIGHT_WIRE_ASSERT(offsetof(struct AlgorithmMailbox, report) ==
                           offsetof(struct LoaderMailbox, report),
                       "report");
GREENLIGHT_WIRE_ASSERT(offsetof(struct AlgorithmMailbox, posted) ==
                           offsetof(struct LoaderMailbox, posted),
                       "posted");
GREENLIGHT_WIRE_ASSERT(sizeof(struct AlgorithmMailbox) == LoaderEntryOffset,
                       "code follows mailbox");

// Address and length are multiples of 4.
struct VerifierRange {
    uint32_t address;
    uint32_t length;
};

enum VerifierLimits { VerifierNonceBytes = 32 };

// SHA-256(nonce || bytes of the ranges in their order), computed by the core as its bus sees them.
// With `sums` set, instead of that the first word of SHA-256(bytes) for each range, which proves
// nothing and is quick to compare.
struct VerifierMailbox {
    uint32_t watchdog;    // address of the IWDG's key register, 0 = none
    uint32_t flashCaches; // an ACR with PRFTEN, ICEN, DCEN, ICRST, DCRST at 8 to 12, 0 = none
    uint32_t ranges;      // address of an array of VerifierRange
    uint32_t rangeCount;
    uint32_t state;         // VerifierWorking, VerifierDone, VerifierRefused
    uint32_t bytesDigested; // of the ranges, without the nonce
    uint32_t breakpoint;    // two BKPT instructions: where LR points
    uint32_t reserved;
    uint8_t nonce[VerifierNonceBytes];
    uint8_t digest[32];
    uint32_t sums; // address of one word for each range, 0 = the digest of them all
    uint32_t spare[7];
};

GREENLIGHT_WIRE_ASSERT(offsetof(struct VerifierMailbox, nonce) == 0x20, "nonce");
GREENLIGHT_WIRE_ASSERT(offsetof(struct VerifierMailbox, digest) == 0x40, "digest");
GREENLIGHT_WIRE_ASSERT(sizeof(struct VerifierMailbox) == VerifierEntryOffset,
                       "code follows mailbox");

#ifdef __cplusplus
} // namespace greenlight::target::wire
#endif
