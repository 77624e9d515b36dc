#include "engine/sim/sim_rcc.h"

#include "engine/base/check.h"

#include <algorithm>
#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

/// Start-up of an oscillator or PLL; between the 2 us of an HSI and the 2 ms of a crystal.
constexpr Duration startTime = 100us;

} // namespace

const SimRcc::Layout& SimRcc::layoutOf(Family family) noexcept {
    static constexpr Layout f1{0x00, 0x04, 0x24, {{{0, 1}, {16, 17}, {24, 25}, {0, 0}}}, 2};
    static constexpr Layout f4{0x00, 0x08, 0x74, {{{0, 1}, {16, 17}, {24, 25}, {26, 27}}}, 2};
    static constexpr Layout l4{0x00, 0x08, 0x94, {{{0, 1}, {8, 10}, {16, 17}, {24, 25}}}, 2};
    static constexpr Layout g4{0x00, 0x08, 0x94, {{{8, 10}, {16, 17}, {24, 25}, {0, 0}}}, 2};
    static constexpr Layout l0{0x00, 0x0C, 0x50, {{{8, 9}, {0, 2}, {16, 17}, {24, 25}}}, 2};
    static constexpr Layout l1{0x00, 0x08, 0x34, {{{8, 9}, {0, 1}, {16, 17}, {24, 25}}}, 2};
    static constexpr Layout u5{0x00, 0x1C, 0xF4, {{{0, 2}, {8, 10}, {16, 17}, {24, 25}}}, 2};
    static constexpr Layout wba{0x00, 0x1C, 0xF4, {{{8, 10}, {0, 0}, {16, 17}, {24, 25}}}, 2};
    static constexpr Layout g0{0x00, 0x08, 0x60, {{{8, 10}, {16, 17}, {24, 25}, {0, 0}}}, 3};
    static constexpr Layout u0{0x00, 0x08, 0x94, {{{0, 1}, {8, 10}, {16, 17}, {24, 25}}}, 3};
    static constexpr Layout h7{0x00, 0x10, 0xD0, {{{0, 2}, {7, 8}, {16, 17}, {24, 25}}}, 3};
    static constexpr Layout h5{0x00, 0x1C, 0xF4, {{{0, 1}, {8, 9}, {16, 17}, {24, 25}}}, 3};
    switch (family) {
    case Family::F0:
    case Family::F1:
    case Family::F3:
        return f1;
    case Family::F2:
    case Family::F4:
    case Family::F7:
        return f4;
    case Family::L4:
    case Family::L5:
    case Family::WB:
    case Family::WL:
        return l4;
    case Family::U3:
    case Family::U5:
        return u5;
    case Family::WBA:
        return wba;
    case Family::G4:
        return g4;
    case Family::G0:
    case Family::C0:
        return g0;
    case Family::U0:
        return u0;
    case Family::H7:
        return h7;
    case Family::L0:
        return l0;
    case Family::L1:
        return l1;
    case Family::H5:
        return h5;
    }
    CHECK(false);
}

SimRcc::SimRcc(const ChipFacts& facts) : m_facts(facts), m_layout(layoutOf(facts.family)) {
    reset(ResetCause::Power);
}

void SimRcc::reset(ResetCause cause) {
    m_words.fill(0);
    m_readyAt = base::endOfTime;
    auto& control = m_words.at(m_layout.control / 4);
    switch (m_facts.family) {
    case Family::F0:
    case Family::F1:
    case Family::F3:
        control = 0x83;
        m_words.at(0x14 / 4) = 0x14;
        break;
    case Family::F2:
    case Family::F4:
    case Family::F7:
        control = 0x83;
        m_words.at(0x04 / 4) = 0x24003010;
        break;
    case Family::U3:
    case Family::U5:
        control = 0x35;
        m_words.at(0x08 / 4) = 0x44000000;
        break;
    case Family::WBA:
        control = 0x500;
        break;
    case Family::L4:
    case Family::L5:
    case Family::WB:
    case Family::WL:
    case Family::U0:
        control = 0x63;
        m_words.at(0x0C / 4) = 0x1000;
        break;
    case Family::G0:
        control = 0x500;
        m_words.at(0x0C / 4) = 0x1000;
        break;
    case Family::C0:
        control = 0x1540; // HSI48 divided by four
        break;
    case Family::G4:
        control = 0x500;
        m_words.at(0x08 / 4) = 0x5;
        m_words.at(0x0C / 4) = 0x1000;
        break;
    case Family::H5:
        control = 0x0000002B; // HSI on, ready and halved, the divider set
        m_words.at(0x34 / 4) = 0x01010280;
        break;
    case Family::H7:
        control = 0x0000C025; // HSI on and ready, both domain clocks ready
        m_words.at(0x28 / 4) = 0x02020200;
        m_words.at(0x30 / 4) = 0x01010280;
        break;
    case Family::L0:
    case Family::L1:
        control = 0x300;
        m_words.at(0x04 / 4) = 0xB000; // MSI at 2.1 MHz
        break;
    }
    // Every reset inside pulls the pin, so its flag comes with all of them (RM0090 7.3.21).
    const bool h7 = m_facts.family == Family::H7;
    m_flags |= 1U << (h7 ? 22U : 26U);
    switch (cause) {
    case ResetCause::Power:
        m_flags = h7 ? 0x00E80000U : 0x0C000000U;
        break;
    case ResetCause::Pin:
        break;
    case ResetCause::Software:
        m_flags |= 1U << (h7 ? 24U : 28U);
        break;
    case ResetCause::Watchdog:
        m_flags |= 1U << (h7 ? 26U : 29U);
        break;
    case ResetCause::OptionLoad:
        m_flags |= 1U << 25U;
        break;
    }
}

std::uint32_t SimRcc::read(std::uint32_t offset) const noexcept {
    const std::uint32_t value = word(offset);
    return offset == m_layout.resetFlags ? value | m_flags : value;
}

void SimRcc::write(std::uint32_t offset, std::uint32_t value, Instant at) {
    if (offset == m_layout.control) {
        std::uint32_t readOnly = 0;
        for (const Oscillator& one : m_layout.oscillators) {
            readOnly |= one.ready == 0 ? 0 : 1U << one.ready;
        }
        if (m_facts.family == Family::H7 || m_facts.family == Family::H5) {
            readOnly |= 0xC020U;
        }
        auto& control = m_words.at(offset / 4);
        control = (control & readOnly) | (value & ~readOnly);
        refreshReady();
        bool starting = false;
        for (const Oscillator& one : m_layout.oscillators) {
            starting =
                starting || (one.ready != 0 && bit(offset, one.enable) && !bit(offset, one.ready));
        }
        if (starting) {
            m_readyAt = std::min(m_readyAt, at + startTime);
        }
        return;
    }
    if (offset == m_layout.resetFlags) {
        const std::uint32_t remove = removeFlags();
        if ((value & remove) != 0) {
            m_flags = 0;
        }
        m_words.at(offset / 4) = value & 0x1U; // LSION
        if ((value & 1U) != 0) {
            m_words.at(offset / 4) |= 2U;
        }
        return;
    }
    auto& target = m_words.at(offset / 4);
    if (offset == m_layout.configuration) {
        const std::uint32_t status = ((1U << m_layout.switchBits) - 1U) << m_layout.switchBits;
        target = (value & ~status) | (target & status);
        switchClock();
        return;
    }
    target = value;
}

std::uint32_t SimRcc::removeFlags() const noexcept {
    switch (m_facts.family) {
    case Family::H7:
        return 1U << 16U;
    case Family::F0:
    case Family::F1:
    case Family::F2:
    case Family::F3:
    case Family::F4:
    case Family::L1:
    case Family::F7:
        return 1U << 24U;
    default:
        return 1U << 23U;
    }
}

/// An oscillator that is switched off is not ready from that moment, unless the core runs on it.
void SimRcc::refreshReady() noexcept {
    auto& control = m_words.at(m_layout.control / 4);
    for (const Oscillator& one : m_layout.oscillators) {
        if (one.ready != 0 && ((control >> one.enable) & 1U) == 0) {
            control &= ~(1U << one.ready);
        }
    }
}

bool SimRcc::advance(Instant at) {
    if (m_readyAt > at) {
        return false;
    }
    m_readyAt = base::endOfTime;
    auto& control = m_words.at(m_layout.control / 4);
    for (const Oscillator& one : m_layout.oscillators) {
        if (one.ready != 0 && ((control >> one.enable) & 1U) != 0) {
            control |= 1U << one.ready;
        }
    }
    switchClock();
    return true;
}

bool SimRcc::sourceReady(std::uint32_t source) const noexcept {
    // SW counts the sources in the order of the table: RM0008 and RM0090 HSI, HSE, PLL; RM0351,
    // RM0038 and RM0367 MSI, HSI, HSE, PLL; RM0440 none, HSI, HSE, PLL; RM0468 HSI, CSI, HSE, PLL1.
    const std::uint32_t index = m_facts.family == Family::G4 ? source - 1 : source;
    if (index >= m_layout.oscillators.size() || m_layout.oscillators.at(index).ready == 0) {
        return false;
    }
    return bit(m_layout.control, m_layout.oscillators.at(index).ready);
}

void SimRcc::switchClock() noexcept {
    auto& configuration = m_words.at(m_layout.configuration / 4);
    const std::uint32_t mask = (1U << m_layout.switchBits) - 1U;
    const std::uint32_t wanted = configuration & mask;
    if (sourceReady(wanted)) {
        configuration =
            (configuration & ~(mask << m_layout.switchBits)) | (wanted << m_layout.switchBits);
    }
}

} // namespace greenlight::sim
