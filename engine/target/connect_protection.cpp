#include "engine/target/connect.h"
#include "engine/target/connect_ladder.h"
#include "engine/target/link_fault.h"
#include "engine/target/options.h"

#include <fmt/format.h>

#include <algorithm>

// Read protection on and off, proven after the reload that makes it real.

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

// After the option bytes are launched the link is down for some milliseconds.
constexpr unsigned reconnectTries = 5;
constexpr Duration reconnectPause = milliseconds(10);

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

Result<void> Target::setOptions(std::span<const OptionValue> values) {
    const auto differs = [&values](std::span<const OptionWord> words) {
        return std::ranges::find_if(values, [&words](const OptionValue& value) {
            return (optionAt(words, value.address).value_or(~value.value) & value.mask) !=
                   value.value;
        });
    };
    const OptionWords before = TRY(inStage(Stage::Protect, readOptions(m_link, *m_device)));
    if (differs(before) == values.end()) {
        return {};
    }
    TRY(writeOptions(m_link, m_clock, *m_device, {.values = values}));
    TRY(inStage(Stage::Protect, settleOptions()));
    const OptionWords after = TRY(inStage(Stage::Protect, readOptions(m_link, *m_device)));
    if (const auto wrong = differs(after); wrong != values.end()) {
        return Fault{.code = FaultCode::OptionWriteFailed,
                     .stage = Stage::Protect,
                     .address = wrong->address,
                     .note = fmt::format("reads 0x{:08X} after the reload",
                                         optionAt(after, wrong->address).value_or(0))};
    }
    return {};
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

} // namespace greenlight::target
