#pragma once

namespace greenlight::usb {

/// Prints what one to 32 slots of equal boards take side by side: pace, processor, transfers,
/// threads and memory. True if every board passed.
bool runGang();

} // namespace greenlight::usb
