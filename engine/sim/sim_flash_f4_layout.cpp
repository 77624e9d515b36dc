#include "engine/sim/sim_flash_f4_layout.h"

#include <algorithm>

namespace greenlight::sim {

namespace {

constexpr std::uint32_t megabyte = 1024 * 1024;
constexpr std::uint32_t db1m = 1U << 30U;
constexpr std::uint32_t nDbank = 1U << 29U;
constexpr unsigned firstGuard = 16;
constexpr unsigned secondBankCode = 16; ///< SNB of its first sector
constexpr std::uint32_t twelveSectors = 0x0FFF0000;

} // namespace

F4Layout::F4Layout(const ChipFacts& facts, std::uint32_t flashBytes) noexcept
    : m_family(facts.family)
    , m_devId(facts.devId())
    , m_bytes(flashBytes) {}

F4Layout::Options F4Layout::factory() const noexcept {
    if (dualF7()) {
        return {0xFFFFAAFC, 0x00400080}; // RM0410 3.7.6
    }
    if (seven()) {
        return {0xC0FFAAFC, 0x00400080}; // RM0385 3.7.6
    }
    return {0x0FFFAAEC, dualF4() ? twelveSectors : 0}; // RM0090 3.9.10
}

F4Layout::Options F4Layout::writable() const noexcept {
    if (dualF7()) {
        return {0xFFFFFFFC, 0xFFFFFFFF};
    }
    if (seven()) {
        return {0xC0FFFFFC, 0xFFFFFFFF};
    }
    return dualF4() ? Options{0xCFFFFFFC, twelveSectors} : Options{0x0FFFFFEC, 0};
}

F4Layout::Options F4Layout::divided(Options options, unsigned banks) const noexcept {
    if (banks == 0) {
        return options;
    }
    if (dualF7()) {
        options.control = banks == 2 ? options.control & ~nDbank : options.control | nDbank;
    }
    if (dualF4()) {
        options.control = banks == 2 ? options.control | db1m : options.control & ~db1m;
    }
    return options;
}

std::uint32_t F4Layout::guardBits() const noexcept {
    return seven() && !dualF7() ? 0x00FF0000U : twelveSectors;
}

F4Layout::Options F4Layout::guarded(Options options, std::uint32_t sectors) const noexcept {
    constexpr unsigned inOneRegister = 12;
    options.control &= ~((sectors << firstGuard) & guardBits());
    if (dualF4()) {
        options.second &= ~((sectors >> inOneRegister << firstGuard) & twelveSectors);
    }
    return options;
}

unsigned F4Layout::banks(const Options& options) const noexcept {
    if (dualF7()) {
        return (options.control & nDbank) != 0 ? 1 : 2;
    }
    if (dualF4()) {
        return m_bytes > megabyte || (m_bytes == megabyte && (options.control & db1m) != 0) ? 2 : 1;
    }
    return 1;
}

std::uint32_t F4Layout::bankBytes(const Options& options) const noexcept {
    return m_bytes / banks(options);
}

std::uint32_t F4Layout::smallSector(const Options& options) const noexcept {
    // F72x and divided F76x count as an F4 does (RM0431, RM0410 table 4).
    const bool large = seven() && m_devId != 0x452 && banks(options) == 1;
    return large ? 0x8000 : 0x4000;
}

std::optional<F4Layout::Sector> F4Layout::numbered(unsigned code,
                                                   const Options& options) const noexcept {
    const bool divided = banks(options) == 2;
    const unsigned bank = divided && code >= secondBankCode ? 1 : 0;
    const unsigned number = bank == 1 ? code - secondBankCode : code;
    const std::uint32_t unit = smallSector(options);
    Sector sector{.bank = bank, .number = number};
    if (number < 4) {
        sector.offset = number * unit;
        sector.bytes = unit;
    } else if (number == 4) {
        sector.offset = 4 * unit;
        sector.bytes = 4 * unit;
        sector.kind = 1;
    } else {
        sector.offset = (number - 4) * 8 * unit;
        sector.bytes = 8 * unit;
        sector.kind = 2;
    }
    if (sector.offset + sector.bytes > bankBytes(options)) {
        return std::nullopt;
    }
    sector.offset += bank * bankBytes(options);
    return sector;
}

F4Layout::Sector F4Layout::at(std::uint32_t offset, const Options& options) const noexcept {
    const std::uint32_t size = bankBytes(options);
    const std::uint32_t unit = smallSector(options);
    const std::uint32_t inBank = offset % size;
    const unsigned number = inBank < 4 * unit   ? inBank / unit
                            : inBank < 8 * unit ? 4
                                                : 4 + inBank / (8 * unit);
    const unsigned code = number + (offset >= size ? secondBankCode : 0);
    return numbered(code, options).value_or(Sector{});
}

bool F4Layout::isProtected(const Sector& sector, const Options& options) const noexcept {
    std::uint32_t word = options.control;
    unsigned bit = sector.number;
    if (banks(options) == 2 && dualF4() && sector.bank == 1) {
        word = options.second;
    } else if (banks(options) == 2 && dualF7()) {
        bit = sector.number / 2 + 6 * sector.bank; // one bit for two sectors
    }
    return ((word >> (firstGuard + bit)) & 1U) == 0;
}

bool F4Layout::anyProtected(const Options& options) const noexcept {
    return (options.control & guardBits()) != guardBits() ||
           (dualF4() && banks(options) == 2 && (options.second & twelveSectors) != twelveSectors);
}

std::uint32_t F4Layout::controlBits() const noexcept {
    // SNB has five bits and there is a second MER where there can be a second bank.
    return dualF4() || dualF7() ? 0x030083FFU : (seven() ? 0x030003FFU : 0x0300037FU);
}

} // namespace greenlight::sim
