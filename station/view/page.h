#pragma once

#include <QString>

class QQuickView;

namespace greenlight::station::view {

class LineDesk;
class RecordsDesk;

/// Puts the pages of `desk` and `records` into a window and connects scanner, foot switch and
/// language. The window fills itself with the page; showing it is the caller's. Gives what is wrong
/// with the pages (a broken installation), or nothing. Thread: the GUI's; both desks outlive the
/// window.
[[nodiscard]] QString openPage(QQuickView& window, LineDesk& desk, RecordsDesk& records);

} // namespace greenlight::station::view
