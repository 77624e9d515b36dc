#pragma once

#include "engine/base/result.h"
#include "engine/target/device.h"
#include "engine/target/flash_algorithm.h"
#include "engine/target/loader_ring.h"

#include <cstdint>
#include <span>

namespace greenlight::target {

/// Where in a chip's RAM everything goes while a flash algorithm works there.
struct AlgorithmPlace {
    std::uint32_t shift = 0;    ///< to be added to every address of the algorithm, modulo 2^32
    RingPlace ring{};           ///< its mailbox is where the algorithm's host begins
    std::uint32_t stackEnd = 0; ///< the lowest word of the stack
    std::uint32_t stackTop = 0;
};

/// Finds room in `ram` for the algorithm where it was linked, or anywhere if it can be moved, for
/// its host with a stack, and for at least one buffer. Buffers are whole pages; an ST loader, which
/// divides what it gets by itself, gets several pages in one. Faults: LoaderDoesNotFit.
Result<AlgorithmPlace> placeAlgorithm(const FlashAlgorithm& algorithm,
                                      std::span<const RamRegion> ram);

} // namespace greenlight::target
