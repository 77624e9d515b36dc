#pragma once

#include "engine/sim/sim_chips.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace greenlight::sim {

using namespace std::chrono_literals;

inline constexpr std::array allChips{
    Chip::H725,   Chip::F407, Chip::F103, Chip::L476,  Chip::G474, Chip::F072, Chip::L4R5,
    Chip::G431,   Chip::G071, Chip::G0B1, Chip::C031,  Chip::WB55, Chip::WLE5, Chip::U083,
    Chip::F103XL, Chip::F303, Chip::F207, Chip::F405A, Chip::F429, Chip::F746, Chip::F767};

inline constexpr std::uint32_t dhcsrAddress = 0xE000EDF0;
inline constexpr std::uint32_t dcrsrAddress = 0xE000EDF4;
inline constexpr std::uint32_t dcrdrAddress = 0xE000EDF8;
inline constexpr std::uint32_t demcrAddress = 0xE000EDFC;
inline constexpr std::uint32_t dfsrAddress = 0xE000ED30;
inline constexpr std::uint32_t aircrAddress = 0xE000ED0C;

/// Where the core sees the DBGMCU: 0x40015800 on M0 parts, the system's own place on the H7.
inline std::uint32_t debugUnitOf(Chip chip) {
    switch (chip) {
    case Chip::H725:
        return 0x5C001000;
    case Chip::F030:
    case Chip::F042:
    case Chip::F072:
    case Chip::G071:
    case Chip::G0B1:
    case Chip::C031:
    case Chip::U083:
        return 0x40015800;
    default:
        return 0xE0042000;
    }
}

/// True for an ARMv6-M core.
inline bool isM0(Chip chip) {
    return chip == Chip::F030 || chip == Chip::F042 || chip == Chip::F072 || chip == Chip::G071 ||
           chip == Chip::G0B1 || chip == Chip::C031 || chip == Chip::U083;
}

inline bool isM7(Chip chip) {
    return chip == Chip::H725 || chip == Chip::F746 || chip == Chip::F767;
}

inline constexpr std::uint32_t dhcsrHalt = 0xA05F0003;
inline constexpr std::uint32_t dhcsrRun = 0xA05F0001;
inline constexpr std::uint32_t stateHalted = 1U << 17U;
inline constexpr std::uint32_t stateLockedUp = 1U << 19U;
inline constexpr std::uint32_t stateReset = 1U << 25U;
inline constexpr std::uint32_t catchReset = 0x01000001;

/// The smallest thing that can talk to a chip over two wires: it owns a board and the time.
class SwdHost {
public:
    explicit SwdHost(const BoardSpec& spec, std::uint64_t seed = 1)
        : m_facts(&factsOf(spec.chip))
        , m_target(SimTarget::make(spec, seed)) {
        wait(10ms);
    }

    explicit SwdHost(Chip chip) : SwdHost(BoardSpec{.chip = chip}) {}

    SimTarget& target() { return *m_target; }

    [[nodiscard]] Instant now() const { return m_now; }

    void wait(Duration duration) { m_now += duration; }

    /// One transfer; a clocked transfer takes its time on the wire.
    SwdReply raw(bool accessPort, bool read, std::uint8_t address, std::uint32_t data = 0) {
        m_now += m_transferTime;
        return m_target->transfer(accessPort, read, address, data, m_now);
    }

    /// No time passes on the wire: for figures that have to be exact.
    void freezeWire() { m_transferTime = Duration::zero(); }

    std::uint32_t readDp(std::uint8_t address) { return raw(false, true, address).data; }

    void writeDp(std::uint8_t address, std::uint32_t data) {
        static_cast<void>(raw(false, false, address, data));
    }

    void lineReset() { m_target->lineReset(m_now); }

    /// Line reset, DPIDR, clear errors, power up. False when nobody answers.
    bool connect() {
        lineReset();
        if (raw(false, true, 0x0).ack != Ack::Ok) {
            return false;
        }
        writeDp(0x0, 0x1E);
        writeDp(0x8, 0);
        writeDp(0x4, 0x50000000);
        m_now += 20us;
        m_ap = 0;
        return (readDp(0x4) & 0xF0000000U) == 0xF0000000U;
    }

    void selectAp(std::uint8_t ap) { m_ap = ap; }

    Ack select(std::uint8_t bank) {
        return raw(false, false, 0x8, (std::uint32_t{m_ap} << 24U) | bank).ack;
    }

    void writeAp(std::uint8_t address, std::uint32_t data) {
        select(address & 0xF0U);
        static_cast<void>(raw(true, false, address & 0xCU, data));
    }

    std::uint32_t readAp(std::uint8_t address) {
        select(address & 0xF0U);
        static_cast<void>(raw(true, true, address & 0xCU));
        return readDp(0xC);
    }

    /// Acknowledge of the access as it shows in the end: WAIT is not waited for.
    struct Access {
        Ack ack = Ack::Silence;
        std::uint32_t data = 0;
    };

    Access read(std::uint32_t address, unsigned bytes = 4) {
        setUp(address, bytes);
        const SwdReply posted = raw(true, true, 0xC);
        if (posted.ack != Ack::Ok) {
            return {posted.ack, 0};
        }
        const SwdReply reply = raw(false, true, 0xC);
        const std::uint32_t shifted = reply.data >> (8U * (address & 3U));
        return {reply.ack, bytes == 4 ? shifted : shifted & ((1U << (8U * bytes)) - 1U)};
    }

    Ack write(std::uint32_t address, std::uint32_t value, unsigned bytes = 4) {
        setUp(address, bytes);
        const SwdReply posted = raw(true, false, 0xC, value << (8U * (address & 3U)));
        if (posted.ack != Ack::Ok) {
            return posted.ack;
        }
        return raw(false, true, 0xC).ack;
    }

    std::uint32_t word(std::uint32_t address) { return read(address).data; }

    /// Gives the debug unit its clock where a chip has it switched off after a reset.
    void openDebugUnit() {
        if (const auto& clock = m_facts->dbgmcuClock) {
            const std::uint32_t gate = m_facts->rcc + clock->offset;
            write(gate, word(gate) | 1U << clock->bit);
        }
    }

    void clearErrors() { writeDp(0x0, 0x1E); }

    void abort() { writeDp(0x0, 0x1F); }

    bool halt() {
        write(dhcsrAddress, dhcsrHalt);
        return (word(dhcsrAddress) & stateHalted) != 0;
    }

    void resume() { write(dhcsrAddress, dhcsrRun); }

    /// Reset by software, caught at the first instruction.
    bool resetAndHalt() {
        write(dhcsrAddress, dhcsrRun);
        write(demcrAddress, catchReset);
        write(aircrAddress, 0x05FA0004);
        clearErrors();
        wait(1ms);
        return (word(dhcsrAddress) & stateHalted) != 0;
    }

    std::uint32_t coreRegister(std::uint32_t selector) {
        write(dcrsrAddress, selector);
        return word(dcrdrAddress);
    }

    void setCoreRegister(std::uint32_t selector, std::uint32_t value) {
        write(dcrdrAddress, value);
        write(dcrsrAddress, selector | (1U << 16U));
    }

    void writeBlock(std::uint32_t address, std::span<const std::uint32_t> words) {
        for (const std::uint32_t one : words) {
            write(address, one);
            address += 4;
        }
    }

    /// Virtual time until `mask` of the word reads 0, looked at every `step`; empty after `limit`.
    std::optional<Duration> untilClear(std::uint32_t address, std::uint32_t mask, Duration step,
                                       Duration limit) {
        const Instant start = m_now;
        while (m_now - start < limit) {
            if ((word(address) & mask) == 0) {
                return m_now - start;
            }
            m_now += step;
        }
        return std::nullopt;
    }

private:
    void setUp(std::uint32_t address, unsigned bytes) {
        const std::uint32_t size = bytes == 4 ? 2 : (bytes == 2 ? 1 : 0);
        select(0);
        static_cast<void>(raw(true, false, 0x0, 0x23000040U | size));
        static_cast<void>(raw(true, false, 0x4, address));
    }

    const ChipFacts* m_facts;
    std::unique_ptr<SimTarget> m_target;
    Instant m_now{};
    Duration m_transferTime = 1us;
    std::uint8_t m_ap = 0;
};

} // namespace greenlight::sim
