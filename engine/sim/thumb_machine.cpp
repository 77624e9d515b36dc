#include "engine/sim/thumb_machine.h"

#include "engine/sim/thumb_decode.h"
#include "engine/sim/thumb_handlers.h"

#include <algorithm>
#include <optional>

namespace greenlight::sim::thumb {

using FaultKind = ThumbCore::FaultKind;
using Stop = ThumbCore::Stop;

Stop Machine::run(std::uint64_t until) {
    fault = FaultKind::None;
    limit = until;
    // Whatever happened outside since the last run may have changed memory.
    ++epoch;
    windows.refresh(bus.windows(), code);
    if (cycle >= limit) {
        return Stop::CycleLimit;
    }
    if (!thumbState) {
        fault = FaultKind::NotThumb;
        return Stop::Fault;
    }
    Decoded* d = entry(r[programCounter]);
    while (cycle < limit) {
        // Read first: executing may forget or replace this entry.
        const std::uint32_t cycles = d->cycles;
        ++executed;
        Decoded* next = d->handler(*this, *d);
        cycle += cycles;
        if (next == nullptr) [[unlikely]] {
            return stop;
        }
        d = next;
    }
    r[programCounter] = d->address;
    return Stop::CycleLimit;
}

Decoded* Machine::interwork(std::uint32_t target) {
    if ((target & 1U) == 0) [[unlikely]] {
        thumbState = false;
        fault = FaultKind::NotThumb;
        stop = Stop::Fault;
        r[programCounter] = target;
        return nullptr;
    }
    return entry(target & ~1U);
}

Decoded* Machine::raise(FaultKind kind, const Decoded& at) noexcept {
    fault = kind;
    stop = Stop::Fault;
    r[programCounter] = at.address;
    return nullptr;
}

std::uint32_t Machine::flags() const noexcept {
    return (negative & 0x80000000U) | (zero == 0 ? 0x40000000U : 0U) | carry << 29U |
           overflow << 28U | (saturated ? 0x08000000U : 0U);
}

void Machine::setFlags(std::uint32_t apsr) noexcept {
    negative = apsr & 0x80000000U;
    zero = (apsr & 0x40000000U) != 0 ? 0 : 1;
    carry = (apsr >> 29U) & 1U;
    overflow = (apsr >> 28U) & 1U;
    saturated = full && (apsr & 0x08000000U) != 0;
}

bool Machine::passes(unsigned condition) const noexcept {
    const bool n = (negative >> 31U) != 0;
    const bool z = zero == 0;
    bool result = true;
    switch (condition >> 1U) {
    case 0:
        result = z;
        break;
    case 1:
        result = carry != 0;
        break;
    case 2:
        result = n;
        break;
    case 3:
        result = overflow != 0;
        break;
    case 4:
        result = carry != 0 && !z;
        break;
    case 5:
        result = n == (overflow != 0);
        break;
    case 6:
        result = !z && n == (overflow != 0);
        break;
    default:
        return true;
    }
    return result != ((condition & 1U) != 0);
}

void Machine::turn(std::uint32_t address) noexcept {
    Turn& last = m_turns[(address / 2) % m_turns.size()];
    // The snapshot is only worth its price when a whole turn went by without a change.
    if (last.address != address || last.epoch != epoch) {
        last.address = address;
        last.epoch = epoch;
        last.filled = false;
        return;
    }
    const std::uint32_t now = flags();
    if (last.filled && last.flags == now &&
        std::equal(last.registers.begin(), last.registers.end(), r.begin())) {
        skipTurns(last);
    }
    last.filled = true;
    last.flags = now;
    last.cycle = cycle;
    last.harmlessWrites = harmlessWrites;
    std::copy_n(r.begin(), last.registers.size(), last.registers.begin());
}

// The state now is the state one turn ago, and nothing outside changes before the limit: so each
// turn takes as long as this one did. The branch is executed again in each turn that reaches it
// before the limit; the last such moment is where to go on. A turn with a harmless write is really
// walked once more, so that the last write before the limit happens at its own time.
void Machine::skipTurns(const Turn& before) noexcept {
    const std::uint64_t period = cycle - before.cycle;
    if (!idleSkipping || period == 0 || cycle >= limit) {
        return;
    }
    std::uint64_t turns = (limit - 1 - cycle) / period;
    if (turns > 0 && harmlessWrites != before.harmlessWrites) {
        --turns;
    }
    cycle += turns * period;
}

bool Machine::readBus(std::uint32_t address, unsigned bytes, std::uint32_t& value) {
    const BusReply reply = bus.read(address, bytes, cycle);
    cycle += reply.stallCycles;
    if (reply.volatileRead) {
        ++epoch;
    }
    if (reply.fault) {
        fault = FaultKind::BusFault;
        faultAddress = address;
        return false;
    }
    value = bytes == 4 ? reply.value : reply.value & ((1U << (8 * bytes)) - 1);
    return true;
}

bool Machine::writeBus(std::uint32_t address, unsigned bytes, std::uint32_t value) {
    const std::uint32_t narrow = bytes == 4 ? value : value & ((1U << (8 * bytes)) - 1);
    if (bus.isHarmlessToRepeat(address, narrow)) {
        ++harmlessWrites;
    } else {
        ++epoch;
    }
    const BusReply reply = bus.write(address, bytes, narrow, cycle);
    cycle += reply.stallCycles;
    if (reply.windowsChanged) {
        windows.refresh(bus.windows(), code);
    }
    if (reply.endRun) {
        limit = 0;
    }
    if (reply.fault) {
        fault = FaultKind::BusFault;
        faultAddress = address;
        return false;
    }
    windows.forgetCode(address, bytes, code);
    return true;
}

bool Machine::readUnaligned(std::uint32_t address, unsigned bytes, std::uint32_t& value) {
    std::uint32_t result = 0;
    for (unsigned index = 0; index < bytes; ++index) {
        std::uint32_t byte = 0;
        if (!read<1>(address + index, byte)) {
            return false;
        }
        result |= byte << (8 * index);
    }
    value = result;
    return true;
}

bool Machine::writeUnaligned(std::uint32_t address, unsigned bytes, std::uint32_t value) {
    for (unsigned index = 0; index < bytes; ++index) {
        if (!write<1>(address + index, value >> (8 * index))) {
            return false;
        }
    }
    return true;
}

namespace {

std::optional<std::uint16_t> fetchHalf(Machine& c, std::uint32_t address) {
    const std::span<const std::uint8_t> bytes = c.bus.code(address);
    if (bytes.size() < 2) {
        c.faultAddress = address;
        return std::nullopt;
    }
    return static_cast<std::uint16_t>(bytes[0] | (bytes[1] << 8U));
}

bool decodeInto(Machine& c, Decoded& d, bool inIfThen) {
    const std::optional<std::uint16_t> first = fetchHalf(c, d.address);
    if (!first) {
        return false;
    }
    const Encoding narrow{d.address, *first, 0, c.full, inIfThen};
    if (!isWide(*first)) {
        d = decodeNarrow(narrow);
    } else {
        const std::optional<std::uint16_t> second = fetchHalf(c, d.address + 2);
        if (!second) {
            return false;
        }
        d = decodeWide({d.address, *first, *second, c.full, inIfThen});
    }
    // From now on writes must be watched in this page.
    if (!c.windows.knows(c.code)) {
        c.windows.markCode(c.code);
    }
    return true;
}

constexpr std::uint8_t advance(std::uint8_t ifThen) noexcept {
    return (ifThen & 7U) == 0
               ? std::uint8_t{0}
               : static_cast<std::uint8_t>((ifThen & 0xE0U) | ((ifThen << 1U) & 0x1FU));
}

// What every entry inside an IT block goes through.
Decoded* executeIfThen(Machine& c, Decoded& d) {
    const std::uint8_t before = c.ifThen;
    const bool unconditional = d.inner == breakpoint;
    c.ifThen = advance(before);
    Decoded* next = following(d);
    if (unconditional || c.passes(before >> 4U)) {
        const std::uint32_t extra = d.extra;
        next = d.inner(c, d);
        c.cycle += extra;
        if (next == nullptr) {
            // What did not happen has not moved the IT state either; WFI has happened.
            if (c.stop != Stop::Sleep && c.thumbState) {
                c.ifThen = before;
            }
            return nullptr;
        }
    }
    return c.ifThen == 0 ? c.entry(next->address) : next;
}

} // namespace

Decoded* decodeAndExecute(Machine& machine, Decoded& d) {
    if (!decodeInto(machine, d, false)) {
        return machine.raise(FaultKind::BusFault, d);
    }
    const std::uint32_t cycles = d.cycles;
    Decoded* next = d.handler(machine, d);
    machine.cycle += cycles;
    return next;
}

Decoded* decodeInsideIfThen(Machine& machine, Decoded& d) {
    if (!decodeInto(machine, d, true)) {
        return machine.raise(FaultKind::BusFault, d);
    }
    d.inner = d.handler;
    d.handler = executeIfThen;
    d.extra = static_cast<std::uint8_t>(d.cycles - simpleCycles);
    d.cycles = simpleCycles;
    Decoded* next = executeIfThen(machine, d);
    machine.cycle += simpleCycles;
    return next;
}

Decoded* continueOnNextPage(Machine& machine, Decoded& d) {
    --machine.executed;
    return machine.entry(d.address);
}

} // namespace greenlight::sim::thumb
