#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/stlink.h"
#include "engine/target/device.h"

namespace greenlight::target {

/// Takes the steps of the device's fast clock, each register read first and only its bits changed.
/// The core must be halted and the clocks as a reset leaves them. Faults: ClockNotReady when an
/// oscillator or a switch does not report within its time, and those of the link; the clocks are
/// anywhere then, and only a reset puts them right.
Result<void> raiseClock(probe::StLink& link, Clock& clock, const Device& device);

/// Makes the flash of a freshly reset chip writable, as Device::flashSupply says; nothing to do for
/// most, and harmless to repeat. Faults: ClockNotReady with the register that does not follow, and
/// those of the link.
Result<void> supplyFlash(probe::StLink& link, Clock& clock, const Device& device);

} // namespace greenlight::target
