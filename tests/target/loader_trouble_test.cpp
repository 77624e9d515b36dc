#include "engine/target/chip_ram.h"
#include "engine/target/loader/mailbox.h"
#include "tests/target/loader_bench.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>

// What happens to the resident loader from outside: damage in RAM, a core that goes astray, an
// operator who has seen enough.

namespace greenlight::target {

namespace {

using std::chrono::seconds;

constexpr std::uint32_t flashBase = 0x08000000;
constexpr std::uint32_t flashRegisters = 0x40023C00;
constexpr std::uint32_t loaderEntry = wire::WireBase + wire::LoaderEntryOffset;
constexpr std::uint32_t loaderCodeBytes = 1024;

/// Programs a sector of an F407, and once, when the flash is first seen programming, does something
/// to the chip.
Result<FlashOutcome> programWith(LoaderBench& bench, const std::vector<std::uint8_t>& bytes,
                                 const std::function<Result<void>()>& act) {
    bool acted = false;
    return bench.program(bench.plan(0x08010000, bytes), [&](const FlashProgress& progress) {
        if (progress.stage == Stage::Program && !acted) {
            acted = true;
            return act();
        }
        return Result<void>();
    });
}

class TroubledLoader : public testing::Test {
protected:
    LoaderBench bench{sim::BoardSpec{.chip = sim::Chip::F407}};
    std::vector<std::uint8_t> bytes = firmware(65536);

    /// Replaces the loader's code by one half-word, over and over.
    Result<void> overwriteCode(std::uint8_t low, std::uint8_t high) {
        std::vector<std::uint8_t> code(loaderCodeBytes);
        for (std::size_t i = 0; i < code.size(); i += 2) {
            code[i] = low;
            code[i + 1] = high;
        }
        return bench.target().link().writeMemory(bench.target().ap(), loaderEntry, code);
    }

    static std::uint32_t address(std::size_t mailboxOffset) {
        return wire::WireBase + static_cast<std::uint32_t>(mailboxOffset);
    }

    /// Where the descriptor of a work is, seen from the mailbox.
    Result<std::size_t> slot(std::size_t work) {
        const std::uint32_t ring = TRY(bench.target().link().readWord(
            bench.target().ap(), address(offsetof(wire::LoaderSession, ring))));
        return ring - wire::WireBase + work * sizeof(wire::LoaderDescriptor);
    }

    /// Starts the loader, does something, gives it one work and tells what fault it latches.
    std::uint32_t serveOne(const LoaderWork& work, const std::function<Result<void>()>& before) {
        const auto kind = [&]() -> Result<std::uint32_t> {
            constexpr std::uint32_t buffer = 0x20010000;
            const FlashPlan plan = bench.plan(flashBase, bytes);
            TRY(bench.target().resetAndHold());
            FlashLoader loader(bench.target(), plan, bench.identity().loaderRam);
            TRY(loader.start());
            TRY(before());
            const wire::LoaderDescriptor descriptor = describe(work, 0, buffer);
            std::vector<std::uint8_t> words;
            appendWords(words,
                        std::array{descriptor.operation, descriptor.address, descriptor.length,
                                   descriptor.argument, descriptor.pageSum, descriptor.ownSum});
            TRY(bench.target().link().writeMemory(bench.target().ap(), address(TRY(slot(0))),
                                                  words));
            TRY(poke(offsetof(wire::LoaderMailbox, posted), 1));
            bench.clock().sleepFor(std::chrono::milliseconds(50));
            return bench.target().link().readWord(bench.target().ap(),
                                                  address(offsetof(wire::LoaderMailbox, report) +
                                                          offsetof(wire::LoaderReport, faultKind)));
        }();
        EXPECT_TRUE(kind.ok());
        return kind.ok() ? kind.value() : 0;
    }

    Result<void> poke(std::size_t mailboxOffset, std::uint32_t value) {
        return bench.target().link().writeWord(bench.target().ap(), address(mailboxOffset), value);
    }
};

TEST_F(TroubledLoader, IsNotStartedWhenItDoesNotReadBack) {
    bench.mishaps({.ramBitFlip = 0.05});
    const auto outcome = bench.program(bench.plan(flashBase, bytes));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::LoaderCorrupt);
    EXPECT_EQ(outcome.fault().stage, Stage::Load);
    EXPECT_GE(outcome.fault().address, wire::WireBase + 0U);
}

TEST_F(TroubledLoader, SaysSoWhenTheFlashDoesNotUnlock) {
    // A wrong key locks the controller until the next reset; from then on even the right ones are
    // answered with a bus error (RM0090, 3.6.1), which the core does not survive.
    EXPECT_FALSE(
        bench.target().link().writeWord(bench.target().ap(), flashRegisters + 4, 0x12345678).ok());
    const auto outcome = bench.program(bench.plan(flashBase, bytes));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::LoaderCrashed);
    EXPECT_EQ(outcome.fault().stage, Stage::Load);
}

TEST_F(TroubledLoader, NoticesThatTheFlashWasLockedBehindItsBack) {
    const LoaderWork erase{
        .operation = wire::LoaderErase, .address = flashBase, .control = 1U << 1U};
    EXPECT_EQ(serveOne(erase,
                       [&] {
                           return bench.target().link().writeWord(
                               bench.target().ap(), flashRegisters + 0x10, 0x80000000);
                       }),
              wire::LoaderFlashLocked);
}

TEST_F(TroubledLoader, RefusesMalformedWorkThoughItsSumIsRight) {
    for (const LoaderWork& work :
         {LoaderWork{.operation = static_cast<wire::LoaderOperation>(7), .address = flashBase},
          LoaderWork{.operation = wire::LoaderProgram, .address = flashBase + 2, .length = 4},
          LoaderWork{.operation = wire::LoaderProgram, .address = flashBase, .length = 6},
          LoaderWork{.operation = wire::LoaderBlankCheck, .address = flashBase + 1, .length = 4},
          LoaderWork{.operation = wire::LoaderBlankCheck, .address = flashBase, .length = 3}}) {
        EXPECT_EQ(serveOne(work, [] { return Result<void>(); }), wire::LoaderBadDescriptor)
            << work.operation << ' ' << work.address << ' ' << work.length;
    }
}

TEST_F(TroubledLoader, NeverProgramsAPageThatWasDamagedInRam) {
    const FlashPlan plan = bench.plan(flashBase, bytes);
    const auto outcome = bench.program(plan, [&](const FlashProgress&) {
        bench.mishaps({.ramBitFlip = 0.001});
        return Result<void>();
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::UploadCorrupt);
    // What did get into the flash is right.
    const auto found = bench.flash(flashBase, 65536);
    const auto wanted = plan.expected(flashBase, 65536);
    for (std::size_t i = 0; i < found.size(); i++) {
        ASSERT_TRUE(found[i] == wanted[i] || found[i] == 0xFF) << i;
    }
}

TEST_F(TroubledLoader, RefusesMoreWorkThanItsRingHolds) {
    const auto outcome = programWith(
        bench, bytes, [&] { return poke(offsetof(wire::LoaderMailbox, posted), 100'000); });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::UploadCorrupt);
}

TEST_F(TroubledLoader, DoesNotServeADescriptorThatWasDamaged) {
    // Another sector's address in work 6, which waits in the ring.
    const auto outcome = programWith(bench, bytes, [&]() -> Result<void> {
        return poke(TRY(slot(6)) + offsetof(wire::LoaderDescriptor, address), 0);
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::UploadCorrupt);
    EXPECT_EQ(bench.flash(flashBase, 4), std::vector<std::uint8_t>(4, 0xFF));
}

TEST_F(TroubledLoader, DoesNotServeADescriptorFromAnotherPlaceInTheSequence) {
    const auto outcome = programWith(bench, bytes, [&]() -> Result<void> {
        std::array<std::uint8_t, sizeof(wire::LoaderDescriptor)> descriptor{};
        TRY(bench.target().link().readMemory(bench.target().ap(), address(TRY(slot(7))),
                                             descriptor));
        return bench.target().link().writeMemory(bench.target().ap(), address(TRY(slot(6))),
                                                 descriptor);
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::UploadCorrupt);
}

TEST_F(TroubledLoader, IsNotBelievedWhenItsCountsAreWrong) {
    const auto outcome = programWith(bench, bytes, [&] {
        return poke(
            offsetof(wire::LoaderMailbox, report) + offsetof(wire::LoaderReport, bytesBlank), 1234);
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::CountMismatch);
}

TEST_F(TroubledLoader, IsNotBelievedWhenItHasDoneMoreThanItWasGiven) {
    const auto outcome = programWith(bench, bytes, [&]() -> Result<void> {
        // A running loader would put it right at once.
        TRY(bench.target().core().halt());
        return poke(offsetof(wire::LoaderMailbox, report) + offsetof(wire::LoaderReport, done),
                    1000);
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::LoaderCrashed);
    EXPECT_NE(outcome.fault().note.find("1000 works done"), std::string::npos)
        << outcome.fault().note;
}

TEST_F(TroubledLoader, HasCrashedWhenItsCoreStandsAtAFault) {
    const auto outcome = programWith(bench, bytes, [&] { return overwriteCode(0x00, 0xDE); });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::LoaderCrashed);
    EXPECT_NE(outcome.fault().note.find("exception 3"), std::string::npos) << outcome.fault().note;
}

TEST_F(TroubledLoader, HasCrashedWhenItsCoreWasHalted) {
    const auto outcome = programWith(bench, bytes, [&] { return bench.target().core().halt(); });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::LoaderCrashed);
}

TEST_F(TroubledLoader, HasCrashedWhenTheChipWasReset) {
    const auto outcome = programWith(bench, bytes, [&] {
        return bench.target().link().writeWord(bench.target().ap(), 0xE000ED0C, 0x05FA0004);
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::LoaderCrashed);
    EXPECT_NE(outcome.fault().note.find("the chip was reset"), std::string::npos)
        << outcome.fault().note;
}

TEST_F(TroubledLoader, IsSilentWhenItTurnsInCircles) {
    const Instant begin = bench.clock().now();
    const auto outcome = programWith(bench, bytes, [&] { return overwriteCode(0xFE, 0xE7); });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::LoaderSilent);
    EXPECT_LE(bench.clock().now() - begin, seconds(4));
}

TEST_F(TroubledLoader, StopsWhenAbortedAndSaysWhere) {
    const Instant begin = bench.clock().now();
    const auto outcome = bench.program(bench.plan(flashBase, bytes), [&](const FlashProgress&) {
        bench.abort() = true;
        return Result<void>();
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::Aborted);
    EXPECT_EQ(outcome.fault().stage, Stage::Erase);
    EXPECT_LE(bench.clock().now() - begin, seconds(1));
}

TEST_F(TroubledLoader, EndsWithTheObserversFault) {
    const auto outcome = bench.program(bench.plan(flashBase, bytes), [&](const FlashProgress&) {
        return Result<void>(Fault{.code = FaultCode::SupplyDip, .stage = Stage::Program});
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::SupplyDip);
}

TEST_F(TroubledLoader, NeedsACoreThatStandsStill) {
    ASSERT_TRUE(bench.target().core().resume().ok());
    const auto outcome = bench.program(bench.plan(flashBase, bytes));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().stage, Stage::Load);
}

TEST_F(TroubledLoader, ReportsHowFarItIs) {
    const FlashPlan plan = bench.plan(flashBase, bytes);
    Duration left = plan.flashTime() + seconds(1);
    std::uint32_t done = 0;
    unsigned looks = 0;
    ASSERT_TRUE(bench
                    .program(plan,
                             [&](const FlashProgress& progress) {
                                 EXPECT_EQ(progress.bytesTotal, plan.programBytes);
                                 EXPECT_GE(progress.bytesDone, done);
                                 EXPECT_LE(progress.left, left + std::chrono::milliseconds(50));
                                 done = progress.bytesDone;
                                 left = progress.left;
                                 looks++;
                                 return Result<void>();
                             })
                    .ok());
    EXPECT_GT(done, plan.programBytes / 2);
    EXPECT_LT(left, std::chrono::milliseconds(300));
    EXPECT_LE(looks, 150U);
}

} // namespace

} // namespace greenlight::target
