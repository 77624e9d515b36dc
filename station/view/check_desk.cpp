#include "station/view/check_desk.h"

#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>
#include <array>
#include <utility>

namespace greenlight::station::view {

namespace {

QString whatText(const std::string& what) {
    static constexpr std::array names{
        std::pair{"disk", QT_TRANSLATE_NOOP("Words", "Disk")},
        std::pair{"journal", QT_TRANSLATE_NOOP("Words", "Records")},
        std::pair{"people", QT_TRANSLATE_NOOP("Words", "People")},
        std::pair{"key", QT_TRANSLATE_NOOP("Words", "Station key")},
        std::pair{"trust", QT_TRANSLATE_NOOP("Words", "Release authority")},
        std::pair{"loaders", QT_TRANSLATE_NOOP("Words", "Loaders")}};
    for (const auto& [word, name] : names) {
        if (what == word) {
            return Words::tr(name);
        }
    }
    return QString::fromStdString(what);
}

} // namespace

QString CheckDesk::state() const {
    return m_office.isBusy()  ? QStringLiteral("busy")
           : m_points.empty() ? QStringLiteral("empty")
           : countBad() == 0  ? QStringLiteral("good")
                              : QStringLiteral("bad");
}

std::size_t CheckDesk::countBad() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        m_points, [](const TestPoint& point) { return point.fault.has_value(); }));
}

QString CheckDesk::verdict() const {
    return m_office.isBusy()  ? Words::tr("Testing …")
           : m_points.empty() ? QString()
           : countBad() == 0  ? Words::tr("The station is fit.")
                              : Words::tr("%1 of %2 points are not as they should be.")
                                   .arg(countBad())
                                   .arg(m_points.size());
}

void CheckDesk::begin() {
    if (m_office.isBusy() || place().journalFile.empty()) {
        return;
    }
    m_points.clear();
    draw();
    addSlots();
    m_office.ask(
        [this, run = ++m_run, place = place(),
         &clock = clock()](const BackOffice::Unwanted& unwanted) -> BackOffice::Answer {
            testStation(place.settings, place.training, place.journalFile, clock, unwanted,
                        [this, &unwanted, run](const TestPoint& point) {
                            QMetaObject::invokeMethod(
                                this,
                                [this, point, run] {
                                    // Of a test that was called off nothing more is shown.
                                    if (run == m_run) {
                                        add(point);
                                    }
                                },
                                Qt::QueuedConnection);
                            return !unwanted();
                        });
            return [this] { Q_EMIT changed(); };
        },
        patience, [] {});
    Q_EMIT changed();
}

void CheckDesk::addSlots() {
    for (const LineSlot& slot : view().slots) {
        TestPoint point{.what = "slot " + slot.slot.name};
        point.fault = slot.slot.trouble;
        point.detail =
            slot.slot.port.text() + "  " + slot.slot.probeSerial + "  " + slot.slot.probeFirmware;
        add(std::move(point));
    }
}

void CheckDesk::add(TestPoint point) {
    m_points.push_back(std::move(point));
    draw();
    Q_EMIT changed();
}

void CheckDesk::cancel() {
    ++m_run;
    m_office.giveUp();
    Q_EMIT changed();
}

void CheckDesk::leave() {
    StationSection::leave();
    if (m_office.isBusy() || !m_points.empty()) {
        cancel();
        m_points.clear();
        draw();
        Q_EMIT changed();
    }
}

void CheckDesk::retranslate() { StationSection::retranslate(); }

void CheckDesk::draw() {
    QVariantList good;
    QVariantList bad;
    for (const TestPoint& point : m_points) {
        const std::string word = "slot ";
        const QString what =
            point.what.starts_with(word)
                ? Words::tr("Slot %1").arg(QString::fromStdString(point.what.substr(word.size())))
                : whatText(point.what);
        QVariantList& rows = point.fault ? bad : good;
        rows << QVariantMap{{QStringLiteral("what"), what},
                            {QStringLiteral("detail"), point.fault
                                                           ? Words::sentence(*point.fault)
                                                           : QString::fromStdString(point.detail)},
                            {QStringLiteral("good"), !point.fault}};
    }
    m_rows = bad + good;
}

} // namespace greenlight::station::view
