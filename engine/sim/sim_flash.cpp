#include "engine/sim/sim_flash.h"

#include "engine/base/check.h"

#include <algorithm>
#include <utility>

namespace greenlight::sim {

namespace {

constexpr std::uint32_t percent = 100;

} // namespace

bool KeyLock::offer(std::uint32_t value) noexcept {
    if (!m_locked && m_repeated == Repeated::Ignore && (value == m_keys[0] || value == m_keys[1])) {
        return true;
    }
    if (m_dead || !m_locked || value != m_keys[m_step]) {
        m_dead = true;
        lock();
        return false;
    }
    ++m_step;
    if (m_step == m_keys.size()) {
        m_locked = false;
        m_step = 0;
    }
    return true;
}

std::unique_ptr<SimFlash> SimFlash::make(const ChipFacts& facts, const BoardSpec& spec,
                                         FlashSurroundings& surroundings) {
    switch (facts.flash) {
    case FlashKind::F1:
        return makeFlashF1(facts, spec, surroundings);
    case FlashKind::F4:
        return makeFlashF4(facts, spec, surroundings);
    case FlashKind::L4:
        return makeFlashL4(facts, spec, surroundings);
    case FlashKind::H7:
    case FlashKind::H7AB:
        return makeFlashH7(facts, spec, surroundings);
    case FlashKind::H5:
        return makeFlashH5(facts, spec, surroundings);
    case FlashKind::L0:
        return makeFlashL0(facts, spec, surroundings);
    case FlashKind::L5:
        return makeFlashL5(facts, spec, surroundings);
    }
    CHECK(false);
}

SimFlash::SimFlash(const ChipFacts& facts, std::uint32_t bytes, std::uint32_t codedBytes,
                   FlashSurroundings& surroundings)
    : m_facts(facts)
    , m_surroundings(surroundings)
    , m_array(bytes, codedBytes, facts.erasedByte) {}

bool SimFlash::blockedFor(Master master) const noexcept {
    return readProtection() != 0 && (master != Master::Core || m_surroundings.debuggerSeen);
}

bool SimFlash::plainlyReadable() const noexcept {
    return !busy() && !m_array.anyBad() && !blockedFor(Master::Core);
}

BusOutcome SimFlash::readArray(Master master, std::uint32_t offset, unsigned bytes, Instant at) {
    advance(at);
    if (isHole(offset)) {
        return BusOutcome::busError();
    }
    if (blockedFor(master) || hides(master, offset)) {
        noteProtectedRead();
        return BusOutcome::busError();
    }
    if (stalls(offset)) {
        return BusOutcome::holdUntil(stallEnd(offset));
    }
    if (m_array.isBad(offset, bytes)) {
        noteBadRead(offset);
        return BusOutcome::busError();
    }
    return BusOutcome::of(m_array.read(offset, bytes));
}

BusOutcome SimFlash::writeArray(Master master, std::uint32_t offset, unsigned bytes,
                                std::uint32_t value, Instant at) {
    advance(at);
    if (isHole(offset) || blockedFor(master)) {
        return BusOutcome::busError();
    }
    return storeToArray(offset, bytes, value, at);
}

BusOutcome SimFlash::readOptionArea(std::uint32_t, unsigned, Instant) {
    return BusOutcome::busError();
}

BusOutcome SimFlash::writeOptionArea(std::uint32_t, unsigned, std::uint32_t, Instant) {
    return BusOutcome::busError();
}

void SimFlash::begin(Operation operation, Instant at, Duration duration) {
    CHECK(!busy(operation.lane));
    operation.end = at + duration;
    operation.weak = tooWeak(operation.parallelism, m_surroundings.millivolts);
    dealMishaps(operation, at, duration);
    m_operations.at(operation.lane) = operation;
    ++m_generation;
}

void SimFlash::dealMishaps(Operation& operation, Instant at, Duration duration) {
    const TargetMishaps& mishaps = m_surroundings.mishaps;
    Random& random = m_surroundings.random;
    const bool erases = operation.kind == Operation::Kind::Erase;
    if (!erases && operation.kind != Operation::Kind::Program) {
        return;
    }
    operation.ignored = random.chance(erases ? mishaps.eraseIgnored : mishaps.programIgnored);
    operation.failing = random.chance(mishaps.flashError);
    if (erases && random.chance(mishaps.eraseForever)) {
        operation.end = base::endOfTime;
    }
    const std::uint64_t number = erases ? m_tally.erases++ : m_tally.programs++;
    for (const FlashStrike& each : mishaps.strikes) {
        if (each.operation == number && strikesErases(each.mishap) == erases) {
            strike(operation, each.mishap, at, duration);
        }
    }
}

void SimFlash::strike(Operation& operation, FlashMishap mishap, Instant at, Duration duration) {
    ++m_tally.injected.at(static_cast<std::size_t>(mishap));
    switch (mishap) {
    case FlashMishap::BrownOutErase:
    case FlashMishap::BrownOutProgram:
        m_surroundings.brownOutAt =
            at + duration * (1 + m_surroundings.random.below(percent - 1)) / percent;
        break;
    case FlashMishap::EraseIgnored:
    case FlashMishap::ProgramIgnored:
        operation.ignored = true;
        break;
    case FlashMishap::EraseFlip:
    case FlashMishap::ProgramFlip:
        operation.flips = true;
        break;
    }
}

void SimFlash::advance(Instant at) {
    while (busy() && nextEvent() <= at) {
        auto& first = m_operations[m_operations[0].end <= m_operations[1].end ? 0 : 1];
        const Operation done = std::exchange(first, Operation{});
        apply(done);
        ++m_generation;
        completed(done, done.end);
    }
}

void SimFlash::apply(const Operation& operation) {
    if (operation.ignored || operation.failing || operation.kind == Operation::Kind::Options) {
        return;
    }
    Random& random = m_surroundings.random;
    if (operation.kind == Operation::Kind::Program) {
        m_array.program(operation.offset, std::span(operation.data).first(operation.bytes));
        if (random.chance(m_surroundings.mishaps.bitFlipOnProgram)) {
            m_array.flipBit(operation.offset + random.below(operation.bytes), random.below(8));
        }
    } else {
        m_array.erase(operation.offset, operation.bytes);
    }
    if (operation.flips) {
        m_array.flipBit(operation.offset + random.below(operation.bytes), random.below(8));
    }
    if (operation.weak && operation.bytes > 0) {
        m_array.weaken(operation.offset, operation.bytes, random);
    }
}

void SimFlash::tearAll() {
    for (Operation& operation : m_operations) {
        tear(operation);
    }
}

void SimFlash::tear(Operation& operation) {
    const Operation torn = std::exchange(operation, Operation{});
    if (torn.kind == Operation::Kind::Idle) {
        return;
    }
    ++m_generation;
    if (torn.kind == Operation::Kind::Options) {
        optionsTorn();
    }
    if (torn.kind == Operation::Kind::Program) {
        m_array.leaveHalfProgrammed(torn.offset, std::span(torn.data).first(torn.bytes),
                                    m_surroundings.random);
    } else if (torn.bytes > 0) {
        m_array.leaveHalfErased(torn.offset, torn.bytes, m_surroundings.random);
    }
}

void SimFlash::systemReset(Instant at) {
    advance(at);
    tearAll();
    resetRegisters();
    loadOptions(false, at);
    ++m_generation;
}

void SimFlash::powerLost(Instant at) {
    advance(at);
    tearAll();
    resetRegisters();
    m_launch = false;
}

void SimFlash::powerUp(Instant at) {
    resetRegisters();
    loadOptions(true, at);
    ++m_generation;
}

void SimFlash::supplyChanged() noexcept {
    for (Operation& operation : m_operations) {
        operation.weak =
            operation.weak || (operation.kind != Operation::Kind::Idle &&
                               tooWeak(operation.parallelism, m_surroundings.millivolts));
    }
}

} // namespace greenlight::sim
