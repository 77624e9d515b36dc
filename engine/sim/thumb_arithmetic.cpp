#include "engine/sim/thumb_handlers.h"
#include "engine/sim/thumb_machine.h"

#include <algorithm>
#include <bit>

namespace greenlight::sim::thumb {

namespace {

// Early termination: the fewer bits the quotient has, the sooner it is there.
std::uint32_t divideCycles(std::uint32_t dividend, std::uint32_t divisor) noexcept {
    if (divisor == 0 || dividend < divisor) {
        return divideCyclesLeast;
    }
    const auto bits = static_cast<std::uint32_t>(std::countl_zero(divisor)) -
                      static_cast<std::uint32_t>(std::countl_zero(dividend)) + 1;
    return std::min<std::uint32_t>(divideCyclesMost, divideCyclesLeast + (bits + 2) / 3);
}

std::uint32_t magnitude(std::uint32_t value) noexcept {
    return (value >> 31U) != 0 ? 0U - value : value;
}

std::uint64_t signedProduct(std::uint32_t left, std::uint32_t right) noexcept {
    return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(left)} *
                                      std::int64_t{static_cast<std::int32_t>(right)});
}

template <Multiply Kind>
Decoded* multiplyExecute(Machine& c, Decoded& d) {
    const std::uint32_t product = c.r[d.n] * c.r[d.m];
    if constexpr (Kind == Multiply::Add) {
        c.r[d.d] = c.r[d.a] + product;
    } else if constexpr (Kind == Multiply::Subtract) {
        c.r[d.d] = c.r[d.a] - product;
    } else {
        c.r[d.d] = product;
        if constexpr (Kind == Multiply::PlainFlags) {
            c.setNegativeZero(product);
        }
    }
    return following(d);
}

template <bool Signed, bool Accumulate>
Decoded* longMultiply(Machine& c, Decoded& d) {
    std::uint64_t result =
        Signed ? signedProduct(c.r[d.n], c.r[d.m]) : std::uint64_t{c.r[d.n]} * c.r[d.m];
    if constexpr (Accumulate) {
        result += std::uint64_t{c.r[d.a]} << 32U | c.r[d.d];
    }
    c.r[d.d] = static_cast<std::uint32_t>(result);
    c.r[d.a] = static_cast<std::uint32_t>(result >> 32U);
    return following(d);
}

// Division by zero gives zero: DIV_0_TRP is off out of reset (ARMv7-M B3.2.8).
template <bool Signed>
Decoded* divide(Machine& c, Decoded& d) {
    const std::uint32_t dividend = c.r[d.n];
    const std::uint32_t divisor = c.r[d.m];
    if constexpr (Signed) {
        const std::uint32_t quotient = divisor == 0 ? 0 : magnitude(dividend) / magnitude(divisor);
        c.r[d.d] = ((dividend ^ divisor) >> 31U) != 0 ? 0U - quotient : quotient;
        c.cycle += divideCycles(magnitude(dividend), magnitude(divisor)) - divideCyclesLeast;
    } else {
        c.r[d.d] = divisor == 0 ? 0 : dividend / divisor;
        c.cycle += divideCycles(dividend, divisor) - divideCyclesLeast;
    }
    return following(d);
}

template <Extend Kind>
Decoded* extendExecute(Machine& c, Decoded& d) {
    const std::uint32_t value = std::rotr(c.r[d.m], d.shift);
    std::uint32_t result = 0;
    switch (Kind) {
    case Extend::SignedHalf:
        result = static_cast<std::uint32_t>(std::int32_t{static_cast<std::int16_t>(value)});
        break;
    case Extend::UnsignedHalf:
        result = value & 0xFFFFU;
        break;
    case Extend::SignedByte:
        result = static_cast<std::uint32_t>(std::int32_t{static_cast<std::int8_t>(value)});
        break;
    case Extend::UnsignedByte:
        result = value & 0xFFU;
        break;
    }
    c.r[d.d] = d.n == programCounter ? result : c.r[d.n] + result;
    return following(d);
}

std::uint32_t reverseBits(std::uint32_t value) noexcept {
    value = ((value >> 1U) & 0x55555555U) | ((value & 0x55555555U) << 1U);
    value = ((value >> 2U) & 0x33333333U) | ((value & 0x33333333U) << 2U);
    value = ((value >> 4U) & 0x0F0F0F0FU) | ((value & 0x0F0F0F0FU) << 4U);
    value = ((value >> 8U) & 0x00FF00FFU) | ((value & 0x00FF00FFU) << 8U);
    return std::rotl(value, 16);
}

template <Reverse Kind>
Decoded* reverseExecute(Machine& c, Decoded& d) {
    const std::uint32_t value = c.r[d.m];
    const std::uint32_t halves = ((value >> 8U) & 0x00FF00FFU) | ((value & 0x00FF00FFU) << 8U);
    std::uint32_t result = 0;
    switch (Kind) {
    case Reverse::Bytes:
        result = std::rotl(halves, 16);
        break;
    case Reverse::BytesOfHalves:
        result = halves;
        break;
    case Reverse::SignedHalf:
        result = static_cast<std::uint32_t>(std::int32_t{static_cast<std::int16_t>(halves)});
        break;
    case Reverse::Bits:
        result = reverseBits(value);
        break;
    case Reverse::CountLeadingZeros:
        result = static_cast<std::uint32_t>(std::countl_zero(value));
        break;
    }
    c.r[d.d] = result;
    return following(d);
}

std::uint32_t maskOf(std::uint8_t width) noexcept {
    return static_cast<std::uint32_t>((std::uint64_t{1} << width) - 1);
}

std::int64_t saturationOperand(const Machine& c, const Decoded& d) noexcept {
    const std::uint32_t value = c.r[d.n];
    return d.m != 0 ? static_cast<std::int32_t>(value) >> d.shift
                    : static_cast<std::int32_t>(value << d.shift);
}

void saturate(Machine& c, const Decoded& d, std::int64_t least, std::int64_t most) noexcept {
    const std::int64_t value = saturationOperand(c, d);
    const std::int64_t limited = std::clamp(value, least, most);
    c.saturated = c.saturated || limited != value;
    c.r[d.d] = static_cast<std::uint32_t>(limited);
}

} // namespace

Handler multiply(Multiply kind) {
    switch (kind) {
    case Multiply::Plain:
        return multiplyExecute<Multiply::Plain>;
    case Multiply::PlainFlags:
        return multiplyExecute<Multiply::PlainFlags>;
    case Multiply::Add:
        return multiplyExecute<Multiply::Add>;
    case Multiply::Subtract:
        return multiplyExecute<Multiply::Subtract>;
    case Multiply::UnsignedLong:
        return longMultiply<false, false>;
    case Multiply::SignedLong:
        return longMultiply<true, false>;
    case Multiply::UnsignedLongAdd:
        return longMultiply<false, true>;
    case Multiply::SignedLongAdd:
        return longMultiply<true, true>;
    case Multiply::UnsignedDivide:
        return divide<false>;
    case Multiply::SignedDivide:
        return divide<true>;
    }
    return undefinedInstruction;
}

Handler extend(Extend kind) {
    switch (kind) {
    case Extend::SignedHalf:
        return extendExecute<Extend::SignedHalf>;
    case Extend::UnsignedHalf:
        return extendExecute<Extend::UnsignedHalf>;
    case Extend::SignedByte:
        return extendExecute<Extend::SignedByte>;
    case Extend::UnsignedByte:
        return extendExecute<Extend::UnsignedByte>;
    }
    return undefinedInstruction;
}

Handler reverse(Reverse kind) {
    switch (kind) {
    case Reverse::Bytes:
        return reverseExecute<Reverse::Bytes>;
    case Reverse::BytesOfHalves:
        return reverseExecute<Reverse::BytesOfHalves>;
    case Reverse::SignedHalf:
        return reverseExecute<Reverse::SignedHalf>;
    case Reverse::Bits:
        return reverseExecute<Reverse::Bits>;
    case Reverse::CountLeadingZeros:
        return reverseExecute<Reverse::CountLeadingZeros>;
    }
    return undefinedInstruction;
}

Decoded* insertBits(Machine& c, Decoded& d) {
    const std::uint32_t mask = maskOf(d.a) << d.shift;
    const std::uint32_t value = d.n == programCounter ? 0 : c.r[d.n] << d.shift;
    c.r[d.d] = (c.r[d.d] & ~mask) | (value & mask);
    return following(d);
}

Decoded* extractUnsigned(Machine& c, Decoded& d) {
    c.r[d.d] = (c.r[d.n] >> d.shift) & maskOf(d.a);
    return following(d);
}

Decoded* extractSigned(Machine& c, Decoded& d) {
    const unsigned above = 32U - d.a;
    const std::uint32_t field = (c.r[d.n] >> d.shift) << above;
    c.r[d.d] = static_cast<std::uint32_t>(static_cast<std::int32_t>(field) >> above);
    return following(d);
}

Decoded* saturateSigned(Machine& c, Decoded& d) {
    const std::int64_t half = std::int64_t{1} << (d.a - 1U);
    saturate(c, d, -half, half - 1);
    return following(d);
}

Decoded* saturateUnsigned(Machine& c, Decoded& d) {
    saturate(c, d, 0, (std::int64_t{1} << d.a) - 1);
    return following(d);
}

Decoded* moveTop(Machine& c, Decoded& d) {
    c.r[d.d] = d.immediate << 16U | (c.r[d.d] & 0xFFFFU);
    return following(d);
}

} // namespace greenlight::sim::thumb
