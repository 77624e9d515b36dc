#include "engine/target/cortex_m.h"

#include "engine/target/core_registers.h"
#include "engine/target/link_fault.h"

#include <fmt/format.h>

#include <array>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t haltedBit = 1U << 17;
constexpr std::uint32_t sleepingBit = 1U << 18;
constexpr std::uint32_t lockupBit = 1U << 19;
constexpr std::uint32_t retiredBit = 1U << 24;
constexpr std::uint32_t resetBit = 1U << 25;
// Bits that read as zero on ARMv6-M and ARMv7-M. The key read back, a stale word of the probe or
// the all ones that some Cortex-M7 parts give now and then have some of them set.
constexpr std::uint32_t dhcsrReserved = 0xFCF0FFD0;

constexpr std::uint32_t systemResetRequest = 0x05FA0004;

constexpr std::uint32_t armImplementer = 0x41;

constexpr Duration haltLimit = milliseconds(200);
constexpr Duration resetLimit = milliseconds(200);
constexpr Duration pollPace = milliseconds(1);
constexpr unsigned implausibleReads = 4;

Fault coreFault(FaultCode code, std::string note) {
    return Fault{.code = code, .stage = Stage::Connect, .note = std::move(note)};
}

Result<void> requireArm(std::uint32_t cpuid) {
    if (cpuid >> 24 != armImplementer) {
        return coreFault(FaultCode::AccessPort, fmt::format("CPUID reads 0x{:08X}", cpuid));
    }
    return {};
}

CoreState decode(std::uint32_t dhcsr) {
    CoreState state;
    state.debugEnabled = (dhcsr & core::debugEnable) != 0;
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
    const std::uint32_t value = TRY(read(core::cpuid));
    TRY(requireArm(value));
    return value;
}

Result<CoreState> CortexM::state() { return understand(TRY(read(core::dhcsr))); }

Result<CoreState> CortexM::stateAnd(std::uint32_t address, std::uint32_t& word) {
    std::uint32_t dhcsr = 0;
    probe::StLink::Batch batch;
    batch.readWord(m_ap, core::dhcsr, dhcsr).readWord(m_ap, address, word);
    TRY(m_link.perform(batch));
    return understand(dhcsr);
}

Result<CoreState> CortexM::understand(std::uint32_t dhcsr) {
    for (unsigned reads = 1; (dhcsr & dhcsrReserved) != 0; ++reads) {
        if (reads == implausibleReads) {
            return coreFault(FaultCode::AccessPort, fmt::format("DHCSR reads 0x{:08X}", dhcsr));
        }
        dhcsr = TRY(read(core::dhcsr));
    }
    return decode(dhcsr);
}

Result<void> CortexM::requireHalted() {
    // Another register in between: a probe that answers with what it answered last is found out.
    std::array<std::uint32_t, 2> looks{};
    std::uint32_t who = 0;
    probe::StLink::Batch batch;
    batch.readWord(m_ap, core::dhcsr, looks[0])
        .readWord(m_ap, core::cpuid, who)
        .readWord(m_ap, core::dhcsr, looks[1]);
    TRY(m_link.perform(batch));
    TRY(requireArm(who));
    for (const std::uint32_t look : looks) {
        if (!TRY(understand(look)).halted) {
            return coreFault(FaultCode::NotHalted, "the core runs");
        }
    }
    return {};
}

Result<void> CortexM::halt() {
    const Instant deadline = m_clock.now() + haltLimit;
    while (true) {
        TRY(write(core::dhcsr, core::dhcsrKey | core::debugEnable | core::haltRequest));
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
    return write(core::dhcsr, core::dhcsrKey | core::debugEnable);
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
    const std::uint32_t keepHalt = TRY(state()).halted ? core::haltRequest : 0;
    std::uint32_t demcr = 0;
    std::uint32_t dhcsr = 0;
    probe::StLink::Batch batch;
    batch.writeWord(m_ap, core::dhcsr, core::dhcsrKey | core::debugEnable | keepHalt)
        .writeWord(m_ap, core::demcr, core::catches)
        .readWord(m_ap, core::demcr, demcr)
        .writeWord(m_ap, core::dfsr, core::dfsrAll)
        .readWord(m_ap, core::dhcsr, dhcsr);
    TRY(m_link.perform(batch));
    if ((demcr & core::catches) != core::catches || demcr == ~std::uint32_t{0}) {
        return coreFault(FaultCode::AccessPort,
                         fmt::format("DEMCR reads 0x{:08X} after the catch was set", demcr));
    }
    if (!TRY(understand(dhcsr)).debugEnabled) {
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
            // That the reset is over is for the look at where the core stands to say.
            if (resetSeen && polled->halted && TRY(standsAtResetVector())) {
                return {};
            }
            if (m_clock.now() >= deadline) {
                return resetSeen
                           ? coreFault(FaultCode::NotHalted, "the core runs on after its reset")
                           : coreFault(FaultCode::ResetFailed, "the core saw no reset");
            }
        }
        m_clock.sleepFor(pollPace);
    }
}

/// False while the core is still, or again, in a reset. One batch, with another register between
/// the two looks as in requireHalted().
Result<bool> CortexM::standsAtResetVector() {
    std::array<std::uint32_t, 2> looks{};
    std::uint32_t who = 0;
    std::uint32_t reason = 0;
    std::uint32_t table = 0;
    std::uint32_t ready = 0;
    std::uint32_t counter = 0;
    probe::StLink::Batch batch;
    batch.readWord(m_ap, core::dhcsr, looks[0])
        .readWord(m_ap, core::cpuid, who)
        .readWord(m_ap, core::dhcsr, looks[1])
        .readWord(m_ap, core::dfsr, reason)
        .readWord(m_ap, core::vtor, table);
    core::stageRead(batch, m_ap, CoreRegister::Pc, ready, counter);
    if (const Result<void> looked = m_link.perform(batch); !looked.ok()) {
        if (!isOnWires(looked.fault())) {
            return looked.fault();
        }
        TRY(m_link.clearStickyErrors());
        return false;
    }
    TRY(requireArm(who));
    bool again = false;
    for (const std::uint32_t look : looks) {
        const CoreState seen = TRY(understand(look));
        again = again || seen.resetSeen;
        if (!again && !seen.halted) {
            return coreFault(FaultCode::NotHalted, "the core runs");
        }
    }
    if (again) {
        return false;
    }
    if ((ready & core::registerReady) == 0) {
        counter = TRY(readRegister(CoreRegister::Pc));
    }
    // The core says that the vector catch has stopped it. Without that the program counter alone
    // must tell, so it has to be comparable.
    TRY(requireResetVector(table, counter, (reason & core::dfsrVectorCatch) != 0));
    return true;
}

Result<void> CortexM::requireResetVector(std::uint32_t table, std::uint32_t counter, bool caught) {
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
    Result<void> requested = write(core::aircr, systemResetRequest);
    // The reset may come before the answer of the access that asked for it.
    return requested.ok() || isOnWires(requested.fault()) ? Result<void>{} : requested;
}

Result<void> CortexM::resetAndHold() {
    TRY(armResetCatch());
    TRY(requestReset());
    return requireCaughtReset(resetLimit);
}

Result<void> CortexM::dropCatches() { return write(core::demcr, 0); }

Result<void> CortexM::disconnect() {
    probe::StLink::Batch batch;
    batch.writeWord(m_ap, core::demcr, 0).writeWord(m_ap, core::dhcsr, core::dhcsrKey);
    return m_link.perform(batch);
}

} // namespace greenlight::target
