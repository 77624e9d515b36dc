#pragma once

#include "engine/base/clock.h"

#include <array>
#include <cstdint>
#include <span>

namespace greenlight::sim {

/// Which instructions a core knows; more is UsageFault (ARMv7-M) or HardFault (ARMv6-M).
enum class Architecture : std::uint8_t {
    V6M, ///< Cortex-M0, M0+
    V7M, ///< Cortex-M3, and the integer part of M4 and M7
};

/// What a data access gave. `volatileRead` says that reading it again later could give something
/// else without any event announced through Bus::nextEvent, so a polling loop on it is not idle.
struct BusReply {
    std::uint32_t value = 0;
    bool fault = false;
    bool volatileRead = false;
    std::uint32_t stallCycles = 0; ///< cycles the bus made the core wait on top of the normal cost
};

/// What the core sees of the chip. `cycle` is the core's own cycle count at the access.
class Bus {
public:
    Bus() = default;
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;
    Bus(Bus&&) = delete;
    Bus& operator=(Bus&&) = delete;
    virtual ~Bus() = default;

    virtual BusReply read(std::uint32_t address, unsigned bytes, std::uint64_t cycle) = 0;
    /// `idempotent` in the reply's volatileRead sense does not exist for writes: any write ends an
    /// idle loop, except one the bus declares harmless to repeat (feeding a watchdog).
    virtual BusReply write(std::uint32_t address, unsigned bytes, std::uint32_t value,
                           std::uint64_t cycle) = 0;
    virtual bool isHarmlessToRepeat(std::uint32_t address, std::uint32_t value) const = 0;
    /// Instruction half-words; a span of memory that does not change until invalidated, starting
    /// at `address`, empty when nothing can be executed there. The core may cache decodings of it
    /// until forgetCode() is called for the range.
    virtual std::span<const std::uint8_t> code(std::uint32_t address) = 0;
};

/// An in-order Thumb core with the cycle costs of the technical reference manuals (M0+: DDI0484C
/// table 3-1; M3/M4: DDI0439B table 3-1). Interrupts do not exist here: loaders run without.
/// One thread.
class ThumbCore {
public:
    enum class Stop : std::uint8_t {
        CycleLimit, ///< ran (or idled) up to the limit
        Breakpoint, ///< BKPT at pc()
        Fault,      ///< an exception the core would have taken; see fault()
        Sleep,      ///< WFI or WFE: idle until woken from outside
    };

    enum class FaultKind : std::uint8_t { None, Undefined, BusFault, Unaligned, NotThumb };

    ThumbCore(Architecture architecture, Bus& bus);

    /// Runs until `limit` on the cycle counter. A loop that only polls (no write but harmless ones,
    /// no volatile read, same registers at its head as one turn before) is idle: the counter is
    /// moved forward by whole turns at once up to the limit. Callers therefore set the limit to the
    /// next moment anything outside changes.
    Stop run(std::uint64_t limit);

    [[nodiscard]] std::uint64_t cycle() const noexcept { return m_cycle; }

    void setCycle(std::uint64_t cycle) noexcept { m_cycle = cycle; }

    /// 0-12, 13 SP, 14 LR, 15 PC (address of the next instruction, bit 0 clear).
    [[nodiscard]] std::uint32_t reg(unsigned index) const noexcept { return m_registers[index]; }

    void setReg(unsigned index, std::uint32_t value) noexcept;
    [[nodiscard]] std::uint32_t xpsr() const noexcept;
    void setXpsr(std::uint32_t value) noexcept;
    [[nodiscard]] bool primask() const noexcept { return m_primask; }

    void setPrimask(bool masked) noexcept { m_primask = masked; }

    [[nodiscard]] FaultKind fault() const noexcept { return m_fault; }

    /// Executes one instruction (debug step).
    Stop step();

    /// Code in this range has changed.
    void forgetCode(std::uint32_t address, std::uint32_t bytes);

    /// Instructions executed, idle turns not counted: the cost to the host.
    [[nodiscard]] std::uint64_t executed() const noexcept { return m_executed; }

private:
    std::array<std::uint32_t, 16> m_registers{};
    std::uint64_t m_cycle = 0;
    std::uint64_t m_executed = 0;
    bool m_primask = false;
    FaultKind m_fault = FaultKind::None;
    Architecture m_architecture;
    Bus& m_bus;
};

} // namespace greenlight::sim
