#include "engine/sim/thumb_handlers.h"
#include "engine/sim/thumb_machine.h"

#include <array>
#include <cstddef>
#include <utility>

namespace greenlight::sim::thumb {

namespace {

constexpr bool isLogical(Alu operation) noexcept {
    return operation <= Alu::Mvn || operation == Alu::Tst || operation == Alu::Teq;
}

constexpr bool isComparison(Alu operation) noexcept { return operation >= Alu::Tst; }

// The second operand; `carry` becomes the shifter's carry where it has one.
template <Operand Kind>
std::uint32_t operandOf(const Machine& c, const Decoded& d, std::uint32_t& carry) noexcept {
    if constexpr (Kind == Operand::Immediate) {
        if (d.shift != 0) {
            carry = d.immediate >> 31U;
        }
        return d.immediate;
    } else {
        const std::uint32_t value = c.r[d.m];
        const std::uint32_t amount = d.shift;
        if constexpr (Kind == Operand::Lsl) {
            carry = (value >> (32 - amount)) & 1U;
            return static_cast<std::uint32_t>(std::uint64_t{value} << amount);
        } else if constexpr (Kind == Operand::Lsr) {
            carry = (value >> (amount - 1)) & 1U;
            return static_cast<std::uint32_t>(std::uint64_t{value} >> amount);
        } else if constexpr (Kind == Operand::Asr) {
            carry = (value >> (amount - 1)) & 1U;
            return static_cast<std::uint32_t>(std::int64_t{static_cast<std::int32_t>(value)} >>
                                              amount);
        } else if constexpr (Kind == Operand::Ror) {
            carry = (value >> (amount - 1)) & 1U;
            return value >> amount | value << (32 - amount);
        } else if constexpr (Kind == Operand::Rrx) {
            const std::uint32_t result = value >> 1U | carry << 31U;
            carry = value & 1U;
            return result;
        } else {
            return value;
        }
    }
}

template <bool SetFlags>
std::uint32_t addWithCarry(Machine& c, std::uint32_t left, std::uint32_t right,
                           std::uint32_t carry) noexcept {
    const std::uint64_t sum = std::uint64_t{left} + right + carry;
    const auto result = static_cast<std::uint32_t>(sum);
    if constexpr (SetFlags) {
        c.setNegativeZero(result);
        c.carry = static_cast<std::uint32_t>(sum >> 32U);
        c.overflow = ((left ^ result) & (right ^ result)) >> 31U;
    }
    return result;
}

template <Alu Operation>
std::uint32_t logical(std::uint32_t left, std::uint32_t right) noexcept {
    switch (Operation) {
    case Alu::And:
    case Alu::Tst:
        return left & right;
    case Alu::Eor:
    case Alu::Teq:
        return left ^ right;
    case Alu::Orr:
        return left | right;
    case Alu::Orn:
        return left | ~right;
    case Alu::Bic:
        return left & ~right;
    case Alu::Mvn:
        return ~right;
    default:
        return right;
    }
}

template <Alu Operation, bool SetFlags>
std::uint32_t arithmetic(Machine& c, std::uint32_t left, std::uint32_t right) noexcept {
    switch (Operation) {
    case Alu::Adc:
        return addWithCarry<SetFlags>(c, left, right, c.carry);
    case Alu::Sbc:
        return addWithCarry<SetFlags>(c, left, ~right, c.carry);
    case Alu::Sub:
    case Alu::Cmp:
        return addWithCarry<SetFlags>(c, left, ~right, 1);
    case Alu::Rsb:
        return addWithCarry<SetFlags>(c, ~left, right, 1);
    default:
        return addWithCarry<SetFlags>(c, left, right, 0);
    }
}

template <Alu Operation, Operand Kind, Effect Result>
Decoded* execute(Machine& c, Decoded& d) {
    constexpr bool setFlags = Result == Effect::Flags;
    std::uint32_t carry = c.carry;
    const std::uint32_t right = operandOf<Kind>(c, d, carry);
    const std::uint32_t left = Operation == Alu::Mov || Operation == Alu::Mvn ? 0 : c.r[d.n];
    std::uint32_t result = 0;
    if constexpr (isLogical(Operation)) {
        result = logical<Operation>(left, right);
        if constexpr (setFlags) {
            c.setNegativeZero(result);
            c.carry = carry;
        }
    } else {
        result = arithmetic<Operation, setFlags>(c, left, right);
    }
    if constexpr (Result == Effect::StackPointer) {
        c.r[stackPointer] = result & ~3U;
    } else if constexpr (!isComparison(Operation)) {
        c.r[d.d] = result;
    }
    return following(d);
}

constexpr std::size_t operations = 16;
constexpr std::size_t operands = 7;
constexpr std::size_t effects = 3;

template <std::size_t... Index>
constexpr auto makeTable(std::index_sequence<Index...>) {
    return std::array<Handler, sizeof...(Index)>{
        execute<static_cast<Alu>(Index / (operands * effects)),
                static_cast<Operand>(Index / effects % operands),
                static_cast<Effect>(Index % effects)>...};
}

constexpr auto table = makeTable(std::make_index_sequence<operations * operands * effects>());

// The low byte of m counts: 0 leaves value and carry alone, 32 and more shift everything out.
template <Operand Kind, bool SetFlags>
Decoded* shiftExecute(Machine& c, Decoded& d) {
    const std::uint32_t value = c.r[d.n];
    const std::uint32_t amount = c.r[d.m] & 0xFFU;
    std::uint32_t result = value;
    std::uint32_t carry = c.carry;
    if (amount != 0) {
        const std::uint32_t most = amount > 33 ? 33 : amount;
        if constexpr (Kind == Operand::Lsl) {
            const std::uint64_t wide = std::uint64_t{value} << most;
            result = static_cast<std::uint32_t>(wide);
            carry = static_cast<std::uint32_t>(wide >> 32U) & 1U;
        } else if constexpr (Kind == Operand::Lsr) {
            const std::uint64_t wide = (std::uint64_t{value} << 1U) >> most;
            result = static_cast<std::uint32_t>(wide >> 1U);
            carry = static_cast<std::uint32_t>(wide & 1U);
        } else if constexpr (Kind == Operand::Asr) {
            const std::int64_t wide = (std::int64_t{static_cast<std::int32_t>(value)} * 2) >> most;
            result = static_cast<std::uint32_t>(wide >> 1U);
            carry = static_cast<std::uint32_t>(wide & 1);
        } else {
            const std::uint32_t turn = amount % 32;
            result = turn == 0 ? value : value >> turn | value << (32 - turn);
            carry = result >> 31U;
        }
    }
    c.r[d.d] = result;
    if constexpr (SetFlags) {
        c.setNegativeZero(result);
        c.carry = carry;
    }
    return following(d);
}

} // namespace

Handler alu(Alu operation, Operand operand, Effect effect) {
    return table[(static_cast<std::size_t>(operation) * operands +
                  static_cast<std::size_t>(operand)) *
                     effects +
                 static_cast<std::size_t>(effect)];
}

Handler shiftByRegister(Operand kind, bool setFlags) {
    switch (kind) {
    case Operand::Lsl:
        return setFlags ? shiftExecute<Operand::Lsl, true> : shiftExecute<Operand::Lsl, false>;
    case Operand::Lsr:
        return setFlags ? shiftExecute<Operand::Lsr, true> : shiftExecute<Operand::Lsr, false>;
    case Operand::Asr:
        return setFlags ? shiftExecute<Operand::Asr, true> : shiftExecute<Operand::Asr, false>;
    default:
        return setFlags ? shiftExecute<Operand::Ror, true> : shiftExecute<Operand::Ror, false>;
    }
}

Decoded* addToProgramCounter(Machine& c, Decoded& d) {
    return c.jump(d, (d.address + 4 + c.r[d.m]) & ~1U);
}

Decoded* moveToProgramCounter(Machine& c, Decoded& d) { return c.jump(d, c.r[d.m] & ~1U); }

} // namespace greenlight::sim::thumb
