#include "engine/sim/sim_core.h"

#include "engine/sim/sim_core_registers.h"

#include <algorithm>
#include <span>

namespace greenlight::sim {

using namespace core_registers;

namespace {

constexpr std::uint64_t nanosPerSecond = 1'000'000'000;
constexpr std::uint32_t lockupAddress = 0xFFFFFFFE;
constexpr std::uint32_t returnToThread = 0xFFFFFFF9;
constexpr std::uint32_t hardFault = 3;
constexpr std::uint32_t frameBytes = 32;
constexpr unsigned stackPointer = 13;
constexpr unsigned linkRegister = 14;
constexpr unsigned programCounter = 15;

} // namespace

SimCore::SimCore(const ChipFacts& facts, Bus& bus, const TargetMishaps& mishaps)
    : m_facts(facts)
    , m_traits(traitsOf(coreOf(facts)))
    , m_bus(bus)
    , m_mishaps(mishaps)
    , m_core(m_traits.architecture, bus) {}

void SimCore::powerOn(Instant at) {
    m_core.setCycle(cycleOf(at));
    m_dhcsr = 0;
    m_demcr = 0;
    m_dfsr = 0;
    m_dcrdr = 0;
    m_fpControl = 0;
    m_fpCompare = {};
    m_dwtControl = 0;
    m_words.clear();
    hold();
}

void SimCore::hold() {
    m_state = State::Held;
    m_stalled = false;
    m_dhcsr &= dhcsr::debugEnable;
    m_resetSeen = true;
    m_registerReady = true;
    m_cfsr = 0;
    m_hfsr = 0;
    m_tickControl = 0;
    m_tickReload = 0;
    m_systemResetRequested = false;
    m_coreResetRequested = false;
    m_core.reset();
    std::erase_if(m_words, [](const auto& word) { return (word.first >> 12U) == 0xE000EU; });
}

void SimCore::boot(std::uint32_t vectorTable) {
    m_vectorTable = vectorTable;
    m_core.reset();
    const BusReply stack = m_bus.read(vectorTable, 4, m_core.cycle());
    const BusReply start = m_bus.read(vectorTable + 4, 4, m_core.cycle());
    m_state = State::Running;
    m_resetSeen = true;
    m_core.setReg(stackPointer, stack.value);
    m_core.setReg(programCounter, start.value & ~1U);
    m_core.setXpsr((start.value & 1U) != 0 ? xpsrThumb : 0);
    const bool caught = debugEnabled() && (m_demcr & demcr::catchReset) != 0;
    if (caught && !m_mishaps.haltIgnored) {
        halt(dfsr::vectorCatch);
        return;
    }
    if (stack.fault || start.fault) {
        m_hfsr |= m_traits.mainline ? hfsr::vectorTable : 0;
        lockUp();
    }
}

bool SimCore::deepAsleep() const noexcept {
    if (m_state != State::Asleep) {
        return false;
    }
    const auto control = m_words.find(address::scr);
    return control != m_words.end() && (control->second & scrSleepDeep) != 0;
}

Instant SimCore::instantOf(std::uint64_t cycle) const noexcept {
    const std::uint64_t passed = cycle - std::min(cycle, m_anchorCycle);
    const std::uint64_t nanos =
        passed / m_hertz * nanosPerSecond + passed % m_hertz * nanosPerSecond / m_hertz;
    return m_anchor + Duration(nanos);
}

std::uint64_t SimCore::cycleOf(Instant at) const noexcept {
    const auto nanos =
        static_cast<std::uint64_t>(std::max<std::int64_t>((at - m_anchor).count(), 0));
    return m_anchorCycle + nanos / nanosPerSecond * m_hertz +
           nanos % nanosPerSecond * m_hertz / nanosPerSecond;
}

void SimCore::setFrequency(std::uint32_t hertz, Instant at) {
    if (hertz == m_hertz) {
        return;
    }
    m_anchorCycle = cycleOf(at);
    m_anchor = at;
    m_hertz = hertz;
}

void SimCore::run(Instant until) {
    const std::uint64_t limit = cycleOf(until);
    const std::uint64_t before = m_core.cycle();
    if (before >= limit) {
        return;
    }
    if (m_state != State::Running) {
        if (m_state == State::Halted && (m_dwtControl & 1U) != 0) {
            m_cycleOrigin += limit - before; // CYCCNT stands still in debug state
        }
        m_core.setCycle(limit);
        return;
    }
    if (m_stalled) {
        const std::uint64_t end =
            m_stalledUntil == base::endOfTime ? limit : cycleOf(m_stalledUntil) + 1;
        m_core.setCycle(std::max(before, std::min(limit, end)));
        if (m_stalledUntil > until) {
            return;
        }
        m_stalled = false;
        if (m_core.cycle() >= limit) {
            return;
        }
    }
    m_retired = true;
    m_interrupted = false;
    if (breakpointsArmed()) {
        runStepping(limit);
    } else {
        stopped(m_core.run(limit));
    }
}

void SimCore::runStepping(std::uint64_t limit) {
    while (m_state == State::Running && m_core.cycle() < limit && !m_interrupted) {
        if (breakpointAt(m_core.reg(programCounter))) {
            halt(dfsr::breakpoint);
            return;
        }
        stopped(m_core.step());
    }
}

bool SimCore::breakpointsArmed() const noexcept {
    if ((m_fpControl & 1U) == 0 || !debugEnabled()) {
        return false;
    }
    return std::ranges::any_of(m_fpCompare, [](std::uint32_t one) { return (one & 1U) != 0; });
}

unsigned SimCore::comparators() const noexcept {
    const unsigned code = (m_traits.breakpointUnit >> 4U) & 0xFU;
    const unsigned literals = (m_traits.breakpointUnit >> 8U) & 0xFU;
    return code + literals;
}

bool SimCore::breakpointAt(std::uint32_t pc) const noexcept {
    const auto comparators = std::span(m_fpCompare).first(m_traits.breakpoints);
    return std::ranges::any_of(comparators, [this, pc](std::uint32_t one) {
        if ((one & 1U) == 0) {
            return false;
        }
        if (m_traits.wholeAddresses) {
            return (one & ~1U) == pc;
        }
        const std::uint32_t half = one >> 30U;
        return (one & 0x1FFFFFFCU) == (pc & ~3U) &&
               (half == 3 || half == ((pc & 2U) != 0 ? 2U : 1U));
    });
}

void SimCore::halt(std::uint32_t reason) {
    m_state = State::Halted;
    m_stalled = false;
    m_dhcsr |= dhcsr::halt;
    m_dfsr |= reason;
    m_registerReady = true;
}

void SimCore::lockUp() {
    m_state = State::Locked;
    m_core.setReg(programCounter, lockupAddress);
}

void SimCore::stopped(ThumbCore::Stop stop) {
    switch (stop) {
    case ThumbCore::Stop::CycleLimit:
        break;
    case ThumbCore::Stop::Sleep:
        m_state = State::Asleep;
        break;
    case ThumbCore::Stop::Breakpoint:
        if (debugEnabled() && !m_mishaps.haltIgnored) {
            halt(dfsr::breakpoint);
        } else {
            m_dfsr |= dfsr::breakpoint;
            m_hfsr |= hfsr::debugEvent;
            takeFault(ThumbCore::FaultKind::None);
        }
        break;
    case ThumbCore::Stop::Fault:
        if (!m_stalled) {
            takeFault(m_core.fault());
        }
        break;
    }
}

void SimCore::takeFault(ThumbCore::FaultKind kind) {
    switch (kind) {
    case ThumbCore::FaultKind::BusFault:
        m_cfsr |= cfsr::preciseBus | cfsr::busAddressValid;
        m_faultAddress = m_core.faultAddress();
        break;
    case ThumbCore::FaultKind::Undefined:
    case ThumbCore::FaultKind::SupervisorCall:
        m_cfsr |= cfsr::undefined;
        break;
    case ThumbCore::FaultKind::NotThumb:
        m_cfsr |= cfsr::invalidState;
        break;
    case ThumbCore::FaultKind::Unaligned:
        m_cfsr |= cfsr::unaligned;
        break;
    case ThumbCore::FaultKind::None:
        break;
    }
    if (kind != ThumbCore::FaultKind::None) {
        m_hfsr |= hfsr::forced;
    }
    if (!m_traits.mainline) {
        m_cfsr = 0; // ARMv6-M: HardFault is all it knows, and it tells no cause
        m_hfsr = 0;
        m_faultAddress = 0;
    }
    if ((m_core.xpsr() & xpsrException) != 0) {
        lockUp(); // a fault inside the fault handler
        return;
    }
    // Exception entry: eight words on the stack, then the handler of the vector table.
    const std::uint32_t frame = (m_core.reg(stackPointer) - frameBytes) & ~7U;
    const std::array<std::uint32_t, 8> saved{m_core.reg(0),
                                             m_core.reg(1),
                                             m_core.reg(2),
                                             m_core.reg(3),
                                             m_core.reg(12),
                                             m_core.reg(linkRegister),
                                             m_core.reg(programCounter),
                                             m_core.xpsr()};
    bool stacked = true;
    for (std::uint32_t i = 0; i < saved.size(); ++i) {
        stacked = !m_bus.write(frame + 4 * i, 4, saved.at(i), m_core.cycle()).fault && stacked;
    }
    m_core.forgetCode(frame, frameBytes);
    const BusReply handler = m_bus.read(m_vectorTable + 4 * hardFault, 4, m_core.cycle());
    if (!stacked || handler.fault || (handler.value & 1U) == 0) {
        m_cfsr |= stacked || !m_traits.mainline ? 0 : cfsr::stackingBus;
        lockUp();
    } else {
        m_core.setReg(stackPointer, frame);
        m_core.setReg(linkRegister, returnToThread);
        m_core.setReg(programCounter, handler.value & ~1U);
        m_core.setXpsr(xpsrThumb | hardFault);
    }
    if (debugEnabled() && (m_demcr & demcr::catchHardError) != 0 && !m_mishaps.haltIgnored) {
        halt(dfsr::vectorCatch);
    }
}

bool SimCore::debugStateSet() const noexcept {
    const bool breakpointSet =
        std::ranges::any_of(m_fpCompare, [](std::uint32_t one) { return (one & 1U) != 0; });
    return debugEnabled() || m_demcr != 0 || breakpointSet;
}

std::uint32_t SimCore::cycleCount() const noexcept {
    return static_cast<std::uint32_t>(m_core.cycle() - m_cycleOrigin);
}

} // namespace greenlight::sim
