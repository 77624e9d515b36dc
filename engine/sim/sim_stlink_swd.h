#pragma once

#include "engine/base/clock.h"
#include "engine/sim/sim_stlink_wire.h"
#include "engine/sim/sim_target.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>

namespace greenlight::sim {

/// A run of memory accesses of one width through one access port.
struct MemoryBlock {
    std::uint8_t ap = 0;
    std::uint32_t address = 0;
    unsigned width = 4;         ///< bytes per access: 1, 2 or 4
    bool increments = true;     ///< false: every access goes to the same address
    std::uint32_t cswUpper = 0; ///< CSW without its low byte; 0 = the firmware's own
};

/// How the firmware of a probe does SWD; what differs between versions.
struct SwdHabits {
    unsigned waitRetries = 8; ///< repetitions of a transfer that got WAIT
    bool tarPerWord = false;  ///< TAR is written before every word (before V2J24)
    ProbeStatus apSilence = ProbeStatus::NoDevice;
    ProbeStatus dpSilence = ProbeStatus::NoDevice;
    /// After WAIT was reported the next access is reported as FAULT once (V3 on busy APs).
    bool faultAfterWait = false;
};

/// The part of the firmware that drives the two wires: ADIv5 transfers, one after the other, each
/// at its own moment. It keeps the debug port's SELECT and each port's CSW as caches, as firmware
/// does. Sticky errors it clears where a host could not: before the next memory access. OpenOCD's
/// high-level driver has no access to the debug port and works on after a fault, as it does when it
/// programs a blank chip whose program counter points nowhere. Accesses to port registers leave
/// them to the host.
class SwdEngine {
public:
    explicit SwdEngine(const SwdHabits& habits) : m_habits(habits) {}

    void attach(SimTarget* target) noexcept { m_target = target; }

    [[nodiscard]] SimTarget* target() const noexcept { return m_target; }

    /// Wire time of one transfer, and what the firmware adds to it per memory access.
    void setPace(Duration perTransfer) noexcept { m_perTransfer = perTransfer; }

    [[nodiscard]] Duration pace() const noexcept { return m_perTransfer; }

    /// A transfer that the firmware only believes to have made: the one after the next `after` is
    /// not made, and this is how it ended. Nothing: none, not even one that was asked for.
    struct Refusal {
        ProbeStatus status = ProbeStatus::NoDevice;
        unsigned after = 0;
    };

    void refuse(const std::optional<Refusal>& refusal) noexcept { m_refusal = refusal; }

    /// A command starts at `at` and takes at least `overhead`; setting up runs inside that time,
    /// memory accesses come after it.
    void begin(Instant at, Duration overhead);

    /// The moment of the next transfer.
    [[nodiscard]] Instant moment() const noexcept { return m_cursor; }

    /// When the wires have done what was asked since begin().
    [[nodiscard]] Instant end() const noexcept;

    /// Line reset, DPIDR, power-up handshake. Forgets every cache.
    ProbeStatus connect();

    [[nodiscard]] std::uint32_t dpidr() const noexcept { return m_dpidr; }

    /// `address` is DPBANKSEL << 4 | offset.
    ProbeStatus readDp(unsigned address, std::uint32_t& value);
    ProbeStatus writeDp(unsigned address, std::uint32_t value);
    ProbeStatus readAp(std::uint8_t ap, unsigned address, std::uint32_t& value);
    ProbeStatus writeAp(std::uint8_t ap, unsigned address, std::uint32_t value);

    /// Fills as much as succeeds; `faultAddress` is set when the chip answered FAULT.
    ProbeStatus read(const MemoryBlock& block, std::span<std::uint8_t> into,
                     std::uint32_t& faultAddress);
    ProbeStatus write(const MemoryBlock& block, std::span<const std::uint8_t> from,
                      std::uint32_t& faultAddress);
    ProbeStatus readWord(std::uint8_t ap, std::uint32_t address, std::uint32_t& value);
    ProbeStatus writeWord(std::uint8_t ap, std::uint32_t address, std::uint32_t value);

private:
    enum class Port : std::uint8_t { Debug, Access };

    ProbeStatus transfer(Port port, bool read, unsigned offset, std::uint32_t data,
                         std::uint32_t* value, Port blame);
    std::optional<ProbeStatus> takeRefusal();
    ProbeStatus writeSelect(std::uint32_t wanted);
    ProbeStatus selectBank(unsigned address);
    ProbeStatus select(std::uint8_t ap, unsigned address);
    ProbeStatus prepare(const MemoryBlock& block);
    ProbeStatus readRun(const MemoryBlock& block, std::uint32_t address,
                        std::span<std::uint8_t> into, std::uint32_t& faultAddress);
    ProbeStatus writeRun(const MemoryBlock& block, std::uint32_t address,
                         std::span<const std::uint8_t> from, std::uint32_t& faultAddress);
    [[nodiscard]] std::size_t runLength(const MemoryBlock& block, std::uint32_t address,
                                        std::size_t left) const;
    void forget();

    SwdHabits m_habits;
    SimTarget* m_target = nullptr;
    Duration m_perTransfer{};
    Instant m_cursor{};
    Instant m_notBefore{};
    std::uint32_t m_dpidr = 0;
    std::optional<std::uint32_t> m_select;
    std::map<std::uint8_t, std::uint32_t> m_csw;
    bool m_waited = false;
    std::optional<Refusal> m_refusal;
    bool m_faulted = false; ///< sticky errors are set, as far as the firmware knows
};

} // namespace greenlight::sim
