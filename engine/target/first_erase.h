#pragma once

#include "engine/base/result.h"
#include "engine/probe/stlink.h"
#include "engine/target/flash_plan.h"

#include <cstdint>

namespace greenlight::target {

/// The first erase of a plan, begun through the debug port before the loader is in the chip: the
/// loader needs 36 ms to get there over a V2, in which the flash may as well be at work. What is
/// asked of the controller and looked at is what the loader does (lane.h); how the erase ends, and
/// with what flags, is for the loader to see.
class FirstErase {
public:
    /// True where the controller is one that is told the same from outside.
    [[nodiscard]] static bool isFor(const FlashPlan& plan) noexcept;

    /// CHECKs isFor(plan).
    FirstErase(probe::StLink& link, const FlashPlan& plan);

    /// The core must be held after a reset, at the clock that the flash is made ready for. True if
    /// the erase was begun: the loader has to follow it. False if the controller is not as it is
    /// after a reset or does not take what it is told: nothing was begun, and the loader will find
    /// out and say why. Faults: those of the link; it may have been begun then.
    Result<bool> begin();

private:
    Result<bool> arm();

    probe::StLink& m_link;
    const FlashPlan& m_plan;
    std::uint32_t m_control = 0; ///< what the control register is to hold, without the start
};

} // namespace greenlight::target
