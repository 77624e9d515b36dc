#include "db/export_manifest.h"
#include "db/export_rows.h"
#include "db/yield.h"
#include "tests/db/yield_bench.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace greenlight::db {
namespace {

class Export : public Yield {
protected:
    void SetUp() override {
        auto made = StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3");
        ASSERT_TRUE(made.ok());
        key.emplace(std::move(made).value());
    }

    [[nodiscard]] ExportQuestion always() const {
        return {.from = {0}, .to = {m_clock.wall().unixMicros + 1'000'000}};
    }

    ExportRows rows(const ExportQuestion& question) {
        auto opened = ExportRows::open(m_file, m_clock, question);
        EXPECT_TRUE(opened.ok());
        return std::move(opened).value();
    }

    std::vector<ExportedUnit> units(const ExportQuestion& question) {
        std::vector<ExportedUnit> found;
        auto opened = rows(question);
        EXPECT_TRUE(opened
                        .eachUnit([&](const ExportedUnit& unit) -> Result<void> {
                            found.push_back(unit);
                            return {};
                        })
                        .ok());
        EXPECT_EQ(opened.countUnits().value(), found.size());
        return found;
    }

    std::vector<ExportedAttempt> attempts(const ExportQuestion& question) {
        std::vector<ExportedAttempt> found;
        auto opened = rows(question);
        EXPECT_TRUE(opened
                        .eachAttempt([&](const ExportedAttempt& attempt) -> Result<void> {
                            found.push_back(attempt);
                            return {};
                        })
                        .ok());
        EXPECT_EQ(opened.countAttempts().value(), found.size());
        return found;
    }

    std::optional<StationKey> key;
};

TEST_F(Export, GivesAUnitWithItsFirstAndItsLastAttempt) {
    attempt("A", 1, false);
    attempt("B", 2, true);
    attempt("A", 1, true);
    const auto found = units(always());
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].serial, "A");
    EXPECT_EQ(found[0].unit, 1U);
    EXPECT_EQ(found[0].firstVerdict, "FAIL");
    EXPECT_EQ(found[0].attempts, 2U);
    EXPECT_EQ(found[0].passedBy, 2U);
    EXPECT_EQ(found[0].lastVerdict, "PASS");
    EXPECT_EQ(found[0].lastAttempt, 7U);
    EXPECT_EQ(found[0].receipt, 9U);
    EXPECT_EQ(found[0].leaf,
              base::toHex(leafHash(text("SELECT body FROM entry WHERE sequence = 9"))));
    EXPECT_EQ(found[1].serial, "B");
    EXPECT_EQ(found[1].passedBy, 1U);
}

TEST_F(Export, CountsTheUnitsThatTheYieldOfThatTimeCounts) {
    for (std::uint32_t i = 1; i <= 20; ++i) {
        attempt("S" + std::to_string(i % 13), i % 13 + 1, i % 3 != 0);
        m_clock.sleepFor(std::chrono::minutes(20));
    }
    const Quarter middle = quarterOf(m_clock.wall()) - 8;
    for (const auto& [from, to] :
         {std::pair<Quarter, Quarter>{0, middle}, {middle, middle + 100}}) {
        constexpr std::int64_t micros = secondsOfQuarter * 1'000'000;
        const YieldCounts counts = ask({.from = from, .to = to}).total;
        const ExportQuestion question{.from = {from * micros}, .to = {to * micros}};
        EXPECT_EQ(units(question).size(), counts.units);
        EXPECT_EQ(attempts(question).size(), counts.attempts + counts.refused + counts.drills);
    }
}

TEST_F(Export, GivesEveryAttemptWithTheExactEntries) {
    attempt("A", 1, true);
    job::Intent drill = intent("");
    drill.drill = true;
    attempt("B", 2, false, drill);
    ASSERT_TRUE(journal().begin(intent("C")).ok()); // and is not ended
    const auto found = attempts(always());
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].verdict, "PASS");
    EXPECT_EQ(found[0].unit, 1U);
    EXPECT_EQ(found[0].ordinal, 1U);
    EXPECT_EQ(found[1].unit, 0U) << "a drill is of no unit";
    EXPECT_TRUE(found[1].drill);
    EXPECT_EQ(found[2].verdict, "");
    EXPECT_EQ(found[2].ended.sequence, 0U);
    for (const ExportedAttempt& each : found) {
        for (const ExportedAttempt::Part* const part :
             {&each.begun, &each.identified, &each.ended}) {
            if (part->sequence != 0) {
                EXPECT_EQ(part->leaf, base::toHex(leafHash(*canonicalBody(part->entry))));
            }
        }
    }
}

TEST_F(Export, TakesOnlyWhatTheConditionsName) {
    attempt("A", 1, true);
    job::Intent other = intent("");
    other.slot = "7";
    other.operatorName = "Mara";
    attempt("B", 2, true, other);
    ExportQuestion question = always();
    question.slot = "7";
    EXPECT_EQ(units(question).size(), 1U);
    EXPECT_EQ(attempts(question).size(), 1U);
    question.operatorName = "nobody";
    EXPECT_EQ(attempts(question).size(), 0U);
    question = always();
    question.training = true;
    EXPECT_EQ(units(question).size(), 0U);
    question = always();
    question.to = {0};
    EXPECT_EQ(attempts(question).size(), 0U);
}

TEST_F(Export, IsOfOneMomentWhateverIsWrittenMeanwhile) {
    for (std::uint32_t i = 1; i <= 5; ++i) {
        attempt("A" + std::to_string(i), i, true);
    }
    auto opened = rows(always());
    std::uint64_t seen = 0;
    ASSERT_TRUE(opened.countUnits().ok());
    ASSERT_TRUE(opened
                    .eachUnit([&](const ExportedUnit&) -> Result<void> {
                        attempt("new" + std::to_string(seen), 100 + static_cast<unsigned>(seen),
                                true);
                        ++seen;
                        return {};
                    })
                    .ok());
    EXPECT_EQ(seen, 5U);
}

TEST_F(Export, EndsWithTheFaultOfItsVisitor) {
    attempt("A", 1, true);
    attempt("B", 2, true);
    auto opened = rows(always());
    int seen = 0;
    const auto ended = opened.eachAttempt([&](const ExportedAttempt&) -> Result<void> {
        ++seen;
        return Fault{.code = FaultCode::Cancelled};
    });
    ASSERT_FALSE(ended.ok());
    EXPECT_EQ(ended.fault().code, FaultCode::Cancelled);
    EXPECT_EQ(seen, 1);
}

/// A file, and a manifest that speaks of it.
class ManifestFile : public Export {
protected:
    void SetUp() override {
        Export::SetUp();
        attempt("A", 1, true);
        std::ofstream(file) << "product,serial\r\nTH-200,A\r\n";
        const FileFacts facts = factsOf(file).value();
        manifest = {.what = "units",
                    .filters = {{"product", "TH-200"}},
                    .station = "line1-st3",
                    .made = "2026-11-23T12:00:00.000000Z",
                    .madeBy = "Mara",
                    .program = "0.1.0",
                    .fileName = "units.csv",
                    .fileSize = facts.size,
                    .fileDigest = facts.sha256,
                    .rows = 1,
                    .entries = {.first = 1, .last = 3},
                    .exportEntry = 4,
                    .checkpoint = journal().checkpoint(*key).value()};
        std::ofstream(m_folder.file("key.pub")) << key->signer().text() << "\n";
        write(manifestNote(manifest, *key).value());
    }

    void write(const std::string& note) {
        std::ofstream(file.string() + ".manifest", std::ios::binary) << note;
    }

    [[nodiscard]] std::string note() const {
        std::ifstream stream(file.string() + ".manifest", std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    /// What this program says and what the independent one says; they have to agree.
    [[nodiscard]] bool accepted() const {
        const bool ours = checkExport(file, note(), key->signer()).ok();
        const std::string command = std::string(GREENLIGHT_SOURCE_DIR) + "/deploy/check-proof " +
                                    file.string() + " --key " + m_folder.file("key.pub").string() +
                                    " >/dev/null 2>&1";
        const bool theirs = std::system(command.c_str()) == 0;
        EXPECT_EQ(ours, theirs);
        return ours;
    }

    std::filesystem::path file = m_folder.file("units.csv");
    Manifest manifest;
};

TEST_F(ManifestFile, ProvesAFileToUsAndToAnIndependentProgram) {
    EXPECT_TRUE(accepted());
    const auto read = readManifest(note(), key->signer());
    ASSERT_TRUE(read.ok()) << base::toLogLine(read.fault());
    EXPECT_EQ(read->what, "units");
    EXPECT_EQ(read->filters, manifest.filters);
    EXPECT_EQ(read->rows, 1U);
    EXPECT_EQ(read->entries.last, 3U);
    EXPECT_EQ(read->exportEntry, 4U);
    EXPECT_EQ(read->madeBy, "Mara");
    EXPECT_EQ(read->fileDigest, manifest.fileDigest);
}

TEST_F(ManifestFile, ProvesNoFileThatWasChanged) {
    std::ofstream(file) << "product,serial\r\nTH-200,B\r\n";
    EXPECT_FALSE(accepted());
    std::ofstream(file, std::ios::app) << "TH-200,C\r\n";
    EXPECT_FALSE(accepted());
    std::ofstream(file, std::ios::trunc);
    EXPECT_FALSE(accepted());
}

TEST_F(ManifestFile, ProvesNothingOnceItIsChangedItself) {
    const std::string good = note();
    for (const char* part : {"\"rows\": 1", "TH-200", "Mara", "\"size\": 2", "line1-st3\\n3"}) {
        std::string lie = good;
        const std::size_t place = lie.find(part);
        ASSERT_NE(place, std::string::npos) << part;
        lie[place + std::string_view(part).size() - 1] ^= 1;
        write(lie);
        EXPECT_FALSE(accepted()) << part;
    }
    write(good.substr(0, good.find("\n\n") + 2));
    EXPECT_FALSE(accepted()) << "nobody signed it";
    write("");
    EXPECT_FALSE(accepted());
}

TEST_F(ManifestFile, ProvesNothingThatItsCheckpointHasNotSeen) {
    manifest.entries.last = 4;
    write(manifestNote(manifest, *key).value());
    EXPECT_FALSE(accepted());
    manifest.entries.last = 3;
    manifest.checkpoint = "greenlight/line1-st3\n1042\n\n";
    write(manifestNote(manifest, *key).value());
    EXPECT_FALSE(accepted());
}

TEST_F(ManifestFile, OfAnotherStationIsNoneOfOurs) {
    auto other = StationKey::loadOrMake(m_folder.file("other.key"), "line1-st3");
    ASSERT_TRUE(other.ok());
    write(manifestNote(manifest, *other).value());
    EXPECT_FALSE(accepted());
}

} // namespace
} // namespace greenlight::db
