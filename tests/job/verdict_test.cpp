#include "engine/job/verdict.h"
#include "tests/job/good_evidence.h"

#include <gtest/gtest.h>

#include <functional>

namespace greenlight::job {
namespace {

TEST(Verdict, IsPassForCompleteEvidence) {
    EXPECT_EQ(verdict(goodEvidence()), Verdict::Pass);
    EXPECT_FALSE(judge(goodEvidence()).fault.has_value());
}

TEST(Verdict, IsPassForAFlashThatIsProvenToHoldItAllAlready) {
    Evidence evidence = goodEvidence();
    evidence.plan.kept = {.sectors = evidence.plan.sectors,
                          .programBytes = evidence.plan.programBytes};
    evidence.flash.reset();
    EXPECT_EQ(verdict(evidence), Verdict::Pass);
}

TEST(Verdict, NothingAtAllIsNotAPass) {
    EXPECT_NE(verdict(Evidence{}), Verdict::Pass);
    EXPECT_NE(Verdict{}, Verdict::Pass);
    EXPECT_NE(Judgement{}.verdict, Verdict::Pass);
}

TEST(Verdict, IsPassForMemoriesBesideAChipThatWasLeftAlone) {
    EXPECT_EQ(verdict(evidenceOfMemoriesAlone()), Verdict::Pass);
    EXPECT_FALSE(judge(evidenceOfMemoriesAlone()).fault.has_value());
}

TEST(Verdict, IsPassForADescribedChip) {
    EXPECT_EQ(verdict(evidenceOfADescribedChip()), Verdict::Pass);
    EXPECT_FALSE(judge(evidenceOfADescribedChip()).fault.has_value());
}

TEST(Verdict, IsPassForAMemoryThatHeldItAllAlready) {
    Evidence evidence = goodEvidence();
    ExternalEvidence& external = evidence.externals->at(1);
    external.plan.kept = {.sectors = external.plan.sectors,
                          .programBytes = external.plan.programBytes};
    external.flash.reset();
    EXPECT_EQ(verdict(evidence), Verdict::Pass);
}

struct Flaw {
    const char* what;
    FaultCode expected;
    std::function<void(Evidence&)> spoil;
};

class VerdictFlaw : public testing::TestWithParam<Flaw> {};

TEST_P(VerdictFlaw, IsNamedAndIsNeverAPass) {
    Evidence evidence = goodEvidence();
    GetParam().spoil(evidence);
    const Judgement judgement = judge(evidence);
    EXPECT_EQ(judgement.verdict, Verdict::Fail) << GetParam().what;
    ASSERT_TRUE(judgement.fault.has_value());
    EXPECT_EQ(judgement.fault->code, GetParam().expected) << GetParam().what;
}

// One line for each thing a PASS rests on.
const Flaw flaws[] = {
    {"serial missing", FaultCode::SerialMissing, [](Evidence& e) { e.serial.clear(); }},
    {"no voltage window", FaultCode::TargetVoltage, [](Evidence& e) { e.supply.lowLimit = 0; }},
    {"supply low", FaultCode::TargetVoltage, [](Evidence& e) { e.supply.before = 2999; }},
    {"supply high", FaultCode::TargetVoltage, [](Evidence& e) { e.supply.before = 3601; }},
    {"dip", FaultCode::SupplyDip, [](Evidence& e) { e.supply.lowest = 2900; }},
    {"supply gone at the end", FaultCode::SupplyDip, [](Evidence& e) { e.supply.after = 0; }},
    {"memory without a plan", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.externals->at(0).plan.sectors = 0; }},
    {"loader of a memory not read back", FaultCode::LoaderCorrupt,
     [](Evidence& e) { e.externals->at(0).flash->loaderReadBack = false; }},
    {"memory not programmed", FaultCode::LoaderCorrupt,
     [](Evidence& e) { e.externals->at(0).flash.reset(); }},
    {"loader not loaded anew for the proof", FaultCode::LoaderCorrupt,
     [](Evidence& e) { e.externals->at(0).loadedAnew = false; }},
    {"memory not erased", FaultCode::CountMismatch,
     [](Evidence& e) { e.externals->at(0).flash->sectorsErased = 2; }},
    {"memory programmed in part", FaultCode::CountMismatch,
     [](Evidence& e) { --e.externals->at(1).flash->bytesProgrammed; }},
    {"memory not verified", FaultCode::NotVerified,
     [](Evidence& e) { e.externals->at(0).verify.reset(); }},
    {"memory verified without a reset", FaultCode::ResetFailed,
     [](Evidence& e) { e.externals->at(1).verify->resetSeen = false; }},
    {"digest of a memory", FaultCode::DigestMismatch,
     [](Evidence& e) { e.externals->at(0).verify->chipDigest = Digest{1}; }},
    {"spot check of a memory", FaultCode::SampleMismatch,
     [](Evidence& e) { e.externals->at(0).verify->sampleMismatches = 1; }},
    {"memory not read by its loader", FaultCode::NotVerified,
     [](Evidence& e) { e.externals->at(1).verify->readbackDigest.reset(); }},
    {"memory read by its loader in part", FaultCode::CountMismatch,
     [](Evidence& e) { --e.externals->at(1).verify->bytesReadBack; }},
    {"memory read by its loader", FaultCode::ReadbackMismatch,
     [](Evidence& e) { e.externals->at(1).verify->readbackDigest = Digest{1}; }},
    {"no image for a memory", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.externals->at(0).plan.imageBytes = 0; }},
    {"memory programmed less than its image", FaultCode::EvidenceIncomplete,
     [](Evidence& e) {
         job::ExternalEvidence& external = e.externals->at(0);
         external.plan.programBytes = external.plan.imageBytes - 1;
         external.flash->bytesProgrammed = external.plan.programBytes;
     }},
    {"memory proven less than programmed", FaultCode::EvidenceIncomplete,
     [](Evidence& e) {
         job::ExternalEvidence& external = e.externals->at(1);
         external.plan.provenBytes = external.plan.programBytes - 1;
         external.verify->bytesReadBack = external.plan.provenBytes;
     }},
    {"outside not looked at before", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.outside->before.reset(); }},
    {"nothing known of the outside", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.outside.reset(); }},
    {"outside not looked at again", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.outside->after.reset(); }},
    {"outside changed", FaultCode::OutsideChanged,
     [](Evidence& e) { e.outside->after = Digest{1}; }},
    {"no soak", FaultCode::LinkUnstable, [](Evidence& e) { e.probe.soakReads = 0; }},
    {"soak error", FaultCode::LinkUnstable, [](Evidence& e) { e.probe.soakErrors = 1; }},
    {"not identified", FaultCode::DeviceImplausible, [](Evidence& e) { e.before.reset(); }},
    {"id zero", FaultCode::DeviceImplausible, [](Evidence& e) { e.before->devId = 0; }},
    {"id all ones", FaultCode::DeviceImplausible, [](Evidence& e) { e.before->devId = 0xFFF; }},
    {"no DPIDR", FaultCode::DeviceImplausible, [](Evidence& e) { e.before->dpidr = 0; }},
    {"no CPUID", FaultCode::DeviceImplausible, [](Evidence& e) { e.before->cpuid = 0; }},
    {"no flash", FaultCode::FlashSizeImplausible, [](Evidence& e) { e.before->flashKb = 0; }},
    {"flash ones", FaultCode::FlashSizeImplausible,
     [](Evidence& e) { e.before->flashKb = 0xFFFF; }},
    {"no flash size", FaultCode::FlashSizeImplausible,
     [](Evidence& e) { e.before->flashKb.reset(); }},
    {"no protection level", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.before->rdpLevel.reset(); }},
    {"uid blank", FaultCode::UidImplausible, [](Evidence& e) { e.before->uid.fill(0xFF); }},
    {"not identified again", FaultCode::EvidenceIncomplete, [](Evidence& e) { e.after.reset(); }},
    {"other board", FaultCode::UidChanged, [](Evidence& e) { e.after->uid[11] ^= 1U; }},
    {"other chip", FaultCode::UidChanged, [](Evidence& e) { e.after->devId = 0x413; }},
    {"no plan", FaultCode::EvidenceIncomplete, [](Evidence& e) { e.plan.imageBytes = 0; }},
    {"program less than image", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.plan.programBytes = e.plan.imageBytes - 1; }},
    {"prove less than program", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.plan.provenBytes = e.plan.programBytes - 1; }},
    {"no sectors", FaultCode::EvidenceIncomplete, [](Evidence& e) { e.plan.sectors = 0; }},
    {"more sectors kept than planned", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.plan.kept = {.sectors = e.plan.sectors + 1}; }},
    {"more bytes kept than planned", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.plan.kept = {.programBytes = e.plan.programBytes + 1}; }},
    {"kept and erased", FaultCode::CountMismatch,
     [](Evidence& e) { e.plan.kept = {.sectors = 1}; }},
    {"kept and programmed", FaultCode::CountMismatch,
     [](Evidence& e) { e.plan.kept = {.programBytes = 32}; }},
    {"sectors kept, bytes not, nothing done", FaultCode::LoaderCorrupt,
     [](Evidence& e) {
         e.plan.kept = {.sectors = e.plan.sectors};
         e.flash.reset();
     }},
    {"bytes kept, sectors not, nothing done", FaultCode::LoaderCorrupt,
     [](Evidence& e) {
         e.plan.kept = {.programBytes = e.plan.programBytes};
         e.flash.reset();
     }},
    {"all kept, not verified", FaultCode::NotVerified,
     [](Evidence& e) {
         e.plan.kept = {.sectors = e.plan.sectors, .programBytes = e.plan.programBytes};
         e.flash.reset();
         e.verify.reset();
     }},
    {"option not found", FaultCode::OptionWriteFailed,
     [](Evidence& e) { e.options->front().found.reset(); }},
    {"option at another value", FaultCode::OptionWriteFailed,
     [](Evidence& e) { e.options->back().found = 0; }},
    {"no loader", FaultCode::LoaderCorrupt, [](Evidence& e) { e.flash.reset(); }},
    {"loader not read back", FaultCode::LoaderCorrupt,
     [](Evidence& e) { e.flash->loaderReadBack = false; }},
    {"sector left", FaultCode::CountMismatch, [](Evidence& e) { e.flash->sectorsErased = 2; }},
    {"not blank checked", FaultCode::NotBlank,
     [](Evidence& e) { e.flash->bytesBlankChecked = 383'647; }},
    {"bytes left", FaultCode::CountMismatch, [](Evidence& e) { e.flash->bytesProgrammed -= 32; }},
    {"not verified", FaultCode::NotVerified, [](Evidence& e) { e.verify.reset(); }},
    {"no reset", FaultCode::ResetFailed, [](Evidence& e) { e.verify->resetSeen = false; }},
    {"core ran", FaultCode::NotHalted, [](Evidence& e) { e.verify->coreHeld = false; }},
    {"verifier", FaultCode::VerifierCorrupt,
     [](Evidence& e) { e.verify->verifierReadBack = false; }},
    {"nonce", FaultCode::EvidenceIncomplete, [](Evidence& e) { e.verify->nonce = {}; }},
    {"no chip digest", FaultCode::NotVerified, [](Evidence& e) { e.verify->chipDigest.reset(); }},
    {"no expectation", FaultCode::NotVerified,
     [](Evidence& e) { e.verify->expectedDigest.reset(); }},
    {"part digested", FaultCode::CountMismatch, [](Evidence& e) { e.verify->bytesDigested -= 4; }},
    {"digest differs", FaultCode::DigestMismatch,
     [](Evidence& e) { (*e.verify->chipDigest)[31] ^= 1U; }},
    {"not read back", FaultCode::NotVerified,
     [](Evidence& e) { e.verify->readbackDigest.reset(); }},
    {"part read back", FaultCode::CountMismatch, [](Evidence& e) { e.verify->bytesReadBack -= 4; }},
    {"read back differs", FaultCode::ReadbackMismatch,
     [](Evidence& e) { (*e.verify->readbackDigest)[0] ^= 1U; }},
    {"vectors", FaultCode::SampleMismatch, [](Evidence& e) { e.verify->vectorsMatch = false; }},
    {"sample", FaultCode::SampleMismatch, [](Evidence& e) { e.verify->sampleMismatches = 1; }},
    {"few samples", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.verify->samples = leastSamples - 1; }},
    {"boot not seen", FaultCode::BootNotProven, [](Evidence& e) { e.boot->found.reset(); }},
    {"another boot", FaultCode::BootNotProven, [](Evidence& e) { *e.boot->found ^= 0x100U; }},
    {"boot of anything", FaultCode::BootNotProven, [](Evidence& e) { e.boot->mask = 0; }},
    {"protection not read", FaultCode::ProtectionNotEffective,
     [](Evidence& e) { e.protect.rdpFound.reset(); }},
    {"protection level", FaultCode::ProtectionNotEffective,
     [](Evidence& e) { e.protect.rdpFound = 0; }},
    {"flash still readable", FaultCode::ProtectionNotEffective,
     [](Evidence& e) { e.protect.flashReadRefused = false; }},
    {"locked for ever and nobody allowed it", FaultCode::LockNotAllowed,
     [](Evidence& e) { e.protect = {.rdpDemanded = 2, .portSilent = true}; }},
    {"locked for ever by nobody", FaultCode::LockNotAllowed,
     [](Evidence& e) { e.protect = {.rdpDemanded = 2, .allowedBy = "", .portSilent = true}; }},
    {"locked for ever and not looked at", FaultCode::ProtectionNotEffective,
     [](Evidence& e) { e.protect = {.rdpDemanded = 2, .allowedBy = "it ships (Sue)"}; }},
    {"locked for ever and answering", FaultCode::ProtectionNotEffective,
     [](Evidence& e) {
         e.protect = {.rdpDemanded = 2, .allowedBy = "it ships (Sue)", .portSilent = false};
     }},
    {"locked for ever at another level", FaultCode::ProtectionNotEffective,
     [](Evidence& e) {
         e.protect = {.rdpDemanded = 2,
                      .rdpFound = 1,
                      .flashReadRefused = true,
                      .allowedBy = "it ships (Sue)",
                      .portSilent = false};
     }},
    {"locked for ever and readable", FaultCode::ProtectionNotEffective,
     [](Evidence& e) {
         e.protect = {.rdpDemanded = 2,
                      .rdpFound = 2,
                      .flashReadRefused = false,
                      .allowedBy = "it ships (Sue)",
                      .portSilent = false};
     }},
};

INSTANTIATE_TEST_SUITE_P(EveryOne, VerdictFlaw, testing::ValuesIn(flaws));

class VerdictFlawOfMemoriesAlone : public testing::TestWithParam<Flaw> {};

TEST_P(VerdictFlawOfMemoriesAlone, IsNamedAndIsNeverAPass) {
    Evidence evidence = evidenceOfMemoriesAlone();
    GetParam().spoil(evidence);
    const Judgement judgement = judge(evidence);
    EXPECT_EQ(judgement.verdict, Verdict::Fail) << GetParam().what;
    ASSERT_TRUE(judgement.fault.has_value());
    EXPECT_EQ(judgement.fault->code, GetParam().expected) << GetParam().what;
}

// The chip is left alone, and nothing else is forgiven for it.
const Flaw flawsOfMemoriesAlone[] = {
    {"no memory", FaultCode::EvidenceIncomplete, [](Evidence& e) { e.externals.reset(); }},
    {"an empty list", FaultCode::EvidenceIncomplete, [](Evidence& e) { e.externals->clear(); }},
    {"image bytes all the same", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.plan.imageBytes = 4; }},
    {"programmed all the same", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.plan.programBytes = 4; }},
    {"proven all the same", FaultCode::EvidenceIncomplete,
     [](Evidence& e) {
         e.plan.provenBytes = 4;
         e.outside->bytes -= 4;
     }},
    {"erased all the same", FaultCode::EvidenceIncomplete, [](Evidence& e) { e.plan.sectors = 1; }},
    {"all erased at once", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.plan.massErase = true; }},
    {"kept what was not looked at", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.plan.kept.emplace(); }},
    {"a loader of ours ran", FaultCode::EvidenceIncomplete, [](Evidence& e) { e.flash.emplace(); }},
    {"not verified", FaultCode::NotVerified, [](Evidence& e) { e.verify.reset(); }},
    {"no reset", FaultCode::ResetFailed, [](Evidence& e) { e.verify->resetSeen = false; }},
    {"core ran", FaultCode::NotHalted, [](Evidence& e) { e.verify->coreHeld = false; }},
    {"memory not programmed", FaultCode::LoaderCorrupt,
     [](Evidence& e) { e.externals->at(0).flash.reset(); }},
    {"memory kept in part", FaultCode::EvidenceIncomplete,
     [](Evidence& e) {
         e.externals->at(0).plan.kept = {.sectors = 1};
         e.externals->at(0).flash->sectorsErased -= 1;
     }},
    {"memory kept and written", FaultCode::EvidenceIncomplete,
     [](Evidence& e) {
         ExternalEvidence& external = e.externals->at(0);
         external.plan.kept = {.sectors = external.plan.sectors,
                               .programBytes = external.plan.programBytes};
     }},
    {"memory kept and not verified", FaultCode::NotVerified,
     [](Evidence& e) {
         ExternalEvidence& external = e.externals->at(0);
         external.plan.kept = {.sectors = external.plan.sectors,
                               .programBytes = external.plan.programBytes};
         external.flash.reset();
         external.verify.reset();
     }},
    {"nothing known of the flash", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.outside.reset(); }},
    {"flash not looked at before", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.outside->before.reset(); }},
    {"flash not looked at again", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.outside->after.reset(); }},
    {"flash changed", FaultCode::OutsideChanged, [](Evidence& e) { e.outside->after = Digest{1}; }},
    {"not all of the flash", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.outside->bytes -= 131'072; }},
    {"more flash than there is", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.outside->foreignBytes = 1; }},
    {"no flash size", FaultCode::FlashSizeImplausible,
     [](Evidence& e) { e.before->flashKb.reset(); }},
};

INSTANTIATE_TEST_SUITE_P(EveryOne, VerdictFlawOfMemoriesAlone,
                         testing::ValuesIn(flawsOfMemoriesAlone));

class VerdictFlawOfADescribedChip : public testing::TestWithParam<Flaw> {};

TEST_P(VerdictFlawOfADescribedChip, IsNamedAndIsNeverAPass) {
    Evidence evidence = evidenceOfADescribedChip();
    GetParam().spoil(evidence);
    const Judgement judgement = judge(evidence);
    EXPECT_EQ(judgement.verdict, Verdict::Fail) << GetParam().what;
    ASSERT_TRUE(judgement.fault.has_value());
    EXPECT_EQ(judgement.fault->code, GetParam().expected) << GetParam().what;
}

// What a described chip has to show beyond, or instead of, what a chip of the table shows.
const Flaw flawsOfADescribedChip[] = {
    {"not described", FaultCode::FlashSizeImplausible, [](Evidence& e) { e.described.reset(); }},
    {"a size from nowhere", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.before->flashKb = 1024; }},
    {"a level from nowhere", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.before->rdpLevel = 0; }},
    {"a size from nowhere afterwards", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.after->flashKb = 1024; }},
    {"a level from nowhere afterwards", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.after->rdpLevel = 0; }},
    {"another number", FaultCode::DeviceMismatch, [](Evidence& e) { e.described->devId ^= 1U; }},
    {"another core", FaultCode::CoreMismatch, [](Evidence& e) { e.after->cpuid ^= 0x30U; }},
    {"another core demanded", FaultCode::CoreMismatch,
     [](Evidence& e) { e.described->corePart = 0xC24; }},
    {"id zero", FaultCode::DeviceImplausible, [](Evidence& e) { e.before->devId = 0; }},
    {"uid blank", FaultCode::UidImplausible, [](Evidence& e) { e.before->uid.fill(0); }},
    {"options nobody knows", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.options = {{.name = "BOR_LEV", .wanted = 2, .found = 2}}; }},
    {"no options at all", FaultCode::EvidenceIncomplete, [](Evidence& e) { e.options.emplace(); }},
    {"a protection nobody knows", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.protect = {.rdpDemanded = 1, .rdpFound = 1, .flashReadRefused = true}; }},
    {"no image for its flash", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.plan.imageBytes = 0; }},
    {"not blank checked", FaultCode::NotBlank, [](Evidence& e) { e.flash->bytesBlankChecked = 0; }},
    {"algorithm not read back", FaultCode::LoaderCorrupt,
     [](Evidence& e) { e.flash->loaderReadBack = false; }},
    {"sector left", FaultCode::CountMismatch, [](Evidence& e) { e.flash->sectorsErased -= 1; }},
    {"bytes left", FaultCode::CountMismatch, [](Evidence& e) { e.flash->bytesProgrammed -= 32; }},
    {"digest differs", FaultCode::DigestMismatch,
     [](Evidence& e) { (*e.verify->chipDigest)[31] ^= 1U; }},
    {"outside changed", FaultCode::OutsideChanged,
     [](Evidence& e) { e.outside->after = Digest{1}; }},
    {"nothing known of the outside", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.outside.reset(); }},
    {"not all of the flash", FaultCode::EvidenceIncomplete,
     [](Evidence& e) { e.described->loader.size *= 2; }},
    {"left alone", FaultCode::EvidenceIncomplete,
     [](Evidence& e) {
         e.externals = evidenceOfMemoriesAlone().externals;
         e.plan = evidenceOfMemoriesAlone().plan;
         e.outside->bytes = e.described->loader.size;
         e.flash.reset();
     }},
};

INSTANTIATE_TEST_SUITE_P(EveryOne, VerdictFlawOfADescribedChip,
                         testing::ValuesIn(flawsOfADescribedChip));

TEST(Verdict, DigestAloneIsEnoughWhenTheRecipeAsksForTheDigest) {
    Evidence evidence = goodEvidence();
    evidence.verify->method = VerifyMethod::Digest;
    evidence.verify->readbackDigest.reset();
    evidence.verify->bytesReadBack = 0;
    EXPECT_EQ(verdict(evidence), Verdict::Pass);
}

TEST(Verdict, ReadbackAloneIsEnoughWhenTheRecipeAsksForTheReadback) {
    Evidence evidence = goodEvidence();
    evidence.verify->method = VerifyMethod::Readback;
    evidence.verify->chipDigest.reset();
    evidence.verify->verifierReadBack = false;
    EXPECT_EQ(verdict(evidence), Verdict::Pass);
}

TEST(Verdict, ALatchedFaultOutlivesEverythingGoodThatFollows) {
    Evidence evidence = goodEvidence();
    evidence.latch({.code = FaultCode::ProgramFailed, .stage = Stage::Program});
    evidence.latch({.code = FaultCode::Aborted});
    const Judgement judgement = judge(evidence);
    EXPECT_EQ(judgement.verdict, Verdict::Fail);
    EXPECT_EQ(judgement.fault->code, FaultCode::ProgramFailed);
}

TEST(Verdict, TellsTheUnitFromTheStationAndFromARefusal) {
    EXPECT_EQ(endingOf(FaultCode::DigestMismatch), Verdict::Fail);
    EXPECT_EQ(endingOf(FaultCode::SwdNoAnswer), Verdict::Fail);
    EXPECT_EQ(endingOf(FaultCode::ProbeUnplugged), Verdict::Error);
    EXPECT_EQ(endingOf(FaultCode::JournalWrite), Verdict::Error);
    EXPECT_EQ(endingOf(FaultCode::SerialUsed), Verdict::Aborted);
    EXPECT_EQ(endingOf(FaultCode::Interrupted), Verdict::Interrupted);
    for (const FaultCode code : base::allFaultCodes()) {
        EXPECT_NE(endingOf(code), Verdict::Pass);
    }
}

TEST(Verdict, EveryWordLeadsBackToItsVerdict) {
    for (const Verdict each :
         {Verdict::Fail, Verdict::Pass, Verdict::Error, Verdict::Aborted, Verdict::Interrupted}) {
        EXPECT_EQ(verdictNamed(name(each)), each);
    }
    EXPECT_FALSE(verdictNamed("pass").has_value());
}

} // namespace
} // namespace greenlight::job
