#pragma once

#include "engine/sim/sim_chips.h"
#include "engine/sim/sim_random.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace greenlight::sim {

/// The RAMs of a chip.
class SimMemory {
public:
    struct Region {
        const RamFacts* facts = nullptr;
        std::vector<std::uint8_t> cells;

        [[nodiscard]] std::uint32_t load(std::uint32_t offset, unsigned bytes) const noexcept {
            std::uint32_t value = 0;
            std::memcpy(&value, cells.data() + offset, bytes);
            return value;
        }

        void store(std::uint32_t offset, unsigned bytes, std::uint32_t value) noexcept {
            std::memcpy(cells.data() + offset, &value, bytes);
        }
    };

    struct Place {
        Region* region = nullptr; ///< null: no RAM at this address
        std::uint32_t offset = 0;
    };

    explicit SimMemory(const ChipFacts& facts);

    /// What cells hold after power-up: anything.
    void randomise(Random& random);

    [[nodiscard]] Place find(std::uint32_t address) noexcept {
        for (Region& region : m_regions) {
            const std::uint32_t offset = address - region.facts->base;
            if (offset < region.facts->bytes) {
                return {&region, offset};
            }
            const std::uint32_t aliased = address - region.facts->alias;
            if (region.facts->alias != 0 && aliased < region.facts->bytes) {
                return {&region, aliased};
            }
        }
        return {};
    }

    [[nodiscard]] std::span<Region> regions() noexcept { return m_regions; }

private:
    std::vector<Region> m_regions;
};

} // namespace greenlight::sim
