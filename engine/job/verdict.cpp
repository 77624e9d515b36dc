#include "engine/job/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::job {

namespace {

constexpr std::array<std::string_view, 5> verdictWords{"FAIL", "PASS", "ERROR", "ABORTED",
                                                       "INTERRUPTED"};

constexpr std::uint64_t bytesPerKb = 1024;

// CPUID, the part number of the core (ARMv7-M ARM B3.2.3).
constexpr unsigned corePartShift = 4;
constexpr std::uint32_t corePartMask = 0xFFF;

/// One thing a PASS needs, and the fault that says it is missing.
using Missing = std::optional<Fault>;

Missing missing(FaultCode code, Stage stage, std::string note) {
    return Fault{.code = code, .stage = stage, .note = std::move(note)};
}

Missing supplyStayedInside(const Evidence& evidence) {
    const SupplyEvidence& supply = evidence.supply;
    const auto inside = [&supply](unsigned millivolts) {
        return millivolts >= supply.lowLimit && millivolts <= supply.highLimit;
    };
    if (supply.lowLimit == 0 || !inside(supply.before)) {
        return missing(FaultCode::TargetVoltage, Stage::Connect,
                       fmt::format("{} mV", supply.before));
    }
    if (!inside(supply.lowest) || !inside(supply.after)) {
        return missing(FaultCode::SupplyDip, Stage::Program,
                       fmt::format("lowest {} mV, after {} mV", supply.lowest, supply.after));
    }
    return std::nullopt;
}

Missing linkWasReliable(const Evidence& evidence) {
    const ProbeEvidence& probe = evidence.probe;
    if (probe.soakReads < leastSoakReads || probe.soakErrors != 0) {
        return missing(FaultCode::LinkUnstable, Stage::Connect,
                       fmt::format("{} errors in {} reads", probe.soakErrors, probe.soakReads));
    }
    return std::nullopt;
}

/// By the word of the chip's own registers; of a described part none is known, and one that says
/// something all the same was read from nowhere.
Missing sizeAndLevelAreKnown(const ChipIdentity& chip, bool described) {
    if (described) {
        return chip.flashKb || chip.rdpLevel ? missing(FaultCode::EvidenceIncomplete,
                                                       Stage::Identify, "a register nobody knows")
                                             : std::nullopt;
    }
    if (chip.flashKb.value_or(0) == 0 || chip.flashKb == 0xFFFFU) {
        return missing(FaultCode::FlashSizeImplausible, Stage::Identify, {});
    }
    if (!chip.rdpLevel) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Identify, "no protection level");
    }
    return std::nullopt;
}

Missing identityIsWhole(const ChipIdentity& chip, bool described) {
    const auto same = [&chip](std::uint8_t byte) { return byte == chip.uid.front(); };
    if (chip.devId == 0 || chip.devId == 0xFFF || chip.dpidr == 0 || chip.cpuid == 0) {
        return missing(FaultCode::DeviceImplausible, Stage::Identify, {});
    }
    if (Missing fault = sizeAndLevelAreKnown(chip, described)) {
        return fault;
    }
    if (std::ranges::all_of(chip.uid, same)) {
        return missing(FaultCode::UidImplausible, Stage::Identify, {});
    }
    return std::nullopt;
}

Missing chipStayedTheSame(const Evidence& evidence) {
    if (!evidence.before) {
        return missing(FaultCode::DeviceImplausible, Stage::Identify, "not identified");
    }
    const bool described = evidence.described.has_value();
    if (Missing fault = identityIsWhole(*evidence.before, described)) {
        return fault;
    }
    if (!evidence.after) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Verify, "not identified again");
    }
    if (Missing fault = sizeAndLevelAreKnown(*evidence.after, described)) {
        return fault;
    }
    if (evidence.after->uid != evidence.before->uid ||
        evidence.after->devId != evidence.before->devId) {
        return missing(FaultCode::UidChanged, Stage::Verify,
                       fmt::format("{} became {}", uidText(evidence.before->uid),
                                   uidText(evidence.after->uid)));
    }
    return std::nullopt;
}

/// Where a recipe is about memories beside the chip alone: no byte of the chip's own flash is to be
/// another, and none is to be erased.
bool leavesTheChipAlone(const Evidence& evidence) {
    const PlanEvidence& plan = evidence.plan;
    return plan.imageBytes == 0 && plan.programBytes == 0 && plan.provenBytes == 0 &&
           plan.sectors == 0 && !plan.massErase && !plan.kept && !evidence.flash &&
           !evidence.described && evidence.externals && !evidence.externals->empty();
}

Missing flashWasChangedAsPlanned(const Evidence& evidence) {
    if (leavesTheChipAlone(evidence)) {
        return std::nullopt; // The memories are, and that this flash was not has a rule of its own.
    }
    const PlanEvidence& plan = evidence.plan;
    if (plan.imageBytes == 0 || plan.programBytes < plan.imageBytes ||
        plan.provenBytes < plan.programBytes || plan.sectors == 0) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Prepare, "no plan");
    }
    const KeptEvidence kept = plan.kept.value_or(KeptEvidence{});
    if (kept.sectors > plan.sectors || kept.programBytes > plan.programBytes) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Compare, "more kept than planned");
    }
    const unsigned sectors = plan.sectors - kept.sectors;
    const std::uint32_t bytes = plan.programBytes - kept.programBytes;
    if (sectors == 0 && bytes == 0 && !evidence.flash) {
        return std::nullopt; // Everything was right already; the proof has to show it.
    }
    if (!evidence.flash || !evidence.flash->loaderReadBack) {
        return missing(FaultCode::LoaderCorrupt, Stage::Load, "loader not read back");
    }
    const FlashEvidence& flash = *evidence.flash;
    if (flash.sectorsErased != sectors) {
        return missing(FaultCode::CountMismatch, Stage::Erase,
                       fmt::format("{} of {} sectors", flash.sectorsErased, sectors));
    }
    if (flash.bytesBlankChecked < bytes) {
        return missing(FaultCode::NotBlank, Stage::Erase,
                       fmt::format("{} of {} bytes checked", flash.bytesBlankChecked, bytes));
    }
    if (flash.bytesProgrammed != bytes) {
        return missing(FaultCode::CountMismatch, Stage::Program,
                       fmt::format("{} of {} bytes", flash.bytesProgrammed, bytes));
    }
    return std::nullopt;
}

Missing digestProves(const PlanEvidence& plan, const VerifyEvidence& verify) {
    if (!verify.verifierReadBack) {
        return missing(FaultCode::VerifierCorrupt, Stage::Verify, "verifier not read back");
    }
    if (std::ranges::all_of(verify.nonce, [](std::uint8_t byte) { return byte == 0; })) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Verify, "no nonce");
    }
    if (!verify.expectedDigest || !verify.chipDigest) {
        return missing(FaultCode::NotVerified, Stage::Verify, "no digest");
    }
    if (verify.bytesDigested != plan.provenBytes) {
        return missing(
            FaultCode::CountMismatch, Stage::Verify,
            fmt::format("{} of {} bytes digested", verify.bytesDigested, plan.provenBytes));
    }
    if (*verify.chipDigest != *verify.expectedDigest) {
        return missing(FaultCode::DigestMismatch, Stage::Verify, {});
    }
    return std::nullopt;
}

Missing readbackProves(const PlanEvidence& plan, const VerifyEvidence& verify) {
    if (!verify.readbackDigest) {
        return missing(FaultCode::NotVerified, Stage::Verify, "not read back");
    }
    if (verify.bytesReadBack != plan.provenBytes) {
        return missing(
            FaultCode::CountMismatch, Stage::Verify,
            fmt::format("{} of {} bytes read back", verify.bytesReadBack, plan.provenBytes));
    }
    if (*verify.readbackDigest != plan.planDigest) {
        return missing(FaultCode::ReadbackMismatch, Stage::Verify, {});
    }
    return std::nullopt;
}

Missing provedAfterReset(const std::optional<VerifyEvidence>& verify) {
    if (!verify) {
        return missing(FaultCode::NotVerified, Stage::Verify, {});
    }
    if (!verify->resetSeen) {
        return missing(FaultCode::ResetFailed, Stage::Verify, {});
    }
    if (!verify->coreHeld) {
        return missing(FaultCode::NotHalted, Stage::Verify, {});
    }
    return std::nullopt;
}

/// Over the chip's bus: by digest or read-back as the recipe says, and by the spot check.
Missing contentIsProven(const PlanEvidence& plan, const VerifyEvidence& verify) {
    if (verify.method != VerifyMethod::Readback) {
        if (Missing fault = digestProves(plan, verify)) {
            return fault;
        }
    }
    if (verify.method != VerifyMethod::Digest) {
        if (Missing fault = readbackProves(plan, verify)) {
            return fault;
        }
    }
    if (!verify.vectorsMatch || verify.sampleMismatches != 0) {
        return missing(FaultCode::SampleMismatch, Stage::Verify,
                       fmt::format("{} of {} words", verify.sampleMismatches, verify.samples));
    }
    if (verify.samples < leastSamples) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Verify, "spot check too small");
    }
    return std::nullopt;
}

Missing chipProvedItsContent(const Evidence& evidence) {
    if (Missing fault = provedAfterReset(evidence.verify)) {
        return fault;
    }
    if (leavesTheChipAlone(evidence)) {
        return std::nullopt;
    }
    return contentIsProven(evidence.plan, *evidence.verify);
}

/// All of it, or nothing where it was right already.
Missing memoryWasChangedAsPlanned(const ExternalEvidence& external) {
    const PlanEvidence& plan = external.plan;
    const KeptEvidence whole{.sectors = plan.sectors, .programBytes = plan.programBytes};
    const KeptEvidence kept = plan.kept.value_or(KeptEvidence{});
    if (kept == whole && !external.flash) {
        return std::nullopt;
    }
    if (kept != KeptEvidence{}) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Compare, "a memory kept in part");
    }
    if (!external.flash || !external.flash->loaderReadBack) {
        return missing(FaultCode::LoaderCorrupt, Stage::Load, "loader of a memory not read back");
    }
    if (external.flash->sectorsErased != plan.sectors ||
        external.flash->bytesProgrammed != plan.programBytes) {
        return missing(FaultCode::CountMismatch, Stage::Program,
                       fmt::format("{} of {} sectors, {} of {} bytes of a memory",
                                   external.flash->sectorsErased, plan.sectors,
                                   external.flash->bytesProgrammed, plan.programBytes));
    }
    return std::nullopt;
}

Missing externalIsProven(const ExternalEvidence& external) {
    const PlanEvidence& plan = external.plan;
    if (plan.imageBytes == 0 || plan.programBytes < plan.imageBytes ||
        plan.provenBytes < plan.programBytes || plan.sectors == 0) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Prepare, "no plan of a memory");
    }
    if (!external.loadedAnew) {
        return missing(FaultCode::LoaderCorrupt, Stage::Load, "loader of a memory not read back");
    }
    if (Missing fault = memoryWasChangedAsPlanned(external)) {
        return fault;
    }
    if (Missing fault = provedAfterReset(external.verify)) {
        return fault;
    }
    return external.readWay == ReadWay::Loader ? readbackProves(plan, *external.verify)
                                               : contentIsProven(plan, *external.verify);
}

/// Bytes of the chip's own flash, by its own word or by that of the algorithm.
std::uint64_t flashBytes(const Evidence& evidence) {
    return evidence.described ? evidence.described->loader.size
                              : std::uint64_t{evidence.before->flashKb.value_or(0)} * bytesPerKb;
}

/// Where the code of somebody else ran in the chip.
Missing outsideStayedAsItWas(const Evidence& evidence) {
    if (!evidence.externals && !evidence.described) {
        return std::nullopt;
    }
    const std::optional<OutsideEvidence>& outside = evidence.outside;
    if (!outside || !outside->before || !outside->after) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Verify,
                       "no digest of what is outside of the plan");
    }
    if (*outside->before != *outside->after) {
        return missing(FaultCode::OutsideChanged, Stage::Verify, {});
    }
    // Where the chip's own flash is another's work, or nobody's, every byte of it is accounted for.
    const std::uint64_t seen = std::uint64_t{outside->bytes} + outside->foreignBytes.value_or(0) +
                               evidence.plan.provenBytes;
    if ((evidence.described || leavesTheChipAlone(evidence)) && seen != flashBytes(evidence)) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Verify,
                       fmt::format("{} of {} bytes of the flash", seen, flashBytes(evidence)));
    }
    return std::nullopt;
}

/// A part that the table does not know has to be the one that the recipe describes, and nothing is
/// green that would need a register that nobody knows.
Missing describedPartIsTheOne(const Evidence& evidence) {
    if (!evidence.described) {
        return std::nullopt;
    }
    const DescribedEvidence& described = *evidence.described;
    for (const std::optional<ChipIdentity>& chip : {evidence.before, evidence.after}) {
        if (chip->devId != described.devId) {
            return missing(FaultCode::DeviceMismatch, Stage::Identify, {});
        }
        if (((chip->cpuid >> corePartShift) & corePartMask) != described.corePart) {
            return missing(FaultCode::CoreMismatch, Stage::Identify, {});
        }
    }
    if (evidence.options || evidence.protect.rdpDemanded != 0) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Protect, "options nobody knows");
    }
    return std::nullopt;
}

Missing externalsAreProven(const Evidence& evidence) {
    if (!evidence.externals) {
        return std::nullopt;
    }
    for (const ExternalEvidence& external : *evidence.externals) {
        if (Missing fault = externalIsProven(external)) {
            return fault;
        }
    }
    return std::nullopt;
}

Missing firmwareShowedItself(const Evidence& evidence) {
    if (!evidence.boot) {
        return std::nullopt;
    }
    const BootEvidence& boot = *evidence.boot;
    if (boot.mask == 0 || !boot.found || ((*boot.found ^ boot.expected) & boot.mask) != 0) {
        return missing(FaultCode::BootNotProven, Stage::Boot, {});
    }
    return std::nullopt;
}

Missing optionsAreSet(const Evidence& evidence) {
    if (!evidence.options) {
        return std::nullopt;
    }
    for (const OptionEvidence& option : *evidence.options) {
        if (option.found != option.wanted) {
            return missing(FaultCode::OptionWriteFailed, Stage::Protect, option.name);
        }
    }
    return std::nullopt;
}

/// Level 2 is shown by a port that nobody answers on, or by an open one of a chip that says it and
/// refuses to be read; and it is nothing that a recipe alone may do.
Missing lockIsForEver(const ProtectEvidence& protect) {
    if (protect.allowedBy.value_or("").empty()) {
        return missing(FaultCode::LockNotAllowed, Stage::Protect, {});
    }
    const bool saysSo = protect.rdpFound == 2U && protect.flashReadRefused == true;
    if (!saysSo && protect.portSilent != true) {
        return missing(FaultCode::ProtectionNotEffective, Stage::Protect, {});
    }
    return std::nullopt;
}

Missing protectionWorks(const Evidence& evidence) {
    const ProtectEvidence& protect = evidence.protect;
    if (protect.rdpDemanded == 0) {
        return std::nullopt;
    }
    if (protect.rdpDemanded == 2) {
        return lockIsForEver(protect);
    }
    if (protect.rdpFound != protect.rdpDemanded || protect.flashReadRefused != true) {
        return missing(FaultCode::ProtectionNotEffective, Stage::Protect, {});
    }
    return std::nullopt;
}

Missing serialIsKnown(const Evidence& evidence) {
    if (evidence.serialDemanded && evidence.serial.empty()) {
        return missing(FaultCode::SerialMissing, Stage::Prepare, {});
    }
    return std::nullopt;
}

} // namespace

std::string_view name(Verdict verdict) noexcept {
    return verdictWords.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> verdictNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(verdictWords, word);
    if (found == verdictWords.end()) {
        return std::nullopt;
    }
    return static_cast<Verdict>(found - verdictWords.begin());
}

Verdict endingOf(FaultCode code) noexcept {
    if (code == FaultCode::Interrupted) {
        return Verdict::Interrupted;
    }
    switch (static_cast<unsigned>(code) / 100) {
    case 1:
    case 7:
    case 9:
        return Verdict::Error;
    case 8:
        return Verdict::Aborted;
    default:
        return Verdict::Fail;
    }
}

Judgement judge(const Evidence& evidence) {
    if (evidence.fault) {
        return {endingOf(evidence.fault->code), evidence.fault};
    }
    for (const auto condition :
         {serialIsKnown, supplyStayedInside, linkWasReliable, chipStayedTheSame,
          describedPartIsTheOne, flashWasChangedAsPlanned, chipProvedItsContent, externalsAreProven,
          outsideStayedAsItWas, firmwareShowedItself, optionsAreSet, protectionWorks}) {
        if (Missing fault = condition(evidence)) {
            return {Verdict::Fail, std::move(fault)};
        }
    }
    return {Verdict::Pass, std::nullopt};
}

Verdict verdict(const Evidence& evidence) { return judge(evidence).verdict; }

} // namespace greenlight::job
