// Random edits of the raw file and of rows: whatever changes what the journal says is found.
#include "db/audit.h"
#include "tests/db/workbench.h"

#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <random>

namespace greenlight::db {
namespace {

constexpr int rawEdits = 1500;
constexpr int rowEdits = 250;
constexpr std::uint32_t units = 8;

class TamperTest : public JournalTest {
protected:
    void SetUp() override {
        for (std::uint32_t unit = 1; unit <= units; ++unit) {
            const std::string serial = "S" + std::to_string(unit);
            const bool good = unit % 3 != 0;
            ASSERT_TRUE(attempt(intent(serial), chip(unit),
                                good ? passing(chip(unit), serial) : failing(chip(unit), serial))
                            .ok());
        }
        const auto key = StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3");
        ASSERT_TRUE(key.ok());
        m_order = {.signer = key->signer(), .notes = {journal().checkpoint(*key).value()}};
        shut();
        m_bytes = contentOf(m_file);
        m_said = said();
        ASSERT_FALSE(m_said.empty());
    }

    static std::string contentOf(const std::filesystem::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    void put(const std::string& bytes) {
        for (const char* const end : {"-wal", "-shm"}) {
            std::filesystem::remove(m_file.string() + end);
        }
        std::ofstream(m_file, std::ios::binary | std::ios::trunc) << bytes;
    }

    std::size_t draw(std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(m_random);
    }

    /// Every table, row and column, the schema, and whether the indices agree; empty when the file
    /// cannot be read as a database at all.
    std::string said() {
        try {
            SQLite::Database sql = stranger();
            std::string all = sql.execAndGet("PRAGMA integrity_check(1)").getString();
            for (const char* const facts : {"application_id", "user_version"}) {
                all += sql.execAndGet(fmt::format("PRAGMA {}", facts)).getString();
            }
            SQLite::Statement tables(sql, "SELECT name, coalesce(sql, '') FROM sqlite_schema"
                                          " ORDER BY type, name");
            std::vector<std::string> names;
            while (tables.executeStep()) {
                all += tables.getColumn(1).getString();
                if (tables.getColumn(1).getString().starts_with("CREATE TABLE")) {
                    names.push_back(tables.getColumn(0).getString());
                }
            }
            for (const std::string& name : names) {
                SQLite::Statement rows(sql, "SELECT * FROM " + name);
                while (rows.executeStep()) {
                    for (int column = 0; column < rows.getColumnCount(); ++column) {
                        all += rows.getColumn(column).getString() + '\x1F';
                    }
                }
            }
            return all;
        } catch (const SQLite::Exception&) {
            return {};
        }
    }

    [[nodiscard]] bool isFound(std::string* named = nullptr) {
        const auto audit = verifyJournal(m_file, m_clock, m_order);
        if (named != nullptr) {
            *named = !audit.ok()       ? base::toLogLine(audit.fault())
                     : !audit->finding ? "nothing"
                                       : std::string(name(audit->finding->trouble));
        }
        return !audit.ok() || audit->finding.has_value();
    }

    std::mt19937_64 m_random{20261127};
    AuditOrder m_order;
    std::string m_bytes;
    std::string m_said;
};

TEST_F(TamperTest, NoEditOfTheRawFileChangesWhatItSaysUnfound) {
    int mattered = 0;
    for (int edit = 0; edit < rawEdits; ++edit) {
        std::string bytes = m_bytes;
        const std::size_t place = draw(bytes.size());
        const std::size_t length = 1 + draw(edit % 2 == 0 ? 1 : 16);
        for (std::size_t i = place; i < std::min(place + length, bytes.size()); ++i) {
            bytes[i] = static_cast<char>(bytes[i] ^ static_cast<char>(1 + draw(255)));
        }
        put(bytes);
        // Free space within pages may be anything.
        if (said() != m_said) {
            ++mattered;
            EXPECT_TRUE(isFound()) << length << " bytes from " << place << " on";
        }
    }
    EXPECT_GT(mattered, rawEdits / 6);
}

TEST_F(TamperTest, NoCutOfTheFileIsUnfound) {
    for (int edit = 0; edit < 50; ++edit) {
        put(m_bytes.substr(0, draw(m_bytes.size())));
        EXPECT_TRUE(said() == m_said || isFound());
    }
}

TEST_F(TamperTest, NoEditOfARowIsUnfound) {
    const std::vector<std::string> tables{"entry",      "checkpoint", "attempt",   "image",
                                          "binding",    "unit",       "unit_name", "yield_group",
                                          "yield_cell", "yield_fault"};
    int mattered = 0;
    for (int edit = 0; edit < rowEdits; ++edit) {
        put(m_bytes);
        const std::string& table = tables.at(draw(tables.size()));
        std::vector<std::string> columns;
        {
            SQLite::Database sql = stranger();
            SQLite::Statement all(sql, "SELECT name FROM pragma_table_info('" + table + "')");
            while (all.executeStep()) {
                columns.push_back(all.getColumn(0).getString());
            }
        }
        if (table == "checkpoint") {
            // When it was signed is signed by nobody, and one that is gone leaves those elsewhere.
            columns = {"size", "note"};
        }
        const std::string column = columns.at(draw(columns.size()));
        const std::string row = fmt::format(
            " WHERE ({0}) IS (SELECT {0} FROM {1} LIMIT 1 OFFSET {2})", fmt::join(columns, ", "),
            table, draw(static_cast<std::size_t>(count("SELECT count(*) FROM " + table))));
        const std::vector<std::string> ways{
            fmt::format("UPDATE {0} SET {1} = {1} + 1{2}", table, column, row),
            fmt::format("UPDATE {0} SET {1} = {1} || 'x'{2}", table, column, row),
            fmt::format("UPDATE {0} SET {1} = (SELECT {1} FROM {0} ORDER BY {1} DESC LIMIT 1){2}",
                        table, column, row),
            table == "checkpoint" ? "UPDATE checkpoint SET size = size + 2"
                                  : fmt::format("DELETE FROM {}{}", table, row)};
        try {
            tamper("PRAGMA ignore_check_constraints=ON; " + ways.at(draw(ways.size())));
        } catch (const SQLite::Exception&) {
            continue; // The table itself does not take it.
        }
        if (said() != m_said) {
            ++mattered;
            std::string named;
            EXPECT_TRUE(isFound(&named)) << table << "." << column << row;
        }
    }
    EXPECT_GT(mattered, rowEdits / 4);
}

TEST_F(TamperTest, EachKindOfForgeryIsCalledByItsName) {
    for (int turn = 0; turn < 20; ++turn) {
        const std::size_t last = units * 3;
        const std::size_t entry = 1 + draw(last - 1);
        const std::size_t other = 1 + (entry - 1 + 1 + draw(last - 1)) % last;
        const std::vector<std::pair<std::string, std::string>> forgeries{
            {"altered", fmt::format("UPDATE entry SET body = replace(body, 'TH-200', 'TH-201')"
                                    " || ' ' WHERE sequence = {}",
                                    entry)},
            {"missing", fmt::format("DELETE FROM entry WHERE sequence = {}", entry)},
            {"misplaced", fmt::format("UPDATE entry SET sequence = 1000 WHERE sequence = {0};"
                                      "UPDATE entry SET sequence = {0} WHERE sequence = {1};"
                                      "UPDATE entry SET sequence = {1} WHERE sequence = 1000",
                                      entry, other)},
            {"truncated", fmt::format("DELETE FROM entry WHERE sequence > {}; DELETE FROM"
                                      " checkpoint",
                                      entry)},
            {"misplaced", fmt::format("INSERT INTO entry SELECT {}, kind, time, leaf, body FROM"
                                      " entry WHERE sequence = {}",
                                      last + 1, entry)},
            {"derived", fmt::format("UPDATE attempt SET operator = 'x' WHERE begun = {}",
                                    1 + 3 * draw(units))}};
        for (const auto& [wanted, sql] : forgeries) {
            put(m_bytes);
            tamper(sql);
            std::string named;
            EXPECT_TRUE(isFound(&named));
            EXPECT_EQ(named, wanted) << sql;
        }
    }
}

} // namespace
} // namespace greenlight::db
