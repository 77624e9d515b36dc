#include "db/recall.h"

#include "db/database.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::db {
namespace {

/// Where the search begins: the index that knows the rarest of what is named.
std::string attemptsOf(const RecallQuestion& question) {
    if (!question.image.empty()) {
        return "(SELECT DISTINCT attempt FROM image INDEXED BY image_by_digest WHERE sha256 = ?1)"
               " AS i CROSS JOIN attempt AS a ON a.begun = i.attempt";
    }
    const char* const index = !question.probe.empty()  ? "attempt_by_probe"
                              : !question.slot.empty() ? "attempt_by_slot"
                                                       : "attempt_by_recipe";
    return fmt::format("attempt AS a INDEXED BY {}", index);
}

/// With every parameter in use, and each condition in a form that an index serves.
std::string conditionsOf(const RecallQuestion& question) {
    std::string text = " WHERE a.begun_at >= ?5 AND a.begun_at < ?6 AND a.training = ?7"
                       " AND ?1 = ?1 AND ?2 = ?2 AND ?3 = ?3 AND ?4 = ?4";
    text += question.probe.empty() ? "" : " AND a.probe_serial = ?2";
    text += question.slot.empty() ? "" : " AND a.slot = ?3";
    text += question.recipe.empty() ? "" : " AND a.recipe = ?4";
    return text;
}

SQLite::Statement ask(SQLite::Database& sql, const std::string& text,
                      const RecallQuestion& question) {
    SQLite::Statement statement(sql, text);
    statement.bind(1, question.image);
    statement.bind(2, question.probe);
    statement.bind(3, question.slot);
    statement.bind(4, question.recipe);
    statement.bind(5, base::toIso8601(question.from));
    statement.bind(6, base::toIso8601(question.to));
    statement.bind(7, question.training ? 1 : 0);
    return statement;
}

RecalledUnit unitOf(const Use& row) {
    return {.unit = row.number(0),
            .product = row.text(1),
            .serial = row.text(2),
            .uid = row.text(3),
            .carriesNow = row.number(4) != 0,
            .attempts = row.number(5),
            .lastAttempt = row.number(6),
            .lastBegun = row.text(7),
            .lastVerdict = row.text(8),
            .recipe = row.text(9),
            .recipeVersion = row.text(10),
            .slot = row.text(11),
            .probeSerial = row.text(12),
            .finalVerdict = row.text(13),
            .lastPass = row.number(14),
            .lastPassBegun = row.text(15)};
}

std::string lowerCase(std::string text) {
    std::ranges::transform(text, text.begin(), [](char digit) {
        return digit >= 'A' && digit <= 'F' ? static_cast<char>(digit - 'A' + 'a') : digit;
    });
    return text;
}

/// The digests of a yield_group, which stand with a + between them.
std::vector<std::string> digestsOf(const std::string& images) {
    std::vector<std::string> digests;
    for (std::size_t begin = 0; begin < images.size();) {
        const std::size_t end = std::min(images.find('+', begin), images.size());
        digests.push_back(images.substr(begin, end - begin));
        begin = end + 1;
    }
    return digests;
}

} // namespace

std::string recallSql(const RecallQuestion& question) {
    return "SELECT u.id, u.product, u.serial, u.uid, coalesce(p.begun = t.passed, 0), t.attempts,"
           " t.last, l.begun_at, coalesce(l.verdict, ''), l.recipe, l.recipe_version, l.slot,"
           " l.probe_serial, u.last_verdict, coalesce(p.begun, 0), coalesce(p.begun_at, '')"
           " FROM (SELECT a.unit AS unit, count(*) AS attempts, max(a.begun) AS last,"
           "   max(iif(a.verdict = 'PASS', a.begun, 0)) AS passed FROM " +
           attemptsOf(question) + conditionsOf(question) +
           " AND a.unit IS NOT NULL GROUP BY a.unit) AS t"
           " CROSS JOIN unit AS u ON u.id = t.unit"
           " CROSS JOIN attempt AS l ON l.begun = t.last"
           " LEFT JOIN attempt AS p ON p.begun = (SELECT max(begun) FROM attempt"
           "   INDEXED BY attempt_by_unit WHERE unit = t.unit AND verdict = 'PASS')"
           " ORDER BY t.unit";
}

Recalls::Recalls(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

Recalls::Recalls(Recalls&&) noexcept = default;
Recalls& Recalls::operator=(Recalls&&) noexcept = default;
Recalls::~Recalls() = default;

Result<Recalls> Recalls::open(const std::filesystem::path& file, Clock& clock) {
    return Recalls(TRY(Database::openForReading(file, clock)));
}

Result<std::vector<std::string>> Recalls::imagesNamed(const std::string& digits) {
    return guarded("looking for an image", [&]() -> Result<std::vector<std::string>> {
        std::vector<std::string> found;
        const std::string begin = lowerCase(digits);
        if (begin.size() < fewestDigits ||
            begin.find_first_not_of("0123456789abcdef") != std::string::npos) {
            return found;
        }
        // Behind every digest that begins so, and before every other that comes later.
        SQLite::Statement images(m_database->sql(), "SELECT DISTINCT sha256 FROM image"
                                                    " WHERE sha256 >= ? AND sha256 < ? LIMIT 2");
        Use row(images, begin, begin + "g");
        while (row.next()) {
            found.push_back(row.text(0));
        }
        return found;
    });
}

Result<void> Recalls::eachUnit(const RecallQuestion& question,
                               const std::function<Result<void>(const RecalledUnit&)>& visit) {
    return guarded("looking for units to recall", [&]() -> Result<void> {
        SQLite::Statement units = ask(m_database->sql(), recallSql(question), question);
        Use row(units);
        while (row.next()) {
            TRY(visit(unitOf(row)));
        }
        return {};
    });
}

Result<std::uint64_t> Recalls::countOfNoUnit(const RecallQuestion& question) {
    return guarded("counting attempts of no unit", [&]() -> Result<std::uint64_t> {
        SQLite::Statement counted = ask(m_database->sql(),
                                        "SELECT count(*) FROM " + attemptsOf(question) +
                                            conditionsOf(question) + " AND a.unit IS NULL",
                                        question);
        Use row(counted);
        return row.next() ? row.number(0) : 0;
    });
}

Result<std::vector<RevokedImage>> Recalls::revoked() {
    return guarded("reading what is revoked", [&]() -> Result<std::vector<RevokedImage>> {
        std::vector<RevokedImage> images;
        SQLite::Statement all(m_database->sql(), "SELECT sha256, since, given_by, reason"
                                                 " FROM revoked_image ORDER BY since");
        Use row(all);
        while (row.next()) {
            images.push_back({.sha256 = row.text(0),
                              .since = row.number(1),
                              .givenBy = row.text(2),
                              .reason = row.text(3)});
        }
        return images;
    });
}

Result<std::vector<ImageThatRan>> Recalls::imagesThatRan(bool training, std::size_t most) {
    return guarded("reading which files ran", [&]() -> Result<std::vector<ImageThatRan>> {
        std::vector<ImageThatRan> found;
        SQLite::Statement groups(m_database->sql(),
                                 "SELECT product, recipe, recipe_version, images FROM yield_group"
                                 " WHERE training = ? GROUP BY 1, 2, 3, 4 ORDER BY min(id) DESC");
        SQLite::Statement names(m_database->sql(),
                                "SELECT name FROM image WHERE sha256 = ? LIMIT 1");
        Use row(groups, training ? 1 : 0);
        while (row.next()) {
            for (const std::string& digest : digestsOf(row.text(3))) {
                if (found.size() == most) {
                    return found;
                }
                Use named(names, digest);
                found.push_back({.sha256 = digest,
                                 .name = named.next() ? named.text(0) : std::string(),
                                 .product = row.text(0),
                                 .recipe = row.text(1),
                                 .recipeVersion = row.text(2)});
            }
        }
        return found;
    });
}

} // namespace greenlight::db
