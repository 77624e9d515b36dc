#include "engine/sim/thumb_decode.h"
#include "engine/sim/thumb_handlers.h"

namespace greenlight::sim::thumb {

namespace {

constexpr unsigned always = 14;

Decoded moveFrom(const Encoding& code) {
    const std::uint8_t destination = code.field2(8, 4);
    if (destination == 13 || destination == 15) {
        return undefined(code);
    }
    Decoded result = decoded(code, moveFromSpecial, code.cost().specialMove);
    result.d = destination;
    result.immediate = code.bits2(0, 8);
    return result;
}

Decoded moveTo(const Encoding& code) {
    const std::uint8_t source = code.field(0, 4);
    if (source == 13 || source == 15) {
        return undefined(code);
    }
    Decoded result = decoded(code, moveToSpecial, code.cost().specialMove);
    result.n = source;
    result.a = code.field2(10, 2);
    result.immediate = code.bits2(0, 8);
    return result;
}

Decoded barrier(const Encoding& code) {
    switch (code.bits2(4, 4)) {
    case 2:
        return code.full ? decoded(code, clearExclusive) : undefined(code);
    case 4:
    case 5:
    case 6:
        return decoded(code, noOperation, barrierCycles);
    default:
        return undefined(code);
    }
}

// Where Bcc would have condition 14 or 15: system instructions.
Decoded system(const Encoding& code) {
    switch (code.bits(4, 7)) {
    case 0x38:
    case 0x39:
        return moveTo(code);
    case 0x3A:
        return code.full ? decodedHint(code, code.bits2(0, 8)) : undefined(code);
    case 0x3B:
        return barrier(code);
    case 0x3E:
    case 0x3F:
        return moveFrom(code);
    default:
        return undefined(code);
    }
}

std::uint32_t offsetOf(const Encoding& code, std::uint32_t first, std::uint32_t second,
                       std::uint32_t middle, unsigned middleBits) noexcept {
    const std::uint32_t sign = code.bits(10, 1);
    const std::uint32_t value = ((sign << 1U | first) << 1U | second) << (middleBits + 12) |
                                middle << 12U | code.bits2(0, 11) << 1U;
    return signExtend(value, middleBits + 15);
}

std::uint32_t farOffset(const Encoding& code) noexcept {
    const std::uint32_t sign = code.bits(10, 1);
    // J1 and J2 are stored so that old BL pairs keep their meaning: I = NOT (J XOR S).
    const std::uint32_t i1 = ~(code.bits2(13, 1) ^ sign) & 1U;
    const std::uint32_t i2 = ~(code.bits2(11, 1) ^ sign) & 1U;
    return offsetOf(code, i1, i2, code.bits(0, 10), 10);
}

} // namespace

Decoded decoded(const Encoding& code, Handler handler, std::uint32_t cycles) {
    Decoded result;
    result.handler = handler;
    result.address = code.address;
    result.length = isWide(code.first) ? 2 : 1;
    result.cycles = static_cast<std::uint8_t>(cycles);
    return result;
}

Decoded undefined(const Encoding& code) { return decoded(code, undefinedInstruction); }

Decoded decodedBranch(const Encoding& code, std::uint32_t offset, unsigned condition) {
    const bool back = static_cast<std::int32_t>(offset) + 4 <= 0;
    const bool conditional = condition != always;
    const Handler unconditionalHandler = back ? branchBack : branch;
    const Handler conditionalHandler = back ? branchBackIf : branchIf;
    Decoded result = decoded(code, conditional ? conditionalHandler : unconditionalHandler,
                             conditional ? simpleCycles : simpleCycles + code.cost().refill);
    result.immediate = code.address + 4 + offset;
    result.a = static_cast<std::uint8_t>(condition);
    return result;
}

Decoded decodedHint(const Encoding& code, unsigned hint) {
    switch (hint) {
    case 2:
        return decoded(code, waitForEvent, sleepCycles);
    case 3:
        return decoded(code, waitForInterrupt, sleepCycles);
    case 4:
        return decoded(code, sendEvent);
    default:
        return decoded(code, noOperation);
    }
}

Decoded decodeWideControl(const Encoding& code) {
    const bool link = code.bits2(14, 1) != 0;
    const bool plain = code.bits2(12, 1) != 0;
    if (link && plain) {
        Decoded result =
            decoded(code, branchAndLink, simpleCycles + code.cost().refill + code.cost().callExtra);
        result.immediate = code.address + 4 + farOffset(code);
        return result;
    }
    if (link) {
        return undefined(code);
    }
    if (plain) {
        return code.full ? decodedBranch(code, farOffset(code), always) : undefined(code);
    }
    const std::uint32_t condition = code.bits(6, 4);
    if (condition >= always) {
        return system(code);
    }
    if (!code.full || code.inIfThen) {
        return undefined(code);
    }
    return decodedBranch(
        code, offsetOf(code, code.bits2(11, 1), code.bits2(13, 1), code.bits(0, 6), 6), condition);
}

Decoded decodeWide(const Encoding& code) {
    const std::uint32_t group = code.bits(11, 2);
    if (group == 2 && code.bits2(15, 1) != 0) {
        return decodeWideControl(code);
    }
    if (!code.full) {
        return undefined(code);
    }
    if (group == 2) {
        return decodeWideData(code);
    }
    const bool transfer = code.bits(9, 2) == 0;
    return transfer ? decodeWideMemory(code) : decodeWideData(code);
}

} // namespace greenlight::sim::thumb
