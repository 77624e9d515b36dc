#include "engine/job/attempt.h"
#include "engine/job/described.h"
#include "engine/job/external.h"
#include "engine/job/proof.h"
#include "engine/job/unit_image.h"
#include "engine/target/flash_choice.h"
#include "engine/target/verifier.h"

#include <fmt/format.h>

#include <algorithm>

// What is to be in the flash, what of it is there already, and the way it gets there.

namespace greenlight::job {

namespace {

/// How often the supply is looked at while the flash works.
constexpr Duration supplyInterval = std::chrono::milliseconds(250);

/// What verification takes, for the seconds shown to the operator only.
constexpr Duration verifyEstimate = std::chrono::milliseconds(400);

/// What the flash should still have to do before something is sent that it does not wait for.
constexpr Duration amplyBusy = std::chrono::milliseconds(50);

} // namespace

/// Decides everything about the flash before any of it is touched.
Result<void> Job::Attempt::plan() {
    const Division division =
        divide(TRY(unitSegments(m_recipe, evidence.serial, m_identity.uid)), m_recipe.loaders);
    m_externals = TRY(planExternals(m_recipe, division, m_identity, evidence));
    if (division.chip.empty() && !m_externals.empty()) {
        // The chip's own flash is left alone, and the digest of what is outside of the empty plan
        // is that of all of it.
        if (m_recipe.erase == EraseMode::Chip) {
            return Fault{.code = FaultCode::RecipeValue,
                         .note = "erases the chip's own flash and has no image for it"};
        }
        m_plan = {.device = m_identity.device, .erasedByte = m_identity.device->erasedByte};
    } else {
        TRY(planChip(division.chip));
    }
    evidence.plan.planDigest = m_plan.digest({});
    evidence.plan.programBytes = m_plan.programBytes;
    evidence.plan.provenBytes = m_plan.provenBytes;
    evidence.plan.sectors = m_plan.sectors;
    evidence.plan.massErase = m_plan.massErase;
    return resolveOptions();
}

Result<void> Job::Attempt::planChip(std::span<const Segment> segments) {
    std::vector<target::Piece> pieces;
    for (const Segment& segment : segments) {
        pieces.push_back({segment.address, segment.bytes});
        evidence.plan.imageBytes += static_cast<std::uint32_t>(segment.bytes.size());
    }
    if (m_recipe.described) {
        if (!evidence.outside) {
            base::fillRandom(evidence.outside.emplace().nonce);
        }
        m_plan = TRY(planByAlgorithm(m_recipe, pieces, m_identity));
        return {};
    }
    const target::FlashMode* mode = m_identity.device->flashModeAt(m_target->lowestMillivolts());
    if (mode == nullptr) {
        return Fault{.code = FaultCode::TargetVoltage,
                     .note = fmt::format("{} mV is too little for this flash",
                                         m_target->lowestMillivolts())};
    }
    const auto scope =
        m_recipe.erase == EraseMode::Chip ? target::EraseScope::Chip : target::EraseScope::Sectors;
    m_plan = TRY(target::planQuickest(*m_identity.device, *mode, m_identity.sectors, pieces, scope,
                                      target::wireTo(*m_target, m_identity.loaderRam)));
    if (m_recipe.rewrite == Rewrite::Differing) {
        m_bySector = TRY(target::planFlash(*m_identity.device, *mode, m_identity.sectors, pieces,
                                           scope, target::MassErase::Never));
    }
    return {};
}

Result<void> Job::Attempt::resolveOptions() {
    const target::Device& device = *m_identity.device;
    if (!target::offersLevel(device, m_recipe.rdp)) {
        return Fault{.code = FaultCode::RecipeValue,
                     .note = fmt::format("an {} has no read protection of level {}", device.name,
                                         m_recipe.rdp)};
    }
    for (const OptionSetting& option : m_recipe.options) {
        const target::OptionField* field = target::optionFieldNamed(device, option.name);
        if (field == nullptr || option.value > field->largest()) {
            return Fault{.code = FaultCode::RecipeValue,
                         .note = fmt::format("an {} has no option {} = {}", device.name,
                                             option.name, option.value)};
        }
        m_options.push_back(target::optionValue(device, *field, option.value));
    }
    return {};
}

/// The proof before anything is done. Where it holds already, nothing is left to do, and it is the
/// proof of this attempt; where it does not, it may hold for some of the sectors, or for some of
/// the memories.
Result<void> Job::Attempt::compare() {
    TRY(rememberOutside(externalWork()));
    beginProof();
    TRY(compareExternals(externalWork(), m_externals));
    if (evidence.plan.sectors == 0) {
        // Nothing of the chip's own flash is to be written, so there is nothing of it to keep.
        return somethingIsToBeWritten() ? Result<void>{} : verifyChip();
    }
    KeptEvidence& kept = evidence.plan.kept.emplace();
    const target::FlashPlan whole = m_plan;
    if (const Result<void> proven = verifyChip(); proven) {
        m_plan = m_plan.without(std::vector<bool>(m_plan.erases.size(), true));
    } else if (!saysOtherContent(proven.fault())) {
        return proven;
    } else {
        evidence.verify.reset();
        TRY(m_target->link().clearStickyErrors());
        TRY(m_target->resetAndHold());
        if (m_recipe.rewrite == Rewrite::Differing && !m_recipe.described) {
            TRY(m_target->raiseCoreClock());
            m_plan = TRY(target::planDiffering(*m_target, m_plan, m_bySector,
                                               target::wireTo(*m_target, m_identity.loaderRam)));
            TRY(m_target->resetAndHold());
        }
    }
    kept = {.sectors = whole.sectors - m_plan.sectors,
            .programBytes = whole.programBytes - m_plan.programBytes};
    return {};
}

/// What of others is about to run in the chip has to leave alone what is outside of the plan: that
/// is looked at before anything of them does.
Result<void> Job::Attempt::load() {
    if (evidence.outside) {
        TRY(rememberOutside(externalWork()));
        TRY(m_target->resetAndHold());
    }
    if (m_plan.erases.empty() || m_recipe.described) {
        return {};
    }
    TRY(m_target->raiseCoreClock());
    if (m_target->clockTrouble()) {
        evidence.warnings.push_back(base::toLogLine(*m_target->clockTrouble()));
    }
    std::vector<target::RamRegion> ram = m_identity.loaderRam;
    if (m_recipe.verify == VerifyMethod::Digest) {
        m_placeAside = target::Verifier::placeAside(*m_identity.device, ram.front());
    }
    if (m_placeAside) {
        ram.front().size = *m_placeAside - ram.front().address;
    }
    const Result<void> started = m_loader.emplace(*m_target, m_plan, ram).start();
    // A flash that is being erased is on record even where no loader came to look after it.
    if (started.ok() || m_loader->mayHaveErased()) {
        evidence.flash.emplace().loaderReadBack = started.ok();
    }
    return started;
}

/// The resident loader erases and programs while the pages stream in.
Result<void> Job::Attempt::program() {
    Instant seen = m_job.m_clock.now();
    Instant sampled = seen;
    Duration erasing{};
    const auto observe = [&, this](const target::FlashProgress& progress) -> Result<void> {
        const Instant now = m_job.m_clock.now();
        if (progress.stage == Stage::Erase) {
            erasing += now - seen;
        }
        seen = now;
        m_job.m_progress({.stage = progress.stage,
                          .bytesDone = progress.bytesDone,
                          .bytesTotal = progress.bytesTotal,
                          .left = progress.left + verifyEstimate});
        if (now - sampled >= supplyInterval) {
            sampled = now;
            TRY(m_target->sampleMillivolts());
        }
        return putVerifierAside(progress);
    };
    if (!m_plan.erases.empty()) {
        const Result<void> programmed = programChip(observe);
        evidence.stages.push_back({Stage::Erase, toMicros(erasing)});
        m_elsewhere = erasing;
        TRY(programmed);
    }
    return programExternals(externalWork(), observe, m_job.m_abort);
}

/// While the flash has its last pages and the wire nothing more to carry.
Result<void> Job::Attempt::putVerifierAside(const target::FlashProgress& progress) {
    if (!m_placeAside || m_verifierAside || !progress.allSent || progress.left < amplyBusy) {
        return {};
    }
    TRY(target::Verifier::putAside(*m_target, *m_placeAside));
    m_verifierAside = m_placeAside;
    return {};
}

Result<void> Job::Attempt::programChip(const target::LoaderRing::Observer& observe) {
    if (m_recipe.described) {
        return programByAlgorithm(externalWork(), *m_recipe.described, observe, m_job.m_abort);
    }
    const target::FlashOutcome outcome = TRY(m_loader->run(observe, m_job.m_abort));
    evidence.flash->sectorsErased = outcome.sectorsErased;
    evidence.flash->bytesBlankChecked = outcome.bytesBlankChecked;
    evidence.flash->bytesProgrammed = outcome.bytesProgrammed;
    return {};
}

ExternalWork Job::Attempt::externalWork() {
    return {*m_target, m_identity, m_plan, m_externals, evidence};
}

bool Job::Attempt::somethingIsToBeWritten() const {
    return !m_plan.erases.empty() ||
           std::ranges::any_of(m_externals,
                               [](const ExternalMemory& memory) { return !memory.kept; });
}

} // namespace greenlight::job
