#include "engine/sim/thumb_decode.h"
#include "engine/sim/thumb_handlers.h"

#include <array>
#include <bit>

namespace greenlight::sim::thumb {

namespace {

constexpr std::uint8_t sp = 13;
constexpr std::uint8_t pc = 15;

struct Addressing {
    bool before; ///< P: the offset counts for the access
    bool up;     ///< U
    bool back;   ///< W
};

Where whereOf(const Addressing& mode) noexcept {
    if (!mode.before) {
        return Where::After;
    }
    return mode.back ? Where::Before : Where::Offset;
}

std::uint32_t signedOffset(const Addressing& mode, std::uint32_t offset) noexcept {
    return mode.up ? offset : 0U - offset;
}

std::uint32_t literal(const Encoding& code, bool up, std::uint32_t offset) noexcept {
    const std::uint32_t base = (code.address + 4) & ~3U;
    return up ? base + offset : base - offset;
}

// LDM, STM, and with SP PUSH and POP.
Decoded multiple(const Encoding& code) {
    const bool load = code.bits(4, 1) != 0;
    const bool back = code.bits(5, 1) != 0;
    const std::uint32_t direction = code.bits(7, 2);
    const std::uint32_t list = code.second;
    const std::uint8_t base = code.field(0, 4);
    const int words = std::popcount(list);
    const bool toPc = (list & 0x8000U) != 0;
    const bool bothLinks = (list & 0xC000U) == 0xC000U;
    const bool baseInList = (list & 1U << base) != 0;
    if ((direction != 1 && direction != 2) || base == pc || words < 2 || (list & 1U << sp) != 0 ||
        (!load && toPc) || bothLinks || (back && baseInList)) {
        return undefined(code);
    }
    const bool below = direction == 2;
    const Handler loading = below ? loadMultipleBelow : loadMultiple;
    const Handler storing = below ? storeMultipleBelow : storeMultiple;
    Decoded result = decoded(code, load ? loading : storing,
                             1 + static_cast<std::uint32_t>(words) +
                                 (toPc ? code.cost().refill + code.cost().popPcExtra : 0U));
    result.n = base;
    result.d = back ? 1 : 0;
    result.immediate = list;
    return result;
}

Decoded pairTransfer(const Encoding& code) {
    const Addressing mode{code.bits(8, 1) != 0, code.bits(7, 1) != 0, code.bits(5, 1) != 0};
    const bool load = code.bits(4, 1) != 0;
    const std::uint32_t offset = 4 * code.bits2(0, 8);
    const std::uint8_t base = code.field(0, 4);
    const bool fromPc = base == pc;
    const Where where = fromPc ? Where::Absolute : whereOf(mode);
    Decoded result = decoded(code, load ? loadPair(where) : storePair(where), accessCycles + 1U);
    result.d = code.field2(12, 4);
    result.a = code.field2(8, 4);
    result.n = base;
    result.immediate = fromPc ? literal(code, mode.up, offset) : signedOffset(mode, offset);
    const bool writesBack = where == Where::Before || where == Where::After;
    const bool bad = result.d == sp || result.d == pc || result.a == sp || result.a == pc ||
                     (load && result.d == result.a) || (fromPc && (!load || mode.back)) ||
                     (writesBack && (base == result.d || base == result.a));
    return bad ? undefined(code) : result;
}

Decoded exclusive(const Encoding& code, bool load, std::uint8_t bytes) {
    Decoded result = decoded(code, load ? loadExclusive : storeExclusive, accessCycles);
    const bool word = bytes == 4;
    result.d = code.field2(12, 4);
    result.n = code.field(0, 4);
    result.a = bytes;
    result.immediate = word ? 4 * code.bits2(0, 8) : 0;
    if (!load) {
        result.m = word ? code.field2(8, 4) : code.field2(0, 4);
    }
    const bool bad = result.n == pc || result.d == pc || result.m == pc || result.d == sp;
    return bad ? undefined(code) : result;
}

Decoded table(const Encoding& code, std::uint8_t bytes) {
    Decoded result = decoded(code, tableBranch, accessCycles + code.cost().refill);
    result.n = code.field(0, 4);
    result.m = code.field2(0, 4);
    result.a = bytes;
    const bool bad = result.n == sp || result.m == sp || result.m == pc;
    return bad ? undefined(code) : result;
}

Decoded exclusiveOrTable(const Encoding& code) {
    const bool load = code.bits(4, 1) != 0;
    if (code.bits(7, 1) == 0) {
        return exclusive(code, load, 4);
    }
    switch (code.bits2(4, 4)) {
    case 0:
        return load ? table(code, 1) : undefined(code);
    case 1:
        return load ? table(code, 2) : undefined(code);
    case 4:
        return exclusive(code, load, 1);
    case 5:
        return exclusive(code, load, 2);
    default:
        return undefined(code);
    }
}

// A load of a byte or half-word into the pc is a preload hint, which here has nothing to do.
Decoded loadOrHint(const Encoding& code, const Decoded& transfer, Access what, Where where) {
    if (transfer.d != pc) {
        return transfer;
    }
    if (what != Access::LoadWord) {
        const bool writesBack = where == Where::Before || where == Where::After;
        return writesBack ? undefined(code) : decoded(code, noOperation);
    }
    Decoded result = transfer;
    result.handler = loadProgramCounter(where);
    result.cycles = static_cast<std::uint8_t>(accessCycles + code.cost().refill);
    return result;
}

Decoded single(const Encoding& code) {
    constexpr std::array loads{Access::LoadByte, Access::LoadHalf, Access::LoadWord};
    constexpr std::array signedLoads{Access::LoadSignedByte, Access::LoadSignedHalf};
    constexpr std::array stores{Access::StoreByte, Access::StoreHalf, Access::StoreWord};
    const bool load = code.bits(4, 1) != 0;
    const bool isSigned = code.bits(8, 1) != 0;
    const std::uint32_t size = code.bits(5, 2);
    if (size == 3 || (isSigned && (!load || size == 2))) {
        return undefined(code);
    }
    const Access loading = isSigned ? signedLoads[size % 2] : loads[size];
    const Access what = load ? loading : stores[size];
    const std::uint8_t base = code.field(0, 4);

    Decoded result = decoded(code, noOperation, accessCycles);
    result.d = code.field2(12, 4);
    result.n = base;
    Where where = Where::Offset;
    if (base == pc) {
        where = Where::Absolute;
        result.immediate = literal(code, code.bits(7, 1) != 0, code.bits2(0, 12));
    } else if (code.bits(7, 1) != 0) {
        result.immediate = code.bits2(0, 12);
    } else if (code.bits2(11, 1) != 0) {
        const Addressing mode{code.bits2(10, 1) != 0, code.bits2(9, 1) != 0, code.bits2(8, 1) != 0};
        // Before, upwards and without write-back has its own encoding: this one is LDRT and STRT,
        // which in privileged code are plain.
        where = whereOf(mode);
        result.immediate = signedOffset(mode, code.bits2(0, 8));
        const bool writesBack = where == Where::Before || where == Where::After;
        if ((!mode.before && !mode.back) || (writesBack && base == result.d)) {
            return undefined(code);
        }
    } else if (code.bits2(6, 5) == 0) {
        where = Where::Indexed;
        result.m = code.field2(0, 4);
        result.shift = code.field2(4, 2);
        if (result.m == sp || result.m == pc) {
            return undefined(code);
        }
    } else {
        return undefined(code);
    }
    if (!load && (base == pc || result.d == pc)) {
        return undefined(code);
    }
    result.handler = access(what, where);
    return loadOrHint(code, result, what, where);
}

} // namespace

Decoded decodeWideMemory(const Encoding& code) {
    if (code.bits(11, 2) == 3) {
        return single(code);
    }
    if (code.bits(6, 1) == 0) {
        return multiple(code);
    }
    const bool pair = code.bits(8, 1) != 0 || code.bits(5, 1) != 0;
    return pair ? pairTransfer(code) : exclusiveOrTable(code);
}

} // namespace greenlight::sim::thumb
