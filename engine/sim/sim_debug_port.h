#pragma once

#include "engine/sim/sim_bus.h"
#include "engine/sim/sim_chips.h"
#include "engine/sim/sim_flash.h"

#include <array>
#include <cstdint>

namespace greenlight::sim {

/// The chip as its memory access ports see it.
class DebugBus {
public:
    DebugBus() = default;
    DebugBus(const DebugBus&) = delete;
    DebugBus& operator=(const DebugBus&) = delete;
    DebugBus(DebugBus&&) = delete;
    DebugBus& operator=(DebugBus&&) = delete;
    virtual ~DebugBus() = default;

    /// Aligned 1, 2 or 4 bytes through access port `port`.
    virtual BusOutcome debugRead(unsigned port, std::uint32_t address, unsigned bytes,
                                 Instant at) = 0;
    virtual BusOutcome debugWrite(unsigned port, std::uint32_t address, unsigned bytes,
                                  std::uint32_t value, Instant at) = 0;
};

/// Serial wire debug port and memory access ports (ADIv5.2 chapters B2, B4, C2): sticky errors,
/// posted writes, reads that come one transfer later, WAIT while an access hangs on the bus.
class SimDebugPort {
public:
    SimDebugPort(const ChipFacts& facts, DebugBus& bus, FlashSurroundings& surroundings);

    void powerOn();

    /// Answers nothing but a DPIDR read from now on.
    void lineReset() noexcept;

    /// The link is gone: nothing answers before the next line reset.
    void loseLink() noexcept { m_state = Link::Lost; }

    SwdReply transfer(bool accessPort, bool read, std::uint8_t address, std::uint32_t data,
                      Instant at);

private:
    enum class Link : std::uint8_t { Lost, Reset, Up };

    /// What distinguishes one access port from another.
    struct AccessPort {
        std::uint32_t idr = 0; ///< 0: there is no port of this number
        std::uint32_t base = 0;
        bool wordsOnly = false;
        std::uint32_t csw = 0;
        std::uint32_t tar = 0;
    };

    struct Pending {
        bool active = false;
        bool read = false;
        std::uint8_t address = 0;
        std::uint32_t data = 0;
        Instant until{};
    };

    SwdReply debugPortTransfer(bool read, std::uint8_t address, std::uint32_t data, Instant at);
    SwdReply accessPortTransfer(bool read, std::uint8_t address, std::uint32_t data, Instant at);
    SwdReply readDebugPort(std::uint8_t address, Instant at);
    SwdReply writeDebugPort(std::uint8_t address, std::uint32_t data, Instant at);
    SwdReply refuse(Ack ack) noexcept;
    SwdReply give(std::uint32_t data);

    /// Carries out an access of an access port register; may leave it pending.
    void access(bool read, std::uint8_t address, std::uint32_t data, Instant at);
    void readRegister(AccessPort& port, std::uint8_t address, Instant at);
    void writeRegister(AccessPort& port, std::uint8_t address, std::uint32_t data, Instant at);
    void readData(AccessPort& port, std::uint8_t address, Instant at);
    void writeData(AccessPort& port, std::uint8_t address, std::uint32_t data, Instant at);
    void transferPacked(AccessPort& port, bool read, std::uint32_t data, Instant at);
    /// True when the outcome is a value; keeps an error or a hanging access.
    bool settle(const BusOutcome& outcome, bool read, std::uint8_t address, std::uint32_t data);
    void stepAddress(AccessPort& port, std::uint32_t bytes) const noexcept;
    [[nodiscard]] std::uint32_t controlStatus(Instant at) const noexcept;
    [[nodiscard]] bool powered(Instant at) const noexcept;
    static void writeCsw(AccessPort& port, std::uint32_t value) noexcept;

    const ChipFacts& m_facts;
    DebugBus& m_bus;
    FlashSurroundings& m_surroundings;
    std::array<AccessPort, 4> m_ports{};
    Link m_state = Link::Lost;
    std::uint32_t m_select = 0;
    std::uint32_t m_control = 0; ///< the bits of CTRL/STAT that are stored as written
    bool m_stickyError = false;
    bool m_stickyOverrun = false;
    bool m_readOk = false;
    Instant m_powerAcknowledged{};
    std::uint32_t m_readBuffer = 0;
    std::uint32_t m_lastReply = 0;
    Pending m_pending;
    Instant m_stormUntil{};
};

} // namespace greenlight::sim
