#pragma once

#include "station/self_test.h"
#include "station/view/back_office.h"
#include "station/view/station_section.h"

#include <QVariantList>
#include <vector>

namespace greenlight::station::view {

/// The station's self-test beside the line: each thing that it needs, and whether it is as it
/// should be. Its probes are those of the slots, which hold them. Thread: the GUI's. (The tools of
/// QML find what is inherited only by its whole name.)
class CheckDesk : public greenlight::station::view::StationSection {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// "empty" = not asked for yet, "busy", "good", "bad".
    Q_PROPERTY(QString state READ state NOTIFY changed)
    /// Rows: what, detail, good; what is not as it should be comes first.
    Q_PROPERTY(QVariantList points READ points NOTIFY changed)
    /// What came out, as a sentence.
    Q_PROPERTY(QString verdict READ verdict NOTIFY changed)

public:
    static constexpr std::chrono::milliseconds patience{24 * 3'600'000};

    using StationSection::StationSection;

    [[nodiscard]] QString state() const;

    [[nodiscard]] const QVariantList& points() const noexcept { return m_rows; }

    [[nodiscard]] QString verdict() const;

    [[nodiscard]] bool isAsking() const noexcept { return m_office.isBusy(); }

    /// Tests everything anew.
    Q_INVOKABLE void begin();
    /// Calls it off; what was found so far stays.
    Q_INVOKABLE void cancel();

    void finish() override { m_office.finish(); }

    void leave() override;
    void retranslate() override;

private:
    void add(TestPoint point);
    void addSlots();
    void draw() override;
    [[nodiscard]] std::size_t countBad() const;

    unsigned m_run = 0; ///< which test it is whose points count
    std::vector<TestPoint> m_points;
    QVariantList m_rows;
    BackOffice m_office{this};
};

} // namespace greenlight::station::view
