#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/target/connect.h"
#include "engine/target/flash_plan.h"
#include "engine/target/loader_work.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace greenlight::target {

/// How far the loader is.
struct FlashProgress {
    Stage stage = Stage::Erase;  ///< what the flash is doing: Erase or Program
    std::uint32_t bytesDone = 0; ///< programmed
    std::uint32_t bytesTotal = 0;
    Duration left{}; ///< by the typical times of the datasheet
};

/// What the loader counted, equal to what was planned.
struct FlashOutcome {
    unsigned sectorsErased = 0;
    std::uint32_t bytesBlankChecked = 0;
    std::uint32_t bytesProgrammed = 0;
    Duration longestErase{}; ///< in steps of 10 ms
};

/// Erases and programs a chip through the resident loader in its RAM. The wire carries pages while
/// the flash erases and programs: the time is that of the slower of the two, not their sum. Proves
/// nothing about the flash beyond that it was blank and that no operation reported an error; the
/// proof is the Verifier's, after a reset. One thread, that of the target's link.
class FlashLoader {
public:
    /// Called between two transfers, so it may use the target's link briefly. A fault it returns
    /// ends the work and is the result.
    using Observer = std::function<Result<void>(const FlashProgress&)>;

    /// `target` and `plan` must outlive it. `ram` is where code and pages may go, as
    /// Identity::loaderRam says.
    FlashLoader(Target& target, const FlashPlan& plan, std::span<const RamRegion> ram);

    /// Writes the loader, reads it back, starts it and hears from it. The core must be held after a
    /// reset. Faults: LoaderCorrupt, LoaderNotStarted, LoaderCrashed, FlashLocked, and those of the
    /// link and the core; the stage is Load.
    Result<void> start();

    /// Erases, checks blank and programs what the plan says. Afterwards, whatever came of it, the
    /// chip needs a reset. Aborted when `abort` becomes true, within about a second.
    /// Faults: EraseFailed, EraseTimeout, NotBlank, ProgramFailed, ProgramTimeout, FlashProtected,
    /// FlashLocked, each with the address; UploadCorrupt when data was damaged in the chip's RAM;
    /// LoaderSilent, LoaderCrashed, CountMismatch, Aborted, the observer's, and those of the link.
    Result<FlashOutcome> run(const Observer& observer, const std::atomic<bool>& abort);

private:
    struct Report {
        std::uint32_t heartbeat = 0;
        std::uint32_t done = 0;
        std::uint32_t ready = 0;
        std::uint32_t faultKind = 0;
        std::uint32_t faultStatus = 0;
        std::uint32_t faultAddress = 0;
        std::uint32_t faultIndex = 0;
        std::uint32_t bytesProgrammed = 0;
        std::uint32_t bytesBlank = 0;
        std::uint32_t erases = 0;
        std::uint32_t longestEraseTicks = 0;
    };

    void layOut();
    [[nodiscard]] std::vector<std::uint32_t> mailbox() const;
    Result<void> awaitReady();
    [[nodiscard]] Report report() const;
    Result<bool> exchange();
    void stage(probe::StLink::Batch& batch);
    void stageDescriptors(probe::StLink::Batch& batch, std::size_t first);
    [[nodiscard]] bool hasRoom() const;
    Result<void> take(const Report& news);
    Result<void> judgeSilence();
    Result<void> diagnose(Fault fault);
    Result<void> diagnose(Fault fault, const CoreState& state);
    [[nodiscard]] Fault complaint() const;
    [[nodiscard]] Stage stageOf(std::size_t work) const;
    [[nodiscard]] Duration left() const;
    [[nodiscard]] Duration pace() const;
    [[nodiscard]] Result<FlashOutcome> outcome() const;

    Target& m_target;
    const FlashPlan& m_plan;
    LoaderRoom m_room;
    std::vector<LoaderWork> m_work;
    std::vector<Duration> m_left; ///< typical time from each work to the end

    std::size_t m_next = 0;      ///< the first work that was not yet sent
    std::size_t m_confirmed = 0; ///< works below are in the chip, the probe has said so
    std::size_t m_posted = 0;    ///< works below were given to the loader
    std::size_t m_budget = 0;    ///< bytes of pages for the next batch
    std::size_t m_pagesSent = 0;
    std::size_t m_pagesDone = 0;
    std::vector<std::uint8_t> m_descriptors; ///< of the batch in flight
    std::array<std::uint8_t, sizeof(wire::LoaderReport)> m_reportBytes{};
    Report m_report;
    Instant m_began{}; ///< when the work at hand was first seen to be it
    Instant m_moved{}; ///< when the loader was last seen to get on with its work
    Instant m_beat{};  ///< when its heartbeat was last seen to change
};

} // namespace greenlight::target
