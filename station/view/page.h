#pragma once

#include <QString>

class QQuickView;

namespace greenlight::station::view {

class LineDesk;

/// Puts the line page of `desk` into a window and connects scanner, foot switch and language. The
/// window fills itself with the page; showing it is the caller's. Gives what is wrong with the page
/// (a broken installation), or nothing. Thread: the GUI's; `desk` outlives the window.
[[nodiscard]] QString openPage(QQuickView& window, LineDesk& desk);

} // namespace greenlight::station::view
