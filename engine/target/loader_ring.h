#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/target/connect.h"
#include "engine/target/loader_fault.h"
#include "engine/target/loader_work.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace greenlight::target {

/// How far the loader is.
struct FlashProgress {
    Stage stage = Stage::Erase;  ///< what the flash is doing: Erase or Program
    std::uint32_t bytesDone = 0; ///< programmed
    std::uint32_t bytesTotal = 0;
    Duration left{};      ///< by the typical times of the work
    bool allSent = false; ///< all of it is in the chip, and the wire is free until it is done
};

/// Where a loader in the chip keeps what it shares with the station.
struct RingPlace {
    std::uint32_t mailbox = 0;
    std::uint32_t ring = 0;  ///< of the descriptors
    std::uint32_t slots = 0; ///< a power of two
    PageBuffers buffers{};   ///< at least one
};

/// What a loader in the chip has said last, by the names of wire::LoaderReport.
struct LoaderNews {
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

/// The station's side of the ring that a resident loader serves: posts its work, streams pages into
/// its buffers while it is busy, and judges by its counters and by the core whether it still lives.
/// One thread, that of the target's link.
class LoaderRing {
public:
    /// Called between two transfers, so it may use the target's link briefly. A fault it returns
    /// ends the work and is the result.
    using Observer = std::function<Result<void>(const FlashProgress&)>;

    /// Makes a fault of what the loader complains of.
    using Interpreter = std::function<Fault(const LoaderComplaint&)>;

    /// Whether the loader's heartbeat goes on while it is at work, or stands still in a call.
    enum class Beat : std::uint8_t { Steady, BetweenWork };

    LoaderRing(Target& target, Interpreter interpreter, Beat beat)
        : m_target(target)
        , m_interpreter(std::move(interpreter))
        , m_beat(beat) {}

    /// Before anything else: the work to do, whose pages must outlive it, and where.
    void lay(RingPlace place, std::vector<LoaderWork> work);

    [[nodiscard]] const std::vector<LoaderWork>& work() const noexcept { return m_work; }

    /// Waits for a loader that was just started. Faults: LoaderNotStarted, LoaderCrashed, what it
    /// complains of, and those of the link; the stage is Load.
    Result<void> awaitReady();

    /// Serves the work below `end` to its end. Aborted when `abort` becomes true, within about a
    /// second. Faults: what the loader complains of; EraseTimeout, ProgramTimeout, LoaderSilent,
    /// LoaderCrashed, Aborted, the observer's, and those of the link.
    Result<void> serve(std::size_t end, const Observer& observer, const std::atomic<bool>& abort);

    [[nodiscard]] const LoaderNews& news() const noexcept { return m_news; }

private:
    [[nodiscard]] LoaderNews heard() const;
    Result<bool> exchange(std::size_t end);
    [[nodiscard]] std::size_t bytesForNow() const;
    void stage(probe::StLink::Batch& batch, std::size_t end);
    void stageDescriptors(probe::StLink::Batch& batch, std::size_t first);
    [[nodiscard]] bool hasRoom(std::size_t end) const;
    Result<void> take(const LoaderNews& news);
    Result<void> judgeSilence();
    Result<void> diagnose(Fault fault);
    Result<void> diagnose(Fault fault, const CoreState& state);
    [[nodiscard]] Fault complaint() const;
    [[nodiscard]] Stage stageOf(std::size_t work) const;
    [[nodiscard]] Duration left() const;
    [[nodiscard]] Duration pace() const;

    Target& m_target;
    Interpreter m_interpreter;
    Beat m_beat;
    RingPlace m_place;
    std::vector<LoaderWork> m_work;
    std::vector<Duration> m_left; ///< typical time from each work to the end
    std::uint32_t m_bytesTotal = 0;

    std::size_t m_next = 0;      ///< the first work that was not yet sent
    std::size_t m_confirmed = 0; ///< works below are in the chip, the probe has said so
    std::size_t m_posted = 0;    ///< works below were given to the loader
    std::size_t m_pagesSent = 0;
    std::size_t m_pagesDone = 0;
    probe::StLink::Batch m_batch;            ///< in flight; kept for its memory, like the next
    std::vector<std::uint8_t> m_descriptors; ///< of the batch in flight
    std::array<std::uint8_t, sizeof(wire::LoaderReport)> m_reportBytes{};
    LoaderNews m_news;
    Instant m_began{};  ///< when the work at hand was first seen to be it
    Instant m_moved{};  ///< when the loader was last seen to get on with its work
    Instant m_lively{}; ///< when its heartbeat was last seen to change, or its core to run
};

} // namespace greenlight::target
