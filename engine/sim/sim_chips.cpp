#include "engine/sim/sim_chips.h"

#include "engine/base/check.h"
#include "engine/sim/chips/rows.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace greenlight::sim {

namespace {

auto allSeries() noexcept {
    // clang-format off
    return std::to_array<std::span<const ChipFacts>>({
        chips::c0(),
        chips::f0(),
        chips::f1(),
        chips::f2(),
        chips::f3(),
        chips::f4(),
        chips::f7(),
        chips::g0(),
        chips::g4(),
        chips::h5(),
        chips::h7(),
        chips::l0(),
        chips::l1(),
        chips::l4(),
        chips::l5(),
        chips::u0(),
        chips::u3(),
        chips::u5(),
        chips::wb(),
        chips::wba(),
        chips::wl(),
    });
    // clang-format on
}

} // namespace

std::vector<Chip> everyChip() {
    std::vector<Chip> chips;
    for (const std::span<const ChipFacts> series : allSeries()) {
        std::ranges::transform(series, std::back_inserter(chips), &ChipFacts::chip);
    }
    return chips;
}

const ChipFacts& factsOf(Chip chip) noexcept {
    for (const std::span<const ChipFacts> series : allSeries()) {
        const auto found = std::ranges::find(series, chip, &ChipFacts::chip);
        if (found != series.end()) {
            return *found;
        }
    }
    CHECK(false);
}

bool PinFacts::taken(std::uint32_t value) const noexcept {
    if (remap) {
        return ((value >> 24U) & 7U) == 4; // SWJ_CFG: both ports disabled (RM0008 9.4.2)
    }
    constexpr std::uint32_t alternate = 2;
    return ((value >> 26U) & 3U) != alternate || ((value >> 28U) & 3U) != alternate;
}

std::string_view name(Chip chip) noexcept { return factsOf(chip).name; }

} // namespace greenlight::sim
