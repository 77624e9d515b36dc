#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/stlink.h"

#include <cstdint>
#include <optional>

namespace greenlight::target {

/// The SW-DP of a chip behind an ST-LINK (ADIv5.2, chapter B2). The firmware of the probe owns
/// SELECT and the order on the wire; what remains for us is power and the sticky flags.
/// One thread, the one of the StLink.
class DebugPort {
public:
    DebugPort(probe::StLink& link, Clock& clock) noexcept : m_link(link), m_clock(clock) {}

    /// Clears the sticky flags, asks for debug and system power and waits until both are
    /// acknowledged. A firmware without access to DP registers has done that in ENTER.
    /// Faults: DebugPowerUp, and those of the link.
    Result<void> powerUp();

    /// Lets go of system power, then of debug power: the other order is forbidden (ADIv5.2,
    /// B2.4.5). What stays on costs the product current.
    Result<void> powerDown();

    /// True while both power requests are still acknowledged: false after a power loss.
    Result<bool> powered();

    /// The identification register of an access port; 0 means there is none.
    Result<std::uint32_t> accessPortId(std::uint8_t ap);

    /// Where the access port says its ROM table is; nothing when it has none or the probe's
    /// firmware cannot ask.
    Result<std::optional<std::uint32_t>> romTable(std::uint8_t ap);

    /// DPIDR; refuses what no debug port can answer. Faults: SwdNoAnswer.
    Result<std::uint32_t> id();

    /// Has DPIDR read in a batch and is true, unless the firmware has no command for that.
    bool stageId(probe::StLink::Batch& batch, std::uint32_t& into);

private:
    probe::StLink& m_link;
    Clock& m_clock;
};

} // namespace greenlight::target
