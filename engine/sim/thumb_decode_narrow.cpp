#include "engine/sim/thumb_decode.h"
#include "engine/sim/thumb_handlers.h"

#include <array>
#include <bit>

namespace greenlight::sim::thumb {

namespace {

constexpr std::uint8_t sp = 13;
constexpr std::uint8_t pc = 15;

Effect flagsOutside(const Encoding& code) noexcept {
    return code.inIfThen ? Effect::Plain : Effect::Flags;
}

Decoded immediateAlu(const Encoding& code, Alu operation, Effect effect, std::uint8_t destination,
                     std::uint8_t source, std::uint32_t value) {
    Decoded result = decoded(code, alu(operation, Operand::Immediate, effect));
    result.d = destination;
    result.n = source;
    result.immediate = value;
    return result;
}

// 000xxx: shift by an immediate; add and subtract of a register or three bits.
Decoded shiftAddSubtract(const Encoding& code) {
    const std::uint8_t destination = code.field(0, 3);
    const std::uint8_t source = code.field(3, 3);
    if (code.bits(11, 2) == 3) {
        const Alu operation = code.bits(9, 1) != 0 ? Alu::Sub : Alu::Add;
        if (code.bits(10, 1) != 0) {
            return immediateAlu(code, operation, flagsOutside(code), destination, source,
                                code.bits(6, 3));
        }
        Decoded result = decoded(code, alu(operation, Operand::Register, flagsOutside(code)));
        result.d = destination;
        result.n = source;
        result.m = code.field(6, 3);
        return result;
    }
    constexpr std::array kinds{Operand::Lsl, Operand::Lsr, Operand::Asr};
    const std::uint8_t amount = code.field(6, 5);
    Operand kind = kinds[code.bits(11, 2)];
    if (kind == Operand::Lsl && amount == 0) {
        kind = Operand::Register;
    }
    Decoded result = decoded(code, alu(Alu::Mov, kind, flagsOutside(code)));
    result.d = destination;
    result.m = source;
    result.shift = amount == 0 ? std::uint8_t{32} : amount;
    return result;
}

// 001xxx: one register and eight bits.
Decoded immediate(const Encoding& code) {
    constexpr std::array operations{Alu::Mov, Alu::Cmp, Alu::Add, Alu::Sub};
    const Alu operation = operations[code.bits(11, 2)];
    const Effect effect = operation == Alu::Cmp ? Effect::Flags : flagsOutside(code);
    return immediateAlu(code, operation, effect, code.field(8, 3), code.field(8, 3),
                        code.bits(0, 8));
}

Decoded registersOfShift(const Encoding& code, Operand kind) {
    Decoded result = decoded(code, shiftByRegister(kind, !code.inIfThen));
    result.d = code.field(0, 3);
    result.n = code.field(0, 3);
    result.m = code.field(3, 3);
    return result;
}

// 010000: the sixteen operations on two low registers.
Decoded dataProcessing(const Encoding& code) {
    constexpr std::array operations{Alu::And, Alu::Eor, Alu::Mov, Alu::Mov, Alu::Mov, Alu::Adc,
                                    Alu::Sbc, Alu::Mov, Alu::Tst, Alu::Rsb, Alu::Cmp, Alu::Cmn,
                                    Alu::Orr, Alu::Mov, Alu::Bic, Alu::Mvn};
    const std::uint32_t which = code.bits(6, 4);
    switch (which) {
    case 2:
        return registersOfShift(code, Operand::Lsl);
    case 3:
        return registersOfShift(code, Operand::Lsr);
    case 4:
        return registersOfShift(code, Operand::Asr);
    case 7:
        return registersOfShift(code, Operand::Ror);
    case 9:
        return immediateAlu(code, Alu::Rsb, flagsOutside(code), code.field(0, 3), code.field(3, 3),
                            0);
    case 13: {
        Decoded result =
            decoded(code, multiply(code.inIfThen ? Multiply::Plain : Multiply::PlainFlags));
        result.d = code.field(0, 3);
        result.n = code.field(3, 3);
        result.m = code.field(0, 3);
        return result;
    }
    default:
        break;
    }
    const Alu operation = operations[which];
    const Effect effect = operation >= Alu::Tst ? Effect::Flags : flagsOutside(code);
    Decoded result = decoded(code, alu(operation, Operand::Register, effect));
    result.d = code.field(0, 3);
    result.n = code.field(0, 3);
    result.m = code.field(3, 3);
    return result;
}

Decoded branchToRegister(const Encoding& code) {
    const bool link = code.bits(7, 1) != 0;
    const std::uint8_t target = code.field(3, 4);
    if (code.bits(0, 3) != 0 || target == pc) {
        return undefined(code);
    }
    Decoded result = decoded(code, link ? branchLinkExchange : branchExchange,
                             simpleCycles + code.cost().refill);
    result.m = target;
    return result;
}

// 010001: any of the sixteen registers.
Decoded highRegisters(const Encoding& code) {
    const std::uint32_t which = code.bits(8, 2);
    if (which == 3) {
        return branchToRegister(code);
    }
    const auto destination = static_cast<std::uint8_t>(code.bits(7, 1) << 3U | code.bits(0, 3));
    const std::uint8_t source = code.field(3, 4);
    if (destination == pc) {
        if (which == 1 || source == pc) {
            return undefined(code);
        }
        Decoded result = decoded(code, which == 0 ? addToProgramCounter : moveToProgramCounter,
                                 simpleCycles + code.cost().refill);
        result.m = source;
        return result;
    }
    constexpr std::array operations{Alu::Add, Alu::Cmp, Alu::Mov};
    const Alu operation = operations[which];
    Effect effect = Effect::Plain;
    if (operation == Alu::Cmp) {
        effect = Effect::Flags;
    } else if (destination == sp) {
        effect = Effect::StackPointer;
    }
    if (source == pc) {
        return operation == Alu::Cmp ? undefined(code)
                                     : immediateAlu(code, operation, effect, destination,
                                                    destination, code.address + 4);
    }
    Decoded result = decoded(code, alu(operation, Operand::Register, effect));
    result.d = destination;
    result.n = destination;
    result.m = source;
    return result;
}

Decoded transfer(const Encoding& code, Access what, Where where, std::uint8_t base,
                 std::uint32_t offset) {
    Decoded result = decoded(code, access(what, where), accessCycles);
    result.d = code.field(0, 3);
    result.n = base;
    result.immediate = offset;
    return result;
}

Decoded loadLiteral(const Encoding& code) {
    Decoded result = transfer(code, Access::LoadWord, Where::Absolute, 0,
                              ((code.address + 4) & ~3U) + 4 * code.bits(0, 8));
    result.d = code.field(8, 3);
    return result;
}

Decoded transferIndexed(const Encoding& code) {
    constexpr std::array kinds{Access::StoreWord,      Access::StoreHalf,     Access::StoreByte,
                               Access::LoadSignedByte, Access::LoadWord,      Access::LoadHalf,
                               Access::LoadByte,       Access::LoadSignedHalf};
    Decoded result = transfer(code, kinds[code.bits(9, 3)], Where::Indexed, code.field(3, 3), 0);
    result.m = code.field(6, 3);
    return result;
}

Decoded transferOffset(const Encoding& code) {
    const bool load = code.bits(11, 1) != 0;
    const std::uint32_t offset = code.bits(6, 5);
    const std::uint8_t base = code.field(3, 3);
    switch (code.bits(12, 4)) {
    case 6:
        return transfer(code, load ? Access::LoadWord : Access::StoreWord, Where::Offset, base,
                        4 * offset);
    case 7:
        return transfer(code, load ? Access::LoadByte : Access::StoreByte, Where::Offset, base,
                        offset);
    default:
        return transfer(code, load ? Access::LoadHalf : Access::StoreHalf, Where::Offset, base,
                        2 * offset);
    }
}

Decoded transferOnStack(const Encoding& code) {
    const bool load = code.bits(11, 1) != 0;
    Decoded result = transfer(code, load ? Access::LoadWord : Access::StoreWord, Where::Offset, sp,
                              4 * code.bits(0, 8));
    result.d = code.field(8, 3);
    return result;
}

Decoded addressOf(const Encoding& code) {
    const std::uint32_t offset = 4 * code.bits(0, 8);
    if (code.bits(11, 1) != 0) {
        return immediateAlu(code, Alu::Add, Effect::Plain, code.field(8, 3), sp, offset);
    }
    return immediateAlu(code, Alu::Mov, Effect::Plain, code.field(8, 3), 0,
                        ((code.address + 4) & ~3U) + offset);
}

Decoded multiple(const Encoding& code, Handler handler, std::uint8_t base, std::uint32_t list,
                 bool writeBack) {
    if (list == 0) {
        return undefined(code);
    }
    const bool toPc = (list & 0x8000U) != 0 && handler == static_cast<Handler>(loadMultiple);
    const auto words = static_cast<std::uint32_t>(std::popcount(list));
    Decoded result = decoded(code, handler,
                             1 + words + (toPc ? code.cost().refill + code.cost().popPcExtra : 0U));
    result.n = base;
    result.immediate = list;
    result.d = writeBack ? 1 : 0;
    return result;
}

Decoded changeState(const Encoding& code) {
    // CPSIE and CPSID: 1011 0110 011 im 0 A I F; ARMv6-M knows PRIMASK only.
    const std::uint32_t which = code.bits(0, 2);
    if (code.bits(5, 3) != 3 || code.bits(2, 2) != 0 || which == 0 || (!code.full && which != 2) ||
        code.inIfThen) {
        return undefined(code);
    }
    Decoded result = decoded(code, changeProcessorState);
    result.immediate = which;
    result.a = code.field(4, 1);
    return result;
}

Decoded ifThenOrHint(const Encoding& code) {
    const std::uint32_t mask = code.bits(0, 4);
    if (mask == 0) {
        return decodedHint(code, code.bits(4, 4));
    }
    const std::uint32_t condition = code.bits(4, 4);
    // IT AL may have no "else", and there is no condition 15.
    if (!code.full || code.inIfThen || condition == 15 ||
        (condition == 14 && std::popcount(mask) != 1)) {
        return undefined(code);
    }
    Decoded result = decoded(code, beginIfThen);
    result.immediate = code.bits(0, 8);
    return result;
}

Decoded extendOrReverse(const Encoding& code) {
    constexpr std::array extensions{Extend::SignedHalf, Extend::SignedByte, Extend::UnsignedHalf,
                                    Extend::UnsignedByte};
    constexpr std::array reversals{Reverse::Bytes, Reverse::BytesOfHalves, Reverse::Bits,
                                   Reverse::SignedHalf};
    const std::uint32_t which = code.bits(6, 2);
    const bool reversing = code.bits(11, 1) != 0;
    if (reversing && which == 2) {
        return undefined(code);
    }
    Decoded result =
        decoded(code, reversing ? reverse(reversals[which]) : extend(extensions[which]));
    result.d = code.field(0, 3);
    result.n = pc;
    result.m = code.field(3, 3);
    return result;
}

// 1011xx: what found no place elsewhere.
Decoded miscellaneous(const Encoding& code) {
    const std::uint32_t list = code.bits(0, 8);
    const std::uint32_t oneMore = code.bits(8, 1);
    switch (code.bits(8, 4)) {
    case 0x0:
        return immediateAlu(code, code.bits(7, 1) != 0 ? Alu::Sub : Alu::Add, Effect::StackPointer,
                            sp, sp, 4 * code.bits(0, 7));
    case 0x1:
    case 0x3:
    case 0x9:
    case 0xB: {
        if (!code.full || code.inIfThen) {
            return undefined(code);
        }
        Decoded result = decoded(code, branchOnZero);
        result.n = code.field(0, 3);
        result.a = code.field(11, 1);
        result.immediate = code.address + 4 + 2 * (code.bits(9, 1) << 5U | code.bits(3, 5));
        return result;
    }
    case 0x2:
    case 0xA:
        return extendOrReverse(code);
    case 0x4:
    case 0x5:
        return multiple(code, storeMultipleBelow, sp, list | oneMore << 14U, true);
    case 0x6:
        return changeState(code);
    case 0xC:
    case 0xD:
        return multiple(code, loadMultiple, sp, list | oneMore << 15U, true);
    case 0xE:
        return decoded(code, breakpoint);
    case 0xF:
        return ifThenOrHint(code);
    default:
        return undefined(code);
    }
}

Decoded transferMultiple(const Encoding& code) {
    const std::uint8_t base = code.field(8, 3);
    const std::uint32_t list = code.bits(0, 8);
    if (code.bits(11, 1) == 0) {
        return multiple(code, storeMultiple, base, list, true);
    }
    return multiple(code, loadMultiple, base, list, (list & 1U << base) == 0);
}

Decoded conditionalBranch(const Encoding& code) {
    const std::uint32_t condition = code.bits(8, 4);
    if (condition == 15) {
        return decoded(code, supervisorCall);
    }
    if (condition == 14 || code.inIfThen) {
        return undefined(code);
    }
    return decodedBranch(code, signExtend(code.bits(0, 8) << 1U, 9), condition);
}

} // namespace

Decoded decodeNarrow(const Encoding& code) {
    switch (code.bits(12, 4)) {
    case 0x0:
    case 0x1:
        return shiftAddSubtract(code);
    case 0x2:
    case 0x3:
        return immediate(code);
    case 0x4:
        if (code.bits(11, 1) != 0) {
            return loadLiteral(code);
        }
        return code.bits(10, 1) != 0 ? highRegisters(code) : dataProcessing(code);
    case 0x5:
        return transferIndexed(code);
    case 0x6:
    case 0x7:
    case 0x8:
        return transferOffset(code);
    case 0x9:
        return transferOnStack(code);
    case 0xA:
        return addressOf(code);
    case 0xB:
        return miscellaneous(code);
    case 0xC:
        return transferMultiple(code);
    case 0xD:
        return conditionalBranch(code);
    default:
        return decodedBranch(code, signExtend(code.bits(0, 11) << 1U, 12), 14);
    }
}

} // namespace greenlight::sim::thumb
