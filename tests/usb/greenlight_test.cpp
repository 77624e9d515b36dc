// The program as it is installed, with the real libusb, on four virtual boards at once.
#include "engine/base/sha256.h"
#include "engine/probe/usb_bench.h"
#include "tests/usb/child_process.h"
#include "tests/usb/station_folder.h"
#include "tests/usb/virtual_usb.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

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

std::vector<probe::PortPath> fourPorts() {
    std::vector<probe::PortPath> ports;
    for (std::size_t slot = 1; slot <= slotCount; ++slot) {
        ports.push_back(portOfSlot(slot));
    }
    return ports;
}

class RealProgram : public testing::Test {
protected:
    ChildEnd run(std::vector<std::string> words) {
        words.insert(words.begin(), GREENLIGHT_PROGRAM);
        ChildEnd end = runChild(words, server.environment(), patience, folder.path());
        EXPECT_FALSE(end.timedOut) << end.said();
        return end;
    }

    ChildEnd program(const std::vector<std::string>& slots = {}) {
        return run(folder.program(slots));
    }

    ChildEnd probes() { return run(folder.command({"probes", "--json"})); }

    bool holdsImage(std::size_t slot) {
        const Bytes cells = server.flash(portOfSlot(slot));
        return std::equal(image.begin(), image.end(), cells.begin());
    }

    void expectSoundJournal() {
        const ChildEnd end = run(folder.command({"audit", "verify"}));
        EXPECT_EQ(end.status, 0) << end.said();
    }

    Bytes image = firmware(imageBytes);
    StationFolder folder{fourPorts(), image};
    MockUsbServer server{fourBoards()};
};

TEST_F(RealProgram, ListsTheProbesAsJson) {
    const ChildEnd end = probes();
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
    const ChildEnd end = probes();
    const Json probes = Json::parse(end.output, nullptr, false);
    ASSERT_EQ(probes.size(), slotCount) << end.said();
    EXPECT_TRUE(probes[0]["fault"].is_null());
    EXPECT_EQ(probes[1]["fault"], base::name(FaultCode::UsbBusy)) << probes[1].dump();
}

} // namespace
} // namespace greenlight::usb
