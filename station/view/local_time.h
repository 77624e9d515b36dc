#pragma once

#include "engine/base/clock.h"

#include <QDateTime>
#include <QString>

namespace greenlight::station::view {

/// HH:mm:ss in the computer's time zone: for the eye, never for a record.
inline QString clockText(base::WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(time.unixMicros / 1000)
        .toString(QStringLiteral("HH:mm:ss"));
}

} // namespace greenlight::station::view
