// The quick half of an audit: it may doubt too much and never too little.
#include "db/audit.h"
#include "db/keyed_hash.h"
#include "db/spill.h"
#include "tests/db/workbench.h"

#include <fmt/format.h>

#include <array>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

TEST(KeyedHash, GivesWhatThePaperGives) {
    // Appendix A of the paper: key 00 to 0f, input 00 to 0e.
    std::string input;
    for (char byte = 0; byte < 15; ++byte) {
        input += byte;
    }
    const KeyedHash hash(0x0706050403020100, 0x0F0E0D0C0B0A0908);
    EXPECT_EQ(hash.of(input), 0xA129CA6149BE45E5U);
    EXPECT_NE(KeyedHash().of(input), KeyedHash().of(input));
}

TEST(RowBytes, SortAsRowsDo) {
    const auto of = [](std::int64_t number, std::string_view text) {
        RowBytes row;
        row.number(number);
        row.text(text);
        return row.bytes();
    };
    EXPECT_LT(of(-2, "z"), of(-1, "a"));
    EXPECT_LT(of(-1, "z"), of(0, "a"));
    EXPECT_LT(of(255, "z"), of(256, "a"));
    EXPECT_LT(of(1, "a"), of(1, "ab"));
    EXPECT_LT(of(1, "ab"), of(1, "b"));
    EXPECT_LT(of(1, "z"), of(1, "\xC3\xA4"));
}

TEST(CountSum, TellsWhereSomethingWasCountedAndTakesItBack) {
    CountSum sum;
    sum.add(1, 5);
    sum.add(2, 7);
    CountSum other;
    other.add(2, 5);
    other.add(1, 7);
    EXPECT_NE(sum, other);
    other.add(2, 2);
    other.add(1, -2);
    EXPECT_EQ(sum, other);
}

TEST(SpillMap, KeepsEveryKeyWhileItGrowsOutOfMemory) {
    SpillMap<std::array<std::uint64_t, 8>> map;
    const KeyedHash hash;
    constexpr std::uint64_t many = 900'000; // Values of more than spillBytes.
    const auto keyOf = [&hash](std::uint64_t i) { return hash.of(std::to_string(i)) | 1U; };
    for (std::uint64_t i = 0; i < many; ++i) {
        map.insert(keyOf(i)).front() = i;
    }
    static_assert(many * sizeof(std::array<std::uint64_t, 8>) < spillBytes ||
                  many * 64 >= spillBytes / 2);
    for (std::uint64_t i = 0; i < many; ++i) {
        ASSERT_NE(map.find(keyOf(i)), nullptr);
        ASSERT_EQ(map.find(keyOf(i))->front(), i);
    }
    EXPECT_EQ(map.find(2), nullptr);
}

TEST(Spill, WithoutRoomItIsAnErrorAndNoSignal) {
    EXPECT_THROW(takeSpill(std::size_t{1} << 46U), std::bad_alloc);
    void* const memory = takeSpill(spillBytes);
    static_cast<char*>(memory)[spillBytes - 1] = 1;
    giveBackSpill(memory, spillBytes);
}

class ReckonedAuditTest : public JournalTest {
protected:
    Audit audit() {
        auto result = verifyJournal(m_file, m_clock);
        EXPECT_TRUE(result.ok()) << base::toLogLine(result.fault());
        return std::move(result).value();
    }

    void expectQuick() {
        const Audit found = audit();
        EXPECT_FALSE(found.finding.has_value()) << found.finding->sentence;
        EXPECT_FALSE(found.replayed);
    }

    void expectSlow() {
        const Audit found = audit();
        EXPECT_FALSE(found.finding.has_value()) << found.finding->sentence;
        EXPECT_TRUE(found.replayed);
    }
};

TEST_F(ReckonedAuditTest, OfEverythingThatAStationWritesNothingIsReplayed) {
    static_cast<void>(journal());
    expectQuick(); // Nothing at all.
    job::Intent counted = intent("");
    counted.range = job::SerialRange{.prefix = "R-", .digits = 4, .first = 1, .last = 99};
    ASSERT_TRUE(attempt(counted, chip(1), failing(chip(1), "R-0001")).ok());
    ASSERT_TRUE(attempt(counted, chip(1), passing(chip(1), "R-0001")).ok());
    ASSERT_TRUE(pass("A \xC3\xA4\n\"\\", 2).ok());
    job::Intent drill = intent("D");
    drill.drill = true;
    ASSERT_TRUE(attempt(drill, chip(3), failing(chip(3), "D")).ok());
    job::Intent golden = intent("G");
    golden.golden = true;
    ASSERT_TRUE(attempt(golden, chip(4), passing(chip(4), "G")).ok());
    ASSERT_TRUE(journal().append(kind::signOut, Json{{"operator", "4711"}}).ok());
    ASSERT_TRUE(journal().begin(intent("crashed")).ok());
    shut();
    ASSERT_TRUE(journal().begin(intent("open")).ok());
    ASSERT_TRUE(
        journal()
            .append(kind::imageRevoked,
                    Json{{"sha256", std::string(64, 'a')}, {"given_by", "q"}, {"reason", "r"}})
            .ok());
    expectQuick();
}

TEST_F(ReckonedAuditTest, AtTheEndOfAQuarterOfAnHourItCountsWhereTheTablesDo) {
    // SQLite rounds to milliseconds; the last ones of a quarter may belong to the next.
    for (const std::int64_t micros : {0, 499, 500, 501, 999, 1000}) {
        const Instant quarter{std::chrono::minutes(15 * (micros + 1))};
        m_clock.sleepUntil(quarter - std::chrono::microseconds(micros));
        ASSERT_TRUE(pass(fmt::format("Q{}", micros), static_cast<std::uint32_t>(micros + 1)).ok());
    }
    expectQuick();
}

TEST_F(ReckonedAuditTest, WhatNoStationWritesIsReplayedAndMayBeSound) {
    ASSERT_TRUE(pass("A", 1).ok());
    std::string zero = "Z";
    zero += '\0';
    ASSERT_TRUE(pass(zero + "1", 2).ok());
    expectSlow();
}

TEST_F(ReckonedAuditTest, AnIndexThatLacksAnEntryIsFound) {
    ASSERT_TRUE(pass("A", 1).ok());
    ASSERT_TRUE(pass("B", 2).ok());
    shut();
    const std::array<std::pair<const char*, const char*>, 4> indices{
        {{"attempt_by_serial", "begun"},
         {"attempt_by_time", "begun"},
         {"image_by_digest", "attempt"},
         {"entry_by_kind", "sequence"}}};
    for (const auto& [index, column] : indices) {
        const std::string sql =
            text(fmt::format("SELECT sql FROM sqlite_schema WHERE name = '{}'", index));
        const bool partial = sql.find("WHERE") != std::string::npos;
        const std::string lacking =
            fmt::format("{} {} {} <> 4", sql, partial ? "AND" : "WHERE", column);
        const auto spell = [&](const std::string& text) {
            SQLite::Database database = stranger();
            database.exec("PRAGMA writable_schema=ON");
            SQLite::Statement change(database, "UPDATE sqlite_schema SET sql = ? WHERE name = ?");
            change.bind(1, text);
            change.bind(2, index);
            change.exec();
        };
        spell(lacking);
        stranger().exec(fmt::format("REINDEX {}", index));
        spell(sql);
        const Audit found = audit();
        ASSERT_TRUE(found.finding.has_value()) << index;
        EXPECT_EQ(name(found.finding->trouble), "derived") << index;
        stranger().exec(fmt::format("REINDEX {}", index));
        expectQuick();
    }
}

TEST_F(ReckonedAuditTest, APassThatNobodySawTheEndOfIsNamed) {
    ASSERT_TRUE(pass("A", 1).ok());
    ASSERT_TRUE(journal().begin(intent("B")).ok());
    shut();
    static_cast<void>(journal());
    rewriteBody(5, R"("verdict":"INTERRUPTED")", R"("verdict":"ABORTED")");
    const Audit found = audit();
    ASSERT_TRUE(found.finding.has_value());
    EXPECT_EQ(name(found.finding->trouble), "verdict");
    EXPECT_EQ(found.finding->sequence, 5U);
}

} // namespace
} // namespace greenlight::db
