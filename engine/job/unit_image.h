#pragma once

#include "engine/base/result.h"
#include "engine/job/recipe.h"

#include <string_view>
#include <vector>

namespace greenlight::job {

/// The segments for one unit: the recipe's image with the unit's serial number laid over it where
/// the recipe says so (a place the image already fills is replaced). Sorted, neither overlapping
/// nor touching. Faults: SerialDoesNotFit.
Result<std::vector<Segment>> unitSegments(const Recipe& recipe, std::string_view serial,
                                          const Uid& uid);

} // namespace greenlight::job
