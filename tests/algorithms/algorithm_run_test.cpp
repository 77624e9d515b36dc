// Loaders that run in the virtual chip, below the job.
#include "engine/target/algorithm_loader.h"
#include "engine/target/verifier.h"
#include "tests/algorithms/algorithm_samples.h"
#include "tests/target/loader_bench.h"

namespace greenlight::target {
namespace {

constexpr std::uint32_t memory = 0x90000000;
constexpr std::uint32_t memoryBytes = 1U << 20U;

sim::BoardSpec boardWithMemory() {
    return {.chip = sim::Chip::H743, .externalFlashBytes = memoryBytes};
}

class AlgorithmRun : public testing::TestWithParam<const char*> {
protected:
    LoaderBench bench{boardWithMemory(), sim::ProbeSpec::v3("003A00123137510A39383538")};

    [[nodiscard]] std::string file(const std::string& name) const { return name + GetParam(); }

    Result<AlgorithmOutcome> program(const std::string& name, const FlashPlan& plan) {
        m_algorithms.push_back(test::algorithmOf(file(name)));
        EXPECT_TRUE(bench.target().resetAndHold().ok());
        return AlgorithmLoader(bench.target(), *m_algorithms.back(), bench.identity().loaderRam)
            .program(plan, LoaderBench::ignore(), bench.abort());
    }

    FlashPlan plan(std::uint32_t address, std::span<const std::uint8_t> bytes) {
        const Piece piece{address, bytes};
        auto made = planMemory(*test::algorithmOf(file("None")), std::span(&piece, 1));
        EXPECT_TRUE(made.ok());
        return std::move(made).value();
    }

    Result<ChipDigest> digest(const FlashPlan& plan, const VerifyNonce& nonce) {
        const auto algorithm = test::algorithmOf(file("None"));
        TRY(bench.target().resetAndHold());
        TRY(AlgorithmLoader(bench.target(), *algorithm, bench.identity().loaderRam).map());
        return Verifier(bench.target()).digest(nonce, plan.proof, std::chrono::microseconds(4));
    }

private:
    std::vector<std::shared_ptr<const FlashAlgorithm>> m_algorithms;
};

TEST_P(AlgorithmRun, ErasesAndProgramsWhatIsPlanned) {
    const auto bytes = firmware(100'000);
    const FlashPlan made = plan(memory + 0x12340, bytes);
    const auto outcome = program("None", made);
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    EXPECT_EQ(outcome->sectorsErased, made.sectors);
    EXPECT_EQ(outcome->bytesProgrammed, made.programBytes);
    const VerifyNonce nonce{1, 2, 3};
    const auto answer = digest(made, nonce);
    ASSERT_TRUE(answer.ok()) << base::toLogLine(answer.fault());
    EXPECT_EQ(answer->digest, made.digest(nonce));
    EXPECT_EQ(answer->bytesDigested, made.provenBytes);
}

TEST_P(AlgorithmRun, IsFoundOutWhenItDoesNotErase) {
    const FlashPlan before = plan(memory, firmware(8192, 1));
    ASSERT_TRUE(program("None", before).ok());
    const FlashPlan after = plan(memory, firmware(8192, 2));
    ASSERT_TRUE(program("EraseLies", after).ok()); // it says that all is well
    const VerifyNonce nonce{4};
    const auto answer = digest(after, nonce);
    ASSERT_TRUE(answer.ok());
    EXPECT_NE(answer->digest, after.digest(nonce));
}

TEST_P(AlgorithmRun, NamesTheCallThatDidNotComeBack) {
    const auto outcome = program("EraseHangs", plan(memory, firmware(4096)));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::EraseTimeout);
    EXPECT_NE(outcome.fault().note.find("Erase"), std::string::npos) << outcome.fault().note;
}

TEST_P(AlgorithmRun, CanBeStoppedWhileACallHangs) {
    const auto algorithm = test::algorithmOf(file("EraseHangs"));
    const FlashPlan made = plan(memory, firmware(4096));
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    const Instant began = bench.clock().now();
    const auto outcome = AlgorithmLoader(bench.target(), *algorithm, bench.identity().loaderRam)
                             .program(
                                 made,
                                 [&](const FlashProgress&) {
                                     bench.abort() = true;
                                     return Result<void>();
                                 },
                                 bench.abort());
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::Aborted);
    EXPECT_LT(bench.clock().now() - began, std::chrono::seconds(1));
}

TEST_P(AlgorithmRun, FeedsTheWatchdogWhileACallTakesLong) {
    sim::BoardSpec spec = boardWithMemory();
    spec.hardwareWatchdog = true;
    LoaderBench watched(spec, sim::ProbeSpec::v3("003A00123137510A39383538"));
    const auto algorithm = test::algorithmOf(file("EraseHangs"));
    const FlashPlan made = plan(memory, firmware(4096));
    ASSERT_TRUE(watched.target().resetAndHold().ok());
    const auto outcome = AlgorithmLoader(watched.target(), *algorithm, watched.identity().loaderRam)
                             .program(made, LoaderBench::ignore(), watched.abort());
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::EraseTimeout) << outcome.fault().note; // no reset
}

TEST(AlgorithmRead, GivesWhatWasWrittenByTheLoadersOwnFunction) {
    LoaderBench bench(boardWithMemory(), sim::ProbeSpec::v3("003A00123137510A39383538"));
    const auto algorithm = test::algorithmOf("None.stldr");
    const auto content = firmware(300'000);
    const Piece piece{memory + 0x8000, content};
    const auto made = planMemory(*algorithm, std::span(&piece, 1));
    ASSERT_TRUE(made.ok());
    AlgorithmLoader loader(bench.target(), *algorithm, bench.identity().loaderRam);
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    ASSERT_TRUE(loader.program(*made, LoaderBench::ignore(), bench.abort()).ok());
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    std::uint32_t next = made->proof.front().address;
    const auto read =
        loader.read(made->proof, [&](std::uint32_t address, std::span<const std::uint8_t> bytes) {
            EXPECT_EQ(address, next);
            next += static_cast<std::uint32_t>(bytes.size());
            EXPECT_TRUE(std::ranges::equal(
                bytes, made->expected(address, static_cast<std::uint32_t>(bytes.size()))));
            return Result<void>();
        });
    ASSERT_TRUE(read.ok()) << base::toLogLine(read.fault());
    EXPECT_EQ(next, made->proof.back().address + made->proof.back().length);
}

TEST(AlgorithmPace, KeepsTheWireAndTheMemoryBusyTogether) {
    LoaderBench slow(boardWithMemory(), sim::ProbeSpec::v2("50FF6F067871515131090367"));
    const auto algorithm = test::algorithmOf("None.stldr");
    const auto bytes = firmware(128 * 1024);
    const Piece piece{memory, bytes};
    const auto made = planMemory(*algorithm, std::span(&piece, 1));
    ASSERT_TRUE(made.ok());
    ASSERT_TRUE(slow.target().resetAndHold().ok());
    const Instant began = slow.clock().now();
    ASSERT_TRUE(AlgorithmLoader(slow.target(), *algorithm, slow.identity().loaderRam)
                    .program(*made, LoaderBench::ignore(), slow.abort())
                    .ok());
    // 150 ms for each of the two sectors, 0.4 ms for each page, and 140 KB a second on a V2's wire.
    const Duration memoryAlone = std::chrono::milliseconds(2 * 150 + 512 * 4 / 10);
    const Duration wireAlone = std::chrono::milliseconds(128 * 1000 / 140);
    EXPECT_LT(slow.clock().now() - began, memoryAlone + wireAlone);
}

INSTANTIATE_TEST_SUITE_P(Both, AlgorithmRun, testing::Values(".flm", ".stldr"));

} // namespace
} // namespace greenlight::target
