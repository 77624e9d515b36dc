#include "engine/target/connect.h"
#include "engine/target/connect_ladder.h"
#include "engine/target/link_fault.h"
#include "engine/target/options.h"

#include <fmt/format.h>

#include <algorithm>

// Read protection on and off, and on for ever, proven after the reload that makes it real.

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

// After the option bytes are launched the link is down for some milliseconds.
constexpr unsigned reconnectTries = 5;
constexpr Duration reconnectPause = milliseconds(10);

// A port is silent when nobody answers in any way at the clock of the attempt and at a slow one
// that bad contacts still carry; a reset and the loading of option bytes are over within
// milliseconds.
constexpr unsigned silenceKhz = 240;
constexpr Duration silencePause = milliseconds(50);

Fault protectFault(FaultCode code, std::string note) {
    return Fault{.code = code, .stage = Stage::Protect, .note = std::move(note)};
}

} // namespace

Result<void> Target::reconnect() {
    Result<void> outcome;
    for (unsigned attempt = 0; attempt < reconnectTries; ++attempt) {
        m_clock.sleepFor(reconnectPause);
        Trail unrecorded;
        Ladder ladder(*this, unrecorded);
        outcome = ladder.attempt(m_pinWorks ? ConnectMode::UnderReset : ConnectMode::Normal);
        if (outcome.ok() || !isOnWires(outcome.fault())) {
            break;
        }
    }
    TRY(outcome);
    const std::array<std::uint8_t, 12> before = m_uid;
    TRY(recognise());
    if (m_uid != before) {
        return protectFault(FaultCode::UidChanged, "after the option bytes were loaded");
    }
    return tameDebugBlock(*m_debug);
}

Result<void> Target::settleOptions() {
    return launchResets(*m_device) ? reconnect() : resetAndHold();
}

Result<void> Target::regressReadProtection() {
    const unsigned before =
        readProtection(*m_device, TRY(inStage(Stage::Protect, readOptions(m_link, *m_device))));
    if (before == 0) {
        return {};
    }
    if (before != 1) {
        return protectFault(FaultCode::ReadProtected, "level 2 is final");
    }
    TRY(writeOptions(m_link, m_clock, *m_device, {.level = 0}));
    TRY(inStage(Stage::Protect, settleOptions()));
    const unsigned after =
        readProtection(*m_device, TRY(inStage(Stage::Protect, readOptions(m_link, *m_device))));
    if (after != 0) {
        return protectFault(FaultCode::RegressionFailed, fmt::format("still level {}", after));
    }
    const Result<std::uint32_t> flash = m_link.readWord(ap(), m_device->flashBase);
    if (!flash.ok()) {
        return isOnWires(flash.fault())
                   ? protectFault(FaultCode::RegressionFailed, "the flash is still not readable")
                   : flash.fault();
    }
    return {};
}

Result<OptionWords> Target::setOptions(std::span<const OptionValue> values) {
    const auto differs = [&values](std::span<const OptionWord> words) {
        return std::ranges::find_if(values, [&words](const OptionValue& value) {
            return (optionAt(words, value.address).value_or(~value.value) & value.mask) !=
                   value.value;
        });
    };
    OptionWords before = TRY(inStage(Stage::Protect, readOptions(m_link, *m_device)));
    if (differs(before) == values.end()) {
        return before;
    }
    TRY(writeOptions(m_link, m_clock, *m_device, {.values = values}));
    TRY(inStage(Stage::Protect, settleOptions()));
    OptionWords after = TRY(inStage(Stage::Protect, readOptions(m_link, *m_device)));
    if (const auto wrong = differs(after); wrong != values.end()) {
        return Fault{.code = FaultCode::OptionWriteFailed,
                     .stage = Stage::Protect,
                     .address = wrong->address,
                     .note = fmt::format("reads 0x{:08X} after the reload",
                                         optionAt(after, wrong->address).value_or(0))};
    }
    return after;
}

Result<void> Target::setReadProtection() {
    const unsigned before =
        readProtection(*m_device, TRY(inStage(Stage::Protect, readOptions(m_link, *m_device))));
    if (before != 0) {
        return protectFault(FaultCode::ReadProtected, fmt::format("level {} already", before));
    }
    TRY(writeOptions(m_link, m_clock, *m_device, {.level = 1}));
    TRY(inStage(Stage::Protect, settleOptions()));
    const unsigned after =
        readProtection(*m_device, TRY(inStage(Stage::Protect, readOptions(m_link, *m_device))));
    if (after != 1) {
        return protectFault(FaultCode::ProtectionNotEffective,
                            fmt::format("the option bytes say level {}", after));
    }
    const Result<std::uint32_t> flash = m_link.readWord(ap(), m_device->flashBase);
    if (flash.ok()) {
        return protectFault(FaultCode::ProtectionNotEffective, "the flash can still be read");
    }
    // Only a refusal by the chip is the proof; silence or a lost probe is not.
    if (flash.fault().code != FaultCode::SwdFault) {
        return inStage(Stage::Protect, Result<void>(flash.fault()));
    }
    TRY(inStage(Stage::Protect, m_link.clearStickyErrors()));
    TRY(inStage(Stage::Protect, m_core.cpuid()));
    return {};
}

Result<FinalLock> Target::lockForEver() {
    const unsigned before =
        readProtection(*m_device, TRY(inStage(Stage::Protect, readOptions(m_link, *m_device))));
    if (before != 0) {
        return protectFault(FaultCode::ReadProtected, fmt::format("level {} already", before));
    }
    TRY(inStage(Stage::Protect, loadFinalLevel()));
    if (!TRY(inStage(Stage::Protect, isSilent()))) {
        return inStage(Stage::Protect, lookAtOpenPort());
    }
    // What is silent for want of power is no proof.
    TRY(inStage(Stage::Protect, sampleMillivolts()));
    m_entered = false;
    return FinalLock{.silent = true};
}

/// Behind the load nobody can put anything back, so nothing of ours may be left that could stop the
/// product: a catch would hold it at its first instruction until its power goes.
Result<void> Target::loadFinalLevel() {
    TRY(m_core.clearBreakpoints());
    TRY(m_secondCore.release());
    if (m_tamed != nullptr) {
        TRY(clearDebugBlock(*m_tamed));
    }
    TRY(m_core.dropCatches());
    TRY(writeOptions(m_link, m_clock, *m_device, {.level = 2}));
    if (launchResets(*m_device)) {
        return {};
    }
    // The port may close with the reset already, so the core is let go before it.
    TRY(m_core.disconnect());
    if (!m_pinWorks) {
        return m_core.requestReset();
    }
    TRY(m_link.driveReset(probe::ResetLine::Low));
    m_clock.sleepFor(resetHold);
    return m_link.driveReset(probe::ResetLine::Released);
}

Result<bool> Target::isSilent() {
    for (const unsigned kilohertz : {m_swdKhz, silenceKhz}) {
        for (const ConnectMode mode : {ConnectMode::Normal, ConnectMode::UnderReset}) {
            m_clock.sleepFor(silencePause);
            TRY(m_link.leaveSwd());
            static_cast<void>(TRY(m_link.setSwdClock(kilohertz)));
            if (TRY(answers(mode))) {
                static_cast<void>(TRY(m_link.setSwdClock(m_swdKhz)));
                return false;
            }
        }
    }
    TRY(m_link.driveReset(probe::ResetLine::Released));
    return true;
}

/// Whether there is a debug port on the wires. One that is only hard to understand is there.
Result<bool> Target::answers(ConnectMode mode) {
    if (mode == ConnectMode::UnderReset) {
        TRY(m_link.driveReset(probe::ResetLine::Low));
        m_clock.sleepFor(resetFall);
    }
    const Result<void> entered = m_link.enterSwd();
    const Result<std::uint32_t> id =
        entered.ok() ? m_port.id() : Result<std::uint32_t>(entered.fault());
    if (!id.ok() && !isOnWires(id.fault())) {
        return id.fault();
    }
    return id.ok() || id.fault().code != FaultCode::SwdNoAnswer;
}

Result<FinalLock> Target::lookAtOpenPort() {
    TRY(reconnect());
    FinalLock seen;
    seen.level = readProtection(*m_device, TRY(readOptions(m_link, *m_device)));
    if (seen.level != 2U) {
        return protectFault(FaultCode::ProtectionNotEffective,
                            fmt::format("the option bytes say level {}", *seen.level));
    }
    const Result<std::uint32_t> flash = m_link.readWord(ap(), m_device->flashBase);
    if (flash.ok()) {
        return protectFault(FaultCode::ProtectionNotEffective, "the flash can still be read");
    }
    if (flash.fault().code != FaultCode::SwdFault) {
        return flash.fault();
    }
    seen.readRefused = true;
    TRY(m_link.clearStickyErrors());
    return seen;
}

} // namespace greenlight::target
