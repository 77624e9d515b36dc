#include "engine/sim/sim_core_registers.h"

#include "engine/sim/sim_core.h"

namespace greenlight::sim {

using namespace core_registers;

namespace {

/// A debugger that writes all over the bus must not fill the memory of the host.
constexpr std::size_t maximumWords = 4096;

/// The special registers' numbers in MRS and MSR (ARMv7-M B5.1.1).
constexpr unsigned mainStack = 8;
constexpr unsigned processStack = 9;
constexpr unsigned primask = 16;
constexpr unsigned basepri = 17;
constexpr unsigned faultmask = 19;
constexpr unsigned control = 20;
constexpr std::size_t fpscr = 32;

} // namespace

BusOutcome SimCore::read(std::uint32_t where, Instant) {
    if (where >= address::fpCompare && where < address::fpCompare + 4 * breakpoints) {
        return BusOutcome::of(m_fpCompare.at((where - address::fpCompare) / 4));
    }
    switch (where) {
    case address::dwtControl:
        return BusOutcome::of(m_traits.watchUnit | m_dwtControl);
    case address::dwtCycleCount: {
        BusOutcome outcome = BusOutcome::of(
            (m_dwtControl & 1U) != 0 ? cycleCount() : static_cast<std::uint32_t>(m_cycleOrigin));
        outcome.volatileRead = true;
        return outcome;
    }
    case address::fpControl:
        return BusOutcome::of(m_traits.breakpointUnit | m_fpControl);
    case address::tickControl:
    case address::tickReload:
    case address::tickValue:
        return readSysTick(where);
    case address::cpuid:
        return BusOutcome::of(m_facts.cpuid);
    case address::vtor:
        return BusOutcome::of(m_vectorTable);
    case address::aircr:
        return BusOutcome::of(0xFA050000U);
    case address::mvfr0:
        return BusOutcome::of(m_facts.mediaFeatures0);
    case address::mvfr1:
        return BusOutcome::of(m_facts.mediaFeatures1);
    case address::dhcsr:
        return BusOutcome::of(readDhcsr());
    case address::dcrsr:
        return BusOutcome::of(0);
    case address::dcrdr:
        return BusOutcome::of(m_dcrdr);
    case address::demcr:
        return BusOutcome::of(m_demcr);
    default:
        return readFaultStatus(where);
    }
}

BusOutcome SimCore::readFaultStatus(std::uint32_t where) {
    switch (where) {
    case address::cfsr:
        return BusOutcome::of(m_cfsr);
    case address::hfsr:
        return BusOutcome::of(m_hfsr);
    case address::dfsr:
        return BusOutcome::of(m_dfsr);
    case address::bfar:
        return BusOutcome::of(m_faultAddress);
    case address::icsr:
        return BusOutcome::of(m_core.xpsr() & xpsrException);
    default:
        break;
    }
    const auto word = m_words.find(where);
    if (word != m_words.end()) {
        return BusOutcome::of(word->second);
    }
    return BusOutcome::of(where == address::ccr ? m_traits.configuration : 0U);
}

BusOutcome SimCore::write(std::uint32_t where, std::uint32_t value, Instant) {
    const bool compares =
        where >= address::fpCompare && where < address::fpCompare + 4 * breakpoints;
    if (compares && (where - address::fpCompare) / 4 >= comparators()) {
        return {};
    }
    if (compares) {
        m_fpCompare.at((where - address::fpCompare) / 4) = value;
        return {};
    }
    if (!writeSpecial(where, value) && (m_words.size() < maximumWords || m_words.contains(where))) {
        m_words[where] = value;
    }
    return {};
}

void SimCore::writeWatchControl(std::uint32_t value) {
    if (!m_traits.mainline) {
        return; // nothing but the number of comparators
    }
    m_cycleOrigin =
        (value & 1U) != 0 && (m_dwtControl & 1U) == 0
            ? m_core.cycle() - m_cycleOrigin
            : ((value & 1U) == 0 && (m_dwtControl & 1U) != 0 ? cycleCount() : m_cycleOrigin);
    m_dwtControl = value & 0x007F1FFFU;
}

bool SimCore::writeFaultStatus(std::uint32_t where, std::uint32_t value) {
    switch (where) {
    case address::cfsr:
        m_cfsr &= ~value;
        return true;
    case address::hfsr:
        m_hfsr &= ~value;
        return true;
    case address::dfsr:
        m_dfsr &= ~value;
        return true;
    case address::ccr:
    case address::bfar:
    case address::mmfar:
        return !m_traits.mainline; // reserved, or without a bit to write
    default:
        return false;
    }
}

bool SimCore::writeSpecial(std::uint32_t where, std::uint32_t value) {
    switch (where) {
    case address::dwtControl:
        writeWatchControl(value);
        return true;
    case address::dwtCycleCount:
        if (m_traits.mainline) {
            m_cycleOrigin = (m_dwtControl & 1U) != 0 ? m_core.cycle() - value : value;
        }
        return true;
    case address::fpControl:
        if ((value & 2U) != 0) { // KEY
            m_fpControl = value & 1U;
        }
        return true;
    case address::tickControl:
    case address::tickReload:
    case address::tickValue:
        writeSysTick(where, value);
        return true;
    case address::cpuid:
    case address::icsr:
    case address::mvfr0:
    case address::mvfr1:
        return true;
    case address::vtor:
        m_vectorTable = m_traits.vectorTableMoves ? value & ~0x7FU : m_vectorTable;
        return true;
    case address::aircr:
        writeAircr(value);
        return true;
    case address::dhcsr:
        writeDhcsr(value);
        return true;
    case address::dcrsr:
        writeDcrsr(value);
        return true;
    case address::dcrdr:
        m_dcrdr = value;
        return true;
    case address::demcr:
        m_demcr = value & (m_traits.mainline ? demcr::writable : demcr::writableOfV6M);
        return true;
    default:
        return writeFaultStatus(where, value);
    }
}

std::uint32_t SimCore::readDhcsr() noexcept {
    std::uint32_t value = m_dhcsr;
    value |= m_registerReady ? dhcsr::registerReady : 0;
    value |= m_state == State::Halted ? dhcsr::halted : 0;
    value |= m_state == State::Asleep ? dhcsr::sleeping : 0;
    value |= m_state == State::Locked ? dhcsr::lockedUp : 0;
    value |= m_retired ? dhcsr::retired : 0;
    value |= m_resetSeen ? dhcsr::resetSeen : 0;
    // Sticky, cleared by this read; while the reset lasts it is set again at once.
    m_resetSeen = m_state == State::Held;
    m_retired = false;
    return value;
}

void SimCore::writeDhcsr(std::uint32_t value) {
    if ((value & 0xFFFF0000U) != dhcsr::key) {
        return;
    }
    const bool enabled = (value & dhcsr::debugEnable) != 0;
    if (m_state == State::Held) {
        // The reset holds every bit but C_DEBUGEN.
        m_dhcsr = value & dhcsr::debugEnable;
        return;
    }
    const bool wantsHalt = enabled && (value & dhcsr::halt) != 0;
    m_dhcsr = enabled
                  ? value & (dhcsr::debugEnable | dhcsr::halt | dhcsr::step | dhcsr::maskInterrupts)
                  : 0;
    if (wantsHalt) {
        if (m_state != State::Halted && m_mishaps.haltIgnored) {
            m_dhcsr &= ~dhcsr::halt;
        } else if (m_state != State::Halted) {
            halt(dfsr::halted);
        }
        return;
    }
    if (m_state != State::Halted) {
        return;
    }
    const bool lockedUp = (m_core.reg(15) | 1U) == 0xFFFFFFFFU;
    m_state = lockedUp ? State::Locked : State::Running;
    if (enabled && (value & dhcsr::step) != 0 && m_state == State::Running) {
        stopped(m_core.step());
        m_retired = true;
        if (m_state != State::Halted) {
            halt(dfsr::halted);
        }
    }
}

void SimCore::writeDcrsr(std::uint32_t value) {
    constexpr std::uint32_t writeBit = 1U << 16U;
    if (m_state != State::Halted) {
        m_registerReady = false;
        return;
    }
    m_registerReady = true;
    const std::uint32_t selector = value & 0x7FU;
    if ((value & writeBit) != 0) {
        writeCoreRegister(selector, m_dcrdr);
    } else {
        m_dcrdr = readCoreRegister(selector);
    }
}

std::uint32_t SimCore::readCoreRegister(std::uint32_t selector) const {
    if (selector <= 15) {
        return m_core.reg(selector);
    }
    if (m_facts.mediaFeatures0 != 0 && selector >= 0x40 && selector < 0x60) {
        return m_floating.at(selector - 0x40);
    }
    switch (selector) {
    case 16:
        return m_core.xpsr();
    case 17:
        return m_core.special(mainStack);
    case 18:
        return m_core.special(processStack);
    case 20:
        return (m_core.special(control) << 24U) | (m_core.special(faultmask) << 16U) |
               (m_core.special(basepri) << 8U) | m_core.special(primask);
    case 33:
        return m_floating.at(fpscr);
    default:
        return 0;
    }
}

void SimCore::writeCoreRegister(std::uint32_t selector, std::uint32_t value) {
    if (selector <= 15) {
        m_core.setReg(selector, value);
        return;
    }
    if (selector >= 0x40 && selector < 0x60) {
        m_floating.at(selector - 0x40) = value;
        return;
    }
    switch (selector) {
    case 16:
        m_core.setXpsr(value);
        break;
    case 17:
        m_core.setSpecial(mainStack, value);
        break;
    case 18:
        m_core.setSpecial(processStack, value);
        break;
    case 20:
        m_core.setSpecial(control, value >> 24U);
        m_core.setSpecial(faultmask, (value >> 16U) & 0xFFU);
        m_core.setSpecial(basepri, (value >> 8U) & 0xFFU);
        m_core.setSpecial(primask, value & 1U);
        break;
    case 33:
        m_floating.at(fpscr) = value;
        break;
    default:
        break;
    }
}

void SimCore::writeAircr(std::uint32_t value) {
    constexpr std::uint32_t key = 0x05FA;
    if ((value >> 16U) != key) {
        return;
    }
    m_systemResetRequested = m_systemResetRequested || (value & 4U) != 0;
    // VECTRESET is for a debugger with the core halted (ARMv7-M B3.2.6).
    const bool alone = (value & 1U) != 0 && m_state == State::Halted && m_traits.resetsAlone;
    m_coreResetRequested = m_coreResetRequested || alone;
}

BusOutcome SimCore::readSysTick(std::uint32_t where) {
    constexpr std::uint32_t counted = 1U << 16U;
    if (where == address::tickReload) {
        return BusOutcome::of(m_tickReload);
    }
    const bool running = (m_tickControl & 1U) != 0 && m_tickReload != 0;
    const std::uint64_t turn = m_tickReload + 1ULL;
    const std::uint64_t passed = running ? m_core.cycle() - m_tickOrigin : 0;
    BusOutcome outcome;
    outcome.volatileRead = running;
    if (where == address::tickValue) {
        outcome.value = running ? static_cast<std::uint32_t>(m_tickReload - passed % turn) : 0;
        return outcome;
    }
    // Until the counter wraps the next time, which is an event, reading again gives the same; but
    // the read that sees the flag clears it.
    const bool wrapped = passed / turn > m_tickTurnsSeen;
    outcome.value = m_tickControl | (wrapped ? counted : 0);
    outcome.volatileRead = wrapped;
    m_tickTurnsSeen = passed / turn;
    return outcome;
}

Instant SimCore::nextTick() const noexcept {
    if (m_state != State::Running || (m_tickControl & 1U) == 0 || m_tickReload == 0) {
        return base::endOfTime;
    }
    const std::uint64_t turn = m_tickReload + 1ULL;
    const std::uint64_t turns = (m_core.cycle() - m_tickOrigin) / turn;
    // A nanosecond later, because instants are rounded down and the wrap must have happened.
    return instantOf(m_tickOrigin + (turns + 1) * turn) + Duration(1);
}

void SimCore::writeSysTick(std::uint32_t where, std::uint32_t value) {
    if (where == address::tickControl) {
        m_tickControl = value & 7U;
    } else if (where == address::tickReload) {
        m_tickReload = value & 0xFFFFFFU;
    }
    m_tickOrigin = m_core.cycle();
    m_tickTurnsSeen = 0;
}

} // namespace greenlight::sim
