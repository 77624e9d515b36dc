#pragma once

#include "engine/base/result.h"
#include "engine/job/evidence.h"
#include "engine/job/external.h"
#include "engine/job/job.h"
#include "engine/job/recipe.h"
#include "engine/job/recorder.h"
#include "engine/target/connect.h"
#include "engine/target/flash_loader.h"
#include "engine/target/flash_plan.h"
#include "engine/target/options.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

// Only the files of Job use this.

namespace greenlight::job {

inline std::int64_t toMicros(Duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

/// What is on record of a chip.
[[nodiscard]] ChipIdentity toEvidence(const target::Identity& identity);

/// One attempt from connect to release. What it finds out goes into `evidence` at once, so that a
/// fault at any point leaves on record all that was known then. job.cpp has the order of the stages
/// and those about the chip as a whole, attempt_flash.cpp and attempt_proof.cpp have the others.
class Job::Attempt {
public:
    explicit Attempt(Job& job);

    [[nodiscard]] Intent intent() const;

    /// Everything that must go well for a PASS, in order. The first fault ends it.
    Result<void> perform(const Ticket& ticket);

    /// Lets the chip go and leaves the probe clean: on every path, whatever happened before.
    /// Trouble here says something about the station, not about the unit, so it only warns.
    void release();

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

    [[nodiscard]] ExternalWork externalWork();
    [[nodiscard]] bool somethingIsToBeWritten() const;

    Result<void> prepare();
    Result<void> connect();
    Result<void> identify(const Ticket& ticket);
    [[nodiscard]] Result<void> requireItsKind() const;
    Result<void> plan();
    Result<void> planChip(std::span<const Segment> segments);
    Result<void> resolveOptions();
    Result<void> compare();
    Result<void> load();
    Result<void> program();
    Result<void> putVerifierAside(const target::FlashProgress& progress);
    Result<void> programChip(const target::LoaderRing::Observer& observe);
    Result<void> verify();
    Result<void> verifyChip();
    Result<void> proveChip(VerifyEvidence& proof);
    void beginProof();
    Result<void> drill();
    Result<void> watchBoot(Duration within);
    Result<void> setOptions();
    Result<void> protect();
    Result<void> lockForEver();

    Job& m_job;
    const Order& m_order;
    const Recipe& m_recipe;
    std::unique_ptr<target::Target> m_target;
    target::Identity m_identity;
    target::FlashPlan m_plan;
    std::optional<target::FlashLoader> m_loader;  ///< where ours has work in the chip's own flash
    std::optional<std::uint32_t> m_placeAside;    ///< in RAM, which the loader leaves free
    std::optional<std::uint32_t> m_verifierAside; ///< the same once the verifier was written there
    std::vector<target::OptionValue> m_options;
    target::FlashPlan m_bySector;            ///< the same, where sectors may stay as they are
    std::vector<ExternalMemory> m_externals; ///< behind loaders of the recipe
    Duration m_elsewhere{}; ///< part of the running stage that is on record as another one
    std::uint64_t m_waitsBefore = 0;
    std::uint64_t m_transfersBefore = 0;
};

} // namespace greenlight::job
