#pragma once

#include "db/yield.h"
#include "station/slot_mapping.h"
#include "station/view/back_office.h"
#include "station/view/station_section.h"

#include <QVariantList>
#include <map>
#include <optional>
#include <vector>

namespace greenlight::station::view {

/// The sockets of the station: which probe is where, what it says of itself, what went wrong there
/// in the last thirty days, and which slot it is; and finding out anew which socket is which slot,
/// by moving something there. Thread: the GUI's. (The tools of QML find what is inherited only by
/// its whole name.)
class ProbeDesk : public greenlight::station::view::StationSection {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// Rows: title, port, probe, counts, remark, sign.
    Q_PROPERTY(QVariantList sockets READ sockets NOTIFY changed)
    /// Why no socket can be seen, as a sentence; else empty.
    Q_PROPERTY(QString message READ message NOTIFY changed)
    /// The slots are being told apart.
    Q_PROPERTY(bool mapping READ isMapping NOTIFY changed)
    /// What to do next for that, and what the last move meant.
    Q_PROPERTY(QString prompt READ prompt NOTIFY changed)
    Q_PROPERTY(QString remark READ remark NOTIFY changed)
    /// Slots with their sockets so far, a line for each: "1: 1-1.2".
    Q_PROPERTY(QString places READ places NOTIFY changed)

public:
    static constexpr std::chrono::milliseconds patience{10'000};
    /// What went wrong is counted over so many days.
    static constexpr int daysCounted = 30;

    using StationSection::StationSection;

    [[nodiscard]] const QVariantList& sockets() const noexcept { return m_rows; }

    [[nodiscard]] QString message() const;

    [[nodiscard]] bool isMapping() const noexcept { return m_mapping.has_value(); }

    [[nodiscard]] QString prompt() const;

    [[nodiscard]] const QString& remark() const noexcept { return m_remark; }

    [[nodiscard]] QString places() const;

    [[nodiscard]] QString hindrance() const override;

    /// A look waits for its answer.
    [[nodiscard]] bool isAsking() const noexcept { return m_office.isBusy(); }

    /// Looks anew. Nothing happens while a look waits for its answer.
    Q_INVOKABLE void refresh();
    /// Begins to tell the slots apart. Nothing happens while something stands in the way.
    Q_INVOKABLE void beginMapping();
    /// The last slot is asked for again.
    Q_INVOKABLE void takeBack();
    /// Everything stays as it was.
    Q_INVOKABLE void endMapping();
    /// The slots that were told apart are those of the station from now on; asks for the PIN.
    Q_INVOKABLE void save();

    void finish() override { m_office.finish(); }

    void leave() override;
    void retranslate() override;

protected:
    void draw() override;

private:
    struct Look {
        std::vector<probe::ProbeSight> sights{};
        std::optional<db::YieldReport> counted{};
    };

    void take(Result<Look> look);
    void follow();
    [[nodiscard]] std::vector<SocketSeen> seen() const;
    [[nodiscard]] const probe::ProbeSight* sightAt(const probe::PortPath& port) const;
    [[nodiscard]] std::vector<job::SlotPlace> placesDemanding() const;
    [[nodiscard]] QString countsOf(const std::string& slot) const;
    [[nodiscard]] QVariantMap rowOf(const LineSlot& slot) const;

    Look m_look;
    std::optional<Fault> m_fault;
    bool m_looked = false;
    std::optional<SlotMapping> m_mapping;
    QString m_remark;
    QVariantList m_rows;
    BackOffice m_office{this};
};

} // namespace greenlight::station::view
