// The program as it is installed, with the real libusb, on four virtual boards at once.
#include "engine/base/sha256.h"
#include "engine/probe/usb_bench.h"
#include "tests/station/scratch.h"
#include "tests/station/signer.h"
#include "tests/usb/child_process.h"
#include "tests/usb/virtual_usb.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <sstream>

namespace greenlight::usb {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

constexpr auto patience = 150s;
constexpr std::size_t imageBytes = 20'008;
constexpr std::size_t slotCount = 4;

probe::PortPath portOfSlot(std::size_t slot) { return portOf(fmt::format("1-1.{}", slot)); }

std::vector<MockSocket> fourBoards() {
    std::vector<MockSocket> sockets;
    constexpr std::array<const char*, slotCount> probes{"v2", "v21", "v3", "v2"};
    for (std::size_t slot = 1; slot <= slotCount; ++slot) {
        sockets.push_back(
            {portOfSlot(slot), probeNamed(probes.at(slot - 1), slot), boardNamed("F407", slot)});
    }
    return sockets;
}

/// A station with settings, trust and a released recipe, valid around the day of the test.
class RealProgram : public testing::Test {
protected:
    void SetUp() override {
        constexpr std::int64_t monthMicros = 30LL * 24 * 3600 * 1'000'000;
        const base::WallTime today = base::SystemClock().wall();
        const base::WallTime from{today.unixMicros - monthMicros};
        const base::WallTime until{today.unixMicros + monthMicros};
        const auto root = test::Signer::make(
            {.commonName = "Root", .from = from, .until = until, .authority = true});
        const auto ada =
            test::Signer::make({.commonName = "Ada Release", .from = from, .until = until}, &root);
        scratch.write("release.pem", root.pem());
        std::filesystem::create_directories(scratch.path() / "recipe");
        scratch.write("recipe/firmware.bin", image);
        const std::string recipe = fmt::format(
            "[recipe]\nname = \"drive\"\nversion = \"1\"\nproduct = \"D\"\n"
            "device = \"STM32F407\"\n"
            "[connect]\nmode = \"under-reset\"\nswd_khz = 4000\nvoltage_mv = [3000, 3600]\n"
            "[[image]]\nfile = \"firmware.bin\"\nsha256 = \"{}\"\naddress = 0x08000000\n"
            "[program]\nerase = \"sectors\"\nverify = \"both\"\n"
            "[serial]\nsource = \"none\"\n[protect]\nrdp = 0\n",
            base::toHex(base::sha256(image)));
        scratch.write("recipe/recipe.toml", recipe);
        scratch.write("recipe/recipe.toml.p7s", test::sign(recipe, {&ada}));
        std::string settings = fmt::format("[station]\nname = \"usb\"\ndata_dir = \"{0}/data\"\n"
                                           "recipes_dir = \"{0}\"\ntrust = \"{0}/release.pem\"\n",
                                           scratch.path().string());
        for (std::size_t slot = 1; slot <= slotCount; ++slot) {
            settings += fmt::format("[[slot]]\nname = \"{}\"\nport = \"{}\"\n", slot,
                                    portOfSlot(slot).text());
        }
        scratch.write("station.toml", settings);
    }

    ChildEnd run(std::vector<std::string> words) {
        words.insert(words.begin(),
                     {GREENLIGHT_PROGRAM, "--config", (scratch.path() / "station.toml").string()});
        ChildEnd end = runChild(words, server.environment(), patience, scratch.path());
        EXPECT_FALSE(end.timedOut) << end.said();
        return end;
    }

    ChildEnd program(const std::vector<std::string>& slots = {}) {
        std::vector<std::string> words{"program", "--recipe", (scratch.path() / "recipe").string(),
                                       "--json"};
        for (const std::string& slot : slots) {
            words.insert(words.end(), {"--slot", slot});
        }
        return run(words);
    }

    /// The lines of `program --json` by slot.
    static std::map<std::string, Json> attempts(const ChildEnd& end) {
        std::map<std::string, Json> found;
        std::istringstream lines(end.output);
        for (std::string line; std::getline(lines, line);) {
            Json json = Json::parse(line, nullptr, false);
            EXPECT_FALSE(json.is_discarded()) << line;
            const std::string slot = json.value("slot", "");
            found[slot] = std::move(json);
        }
        return found;
    }

    bool holdsImage(std::size_t slot) {
        const Bytes cells = server.flash(portOfSlot(slot));
        return std::equal(image.begin(), image.end(), cells.begin());
    }

    void expectSoundJournal() {
        const ChildEnd end = run({"audit", "verify"});
        EXPECT_EQ(end.status, 0) << end.said();
    }

    Bytes image = firmware(imageBytes);
    test::Scratch scratch;
    MockUsbServer server{fourBoards()};
};

TEST_F(RealProgram, ListsTheProbesAsJson) {
    const ChildEnd end = run({"probes", "--json"});
    ASSERT_EQ(end.status, 0) << end.said();
    const Json probes = Json::parse(end.output, nullptr, false);
    ASSERT_TRUE(probes.is_array()) << end.output;
    ASSERT_EQ(probes.size(), slotCount);
    for (std::size_t i = 0; i < slotCount; ++i) {
        EXPECT_EQ(probes[i]["port"], portOfSlot(i + 1).text());
        EXPECT_TRUE(probes[i]["fault"].is_null()) << probes[i].dump();
    }
    EXPECT_EQ(probes[0]["firmware"], "V2J39S7");
    EXPECT_EQ(probes[2]["firmware"], "V3J10M3B2");
    EXPECT_EQ(probes[0]["serial"], probeNamed("v2", 1)->serial);
}

TEST_F(RealProgram, PassesFourBoardsAtOnce) {
    const ChildEnd end = program();
    ASSERT_EQ(end.status, 0) << end.said();
    const auto all = attempts(end);
    ASSERT_EQ(all.size(), slotCount);
    std::vector<std::int64_t> receipts;
    for (std::size_t slot = 1; slot <= slotCount; ++slot) {
        const Json& attempt = all.at(std::to_string(slot));
        EXPECT_EQ(attempt["verdict"], "PASS") << attempt.dump();
        EXPECT_EQ(attempt["port"], portOfSlot(slot).text());
        EXPECT_EQ(attempt["image_sha256"], base::toHex(base::sha256(image)));
        ASSERT_TRUE(attempt["receipt"].is_object()) << attempt.dump();
        receipts.push_back(attempt["receipt"]["sequence"]);
        EXPECT_TRUE(holdsImage(slot)) << slot;
        server.withBoard(portOfSlot(slot), [](sim::SimTarget& board, Instant at) {
            EXPECT_TRUE(board.running(at));
            EXPECT_FALSE(board.debugStateLeftBehind());
        });
    }
    std::ranges::sort(receipts);
    EXPECT_EQ(std::ranges::adjacent_find(receipts), receipts.end()) << "one receipt for two";
    expectSoundJournal();
}

TEST_F(RealProgram, RecordsAProbeThatIsPulledInMidWriteAndPassesTheNextRun) {
    // How many transfers a whole attempt takes, from one that is left alone.
    ASSERT_EQ(program({"1"}).status, 0);
    const std::uint64_t whole = server.transfers(portOfSlot(1));
    server.setMishaps(portOfSlot(4), sim::MishapPlan::once(whole / 2, sim::Mishap::Unplug));

    const ChildEnd struck = program({"2", "3", "4"});
    EXPECT_EQ(struck.status, 1) << struck.said();
    const auto all = attempts(struck);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all.at("2")["verdict"], "PASS");
    EXPECT_EQ(all.at("3")["verdict"], "PASS");
    const Json& lost = all.at("4");
    EXPECT_NE(lost["verdict"], "PASS") << lost.dump();
    EXPECT_EQ(lost["fault"]["code"], static_cast<unsigned>(FaultCode::ProbeUnplugged))
        << lost.dump();
    EXPECT_TRUE(lost["receipt"].is_object()) << "every attempt has a record";
    EXPECT_FALSE(holdsImage(4)) << "it was not pulled in mid-write";

    server.plug(portOfSlot(4), *probeNamed("v2", 4));
    const ChildEnd again = program({"4"});
    EXPECT_EQ(again.status, 0) << again.said();
    EXPECT_EQ(attempts(again).at("4")["verdict"], "PASS");
    EXPECT_TRUE(holdsImage(4));
    expectSoundJournal();
}

TEST_F(RealProgram, SaysThatAProbeIsUsedBySomebodyElse) {
    const ThisProcessAsClient client(server);
    base::SystemClock clock;
    probe::UsbBench bench(clock);
    const auto taken = bench.open(portOfSlot(2));
    ASSERT_TRUE(taken.ok()) << base::toLogLine(taken.fault());
    const ChildEnd end = run({"probes", "--json"});
    const Json probes = Json::parse(end.output, nullptr, false);
    ASSERT_EQ(probes.size(), slotCount) << end.said();
    EXPECT_TRUE(probes[0]["fault"].is_null());
    EXPECT_EQ(probes[1]["fault"], base::name(FaultCode::UsbBusy)) << probes[1].dump();
}

} // namespace
} // namespace greenlight::usb
