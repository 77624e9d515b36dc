#pragma once

#include "engine/sim/sim_chips.h"

#include <cstdint>
#include <optional>

namespace greenlight::sim {

/// How the controllers of F2, F4 and F7 divide their flash and guard it, die by die.
class F4Layout {
public:
    struct Sector {
        std::uint32_t offset = 0;
        std::uint32_t bytes = 0;
        unsigned kind = 0;   ///< 0, 1, 2: of the four small ones, the middle one, the large ones
        unsigned bank = 0;   ///< 0 or 1
        unsigned number = 0; ///< within its bank
    };

    /// The option registers that have to do with it.
    struct Options {
        std::uint32_t control = 0; ///< OPTCR
        std::uint32_t second = 0;  ///< OPTCR1
    };

    F4Layout(const ChipFacts& facts, std::uint32_t flashBytes) noexcept;

    /// Factory settings without OPTLOCK, and the bits that can be written.
    [[nodiscard]] Options factory() const noexcept;
    [[nodiscard]] Options writable() const noexcept;

    /// OPTCR and OPTCR1 with the flash divided into so many banks, if the die can be.
    [[nodiscard]] Options divided(Options options, unsigned banks) const noexcept;

    /// The same with these sectors (bits of the option bytes) protected.
    [[nodiscard]] Options guarded(Options options, std::uint32_t sectors) const noexcept;

    [[nodiscard]] unsigned banks(const Options& options) const noexcept;
    [[nodiscard]] std::uint32_t bankBytes(const Options& options) const noexcept;

    /// The sector that this SNB means; nothing where there is none.
    [[nodiscard]] std::optional<Sector> numbered(unsigned code,
                                                 const Options& options) const noexcept;
    [[nodiscard]] Sector at(std::uint32_t offset, const Options& options) const noexcept;

    [[nodiscard]] bool isProtected(const Sector& sector, const Options& options) const noexcept;
    [[nodiscard]] bool anyProtected(const Options& options) const noexcept;

    /// Bits of CR that a write can change.
    [[nodiscard]] std::uint32_t controlBits() const noexcept;

private:
    /// F42x, F43x, F46x, F47x: OPTCR1 for the second bank, DB1M.
    [[nodiscard]] bool dualF4() const noexcept { return m_devId == 0x419 || m_devId == 0x434; }

    /// F76x, F77x: nDBANK.
    [[nodiscard]] bool dualF7() const noexcept { return m_devId == 0x451; }

    [[nodiscard]] bool seven() const noexcept { return m_family == Family::F7; }

    [[nodiscard]] std::uint32_t guardBits() const noexcept;
    [[nodiscard]] std::uint32_t smallSector(const Options& options) const noexcept;

    Family m_family;
    std::uint16_t m_devId;
    std::uint32_t m_bytes;
};

} // namespace greenlight::sim
