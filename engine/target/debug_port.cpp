#include "engine/target/debug_port.h"

#include <fmt/format.h>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

constexpr std::uint8_t dpidrRegister = 0x0;
constexpr std::uint8_t controlStatus = 0x4;
constexpr std::uint8_t accessPortBase = 0xF8;
constexpr std::uint8_t accessPortIdr = 0xFC;

// BASE of a MEM-AP (ADIv5.2, C2.6.1): bit 0 says that a component is there, the low bits are flags.
constexpr std::uint32_t basePresent = 1U << 0;
constexpr std::uint32_t baseAddressMask = 0xFFFFF000;
constexpr std::uint32_t noBase = 0xFFFFFFFF;

constexpr std::uint32_t debugPowerRequest = 1U << 28;
constexpr std::uint32_t debugPowerAcknowledge = 1U << 29;
constexpr std::uint32_t systemPowerRequest = 1U << 30;
constexpr std::uint32_t systemPowerAcknowledge = 1U << 31;
constexpr std::uint32_t bothAcknowledge = debugPowerAcknowledge | systemPowerAcknowledge;

constexpr Duration powerUpLimit = milliseconds(100);
constexpr Duration powerUpPace = milliseconds(1);

Fault portFault(FaultCode code, std::string note) {
    return Fault{.code = code, .stage = Stage::Connect, .note = std::move(note)};
}

} // namespace

Result<void> DebugPort::powerUp() {
    if (!m_link.capabilities().dapRegisters) {
        return {};
    }
    TRY(m_link.clearStickyErrors());
    // ORUNDETECT stays 0: the firmware of the probe does not expect the data phases it adds.
    TRY(m_link.writeDp(controlStatus, debugPowerRequest | systemPowerRequest));
    const Instant deadline = m_clock.now() + powerUpLimit;
    while (true) {
        const std::uint32_t status = TRY(m_link.readDp(controlStatus));
        if ((status & bothAcknowledge) == bothAcknowledge) {
            return {};
        }
        if (m_clock.now() >= deadline) {
            return portFault(FaultCode::DebugPowerUp,
                             fmt::format("CTRL/STAT stays at 0x{:08X}", status));
        }
        m_clock.sleepFor(powerUpPace);
    }
}

Result<void> DebugPort::powerDown() {
    if (!m_link.capabilities().dapRegisters) {
        return {};
    }
    TRY(m_link.writeDp(controlStatus, debugPowerRequest));
    return m_link.writeDp(controlStatus, 0);
}

Result<bool> DebugPort::powered() {
    if (!m_link.capabilities().dapRegisters) {
        return true;
    }
    const std::uint32_t status = TRY(m_link.readDp(controlStatus));
    return (status & bothAcknowledge) == bothAcknowledge;
}

Result<std::uint32_t> DebugPort::accessPortId(std::uint8_t ap) {
    return m_link.readApRegister(ap, accessPortIdr);
}

Result<std::optional<std::uint32_t>> DebugPort::romTable(std::uint8_t ap) {
    if (!m_link.capabilities().dapRegisters) {
        return std::optional<std::uint32_t>{};
    }
    const std::uint32_t base = TRY(m_link.readApRegister(ap, accessPortBase));
    if (base == noBase || (base & basePresent) == 0) {
        return std::optional<std::uint32_t>{};
    }
    return std::optional{base & baseAddressMask};
}

bool DebugPort::stageId(probe::StLink::Batch& batch, std::uint32_t& into) {
    if (!m_link.capabilities().dapRegisters) {
        return false;
    }
    batch.readDp(dpidrRegister, into);
    return true;
}

Result<std::uint32_t> DebugPort::id() {
    const std::uint32_t value = m_link.capabilities().dapRegisters
                                    ? TRY(m_link.readDp(dpidrRegister))
                                    : TRY(m_link.readDpidr());
    // Bit 0 of DPIDR reads as one (ADIv5.2, B2.2.5).
    if (value == 0 || value == ~std::uint32_t{0} || (value & 1U) == 0) {
        return portFault(FaultCode::SwdNoAnswer, fmt::format("DPIDR reads 0x{:08X}", value));
    }
    return value;
}

} // namespace greenlight::target
