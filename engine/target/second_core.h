#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/stlink.h"
#include "engine/target/cortex_m.h"
#include "engine/target/device.h"

namespace greenlight::target {

/// The second core of a part with two, which starts by itself at every reset and runs whatever
/// firmware is in the flash that is being erased under it. Held still from hold() to release():
/// halted now, and caught before its first instruction at every reset in between. One thread, that
/// of the StLink.
class SecondCore {
public:
    SecondCore(probe::StLink& link, Clock& clock) noexcept : m_link(link), m_core(link, clock, 0) {}

    /// Holds it, if the die has such a core, this part has it, and its option bytes let it start.
    /// The first core must be halted. Faults: NotHalted, AccessPort when there is one that cannot
    /// be held, and those of the link.
    Result<void> hold(const Device& device);

    [[nodiscard]] bool held() const noexcept { return m_held; }

    /// Fails unless it stands still, where there is one to hold. Faults: NotHalted.
    Result<void> requireHeld();

    /// Lets it go without a trace of us; it starts at the next reset.
    Result<void> release();

private:
    probe::StLink& m_link;
    CortexM m_core;
    bool m_held = false;
};

} // namespace greenlight::target
