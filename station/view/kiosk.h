#pragma once

#include "engine/base/clock.h"
#include "station/workplace.h"

#include <filesystem>

namespace greenlight::station::view {

struct KioskOptions {
    WorkplaceOptions workplace{};
    std::filesystem::path recipe{}; ///< empty = Workplace::usualRecipe()
    bool windowed = false;
};

/// Opens the workplace and shows its pages until the window is closed or the program is told to
/// end (SIGTERM, SIGINT). Attempts that run then end as ABORTED on record. A workplace that cannot
/// be opened is shown as well, with the reason; the exit status tells: 0 after work, 4 for a
/// station that was not fit. Thread: the main one.
int runKiosk(const KioskOptions& options, Clock& clock, int& argc, char** argv);

} // namespace greenlight::station::view
