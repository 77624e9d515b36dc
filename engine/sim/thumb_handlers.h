#pragma once

#include "engine/sim/thumb_code.h"

#include <cstdint>

namespace greenlight::sim::thumb {

// What instructions do. Each handler says which fields of Decoded it reads; `d` is always the
// destination.

enum class Alu : std::uint8_t {
    And,
    Eor,
    Orr,
    Orn,
    Bic,
    Mov,
    Mvn,
    Add,
    Adc,
    Sub,
    Sbc,
    Rsb,
    Tst,
    Teq,
    Cmp,
    Cmn,
};

/// Where the second operand comes from: `immediate`, register `m`, or `m` shifted by `shift`
/// (1-32; ROR 1-31). A logical operation with an immediate takes its carry from bit 31 of it when
/// `shift` is 1.
enum class Operand : std::uint8_t { Immediate, Register, Lsl, Lsr, Asr, Ror, Rrx };

enum class Effect : std::uint8_t {
    Plain,
    Flags,
    StackPointer, ///< no flags, and the result loses its low two bits
};

/// d = n op operand; the comparisons have no destination and want Effect::Flags.
Handler alu(Alu operation, Operand operand, Effect effect);
/// d = n shifted by the low byte of m; `kind` is one of the four shifts.
Handler shiftByRegister(Operand kind, bool setFlags);

/// pc = pc of this instruction + 4 + m, or m: no interworking.
Decoded* addToProgramCounter(Machine& c, Decoded& d);
Decoded* moveToProgramCounter(Machine& c, Decoded& d);

enum class Multiply : std::uint8_t {
    Plain, ///< d = n * m
    PlainFlags,
    Add,          ///< d = n * m + a
    Subtract,     ///< d = a - n * m
    UnsignedLong, ///< a:d = n * m, d the low word
    SignedLong,
    UnsignedLongAdd,
    SignedLongAdd,
    UnsignedDivide, ///< d = n / m
    SignedDivide,
};

Handler multiply(Multiply kind);

enum class Extend : std::uint8_t { SignedHalf, UnsignedHalf, SignedByte, UnsignedByte };

/// d = (n unless it is 15) + extended (m rotated right by `shift` bits).
Handler extend(Extend kind);

enum class Reverse : std::uint8_t { Bytes, BytesOfHalves, SignedHalf, Bits, CountLeadingZeros };

/// d = rearranged m.
Handler reverse(Reverse kind);

/// Bit fields from bit `shift`, `a` bits wide (1-32): of n into d, or cleared when n is 15.
Decoded* insertBits(Machine& c, Decoded& d);
Decoded* extractUnsigned(Machine& c, Decoded& d);
Decoded* extractSigned(Machine& c, Decoded& d);
/// d = n shifted (left, or arithmetically right for `m` = 1, by `shift`) limited to `a` bits.
Decoded* saturateSigned(Machine& c, Decoded& d);
Decoded* saturateUnsigned(Machine& c, Decoded& d);
/// d = immediate << 16 | low half of d.
Decoded* moveTop(Machine& c, Decoded& d);

enum class Access : std::uint8_t {
    LoadWord,
    LoadHalf,
    LoadByte,
    LoadSignedHalf,
    LoadSignedByte,
    StoreWord,
    StoreHalf,
    StoreByte,
};

/// Where: n + immediate; n + (m << shift); the immediate itself; n + immediate, written back to n;
/// n, to which the immediate is then added. The transferred register is d.
enum class Where : std::uint8_t { Offset, Indexed, Absolute, Before, After };

Handler access(Access what, Where where);
/// LDR into the program counter.
Handler loadProgramCounter(Where where);
/// d and a, words.
Handler loadPair(Where where);
Handler storePair(Where where);

/// Registers of the list `immediate`, at n upwards, or below n. `d` is 1 for write-back.
Decoded* loadMultiple(Machine& c, Decoded& d);
Decoded* loadMultipleBelow(Machine& c, Decoded& d);
Decoded* storeMultiple(Machine& c, Decoded& d);
Decoded* storeMultipleBelow(Machine& c, Decoded& d);

/// At n + immediate; `a` is 1, 2 or 4 bytes; the store's result goes into m.
Decoded* loadExclusive(Machine& c, Decoded& d);
Decoded* storeExclusive(Machine& c, Decoded& d);
Decoded* clearExclusive(Machine& c, Decoded& d);

/// To `immediate`; the backward ones watch for idle loops; `a` is the condition.
Decoded* branch(Machine& c, Decoded& d);
Decoded* branchBack(Machine& c, Decoded& d);
Decoded* branchIf(Machine& c, Decoded& d);
Decoded* branchBackIf(Machine& c, Decoded& d);
/// When n is zero (a = 0) or is not (a = 1).
Decoded* branchOnZero(Machine& c, Decoded& d);
Decoded* branchAndLink(Machine& c, Decoded& d);
/// To register m.
Decoded* branchExchange(Machine& c, Decoded& d);
Decoded* branchLinkExchange(Machine& c, Decoded& d);
/// Bytes (a = 1) or half-words (a = 2) at n + m * a, n = 15 for the pc.
Decoded* tableBranch(Machine& c, Decoded& d);

/// `immediate` is the new IT state.
Decoded* beginIfThen(Machine& c, Decoded& d);
Decoded* noOperation(Machine& c, Decoded& d);
Decoded* waitForInterrupt(Machine& c, Decoded& d);
Decoded* waitForEvent(Machine& c, Decoded& d);
Decoded* sendEvent(Machine& c, Decoded& d);
Decoded* breakpoint(Machine& c, Decoded& d);
Decoded* supervisorCall(Machine& c, Decoded& d);
Decoded* undefinedInstruction(Machine& c, Decoded& d);
/// `immediate`: 2 PRIMASK, 1 FAULTMASK; `a` is the new value.
Decoded* changeProcessorState(Machine& c, Decoded& d);
/// SYSm is `immediate`.
Decoded* moveFromSpecial(Machine& c, Decoded& d);
/// From n; `a` bit 1: the flags are meant.
Decoded* moveToSpecial(Machine& c, Decoded& d);

/// The special registers behind ThumbCore::special; reads of unknown ones give 0.
std::uint32_t readSpecial(const Machine& c, unsigned sysm) noexcept;
void writeSpecial(Machine& c, unsigned sysm, std::uint32_t value) noexcept;

} // namespace greenlight::sim::thumb
