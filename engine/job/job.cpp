// The program in one reading: what happens to a board between a press of Start and a green tile.
#include "engine/job/job.h"

#include "engine/base/check.h"
#include "engine/job/described.h"
#include "engine/job/external.h"
#include "engine/job/proof.h"
#include "engine/job/unit_image.h"
#include "engine/target/connect.h"
#include "engine/target/flash_choice.h"
#include "engine/target/flash_loader.h"
#include "engine/target/options.h"
#include "engine/target/verifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

namespace greenlight::job {

namespace {

/// How often the supply is looked at while the flash works.
constexpr Duration supplyInterval = std::chrono::milliseconds(250);

/// What verification takes, for the seconds shown to the operator only.
constexpr Duration verifyEstimate = std::chrono::milliseconds(400);

std::int64_t toMicros(Duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

/// A described chip has no register that is known to tell its size or its level.
ChipIdentity toEvidence(const target::Identity& identity) {
    const bool known = !identity.device->isDescribed();
    return {.part = std::string(identity.device->name),
            .dpidr = identity.dpidr,
            .cpuid = identity.cpuid,
            .devId = identity.devId,
            .revId = identity.revId,
            .flashKb = known ? std::optional(identity.flashKb) : std::nullopt,
            .uid = identity.uid,
            .rdpLevel = known ? std::optional(identity.readProtection) : std::nullopt};
}

} // namespace

/// One attempt from connect to release. What it finds out goes into `evidence` at once, so that a
/// fault at any point leaves on record all that was known then.
class Job::Attempt {
public:
    explicit Attempt(Job& job) : m_job(job), m_order(job.m_order), m_recipe(*job.m_order.recipe) {
        evidence.serial = m_order.serial;
        evidence.serialDemanded = m_recipe.serial.source != SerialSource::None;
        evidence.supply.lowLimit = m_recipe.lowMillivolts;
        evidence.supply.highLimit = m_recipe.highMillivolts;
        evidence.plan.device = m_recipe.device;
        evidence.protect.rdpDemanded = m_recipe.rdp;
        if (!m_recipe.options.empty()) {
            evidence.options.emplace();
            for (const OptionSetting& option : m_recipe.options) {
                evidence.options->push_back({.name = option.name, .wanted = option.value});
            }
        }
        if (m_recipe.boot) {
            evidence.boot = BootEvidence{.address = m_recipe.boot->address,
                                         .mask = m_recipe.boot->mask,
                                         .expected = m_recipe.boot->value & m_recipe.boot->mask};
        }
        if (m_recipe.described) {
            evidence.described = toEvidence(*m_recipe.described);
        }
        evidence.probe.port = m_order.port;
        evidence.probe.serial = job.m_probeSerial;
    }

    [[nodiscard]] Intent intent() const {
        return {.slot = m_order.slot,
                .port = m_order.port,
                .probeSerial = m_job.m_probeSerial,
                .recipe = m_recipe.name,
                .recipeVersion = m_recipe.version,
                .product = m_recipe.product,
                .recipeDigest = m_recipe.digest,
                .images = m_recipe.files,
                .signers = m_recipe.signers,
                .serial = m_order.serial,
                .range = m_recipe.serial.source == SerialSource::Range
                             ? std::optional(m_recipe.serial.range)
                             : std::nullopt,
                .serialScanned = m_order.serialScanned,
                .operatorName = m_order.operatorName,
                .startedBy = m_order.startedBy,
                .training = m_order.training,
                .reworkReason = m_order.reworkReason,
                .drill = m_order.drill};
    }

    /// Everything that must go well for a PASS, in order. The first fault ends it.
    Result<void> perform(const Ticket& ticket) {
        evidence.serial = ticket.serial();
        TRY(during(Stage::Prepare,
                   [this] { return checkSerial(m_recipe.serial, m_order.serial); }));
        TRY(during(Stage::Connect, [this] { return connect(); }));
        TRY(during(Stage::Identify, [this, &ticket] { return identify(ticket); }));
        TRY(during(Stage::Prepare, [this] { return plan(); }));
        if (m_recipe.rewrite != Rewrite::Always && !m_order.drill) {
            TRY(during(Stage::Compare, [this] { return compare(); }));
        }
        if (somethingIsToBeWritten()) {
            TRY(during(Stage::Load, [this] { return load(); }));
            TRY(during(Stage::Program, [this] { return program(); }));
            TRY(during(Stage::Verify, [this] { return m_order.drill ? drill() : verify(); }));
        }
        if (m_recipe.boot) {
            TRY(during(Stage::Boot, [this] { return watchBoot(m_recipe.boot->within); }));
        }
        return during(Stage::Protect, [this] { return protect(); });
    }

    /// Lets the chip go and leaves the probe clean: on every path, whatever happened before.
    /// Trouble here says something about the station, not about the unit, so it only warns.
    void release() {
        if (m_target) {
            const Result<void> released =
                during(Stage::Release, [this] { return m_target->release(); });
            if (!released) {
                evidence.warnings.push_back(base::toLogLine(released.fault()));
            }
            m_target.reset();
        }
        if (m_job.m_probe != nullptr) {
            evidence.probe.waitRetries = m_job.m_probe->counters().waitRetries - m_waitsBefore;
            evidence.probe.usbTransfers =
                m_job.m_probe->linkCounters().transfers - m_transfersBefore;
        }
    }

    Evidence evidence;

private:
    /// Runs one stage: its time goes on record, its faults carry its name, and an abort asked for
    /// takes effect before it begins.
    template <typename Body>
    Result<void> during(Stage stage, const Body& body) {
        if (m_job.m_abort && stage != Stage::Release) {
            return Fault{.code = FaultCode::Aborted, .stage = stage};
        }
        m_job.m_progress({.stage = stage});
        const Instant began = m_job.m_clock.now();
        Result<void> done = body();
        const Duration took = m_job.m_clock.now() - began - std::exchange(m_elsewhere, {});
        evidence.stages.push_back({stage, toMicros(took)});
        if (!done && done.fault().stage == Stage::Prepare) {
            Fault fault = std::move(done).fault();
            fault.stage = stage;
            return fault;
        }
        return done;
    }

    Result<void> connect() {
        if (m_job.m_probe == nullptr) {
            return m_job.m_whyNoProbe.value_or(Fault{.code = FaultCode::ProbeAbsent});
        }
        evidence.probe.firmware = m_job.m_probe->firmware().text();
        const probe::ProbeCounters& before = m_job.m_probe->counters();
        if (before.silences != 0 || before.usbResets != 0) {
            evidence.probe.trail.push_back(
                fmt::format("opening the probe: {} times no answer, {} USB resets", before.silences,
                            before.usbResets));
        }
        if (before.powerCycles != 0) {
            evidence.probe.powerCycles = before.powerCycles;
            evidence.probe.trail.push_back(fmt::format(
                "opening the probe: {} times the power of its USB port cut", before.powerCycles));
        }
        m_waitsBefore = m_job.m_probe->counters().waitRetries;
        m_transfersBefore = m_job.m_probe->linkCounters().transfers;
        target::Trail trail;
        auto target = target::Target::connect(
            *m_job.m_probe, m_job.m_clock,
            {.mode = m_recipe.connect,
             .swdKhz = m_recipe.swdKhz,
             .lowestMillivolts = m_recipe.lowMillivolts,
             .highestMillivolts = m_recipe.highMillivolts,
             .described = m_recipe.described ? &m_recipe.described->part->device() : nullptr},
            trail);
        for (const target::Rung& rung : trail) {
            evidence.probe.trail.push_back(
                rung.fault ? fmt::format("{}: {}", rung.what, base::toLogLine(*rung.fault))
                           : rung.what);
        }
        m_target = TRY(std::move(target));
        evidence.probe.clockKhz = m_target->swdKhz();
        evidence.probe.soakReads = m_target->soakReads();
        evidence.probe.soakErrors = m_target->soakErrors();
        evidence.supply.before = m_target->lowestMillivolts();
        return {};
    }

    /// Nothing in the chip has been changed before this is through, and the record is bound to
    /// the chip before it ends.
    Result<void> identify(const Ticket& ticket) {
        m_identity = TRY(m_target->identify());
        evidence.before = toEvidence(m_identity);
        if (!m_identity.romPart) {
            evidence.warnings.emplace_back("the chip shows no ROM table");
        }
        if (m_identity.dpidr != m_identity.device->dpidr && !m_identity.device->isDescribed()) {
            evidence.warnings.push_back(fmt::format("DPIDR 0x{:08X}, other {} have 0x{:08X}",
                                                    m_identity.dpidr, m_identity.device->name,
                                                    m_identity.device->dpidr));
        }
        if (!m_identity.device->isNamedBy(m_recipe.device, m_identity.flashKb)) {
            return Fault{.code = FaultCode::DeviceMismatch,
                         .stage = Stage::Identify,
                         .note = fmt::format("expected {}, found {} with {} KB", m_recipe.device,
                                             m_identity.device->name, m_identity.flashKb)};
        }
        if (m_order.passedBefore == m_identity.uid) {
            return Fault{.code = FaultCode::BoardNotRemoved, .stage = Stage::Identify};
        }
        if (m_recipe.serial.source == SerialSource::ChipUid) {
            evidence.serial = uidText(m_identity.uid);
        }
        evidence.serial =
            TRY(m_job.m_recorder.identified(ticket, *evidence.before, evidence.serial));
        if (m_identity.readProtection == 1 && m_recipe.mayUnprotect) {
            TRY(m_target->regressReadProtection());
            evidence.warnings.emplace_back("read protection removed, as the recipe allows");
            m_identity = TRY(m_target->identify());
        }
        return target::Target::requireUnprotected(m_identity);
    }

    [[nodiscard]] ExternalWork externalWork() {
        return {*m_target, m_identity, m_plan, m_externals, evidence};
    }

    [[nodiscard]] bool somethingIsToBeWritten() const {
        return !m_plan.erases.empty() ||
               std::ranges::any_of(m_externals,
                                   [](const ExternalMemory& memory) { return !memory.kept; });
    }

    Result<void> plan();
    Result<void> planChip(std::span<const Segment> segments);
    Result<void> resolveOptions();
    Result<void> compare();
    Result<void> load();
    Result<void> program();
    Result<void> programChip(const target::LoaderRing::Observer& observe);
    Result<void> verify();
    Result<void> verifyChip();
    Result<void> proveChip(VerifyEvidence& proof);
    void beginProof();
    Result<void> drill();
    Result<void> watchBoot(Duration within);
    Result<void> setOptions();
    Result<void> protect();

    Job& m_job;
    const Order& m_order;
    const Recipe& m_recipe;
    std::unique_ptr<target::Target> m_target;
    target::Identity m_identity;
    target::FlashPlan m_plan;
    std::optional<target::FlashLoader> m_loader; ///< where ours has work in the chip's own flash
    std::vector<target::OptionValue> m_options;
    target::FlashPlan m_bySector;            ///< the same, where sectors may stay as they are
    std::vector<ExternalMemory> m_externals; ///< behind loaders of the recipe
    Duration m_elsewhere{}; ///< part of the running stage that is on record as another one
    std::uint64_t m_waitsBefore = 0;
    std::uint64_t m_transfersBefore = 0;
};

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
    TRY(m_loader.emplace(*m_target, m_plan, m_identity.loaderRam).start());
    evidence.flash.emplace().loaderReadBack = true;
    return {};
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
        return {};
    };
    if (!m_plan.erases.empty()) {
        const Result<void> programmed = programChip(observe);
        evidence.stages.push_back({Stage::Erase, toMicros(erasing)});
        m_elsewhere = erasing;
        TRY(programmed);
    }
    return programExternals(externalWork(), observe, m_job.m_abort);
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

void Job::Attempt::beginProof() {
    VerifyEvidence& proof = evidence.verify.emplace();
    proof.method = m_recipe.verify;
    base::fillRandom(proof.nonce);
}

/// The proof: after a fresh reset with the core held, nothing of what programmed the flash is
/// running, no cache is on, and the product has not run either.
Result<void> Job::Attempt::verify() {
    beginProof();
    TRY(proveExternals(externalWork()));
    return verifyChip();
}

/// The part of the proof that is about the chip itself, and the last one.
Result<void> Job::Attempt::verifyChip() {
    VerifyEvidence& proof = *evidence.verify;
    TRY(m_target->resetAndHold());
    proof.resetSeen = true;
    proof.coreHeld = true;
    const target::Identity again = TRY(m_target->identify());
    evidence.after = toEvidence(again);
    if (again.uid != m_identity.uid) {
        return Fault{.code = FaultCode::UidChanged, .stage = Stage::Verify};
    }
    if (m_plan.provenBytes != 0) {
        TRY(proveChip(proof));
    }
    TRY(proveOutside(externalWork()));
    evidence.supply.after = TRY(m_target->sampleMillivolts());
    evidence.supply.lowest = m_target->lowestMillivolts();
    return {};
}

Result<void> Job::Attempt::proveChip(VerifyEvidence& proof) {
    TRY(spotCheck(*m_target, m_plan, proof));
    if (proof.method != VerifyMethod::Readback &&
        !target::Verifier::fits(*m_identity.device, m_plan.proof.size())) {
        proof.method = VerifyMethod::Readback;
        evidence.warnings.push_back(fmt::format(
            "the chip's RAM is too small to digest {} ranges: every proven byte was read back",
            m_plan.proof.size()));
    }
    if (proof.method != VerifyMethod::Digest) {
        TRY(readBack(*m_target, m_plan, proof));
    }
    if (proof.method != VerifyMethod::Readback) {
        TRY(m_target->raiseCoreClock());
        TRY(askForDigest(*m_target, m_plan, proof));
    }
    return {};
}

/// The proof of a plan that differs in one byte from what was written: a slot that takes this for
/// right would take anything for right. A drill ends here, one way or the other.
Result<void> Job::Attempt::drill() {
    Nonce draw{};
    base::fillRandom(draw);
    spoilOneByte(m_plan.extents.empty() ? m_externals.front().plan : m_plan, draw);
    const Result<void> proven = verify();
    if (proven) {
        return Fault{.code = FaultCode::DrillNotRed, .stage = Stage::Verify};
    }
    if (!isMismatch(proven.fault().code)) {
        return proven;
    }
    return Fault{.code = FaultCode::DrillFound,
                 .stage = Stage::Verify,
                 .address = proven.fault().address,
                 .note = std::string(base::name(proven.fault().code))};
}

/// The product starts as it will at the customer's, after its flash is proven and before it is
/// protected, because a debugger at a protected chip would be in its way.
Result<void> Job::Attempt::watchBoot(Duration within) {
    BootEvidence& boot = *evidence.boot;
    const target::BootSight sight =
        TRY(m_target->watchBoot(boot.address, boot.mask, boot.expected, within));
    boot.found = sight.word;
    boot.micros = toMicros(sight.took);
    if (!sight.word || (*sight.word & boot.mask) != boot.expected) {
        return Fault{.code = FaultCode::BootNotProven,
                     .stage = Stage::Boot,
                     .address = boot.address,
                     .note = sight.word ? fmt::format("expected 0x{:08X} under 0x{:08X}, found "
                                                      "0x{:08X}",
                                                      boot.expected, boot.mask, *sight.word)
                                        : "the word could not be read"};
    }
    return {};
}

/// What the recipe names among the option bytes, read back after the reload that makes it real.
Result<void> Job::Attempt::setOptions() {
    TRY(m_target->setOptions(m_options));
    const target::Device& device = *m_identity.device;
    const target::OptionWords words = TRY(target::readOptions(m_target->link(), device));
    for (OptionEvidence& option : *evidence.options) {
        option.found =
            target::optionFound(device, *target::optionFieldNamed(device, option.name), words);
    }
    return {};
}

/// Option bytes and, after everything was proven, read protection, because nothing can be read
/// behind it.
Result<void> Job::Attempt::protect() {
    if (evidence.options) {
        TRY(setOptions());
    }
    if (m_recipe.rdp == 0) {
        return {};
    }
    TRY(m_target->setReadProtection());
    evidence.protect.rdpFound = 1;
    evidence.protect.flashReadRefused = true;
    return {};
}

Job::Job(Order order, probe::StLink* probe, std::optional<Fault> whyNoProbe,
         std::string probeSerial, Recorder& recorder, Clock& clock,
         std::function<void(const Progress&)> progress, const std::atomic<bool>& abort)
    : m_order(std::move(order))
    , m_probe(probe)
    , m_whyNoProbe(std::move(whyNoProbe))
    , m_probeSerial(std::move(probeSerial))
    , m_recorder(recorder)
    , m_clock(clock)
    , m_progress(std::move(progress))
    , m_abort(abort) {}

Ending Job::run() {
    const Instant began = m_clock.now();
    Attempt attempt(*this);
    Ending ending;
    Result<Ticket> ticket = m_recorder.begin(attempt.intent());
    if (!ticket) {
        // The intent is not on the disk, so the board is not touched.
        attempt.evidence.latch(ticket.fault());
        const bool byTheRules = endingOf(ticket.fault().code) == Verdict::Aborted;
        (byTheRules ? ending.refused : ending.unrecorded) = std::move(ticket).fault();
    } else {
        if (Result<void> performed = attempt.perform(*ticket); !performed) {
            attempt.evidence.latch(std::move(performed).fault());
        }
        attempt.release();
        Result<Receipt> receipt = m_recorder.close(std::move(ticket).value(), attempt.evidence);
        if (receipt) {
            ending.receipt = *receipt;
        } else {
            ending.unrecorded = std::move(receipt).fault();
        }
    }
    ending.judgement = judge(attempt.evidence);
    ending.evidence = std::move(attempt.evidence);
    ending.took = m_clock.now() - began;
    return ending;
}

} // namespace greenlight::job
