#pragma once

#include "engine/base/fault.h"
#include "engine/base/result.h"

#include <utility>

namespace greenlight::target {

/// True for a fault of the wires or the core (numbers 200 to 299), which may pass or may be what a
/// reset looks like; false for one of the probe or its USB, which is always final.
[[nodiscard]] constexpr bool isOnWires(const Fault& fault) noexcept {
    return static_cast<unsigned>(fault.code) / 100 == 2;
}

/// The same result with the stage it happened in.
template <typename T>
Result<T> inStage(Stage stage, Result<T> result) {
    if (result.ok()) {
        return result;
    }
    Fault fault = std::move(result).fault();
    fault.stage = stage;
    return fault;
}

} // namespace greenlight::target
