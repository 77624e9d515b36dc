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
