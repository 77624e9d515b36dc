#include "db/reckoned_audit.h"

#include "db/entry.h"
#include "db/table_sums.h"
#include "engine/job/evidence_tape.h"
#include "engine/job/verdict.h"

namespace greenlight::db {
namespace {

using base::JsonPlace;
using Kind = base::JsonTape::Kind;

/// The data of a body that is that of its row; nothing where it is another, or none.
std::optional<JsonPlace> dataOf(const base::JsonTape& tape, const EntryRow& row) {
    const JsonPlace body(tape, 0);
    if (!body.is(Kind::Object)) {
        return std::nullopt;
    }
    std::uint32_t place = body.begin();
    const auto next = [&](std::string_view key, Kind kind) {
        const bool fits =
            place < body.end() && tape.at(place).key == key && tape.at(place).kind == kind;
        const JsonPlace found(tape, fits ? place : 0);
        place = fits ? body.after(place) : body.end();
        return found;
    };
    const bool format = next("format", Kind::Integer).value().number == bodyFormat;
    const bool sequence =
        next("sequence", Kind::Integer).value().number == static_cast<std::int64_t>(row.sequence);
    const bool kind = next("kind", Kind::Text).value().text == row.kind;
    const bool time = next("time", Kind::Text).value().text == row.time;
    const bool station = next("station", Kind::Text).is(Kind::Text);
    const JsonPlace data = next("data", Kind::Object);
    const bool whole = format && sequence && kind && time && station && place == body.end();
    return whole && data.value().key == "data" ? std::optional(data) : std::nullopt;
}

/// Whether an ending says what its evidence gives.
bool isWellJudged(JsonPlace data) {
    const std::uint32_t evidencePlace = data.find("evidence");
    const std::uint32_t verdict = data.find("verdict");
    const std::uint32_t faultPlace = data.find("fault");
    if (evidencePlace == 0 || verdict == 0 || faultPlace == 0) {
        return false;
    }
    const auto evidence = job::evidenceFromTape(data.in(evidencePlace));
    if (!evidence) {
        return false;
    }
    const job::Judgement judgement = job::judge(*evidence);
    const JsonPlace fault = data.in(faultPlace);
    const std::uint32_t name = fault.find("name");
    const bool sameFault =
        judgement.fault ? name != 0 && fault.in(name).is(Kind::Text) &&
                              fault.in(name).value().text == base::name(judgement.fault->code)
                        : fault.is(Kind::Null);
    return sameFault && data.in(verdict).value().text == job::name(judgement.verdict);
}

} // namespace

ReckonedAudit::ReckonedAudit(SQLite::Database& sql)
    : m_sql(sql)
    , m_reckoning(m_hashes, m_others.model()) {}

Found ReckonedAudit::take(const EntryRow& row) {
    if (!belongsToAttempts(row.kind)) {
        return m_others.take(row);
    }
    return isPlain(row) ? Found() : findingAt(Trouble::Malformed, row, "there is doubt");
}

bool ReckonedAudit::isPlain(const EntryRow& row) {
    if (row.body.size() > maxBodyBytes || !m_tape.read(row.body)) {
        return false;
    }
    const auto data = dataOf(m_tape, row);
    if (!data) {
        return false;
    }
    if (row.kind == kind::attemptBegun.word()) {
        return m_reckoning.begun(row, *data);
    }
    if (row.kind == kind::attemptIdentified.word()) {
        return m_reckoning.identified(row, *data);
    }
    if (row.kind == kind::attemptEnded.word()) {
        return isWellJudged(*data) && m_reckoning.ended(row, *data);
    }
    const std::uint32_t verdict = data->find("verdict");
    return verdict != 0 && data->in(verdict).value().text == job::name(job::Verdict::Interrupted) &&
           m_reckoning.ended(row, *data);
}

bool ReckonedAudit::agrees() {
    m_reckoning.finish();
    const auto found = sumsOfTables(m_sql, m_hashes);
    return found && *found == m_reckoning.sums() && !m_others.compareOthers(m_sql) &&
           !brokenIndex(m_sql);
}

} // namespace greenlight::db
