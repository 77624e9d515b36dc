// The program as it works: boards of the virtual bench from the press to the record, in real time.
// What a run takes depends on the machine; nothing here asks how long.
#include "db/units.h"
#include "engine/job/image.h"
#include "tests/station/training_station.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>
#include <regex>
#include <sstream>

namespace greenlight::station {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;
using test::Ran;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path trainingSet = GREENLIGHT_TRAINING_SET;

constexpr const char* serial = "TH200-000101";

/// How often the beginning of an attempt is looked for.
constexpr int mostLooks = 3000;

std::vector<std::string> keysOf(const Json& json) {
    std::vector<std::string> keys;
    for (const auto& item : json.items()) {
        keys.push_back(item.key());
    }
    return keys;
}

std::vector<Json> jsonLines(const std::string& text) {
    std::vector<Json> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(Json::parse(line, nullptr, false));
        EXPECT_FALSE(lines.back().is_discarded()) << line;
    }
    return lines;
}

bool isHex(const Json& json, std::size_t digits) {
    static const std::regex hex("[0-9a-fA-F]+");
    const std::string text = json.is_string() ? json.get<std::string>() : "";
    return text.size() == digits && std::regex_match(text, hex);
}

class CliRunTest : public testing::Test, protected test::TrainingStation {};

/// The only line of a PASS with everything that other programs rely on.
void expectThermostat(const Json& line) {
    const auto recipe = trainingSet / "recipes" / "thermostat";
    const auto image = job::readImage((recipe / "firmware.hex").string());
    EXPECT_THAT(keysOf(line),
                testing::ElementsAre("slot", "port", "probe_serial", "serial", "uid", "device",
                                     "verdict", "fault", "image_sha256", "chip_digest", "nonce",
                                     "bytes", "duration_ms", "stages_ms", "retries", "receipt"));
    EXPECT_EQ(line["slot"], "1");
    EXPECT_EQ(line["port"], "1-1.1");
    EXPECT_TRUE(isHex(line["probe_serial"], 24)) << line["probe_serial"];
    EXPECT_EQ(line["serial"], serial);
    EXPECT_TRUE(isHex(line["uid"], 24)) << line["uid"];
    EXPECT_THAT(line["device"].get<std::string>(), HasSubstr("STM32H72"));
    EXPECT_EQ(line["verdict"], "PASS");
    EXPECT_EQ(line["fault"], nullptr);
    EXPECT_EQ(line["image_sha256"], base::toHex(image->files().front().sha256));
    EXPECT_TRUE(isHex(line["chip_digest"], 64)) << line["chip_digest"];
    EXPECT_TRUE(isHex(line["nonce"], 64) || isHex(line["nonce"], 32)) << line["nonce"];
    EXPECT_EQ(line["bytes"], image->sizeBytes() + std::string(serial).size());
    EXPECT_GT(line["duration_ms"].get<std::int64_t>(), 0);
    for (const char* stage : {"connect", "identify", "load", "erase", "program", "verify"}) {
        EXPECT_TRUE(line["stages_ms"].contains(stage)) << stage;
    }
    EXPECT_TRUE(line["retries"].is_number_unsigned());
    EXPECT_THAT(keysOf(line["receipt"]), testing::ElementsAre("sequence", "leaf"));
    EXPECT_GT(line["receipt"]["sequence"].get<std::uint64_t>(), 0U);
    EXPECT_TRUE(isHex(line["receipt"]["leaf"], 64));
}

TEST_F(CliRunTest, TellsEverythingAboutAPassAndRefusesItsSerialAfterwards) {
    const auto arguments = programWords(
        "thermostat", {"--boards", "2", "--serial", std::string("1=") + serial, "--json"});
    const Ran pass = test::run(arguments);
    EXPECT_EQ(pass.exit, 0) << pass.err;
    EXPECT_EQ(pass.err, "");
    const auto lines = jsonLines(pass.out);
    ASSERT_EQ(lines.size(), 1U) << pass.out;
    expectThermostat(lines.front());

    // The same label on another board.
    const Ran again = test::run(arguments);
    EXPECT_EQ(again.exit, 1) << again.err;
    const auto refused = jsonLines(again.out);
    ASSERT_EQ(refused.size(), 1U) << again.out;
    EXPECT_EQ(refused.front()["verdict"], "ABORTED");
    EXPECT_EQ(refused.front()["receipt"], nullptr);
    const Json& fault = refused.front()["fault"];
    EXPECT_THAT(keysOf(fault), testing::ElementsAre("code", "name", "stage", "text"));
    EXPECT_EQ(fault["code"], 802);
    EXPECT_EQ(fault["name"], "serial-used");
    EXPECT_TRUE(base::stageNamed(fault["stage"].get<std::string>())) << fault;
    EXPECT_THAT(fault["text"].get<std::string>(), HasSubstr("serial number was already used"));

    // What passed is on record, as JSON and for people.
    const Ran unit = station({"unit", serial, "--json"});
    EXPECT_EQ(unit.exit, 0) << unit.err;
    const Json records = Json::parse(unit.out);
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0]["verdict"], "PASS");
    EXPECT_EQ(records[0]["operator"], "Test Operator");
    EXPECT_EQ(records[0]["uid"], lines.front()["uid"]);
    EXPECT_EQ(records[0]["receipt"], lines.front()["receipt"]);
    EXPECT_TRUE(records[0]["training"]);
    const Ran text = station({"unit", lines.front()["uid"].get<std::string>()});
    EXPECT_EQ(text.exit, 0) << text.err;
    EXPECT_THAT(text.out, HasSubstr("TH-200 (training)"));
    EXPECT_THAT(text.out, HasSubstr("PASS        thermostat 1.4.2, slot 1, by Test Operator"));
    for (const auto& [label, value] : {std::pair<std::string, std::string>{"Serial", serial},
                                       {"Chip UID", lines.front()["uid"]},
                                       {"USB port", "1-1.1"},
                                       {"Digest by the chip", lines.front()["chip_digest"]},
                                       {"Nonce", lines.front()["nonce"]},
                                       {"Leaf of the last", lines.front()["receipt"]["leaf"]}}) {
        EXPECT_THAT(text.out, HasSubstr(fmt::format("  {:<22} {}\n", label, value)));
    }
}

TEST_F(CliRunTest, CountsTheAttemptsOfAWorkOrderUnderIt) {
    ASSERT_EQ(
        test::run(programWords("sensor-node", {"--boards", "2", "--work-order", "WO-17"})).exit, 0);
    const Ran report = station({"report", "yield", "--by", "work-order", "--format", "json"});
    const Json yield = Json::parse(report.out, nullptr, false);
    ASSERT_FALSE(yield.is_discarded()) << report.out << report.err;
    ASSERT_EQ(yield["by"]["work-order"].size(), 1U) << report.out;
    EXPECT_EQ(yield["by"]["work-order"][0]["label"], "WO-17");
    EXPECT_EQ(yield["by"]["work-order"][0]["attempts"], 2);
    EXPECT_THAT(station({"report", "--work-order", "WO-17"}).out, HasSubstr("2 of 2"));
    EXPECT_THAT(station({"report", "--work-order", "WO-18"}).out, Not(HasSubstr("2 of 2")));

    const std::string file = (scratch.path() / "attempts.jsonl").string();
    ASSERT_EQ(station({"report", "attempts", "--format", "jsonl", "-o", file}).exit, 0);
    std::ifstream stream(file);
    std::string first;
    ASSERT_TRUE(std::getline(stream, first));
    EXPECT_THAT(first, HasSubstr("WO-17"));

    for (const std::string& hostile :
         {std::string(65, 'x'), std::string("a\nb"), std::string(" WO"), std::string("\xC3\xA4")}) {
        const Ran refused = test::run(programWords("sensor-node", {"--work-order", hostile}));
        EXPECT_EQ(refused.exit, 2) << hostile;
        EXPECT_THAT(refused.err, HasSubstr("work order is at most 64 printable")) << hostile;
    }
}

TEST_F(CliRunTest, ProgramsEveryBoardAndSignsTheRecord) {
    const Ran run = test::run(programWords("sensor-node", {"--boards", "2"}));
    EXPECT_EQ(run.exit, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("slot 1    PASS"));
    EXPECT_THAT(run.out, HasSubstr("slot 2    PASS"));

    const Ran report = station({"report", "yield", "--by", "slot", "--format", "json"});
    EXPECT_EQ(report.exit, 0) << report.err;
    const Json yield = Json::parse(report.out, nullptr, false);
    ASSERT_FALSE(yield.is_discarded()) << report.out;
    EXPECT_EQ(yield["total"]["first_pass_yield"]["count"], 2);
    EXPECT_EQ(yield["by"]["slot"].size(), 2U);
    EXPECT_THAT(station({"report"}).out, HasSubstr("100.00 %   2 of 2"));

    const Ran signedAtTheEnd = station({"audit", "verify"});
    EXPECT_EQ(signedAtTheEnd.exit, 0) << signedAtTheEnd.err;
    EXPECT_THAT(signedAtTheEnd.out,
                HasSubstr("2 attempts (0 open), 1 checkpoints signed by the station, root "));
    const Ran checkpoint = station({"audit", "checkpoint"});
    EXPECT_EQ(checkpoint.exit, 0) << checkpoint.err;
    EXPECT_THAT(checkpoint.out, testing::StartsWith("greenlight/cli-1\n"));
    EXPECT_THAT(checkpoint.out, HasSubstr("\n\u2014 greenlight/cli-1 "));
    EXPECT_THAT(station({"audit", "verify"}).out, HasSubstr("1 checkpoints signed by the station"));

    // A checkpoint kept elsewhere is compared, too: this one, and one that saw something else.
    const std::string kept = scratch.write("kept.note", checkpoint.out).string();
    EXPECT_EQ(station({"audit", "verify", "--note", kept}).exit, 0);
    const std::size_t root = checkpoint.out.find('\n', checkpoint.out.find('\n') + 1) + 1;
    std::string other = checkpoint.out;
    other[root] = other[root] == 'A' ? 'B' : 'A';
    const std::string forged = scratch.write("forged.note", other).string();
    const Ran bad = station({"audit", "verify", "--note", forged});
    EXPECT_EQ(bad.exit, 4);
    EXPECT_THAT(bad.out, testing::StartsWith("BAD: "));

    // What is proven stays proven away from here, for this program and for one that is not ours.
    const std::string proof = (scratch.path() / "proof.json").string();
    const std::string signer = (data() / "station.key.pub").string();
    const std::string uid = run.out.substr(run.out.find("chip ") + 5, 24);
    EXPECT_EQ(station({"audit", "prove", uid, "-o", proof}).exit, 0);
    const Ran checked = test::run({"audit", "check-proof", proof, "--key", signer});
    EXPECT_EQ(checked.exit, 0) << checked.out << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("verdict PASS"));
    EXPECT_THAT(checked.out, HasSubstr("PROVEN: 3 entries"));
    const std::string stranger = std::string(GREENLIGHT_SOURCE_DIR) + "/deploy/check-proof";
    EXPECT_EQ(std::system((stranger + " " + proof + " --key " + signer + " >/dev/null").c_str()),
              0);
    std::string lie = test::contentOf(proof);
    lie.replace(lie.find("PASS"), 4, "FAIL");
    const std::string forgedProof = scratch.write("lie.json", lie).string();
    EXPECT_EQ(test::run({"audit", "check-proof", forgedProof, "--key", signer}).exit, 1);
    EXPECT_NE(std::system(
                  (stranger + " " + forgedProof + " --key " + signer + " >/dev/null 2>&1").c_str()),
              0);

    // A key that did not sign the checkpoints is noticed without any note.
    const std::filesystem::path key = data() / "station.key.pub";
    scratch.write("data/training/station.key.pub",
                  "greenlight/cli-1+15687c53+AaQWeUliwsbrcNvDWcBN2ihIG9M1Bo3EHaSOqC8Yvyke\n");
    EXPECT_EQ(station({"audit", "verify"}).exit, 4);
    std::filesystem::remove(key);
    EXPECT_THAT(station({"audit", "verify"}).err, HasSubstr("Signatures were not looked at"));

    const Ran fit = station({"selftest"});
    EXPECT_EQ(fit.exit, 0) << fit.out;
    for (const char* point : {"settings", "trust", "journal", "key", "disk", "loaders"}) {
        EXPECT_THAT(fit.out, HasSubstr("OK    " + std::string(point)));
    }
}

TEST_F(CliRunTest, EndsAttemptsAsAbortedOnRecordWhenItIsInterrupted) {
    base::SystemClock clock;
    test::RunningProgram program(programWords(
        "thermostat", {"--boards", "1", "--serial", std::string("1=") + serial, "--json"}));
    bool begun = false;
    for (int i = 0; i < mostLooks && !begun; ++i) {
        clock.sleepFor(20ms);
        if (auto units = db::Units::open(data() / "journal.db", clock)) {
            const auto unit = units->bySerial(serial);
            begun = unit.ok() && !unit->attempts.empty();
        }
    }
    ASSERT_TRUE(begun);
    program.signal(SIGINT);
    const Ran ran = program.wait();
    EXPECT_EQ(ran.exit, 1) << ran.err;
    const auto lines = jsonLines(ran.out);
    ASSERT_EQ(lines.size(), 1U) << ran.out;
    EXPECT_EQ(lines.front()["verdict"], "ABORTED");
    EXPECT_EQ(lines.front()["fault"]["name"], "aborted");
    EXPECT_TRUE(isHex(lines.front()["receipt"]["leaf"], 64));
    EXPECT_THAT(station({"unit", serial}).out, HasSubstr("ABORTED"));
    const Ran audit = station({"audit", "verify"});
    EXPECT_EQ(audit.exit, 0);
    EXPECT_THAT(audit.out, HasSubstr("1 attempts (0 open)"));
}

TEST_F(CliRunTest, FinishesABoardWhoseResultNobodyReads) {
    const Ran ran = test::runIntoClosedPipe(programWords("sensor-node", {"--boards", "1"}));
    EXPECT_EQ(ran.exit, 4);
    EXPECT_THAT(ran.err, HasSubstr("could not be written to standard output"));
    const Ran audit = station({"audit", "verify"});
    EXPECT_EQ(audit.exit, 0);
    EXPECT_THAT(audit.out, HasSubstr("1 attempts (0 open)"));
}

} // namespace
} // namespace greenlight::station
