#pragma once

#include "db/yield.h"
#include "station/view/record_page.h"

#include <QString>
#include <QVariantList>
#include <functional>

namespace greenlight::station::view {

/// What is behind a bar, a fault, a cell or a point of a chart.
struct Behind {
    db::CountedQuestion question{};
    std::function<QString()> title{}; ///< in the language that is chosen
};

/// The attempts that were counted in one place of the yield's page, the newest first, as a list
/// from which a unit's story is opened. Exactly those that the chart counted, whatever is made
/// meanwhile. Thread: the GUI's. (The tools of QML find what is inherited only by its whole name.)
class BehindDesk : public greenlight::station::view::RecordPage {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the records")
    /// A list was asked for and is not closed yet; clear() closes it.
    Q_PROPERTY(bool isOpen READ isOpen NOTIFY changed)
    /// What the list is behind.
    Q_PROPERTY(QString title READ title NOTIFY changed)
    /// How many there are and how many of them passed.
    Q_PROPERTY(QString about READ about NOTIFY changed)
    /// Rows, newest first: name, unit (what is looked up; empty for a board without a name), glyph,
    /// word, date, time, slot, happened, code.
    Q_PROPERTY(QVariantList attempts READ attempts NOTIFY changed)
    /// How many more there are; empty when all are shown.
    Q_PROPERTY(QString more READ more NOTIFY changed)

public:
    /// No list is longer.
    static constexpr std::size_t most = 100;

    using RecordPage::RecordPage;

    [[nodiscard]] bool isOpen() const { return state() != QStringLiteral("empty"); }

    [[nodiscard]] const QString& title() const noexcept { return m_title; }

    [[nodiscard]] const QString& about() const noexcept { return m_about; }

    [[nodiscard]] const QVariantList& attempts() const noexcept { return m_rows; }

    [[nodiscard]] const QString& more() const noexcept { return m_more; }

    /// Asks for what is behind; what was shown before goes.
    void look(Behind behind);

    void retranslate() override;

protected:
    void forget() override;

private:
    void draw();

    Behind m_behind;
    db::CountedAttempts m_found;
    QString m_title;
    QString m_about;
    QString m_more;
    QVariantList m_rows;
};

} // namespace greenlight::station::view
