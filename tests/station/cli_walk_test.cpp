// What a quality person does when something has come back from the field, at the command line.
#include "tests/station/training_station.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <sstream>

namespace greenlight::station {
namespace {

using Json = nlohmann::ordered_json;
using test::Ran;
using testing::HasSubstr;

/// The fields of a CSV line without quotation marks in it.
std::vector<std::string> fieldsOf(std::string line) {
    if (!line.empty() && line.back() == '\r') {
        line.pop_back();
    }
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, ',');) {
        fields.push_back(field);
    }
    return fields;
}

std::vector<std::string> firstLineOf(const std::filesystem::path& csv) {
    std::istringstream stream(test::contentOf(csv));
    std::string line;
    std::getline(stream, line);
    return fieldsOf(line);
}

/// Two sensors have been made.
class QualityWalk : public testing::Test, protected test::TrainingStation {
protected:
    void SetUp() override {
        const Ran made = test::run(programWords("sensor-node", {"--boards", "2", "--json"}));
        ASSERT_EQ(made.exit, 0) << made.err;
        std::istringstream lines(made.out);
        for (std::string line; std::getline(lines, line);) {
            const Json pass = Json::parse(line);
            uids.push_back(pass["uid"]);
            image = pass["image_sha256"];
        }
        ASSERT_EQ(uids.size(), 2U);
    }

    [[nodiscard]] std::string file(const std::string& name) const {
        return (scratch.path() / name).string();
    }

    [[nodiscard]] std::string key() const { return (data() / "station.key.pub").string(); }

    /// The column names of a workbook after LibreOffice has read and written it.
    [[nodiscard]] std::vector<std::string> columnsInLibreOffice(const std::string& workbook) const {
        const std::string command =
            "HOME=" + scratch.path().string() + " soffice --headless --convert-to csv --outdir " +
            scratch.path().string() + "/converted " + workbook + " >/dev/null 2>&1";
        EXPECT_EQ(std::system(command.c_str()), 0) << command;
        const auto name = std::filesystem::path(workbook).stem().string() + ".csv";
        return firstLineOf(scratch.path() / "converted" / name);
    }

    std::vector<std::string> uids;
    std::string image;
};

TEST_F(QualityWalk, SeesTheStoryOfAUnitAndProvesItWhereTheJournalIsNot) {
    const Ran story = station({"unit", uids[0]});
    EXPECT_EQ(story.exit, 0) << story.err;
    EXPECT_THAT(story.out, HasSubstr("PASS"));
    const Ran printed = station({"unit", uids[0], "--certificate", file("unit.pdf")});
    EXPECT_EQ(printed.exit, 0) << printed.err;

    // Elsewhere there are the page and the station's public key.
    test::Scratch elsewhere;
    const auto page = elsewhere.write("unit.pdf", test::contentOf(file("unit.pdf")));
    const auto signer = elsewhere.write("station.key.pub", test::contentOf(key()));
    std::filesystem::remove_all(data());
    const std::string stranger = std::string(GREENLIGHT_SOURCE_DIR) + "/deploy/check-proof " +
                                 page.string() + " --key " + signer.string() + " >/dev/null";
    EXPECT_EQ(std::system(stranger.c_str()), 0);
    const auto nobody = elsewhere.write("other.key.pub", "greenlight/cli-1+00000000+AAAA");
    EXPECT_EQ(test::run({"audit", "check-proof", page.string(), "--key", signer.string()}).exit, 0);
    EXPECT_NE(test::run({"audit", "check-proof", page.string(), "--key", nobody.string()}).exit, 0);
}

TEST_F(QualityWalk, FindsAllUnitsOfAnImageAndStopsIt) {
    const Ran answer = station({"recall", "--image", image.substr(0, 8), "--format", "json"});
    EXPECT_EQ(answer.exit, 0) << answer.err;
    for (const std::string& uid : uids) {
        EXPECT_THAT(answer.out, HasSubstr(uid));
    }
    const Ran kept =
        station({"recall", "--image", image, "--format", "csv", "-o", file("all.csv")});
    EXPECT_EQ(kept.exit, 0) << kept.err;
    EXPECT_EQ(test::run({"audit", "check-export", file("all.csv"), "--key", key()}).exit, 0);
    scratch.write("all.csv", test::contentOf(file("all.csv")) + "one more\r\n");
    EXPECT_EQ(test::run({"audit", "check-export", file("all.csv"), "--key", key()}).exit, 1);

    EXPECT_EQ(station({"revoke", "image", image, "--reason", "drifts at -20 C"}).exit, 0);
    const Ran stopped = test::run(programWords("sensor-node", {"--boards", "1"}));
    EXPECT_NE(stopped.exit, 0);
    EXPECT_THAT(stopped.err + stopped.out, HasSubstr("revoked"));
    EXPECT_THAT(station({"revoke", "list"}).out, HasSubstr("drifts at -20 C"));
    EXPECT_EQ(station({"revoke", "image", image, "--reason", "was the fixture", "--undo"}).exit, 0);
    EXPECT_EQ(test::run(programWords("sensor-node", {"--boards", "1"})).exit, 0);
    EXPECT_EQ(station({"audit", "verify"}).exit, 0);
}

TEST_F(QualityWalk, OpensTheMonthInLibreOfficeWithoutLosingAColumn) {
    const auto exported = [this](const std::string& what, const std::string& format) {
        const std::string name = file(what + "." + format);
        const Ran ran =
            station({"report", what, "--from", "2020-01-01", "--format", format, "-o", name});
        EXPECT_EQ(ran.exit, 0) << ran.err;
        EXPECT_EQ(test::run({"audit", "check-export", name, "--key", key()}).exit, 0) << name;
        return name;
    };
    for (const std::string what : {"units", "attempts"}) {
        const std::vector<std::string> columns = firstLineOf(exported(what, "csv"));
        EXPECT_GE(columns.size(), 20U);
        EXPECT_EQ(columnsInLibreOffice(exported(what, "xlsx")), columns);
    }
    std::istringstream lines(test::contentOf(exported("attempts", "jsonl")));
    std::size_t attempts = 0;
    for (std::string line; std::getline(lines, line); ++attempts) {
        EXPECT_TRUE(Json::parse(line).is_object());
    }
    EXPECT_EQ(attempts, 2U);
    const Json messages = Json::parse(test::contentOf(exported("attempts", "cfx")));
    ASSERT_TRUE(messages.is_array());
    ASSERT_FALSE(messages.empty());
    EXPECT_EQ(messages[0]["MessageName"], "CFX.Production.TestAndInspection.UnitsTested");
}

} // namespace
} // namespace greenlight::station
