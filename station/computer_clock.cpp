#include "station/computer_clock.h"

#include <sys/timex.h>

namespace greenlight::station {

std::optional<bool> computerClockIsKept() noexcept {
    timex asked{}; // Without a mode nothing is set, and nobody has to be root.
    const int state = adjtimex(&asked);
    if (state < 0) {
        return std::nullopt;
    }
    return state != TIME_ERROR && (static_cast<unsigned>(asked.status) & STA_UNSYNC) == 0;
}

} // namespace greenlight::station
