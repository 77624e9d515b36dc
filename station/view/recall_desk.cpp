#include "station/view/recall_desk.h"

#include "station/local_time.h"
#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>
#include <utility>

namespace greenlight::station::view {

namespace {

/// Nothing is recorded behind it: 9999-12-31.
constexpr base::WallTime endOfCalendar{253'402'214'400'000'000};

constexpr qsizetype digitsOfDigest = 64;

bool isDigits(const QString& text) {
    return std::ranges::all_of(text, [](QChar one) {
        return (one >= QLatin1Char('0') && one <= QLatin1Char('9')) ||
               (one >= QLatin1Char('a') && one <= QLatin1Char('f'));
    });
}

QVariantMap rowOf(const db::RecalledUnit& unit) {
    constexpr qsizetype toMinutes = 16;
    const bool passed = unit.lastVerdict == job::name(job::Verdict::Pass);
    return {
        {QStringLiteral("now"), unit.carriesNow},
        {QStringLiteral("name"),
         QString::fromStdString(unit.serial.empty() ? unit.uid : unit.serial)},
        {QStringLiteral("uid"), QString::fromStdString(unit.uid)},
        {QStringLiteral("product"), QString::fromStdString(unit.product)},
        {QStringLiteral("glyph"), passed ? QStringLiteral("passed") : QStringLiteral("failed")},
        {QStringLiteral("verdict"), QString::fromStdString(unit.lastVerdict)},
        {QStringLiteral("when"), QString::fromStdString(localMomentText(unit.lastBegun))
                                     .left(toMinutes)
                                     .replace(QLatin1Char('T'), QLatin1Char(' '))},
        {QStringLiteral("slot"), QString::fromStdString(unit.slot)},
        {QStringLiteral("recipe"), QString::fromStdString(unit.recipe + " " + unit.recipeVersion)}};
}

} // namespace

void RecallDesk::refresh() {
    m_shelf.ask(
        [this, place = place(), &clock = clock()](const BackOffice::Unwanted&) {
            auto recalls = db::Recalls::open(place.journal, clock);
            auto ran = recalls ? recalls->imagesThatRan(place.training, imagesShown)
                               : Result<std::vector<db::ImageThatRan>>(recalls.fault());
            // Without a list the digits can still be typed, and that says what is wrong.
            return BackOffice::Answer(
                [this, found = ran ? std::move(ran).value() : std::vector<db::ImageThatRan>()] {
                    m_ran = found;
                    draw();
                    Q_EMIT imagesChanged();
                });
        },
        patience, {});
}

void RecallDesk::lookFor(const QString& digits) {
    clear();
    m_asked = digits.trimmed().toLower();
    if (m_asked.size() < static_cast<qsizetype>(db::fewestDigits) ||
        m_asked.size() > digitsOfDigest || !isDigits(m_asked)) {
        setState(
            QStringLiteral("unfit"),
            Words::tr("A file is named by the first %1 to 64 digits of its SHA-256, 0 to 9 and "
                      "a to f.")
                .arg(db::fewestDigits));
        return;
    }
    ask<Answer>(
        [asked = m_asked.toStdString()](const RecordsPlace& place, Clock& clock,
                                        const BackOffice::Unwanted& unwanted) {
            return find(place, clock, asked, unwanted);
        },
        [this](Answer answer) { show(std::move(answer)); });
}

void RecallDesk::choose(int place) {
    if (place >= 0 && static_cast<std::size_t>(place) < m_ran.size()) {
        lookFor(QString::fromStdString(m_ran.at(static_cast<std::size_t>(place)).sha256));
    }
}

void RecallDesk::retranslate() {
    if (state() == QStringLiteral("unfit") || state() == QStringLiteral("absent")) {
        lookFor(m_asked);
        return;
    }
    draw();
    Q_EMIT changed();
}

void RecallDesk::forget() {
    m_asked.clear();
    m_answer = {};
    draw();
}

Result<RecallDesk::Answer> RecallDesk::find(const RecordsPlace& place, Clock& clock,
                                            const std::string& digits,
                                            const BackOffice::Unwanted& unwanted) {
    auto recalls = TRY(db::Recalls::open(place.journal, clock));
    const std::vector<std::string> digests = TRY(recalls.imagesNamed(digits));
    Answer answer{.digests = digests.size()};
    if (digests.size() != 1) {
        return answer;
    }
    answer.sha256 = digests.front();
    const db::RecallQuestion question{
        .image = answer.sha256, .to = endOfCalendar, .training = place.training};
    TRY(recalls.eachUnit(question, [&](const db::RecalledUnit& unit) -> Result<void> {
        if (unwanted()) {
            return Fault{.code = FaultCode::Cancelled};
        }
        std::uint64_t& count = unit.carriesNow ? answer.carryNow : answer.once;
        if (count++ < unitsShown) {
            answer.units.push_back(unit);
        }
        return {};
    }));
    std::ranges::stable_partition(answer.units, &db::RecalledUnit::carriesNow);
    answer.ofNoUnit = TRY(recalls.countOfNoUnit(question));
    answer.revoked = TRY(recalls.revoked());
    std::erase_if(answer.revoked, [&answer](const db::RevokedImage& image) {
        return image.sha256 != answer.sha256;
    });
    return answer;
}

void RecallDesk::show(Answer answer) {
    m_answer = std::move(answer);
    draw();
    if (m_answer.digests > 1) {
        setState(QStringLiteral("unfit"),
                 Words::tr("Several files on record begin with these digits. Give more of them."));
    } else if (m_answer.digests == 0) {
        setState(
            QStringLiteral("absent"),
            Words::tr("No file on record has a digest that begins so. No board was given it."));
    } else {
        m_asked = QString::fromStdString(m_answer.sha256);
        setState(QStringLiteral("found"));
    }
}

void RecallDesk::draw() {
    constexpr qsizetype digitsShown = 8;
    m_images.clear();
    for (const db::ImageThatRan& image : m_ran) {
        m_images << QVariantMap{
            {QStringLiteral("recipe"), QString::fromStdString(image.recipe)},
            {QStringLiteral("version"), QString::fromStdString(image.recipeVersion)},
            {QStringLiteral("product"), QString::fromStdString(image.product)},
            {QStringLiteral("file"), QString::fromStdString(image.name)},
            {QStringLiteral("digits"), QString::fromStdString(image.sha256).left(digitsShown)}};
    }
    m_units.clear();
    for (const db::RecalledUnit& unit : m_answer.units) {
        m_units << rowOf(unit);
    }
    const std::uint64_t all = m_answer.carryNow + m_answer.once;
    m_more = all > m_answer.units.size()
                 ? Words::tr("%1 more are in the list of `greenlight recall`.")
                       .arg(all - m_answer.units.size())
                 : QString();
    m_revoked = m_answer.revoked.empty()
                    ? QString()
                    : Words::tr("Revoked by %1: %2")
                          .arg(QString::fromStdString(m_answer.revoked.front().givenBy),
                               QString::fromStdString(m_answer.revoked.front().reason));
}

} // namespace greenlight::station::view
