#include "engine/job/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::job {

namespace {

constexpr std::array<std::string_view, 5> verdictWords{"FAIL", "PASS", "ERROR", "ABORTED",
                                                       "INTERRUPTED"};

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

Missing identityIsWhole(const ChipIdentity& chip) {
    const auto same = [&chip](std::uint8_t byte) { return byte == chip.uid.front(); };
    if (chip.devId == 0 || chip.devId == 0xFFF || chip.dpidr == 0 || chip.cpuid == 0) {
        return missing(FaultCode::DeviceImplausible, Stage::Identify, {});
    }
    if (chip.flashKb == 0 || chip.flashKb == 0xFFFF) {
        return missing(FaultCode::FlashSizeImplausible, Stage::Identify, {});
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
    if (Missing fault = identityIsWhole(*evidence.before)) {
        return fault;
    }
    if (!evidence.after) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Verify, "not identified again");
    }
    if (evidence.after->uid != evidence.before->uid ||
        evidence.after->devId != evidence.before->devId) {
        return missing(FaultCode::UidChanged, Stage::Verify,
                       fmt::format("{} became {}", uidText(evidence.before->uid),
                                   uidText(evidence.after->uid)));
    }
    return std::nullopt;
}

Missing flashWasChangedAsPlanned(const Evidence& evidence) {
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
    return contentIsProven(evidence.plan, *evidence.verify);
}

Missing externalIsProven(const ExternalEvidence& external) {
    const PlanEvidence& plan = external.plan;
    if (plan.imageBytes == 0 || plan.programBytes < plan.imageBytes ||
        plan.provenBytes < plan.programBytes || plan.sectors == 0) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Prepare, "no plan of a memory");
    }
    if (!external.flash || !external.flash->loaderReadBack || !external.loadedAnew) {
        return missing(FaultCode::LoaderCorrupt, Stage::Load, "loader of a memory not read back");
    }
    if (external.flash->sectorsErased != plan.sectors ||
        external.flash->bytesProgrammed != plan.programBytes) {
        return missing(FaultCode::CountMismatch, Stage::Program,
                       fmt::format("{} of {} sectors, {} of {} bytes of a memory",
                                   external.flash->sectorsErased, plan.sectors,
                                   external.flash->bytesProgrammed, plan.programBytes));
    }
    if (Missing fault = provedAfterReset(external.verify)) {
        return fault;
    }
    return external.readWay == ReadWay::Loader ? readbackProves(plan, *external.verify)
                                               : contentIsProven(plan, *external.verify);
}

Missing outsideStayedAsItWas(const Evidence& evidence) {
    const std::optional<OutsideEvidence>& outside = evidence.outside;
    if (!outside || !outside->before || !outside->after) {
        return missing(FaultCode::EvidenceIncomplete, Stage::Verify,
                       "no digest of what is outside of the plan");
    }
    if (*outside->before != *outside->after) {
        return missing(FaultCode::OutsideChanged, Stage::Verify, {});
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
    return outsideStayedAsItWas(evidence);
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

Missing protectionWorks(const Evidence& evidence) {
    const ProtectEvidence& protect = evidence.protect;
    if (protect.rdpDemanded == 0) {
        return std::nullopt;
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
          flashWasChangedAsPlanned, chipProvedItsContent, externalsAreProven, firmwareShowedItself,
          optionsAreSet, protectionWorks}) {
        if (Missing fault = condition(evidence)) {
            return {Verdict::Fail, std::move(fault)};
        }
    }
    return {Verdict::Pass, std::nullopt};
}

Verdict verdict(const Evidence& evidence) { return judge(evidence).verdict; }

} // namespace greenlight::job
