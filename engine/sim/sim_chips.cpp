#include "engine/sim/sim_chips.h"

#include "engine/base/check.h"
#include "engine/sim/chips/rows.h"

#include <algorithm>

namespace greenlight::sim {

const ChipFacts& factsOf(Chip chip) noexcept {
    for (const std::span<const ChipFacts> series :
         {chips::c0(), chips::f1(), chips::f4(), chips::g0(), chips::g4(), chips::h7(), chips::l4(),
          chips::u0(), chips::wb(), chips::wl()}) {
        const auto found = std::ranges::find(series, chip, &ChipFacts::chip);
        if (found != series.end()) {
            return *found;
        }
    }
    CHECK(false);
}

std::string_view name(Chip chip) noexcept { return factsOf(chip).name; }

} // namespace greenlight::sim
