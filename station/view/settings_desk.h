#pragma once

#include "station/offered_settings.h"
#include "station/view/station_section.h"

#include <QVariantList>
#include <optional>

namespace greenlight::station::view {

/// The station's settings at the screen: what counts now, and another value for one of them, which
/// is checked like the whole file before anything is written. The line opens anew with it. Thread:
/// the GUI's. (The tools of QML find what is inherited only by its whole name.)
class SettingsDesk : public greenlight::station::view::StationSection {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// Rows: name, key ("[kiosk] night"), value.
    Q_PROPERTY(QVariantList settings READ settings NOTIFY changed)
    /// Whose value is being changed, by its place in `settings`; -1 = none.
    Q_PROPERTY(int chosen READ chosen NOTIFY changed)
    /// What the chosen one is for, in a sentence.
    Q_PROPERTY(QString purpose READ purpose NOTIFY changed)
    /// Values to choose from, each with word and text; empty where it is typed.
    Q_PROPERTY(QVariantList choices READ choices NOTIFY changed)
    /// The value that it is to have.
    Q_PROPERTY(QString draft READ draft WRITE write NOTIFY changed)
    /// The draft is another value than the one that counts, and the station would take it.
    Q_PROPERTY(bool due READ due NOTIFY changed)
    /// Why the station would not take the draft; else empty.
    Q_PROPERTY(QString objection READ objection NOTIFY changed)

public:
    /// No value is longer.
    static constexpr qsizetype longest = 200;

    using StationSection::StationSection;

    [[nodiscard]] const QVariantList& settings() const noexcept { return m_rows; }

    [[nodiscard]] int chosen() const noexcept { return m_chosen; }

    [[nodiscard]] QString purpose() const;
    [[nodiscard]] QVariantList choices() const;

    [[nodiscard]] const QString& draft() const noexcept { return m_draft; }

    [[nodiscard]] bool due() const;

    [[nodiscard]] QString objection() const;

    [[nodiscard]] QString hindrance() const override;

    /// Shows another one; the one that is chosen already, or a number that is none: none.
    Q_INVOKABLE void choose(int place);
    /// What is longer than `longest` is cut there.
    void write(const QString& draft);
    /// Asks for the PIN, and takes the draft.
    Q_INVOKABLE void take();

    void leave() override;

protected:
    void draw() override;

private:
    void check();
    [[nodiscard]] const OfferedSetting* seen() const;
    [[nodiscard]] QString valueText(const OfferedSetting& setting) const;

    QVariantList m_rows;
    int m_chosen = -1;
    QString m_draft;
    std::optional<Fault> m_objection;
};

} // namespace greenlight::station::view
