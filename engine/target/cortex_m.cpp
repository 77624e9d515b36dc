#include "engine/target/cortex_m.h"

#include "engine/target/link_fault.h"

#include <fmt/format.h>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

// ARMv7-M ARM, C1.6 and B3.2; the same places on ARMv6-M.
constexpr std::uint32_t cpuidAddress = 0xE000ED00;
constexpr std::uint32_t vtorAddress = 0xE000ED08;
constexpr std::uint32_t aircrAddress = 0xE000ED0C;
constexpr std::uint32_t dfsrAddress = 0xE000ED30;
constexpr std::uint32_t dhcsrAddress = 0xE000EDF0;
constexpr std::uint32_t demcrAddress = 0xE000EDFC;

constexpr std::uint32_t dhcsrKey = 0xA05F0000;
constexpr std::uint32_t debugEnable = 1U << 0;
constexpr std::uint32_t haltRequest = 1U << 1;
constexpr std::uint32_t haltedBit = 1U << 17;
constexpr std::uint32_t sleepingBit = 1U << 18;
constexpr std::uint32_t lockupBit = 1U << 19;
constexpr std::uint32_t retiredBit = 1U << 24;
constexpr std::uint32_t resetBit = 1U << 25;
// Bits that read as zero on ARMv6-M and ARMv7-M. The key read back, a stale word of the probe or
// the all ones that some Cortex-M7 parts give now and then have some of them set.
constexpr std::uint32_t dhcsrReserved = 0xFCF0FFD0;

constexpr std::uint32_t vectorCatchReset = 1U << 0;
constexpr std::uint32_t vectorCatchHardFault = 1U << 10;
constexpr std::uint32_t traceEnable = 1U << 24;
constexpr std::uint32_t catches = traceEnable | vectorCatchHardFault | vectorCatchReset;

constexpr std::uint32_t dfsrVectorCatch = 1U << 3;
constexpr std::uint32_t dfsrAll = 0x1F;
constexpr std::uint32_t systemResetRequest = 0x05FA0004;

constexpr std::uint32_t armImplementer = 0x41;

constexpr Duration haltLimit = milliseconds(200);
constexpr Duration resetLimit = milliseconds(200);
constexpr Duration pollPace = milliseconds(1);
constexpr unsigned implausibleReads = 4;

Fault coreFault(FaultCode code, std::string note) {
    return Fault{.code = code, .stage = Stage::Connect, .note = std::move(note)};
}

CoreState decode(std::uint32_t dhcsr) {
    CoreState state;
    state.debugEnabled = (dhcsr & debugEnable) != 0;
    // S_HALT means nothing without C_DEBUGEN.
    state.halted = state.debugEnabled && (dhcsr & haltedBit) != 0;
    state.sleeping = (dhcsr & sleepingBit) != 0;
    state.lockedUp = (dhcsr & lockupBit) != 0;
    state.retired = (dhcsr & retiredBit) != 0;
    state.resetSeen = (dhcsr & resetBit) != 0;
    return state;
}

} // namespace

Result<std::uint32_t> CortexM::read(std::uint32_t address) {
    return m_link.readWord(m_ap, address);
}

Result<void> CortexM::write(std::uint32_t address, std::uint32_t value) {
    return m_link.writeWord(m_ap, address, value);
}

Result<std::uint32_t> CortexM::cpuid() {
    const std::uint32_t value = TRY(read(cpuidAddress));
    if (value >> 24 != armImplementer) {
        return coreFault(FaultCode::AccessPort, fmt::format("CPUID reads 0x{:08X}", value));
    }
    return value;
}

Result<CoreState> CortexM::state() {
    std::uint32_t dhcsr = 0;
    for (unsigned i = 0; i < implausibleReads; ++i) {
        dhcsr = TRY(read(dhcsrAddress));
        if ((dhcsr & dhcsrReserved) == 0) {
            return decode(dhcsr);
        }
    }
    return coreFault(FaultCode::AccessPort, fmt::format("DHCSR reads 0x{:08X}", dhcsr));
}

Result<void> CortexM::requireHalted() {
    if (!TRY(state()).halted) {
        return coreFault(FaultCode::NotHalted, "the core runs");
    }
    // Another register in between: a probe that answers with what it answered last is found out.
    TRY(cpuid());
    if (!TRY(state()).halted) {
        return coreFault(FaultCode::NotHalted, "the core runs");
    }
    return {};
}

Result<void> CortexM::halt() {
    const Instant deadline = m_clock.now() + haltLimit;
    while (true) {
        TRY(write(dhcsrAddress, dhcsrKey | debugEnable | haltRequest));
        if (TRY(state()).halted) {
            return requireHalted();
        }
        if (m_clock.now() >= deadline) {
            return coreFault(FaultCode::NotHalted, "the halt request has no effect");
        }
        m_clock.sleepFor(pollPace);
    }
}

Result<void> CortexM::resume() {
    TRY(requireHalted());
    return write(dhcsrAddress, dhcsrKey | debugEnable);
}

Result<void> CortexM::waitUntilHalted(Duration atMost) {
    const Instant deadline = m_clock.now() + atMost;
    while (true) {
        const CoreState now = TRY(state());
        if (now.lockedUp) {
            return coreFault(FaultCode::CoreLockup, {});
        }
        if (now.halted) {
            return requireHalted();
        }
        if (m_clock.now() >= deadline) {
            return coreFault(FaultCode::NotHalted, "the core did not stop in time");
        }
        m_clock.sleepFor(pollPace);
    }
}

Result<void> CortexM::armResetCatch() {
    // Writing DHCSR without C_HALT would let a halted core go.
    const std::uint32_t keepHalt = TRY(state()).halted ? haltRequest : 0;
    TRY(write(dhcsrAddress, dhcsrKey | debugEnable | keepHalt));
    TRY(write(demcrAddress, catches));
    const std::uint32_t demcr = TRY(read(demcrAddress));
    if ((demcr & catches) != catches || demcr == ~std::uint32_t{0}) {
        return coreFault(FaultCode::AccessPort,
                         fmt::format("DEMCR reads 0x{:08X} after the catch was set", demcr));
    }
    TRY(write(dfsrAddress, dfsrAll));
    if (!TRY(state()).debugEnabled) {
        return coreFault(FaultCode::AccessPort, "C_DEBUGEN does not stay");
    }
    return {};
}

Result<void> CortexM::requireCaughtReset(Duration atMost) {
    const Instant deadline = m_clock.now() + atMost;
    bool resetSeen = false;
    while (true) {
        const Result<CoreState> polled = state();
        if (!polled.ok() && !isOnWires(polled.fault())) {
            return polled.fault();
        }
        // An access may fail while the reset is still under way; only the deadline makes it count.
        if (!polled.ok()) {
            if (m_clock.now() >= deadline) {
                return polled.fault();
            }
            Result<void> cleared = m_link.clearStickyErrors();
            if (!cleared.ok() && !isOnWires(cleared.fault())) {
                return cleared;
            }
        } else {
            resetSeen = resetSeen || polled->resetSeen;
            if (resetSeen && polled->halted && !polled->resetSeen) {
                break;
            }
            if (m_clock.now() >= deadline) {
                return resetSeen
                           ? coreFault(FaultCode::NotHalted, "the core runs on after its reset")
                           : coreFault(FaultCode::ResetFailed, "the core saw no reset");
            }
            if (resetSeen && polled->halted) {
                continue; // One more look without pause: the reset must be over.
            }
        }
        m_clock.sleepFor(pollPace);
    }
    TRY(requireHalted());
    return requireAtResetVector((TRY(read(dfsrAddress)) & dfsrVectorCatch) != 0);
}

/// `caught`: the core says that the vector catch has stopped it. Without that the program counter
/// alone must tell, so it has to be comparable.
Result<void> CortexM::requireAtResetVector(bool caught) {
    const std::uint32_t counter = TRY(readRegister(CoreRegister::Pc));
    const std::uint32_t table = TRY(read(vtorAddress));
    const Result<std::uint32_t> vector = read(table + 4);
    if (!vector.ok()) {
        // A read protected flash, or a word with a bad error code: it cannot be compared. That the
        // core was reset and caught is proven without it.
        if (!isOnWires(vector.fault())) {
            return vector.fault();
        }
        TRY(m_link.clearStickyErrors());
        return caught ? Result<void>{}
                      : coreFault(FaultCode::NotHalted, "the core stopped, but not at its reset");
    }
    if (((counter ^ *vector) & ~1U) != 0) {
        return coreFault(
            caught ? FaultCode::ResetFailed : FaultCode::NotHalted,
            fmt::format("halted at 0x{:08X}, reset vector is 0x{:08X}", counter, *vector));
    }
    return {};
}

Result<void> CortexM::requestReset() {
    Result<void> requested = write(aircrAddress, systemResetRequest);
    // The reset may come before the answer of the access that asked for it.
    return requested.ok() || isOnWires(requested.fault()) ? Result<void>{} : requested;
}

Result<void> CortexM::resetAndHold() {
    TRY(armResetCatch());
    TRY(requestReset());
    return requireCaughtReset(resetLimit);
}

Result<void> CortexM::disconnect() {
    TRY(write(demcrAddress, 0));
    return write(dhcsrAddress, dhcsrKey);
}

} // namespace greenlight::target
