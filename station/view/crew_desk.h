#pragma once

#include "db/people.h"
#include "station/view/back_office.h"
#include "station/view/station_section.h"

#include <QVariantList>
#include <optional>
#include <vector>

namespace greenlight::station::view {

/// The station's people at the screen: who there is, somebody new, and what becomes of somebody.
/// Whoever may manage people proves it with their PIN; where nobody is on record yet the first one
/// is added without. Thread: the GUI's. (The tools of QML find what is inherited only by its whole
/// name.)
class CrewDesk : public greenlight::station::view::StationSection {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// Rows by name: name, role, remark, away = has retired.
    Q_PROPERTY(QVariantList people READ people NOTIFY changed)
    /// Who is chosen, by the place in `people`; -1 = nobody.
    Q_PROPERTY(int chosen READ chosen NOTIFY changed)
    /// What is being done: "" = nothing, "add", "role", "pin", "badge", "unlock", "retire".
    Q_PROPERTY(QString task READ task NOTIFY changed)
    /// What can be done with whoever is chosen: rows of task and text.
    Q_PROPERTY(QVariantList tasks READ tasks NOTIFY changed)
    /// What the task wants to know, in its order: "name", "role", "badge", "pin", "again",
    /// "reason".
    Q_PROPERTY(QStringList wants READ wants NOTIFY changed)
    Q_PROPERTY(QString role READ role NOTIFY changed)
    /// What the scanner read or somebody typed; secrets are shown to nobody.
    Q_PROPERTY(QString badge READ badge NOTIFY changed)
    /// Everything that is wanted is there and fits.
    Q_PROPERTY(bool due READ due NOTIFY changed)
    /// What is missing or does not fit; empty while nothing was written yet.
    Q_PROPERTY(QString objection READ objection NOTIFY changed)

public:
    static constexpr std::chrono::milliseconds patience{10'000};
    /// No name, badge, PIN or reason is longer.
    static constexpr qsizetype longest = 128;

    using StationSection::StationSection;

    [[nodiscard]] const QVariantList& people() const noexcept { return m_rows; }

    [[nodiscard]] int chosen() const noexcept { return m_chosen; }

    [[nodiscard]] const QString& task() const noexcept { return m_task; }

    [[nodiscard]] QVariantList tasks() const;
    [[nodiscard]] QStringList wants() const;
    [[nodiscard]] QString role() const;

    [[nodiscard]] QString badge() const { return m_badge; }

    [[nodiscard]] bool due() const;
    [[nodiscard]] QString objection() const;
    [[nodiscard]] QString hindrance() const override;

    [[nodiscard]] bool isAsking() const noexcept { return m_office.isBusy(); }

    /// A badge that is scanned now is for the person that is being written down.
    [[nodiscard]] bool takesBadge() const;

    /// Reads anew who there is.
    Q_INVOKABLE void refresh();
    /// Chooses somebody; who is chosen already, or a number that is none: nobody.
    Q_INVOKABLE void choose(int place);
    /// Begins something: "add", or one of `tasks` with whoever is chosen; "" = nothing.
    Q_INVOKABLE void begin(const QString& task);
    Q_INVOKABLE void nextRole();
    Q_INVOKABLE void write(const QString& field, const QString& text);
    /// Asks for the PIN and does it.
    Q_INVOKABLE void save();

    void finish() override { m_office.finish(); }

    void leave() override;
    void retranslate() override;

protected:
    void draw() override;

private:
    void take(std::vector<db::PersonRecord> people);
    void forgetDraft();
    [[nodiscard]] const db::PersonRecord* seen() const;
    [[nodiscard]] bool isLocked(const db::PersonRecord& person) const;
    [[nodiscard]] Result<void> check() const;
    [[nodiscard]] QString doneText(const std::string& name) const;

    std::vector<db::PersonRecord> m_people; ///< by name, those who retired last
    QVariantList m_rows;
    int m_chosen = -1;
    QString m_task;
    bool m_written = false;
    QString m_name;
    Role m_role = Role::Operator;
    QString m_badge;
    QString m_pin;
    QString m_again;
    QString m_reason;
    BackOffice m_office{this};
};

} // namespace greenlight::station::view
