#pragma once

namespace greenlight::station::view {

/// Into how many columns `count` tiles go on an area of this size (any unit, width and height the
/// same), so that the tiles come closest to a good shape as large as possible. At least 1.
int tileColumns(int count, double width, double height);

} // namespace greenlight::station::view
