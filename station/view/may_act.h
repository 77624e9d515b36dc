#pragma once

#include "station/line.h"
#include "station/roles.h"

namespace greenlight::station::view {

/// Whether whoever is at the line may do this. Where nobody signs in anybody may, as on the command
/// line.
[[nodiscard]] inline bool mayAct(const LineView& view, Act act) {
    if (view.signInWanted) {
        return false;
    }
    const auto role = roleNamed(view.role);
    return view.role.empty() || (role && may(*role, act));
}

} // namespace greenlight::station::view
