#include "engine/sim/thumb_decode.h"
#include "engine/sim/thumb_handlers.h"

#include <array>
#include <bit>
#include <optional>

namespace greenlight::sim::thumb {

namespace {

constexpr std::uint8_t sp = 13;
constexpr std::uint8_t pc = 15;

struct Operation {
    Alu alu;
    bool hasLeft;
    bool hasDestination;
};

// The four bits of operation, where Rd = 15 makes a comparison and Rn = 15 a move.
std::optional<Operation> operationOf(const Encoding& code) noexcept {
    const bool flags = code.bits(4, 1) != 0;
    const bool compare = code.bits2(8, 4) == pc && flags;
    const bool move = code.bits(0, 4) == pc;
    const auto either = [compare](Alu plain, Alu comparison) {
        return Operation{compare ? comparison : plain, true, !compare};
    };
    switch (code.bits(5, 4)) {
    case 0x0:
        return either(Alu::And, Alu::Tst);
    case 0x1:
        return Operation{Alu::Bic, true, true};
    case 0x2:
        return Operation{move ? Alu::Mov : Alu::Orr, !move, true};
    case 0x3:
        return Operation{move ? Alu::Mvn : Alu::Orn, !move, true};
    case 0x4:
        return either(Alu::Eor, Alu::Teq);
    case 0x8:
        return either(Alu::Add, Alu::Cmn);
    case 0xA:
        return Operation{Alu::Adc, true, true};
    case 0xB:
        return Operation{Alu::Sbc, true, true};
    case 0xD:
        return either(Alu::Sub, Alu::Cmp);
    case 0xE:
        return Operation{Alu::Rsb, true, true};
    default:
        return std::nullopt;
    }
}

// Fills in what the register and the immediate form share; `operand` is decided already.
Decoded operate(const Encoding& code, Operand operand) {
    const std::optional<Operation> operation = operationOf(code);
    const std::uint8_t left = code.field(0, 4);
    const std::uint8_t destination = code.field2(8, 4);
    if (!operation || (operation->hasLeft && left == pc) ||
        (operation->hasDestination && destination == pc)) {
        return undefined(code);
    }
    Effect effect = code.bits(4, 1) != 0 ? Effect::Flags : Effect::Plain;
    if (operation->hasDestination && destination == sp) {
        const bool mayBeSp =
            operation->alu == Alu::Add || operation->alu == Alu::Sub || operation->alu == Alu::Mov;
        if (!mayBeSp || effect == Effect::Flags) {
            return undefined(code);
        }
        effect = Effect::StackPointer;
    }
    Decoded result = decoded(code, alu(operation->alu, operand, effect));
    result.d = destination;
    result.n = operation->hasLeft ? left : std::uint8_t{0};
    return result;
}

Decoded shiftedRegister(const Encoding& code) {
    constexpr std::array kinds{Operand::Lsl, Operand::Lsr, Operand::Asr, Operand::Ror};
    const auto amount = static_cast<std::uint8_t>(code.bits2(12, 3) << 2U | code.bits2(6, 2));
    Operand kind = kinds[code.bits2(4, 2)];
    if (amount == 0 && kind == Operand::Lsl) {
        kind = Operand::Register;
    } else if (amount == 0 && kind == Operand::Ror) {
        kind = Operand::Rrx;
    }
    const std::uint8_t right = code.field2(0, 4);
    if (right == pc || code.bits2(15, 1) != 0) {
        return undefined(code);
    }
    Decoded result = operate(code, kind);
    result.m = right;
    result.shift = amount == 0 ? std::uint8_t{32} : amount;
    return result;
}

// ThumbExpandImm_C, ARMv7-M A5.3.2.
Decoded modifiedImmediate(const Encoding& code) {
    const std::uint32_t byte = code.bits2(0, 8);
    const std::uint32_t how = code.bits(10, 1) << 3U | code.bits2(12, 3);
    Decoded result = operate(code, Operand::Immediate);
    switch (how) {
    case 0:
        result.immediate = byte;
        break;
    case 1:
        result.immediate = byte | byte << 16U;
        break;
    case 2:
        result.immediate = byte << 8U | byte << 24U;
        break;
    case 3:
        result.immediate = byte * 0x01010101U;
        break;
    default:
        result.immediate =
            std::rotr(0x80U | (byte & 0x7FU), static_cast<int>(how << 1U | byte >> 7U));
        result.shift = 1;
        break;
    }
    return result;
}

Decoded wideImmediate(const Encoding& code, Alu operation) {
    const std::uint32_t value =
        code.bits(10, 1) << 11U | code.bits2(12, 3) << 8U | code.bits2(0, 8);
    const std::uint8_t left = code.field(0, 4);
    const std::uint8_t destination = code.field2(8, 4);
    const bool fromPc = left == pc;
    if (destination == pc || (destination == sp && left != sp)) {
        return undefined(code);
    }
    const Effect effect = destination == sp ? Effect::StackPointer : Effect::Plain;
    Decoded result = decoded(code, alu(fromPc ? Alu::Mov : operation, Operand::Immediate, effect));
    result.d = destination;
    result.n = fromPc ? std::uint8_t{0} : left;
    const std::uint32_t base = (code.address + 4) & ~3U;
    if (fromPc) {
        result.immediate = operation == Alu::Add ? base + value : base - value;
    } else {
        result.immediate = value;
    }
    return result;
}

Decoded moveHalf(const Encoding& code, bool top) {
    Decoded result =
        decoded(code, top ? moveTop : alu(Alu::Mov, Operand::Immediate, Effect::Plain));
    result.d = code.field2(8, 4);
    result.immediate = code.bits(0, 4) << 12U | code.bits(10, 1) << 11U | code.bits2(12, 3) << 8U |
                       code.bits2(0, 8);
    return result.d >= sp && result.d != 14 ? undefined(code) : result;
}

Decoded bitField(const Encoding& code, Handler handler) {
    const std::uint32_t low = code.bits2(12, 3) << 2U | code.bits2(6, 2);
    const std::uint32_t number = code.bits2(0, 5);
    Decoded result = decoded(code, handler);
    result.d = code.field2(8, 4);
    result.n = code.field(0, 4);
    result.shift = static_cast<std::uint8_t>(low);
    if (handler == static_cast<Handler>(insertBits)) {
        if (number < low) {
            return undefined(code);
        }
        result.a = static_cast<std::uint8_t>(number - low + 1);
    } else {
        if (low + number > 31 || result.n == pc) {
            return undefined(code);
        }
        result.a = static_cast<std::uint8_t>(number + 1);
    }
    return result.d >= sp && result.d != 14 ? undefined(code) : result;
}

Decoded saturate(const Encoding& code, bool isSigned) {
    const std::uint32_t amount = code.bits2(12, 3) << 2U | code.bits2(6, 2);
    const bool right = code.bits(5, 1) != 0;
    Decoded result = decoded(code, isSigned ? saturateSigned : saturateUnsigned);
    result.d = code.field2(8, 4);
    result.n = code.field(0, 4);
    result.m = right ? 1 : 0;
    result.shift = static_cast<std::uint8_t>(amount);
    result.a = static_cast<std::uint8_t>(code.bits2(0, 5) + (isSigned ? 1U : 0U));
    // Shifted right by nothing is the encoding of the DSP instructions SSAT16 and USAT16.
    const bool dsp = right && amount == 0;
    return dsp || result.d == pc || result.d == sp || result.n == pc ? undefined(code) : result;
}

Decoded plainImmediate(const Encoding& code) {
    switch (code.bits(4, 5)) {
    case 0x00:
        return wideImmediate(code, Alu::Add);
    case 0x04:
        return moveHalf(code, false);
    case 0x0A:
        return wideImmediate(code, Alu::Sub);
    case 0x0C:
        return moveHalf(code, true);
    case 0x10:
    case 0x12:
        return saturate(code, true);
    case 0x14:
        return bitField(code, extractSigned);
    case 0x16:
        return bitField(code, insertBits);
    case 0x18:
    case 0x1A:
        return saturate(code, false);
    case 0x1C:
        return bitField(code, extractUnsigned);
    default:
        return undefined(code);
    }
}

bool anyBad(std::initializer_list<std::uint8_t> registers) noexcept {
    bool bad = false;
    for (const std::uint8_t one : registers) {
        bad = bad || one == sp || one == pc;
    }
    return bad;
}

Decoded registerExtend(const Encoding& code) {
    std::optional<Extend> kind;
    switch (code.bits(4, 3)) {
    case 0:
        kind = Extend::SignedHalf;
        break;
    case 1:
        kind = Extend::UnsignedHalf;
        break;
    case 4:
        kind = Extend::SignedByte;
        break;
    case 5:
        kind = Extend::UnsignedByte;
        break;
    default:
        break;
    }
    if (!kind || code.bits2(6, 1) != 0) {
        return undefined(code);
    }
    Decoded result = decoded(code, extend(*kind));
    result.d = code.field2(8, 4);
    result.n = code.field(0, 4);
    result.m = code.field2(0, 4);
    result.shift = static_cast<std::uint8_t>(8 * code.bits2(4, 2));
    return anyBad({result.d, result.m}) || result.n == sp ? undefined(code) : result;
}

Decoded registerReverse(const Encoding& code) {
    constexpr std::array kinds{Reverse::Bytes, Reverse::BytesOfHalves, Reverse::Bits,
                               Reverse::SignedHalf};
    const std::uint32_t group = code.bits(4, 2);
    const std::uint32_t which = code.bits2(4, 2);
    const bool countZeros = group == 3 && which == 0;
    if ((group != 1 && !countZeros) || code.bits2(6, 2) != 2) {
        return undefined(code);
    }
    Decoded result = decoded(code, reverse(countZeros ? Reverse::CountLeadingZeros : kinds[which]));
    result.d = code.field2(8, 4);
    result.m = code.field2(0, 4);
    // Both half-words name the operand.
    const bool same = code.field(0, 4) == result.m;
    return !same || anyBad({result.d, result.m}) ? undefined(code) : result;
}

// 11111 010: shifts by a register, extensions, rearrangements.
Decoded registerOperation(const Encoding& code) {
    constexpr std::array kinds{Operand::Lsl, Operand::Lsr, Operand::Asr, Operand::Ror};
    if (code.bits2(12, 4) != 0xF) {
        return undefined(code);
    }
    if (code.bits(7, 1) != 0) {
        return registerReverse(code);
    }
    if (code.bits2(7, 1) != 0) {
        return registerExtend(code);
    }
    Decoded result = decoded(code, shiftByRegister(kinds[code.bits(5, 2)], code.bits(4, 1) != 0));
    result.d = code.field2(8, 4);
    result.n = code.field(0, 4);
    result.m = code.field2(0, 4);
    const bool bad = code.bits2(4, 3) != 0 || anyBad({result.d, result.n, result.m});
    return bad ? undefined(code) : result;
}

Decoded multiplication(const Encoding& code) {
    const std::uint8_t accumulator = code.field2(12, 4);
    const std::uint32_t which = code.bits2(4, 4);
    if (code.bits(4, 3) != 0 || which > 1) {
        return undefined(code);
    }
    Multiply kind = Multiply::Subtract;
    if (which == 0) {
        kind = accumulator == pc ? Multiply::Plain : Multiply::Add;
    }
    Decoded result = decoded(code, multiply(kind),
                             kind == Multiply::Plain ? simpleCycles : code.cost().multiplyAdd);
    result.d = code.field2(8, 4);
    result.n = code.field(0, 4);
    result.m = code.field2(0, 4);
    result.a = accumulator == pc ? std::uint8_t{0} : accumulator;
    const bool bad = anyBad({result.d, result.n, result.m, result.a}) ||
                     (kind == Multiply::Subtract && accumulator == pc);
    return bad ? undefined(code) : result;
}

Decoded longMultiplication(const Encoding& code) {
    Multiply kind = Multiply::Plain;
    std::uint32_t cycles = code.cost().longMultiply;
    switch (code.bits(4, 3) << 4U | code.bits2(4, 4)) {
    case 0x00:
        kind = Multiply::SignedLong;
        break;
    case 0x1F:
        kind = Multiply::SignedDivide;
        break;
    case 0x20:
        kind = Multiply::UnsignedLong;
        break;
    case 0x3F:
        kind = Multiply::UnsignedDivide;
        break;
    case 0x40:
        kind = Multiply::SignedLongAdd;
        break;
    case 0x60:
        kind = Multiply::UnsignedLongAdd;
        break;
    default:
        return undefined(code);
    }
    const bool division = kind == Multiply::SignedDivide || kind == Multiply::UnsignedDivide;
    if (division) {
        cycles = divideCyclesLeast;
    } else if (kind == Multiply::SignedLongAdd || kind == Multiply::UnsignedLongAdd) {
        cycles = code.cost().longMultiplyAdd;
    }
    Decoded result = decoded(code, multiply(kind), cycles);
    result.d = division ? code.field2(8, 4) : code.field2(12, 4);
    result.a = division ? std::uint8_t{0} : code.field2(8, 4);
    result.n = code.field(0, 4);
    result.m = code.field2(0, 4);
    const bool bad = anyBad({result.d, result.a, result.n, result.m}) ||
                     (division ? code.bits2(12, 4) != 0xF : result.d == result.a);
    return bad ? undefined(code) : result;
}

} // namespace

Decoded decodeWideData(const Encoding& code) {
    switch (code.bits(11, 2)) {
    case 1:
        return code.bits(9, 2) == 1 ? shiftedRegister(code) : undefined(code);
    case 2:
        return code.bits(9, 1) == 0 ? modifiedImmediate(code) : plainImmediate(code);
    default:
        break;
    }
    if (code.bits(9, 2) != 1) {
        return undefined(code);
    }
    if (code.bits(8, 1) == 0) {
        return registerOperation(code);
    }
    return code.bits(7, 1) == 0 ? multiplication(code) : longMultiplication(code);
}

} // namespace greenlight::sim::thumb
