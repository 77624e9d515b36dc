#pragma once

#include "engine/base/clock.h"

#include <cstdint>

namespace greenlight::sim {

/// Who drives an access: the core, the core's own debug access port, or a port that reaches the
/// system without the core.
enum class Master : std::uint8_t { Core, Debugger, SystemDebugger };

/// What one bus access gave: a value, a bus error, or "held": the slave does not answer before
/// `heldUntil`, and the master has to ask again then.
struct BusOutcome {
    std::uint32_t value = 0;
    bool fault = false;
    bool held = false;
    /// The value can change by the passing of time alone, with no event of the chip behind it.
    bool volatileRead = false;
    Instant heldUntil{};

    static BusOutcome of(std::uint32_t value) noexcept { return {.value = value}; }

    static BusOutcome busError() noexcept { return {.fault = true}; }

    static BusOutcome holdUntil(Instant moment) noexcept {
        return {.held = true, .heldUntil = moment};
    }
};

} // namespace greenlight::sim
