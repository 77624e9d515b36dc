// What is not proven is red, whatever it is that the proof lacks, and nothing is done to a board
// behind a proof that failed: above all it is not protected, which would hide what is in it.
#include "tests/line/floor.h"
#include "tests/target/lying_target.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace greenlight {
namespace {

using namespace std::chrono_literals;
using target::Lie;
using target::LyingTarget;
using target::Untruth;
using test::board;
using test::Floor;
using test::recipeFor;

constexpr std::uint32_t flashBase = 0x0800'0000;
constexpr std::uint32_t imageBytes = 60'000;
constexpr std::uint32_t provenBytes = 61'440; ///< whole pages of 2 KB

/// One board that is to be protected at the end, and something that happens to it when the proof
/// begins.
class Proof : public testing::Test {
protected:
    test::TemporaryFolder folder;
    Floor floor{5, test::mixedProbes(1), folder.path()};
    std::shared_ptr<job::Recipe> recipe = recipeFor(sim::Chip::G474, imageBytes);
    std::shared_ptr<bool> lies = std::make_shared<bool>(false);

    Proof() { recipe->rdp = 1; }

    /// A chip that answers a read of this place with something else once it lies.
    void open(std::uint32_t address = 0, const Lie& lie = {}) {
        Untruth untruth{.address = address, .lie = [lies = lies, lie](std::uint32_t truth) {
                            return *lies ? lie(truth) : truth;
                        }};
        openWith(std::move(untruth));
    }

    void openWith(Untruth untruth, const sim::BoardSpec& spec = board(sim::Chip::G474, 1)) {
        floor.bench.insert(floor.port(0), std::make_unique<LyingTarget>(
                                              sim::SimTarget::make(spec, 1), std::move(untruth)));
        floor.open(recipe);
    }

    void runUntil(Stage stage) {
        ASSERT_TRUE(floor.line->press(0, job::StartedBy::Screen).ok());
        ASSERT_TRUE(floor.reach(0, stage));
    }

    /// Bytes of the flash that become others behind everybody's back.
    void spoil(std::uint32_t offset, std::uint32_t length) {
        floor.bench.withBoard(floor.port(0), [offset, length](sim::SimTarget& chip, Instant) {
            for (std::uint32_t i = offset; i < offset + length; ++i) {
                chip.tamperFlash(i, static_cast<std::uint8_t>(~chip.flash()[i]));
            }
        });
    }

    void spoilChip(const sim::TargetMishaps& mishaps) {
        floor.bench.withBoard(
            floor.port(0), [&mishaps](sim::SimTarget& chip, Instant) { chip.setMishaps(mishaps); });
    }

    void setMillivolts(unsigned millivolts) {
        floor.bench.withBoard(floor.port(0), [millivolts](sim::SimTarget& chip, Instant at) {
            chip.setMillivolts(millivolts, at);
        });
    }

    /// The samples are drawn anew each time, and one in some two hundred draws meets a given byte.
    [[nodiscard]] FaultCode unlessSampled(FaultCode code) const {
        return evidence().verify.value().sampleMismatches == 0 ? code : FaultCode::SampleMismatch;
    }

    [[nodiscard]] const job::Evidence& evidence() const {
        return floor.ended.at(0).ending.evidence;
    }

    /// The attempt is red with this fault, and its board was not protected.
    void expectRed(FaultCode code, job::Verdict verdict = job::Verdict::Fail) {
        ASSERT_EQ(floor.ended.size(), 1U);
        const job::Judgement& judgement = floor.ended[0].ending.judgement;
        EXPECT_EQ(judgement.verdict, verdict);
        EXPECT_EQ(judgement.fault.value_or(Fault{}).code, code)
            << base::toLogLine(judgement.fault.value_or(Fault{}));
        EXPECT_EQ(std::ranges::find(evidence().stages, Stage::Protect, &job::StageTime::stage),
                  evidence().stages.end());
        EXPECT_FALSE(evidence().protect.rdpFound.has_value());
    }
};

TEST_F(Proof, OfAGoodBoardIsFollowedByItsProtection) {
    open();
    floor.run(0);
    EXPECT_EQ(floor.ended.at(0).ending.judgement.verdict, job::Verdict::Pass);
    EXPECT_EQ(evidence().protect.rdpFound, 1U);
    EXPECT_EQ(evidence().protect.flashReadRefused, true);
}

TEST_F(Proof, BeforeAnythingIsWrittenIsNoReasonToWriteWhereItFailsForAnotherReason) {
    constexpr std::uint32_t inTheVerifier = 0x2000'0200;
    recipe->rewrite = job::Rewrite::WhenDifferent;
    open(inTheVerifier, [](std::uint32_t truth) { return truth ^ 1U; });
    const job::Segment& held = recipe->image->segments().front();
    floor.bench.withBoard(floor.port(0), [&held](sim::SimTarget& chip, Instant) {
        for (std::uint32_t i = 0; i < held.bytes.size(); ++i) {
            chip.tamperFlash(i, held.bytes[i]);
        }
    });
    runUntil(Stage::Compare);
    *lies = true;
    floor.finish();
    expectRed(FaultCode::VerifierCorrupt);
    EXPECT_FALSE(evidence().flash.has_value());
}

TEST_F(Proof, NamesAVectorTableThatIsAnother) {
    open();
    runUntil(Stage::Verify);
    spoil(4, 1);
    floor.finish();
    expectRed(FaultCode::SampleMismatch);
    EXPECT_EQ(floor.ended[0].ending.judgement.fault->note, "vector table");
    EXPECT_FALSE(evidence().verify.value().vectorsMatch);
    EXPECT_EQ(evidence().verify->samples, 0U) << "the first thing that differs is the end";
}

TEST_F(Proof, NamesTheFirstSampleThatIsAnother) {
    open();
    runUntil(Stage::Verify);
    spoil(64, provenBytes - 64);
    floor.finish();
    expectRed(FaultCode::SampleMismatch);
    EXPECT_TRUE(evidence().verify.value().vectorsMatch);
    EXPECT_LE(evidence().verify->samples, 8U) << "one may lie in the vector table";
    EXPECT_EQ(evidence().verify->sampleMismatches, 1U);
}

TEST_F(Proof, TakesSamplesFromAllOverThePlan) {
    open();
    runUntil(Stage::Verify);
    spoil(provenBytes / 4, provenBytes - provenBytes / 4); // all but the first quarter
    floor.finish();
    expectRed(FaultCode::SampleMismatch);
}

TEST_F(Proof, ByDigestFindsASingleByte) {
    open();
    runUntil(Stage::Verify);
    spoil(imageBytes / 2, 1);
    floor.finish();
    expectRed(unlessSampled(FaultCode::DigestMismatch));
}

TEST_F(Proof, ByReadingBackFindsASingleByteAndItsPlace) {
    recipe->verify = job::VerifyMethod::Readback;
    open();
    runUntil(Stage::Verify);
    spoil(imageBytes / 2, 1);
    floor.finish();
    expectRed(unlessSampled(FaultCode::ReadbackMismatch));
    EXPECT_EQ(floor.ended[0].ending.judgement.fault->address, flashBase + imageBytes / 2);
}

TEST_F(Proof, FindsAByteInThePadding) {
    open();
    runUntil(Stage::Verify);
    spoil(provenBytes - 1, 1);
    floor.finish();
    expectRed(unlessSampled(FaultCode::DigestMismatch));
}

TEST_F(Proof, IsOfTheChipThatWasIdentified) {
    open(0x1FFF'7590, [](std::uint32_t truth) { return truth ^ 1U; });
    runUntil(Stage::Program);
    *lies = true;
    floor.finish();
    expectRed(FaultCode::UidChanged);
    EXPECT_NE(evidence().after.value().uid, evidence().before.value().uid);
}

TEST_F(Proof, IsOfTheDieThatWasIdentified) {
    open(0xE004'2000, [](std::uint32_t truth) { return truth ^ 1U; });
    runUntil(Stage::Program);
    *lies = true;
    floor.finish();
    expectRed(FaultCode::UidChanged);
    EXPECT_EQ(floor.ended[0].ending.judgement.fault->stage, Stage::Identify);
}

TEST_F(Proof, NeedsAResetThatTheChipHasSeen) {
    open();
    runUntil(Stage::Program);
    spoilChip({.resetIgnored = true});
    floor.finish();
    expectRed(FaultCode::ResetFailed);
    EXPECT_FALSE(evidence().verify.value().resetSeen);
}

TEST_F(Proof, NeedsASupplyThatStayedInsideWhileTheFlashWasChanged) {
    recipe = recipeFor(sim::Chip::G474, 300'000);
    open();
    runUntil(Stage::Program);
    setMillivolts(2500);
    floor.clock.sleepFor(600ms); // it is looked at four times a second
    setMillivolts(3300);
    floor.finish();
    expectRed(FaultCode::SupplyDip);
    EXPECT_FALSE(evidence().verify.has_value());
}

TEST_F(Proof, NeedsASupplyThatIsStillThereAtTheEnd) {
    open();
    runUntil(Stage::Verify);
    setMillivolts(2500);
    floor.finish();
    expectRed(FaultCode::SupplyDip);
    EXPECT_TRUE(evidence().verify.value().chipDigest.has_value());
}

TEST_F(Proof, NeedsALoaderThatReadsBack) {
    open();
    spoilChip({.ramBitFlip = 1});
    floor.run(0);
    expectRed(FaultCode::LoaderCorrupt);
    EXPECT_FALSE(evidence().flash.has_value());
}

TEST_F(Proof, SaysThatTheFlashWasNotLeftAloneWhenALoaderDoesNotReadBack) {
    // Of an F407 the first erase is under way by then.
    recipe = recipeFor(sim::Chip::F407, 6'000);
    openWith({}, board(sim::Chip::F407, 1));
    spoilChip({.ramBitFlip = 1});
    floor.run(0);
    expectRed(FaultCode::LoaderCorrupt);
    ASSERT_TRUE(evidence().flash.has_value());
    EXPECT_FALSE(evidence().flash->loaderReadBack);
    EXPECT_EQ(evidence().flash->sectorsErased, 0U);
}

TEST_F(Proof, OfAFirmwareThatShowsSomethingElseIsNone) {
    recipe->boot = job::BootRule{.address = flashBase, .value = 0x1234'5678, .within = 50ms};
    open();
    floor.run(0);
    expectRed(FaultCode::BootNotProven);
    EXPECT_TRUE(evidence().boot.value().found.has_value());
}

TEST_F(Proof, OfAFirmwareThatCannotBeSeenIsNone) {
    constexpr std::uint32_t timer = 0x4000'0000;
    recipe->boot = job::BootRule{.address = timer, .value = 0, .within = 50ms};
    openWith({.silentAddress = timer});
    floor.run(0);
    expectRed(FaultCode::BootNotProven);
    EXPECT_FALSE(evidence().boot.value().found.has_value());
    EXPECT_EQ(floor.ended[0].ending.judgement.fault->note, "the word could not be read");
}

TEST_F(Proof, OfAFirmwareIsNoneWhenTheProbeGoesWhileItStarts) {
    recipe->boot = job::BootRule{.address = flashBase, .value = 0x1234'5678};
    open();
    runUntil(Stage::Boot);
    floor.bench.unplug(floor.port(0));
    floor.finish();
    expectRed(FaultCode::ProbeUnplugged, job::Verdict::Error);
}

TEST_F(Proof, OfProtectionIsNotThatItWasAskedFor) {
    openWith({.deafAddress = 0x4002'2020}); // FLASH_OPTR
    floor.run(0);
    const job::Judgement& judgement = floor.ended.at(0).ending.judgement;
    EXPECT_EQ(judgement.verdict, job::Verdict::Fail);
    EXPECT_EQ(judgement.fault.value().code, FaultCode::ProtectionNotEffective);
    EXPECT_FALSE(judgement.fault->note.empty()) << "what was found, not that something is missing";
    EXPECT_FALSE(evidence().protect.rdpFound.has_value());
}

TEST_F(Proof, OfAnOpenedChipIsThatItReadsAsOpen) {
    recipe->rdp = 0;
    recipe->mayUnprotect = true;
    auto spec = board(sim::Chip::G474, 1);
    spec.rdpLevel = 1;
    openWith({.deafAddress = 0x4002'2020}, spec);
    floor.run(0);
    expectRed(FaultCode::RegressionFailed);
    EXPECT_FALSE(evidence().flash.has_value());
    // One whose option bytes do take it is opened and passes, which is on record.
    floor.swap(0, [&spec] {
        spec.uid[0] = 2;
        return spec;
    }());
    floor.run(0);
    const job::Ending& opened = floor.ended.at(1).ending;
    EXPECT_EQ(opened.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(opened.judgement.fault.value_or(Fault{}));
    EXPECT_EQ(opened.evidence.before.value().rdpLevel, 1U);
    EXPECT_EQ(opened.evidence.after.value().rdpLevel, 0U);
    EXPECT_FALSE(opened.evidence.warnings.empty());
}

TEST_F(Proof, IsNotBegunOnAnOpenedChipThatIsNotIdentifiedAgain) {
    recipe->mayUnprotect = true;
    auto spec = board(sim::Chip::G474, 1);
    spec.rdpLevel = 1;
    // The flash size, read twice each time that the chip is identified.
    auto reads = std::make_shared<unsigned>(0);
    openWith({.address = 0x1FFF'75E0,
              .lie = [reads](std::uint32_t truth) { return ++*reads > 2 ? 0xFFFFU : truth; }},
             spec);
    floor.run(0);
    expectRed(FaultCode::FlashSizeImplausible);
    EXPECT_EQ(evidence().before.value().rdpLevel, 1U);
    EXPECT_FALSE(evidence().flash.has_value());
}

TEST_F(Proof, IsNotBegunWithASupplyThatIsTooLowForTheFlash) {
    recipe->lowMillivolts = 1600;
    open();
    setMillivolts(1720); // flash of a G4 from 1.71 V up, and a margin
    floor.run(0);
    expectRed(FaultCode::TargetVoltage);
    EXPECT_FALSE(evidence().flash.has_value());
}

TEST_F(Proof, IsNotBegunWithAnImageThatLiesOutsideOfThisPartsFlash) {
    auto spec = board(sim::Chip::G474, 1);
    spec.flashKb = 128;
    recipe = recipeFor(sim::Chip::G474, 200'000);
    recipe->rdp = 1;
    openWith({}, spec);
    floor.run(0);
    expectRed(FaultCode::ImageOutsideDevice, job::Verdict::Error);
    EXPECT_FALSE(evidence().flash.has_value());
}

TEST_F(Proof, IsNotBegunWithASerialThatDoesNotFitItsPlace) {
    recipe->serial = {.source = job::SerialSource::Scan,
                      .address = flashBase + 0x400,
                      .format = job::SerialFormat::LittleEndian32};
    open();
    ASSERT_TRUE(floor.line->scan("AB-1", true).ok());
    floor.run(0);
    expectRed(FaultCode::SerialDoesNotFit, job::Verdict::Aborted);
    EXPECT_FALSE(evidence().flash.has_value());
}

TEST_F(Proof, IsNotBegunByAProbeThatIsGone) {
    open();
    runUntil(Stage::Identify);
    floor.bench.unplug(floor.port(0));
    floor.finish();
    // Pressed again at once, before the slot has looked.
    floor.run(0);
    ASSERT_EQ(floor.ended.size(), 2U);
    EXPECT_EQ(floor.ended[1].ending.judgement.verdict, job::Verdict::Error);
    EXPECT_EQ(floor.ended[1].ending.judgement.fault.value().code, FaultCode::ProbeAbsent);
    EXPECT_TRUE(floor.ended[1].ending.receipt.has_value());
}

/// Where a transfer is lost once and everything works again afterwards: the first error stays.
class ProofWithALostTransfer : public Proof {
protected:
    /// How many transfers an undisturbed attempt has made when it comes to each of the stages.
    std::vector<std::uint64_t> transfersAt(const std::vector<Stage>& stages) {
        floor.bench.setMishaps(floor.port(0), {});
        EXPECT_TRUE(floor.line->press(0, job::StartedBy::Screen).ok());
        std::vector<std::uint64_t> at;
        for (const Stage stage : stages) {
            EXPECT_TRUE(floor.reach(0, stage));
            at.push_back(floor.bench.mishaps(floor.port(0)).transfers);
        }
        floor.finish();
        return at;
    }

    /// A new board, whose attempt loses that transfer.
    void runWithout(std::uint64_t transfer) {
        floor.bench.setMishaps(floor.port(0), {});
        floor.swap(0, board(sim::Chip::G474, static_cast<unsigned>(1000 + transfer)));
        floor.bench.setMishaps(floor.port(0),
                               sim::MishapPlan::once(transfer, sim::Mishap::Timeout));
        floor.run(0);
        ASSERT_EQ(floor.bench.mishaps(floor.port(0)).total(), 1U);
        const job::Ending& ending = floor.ended.back().ending;
        if (ending.judgement.verdict == job::Verdict::Pass) {
            // The last ones belong to the release already.
            ASSERT_EQ(ending.evidence.warnings.size(), 1U) << "transfer " << transfer;
            EXPECT_NE(ending.evidence.warnings[0].find("release"), std::string::npos);
        } else {
            EXPECT_EQ(ending.judgement.verdict, job::Verdict::Error) << "transfer " << transfer;
        }
    }
};

TEST_F(ProofWithALostTransfer, IsNotTaken) {
    recipe = recipeFor(sim::Chip::G474, 900);
    open();
    const auto at = transfersAt({Stage::Load, Stage::Program, Stage::Verify, Stage::Release});
    std::vector<std::uint64_t> struck;
    // Every second one: what is said to a probe takes two transfers or more.
    for (std::uint64_t i = at[0]; i < at[3]; i += 2) {
        if (i < at[1] || i >= at[2]) {
            struck.push_back(i);
        }
    }
    ASSERT_GT(struck.size(), 20U);
    for (const std::uint64_t transfer : struck) {
        runWithout(transfer);
    }
}

TEST_F(ProofWithALostTransfer, IsNotTakenWhereTheFlashWasBeingCompared) {
    recipe = recipeFor(sim::Chip::G474, 900);
    recipe->rewrite = job::Rewrite::Differing;
    open();
    const auto at = transfersAt({Stage::Compare, Stage::Load});
    ASSERT_GT(at[1], at[0] + 40);
    for (std::uint64_t transfer = at[0]; transfer < at[1]; ++transfer) {
        runWithout(transfer);
    }
}

TEST_F(ProofWithALostTransfer, IsNotTakenWhileTheFlashIsAtWork) {
    // Long enough for the verifier to be written beside it.
    recipe = recipeFor(sim::Chip::G474, 8'000);
    open();
    const auto at = transfersAt({Stage::Program, Stage::Verify});
    ASSERT_GT(at[1], at[0] + 20);
    for (std::uint64_t transfer = at[0]; transfer < at[1]; ++transfer) {
        runWithout(transfer);
    }
}

TEST_F(ProofWithALostTransfer, IsNotTakenFromABlockThatLooksLikeTheOneBefore) {
    recipe = recipeFor(sim::Chip::G474, 900);
    // All blocks are the same: what the memory holds from the one before would do for the lost one.
    const std::vector<std::uint8_t> uniform(std::size_t{3} * 6144, 0x5A);
    recipe->image =
        std::make_shared<const job::Image>(*job::parseImage("uniform.bin", uniform, 0x0800'0000));
    recipe->verify = job::VerifyMethod::Readback;
    open();
    const auto at = transfersAt({Stage::Verify, Stage::Release});
    ASSERT_GT(at[1], at[0] + 20);
    for (std::uint64_t transfer = at[0]; transfer < at[1]; ++transfer) {
        runWithout(transfer);
    }
}

} // namespace
} // namespace greenlight
