#include "station/view/unit_desk.h"

#include "station/flash_record.h"
#include "station/local_time.h"
#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>
#include <utility>

namespace greenlight::station::view {

namespace {

Result<db::UnitRecord> find(const RecordsPlace& place, Clock& clock, const std::string& name) {
    auto units = TRY(db::Units::open(place.journal, clock));
    db::UnitRecord unit = TRY(units.bySerial(name));
    if (unit.attempts.empty()) {
        unit = TRY(units.byUid(name));
    }
    return unit;
}

QVariantMap rowOf(const db::AttemptRecord& attempt, std::size_t ordinal) {
    constexpr qsizetype dateLength = 10;
    constexpr qsizetype timeLength = 8;
    const QString begun = QString::fromStdString(localMomentText(attempt.begunAt));
    const bool passed = attempt.verdict == job::Verdict::Pass;
    const auto code = base::faultNamed(attempt.fault);
    return {{QStringLiteral("number"), static_cast<int>(ordinal)},
            {QStringLiteral("glyph"), !attempt.verdict ? QStringLiteral("wait")
                                      : passed         ? QStringLiteral("passed")
                                                       : QStringLiteral("failed")},
            {QStringLiteral("word"),
             attempt.verdict ? Words::verdict(*attempt.verdict) : Words::state("working")},
            {QStringLiteral("date"), begun.left(dateLength)},
            {QStringLiteral("time"), begun.mid(dateLength + 1, timeLength)},
            {QStringLiteral("slot"), QString::fromStdString(attempt.slot)},
            {QStringLiteral("recipe"),
             QString::fromStdString(attempt.recipe + " " + attempt.recipeVersion)},
            {QStringLiteral("person"), QString::fromStdString(attempt.operatorName)},
            {QStringLiteral("code"),
             code ? Words::code({.code = *code}) : QString::fromStdString(attempt.fault)},
            {QStringLiteral("happened"), code ? Words::happened({.code = *code}) : QString()}};
}

QVariantMap sectionOf(const RecordSection& section) {
    QVariantList fields;
    for (const RecordField& field : section.fields) {
        fields << QVariantMap{{QStringLiteral("label"), Words::record(field.label)},
                              {QStringLiteral("value"), QString::fromStdString(field.value)}};
    }
    return {{QStringLiteral("title"), Words::record(section.title)},
            {QStringLiteral("fields"), fields}};
}

} // namespace

void UnitDesk::lookUp(const QString& text) {
    clear();
    m_asked = text.trimmed();
    const bool printable = std::ranges::all_of(m_asked, [](QChar one) { return one.isPrint(); });
    if (m_asked.isEmpty() || m_asked.size() > longest || !printable) {
        setState(QStringLiteral("unfit"),
                 Words::tr("This can be neither a serial number nor the UID of a chip."));
        return;
    }
    ask<db::UnitRecord>([name = m_asked.toStdString()](
                            const RecordsPlace& place, Clock& clock,
                            const BackOffice::Unwanted&) { return find(place, clock, name); },
                        [this](db::UnitRecord unit) { show(std::move(unit)); });
}

void UnitDesk::choose(int place) {
    if (place >= 0 && place < m_rows.size() && place != m_chosen) {
        m_chosen = place;
        draw();
        Q_EMIT changed();
    }
}

void UnitDesk::retranslate() {
    draw();
    if (state() == QStringLiteral("unfit") || state() == QStringLiteral("absent")) {
        lookUp(m_asked);
        return;
    }
    Q_EMIT changed();
}

void UnitDesk::forget() {
    m_asked.clear();
    m_unit = {};
    m_chosen = 0;
    draw();
}

void UnitDesk::show(db::UnitRecord unit) {
    m_unit = std::move(unit);
    draw();
    if (m_rows.empty()) {
        setState(QStringLiteral("absent"), Words::tr("No attempt is on record under this name."));
    } else {
        setState(QStringLiteral("found"));
    }
}

void UnitDesk::draw() {
    const std::vector<db::AttemptRecord>& attempts = m_unit.attempts;
    m_rows.clear();
    m_sections.clear();
    for (std::size_t ordinal = attempts.size(); ordinal > 0; --ordinal) {
        m_rows << rowOf(attempts[ordinal - 1], ordinal);
    }
    if (attempts.empty()) {
        return;
    }
    const std::size_t ordinal = attempts.size() - static_cast<std::size_t>(m_chosen);
    for (const RecordSection& section :
         flashRecordOf(attempts[ordinal - 1], ordinal, attempts.size())) {
        if (!section.fields.empty()) {
            m_sections << sectionOf(section);
        }
    }
}

} // namespace greenlight::station::view
