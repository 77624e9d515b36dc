#pragma once

#include "station/line.h"

#include <QString>

namespace greenlight::station::view {

/// The one sentence at the bottom of the page: what the operator does next.
struct Guidance {
    QString text{};
    /// "turn" = the operator's move, "calm" = wait, "alarm" = something is wrong.
    QString tone{};
};

/// Picks the most urgent thing of the whole line: a station that is not fit, a unit without a
/// record, a failed unit, a slot out of order, then the steps of the work in their order. Pure.
Guidance guide(const LineView& view);

/// What the page says when the engine has stopped answering.
Guidance engineSilent();

} // namespace greenlight::station::view
