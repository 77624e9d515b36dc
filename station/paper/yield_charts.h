#pragma once

#include "db/yield.h"
#include "station/paper/paper.h"

#include <cstdint>
#include <string>
#include <vector>

namespace greenlight::station::paper {

/// A place on the page, in millimetres.
struct Place {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// Attempts in the order of time: a bar for each label, what passed below and what did not above,
/// with a scale that begins at nothing.
void drawBars(Paper& paper, const Place& place, const db::Breakdown& breakdown);

/// The faults with most attempts, longest bar first, with their counts and the running share in
/// words. At most as many as fit; the others are one bar.
void drawPareto(Paper& paper, const Place& place, const std::vector<db::FaultCount>& faults);

/// The next round number that is not below: 1, 2 or 5 with zeros.
[[nodiscard]] std::uint64_t roundedUp(std::uint64_t count);

} // namespace greenlight::station::paper
