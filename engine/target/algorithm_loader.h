#pragma once

#include "engine/base/result.h"
#include "engine/target/algorithm_place.h"
#include "engine/target/connect.h"
#include "engine/target/flash_algorithm.h"
#include "engine/target/flash_plan.h"
#include "engine/target/loader_ring.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace greenlight::target {

/// What was called and came back well, equal to what was planned.
struct AlgorithmOutcome {
    unsigned sectorsErased = 0;
    std::uint32_t bytesProgrammed = 0;
};

/// Runs somebody else's flash algorithm in the chip, called by a host of ours that serves the same
/// ring as the resident loader, so that the wire carries pages while it programs. Believes nothing:
/// the proof is the Verifier's. Every call starts on a core that is held after a reset, with its
/// clocks as the reset leaves them, because algorithms set up their own; whatever came of it, the
/// chip needs a reset afterwards, except after map(). One thread, that of the target's link.
///
/// Faults of all: AlgorithmFailed with the function and what it returned; AlgorithmStrayed when it
/// wrote over our code or its own, or needed more stack than there is; EraseTimeout and
/// ProgramTimeout at the limit of the call, LoaderCrashed when it ended in a fault; LoaderCorrupt,
/// LoaderNotStarted, UploadCorrupt, LoaderDoesNotFit, and those of the link and the core.
class AlgorithmLoader {
public:
    using Observer = LoaderRing::Observer;

    /// Given bytes of the memory at an address; a fault it gives ends the reading.
    using Reader = std::function<Result<void>(std::uint32_t, std::span<const std::uint8_t>)>;

    /// `target` and `algorithm` must outlive it. `ram` as Identity::loaderRam says.
    AlgorithmLoader(Target& target, const FlashAlgorithm& algorithm,
                    std::span<const RamRegion> ram);

    /// Erases and programs what the plan says. Faults also: CountMismatch, Aborted, the observer's.
    Result<AlgorithmOutcome> program(const FlashPlan& plan, const Observer& observer,
                                     const std::atomic<bool>& abort);

    /// The same in two parts, each after a reset of its own, so that somebody can look at the
    /// erased flash in between. Of the outcome only the part's own figure counts.
    Result<AlgorithmOutcome> erase(const FlashPlan& plan, const Observer& observer,
                                   const std::atomic<bool>& abort);
    Result<AlgorithmOutcome> fill(const FlashPlan& plan, const Observer& observer,
                                  const std::atomic<bool>& abort);

    /// Lets the algorithm's Init make the memory readable, and stops. The core stands at a
    /// breakpoint afterwards, and the RAM is free for other code.
    Result<void> map();

    /// Reads word-aligned ranges by the algorithm's own function, in their order.
    Result<void> read(std::span<const ProofRange> ranges, const Reader& reader);

private:
    /// What a run has to report when it did all of its work.
    struct Expected {
        std::size_t erases = 0;
        std::uint32_t bytes = 0;
    };

    Result<void> carryOut(std::vector<LoaderWork> work, const Expected& expected,
                          const Observer& observer, const std::atomic<bool>& abort);
    Result<void> start(std::vector<LoaderWork> work);
    Result<void> serve(std::size_t end, const Observer& observer, const std::atomic<bool>& abort);
    Result<void> requireIntact();
    Result<void> compare(std::uint32_t address, std::span<const std::uint8_t> expected);
    [[nodiscard]] std::vector<std::uint8_t> hostImage() const;
    [[nodiscard]] std::uint32_t placed(std::uint32_t function) const noexcept;
    [[nodiscard]] Fault interpret(const LoaderComplaint& complaint) const;
    [[nodiscard]] std::string_view nameOf(std::size_t work) const;

    Target& m_target;
    const FlashAlgorithm& m_algorithm;
    std::vector<RamRegion> m_ram;
    LoaderRing m_ring;
    AlgorithmPlace m_place;
};

} // namespace greenlight::target
