#include "station/exporter.h"
#include "tests/db/workbench.h"
#include "tests/station/scratch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace greenlight::station {
namespace {

using Json = nlohmann::ordered_json;
using db::chip;
using db::intent;
using test::contentOf;
using testing::HasSubstr;
using testing::StartsWith;

/// The fields of a CSV file as RFC 4180 has them, read by other rules than it was written by.
std::vector<std::vector<std::string>> readCsv(const std::string& text) {
    std::vector<std::vector<std::string>> lines{{""}};
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string& field = lines.back().back();
        if (quoted && text.compare(i, 2, "\"\"") == 0) {
            field += '"';
            ++i;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && text[i] == ',') {
            lines.back().emplace_back();
        } else if (!quoted && text.compare(i, 2, "\r\n") == 0) {
            lines.push_back({""});
            ++i;
        } else {
            field += text[i];
        }
    }
    EXPECT_EQ(lines.back(), std::vector<std::string>{""}) << "the last line ends as well";
    lines.pop_back();
    return lines;
}

/// A journal, attempts in it, and files that are made of them.
class Exporter : public db::JournalTest {
protected:
    void SetUp() override {
        ASSERT_EQ(setenv("TZ", "Europe/Berlin", 1), 0);
        tzset();
        auto made = db::StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3");
        ASSERT_TRUE(made.ok());
        key.emplace(std::move(made).value());
        ASSERT_TRUE(pass("TH200-000101", 1).ok());
        job::Intent formula = intent("=1+2");
        formula.operatorName = "a \"b\", c\nd";
        ASSERT_TRUE(attempt(formula, chip(2), db::failing(chip(2), "=1+2")).ok());
    }

    void TearDown() override {
        unsetenv("TZ");
        tzset();
    }

    ExportOrder order(ExportTable table, ExportFormat format) {
        return {.table = table,
                .format = format,
                .question = {.from = {0}, .to = {m_clock.wall().unixMicros + 1'000'000}},
                .journal = m_file,
                .file = file};
    }

    Result<Exported> make(const ExportOrder& wanted) {
        return exportTable(wanted, {journal(), *key, m_clock, "line1-st3", "Mara"});
    }

    std::vector<std::vector<std::string>> csv(ExportTable table) {
        const auto made = make(order(table, ExportFormat::Csv));
        EXPECT_TRUE(made.ok()) << base::toLogLine(made.fault());
        return readCsv(contentOf(file));
    }

    Json xlsx(const ExportOrder& wanted) {
        const auto made = make(wanted);
        EXPECT_TRUE(made.ok()) << base::toLogLine(made.fault());
        const std::string command = std::string(GREENLIGHT_SOURCE_DIR) +
                                    "/tests/station/read-xlsx " + file.string() + " > " +
                                    m_folder.file("rows.json").string();
        EXPECT_EQ(std::system(command.c_str()), 0);
        return Json::parse(contentOf(m_folder.file("rows.json")), nullptr, false);
    }

    [[nodiscard]] std::vector<std::string> filesBeside() const {
        std::vector<std::string> names;
        for (const auto& each : std::filesystem::directory_iterator(m_folder.file("out"))) {
            names.push_back(each.path().filename().string());
        }
        std::ranges::sort(names);
        return names;
    }

    std::filesystem::path file = [this] {
        std::filesystem::create_directory(m_folder.file("out"));
        return m_folder.file("out") / "export";
    }();
    std::optional<db::StationKey> key;
};

TEST_F(Exporter, WritesEveryColumnOfEveryUnitIntoACsv) {
    const auto lines = csv(ExportTable::Units);
    ASSERT_EQ(lines.size(), 3U);
    const auto columns = columnsOf(ExportTable::Units);
    for (const auto& line : lines) {
        EXPECT_EQ(line.size(), columns.size());
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        EXPECT_EQ(lines[0][i], columns[i].name);
    }
    EXPECT_EQ(lines[1][1], "TH200-000101");
    EXPECT_EQ(lines[1][4], "2026-11-23T13:00:00.000+01:00");
    EXPECT_EQ(lines[2][1], "'=1+2") << "a spreadsheet must not compute it";
    EXPECT_EQ(lines[2][20], "a \"b\", c\nd");
}

TEST_F(Exporter, WritesEveryColumnOfEveryAttemptIntoACsv) {
    const auto lines = csv(ExportTable::Attempts);
    ASSERT_EQ(lines.size(), 3U);
    const auto columns = columnsOf(ExportTable::Attempts);
    std::map<std::string, std::string> pass;
    std::map<std::string, std::string> fail;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        ASSERT_EQ(lines[0].at(i), columns[i].name);
        pass[lines[0][i]] = lines[1].at(i);
        fail[lines[0][i]] = lines[2].at(i);
    }
    for (const auto& [name, cell] : pass) {
        const bool mayBeEmpty = name.starts_with("fault") || name == "rework_reason" ||
                                name == "work_order" || name == "readback_sha256";
        EXPECT_EQ(cell.empty(), mayBeEmpty) << name;
    }
    EXPECT_EQ(fail["fault_code"], "500");
    EXPECT_EQ(fail["fault"], "digest-mismatch");
    EXPECT_EQ(fail["fault_stage"], "verify");
    EXPECT_EQ(pass["chip_digest"].size(), 64U);
    EXPECT_EQ(pass["nonce"].size(), 64U);
    EXPECT_EQ(pass["ended"], "2026-11-23T13:00:00.000+01:00");
    EXPECT_EQ(pass["leaf"],
              base::toHex(db::leafHash(text("SELECT body FROM entry WHERE sequence = 3"))));
}

TEST_F(Exporter, PutsAByteOrderMarkInFrontWhereOneIsWanted) {
    ExportOrder wanted = order(ExportTable::Units, ExportFormat::Csv);
    ASSERT_TRUE(make(wanted).ok());
    EXPECT_THAT(contentOf(file), StartsWith("product,"));
    wanted.byteOrderMark = true;
    ASSERT_TRUE(make(wanted).ok());
    EXPECT_THAT(contentOf(file), StartsWith("\xEF\xBB\xBFproduct,"));
}

TEST_F(Exporter, LosesNothingInAWorkbook) {
    for (const ExportTable table : {ExportTable::Units, ExportTable::Attempts}) {
        const auto lines = csv(table);
        const Json sheets = xlsx(order(table, ExportFormat::Xlsx));
        ASSERT_EQ(sheets.size(), 1U);
        ASSERT_EQ(sheets[0].size(), lines.size());
        const auto columns = columnsOf(table);
        for (std::size_t row = 0; row < lines.size(); ++row) {
            for (std::size_t i = 0; i < columns.size(); ++i) {
                const Json cell = i < sheets[0][row].size() ? sheets[0][row][i] : Json();
                const std::string& field = lines[row].at(i);
                if (row > 0 && columns[i].isNumber && !field.empty()) {
                    ASSERT_TRUE(cell.is_number()) << columns[i].name;
                    EXPECT_EQ(cell.get<double>(), std::stod(field)) << columns[i].name;
                } else {
                    // In a workbook the kind of a cell says that it is no formula.
                    const std::string plain = field.starts_with("'=") ? field.substr(1) : field;
                    EXPECT_EQ(cell, plain.empty() ? Json() : Json(plain)) << columns[i].name;
                }
            }
        }
    }
}

TEST_F(Exporter, WritesTheExactEntriesOfEachAttemptAsALineOfJson) {
    ASSERT_TRUE(make(order(ExportTable::Attempts, ExportFormat::JsonLines)).ok());
    std::istringstream lines(contentOf(file));
    std::uint64_t found = 0;
    for (std::string line; std::getline(lines, line); ++found) {
        const Json attempt = Json::parse(line);
        for (const char* part : {"begun", "identified", "ended"}) {
            const std::string sequence = std::to_string(attempt[part]["sequence"].get<int>());
            const std::string body = text("SELECT body FROM entry WHERE sequence = " + sequence);
            EXPECT_THAT(line, HasSubstr("\"body\":" + body));
            EXPECT_EQ(attempt[part]["leaf"], base::toHex(db::leafHash(body)));
        }
    }
    EXPECT_EQ(found, 2U);
    ASSERT_TRUE(make(order(ExportTable::Units, ExportFormat::JsonLines)).ok());
    const Json unit = Json::parse(contentOf(file).substr(0, contentOf(file).find('\n')));
    EXPECT_EQ(unit.size(), columnsOf(ExportTable::Units).size());
    EXPECT_EQ(unit["attempts"], 1);
    EXPECT_EQ(unit["serial"], "TH200-000101");
}

TEST_F(Exporter, SpeaksToACfxReaderInItsWords) {
    ASSERT_TRUE(journal().begin(intent("open")).ok());
    const auto made = make(order(ExportTable::Attempts, ExportFormat::Cfx));
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(made->rows, 2U) << "an open attempt was not tested yet";
    const Json messages = Json::parse(contentOf(file));
    ASSERT_EQ(messages.size(), 2U);
    const Json& passed = messages[0];
    EXPECT_EQ(passed["MessageName"], "CFX.Production.TestAndInspection.UnitsTested");
    EXPECT_EQ(passed["TimeStamp"], "2026-11-23T13:00:00.000+01:00");
    EXPECT_EQ(passed["MessageBody"]["$type"], "CFX.Production.TestAndInspection.UnitsTested, CFX");
    EXPECT_EQ(passed["MessageBody"]["Tester"]["OperatorIdentifier"], "4711");
    EXPECT_EQ(passed["MessageBody"]["TestedUnits"][0]["UnitIdentifier"], "TH200-000101");
    EXPECT_EQ(passed["MessageBody"]["TestedUnits"][0]["OverallResult"], "Passed");
    const Json& unit = messages[1]["MessageBody"]["TestedUnits"][0];
    EXPECT_EQ(unit["OverallResult"], "Failed");
    int symptoms = 0;
    for (const Json& each : unit["Tests"]) {
        const bool bad = each["TestName"] == "verify";
        EXPECT_EQ(each["Result"], bad ? "Failed" : "Passed");
        EXPECT_EQ(each["SymptomsFound"].size(), bad ? 1U : 0U);
        symptoms += static_cast<int>(each["SymptomsFound"].size());
        if (bad) {
            EXPECT_EQ(each["SymptomsFound"][0]["SymptomCode"], "digest-mismatch");
        }
    }
    EXPECT_EQ(symptoms, 1);
    EXPECT_NE(passed["UniqueID"], messages[1]["UniqueID"]);
    EXPECT_THAT(passed["UniqueID"].get<std::string>(),
                testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                                      "[0-9a-f]{12}"));
}

TEST_F(Exporter, IsAnEntryThatNamesTheFileAndWhoWantedIt) {
    const auto made = make(order(ExportTable::Units, ExportFormat::Csv));
    ASSERT_TRUE(made.ok());
    const Json entry = Json::parse(text("SELECT body FROM entry WHERE kind = 'export'"));
    EXPECT_EQ(entry["data"]["sha256"], base::toHex(db::factsOf(file)->sha256));
    EXPECT_EQ(entry["data"]["rows"], 2);
    EXPECT_EQ(entry["data"]["operator"], "Mara");
    EXPECT_EQ(entry["data"]["checkpoint_size"], 6);
    const auto manifest = db::checkExport(file, contentOf(made->manifest), key->signer());
    ASSERT_TRUE(manifest.ok()) << base::toLogLine(manifest.fault());
    EXPECT_EQ(manifest->exportEntry, entry["sequence"].get<std::uint64_t>());
    EXPECT_EQ(manifest->entries.first, 1U);
    EXPECT_EQ(manifest->entries.last, 6U);
    EXPECT_EQ(filesBeside(), (std::vector<std::string>{"export", "export.manifest"}));
}

TEST_F(Exporter, CalledOffLeavesNeitherAFileNorAnEntry) {
    ExportOrder wanted = order(ExportTable::Units, ExportFormat::Xlsx);
    ASSERT_TRUE(make(order(ExportTable::Units, ExportFormat::Csv)).ok());
    const std::string before = contentOf(file);
    const auto head = journal().head();
    for (const std::uint64_t at : {0U, 2U}) { // before the first row, behind the last one
        wanted.progress = [at](std::uint64_t done, std::uint64_t of) {
            EXPECT_EQ(of, 2U);
            return done != at;
        };
        const auto made = make(wanted);
        ASSERT_FALSE(made.ok());
        EXPECT_EQ(made.fault().code, FaultCode::Cancelled);
        EXPECT_EQ(journal().head(), head);
        EXPECT_EQ(filesBeside(), (std::vector<std::string>{"export", "export.manifest"}));
        EXPECT_EQ(contentOf(file), before);
    }
}

TEST_F(Exporter, GivesNoFileWhoseEntryIsNotOnRecord) {
    static_cast<void>(journal());
    tamper("CREATE TRIGGER no_exports BEFORE INSERT ON entry WHEN NEW.kind = 'export'"
           " BEGIN SELECT RAISE(ABORT, 'no'); END");
    for (const ExportFormat format : {ExportFormat::Csv, ExportFormat::Xlsx}) {
        EXPECT_FALSE(make(order(ExportTable::Units, format)).ok());
        EXPECT_TRUE(filesBeside().empty());
    }
}

TEST_F(Exporter, SaysSoWhereItCannotWrite) {
    file = m_folder.file("no such folder") / "export";
    for (const ExportFormat format : {ExportFormat::Csv, ExportFormat::Xlsx}) {
        const auto made = make(order(ExportTable::Units, format));
        ASSERT_FALSE(made.ok());
        EXPECT_EQ(made.fault().code, FaultCode::FileNotWritten);
    }
}

} // namespace
} // namespace greenlight::station
