#include "engine/sim/sim_memory.h"

#include <bit>

namespace greenlight::sim {

// load() and store() copy bytes as the chips order them.
static_assert(std::endian::native == std::endian::little);

SimMemory::SimMemory(const ChipFacts& facts) {
    for (const RamFacts& one : facts.ram) {
        if (one.bytes != 0) {
            m_regions.push_back({&one, std::vector<std::uint8_t>(one.bytes)});
        }
    }
}

void SimMemory::randomise(Random& random) {
    for (Region& region : m_regions) {
        for (std::size_t i = 0; i + sizeof(std::uint64_t) <= region.cells.size();
             i += sizeof(std::uint64_t)) {
            const std::uint64_t word = random.next();
            std::memcpy(region.cells.data() + i, &word, sizeof(word));
        }
    }
}

} // namespace greenlight::sim
