#include "tests/sim/bench_desk.h"

#include <array>
#include <bit>
#include <optional>

namespace greenlight::sim {
namespace {

using namespace std::chrono_literals;

const Bytes word{0xF2, 0x36, 0, 0, 0, 0x20};

/// A connected desk whose next transfers are struck as planned.
class MishapDesk : public Desk {
public:
    explicit MishapDesk(std::uint64_t transfer, Mishap mishap) {
        connect();
        chip->memory[0x2000'0000] = 0x1234'5678;
        EXPECT_EQ(get32(ask(word, 8), 4), 0x1234'5678U);
        bench.setMishaps(port, MishapPlan::once(transfer, mishap));
    }
};

TEST(Mishap, HasANameForEach) {
    for (const Mishap mishap : allMishaps) {
        EXPECT_EQ(mishapNamed(name(mishap)), mishap);
    }
    EXPECT_EQ(mishapNamed("rain"), std::nullopt);
}

std::size_t differentBits(const Bytes& one, const Bytes& other) {
    std::size_t bits = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        bits += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(one[i] ^ other[i])));
    }
    return bits;
}

TEST(Mishap, FlipsOneBitOfAReplyOrOfACommand) {
    MishapDesk reply(1, Mishap::PayloadFlip);
    const Bytes spoilt = reply.ask(word, 8);
    EXPECT_EQ(differentBits(spoilt, reply.ask(word, 8)), 1U);
    // One bit of the address, of the length or of the command itself: some other question.
    MishapDesk command(0, Mishap::PayloadFlip);
    Bytes answer(8);
    probe::Exchange exchange{blockOf(word), {}, answer};
    const auto done = command.link->perform({&exchange, 1}, command.clock.now() + 1s);
    EXPECT_EQ(command.bench.mishaps(command.port).of(Mishap::PayloadFlip), 1U);
    EXPECT_TRUE(!done.ok() || answer != Bytes(8));
}

TEST(Mishap, LetsTheProbeNameAStatusOverAnAccessThatWasMade) {
    for (const Mishap mishap : allMishaps) {
        if (const auto status = statusSaid(mishap)) {
            MishapDesk desk(1, mishap);
            Bytes answer = desk.ask(word, 8);
            EXPECT_EQ(answer.at(0), *status) << name(mishap);
            EXPECT_EQ(get32(answer, 4), 0x1234'5678U);
            answer = desk.ask(word, 8);
            EXPECT_EQ(answer.at(0), 0x80);
        }
    }
}

TEST(Mishap, LetsTheProbeNameAStatusOverAnAccessThatWasNotMade) {
    constexpr std::size_t words = 16;
    for (const Mishap mishap : {Mishap::SaysApWait, Mishap::SaysDpFault, Mishap::SaysStickyError}) {
        MishapDesk desk(0, mishap);
        const Bytes content(words * 4, 0xEE);
        desk.tell(memoryCommand(0x08, 0x2000'0000, content.size()), content);
        EXPECT_EQ(desk.lastStatus().first, statusSaid(mishap)) << name(mishap);
        // It stopped on the way.
        EXPECT_EQ(desk.chip->memory.at(0x2000'0000 + (words - 1) * 4), 0U) << name(mishap);
        desk.tell(memoryCommand(0x08, 0x2000'0000, content.size()), content);
        EXPECT_EQ(desk.lastStatus().first, 0x80U);
    }
}

TEST(Mishap, PutsAnotherBoardInAndKeepsTheOneThatWas) {
    MishapDesk desk(0, Mishap::SwapBoard);
    const SimTarget* const before = desk.chip;
    (void)desk.ask(word, 8);
    EXPECT_NE(desk.chip, before);
    EXPECT_EQ(desk.chip->memory.at(0x2000'0000), 0U);
    const auto out = desk.bench.swappedOut(desk.port);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out.front().get(), before);
    EXPECT_NE(out.front()->spec().uid, desk.chip->spec().uid);
    EXPECT_TRUE(desk.bench.swappedOut(desk.port).empty());
}

TEST(Mishap, FlipsOneBitOfRamThatWasWrittenAndOneOfTheFlash) {
    Desk desk(ProbeSpec::v3("003500463137510239383538"), SimTarget::make);
    desk.connect();
    const Bytes content(256, 0x3C);
    const Bytes read = memoryCommand(0x07, 0x2000'0400, content.size());
    desk.tell(memoryCommand(0x08, 0x2000'0400, content.size()), content);
    ASSERT_EQ(desk.ask(read, content.size()), content);
    desk.bench.setMishaps(desk.port, MishapPlan::once(0, Mishap::RamFlip));
    EXPECT_EQ(differentBits(desk.ask(read, content.size()), content), 1U);

    MishapPlan plan = MishapPlan::once(0, Mishap::FlashFlip);
    plan.flipBytes = 256;
    desk.bench.setMishaps(desk.port, plan);
    const Bytes erased(content.size(), 0xFF);
    EXPECT_EQ(
        differentBits(desk.ask(memoryCommand(0x07, 0x0800'0000, content.size()), 256), erased), 1U);
    EXPECT_TRUE(desk.bench.mishaps(desk.port).flashFlipped.has_value());
}

struct Expected {
    Mishap mishap;
    std::uint64_t transfer; ///< 0 = the command, 1 = the reply
    FaultCode fault;
};

TEST(Mishap, IsSeenByTheHostAsTheFaultItIs) {
    for (const Expected& one : {Expected{Mishap::Timeout, 0, FaultCode::UsbTimeout},
                                Expected{Mishap::Timeout, 1, FaultCode::UsbTimeout},
                                Expected{Mishap::Stall, 0, FaultCode::UsbStall},
                                Expected{Mishap::Stall, 1, FaultCode::UsbStall},
                                Expected{Mishap::ShortReply, 1, FaultCode::UsbShortReply},
                                Expected{Mishap::LongReply, 1, FaultCode::UsbLongReply},
                                Expected{Mishap::Unplug, 0, FaultCode::ProbeUnplugged},
                                Expected{Mishap::Unplug, 1, FaultCode::ProbeUnplugged},
                                Expected{Mishap::ReplugOther, 1, FaultCode::ProbeUnplugged}}) {
        MishapDesk desk(one.transfer, one.mishap);
        EXPECT_EQ(desk.failing(word, 8).code, one.fault) << name(one.mishap);
        EXPECT_EQ(desk.bench.mishaps(desk.port).of(one.mishap), 1U);
        EXPECT_EQ(desk.bench.mishaps(desk.port).total(), 1U);
        EXPECT_EQ(desk.bench.mishaps(desk.port).transfers, one.transfer + 1);
    }
}

TEST(Mishap, StrikesTheTransferWithItsIndexAndNoOther) {
    MishapDesk desk(5, Mishap::Stall);
    (void)desk.ask(word, 8);
    (void)desk.ask(word, 8);
    EXPECT_EQ(desk.failing(word, 8).code, FaultCode::UsbStall);
    EXPECT_EQ(desk.ask(word, 8).size(), 8U);
}

TEST(Mishap, WaitsForATransferThatItFits) {
    MishapDesk shortened(0, Mishap::ShortReply);
    EXPECT_EQ(shortened.failing(word, 8).code, FaultCode::UsbShortReply);
    // A mode reply has no status; the next one has.
    MishapDesk garbled(0, Mishap::GarbageStatus);
    EXPECT_EQ(garbled.ask({0xF5}, 2), (Bytes{2, 0}));
    EXPECT_NE(garbled.ask(word, 8).at(0), 0x80);
    EXPECT_EQ(garbled.ask(word, 8).at(0), 0x80);
}

TEST(Mishap, LeavesALateReplyInTheProbe) {
    MishapDesk desk(1, Mishap::Timeout);
    const Instant begun = desk.clock.now();
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::UsbTimeout);
    EXPECT_EQ(desk.clock.now(), begun + Desk::deadline);
    EXPECT_EQ(desk.failing(word, 8).code, FaultCode::UsbShortReply);
    EXPECT_TRUE(desk.link->drain().ok());
    EXPECT_EQ(get32(desk.ask(word, 8), 4), 0x1234'5678U);
}

TEST(Mishap, DoesNotDeliverAnOutThatTimesOut) {
    MishapDesk desk(1, Mishap::Timeout);
    EXPECT_EQ(desk.failing(memoryCommand(0x08, 0x2000'0000, 4), 0, Bytes(4)).code,
              FaultCode::UsbTimeout);
    EXPECT_EQ(desk.chip->memory[0x2000'0000], 0x1234'5678U);
}

TEST(Mishap, PutsAStaleReplyBeforeTheRightOne) {
    MishapDesk desk(1, Mishap::StaleReply);
    desk.chip->memory[0x2000'0000] = 0xAAAA'BBBB;
    EXPECT_EQ(get32(desk.ask(word, 8), 4), 0x1234'5678U) << "the reply before";
    desk.chip->memory[0x2000'0000] = 0xCCCC'DDDD;
    EXPECT_EQ(get32(desk.ask(word, 8), 4), 0xAAAA'BBBBU) << "one behind for ever";
    EXPECT_TRUE(desk.link->drain().ok());
    EXPECT_EQ(get32(desk.ask(word, 8), 4), 0xCCCC'DDDDU);
}

TEST(Mishap, BringsAProbeWithAnotherSerialASecondLater) {
    MishapDesk desk(0, Mishap::ReplugOther);
    const std::string before = desk.bench.list().value().at(0).serial;
    EXPECT_EQ(desk.failing(word, 8).code, FaultCode::ProbeUnplugged);
    EXPECT_TRUE(desk.bench.list().value().empty());
    desk.clock.sleepFor(999ms);
    EXPECT_TRUE(desk.bench.list().value().empty());
    desk.clock.sleepFor(1ms);
    EXPECT_NE(desk.bench.list().value().at(0).serial, before);
    desk.open();
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{0, 0}));
}

TEST(Mishap, StopsTheFirmwareForGoodUntilTheProbeIsPluggedAnew) {
    MishapDesk desk(1, Mishap::Hang);
    EXPECT_EQ(desk.failing(word, 8).code, FaultCode::UsbTimeout);
    EXPECT_TRUE(desk.link->resetDevice().ok()) << "its USB is hardware";
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::UsbTimeout);
    EXPECT_FALSE(desk.link->cyclePower().value().done) << "at a hub that cannot";
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::UsbTimeout);
    desk.bench.plug(desk.port, ProbeSpec{});
    desk.open();
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{0, 0}));
}

TEST(Mishap, EndsWithThePowerOfAPortThatIsSwitchedAlone) {
    Turnstile clock(1);
    const std::vector<probe::PortPath> ports{portOf("1-1.1"), portOf("1-1.2")};
    SimBench bench(clock, {{ports[0], ProbeSpec{}, true}, {ports[1], ProbeSpec{}, true}}, 1);
    auto hung = bench.open(ports[0]).value();
    auto other = bench.open(ports[1]).value();
    const auto mode = [&clock](probe::Link& link) {
        Bytes reply(2);
        probe::Exchange exchange{blockOf({0xF5}), {}, reply};
        const auto done = link.perform({&exchange, 1}, clock.now() + 1s);
        return done.ok() ? reply : Bytes{};
    };
    probe::Exchange leave{blockOf({0xF3, 0x07}), {}, {}};
    ASSERT_TRUE(other->perform({&leave, 1}, clock.now() + 1s).ok());
    bench.setMishaps(ports[0], MishapPlan::once(0, Mishap::Hang));
    EXPECT_EQ(mode(*hung), Bytes{});
    EXPECT_TRUE(hung->cyclePower().value().done);
    EXPECT_EQ(mode(*hung), (Bytes{0, 0})) << "as after plugging it in";
    EXPECT_EQ(mode(*other), (Bytes{1, 0})) << "the other has not noticed";
}

TEST(Mishap, TakesTheSupplyForAWhileOrForGood) {
    MishapDesk dip(0, Mishap::PowerDip);
    EXPECT_EQ(dip.ask(word, 8).at(0), 0x05);
    EXPECT_EQ(get32(dip.ask({0xF7}, 8), 4), 0U);
    dip.clock.sleepFor(5ms);
    EXPECT_NE(get32(dip.ask({0xF7}, 8), 4), 0U);
    EXPECT_FALSE(dip.chip->timeWentBack);
    MishapDesk loss(0, Mishap::PowerLoss);
    EXPECT_EQ(loss.ask(word, 8).at(0), 0x05);
    loss.clock.sleepFor(1h);
    EXPECT_EQ(get32(loss.ask({0xF7}, 8), 4), 0U);
    loss.bench.insert(loss.port, BoardSpec{});
    EXPECT_NE(get32(loss.ask({0xF7}, 8), 4), 0U);
}

TEST(Mishap, ReachesTheChipThatIsInAndTheNextOne) {
    Desk desk;
    MishapPlan plan;
    plan.target.haltIgnored = true;
    desk.bench.setMishaps(desk.port, plan);
    EXPECT_TRUE(desk.chip->given.haltIgnored);
    desk.bench.insert(desk.port, BoardSpec{});
    EXPECT_TRUE(desk.chip->given.haltIgnored);
    desk.bench.setMishaps(desk.port, {});
    EXPECT_FALSE(desk.chip->given.haltIgnored);
}

TEST(MishapPlan, SwitchesSomeMishapsOffInEverySwarm) {
    std::array<unsigned, mishapCount> on{};
    constexpr unsigned swarms = 200;
    for (std::uint64_t seed = 0; seed < swarms; ++seed) {
        const MishapPlan plan = MishapPlan::swarm(seed, 0.1);
        for (std::size_t index = 0; index < mishapCount; ++index) {
            on.at(index) += plan.chances.at(index) > 0 ? 1U : 0U;
            EXPECT_LT(plan.chances.at(index), 0.1);
        }
    }
    for (const unsigned count : on) {
        EXPECT_GT(count, swarms / 4);
        EXPECT_LT(count, swarms * 3 / 4);
    }
}

TEST(MishapDealer, InjectsAboutAsOftenAsPlannedAndTheSameForOneSeed) {
    MishapPlan plan;
    plan.seed = 42;
    plan.chances.at(static_cast<std::size_t>(Mishap::Stall)) = 0.1;
    std::array<std::vector<std::uint64_t>, 2> struck;
    for (auto& moments : struck) {
        MishapDealer dealer(plan);
        for (std::uint64_t transfer = 0; transfer < 10'000; ++transfer) {
            if (dealer.deal(MishapDealer::Transfer::Out)) {
                moments.push_back(transfer);
            }
        }
        EXPECT_EQ(dealer.tally().of(Mishap::Stall), moments.size());
    }
    EXPECT_EQ(struck[0], struck[1]);
    EXPECT_NEAR(static_cast<double>(struck[0].size()), 1000, 100);
}

} // namespace
} // namespace greenlight::sim
