// Chips that no table knows, through the whole line: what a recipe says of them and the algorithm
// of somebody else are believed in nothing that the chip itself can be asked.
#include "tests/algorithms/described_samples.h"
#include "tests/line/floor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace greenlight {
namespace {

using sim::Chip;

constexpr std::size_t imageBytes = 30'001; // no whole page
constexpr std::uint32_t farAway = 9;       // bytes before the end of the flash

std::shared_ptr<job::Recipe> recipeFor(Chip chip, const std::string& flm,
                                       target::PartDescription description) {
    auto recipe = test::recipeFor(chip, imageBytes);
    recipe->device = description.name;
    recipe->described = test::describedChip(std::move(description), flm);
    recipe->files.push_back(recipe->described->loader);
    return recipe;
}

std::shared_ptr<job::Recipe> recipeFor(Chip chip, const std::string& flm) {
    return recipeFor(chip, flm, test::describe(chip));
}

/// One slot with a board whose flash is full of what was there before.
class Described : public testing::Test {
protected:
    test::TemporaryFolder folder;
    test::Floor floor{5, {sim::ProbeSpec::v3("003A00123137510A39383538")}, folder.path()};

    void insert(sim::BoardSpec spec) {
        floor.bench.insert(floor.port(0), spec);
        floor.bench.withBoard(floor.port(0), [](sim::SimTarget& board, Instant) {
            const auto bytes = static_cast<std::uint32_t>(board.flash().size());
            for (std::uint32_t offset = 0; offset < bytes; offset += 512) {
                board.tamperFlash(offset, 0x33);
            }
            board.tamperFlash(bytes - farAway, 0x5A);
        });
    }

    static sim::BoardSpec unknown(Chip chip) {
        sim::BoardSpec spec = test::board(chip, 1);
        spec.devId = test::unknownDevId;
        return spec;
    }

    job::Ending run(std::shared_ptr<const job::Recipe> recipe) {
        floor.open(std::move(recipe));
        floor.run(0);
        EXPECT_EQ(floor.ended.size(), 1U);
        return floor.ended.back().ending;
    }

    std::vector<std::uint8_t> flash() {
        std::vector<std::uint8_t> bytes;
        floor.bench.withBoard(floor.port(0), [&](sim::SimTarget& board, Instant) {
            bytes.assign(board.flash().begin(), board.flash().end());
        });
        return bytes;
    }

    /// What the flash must hold when all went well: the image, erased up to the end of its last
    /// sector, and behind that what was there.
    static std::vector<std::uint8_t> wanted(const std::vector<std::uint8_t>& before,
                                            const job::Ending& ending) {
        std::vector<std::uint8_t> bytes = before;
        std::fill_n(bytes.begin(), ending.evidence.plan.provenBytes, std::uint8_t{0xFF});
        std::ranges::copy(test::firmwareBytes(imageBytes), bytes.begin());
        return bytes;
    }

    void expectRefusal(const job::Ending& ending, FaultCode code,
                       const std::vector<std::uint8_t>& before) {
        EXPECT_NE(ending.judgement.verdict, job::Verdict::Pass);
        ASSERT_TRUE(ending.judgement.fault.has_value());
        EXPECT_EQ(ending.judgement.fault->code, code) << base::toLogLine(*ending.judgement.fault);
        EXPECT_FALSE(ending.evidence.flash.has_value());
        EXPECT_TRUE(flash() == before);
    }
};

struct Bench {
    Chip chip;
    const char* flm;

    friend void PrintTo(const Bench& bench, std::ostream* out) { *out << bench.flm; }
};

class DescribedChip : public Described, public testing::WithParamInterface<Bench> {
protected:
    const Chip chip = GetParam().chip;
    const std::shared_ptr<job::Recipe> recipe = recipeFor(chip, GetParam().flm);
};

TEST_P(DescribedChip, IsIdentifiedProgrammedProvenAndOnRecord) {
    insert(unknown(chip));
    const auto before = flash();
    const job::Ending ending = run(recipe);
    ASSERT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    EXPECT_TRUE(ending.receipt.has_value());
    EXPECT_TRUE(flash() == wanted(before, ending));

    const job::Evidence& evidence = ending.evidence;
    EXPECT_EQ(evidence.before->part, "STM32XYZ99");
    EXPECT_EQ(evidence.before->devId, test::unknownDevId);
    EXPECT_FALSE(evidence.before->flashKb.has_value());
    EXPECT_FALSE(evidence.before->rdpLevel.has_value());
    ASSERT_TRUE(evidence.described.has_value());
    EXPECT_EQ(evidence.described->loader.file, GetParam().flm);
    EXPECT_EQ(evidence.described->loader.size, before.size());
    EXPECT_TRUE(evidence.flash->loaderReadBack);
    EXPECT_EQ(evidence.flash->sectorsErased, evidence.plan.sectors);
    EXPECT_EQ(evidence.flash->bytesBlankChecked, evidence.plan.provenBytes);
    EXPECT_EQ(evidence.flash->bytesProgrammed, evidence.plan.programBytes);
    EXPECT_EQ(evidence.verify->chipDigest, evidence.verify->expectedDigest);
    EXPECT_EQ(evidence.outside->bytes + evidence.plan.provenBytes, before.size());
    EXPECT_EQ(evidence.outside->before, evidence.outside->after);
    floor.bench.withBoard(floor.port(0), [](sim::SimTarget& board, Instant) {
        EXPECT_FALSE(board.debugStateLeftBehind());
    });
}

TEST_P(DescribedChip, WithAnotherNumberIsRefusedBeforeAnythingIsTouched) {
    sim::BoardSpec spec = unknown(chip);
    spec.devId = test::unknownDevId + 1;
    insert(spec);
    const auto before = flash();
    expectRefusal(run(recipe), FaultCode::DeviceUnknown, before);
}

TEST_P(DescribedChip, WithAnotherCoreIsRefusedBeforeAnythingIsTouched) {
    target::PartDescription other = test::describe(chip);
    other.corePart = other.corePart == 0xC24 ? 0xC27 : 0xC24;
    insert(unknown(chip));
    const auto before = flash();
    expectRefusal(run(recipeFor(chip, GetParam().flm, other)), FaultCode::CoreMismatch, before);
}

TEST_P(DescribedChip, IsNotOneThatTheTableKnows) {
    insert(test::board(chip, 1));
    const auto before = flash();
    expectRefusal(run(recipe), FaultCode::DeviceMismatch, before);
}

TEST_P(DescribedChip, ThatIsReadProtectedIsRefusedBeforeAnythingIsTouched) {
    if (chip == Chip::H563) {
        return; // it has product states, in which a debugger is not let in
    }
    sim::BoardSpec spec = unknown(chip);
    spec.rdpLevel = 1;
    insert(spec);
    const auto before = flash();
    expectRefusal(run(recipe), FaultCode::ReadProtected, before);
}

TEST_P(DescribedChip, IsLeftAloneWhereItHoldsTheImageAndTheRecipeSaysSo) {
    recipe->rewrite = job::Rewrite::WhenDifferent;
    insert(unknown(chip));
    const job::Ending first = run(recipe);
    ASSERT_EQ(first.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(first.judgement.fault.value_or(Fault{}));
    EXPECT_TRUE(first.evidence.flash.has_value());
    const auto held = flash();

    sim::BoardSpec next = unknown(chip);
    next.uid[0] ^= 0x10U;
    floor.swap(0, next);
    floor.bench.withBoard(floor.port(0), [&held](sim::SimTarget& board, Instant) {
        for (std::uint32_t i = 0; i < held.size(); ++i) {
            board.tamperFlash(i, held[i]);
        }
    });
    floor.run(0);
    const job::Ending& again = floor.ended.back().ending;
    ASSERT_EQ(again.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(again.judgement.fault.value_or(Fault{}));
    EXPECT_FALSE(again.evidence.flash.has_value());
    EXPECT_EQ(again.evidence.plan.kept->sectors, again.evidence.plan.sectors);
    EXPECT_EQ(again.evidence.verify->chipDigest, again.evidence.verify->expectedDigest);
}

INSTANTIATE_TEST_SUITE_P(
    Bench, DescribedChip,
    testing::Values(Bench{Chip::F103, "OwnF103.flm"}, Bench{Chip::F407, "OwnF407.flm"},
                    Bench{Chip::L476, "OwnL476.flm"}, Bench{Chip::G071, "OwnG071.flm"},
                    Bench{Chip::H743, "OwnH743.flm"}, Bench{Chip::U575, "OwnU575.flm"},
                    Bench{Chip::H563, "OwnH563.flm"}),
    [](const auto& bench) { return std::string(sim::name(bench.param.chip)); });

TEST_F(Described, IsReadBackWhereTheRecipeWantsIt) {
    auto recipe = recipeFor(Chip::L476, "OwnL476.flm");
    recipe->verify = job::VerifyMethod::Both;
    insert(unknown(Chip::L476));
    const job::Ending ending = run(recipe);
    ASSERT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    EXPECT_EQ(ending.evidence.verify->readbackDigest, ending.evidence.plan.planDigest);
}

TEST_F(Described, CanGoRed) {
    insert(unknown(Chip::L476));
    floor.rules.drill = true;
    const job::Ending ending = run(recipeFor(Chip::L476, "OwnL476.flm"));
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::DrillFound);
}

TEST_F(Described, IsRefusedWhereTheImageIsLargerThanTheAlgorithmsFlash) {
    auto recipe = recipeFor(Chip::L476, "OwnL476.flm");
    const auto bytes = test::firmwareBytes(imageBytes);
    recipe->image = std::make_shared<const job::Image>(
        *job::parseImage("firmware.bin", bytes, 0x0810'0000 - imageBytes + 1));
    insert(unknown(Chip::L476));
    const auto before = flash();
    expectRefusal(run(recipe), FaultCode::ImageOutsideDevice, before);
}

TEST_F(Described, IsNeverUnprotectedOrErasedAsAWhole) {
    auto recipe = recipeFor(Chip::L476, "OwnL476.flm");
    recipe->erase = job::EraseMode::Chip;
    insert(unknown(Chip::L476));
    const auto before = flash();
    expectRefusal(run(recipe), FaultCode::RecipeValue, before);
}

TEST_F(Described, IsNotGreenWithAProtectionThatNobodyKnowsHowToSet) {
    auto recipe = recipeFor(Chip::L476, "OwnL476.flm");
    recipe->rdp = 1;
    insert(unknown(Chip::L476));
    const job::Ending ending = run(recipe);
    EXPECT_NE(ending.judgement.verdict, job::Verdict::Pass);
}

struct Mischief {
    const char* name;
    std::vector<FaultCode> expected;

    friend void PrintTo(const Mischief& mischief, std::ostream* out) { *out << mischief.name; }
};

class DescribedMischief : public Described, public testing::WithParamInterface<Mischief> {};

TEST_P(DescribedMischief, IsNeverGreen) {
    insert(unknown(Chip::L476));
    const job::Ending ending =
        run(recipeFor(Chip::L476, std::string("Own") + GetParam().name + ".flm"));
    EXPECT_NE(ending.judgement.verdict, job::Verdict::Pass);
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_NE(std::ranges::find(GetParam().expected, ending.judgement.fault->code),
              GetParam().expected.end())
        << base::toLogLine(*ending.judgement.fault);
}

const Mischief mischiefs[] = {
    {"ProgramFails", {FaultCode::AlgorithmFailed}},
    {"EraseHangs", {FaultCode::EraseTimeout}},
    {"InitHangs", {FaultCode::ProgramTimeout}},
    {"ProgramCrashes", {FaultCode::LoaderCrashed}},
    {"ProgramLies", {FaultCode::SampleMismatch}},
    {"EraseLies", {FaultCode::NotBlank}},
    {"EraseClearsPlanned", {FaultCode::SampleMismatch}},
    {"EraseClearsOther", {FaultCode::OutsideChanged}},
    {"ProgramStrays", {FaultCode::AlgorithmStrayed, FaultCode::LoaderCrashed}},
    {"EatsStack", {FaultCode::AlgorithmStrayed, FaultCode::LoaderCrashed}},
    {"TooLarge", {FaultCode::LoaderCrashed}},
};

INSTANTIATE_TEST_SUITE_P(All, DescribedMischief, testing::ValuesIn(mischiefs));

struct Spoiled {
    const char* name;
    std::function<void(sim::TargetMishaps&)> spoil;

    friend void PrintTo(const Spoiled& spoiled, std::ostream* out) { *out << spoiled.name; }
};

class DescribedFlash : public Described, public testing::WithParamInterface<Spoiled> {};

TEST_P(DescribedFlash, IsNeverGreenWhereItDoesNotDoWhatItSays) {
    insert(unknown(Chip::L476));
    floor.bench.withBoard(floor.port(0), [](sim::SimTarget& board, Instant) {
        sim::TargetMishaps mishaps;
        GetParam().spoil(mishaps);
        board.setMishaps(mishaps);
    });
    const job::Ending ending = run(recipeFor(Chip::L476, "OwnL476.flm"));
    EXPECT_NE(ending.judgement.verdict, job::Verdict::Pass);
    EXPECT_TRUE(ending.judgement.fault.has_value());
    EXPECT_TRUE(ending.receipt.has_value());
}

INSTANTIATE_TEST_SUITE_P(
    Each, DescribedFlash,
    testing::Values(Spoiled{"ProgramIgnored",
                            [](sim::TargetMishaps& m) { m.programIgnored = 0.025; }},
                    Spoiled{"EraseIgnored", [](sim::TargetMishaps& m) { m.eraseIgnored = 1; }},
                    Spoiled{"BitFlips", [](sim::TargetMishaps& m) { m.bitFlipOnProgram = 0.02; }},
                    Spoiled{"Errors", [](sim::TargetMishaps& m) { m.flashError = 1; }},
                    Spoiled{"EraseForever", [](sim::TargetMishaps& m) { m.eraseForever = 1; }},
                    Spoiled{"IdZero", [](sim::TargetMishaps& m) { m.chipIdZero = true; }},
                    Spoiled{"LyingRam", [](sim::TargetMishaps& m) { m.ramBitFlip = 0.01; }}));

/// One strike somewhere in the attempt.
class DescribedStruck : public testing::TestWithParam<sim::Mishap> {};

TEST_P(DescribedStruck, NeverMakesAWrongChipGreen) {
    const auto recipe = recipeFor(Chip::L476, "OwnL476.flm");
    unsigned struck = 0;
    for (unsigned round = 0; round < 4; ++round) {
        const test::TemporaryFolder folder;
        test::Floor floor(round + 1, {sim::ProbeSpec::v3("003A00123137510A39383538")},
                          folder.path());
        sim::BoardSpec spec = test::board(Chip::L476, 1);
        spec.devId = test::unknownDevId;
        spec.resident = sim::BoardSpec::Resident::Blinky;
        floor.bench.insert(floor.port(0), spec);
        floor.open(recipe);
        const bool flash = sim::flashMishapOf(GetParam()).has_value();
        const std::uint64_t at = flash ? round * 4 : 60 + round * 120;
        floor.bench.setMishaps(floor.port(0), sim::MishapPlan::once(at, GetParam()));
        floor.run(0);
        ASSERT_EQ(floor.ended.size(), 1U);
        struck += floor.bench.mishaps(floor.port(0)).total() > 0 ? 1U : 0U;
        const job::Ending& ending = floor.ended[0].ending;
        if (ending.judgement.verdict == job::Verdict::Pass) {
            EXPECT_TRUE(test::holds(floor.bench, floor.port(0), *recipe)) << round;
        } else {
            EXPECT_TRUE(ending.judgement.fault.has_value());
        }
    }
    EXPECT_GT(struck, 1U) << "the mishap hardly ever happened: the test says little";
}

/// A transfer that is lost once, while everything works again afterwards, where the recipe compares
/// first and where it does not: the first error stays.
class DescribedLost : public Described, public testing::WithParamInterface<job::Rewrite> {};

TEST_P(DescribedLost, TransferOfTheWayToItsProofIsNotOverlooked) {
    auto recipe = std::make_shared<job::Recipe>(*recipeFor(Chip::F103, "OwnF103.flm"));
    recipe->rewrite = GetParam();
    insert(unknown(Chip::F103));
    floor.open(recipe);
    const auto transfers = [this] { return floor.bench.mishaps(floor.port(0)).transfers; };
    floor.bench.setMishaps(floor.port(0), {});
    ASSERT_TRUE(floor.line->press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(floor.reach(0, GetParam() == job::Rewrite::Always ? Stage::Load : Stage::Compare));
    const std::uint64_t first = transfers();
    ASSERT_TRUE(floor.reach(0, Stage::Program));
    const std::uint64_t last = transfers();
    floor.finish();
    ASSERT_GT(last, first + 20);
    for (std::uint64_t transfer = first; transfer < last; transfer += 2) {
        floor.bench.setMishaps(floor.port(0), {});
        sim::BoardSpec next = unknown(Chip::F103);
        next.uid[0] = static_cast<std::uint8_t>(transfer);
        next.uid[1] = static_cast<std::uint8_t>(transfer >> 8U);
        floor.swap(0, next);
        floor.bench.setMishaps(floor.port(0),
                               sim::MishapPlan::once(transfer, sim::Mishap::Timeout));
        floor.run(0);
        ASSERT_EQ(floor.bench.mishaps(floor.port(0)).total(), 1U);
        EXPECT_EQ(floor.ended.back().ending.judgement.verdict, job::Verdict::Error)
            << "transfer " << transfer << " of " << first << " to " << last;
    }
}

INSTANTIATE_TEST_SUITE_P(Each, DescribedLost,
                         testing::Values(job::Rewrite::Always, job::Rewrite::WhenDifferent));

// A flash that changes after it was read for the last time is nothing that a proof can see.
INSTANTIATE_TEST_SUITE_P(EveryKind, DescribedStruck, testing::ValuesIn([] {
                             std::vector<sim::Mishap> all(sim::allMishaps.begin(),
                                                          sim::allMishaps.end());
                             std::erase(all, sim::Mishap::FlashFlip);
                             return all;
                         }()),
                         [](const auto& chosen) {
                             std::string name(sim::name(chosen.param));
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

} // namespace
} // namespace greenlight
