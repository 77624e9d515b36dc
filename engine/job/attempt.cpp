#include "engine/job/attempt.h"

#include "engine/job/described.h"

// What an attempt begins with: its orders, as the evidence and the records have them.

namespace greenlight::job {

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

Job::Attempt::Attempt(Job& job) : m_job(job), m_order(job.m_order), m_recipe(*job.m_order.recipe) {
    evidence.serial = m_order.serial;
    evidence.serialDemanded = m_recipe.serial.source != SerialSource::None;
    evidence.supply.lowLimit = m_recipe.lowMillivolts;
    evidence.supply.highLimit = m_recipe.highMillivolts;
    evidence.plan.device = m_recipe.device;
    evidence.protect.rdpDemanded = m_recipe.rdp;
    if (m_recipe.rdp == 2) {
        evidence.protect.allowedBy = m_order.lockAllowedBy;
    }
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

Intent Job::Attempt::intent() const {
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
            .drill = m_order.drill,
            .golden = m_order.golden};
}

} // namespace greenlight::job
