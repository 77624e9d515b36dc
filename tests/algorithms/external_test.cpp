// Memories beside the chip, through the whole line: the founding rule holds for somebody else's
// code.
#include "engine/job/external.h"
#include "tests/algorithms/algorithm_samples.h"
#include "tests/line/floor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>

namespace greenlight {
namespace {

constexpr std::uint32_t memory = 0x90000000;
constexpr std::uint32_t memoryBytes = 1U << 20U;
constexpr std::uint32_t placed = 0x11000;        // of the image in the memory
constexpr std::size_t imageBytes = 70'001;       // no whole page
constexpr std::uint32_t nobodysPlace = 0xE'0000; // in the chip's flash, outside of every plan

job::ExternalLoader loaderOf(const std::string& name) {
    const auto bytes = test::algorithmBytes(name);
    job::ExternalLoader loader{.file = {name, base::sha256(bytes)},
                               .algorithm = test::algorithmOf(name)};
    loader.readWay = job::usualReadWay(*loader.algorithm).value_or(job::ReadWay::Mapped);
    return loader;
}

std::vector<std::uint8_t> content() {
    std::vector<std::uint8_t> bytes = test::firmwareBytes(imageBytes);
    std::ranges::reverse(bytes);
    return bytes;
}

std::shared_ptr<job::Recipe> recipeWith(sim::Chip chip, const std::string& loader) {
    auto recipe = test::recipeFor(chip, 60'000);
    const std::array images{*recipe->image,
                            *job::parseImage("pictures.bin", content(), memory + placed)};
    recipe->image = std::make_shared<const job::Image>(*job::combine(images));
    recipe->loaders = {loaderOf(loader)};
    recipe->files.push_back(recipe->loaders.front().file);
    return recipe;
}

class External : public testing::Test {
protected:
    test::TemporaryFolder folder;
    test::Floor floor{5, {sim::ProbeSpec::v3("003A00123137510A39383538")}, folder.path()};

    job::Ending attempt(std::shared_ptr<job::Recipe> recipe, sim::Chip chip = sim::Chip::H743) {
        sim::BoardSpec spec = test::board(chip, 1);
        spec.externalFlashBytes = memoryBytes;
        floor.bench.insert(floor.port(0), spec);
        floor.bench.withBoard(floor.port(0), [](sim::SimTarget& board, Instant) {
            board.tamperFlash(nobodysPlace, 0x5A);
        });
        floor.open(std::move(recipe));
        floor.runAll();
        EXPECT_EQ(floor.ended.size(), 1);
        return floor.ended.back().ending;
    }

    std::vector<std::uint8_t> held() {
        std::vector<std::uint8_t> bytes;
        floor.bench.withBoard(floor.port(0), [&](sim::SimTarget& board, Instant) {
            bytes.assign(board.externalFlash().begin(), board.externalFlash().end());
        });
        return bytes;
    }

    /// True if the memory holds the image and nothing else.
    bool holdsExactly() {
        std::vector<std::uint8_t> expected(memoryBytes, 0xFF);
        std::ranges::copy(content(), expected.begin() + placed);
        return held() == expected;
    }
};

class ExternalAbi : public External, public testing::WithParamInterface<const char*> {};

TEST_P(ExternalAbi, IsProgrammedProvenAndOnRecord) {
    const std::string file = std::string("None") + GetParam();
    const auto recipe = recipeWith(sim::Chip::H743, file);
    const job::Ending ending = attempt(recipe);
    ASSERT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    EXPECT_TRUE(ending.receipt.has_value());
    EXPECT_TRUE(holdsExactly());
    EXPECT_TRUE(test::holds(floor.bench, floor.port(0), *recipe));

    ASSERT_TRUE(ending.evidence.externals.has_value());
    const job::ExternalEvidence& external = ending.evidence.externals->at(0);
    EXPECT_EQ(external.loader.file, file);
    EXPECT_EQ(external.loader.sha256, base::sha256(test::algorithmBytes(file)));
    EXPECT_EQ(external.loader.device, "H743 serial NOR");
    EXPECT_EQ(external.loader.address, memory);
    EXPECT_EQ(external.loader.size, memoryBytes);
    EXPECT_EQ(external.loader.sectors.size(), 1);
    EXPECT_EQ(external.plan.imageBytes, imageBytes);
    EXPECT_EQ(external.readWay, job::ReadWay::Mapped);
    EXPECT_EQ(external.verify->bytesDigested, external.plan.provenBytes);
    EXPECT_EQ(external.verify->chipDigest, external.verify->expectedDigest);
    EXPECT_EQ(ending.evidence.outside->bytes, (2048U - 128U) * 1024U);
}

TEST_P(ExternalAbi, IsReadBackAsWellWhereTheRecipeWantsIt) {
    auto recipe = recipeWith(sim::Chip::H743, std::string("None") + GetParam());
    recipe->verify = job::VerifyMethod::Both;
    const job::Ending ending = attempt(recipe);
    ASSERT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    const job::ExternalEvidence& external = ending.evidence.externals->at(0);
    EXPECT_EQ(external.verify->bytesReadBack, external.plan.provenBytes);
    EXPECT_EQ(external.verify->readbackDigest, external.plan.planDigest);
}

INSTANTIATE_TEST_SUITE_P(Both, ExternalAbi, testing::Values(".flm", ".stldr"));

TEST_F(External, IsReadByTheLoaderWhereTheMemoryIsNotMapped) {
    const job::Ending ending = attempt(recipeWith(sim::Chip::H743, "Serial.stldr"));
    ASSERT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    EXPECT_TRUE(holdsExactly());
    const job::ExternalEvidence& external = ending.evidence.externals->at(0);
    EXPECT_EQ(external.readWay, job::ReadWay::Loader);
    EXPECT_EQ(external.verify->readbackDigest, external.plan.planDigest);
}

/// A transfer that is lost once, while everything works again afterwards: the first error stays.
class ExternalLost : public External, public testing::WithParamInterface<const char*> {};

TEST_P(ExternalLost, TransferOfItsProofIsNotOverlooked) {
    auto recipe = recipeWith(sim::Chip::H743, GetParam());
    recipe->verify = job::VerifyMethod::Both;
    sim::BoardSpec spec = test::board(sim::Chip::H743, 1);
    spec.externalFlashBytes = memoryBytes;
    floor.bench.insert(floor.port(0), spec);
    floor.open(recipe);
    const auto transfers = [this] { return floor.bench.mishaps(floor.port(0)).transfers; };
    floor.bench.setMishaps(floor.port(0), {});
    ASSERT_TRUE(floor.line->press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(floor.reach(0, Stage::Verify));
    const std::uint64_t first = transfers();
    ASSERT_TRUE(floor.reach(0, Stage::Release));
    const std::uint64_t last = transfers();
    floor.finish();
    ASSERT_EQ(floor.ended.back().ending.judgement.verdict, job::Verdict::Pass);
    constexpr std::uint64_t strikes = 5; // reading back is most of its transfers
    ASSERT_GT(last, first + strikes);
    for (std::uint64_t i = 0; i < strikes; ++i) {
        const std::uint64_t transfer = first + (last - first) * i / strikes;
        floor.bench.setMishaps(floor.port(0), {});
        spec.uid[0] = static_cast<std::uint8_t>(2 + i);
        floor.swap(0, spec);
        floor.bench.setMishaps(floor.port(0),
                               sim::MishapPlan::once(transfer, sim::Mishap::Timeout));
        floor.run(0);
        ASSERT_EQ(floor.bench.mishaps(floor.port(0)).total(), 1U);
        EXPECT_EQ(floor.ended.back().ending.judgement.verdict, job::Verdict::Error)
            << "transfer " << transfer << " of " << first << " to " << last;
    }
}

INSTANTIATE_TEST_SUITE_P(Each, ExternalLost, testing::Values("None.stldr", "Serial.stldr"));

TEST_F(External, IsRefusedBeforeAnythingIsTouchedWhereTheLoaderHasNoRam) {
    const job::Ending ending = attempt(recipeWith(sim::Chip::F407, "None.stldr"), sim::Chip::F407);
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::LoaderDoesNotFit);
    EXPECT_FALSE(ending.evidence.flash.has_value());
}

TEST_F(External, IsRefusedWithoutALoader) {
    auto recipe = recipeWith(sim::Chip::H743, "None.stldr");
    recipe->loaders.clear();
    const job::Ending ending = attempt(recipe);
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::ImageOutsideDevice);
    EXPECT_FALSE(ending.evidence.flash.has_value());
}

/// A recipe whose only image lies beside the chip, which holds something of its own.
class ExternalAlone : public External {
protected:
    static std::shared_ptr<job::Recipe> recipeWith(const std::string& loader) {
        auto recipe = greenlight::recipeWith(sim::Chip::H743, loader);
        recipe->image = std::make_shared<const job::Image>(
            *job::parseImage("pictures.bin", content(), memory + placed));
        return recipe;
    }

    void SetUp() override {
        sim::BoardSpec spec = test::board(sim::Chip::H743, 1);
        spec.externalFlashBytes = memoryBytes;
        floor.bench.insert(floor.port(0), spec);
        floor.bench.withBoard(floor.port(0), [](sim::SimTarget& board, Instant) {
            for (std::uint32_t offset = 0; offset < board.flash().size(); offset += 4096) {
                board.tamperFlash(offset, 0x33);
            }
        });
        before = chipFlash();
    }

    std::vector<std::uint8_t> chipFlash() {
        std::vector<std::uint8_t> bytes;
        floor.bench.withBoard(floor.port(0), [&](sim::SimTarget& board, Instant) {
            bytes.assign(board.flash().begin(), board.flash().end());
        });
        return bytes;
    }

    job::Ending run(std::shared_ptr<job::Recipe> recipe) {
        floor.open(std::move(recipe));
        floor.run(0);
        return floor.ended.back().ending;
    }

    std::vector<std::uint8_t> before;
};

class ExternalAloneAbi : public ExternalAlone, public testing::WithParamInterface<const char*> {};

TEST_P(ExternalAloneAbi, IsProvenAndTheChipsOwnFlashIsProvenToBeAsItWas) {
    const job::Ending ending = run(recipeWith(GetParam()));
    ASSERT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    EXPECT_TRUE(holdsExactly());
    EXPECT_TRUE(chipFlash() == before);
    const job::Evidence& evidence = ending.evidence;
    EXPECT_EQ(evidence.plan.provenBytes, 0U);
    EXPECT_FALSE(evidence.flash.has_value());
    EXPECT_EQ(evidence.outside->bytes, before.size());
    EXPECT_EQ(evidence.outside->before, evidence.outside->after);
    EXPECT_TRUE(evidence.verify->resetSeen);
    EXPECT_EQ(evidence.externals->at(0).verify->bytesDigested,
              evidence.externals->at(0).plan.provenBytes);
}

INSTANTIATE_TEST_SUITE_P(Both, ExternalAloneAbi, testing::Values("None.flm", "None.stldr"));

class ExternalAloneMischief : public ExternalAlone,
                              public testing::WithParamInterface<const char*> {};

TEST_P(ExternalAloneMischief, IsNotGreenWhereTheLoaderTouchesTheChip) {
    const job::Ending ending = run(recipeWith(GetParam()));
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::OutsideChanged)
        << base::toLogLine(*ending.judgement.fault);
    // Two walls: the job has seen it itself, and so does whoever judges the evidence.
    ASSERT_TRUE(ending.evidence.fault.has_value());
    EXPECT_EQ(ending.evidence.fault->code, FaultCode::OutsideChanged);
}

INSTANTIATE_TEST_SUITE_P(Each, ExternalAloneMischief,
                         testing::Values("EraseClearsPlanned.flm", "EraseClearsOther.stldr",
                                         "InitClearsPlanned.flm", "InitClearsPlanned.stldr"));

TEST_F(ExternalAlone, IsNotGreenWhereTheMemoryIsNotRight) {
    const job::Ending ending = run(recipeWith("ProgramLies.stldr"));
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::SampleMismatch);
}

TEST_F(ExternalAlone, CanGoRed) {
    floor.rules.drill = true;
    const job::Ending ending = run(recipeWith("None.stldr"));
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::DrillFound)
        << base::toLogLine(*ending.judgement.fault);
}

TEST_F(ExternalAlone, NeverErasesAChipThatIsToBeLeftAlone) {
    auto recipe = recipeWith("None.stldr");
    recipe->erase = job::EraseMode::Chip;
    const job::Ending ending = run(recipe);
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::RecipeValue);
    EXPECT_TRUE(chipFlash() == before);
    EXPECT_EQ(std::ranges::count(held(), 0xFF), static_cast<std::ptrdiff_t>(memoryBytes));
}

TEST_F(ExternalAlone, StaysWhereItIsRightAndTheChipsOwnFlashIsNoneOfWhatIsKept) {
    floor.rules.drill = true;
    auto recipe = recipeWith("None.stldr");
    recipe->rewrite = job::Rewrite::WhenDifferent;
    const job::Ending drilled = run(recipe);
    ASSERT_EQ(drilled.judgement.fault.value_or(Fault{}).code, FaultCode::DrillFound);
    floor.run(0);
    const job::Ending& ending = floor.ended.back().ending;
    EXPECT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    const job::Evidence& evidence = ending.evidence;
    EXPECT_FALSE(evidence.plan.kept.has_value());
    EXPECT_FALSE(evidence.flash.has_value());
    const job::ExternalEvidence& external = evidence.externals->at(0);
    EXPECT_FALSE(external.flash.has_value());
    EXPECT_EQ(external.plan.kept->sectors, external.plan.sectors);
    EXPECT_TRUE(evidence.verify->resetSeen);
    EXPECT_EQ(evidence.outside->bytes, before.size());
    EXPECT_EQ(evidence.outside->before, evidence.outside->after);
    EXPECT_TRUE(chipFlash() == before);
    EXPECT_TRUE(holdsExactly());
}

TEST_F(ExternalAlone, IsWrittenAnewWhereItDiffersAndTheChipStays) {
    auto recipe = recipeWith("None.stldr");
    recipe->rewrite = job::Rewrite::WhenDifferent;
    const job::Ending ending = run(recipe);
    EXPECT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    EXPECT_FALSE(ending.evidence.plan.kept.has_value());
    EXPECT_EQ(ending.evidence.externals->at(0).plan.kept->sectors, 0U);
    EXPECT_TRUE(chipFlash() == before);
    EXPECT_TRUE(holdsExactly());
}

TEST_F(ExternalAlone, NeedsAnImageSomewhere) {
    auto recipe = recipeWith("None.stldr");
    recipe->loaders.clear();
    const job::Ending ending = run(recipe);
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::ImageOutsideDevice);
}

/// A drill has put all of it where it belongs, and the recipe lets stay what is right.
class ExternalKept : public External {
protected:
    const std::shared_ptr<job::Recipe> recipe = recipeWith(sim::Chip::H743, "None.stldr");

    void SetUp() override {
        floor.rules.drill = true;
        recipe->rewrite = job::Rewrite::WhenDifferent;
        const job::Ending drilled = attempt(recipe);
        ASSERT_TRUE(drilled.judgement.fault.has_value());
        ASSERT_EQ(drilled.judgement.fault->code, FaultCode::DrillFound);
    }

    const job::Ending& again() {
        floor.run(0);
        const job::Ending& ending = floor.ended.back().ending;
        EXPECT_EQ(ending.judgement.verdict, job::Verdict::Pass)
            << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
        EXPECT_TRUE(test::holds(floor.bench, floor.port(0), *recipe));
        return ending;
    }
};

TEST_F(ExternalKept, StaysWithTheChipWhereAllOfItIsRight) {
    const job::Evidence& evidence = again().evidence;
    EXPECT_FALSE(evidence.flash.has_value());
    const job::ExternalEvidence& external = evidence.externals->at(0);
    EXPECT_FALSE(external.flash.has_value());
    EXPECT_EQ(external.plan.kept->sectors, external.plan.sectors);
    EXPECT_TRUE(external.loadedAnew);
    EXPECT_EQ(external.verify->chipDigest, external.verify->expectedDigest);
    EXPECT_EQ(evidence.outside->before, evidence.outside->after);
    EXPECT_TRUE(holdsExactly());
}

TEST_F(ExternalKept, StaysWhereOnlyTheChipDiffers) {
    floor.bench.withBoard(floor.port(0),
                          [](sim::SimTarget& board, Instant) { board.tamperFlash(1000, 0x00); });
    const job::Evidence& evidence = again().evidence;
    EXPECT_TRUE(evidence.flash.has_value());
    EXPECT_FALSE(evidence.externals->at(0).flash.has_value());
    EXPECT_TRUE(holdsExactly());
}

TEST_F(ExternalKept, IsWrittenAnewWhereOnlyTheMemoryDiffers) {
    auto other = std::make_shared<job::Recipe>(*recipe);
    auto pictures = content();
    pictures[12'345] ^= 1U;
    const std::array images{
        *job::parseImage("firmware.bin", test::firmwareBytes(60'000), 0x0800'0000),
        *job::parseImage("pictures.bin", pictures, memory + placed)};
    other->image = std::make_shared<const job::Image>(*job::combine(images));
    ASSERT_TRUE(floor.line->activate(other).ok());
    const job::Evidence& evidence = again().evidence;
    EXPECT_FALSE(evidence.flash.has_value());
    const job::ExternalEvidence& external = evidence.externals->at(0);
    EXPECT_EQ(external.plan.kept->sectors, 0U);
    EXPECT_EQ(external.flash->sectorsErased, external.plan.sectors);
    EXPECT_EQ(held()[placed + 12'345], pictures[12'345]);
}

struct Mischief {
    const char* name;
    std::vector<FaultCode> expected;

    friend void PrintTo(const Mischief& mischief, std::ostream* out) { *out << mischief.name; }
};

class ExternalMischief : public External,
                         public testing::WithParamInterface<std::tuple<const char*, Mischief>> {};

TEST_P(ExternalMischief, IsNeverGreen) {
    const auto& [abi, mischief] = GetParam();
    const job::Ending ending =
        attempt(recipeWith(sim::Chip::H743, std::string(mischief.name) + abi));
    EXPECT_NE(ending.judgement.verdict, job::Verdict::Pass);
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_NE(std::ranges::find(mischief.expected, ending.judgement.fault->code),
              mischief.expected.end())
        << base::toLogLine(*ending.judgement.fault);
}

const Mischief mischiefs[] = {
    {"ProgramFails", {FaultCode::AlgorithmFailed}},
    {"EraseHangs", {FaultCode::EraseTimeout}},
    {"InitHangs", {FaultCode::ProgramTimeout}},
    {"ProgramCrashes", {FaultCode::LoaderCrashed}},
    {"ProgramLies", {FaultCode::SampleMismatch}},
    {"EraseClearsPlanned", {FaultCode::SampleMismatch}},
    {"EraseClearsOther", {FaultCode::OutsideChanged}},
    {"ProgramStrays", {FaultCode::AlgorithmStrayed, FaultCode::LoaderCrashed}},
    {"EatsStack", {FaultCode::AlgorithmStrayed, FaultCode::LoaderCrashed}},
    {"InitClearsPlanned", {FaultCode::SampleMismatch}},
    {"NeverMaps", {FaultCode::SwdFault}},
};

INSTANTIATE_TEST_SUITE_P(All, ExternalMischief,
                         testing::Combine(testing::Values(".flm", ".stldr"),
                                          testing::ValuesIn(mischiefs)));

} // namespace
} // namespace greenlight
