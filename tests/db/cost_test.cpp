// What the rules of identity cost must not grow with what was made before: they stand between a
// press and its board.
#include "db/database.h"
#include "db/identity_rules.h"
#include "db/number_ranges.h"
#include "tests/db/workbench.h"

#include <sqlite3.h>

#include <functional>

namespace greenlight::db {
namespace {

constexpr std::uintmax_t mostPagesOfAnEnding = 12;

class CostTest : public JournalTest {
protected:
    void makeUnits(std::uint32_t until) {
        for (; m_made < until; ++m_made) {
            job::Intent wanted = intent("");
            wanted.range = m_range;
            auto ticket = journal().begin(wanted).value();
            const std::string serial = ticket.serial();
            ASSERT_TRUE(journal().identified(ticket, chip(m_made), serial).ok());
            ASSERT_TRUE(journal().close(std::move(ticket), passing(chip(m_made), serial)).ok());
        }
    }

    /// Instructions that SQLite's virtual machine takes for `work`, which is asked twice: the first
    /// time reads the schema.
    std::int64_t stepsOf(const std::function<void(SQLite::Database&)>& work) {
        SQLite::Database sql = stranger();
        work(sql);
        std::int64_t steps = 0;
        sqlite3_progress_handler(
            sql.getHandle(), 1,
            [](void* counted) { return ++*static_cast<std::int64_t*>(counted), 0; }, &steps);
        work(sql);
        sqlite3_progress_handler(sql.getHandle(), 0, nullptr, nullptr);
        return steps;
    }

    void expectTheSameAfterManyUnits(const std::function<void(SQLite::Database&)>& work) {
        constexpr std::uint32_t few = 10;
        constexpr std::uint32_t many = 80;
        makeUnits(few);
        const std::int64_t before = stepsOf(work);
        makeUnits(many);
        EXPECT_GT(before, 0);
        EXPECT_LE(stepsOf(work), before + few);
    }

    job::SerialRange m_range{.prefix = "R-", .digits = 4, .first = 1, .last = 9999};
    Realm m_realm{.product = "TH-200"};

private:
    std::uint32_t m_made = 1;
};

TEST_F(CostTest, ABeginAsksOnlyWhatIsInWork) {
    expectTheSameAfterManyUnits([this](SQLite::Database& sql) {
        EXPECT_TRUE(IdentityRules(sql).mayBegin(m_realm, {.serial = "new"}).ok());
    });
}

TEST_F(CostTest, AnIdentificationAsksOnlyWhatIsInWork) {
    expectTheSameAfterManyUnits([this](SQLite::Database& sql) {
        EXPECT_TRUE(IdentityRules(sql).mayGoOn(m_realm, {.serial = "new", .uid = "new"}).ok());
    });
}

TEST_F(CostTest, AnEndingWritesNoPageThatSaysTheSameAsBefore) {
    makeUnits(20);
    const auto pages = [this] {
        constexpr std::uintmax_t header = 32;
        constexpr std::uintmax_t frame = 4096 + 24; // SQLite's file format, section 4.1.
        return (std::filesystem::file_size(m_file.string() + "-wal") - header) / frame;
    };
    auto ticket = journal().begin(intent("A")).value();
    ASSERT_TRUE(journal().identified(ticket, chip(100), "A").ok());
    const auto before = pages();
    ASSERT_TRUE(journal().close(std::move(ticket), passing(chip(100), "A")).ok());
    // The entry and its kind; the attempt and what is open; its binding, twice; the unit, its
    // names, the attempt's place among the unit's; the cell.
    EXPECT_LE(pages() - before, mostPagesOfAnEnding);
}

TEST_F(CostTest, ANumberIsGivenOutWithoutLookingAtThoseThatAreUsed) {
    expectTheSameAfterManyUnits([this](SQLite::Database& sql) {
        IdentityRules rules(sql);
        EXPECT_TRUE(NumberRanges(sql).next(m_realm, m_range, rules).ok());
    });
}

} // namespace
} // namespace greenlight::db
