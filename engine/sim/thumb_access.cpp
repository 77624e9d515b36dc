#include "engine/sim/thumb_handlers.h"
#include "engine/sim/thumb_machine.h"

#include <array>
#include <bit>
#include <cstddef>
#include <utility>

namespace greenlight::sim::thumb {

namespace {

// The machine keeps what was wrong; here the instruction it happened in is named.
Decoded* failed(Machine& c, const Decoded& d) noexcept { return c.raise(c.fault, d); }

template <Where Place>
std::uint32_t addressOf(const Machine& c, const Decoded& d) noexcept {
    switch (Place) {
    case Where::Offset:
    case Where::Before:
        return c.r[d.n] + d.immediate;
    case Where::Indexed:
        return c.r[d.n] + (c.r[d.m] << d.shift);
    case Where::Absolute:
        return d.immediate;
    case Where::After:
        return c.r[d.n];
    }
    return 0;
}

// After the access, so that a fault leaves the base alone.
template <Where Place>
void writeBack(Machine& c, const Decoded& d) noexcept {
    if constexpr (Place == Where::Before || Place == Where::After) {
        c.r[d.n] += d.immediate;
    }
}

constexpr unsigned bytesOf(Access what) noexcept {
    switch (what) {
    case Access::LoadWord:
    case Access::StoreWord:
        return 4;
    case Access::LoadHalf:
    case Access::LoadSignedHalf:
    case Access::StoreHalf:
        return 2;
    default:
        return 1;
    }
}

template <Access What, Where Place>
Decoded* execute(Machine& c, Decoded& d) {
    constexpr unsigned bytes = bytesOf(What);
    const std::uint32_t address = addressOf<Place>(c, d);
    if constexpr (What >= Access::StoreWord) {
        if (!c.write<bytes>(address, c.r[d.d])) [[unlikely]] {
            return failed(c, d);
        }
        writeBack<Place>(c, d);
    } else {
        std::uint32_t value = 0;
        if (!c.read<bytes>(address, value)) [[unlikely]] {
            return failed(c, d);
        }
        if constexpr (What == Access::LoadSignedHalf) {
            value = static_cast<std::uint32_t>(std::int32_t{static_cast<std::int16_t>(value)});
        } else if constexpr (What == Access::LoadSignedByte) {
            value = static_cast<std::uint32_t>(std::int32_t{static_cast<std::int8_t>(value)});
        }
        writeBack<Place>(c, d);
        c.r[d.d] = value;
    }
    return following(d);
}

constexpr std::size_t accesses = 8;
constexpr std::size_t places = 5;

template <std::size_t... Index>
constexpr auto makeTable(std::index_sequence<Index...>) {
    return std::array<Handler, sizeof...(Index)>{
        execute<static_cast<Access>(Index / places), static_cast<Where>(Index % places)>...};
}

constexpr auto table = makeTable(std::make_index_sequence<accesses * places>());

template <Where Place>
Decoded* loadPc(Machine& c, Decoded& d) {
    std::uint32_t target = 0;
    if (!c.read<4>(addressOf<Place>(c, d), target)) {
        return failed(c, d);
    }
    writeBack<Place>(c, d);
    return c.interwork(target);
}

template <Where Place, bool Load>
Decoded* pair(Machine& c, Decoded& d) {
    const std::uint32_t address = addressOf<Place>(c, d);
    if constexpr (Load) {
        std::uint32_t first = 0;
        std::uint32_t second = 0;
        if (!c.read<4, Alignment::Strict>(address, first) ||
            !c.read<4, Alignment::Strict>(address + 4, second)) {
            return failed(c, d);
        }
        writeBack<Place>(c, d);
        c.r[d.d] = first;
        c.r[d.a] = second;
    } else {
        if (!c.write<4, Alignment::Strict>(address, c.r[d.d]) ||
            !c.write<4, Alignment::Strict>(address + 4, c.r[d.a])) {
            return failed(c, d);
        }
        writeBack<Place>(c, d);
    }
    return following(d);
}

template <bool Load>
Handler pairHandler(Where where) {
    switch (where) {
    case Where::Offset:
        return pair<Where::Offset, Load>;
    case Where::Absolute:
        return pair<Where::Absolute, Load>;
    case Where::Before:
        return pair<Where::Before, Load>;
    case Where::After:
        return pair<Where::After, Load>;
    default:
        return undefinedInstruction;
    }
}

std::uint32_t sizeOf(std::uint32_t list) noexcept {
    return 4 * static_cast<std::uint32_t>(std::popcount(list));
}

// All words are there before a register changes, so that a fault in the middle can be repeated.
template <bool Below>
Decoded* loadList(Machine& c, Decoded& d) {
    const std::uint32_t list = d.immediate;
    const std::uint32_t base = c.r[d.n];
    std::uint32_t address = Below ? base - sizeOf(list) : base;
    const std::uint32_t after = Below ? address : base + sizeOf(list);
    std::array<std::uint32_t, 16> loaded{};
    for (std::uint32_t rest = list; rest != 0; rest &= rest - 1) {
        const auto index = static_cast<unsigned>(std::countr_zero(rest));
        if (!c.read<4, Alignment::Strict>(address, loaded[index])) {
            return failed(c, d);
        }
        address += 4;
    }
    if (d.d != 0) {
        c.r[d.n] = after;
    }
    constexpr std::uint32_t pcBit = 1U << programCounter;
    for (std::uint32_t rest = list & ~pcBit; rest != 0; rest &= rest - 1) {
        const auto index = static_cast<unsigned>(std::countr_zero(rest));
        c.r[index] = loaded[index];
    }
    return (list & pcBit) != 0 ? c.interwork(loaded[programCounter]) : following(d);
}

template <bool Below>
Decoded* storeList(Machine& c, Decoded& d) {
    const std::uint32_t list = d.immediate;
    const std::uint32_t base = c.r[d.n];
    const bool back = d.d != 0;
    std::uint32_t address = Below ? base - sizeOf(list) : base;
    const std::uint32_t after = Below ? address : base + sizeOf(list);
    for (std::uint32_t rest = list; rest != 0; rest &= rest - 1) {
        const auto index = static_cast<unsigned>(std::countr_zero(rest));
        if (!c.write<4, Alignment::Strict>(address, c.r[index])) {
            return failed(c, d);
        }
        address += 4;
    }
    if (back) {
        c.r[d.n] = after;
    }
    return following(d);
}

} // namespace

Handler access(Access what, Where where) {
    return table[static_cast<std::size_t>(what) * places + static_cast<std::size_t>(where)];
}

Handler loadProgramCounter(Where where) {
    switch (where) {
    case Where::Offset:
        return loadPc<Where::Offset>;
    case Where::Indexed:
        return loadPc<Where::Indexed>;
    case Where::Absolute:
        return loadPc<Where::Absolute>;
    case Where::Before:
        return loadPc<Where::Before>;
    case Where::After:
        return loadPc<Where::After>;
    }
    return undefinedInstruction;
}

Handler loadPair(Where where) { return pairHandler<true>(where); }

Handler storePair(Where where) { return pairHandler<false>(where); }

Decoded* loadMultiple(Machine& c, Decoded& d) { return loadList<false>(c, d); }

Decoded* loadMultipleBelow(Machine& c, Decoded& d) { return loadList<true>(c, d); }

Decoded* storeMultiple(Machine& c, Decoded& d) { return storeList<false>(c, d); }

Decoded* storeMultipleBelow(Machine& c, Decoded& d) { return storeList<true>(c, d); }

Decoded* loadExclusive(Machine& c, Decoded& d) {
    const std::uint32_t address = c.r[d.n] + d.immediate;
    std::uint32_t value = 0;
    bool good = false;
    switch (d.a) {
    case 1:
        good = c.read<1, Alignment::Strict>(address, value);
        break;
    case 2:
        good = c.read<2, Alignment::Strict>(address, value);
        break;
    default:
        good = c.read<4, Alignment::Strict>(address, value);
        break;
    }
    if (!good) {
        return failed(c, d);
    }
    c.r[d.d] = value;
    c.exclusive = true;
    ++c.epoch;
    return following(d);
}

Decoded* storeExclusive(Machine& c, Decoded& d) {
    const std::uint32_t address = c.r[d.n] + d.immediate;
    const std::uint32_t value = c.r[d.d];
    ++c.epoch;
    if (!c.exclusive) {
        c.r[d.m] = 1;
        return following(d);
    }
    bool good = false;
    switch (d.a) {
    case 1:
        good = c.write<1, Alignment::Strict>(address, value);
        break;
    case 2:
        good = c.write<2, Alignment::Strict>(address, value);
        break;
    default:
        good = c.write<4, Alignment::Strict>(address, value);
        break;
    }
    if (!good) {
        return failed(c, d);
    }
    c.exclusive = false;
    c.r[d.m] = 0;
    return following(d);
}

Decoded* clearExclusive(Machine& c, Decoded& d) {
    c.exclusive = false;
    ++c.epoch;
    return following(d);
}

} // namespace greenlight::sim::thumb
