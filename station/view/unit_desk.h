#pragma once

#include "db/units.h"
#include "station/view/record_page.h"

#include <QVariantList>

namespace greenlight::station::view {

/// The unit's page: everything on record about the unit of a serial number or a chip. Thread: the
/// GUI's. (The tools of QML find what is inherited only by its whole name.)
class UnitDesk : public greenlight::station::view::RecordPage {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the records")
    /// What was looked up.
    Q_PROPERTY(QString asked READ asked NOTIFY changed)
    /// Rows, newest first: number, glyph, word, date, time, slot, recipe, person, happened, code.
    Q_PROPERTY(QVariantList attempts READ attempts NOTIFY changed)
    /// Whose record is shown, by its place in `attempts`.
    Q_PROPERTY(int chosen READ chosen NOTIFY changed)
    /// Of that attempt: title and fields, each with label and value.
    Q_PROPERTY(QVariantList sections READ sections NOTIFY changed)

public:
    /// No serial number is longer.
    static constexpr qsizetype longest = 64;

    using RecordPage::RecordPage;

    [[nodiscard]] const QString& asked() const noexcept { return m_asked; }

    [[nodiscard]] const QVariantList& attempts() const noexcept { return m_rows; }

    [[nodiscard]] int chosen() const noexcept { return m_chosen; }

    /// All attempts that are shown, the oldest first.
    [[nodiscard]] const db::UnitRecord& unit() const noexcept { return m_unit; }

    [[nodiscard]] const QVariantList& sections() const noexcept { return m_sections; }

    /// Looks for attempts under a serial number, and if there is none on a chip with this UID. At
    /// most db::maxAttemptsShown of them are shown. A text that can be neither is not looked for.
    Q_INVOKABLE void lookUp(const QString& text);

    /// Shows the record of another attempt; a number that is none changes nothing.
    Q_INVOKABLE void choose(int place);

    void retranslate() override;

protected:
    void forget() override;

private:
    void show(db::UnitRecord unit);
    void draw();

    QString m_asked;
    db::UnitRecord m_unit;
    QVariantList m_rows;
    QVariantList m_sections;
    int m_chosen = 0;
};

} // namespace greenlight::station::view
