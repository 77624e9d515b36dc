#include "station/view/tile_grid.h"

#include <algorithm>

namespace greenlight::station::view {

namespace {

/// A tile wants a little more height than width: a figure above, a button below.
constexpr double wantedWidth = 60;
constexpr double wantedHeight = 72;

} // namespace

int tileColumns(int count, double width, double height) {
    int best = 1;
    double bestSize = -1;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const double size = std::min(width / columns / wantedWidth, height / rows / wantedHeight);
        // Of arrangements of one size the one with fewer empty places comes first.
        if (size > bestSize) {
            best = columns;
            bestSize = size;
        }
    }
    return best;
}

} // namespace greenlight::station::view
