#include "db/number_ranges.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::db {
namespace {

// The numbers that were given back are few, those that were used are all there ever were.
constexpr const char* freeSql = "SELECT number FROM serial_number INDEXED BY serial_number_free "
                                "WHERE product = ? AND training = ? AND series = ?"
                                " AND state = 'free' AND number BETWEEN ? AND ? ORDER BY number";
constexpr const char* highestSql =
    "SELECT max(number) FROM serial_number WHERE product = ? AND training = ? AND series = ?"
    " AND number BETWEEN ? AND ?";

/// Serials that are taken otherwise are passed over, but not for ever.
constexpr unsigned mostPassedOver = 1000;

int flag(bool value) { return value ? 1 : 0; }

} // namespace

NumberRanges::NumberRanges(SQLite::Database& sql)
    : m_free(sql, freeSql)
    , m_highest(sql, highestSql) {}

Result<GivenNumber> NumberRanges::next(const Realm& realm, const job::SerialRange& range,
                                       IdentityRules& rules) {
    const std::string series = range.series();
    const auto first = static_cast<std::int64_t>(range.first);
    const auto last = static_cast<std::int64_t>(range.last);
    const auto usable = [&](std::uint64_t number) {
        return rules.mayBegin(realm, {.serial = range.serial(number)}).ok();
    };
    unsigned passedOver = 0;
    {
        Use free(m_free, realm.product, flag(realm.training), series, first, last);
        while (passedOver < mostPassedOver && free.next()) {
            const auto number = static_cast<std::uint64_t>(free.number(0));
            if (usable(number)) {
                return GivenNumber{series, number};
            }
            passedOver++;
        }
    }
    Use highest(m_highest, realm.product, flag(realm.training), series, first, last);
    std::uint64_t number = range.first;
    if (highest.next() && !highest.isNull(0)) {
        number = static_cast<std::uint64_t>(highest.number(0)) + 1;
    }
    for (; number <= range.last && passedOver < mostPassedOver; number++, passedOver++) {
        if (usable(number)) {
            return GivenNumber{series, number};
        }
    }
    return Fault{.code = FaultCode::SerialsUsedUp,
                 .stage = Stage::Prepare,
                 .note = fmt::format("{} from {} to {}", series, range.first, range.last)};
}

} // namespace greenlight::db
