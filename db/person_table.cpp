#include "db/person_table.h"

#include "db/fields.h"

#include <fmt/format.h>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* addSql =
    "INSERT INTO person (id, name, role, badge, pin) VALUES (?, ?, ?, ?, ?)";
// What is not named stays. A new PIN is a new beginning, and so is an unlocking.
constexpr const char* changeSql =
    "UPDATE person SET role = coalesce(?1, role), badge = coalesce(?2, badge),"
    " pin = coalesce(?3, pin), retired = ?4, wrong_pins = iif(?5, 0, wrong_pins),"
    " wrong_at = iif(?5, '', wrong_at) WHERE id = ?6";
constexpr const char* wrongSql =
    "UPDATE person SET wrong_pins = wrong_pins + 1, wrong_at = ? WHERE id = ?";
constexpr const char* rightSql =
    "UPDATE person SET wrong_pins = 0, wrong_at = '' WHERE id = ? AND wrong_pins <> 0";

Fault noSuchPerson(std::int64_t person) {
    return {.code = FaultCode::JournalCorrupt,
            .stage = Stage::Record,
            .note = fmt::format("entry {} added no person who could be meant", person)};
}

} // namespace

PersonTable::PersonTable(SQLite::Database& sql)
    : m_add(sql, addSql)
    , m_change(sql, changeSql)
    , m_wrong(sql, wrongSql)
    , m_right(sql, rightSql) {}

Result<void> PersonTable::apply(const Entry& entry) {
    if (entry.kind == kind::personAdded.word()) {
        TRY(added(entry));
    } else if (entry.kind == kind::personChanged.word()) {
        TRY(changed(entry));
    } else if (entry.kind == kind::signInRefused.word()) {
        TRY(refused(entry));
    }
    if (const Json& proved = valueAt(entry.data, {"pin_of"}); !proved.is_null()) {
        Use(m_right, TRY(numberAt(entry.data, "pin_of"))).run();
    }
    return {};
}

Result<void> PersonTable::added(const Entry& entry) {
    const std::string name = TRY(textAt(entry.data, "name"));
    const std::string role = TRY(textAt(entry.data, "role"));
    const std::string badge = TRY(textAt(entry.data, "badge"));
    const std::string pin = TRY(textAt(entry.data, "pin"));
    Use(m_add, static_cast<std::int64_t>(entry.sequence), name, role, badge, pin).run();
    return {};
}

Result<void> PersonTable::changed(const Entry& entry) {
    const Json& data = entry.data;
    const std::int64_t person = TRY(numberAt(data, "person"));
    const auto given = [&data](const char* key) { return data.contains(key); };
    const int retired = given("retired") ? TRY(flagAt(data, "retired")) : 0;
    const bool fresh = given("pin") || (given("unlocked") && TRY(flagAt(data, "unlocked")) != 0);
    Use change(m_change);
    int place = 0;
    for (const char* const key : {"role", "badge", "pin"}) {
        ++place;
        if (given(key)) {
            m_change.bind(place, TRY(textAt(data, key)));
        } else {
            m_change.bind(place);
        }
    }
    m_change.bind(++place, retired);
    m_change.bind(++place, fresh ? 1 : 0);
    m_change.bind(++place, person);
    return change.run() == 1 ? Result<void>() : noSuchPerson(person);
}

Result<void> PersonTable::refused(const Entry& entry) {
    const std::int64_t person = TRY(numberAt(entry.data, "person"));
    const std::string fault = TRY(textAt(entry.data, "fault"));
    if (fault != base::name(FaultCode::PinWrong)) {
        return {};
    }
    return Use(m_wrong, entry.time, person).run() == 1 ? Result<void>() : noSuchPerson(person);
}

} // namespace greenlight::db
