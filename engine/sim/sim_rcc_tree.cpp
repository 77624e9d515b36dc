#include "engine/base/check.h"
#include "engine/sim/sim_rcc.h"

#include <algorithm>
#include <array>

// How fast the core is: what the sources, PLLs and dividers of each family make of the registers.

namespace greenlight::sim {

namespace {

constexpr std::uint64_t crystalHz = 8'000'000;
constexpr std::uint64_t crystalHzOfH7 = 25'000'000;
constexpr std::uint64_t crystalHzOfRadio = 32'000'000;
constexpr std::uint64_t slowCrystalHz = 32'768;

/// RM0351 6.4.1: MSIRANGE.
constexpr std::array<std::uint32_t, 12> msiRangesHz{100'000,    200'000,    400'000,    800'000,
                                                    1'000'000,  2'000'000,  4'000'000,  8'000'000,
                                                    16'000'000, 24'000'000, 32'000'000, 48'000'000};

constexpr std::uint32_t field(std::uint32_t value, unsigned low, unsigned bits) {
    return (value >> low) & ((1U << bits) - 1U);
}

} // namespace

std::uint64_t SimRcc::msiHz() const noexcept {
    if (m_facts.family == Family::U3) {
        return m_facts.resetHertz; // its ranges are not told apart here
    }
    if (m_facts.family == Family::U5) {
        // RM0456 11.8.3: MSISRANGE counts once MSIRGSEL is set, the slowest ones left out here.
        constexpr std::array<std::uint32_t, 8> ranges{48'000'000, 24'000'000, 16'000'000,
                                                      12'000'000, 4'000'000,  2'000'000,
                                                      1'330'000,  1'000'000};
        const std::uint32_t icscr1 = word(0x08);
        return ranges.at(field(icscr1, 23, 1) != 0 ? std::min(field(icscr1, 28, 4), 7U) : 4);
    }
    if (m_facts.family == Family::L0 || m_facts.family == Family::L1) {
        // RM0038 6.3.2: 65.536 kHz, doubled with every step of MSIRANGE.
        return std::uint64_t{65'536} << std::min(field(word(0x04), 13, 3), 6U);
    }
    constexpr std::uint32_t rangeFromControl = 1U << 3U;
    const std::uint32_t control = word(m_layout.control);
    const bool fromControl = m_facts.family == Family::WB || (control & rangeFromControl) != 0;
    const std::uint32_t range = fromControl ? field(control, 4, 4) : 6;
    return msiRangesHz.at(std::min<std::size_t>(range, msiRangesHz.size() - 1));
}

std::uint64_t SimRcc::fastCrystalHz() const noexcept {
    const bool radio = m_facts.family == Family::WB || m_facts.family == Family::WL;
    return radio ? crystalHzOfRadio : crystalHz;
}

std::uint64_t SimRcc::pllHz() const noexcept {
    switch (m_facts.family) {
    case Family::F0:
    case Family::F3: {
        // RM0091 6.4.2: half the internal oscillator, or either of them by PREDIV of CFGR2.
        const std::uint32_t configuration = word(0x04);
        const bool half = field(configuration, 15, 2) == 0;
        const std::uint64_t input = crystalHz / (half ? 2 : field(word(0x2C), 0, 4) + 1);
        return input * std::min<std::uint64_t>(field(configuration, 18, 4) + 2, 16);
    }
    case Family::F1: {
        const std::uint32_t configuration = word(0x04);
        const bool crystal = field(configuration, 16, 1) != 0;
        const std::uint64_t input =
            crystal && field(configuration, 17, 1) == 0 ? crystalHz : crystalHz / 2;
        return input * std::min<std::uint64_t>(field(configuration, 18, 4) + 2, 16);
    }
    case Family::F2:
    case Family::F4:
    case Family::F7: {
        const std::uint32_t pll = word(0x04);
        const std::uint64_t input = field(pll, 22, 1) != 0 ? crystalHz : 16'000'000;
        return input / std::max(field(pll, 0, 6), 1U) * field(pll, 6, 9) /
               (2ULL * (field(pll, 16, 2) + 1));
    }
    case Family::U3:
    case Family::U5:
    case Family::WBA: {
        // RM0456 11.8.11 and 11.8.14: PLL1CFGR, PLL1DIVR.
        const std::uint32_t pll = word(0x28);
        const std::uint32_t source = field(pll, 0, 2);
        const std::uint64_t input = source == 1 ? msiHz() : (source == 2 ? 16'000'000 : crystalHz);
        return input / (field(pll, 8, 4) + 1) * (field(word(0x34), 0, 9) + 1) /
               (field(word(0x34), 24, 7) + 1);
    }
    case Family::L4:
    case Family::L5:
    case Family::G4: {
        const std::uint32_t pll = word(0x0C);
        const std::uint32_t source = field(pll, 0, 2);
        const std::uint64_t input = source == 1 ? msiHz() : (source == 2 ? 16'000'000 : crystalHz);
        const unsigned mBits = m_facts.family == Family::L4 ? 3 : 4;
        return input / (field(pll, 4, mBits) + 1) * field(pll, 8, 7) /
               (2ULL * (field(pll, 25, 2) + 1));
    }
    case Family::L0:
    case Family::L1: {
        // RM0038 6.3.3: PLLSRC, PLLMUL, PLLDIV.
        constexpr std::array<std::uint8_t, 9> factors{3, 4, 6, 8, 12, 16, 24, 32, 48};
        const std::uint32_t pll = word(m_layout.configuration);
        const std::uint64_t input = field(pll, 16, 1) != 0 ? crystalHz : 16'000'000;
        return input * factors.at(std::min(field(pll, 18, 4), 8U)) / (field(pll, 22, 2) + 1);
    }
    case Family::H5: {
        const std::uint32_t configuration = word(0x28);
        const std::uint32_t divide = word(0x34);
        const std::uint32_t source = field(configuration, 0, 2);
        const std::uint64_t input = source == 1   ? sourceHz(0)
                                    : source == 2 ? 4'000'000
                                                  : (source == 3 ? crystalHzOfH7 : 0);
        return input / std::max(field(configuration, 8, 6), 1U) * (field(divide, 0, 9) + 1) /
               (field(divide, 9, 7) + 1);
    }
    case Family::G0:
    case Family::U0:
    case Family::WB:
    case Family::WL: {
        const std::uint32_t pll = word(0x0C);
        const std::uint32_t source = field(pll, 0, 2);
        const std::uint64_t input =
            source == 1 ? msiHz() : (source == 2 ? 16'000'000 : fastCrystalHz());
        return input / (field(pll, 4, 3) + 1) * field(pll, 8, 7) / (field(pll, 29, 3) + 1);
    }
    case Family::C0:
        return 0;
    case Family::H7: {
        const std::uint32_t select = word(0x28);
        const std::uint32_t divide = word(0x30);
        const std::uint32_t source = field(select, 0, 2);
        const std::uint64_t input = source == 0 ? 64'000'000 >> field(word(0), 3, 2)
                                                : (source == 1 ? 4'000'000 : crystalHzOfH7);
        return input / std::max(field(select, 4, 6), 1U) * (field(divide, 0, 9) + 1) /
               (field(divide, 9, 7) + 1);
    }
    }
    CHECK(false);
}

std::uint64_t SimRcc::sourceHz(std::uint32_t source) const noexcept {
    switch (m_facts.family) {
    case Family::F0:
    case Family::F1:
    case Family::F3:
        return source == 2 ? pllHz() : crystalHz;
    case Family::F2:
    case Family::F4:
    case Family::F7:
        return source == 2 ? pllHz() : (source == 1 ? crystalHz : 16'000'000);
    case Family::L4:
    case Family::L5:
    case Family::U3:
    case Family::U5:
    case Family::L0:
    case Family::L1:
        return source == 3   ? pllHz()
               : source == 2 ? crystalHz
                             : (source == 1 ? 16'000'000 : msiHz());
    case Family::WB:
    case Family::WL:
    case Family::U0:
        return source == 3   ? pllHz()
               : source == 2 ? fastCrystalHz()
                             : (source == 1 ? 16'000'000 : msiHz());
    case Family::G4:
    case Family::WBA:
        return source == 3 ? pllHz() : (source == 2 ? crystalHz : 16'000'000);
    case Family::G0:
    case Family::C0: {
        const std::uint64_t oscillator = m_facts.family == Family::C0 ? 48'000'000 : 16'000'000;
        return source == 0   ? oscillator >> field(word(m_layout.control), 11, 3)
               : source == 1 ? crystalHz
                             : (source == 2 ? pllHz() : slowCrystalHz);
    }
    case Family::H5:
    case Family::H7:
        return source == 3   ? pllHz()
               : source == 2 ? crystalHzOfH7
                             : (source == 1 ? 4'000'000 : 64'000'000 >> field(word(0), 3, 2));
    }
    CHECK(false);
}

std::uint32_t SimRcc::divider() const noexcept {
    // HPRE, and D1CPRE on the H7: below 8 no division, then 2, 4, 8, 16, 64, 128, 256, 512.
    // On U3, U5 and WBA it stands in CFGR2.
    const bool apart = m_facts.family == Family::U3 || m_facts.family == Family::U5 ||
                       m_facts.family == Family::WBA;
    const bool behindWideSwitch = m_layout.switchBits == 3;
    std::uint32_t code = field(word(m_layout.configuration), behindWideSwitch ? 8 : 4, 4);
    if (m_facts.family == Family::H7) {
        code = field(word(0x18), 8, 4);
    } else if (apart || m_facts.family == Family::H5) {
        code = field(word(0x20), 0, 4);
    }
    if (code < 8) {
        return 1;
    }
    const std::uint32_t power = code - 7 + (code >= 12 ? 1 : 0);
    return 1U << power;
}

std::uint32_t SimRcc::coreHz() const noexcept {
    constexpr std::uint64_t slowest = 1'000;
    constexpr std::uint64_t fastest = 600'000'000;
    const std::uint32_t source =
        field(word(m_layout.configuration), m_layout.switchBits, m_layout.switchBits);
    return static_cast<std::uint32_t>(std::clamp(sourceHz(source) / divider(), slowest, fastest));
}

} // namespace greenlight::sim
