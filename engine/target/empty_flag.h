#pragma once

#include "engine/base/result.h"
#include "engine/probe/stlink.h"
#include "engine/target/device.h"

namespace greenlight::target {

/// Lets a chip that came empty start its new program at the next reset: until its next power-up it
/// would go on starting its boot loader. Does nothing where there is no such flag or it is not set.
/// Only for a chip whose first word is programmed, with its core halted. Faults: those of the link.
Result<void> clearEmptyFlag(probe::StLink& link, const Device& device);

} // namespace greenlight::target
