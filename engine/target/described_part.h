#pragma once

#include "engine/target/device.h"
#include "engine/target/flash_algorithm.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::target {

/// What somebody says of a chip that the table does not know. The numbers are those of its
/// datasheet and reference manual.
struct PartDescription {
    std::string name{};              ///< of the whole part, such as "STM32XYZ99"
    std::uint16_t corePart = 0;      ///< CPUID bits 15:4
    std::uint16_t devId = 0;         ///< DBGMCU_IDCODE bits 11:0
    std::uint16_t romPart = 0;       ///< in the top ROM table; 0 = it is the DEV_ID
    std::uint8_t ap = 0;             ///< the access port of the core, and of the two below
    std::uint32_t idcodeAddress = 0; ///< a multiple of 4
    DebugBits idcodeClock{};         ///< a clock enable in front of it; address 0 = always clocked
    std::uint32_t uidAddress = 0;    ///< 12 bytes
    RamRegion ram{};                 ///< that our code may use; begins at describedRamBase()
    unsigned coreKhz = 0;            ///< core clock after a reset
};

/// "cortex-m33" as CPUID bits 15:4 (Arm's technical reference manuals of the cores, CPUID); nothing
/// for a core that our code in the chip does not run on.
[[nodiscard]] std::optional<std::uint16_t> corePartNamed(std::string_view word) noexcept;

/// Where the RAM of a described part begins: our code in the chip is linked to that place, which
/// every STM32 has.
[[nodiscard]] std::uint32_t describedRamBase() noexcept;

/// A row like those of the table, of a part that is described: its flash is what the algorithm says
/// it is, driven by nothing but the algorithm. Immutable; the row lives as long as this.
class DescribedPart {
public:
    /// `algorithm` is for the chip's own flash, whole KB of it.
    DescribedPart(PartDescription description, std::shared_ptr<const FlashAlgorithm> algorithm);
    DescribedPart(const DescribedPart&) = delete;
    DescribedPart& operator=(const DescribedPart&) = delete;
    DescribedPart(DescribedPart&&) = delete;
    DescribedPart& operator=(DescribedPart&&) = delete;
    ~DescribedPart() = default;

    [[nodiscard]] const Device& device() const noexcept { return m_device; }

    [[nodiscard]] const FlashAlgorithm& algorithm() const noexcept { return *m_algorithm; }

private:
    PartDescription m_description;
    std::shared_ptr<const FlashAlgorithm> m_algorithm;
    std::vector<SectorRun> m_runs;
    std::array<PartLine, 1> m_lines{};
    std::array<unsigned, 1> m_sizes{};
    std::array<Geometry, 1> m_geometry{};
    std::array<RamRegion, 1> m_ram{};
    Device m_device{};
};

} // namespace greenlight::target
