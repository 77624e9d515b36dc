#include "engine/base/clock.h"
#include "tests/sim/bench_desk.h"

#include <array>
#include <string>

namespace greenlight::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t ram = 0x2000'0000;

std::unique_ptr<SimTarget> plainBoard(const BoardSpec& spec, std::uint64_t) {
    return std::make_unique<PlainTarget>(spec);
}

TEST(SimBench, ListsWhatIsPluggedInInPortOrder) {
    Turnstile clock(1);
    SimBench bench(clock,
                   {{portOf("1-10"), ProbeSpec::v3("003A00413137510239383538")},
                    {portOf("1-2"), ProbeSpec::v2("50FF6F067871515131090367")},
                    {portOf("1-3"), std::nullopt}},
                   1, plainBoard);
    const auto sights = bench.list().value();
    ASSERT_EQ(sights.size(), 2U);
    EXPECT_EQ(sights[0].port, portOf("1-2"));
    EXPECT_EQ(sights[0].vendor, 0x0483);
    EXPECT_EQ(sights[0].product, 0x3748);
    EXPECT_EQ(sights[0].serial, "50FF6F067871515131090367");
    EXPECT_EQ(sights[1].product, 0x374F);
    EXPECT_EQ(bench.ports().size(), 3U);
}

TEST(SimBench, GivesEverySocketOfARowItsOwnSerial) {
    const auto row = rowOfSockets(16);
    ASSERT_EQ(row.size(), 16U);
    for (std::size_t index = 1; index < row.size(); ++index) {
        EXPECT_LT(row[index - 1].port, row[index].port);
        EXPECT_NE(row[index - 1].probe->serial, row[index].probe->serial);
        EXPECT_EQ(row[index].probe->serial.size(), 24U);
    }
}

TEST(SimBench, RefusesToOpenWhatIsNotThereOrInUse) {
    Desk desk;
    EXPECT_EQ(desk.bench.open(portOf("7-7")).fault().code, FaultCode::ProbeAbsent);
    desk.open();
    EXPECT_EQ(desk.bench.open(desk.port).fault().code, FaultCode::UsbBusy);
    desk.link.reset();
    EXPECT_TRUE(desk.bench.open(desk.port).ok());
    desk.bench.unplug(desk.port);
    EXPECT_EQ(desk.bench.open(desk.port).fault().code, FaultCode::ProbeAbsent);
    EXPECT_TRUE(desk.bench.list().value().empty());
}

TEST(SimLink, CountsWhatItMoves) {
    Desk desk;
    desk.connect();
    const auto before = desk.link->counters();
    desk.tell(memoryCommand(0x08, ram, 8), Bytes(8));
    (void)desk.ask({0xF5}, 2);
    const auto after = desk.link->counters();
    EXPECT_EQ(after.transfers - before.transfers, 4U);
    EXPECT_EQ(after.bytesOut - before.bytesOut, 16U + 8 + 16);
    EXPECT_EQ(after.bytesIn - before.bytesIn, 2U);
}

TEST(SimLink, FailsAtTheMomentItsProbeIsPulled) {
    Desk desk;
    desk.connect();
    const Instant begun = desk.clock.now();
    base::Worker person(desk.clock, "person", [&] {
        desk.clock.sleepFor(10ms);
        desk.bench.unplug(desk.port);
    });
    EXPECT_EQ(desk.failing(memoryCommand(0x07, ram, 4096), 4096).code, FaultCode::ProbeUnplugged);
    EXPECT_EQ(desk.clock.now(), begun + 10ms);
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::ProbeUnplugged);
    EXPECT_EQ(desk.link->drain().fault().code, FaultCode::ProbeUnplugged);
    EXPECT_EQ(desk.link->resetDevice().fault().code, FaultCode::ProbeUnplugged);
}

TEST(SimLink, NeverReachesTheProbeThatCameAfterItsOwn) {
    Desk desk;
    desk.open();
    const unsigned number = desk.bench.list().value().at(0).deviceNumber;
    desk.bench.plug(desk.port, ProbeSpec::v2("066BFF535254887767184336"));
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::ProbeUnplugged);
    const auto sight = desk.bench.list().value().at(0);
    EXPECT_EQ(sight.serial, "066BFF535254887767184336");
    EXPECT_NE(sight.deviceNumber, number);
    auto second = desk.bench.open(desk.port);
    ASSERT_TRUE(second.ok());
    desk.link.reset();
    EXPECT_EQ(desk.bench.open(desk.port).fault().code, FaultCode::UsbBusy)
        << "the old link's end must not release the new claim";
}

TEST(SimLink, GivesUpAtTheDeadlineAndLeavesTheReplyInTheProbe) {
    Desk desk;
    desk.connect();
    Bytes large(1024);
    probe::Exchange exchange{blockOf(memoryCommand(0x07, ram, 1024)), {}, large};
    const Instant deadline = desk.clock.now() + 3ms;
    const auto done = desk.link->perform({&exchange, 1}, deadline);
    EXPECT_EQ(done.fault().code, FaultCode::UsbTimeout);
    EXPECT_EQ(done.fault().note, "exchange 0");
    EXPECT_EQ(desk.clock.now(), deadline);
    // The next reply the host asks for is the late one.
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::UsbLongReply);
    EXPECT_TRUE(desk.link->drain().ok());
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{2, 0}));
}

TEST(SimLink, LeavesTheProbeWaitingForTheRestOfACutOffWrite) {
    Desk desk;
    desk.connect();
    const Bytes data(6144, 0x77);
    probe::Exchange exchange{blockOf(memoryCommand(0x08, ram, 6144)), data, {}};
    // 6144 bytes take 5 ms on the bus.
    EXPECT_EQ(desk.link->perform({&exchange, 1}, desk.clock.now() + 2ms).fault().code,
              FaultCode::UsbTimeout);
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::UsbTimeout);
    EXPECT_EQ(desk.chip->memory[ram], 0U);
    EXPECT_TRUE(desk.link->resetDevice().ok());
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{2, 0}));
}

TEST(SimLink, SendsNothingAfterTheExchangeThatFailed) {
    Desk desk;
    desk.connect();
    const Bytes data(4, 0x11);
    Bytes tooSmall(1);
    std::array<probe::Exchange, 3> batch{
        probe::Exchange{blockOf(memoryCommand(0x08, ram, 4)), data, {}},
        probe::Exchange{blockOf({0xF5}), {}, tooSmall},
        probe::Exchange{blockOf(memoryCommand(0x08, ram + 4, 4)), data, {}}};
    const auto done = desk.link->perform(batch, desk.clock.now() + 1s);
    EXPECT_EQ(done.fault().code, FaultCode::UsbLongReply);
    EXPECT_EQ(done.fault().note, "exchange 1");
    EXPECT_EQ(desk.chip->memory[ram], 0x1111'1111U);
    EXPECT_EQ(desk.chip->memory[ram + 4], 0U);
}

TEST(SimLink, LosesTheFirstReplyWithThatQuirk) {
    ProbeSpec spec = ProbeSpec::v2("A");
    spec.quirks.losesFirstReply = true;
    Desk desk(spec);
    desk.open();
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::UsbTimeout);
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{0, 0}));
}

TEST(SimBench, LetsABoardGoAndComeBackAsItWas) {
    Desk desk;
    desk.connect();
    desk.tell(memoryCommand(0x08, ram, 4), {1, 2, 3, 4});
    auto board = desk.bench.remove(desk.port);
    ASSERT_NE(board, nullptr);
    EXPECT_FALSE(desk.bench.hasBoard(desk.port));
    EXPECT_FALSE(desk.chip->powered);
    EXPECT_EQ(desk.bench.remove(desk.port), nullptr);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x05);
    desk.bench.insert(desk.port, std::move(board));
    // The wires are there again, but the debug port wants to be woken first.
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x05);
    EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), (Bytes{0x80, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x4B, 0}, 2), (Bytes{0x80, 0}));
    EXPECT_EQ(get32(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8), 4), 0x0403'0201U);
    EXPECT_FALSE(desk.chip->timeWentBack);
}

TEST(SimBench, MakesABoardThatGoesNoticedByTheNextTransfer) {
    Desk desk;
    desk.connect();
    std::unique_ptr<SimTarget> taken;
    base::Worker person(desk.clock, "person", [&] {
        desk.clock.sleepFor(5ms);
        taken = desk.bench.remove(desk.port);
    });
    Bytes replies(16);
    Bytes block(1024);
    const Bytes word{0xF2, 0x36, 0, 0, 0, 0x20};
    std::array<probe::Exchange, 3> batch{
        probe::Exchange{blockOf(word), {}, std::span(replies).first(8)},
        probe::Exchange{blockOf(memoryCommand(0x07, ram, 1024)), {}, block},
        probe::Exchange{blockOf(word), {}, std::span(replies).last(8)}};
    ASSERT_TRUE(desk.link->perform(batch, desk.clock.now() + 1s).ok());
    EXPECT_EQ(replies[0], 0x80);
    EXPECT_EQ(replies[8], 0x05);
}

TEST(SimBench, LooksAtABoardOnlyWhereOneIs) {
    Desk desk;
    bool looked = false;
    EXPECT_TRUE(desk.bench.withBoard(
        desk.port, [&](SimTarget& board, Instant at) { looked = board.millivolts(at) == 3249; }));
    EXPECT_TRUE(looked);
    desk.bench.setPower(desk.port, false);
    EXPECT_FALSE(desk.chip->powered);
    (void)desk.bench.remove(desk.port);
    EXPECT_FALSE(desk.bench.withBoard(desk.port, [](SimTarget&, Instant) { FAIL(); }));
}

/// What a slot's thread does in these tests; every answer and its moment goes into the diary.
std::string work(SimBench& bench, Clock& clock, const probe::PortPath& port) {
    std::string diary;
    for (int attempt = 0; attempt < 4; ++attempt) {
        auto link = bench.open(port);
        if (!link.ok()) {
            diary += base::toLogLine(link.fault());
            clock.sleepFor(400ms);
            continue;
        }
        for (const Bytes& command :
             {Bytes{0xF3, 7}, Bytes{0xF2, 0x30, 0xA3}, Bytes{0xF2, 0x4B, 0},
              memoryCommand(0x07, ram, 512), Bytes{0xF2, 0x3E}, Bytes{0xF2, 0x21}}) {
            const bool block = command[1] == 0x07 && command[0] == 0xF2;
            const bool silent = command[0] == 0xF3 || command[1] == 0x21;
            const std::size_t status = command[1] == 0x3E ? 12 : 2;
            Bytes reply(silent ? 0 : block ? 512 : status);
            probe::Exchange exchange{blockOf(command), {}, reply};
            const auto done = (*link)->perform({&exchange, 1}, clock.now() + 100ms);
            diary += done.ok() ? "." : base::toLogLine(done.fault());
            diary += std::to_string(clock.now().time_since_epoch().count());
        }
    }
    return diary;
}

/// A row of sockets, all but the first with mishaps of the given intensity.
std::vector<std::string> workInParallel(double chance) {
    Turnstile clock(9);
    SimBench bench(clock, rowOfSockets(4), 9, plainBoard);
    const auto ports = bench.ports();
    std::vector<std::string> diaries(ports.size());
    for (std::size_t index = 0; index < ports.size(); ++index) {
        bench.insert(ports[index], BoardSpec{});
        if (index > 0) {
            bench.setMishaps(ports[index], MishapPlan::swarm(index, chance));
        }
    }
    std::vector<std::unique_ptr<base::Worker>> workers;
    for (std::size_t index = 0; index < ports.size(); ++index) {
        workers.push_back(std::make_unique<base::Worker>(
            clock, "slot", [&, index] { diaries[index] = work(bench, clock, ports[index]); }));
    }
    workers.clear();
    return diaries;
}

TEST(SimBench, TellsTheSameStoryAgainWithThreadsAndMishaps) {
    const auto first = workInParallel(0.2);
    for (int repeat = 0; repeat < 20; ++repeat) {
        ASSERT_EQ(workInParallel(0.2), first) << "repeat " << repeat;
    }
}

TEST(SimBench, LetsNoSocketFeelAnothersTrouble) {
    const auto calm = workInParallel(0);
    const auto stormy = workInParallel(0.5);
    EXPECT_NE(calm[1], stormy[1]);
    EXPECT_EQ(calm[0], stormy[0]);
}

TEST(SimBench, RunsInRealTimeToo) {
    base::SystemClock clock;
    SimBench bench(clock, rowOfSockets(1), 1, plainBoard);
    const probe::PortPath port = bench.ports().at(0);
    bench.insert(port, BoardSpec{});
    const Instant begun = clock.now();
    const std::string diary = work(bench, clock, port);
    EXPECT_EQ(std::ranges::count(diary, '.'), 4 * 6) << diary;
    // Never faster than the model; how much slower is the computer's affair.
    EXPECT_GT(clock.now() - begun, 4 * 6ms);
}

} // namespace
} // namespace greenlight::sim
