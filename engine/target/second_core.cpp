#include "engine/target/second_core.h"

#include "engine/target/link_fault.h"

namespace greenlight::target {

namespace {

constexpr unsigned partShift = 4;
constexpr std::uint32_t partMask = 0xFFF;

} // namespace

Result<void> SecondCore::hold(const Device& device) {
    const SecondCoreRow& row = device.secondCore;
    if (row.corePart == 0) {
        return {};
    }
    const OptionWord starts{row.starts.address,
                            TRY(m_link.readWord(device.coreAp, row.starts.address))};
    if (!row.starts.holds({&starts, 1})) {
        return {};
    }
    // Parts of this die with one core have the bit as well, and nothing behind the port.
    m_core.moveTo(row.ap);
    Result<void> opened = m_link.openAp(row.ap);
    const Result<std::uint32_t> cpuid =
        opened.ok() ? m_core.cpuid() : Result<std::uint32_t>(opened.fault());
    if (!cpuid.ok()) {
        if (!isOnWires(cpuid.fault())) {
            return cpuid.fault();
        }
        return m_link.clearStickyErrors();
    }
    if (((*cpuid >> partShift) & partMask) != row.corePart) {
        return {};
    }
    m_held = true;
    TRY(m_core.halt());
    return m_core.armResetCatch();
}

Result<void> SecondCore::requireHeld() { return m_held ? m_core.requireHalted() : Result<void>{}; }

Result<void> SecondCore::release() {
    if (!m_held) {
        return {};
    }
    m_held = false;
    return m_core.disconnect();
}

} // namespace greenlight::target
