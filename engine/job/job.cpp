// The program in one reading: what happens to a board between a press of Start and a green tile.
#include "engine/job/job.h"

#include "engine/job/attempt.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::job {

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

Result<void> Job::Attempt::perform(const Ticket& ticket) {
    evidence.serial = ticket.serial();
    TRY(during(Stage::Prepare, [this] { return prepare(); }));
    TRY(during(Stage::Connect, [this] { return connect(); }));
    TRY(during(Stage::Identify, [this, &ticket] { return identify(ticket); }));
    TRY(during(Stage::Prepare, [this] { return plan(); }));
    // A slot is tried with all that it does, whatever the board holds already.
    if (m_recipe.rewrite != Rewrite::Always && !m_order.drill && !m_order.golden) {
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

Result<void> Job::Attempt::prepare() {
    if (m_recipe.rdp == 2 && m_order.lockAllowedBy.empty()) {
        return Fault{.code = FaultCode::LockNotAllowed};
    }
    return checkSerial(m_recipe.serial, m_order.serial);
}

Result<void> Job::Attempt::connect() {
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
Result<void> Job::Attempt::identify(const Ticket& ticket) {
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
    TRY(requireItsKind());
    if (m_order.passedBefore == m_identity.uid) {
        return Fault{.code = FaultCode::BoardNotRemoved, .stage = Stage::Identify};
    }
    if (m_recipe.serial.source == SerialSource::ChipUid) {
        evidence.serial = uidText(m_identity.uid);
    }
    evidence.serial = TRY(m_job.m_recorder.identified(ticket, *evidence.before, evidence.serial));
    if (m_identity.readProtection == 1 && m_recipe.mayUnprotect) {
        TRY(m_target->regressReadProtection());
        evidence.warnings.emplace_back("read protection removed, as the recipe allows");
        m_identity = TRY(m_target->identify());
    }
    return target::Target::requireUnprotected(m_identity);
}

/// A golden board where a slot is tried, and a product everywhere else.
Result<void> Job::Attempt::requireItsKind() const {
    const bool isGolden =
        std::ranges::find(m_order.goldenBoards, m_identity.uid) != m_order.goldenBoards.end();
    if (isGolden == m_order.golden) {
        return {};
    }
    return Fault{.code = isGolden ? FaultCode::GoldenBoard : FaultCode::GoldenBoardWanted,
                 .stage = Stage::Identify,
                 .note = uidText(m_identity.uid)};
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

/// What the recipe names among the option bytes, as it reads after the reload that makes it real.
Result<void> Job::Attempt::setOptions() {
    const target::OptionWords words = TRY(m_target->setOptions(m_options));
    const target::Device& device = *m_identity.device;
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
    if (m_recipe.rdp == 2) {
        return lockForEver();
    }
    TRY(m_target->setReadProtection());
    evidence.protect.rdpFound = 1;
    evidence.protect.flashReadRefused = true;
    return {};
}

/// What can be seen of a chip that lets nobody look any more.
Result<void> Job::Attempt::lockForEver() {
    const target::FinalLock seen = TRY(m_target->lockForEver());
    evidence.protect.portSilent = seen.silent;
    if (!seen.silent) {
        evidence.protect.rdpFound = seen.level;
        evidence.protect.flashReadRefused = seen.readRefused;
        evidence.warnings.emplace_back("the debug port closes when the board's power goes");
    }
    return {};
}

void Job::Attempt::release() {
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
        evidence.probe.usbTransfers = m_job.m_probe->linkCounters().transfers - m_transfersBefore;
    }
}

} // namespace greenlight::job
