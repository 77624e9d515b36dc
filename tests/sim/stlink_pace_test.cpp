#include "tests/sim/bench_desk.h"

namespace greenlight::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t ram = 0x2000'0000;

/// Milliseconds of one block read and its status, queued together.
double blockMilliseconds(Desk& desk, std::size_t bytes) {
    Bytes data(bytes);
    Bytes status(12);
    std::array<probe::Exchange, 2> batch{
        probe::Exchange{blockOf(memoryCommand(0x07, ram, bytes)), {}, data},
        probe::Exchange{blockOf({0xF2, 0x3E}), {}, status}};
    const Instant before = desk.clock.now();
    EXPECT_TRUE(desk.link->perform(batch, before + 10s).ok());
    EXPECT_EQ(status[0], 0x80);
    return std::chrono::duration<double, std::milli>(desk.clock.now() - before).count();
}

double replyMilliseconds(Desk& desk, std::size_t count) {
    Bytes replies(8 * count);
    std::vector<probe::Exchange> batch;
    for (std::size_t index = 0; index < count; ++index) {
        batch.push_back(
            {blockOf({0xF2, 0x36, 0, 0, 0, 0x20}), {}, std::span(replies).subspan(8 * index, 8)});
    }
    const Instant before = desk.clock.now();
    EXPECT_TRUE(desk.link->perform(batch, before + 10s).ok());
    return std::chrono::duration<double, std::milli>(desk.clock.now() - before).count();
}

TEST(ProbePace, IsThatOfMeasuredV2Dumps) {
    Desk desk;
    desk.connect();
    // 1.553 MHz measured: 10.0 to 10.2 ms, the fit says 10.3; 960 kHz: 61.9 ms, the fit says 61.6.
    EXPECT_NEAR(blockMilliseconds(desk, 1024), 10.3, 0.2);
    (void)desk.ask({0xF2, 0x43, 3, 0}, 2);
    EXPECT_NEAR(blockMilliseconds(desk, 4096), 61.6, 1.0);
    (void)desk.ask({0xF2, 0x43, 0, 0}, 2);
    // 146 KiB/s at the fastest setting, called 4 MHz and measured as 2.36.
    EXPECT_NEAR(4096.0 / 1.024 / blockMilliseconds(desk, 4096), 146, 3);
}

TEST(ProbePace, IsThatOfMeasuredV3Dumps) {
    Desk desk(ProbeSpec::v3("A"));
    desk.connect();
    (void)desk.ask(withWord({0xF2, 0x61, 0, 0}, 24000), 8);
    EXPECT_NEAR(blockMilliseconds(desk, 4096), 4.38, 0.1);
    EXPECT_NEAR(blockMilliseconds(desk, 1024), 1024.0 / 717 / 1.024, 0.05);
    (void)desk.ask(withWord({0xF2, 0x61, 0, 0}, 1000), 8);
    EXPECT_NEAR(4096.0 / 1.024 / blockMilliseconds(desk, 4096), 70, 2);
}

TEST(ProbePace, MakesASingleAccessCostAFrameAndAQueueLess) {
    Desk v2;
    v2.connect();
    EXPECT_NEAR(replyMilliseconds(v2, 1), 1.0, 0.01);
    const double ten = replyMilliseconds(v2, 10);
    EXPECT_GT(ten, 3.0);
    EXPECT_LT(ten, 6.0);
    Desk v3(ProbeSpec::v3("A"));
    v3.connect();
    (void)v3.ask(withWord({0xF2, 0x61, 0, 0}, 24000), 8);
    EXPECT_NEAR(replyMilliseconds(v3, 1), 0.2, 0.03);
}

TEST(ProbePace, IsSlowOnFirmwareThatWritesTheAddressForEveryWord) {
    ProbeSpec old = ProbeSpec::v2("A");
    old.firmware = ProbeFirmware::parse("V2J17S4").value();
    Desk desk(old);
    desk.open();
    desk.tell({0xF3, 7});
    (void)desk.ask({0xF2, 0x30, 0xA3}, 2);
    desk.chip->tarWrites.clear();
    EXPECT_GT(blockMilliseconds(desk, 1024), 256 * 0.077);
    EXPECT_EQ(desk.chip->tarWrites.size(), 256U);
}

TEST(ProbePace, SpendsTheTimeOfWritesBeforeTheirStatus) {
    Desk desk;
    desk.connect();
    const Bytes data(1024, 1);
    Bytes status(12);
    std::array<probe::Exchange, 2> batch{
        probe::Exchange{blockOf(memoryCommand(0x08, ram, 1024)), data, {}},
        probe::Exchange{blockOf({0xF2, 0x3E}), {}, status}};
    const Instant before = desk.clock.now();
    ASSERT_TRUE(desk.link->perform(batch, before + 10s).ok());
    const double spent =
        std::chrono::duration<double, std::milli>(desk.clock.now() - before).count();
    EXPECT_NEAR(spent, 10.3, 0.2);
}

} // namespace
} // namespace greenlight::sim
