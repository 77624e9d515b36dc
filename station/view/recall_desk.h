#pragma once

#include "db/recall.h"
#include "station/view/record_page.h"

#include <QVariantList>

namespace greenlight::station::view {

/// The recall's page: which units carry a file now, and which were given it once. Thread: the
/// GUI's. (The tools of QML find what is inherited only by its whole name.)
class RecallDesk : public greenlight::station::view::RecordPage {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the records")
    /// What was asked: the digits that were given, and once it is known the whole digest.
    Q_PROPERTY(QString asked READ asked NOTIFY changed)
    /// The files of the recipes that ran, newest first: recipe, version, product, file, digits.
    Q_PROPERTY(QVariantList images READ images NOTIFY imagesChanged)
    /// The answer in numbers.
    Q_PROPERTY(QString carryNow READ carryNow NOTIFY changed)
    Q_PROPERTY(QString once READ once NOTIFY changed)
    Q_PROPERTY(QString ofNoUnit READ ofNoUnit NOTIFY changed)
    /// Who revoked the file and why; empty for one that may be given.
    Q_PROPERTY(QString revoked READ revoked NOTIFY changed)
    /// Rows, those that carry it now first: now, name, uid, product, verdict, glyph, when, slot,
    /// recipe.
    Q_PROPERTY(QVariantList units READ units NOTIFY changed)
    /// How many units more there are than rows; empty when all are shown.
    Q_PROPERTY(QString more READ more NOTIFY changed)

public:
    /// Units of each kind that are shown; the numbers count all.
    static constexpr std::size_t unitsShown = 200;
    static constexpr std::size_t imagesShown = 50;

    using RecordPage::RecordPage;

    [[nodiscard]] const QString& asked() const noexcept { return m_asked; }

    [[nodiscard]] const QVariantList& images() const noexcept { return m_images; }

    [[nodiscard]] QString carryNow() const { return QString::number(m_answer.carryNow); }

    [[nodiscard]] QString once() const { return QString::number(m_answer.once); }

    [[nodiscard]] QString ofNoUnit() const { return QString::number(m_answer.ofNoUnit); }

    [[nodiscard]] const QString& revoked() const noexcept { return m_revoked; }

    [[nodiscard]] const QVariantList& units() const noexcept { return m_units; }

    [[nodiscard]] const QString& more() const noexcept { return m_more; }

    /// Reads which files ran.
    Q_INVOKABLE void refresh();
    /// Asks for the units of a file, by its SHA-256 or at least its first db::fewestDigits digits.
    Q_INVOKABLE void lookFor(const QString& digits);
    /// Asks for one of `images`; a number that is none changes nothing.
    Q_INVOKABLE void choose(int place);

    void retranslate() override;

Q_SIGNALS:
    void imagesChanged();

protected:
    void forget() override;

private:
    /// What the records say about some digits of a digest.
    struct Answer {
        std::size_t digests = 0; ///< how many on record begin so: 0, 1 or more
        std::string sha256{};    ///< empty without one
        std::vector<db::RecalledUnit> units{};
        std::uint64_t carryNow = 0;
        std::uint64_t once = 0;
        std::uint64_t ofNoUnit = 0;
        std::vector<db::RevokedImage> revoked{}; ///< this one, if it is
    };

    static Result<Answer> find(const RecordsPlace& place, Clock& clock, const std::string& digits,
                               const BackOffice::Unwanted& unwanted);
    void show(Answer answer);
    void draw();

    QString m_asked;
    Answer m_answer;
    std::vector<db::ImageThatRan> m_ran;
    QVariantList m_images;
    QVariantList m_units;
    QString m_revoked;
    QString m_more;
    BackOffice m_shelf{this}; ///< reads which files ran, whatever is asked meanwhile
};

} // namespace greenlight::station::view
