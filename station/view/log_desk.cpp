#include "station/view/log_desk.h"

#include "station/view/local_time.h"
#include "station/view/words.h"

#include <QVariantMap>

namespace greenlight::station::view {

namespace {

QString levelWord(LogLevel level) {
    switch (level) {
    case LogLevel::Debug:
        return QStringLiteral("debug");
    case LogLevel::Info:
        return QStringLiteral("info");
    case LogLevel::Warning:
        return QStringLiteral("warning");
    case LogLevel::Error:
        break;
    }
    return QStringLiteral("error");
}

} // namespace

QString LogDesk::least() const {
    return m_least == LogLevel::Error     ? Words::tr("Errors")
           : m_least == LogLevel::Warning ? Words::tr("Warnings")
                                          : Words::tr("Everything");
}

void LogDesk::nextLeast() {
    m_least = m_least == LogLevel::Debug     ? LogLevel::Warning
              : m_least == LogLevel::Warning ? LogLevel::Error
                                             : LogLevel::Debug;
    look();
}

void LogDesk::search(const QString& words) {
    if (words.left(longest) != m_words) {
        m_words = words.left(longest);
        look();
    }
}

void LogDesk::refresh() {
    if (place().log && place().log->last() != m_seen) {
        look();
    }
}

void LogDesk::look() {
    m_rows.clear();
    if (place().log) {
        m_seen = place().log->last();
        for (const LogLine& line :
             place().log->newest(m_least, m_words.trimmed().toStdString(), mostShown)) {
            m_rows << QVariantMap{{QStringLiteral("number"), QVariant::fromValue(line.number)},
                                  {QStringLiteral("time"), clockText(line.time)},
                                  {QStringLiteral("level"), levelWord(line.level)},
                                  {QStringLiteral("text"), QString::fromStdString(line.text)}};
        }
    }
    Q_EMIT changed();
}

void LogDesk::leave() {
    StationSection::leave();
    if (!m_rows.isEmpty() || !m_words.isEmpty()) {
        m_rows.clear();
        m_words.clear();
        m_seen = 0;
        Q_EMIT changed();
    }
}

} // namespace greenlight::station::view
