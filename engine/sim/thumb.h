#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace greenlight::sim {

namespace thumb {
struct Machine;
} // namespace thumb

/// Which instructions a core knows; more is UsageFault (ARMv7-M) or HardFault (ARMv6-M).
enum class Architecture : std::uint8_t {
    V6M, ///< Cortex-M0, M0+
    V7M, ///< Cortex-M3, and the integer part of M4 and M7
};

/// What a data access gave.
struct BusReply {
    std::uint32_t value = 0;
    bool fault = false;
    /// Reading it again before the limit of the current run() could give something else, or has a
    /// side effect: a loop that polls it is not idle. A status bit that changes only at the moment
    /// the caller gave run() as its limit is not volatile.
    bool volatileRead = false;
    /// The answer of Bus::windows() is another one from now on (a flash that became busy, memory
    /// mapped elsewhere). Only a write may say so.
    bool windowsChanged = false;
    /// run() returns CycleLimit after this instruction, before its limit: for a write that starts
    /// something which ends before that limit, or resets the chip. Only a write may say so.
    bool endRun = false;
    std::uint32_t stallCycles = 0; ///< cycles the bus made the core wait on top of the normal cost
};

/// What the core sees of the chip. `cycle` is the core's own cycle count at the start of the
/// instruction, plus what it has already waited in this instruction. Accesses through read() and
/// write() are always aligned to their 1, 2 or 4 bytes: the core splits others into bytes.
class Bus {
public:
    /// Memory the core may reach directly instead of through read() and write(): plain RAM, flash
    /// that can be read. Little-endian, at least 4 bytes, base and size multiples of 4.
    /// Several windows may show the same `bytes` (aliases); where writable memory can be executed
    /// under a second address, that address has a window too. Writes into a window that is not
    /// writable go to Bus::write().
    struct Window {
        std::uint32_t base = 0;
        std::uint32_t size = 0;
        std::uint8_t* bytes = nullptr;
        bool writable = false;
        std::uint32_t waitCycles = 0; ///< added to each data access
    };

    /// More windows than this are not used.
    static constexpr std::size_t maximumWindows = 16;

    Bus() = default;
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;
    Bus(Bus&&) = delete;
    Bus& operator=(Bus&&) = delete;
    virtual ~Bus() = default;

    virtual BusReply read(std::uint32_t address, unsigned bytes, std::uint64_t cycle) = 0;
    /// Any write ends an idle loop, except one the bus declares harmless to repeat.
    virtual BusReply write(std::uint32_t address, unsigned bytes, std::uint32_t value,
                           std::uint64_t cycle) = 0;
    /// True when only the last of many writes of this value counts (feeding a watchdog). The core
    /// always really makes the last ones before the limit of run(). Asked before the write.
    [[nodiscard]] virtual bool isHarmlessToRepeat(std::uint32_t address,
                                                  std::uint32_t value) const = 0;
    /// Instruction half-words: memory as it is now, starting at `address` (even), at least one
    /// half-word; empty when nothing can be executed there. The core keeps its decodings until
    /// forgetCode() is called for the range; of its own writes it knows by itself.
    virtual std::span<const std::uint8_t> code(std::uint32_t address) = 0;

    /// The windows as they are now: asked at the start of each run() and step(), and after a write
    /// that says windowsChanged. The bytes must stay where they are until asked again.
    [[nodiscard]] virtual std::span<const Window> windows() const { return {}; }
};

/// An in-order Thumb core with the cycle costs of the technical reference manuals (the table is in
/// thumb_cycles.h). Interrupts and exceptions do not exist here: loaders run without.
/// One thread.
class ThumbCore {
public:
    enum class Stop : std::uint8_t {
        CycleLimit, ///< ran (or idled) up to the limit
        Breakpoint, ///< BKPT at pc, not executed
        Fault,      ///< an exception the core would have taken at pc; see fault()
        Sleep,      ///< WFI or WFE, executed: idle until woken from outside
    };

    enum class FaultKind : std::uint8_t {
        None,
        Undefined,
        BusFault,
        Unaligned,
        NotThumb,       ///< the T bit is clear: a branch to an even address
        SupervisorCall, ///< SVC
    };

    ThumbCore(Architecture architecture, Bus& bus);
    ThumbCore(const ThumbCore&) = delete;
    ThumbCore& operator=(const ThumbCore&) = delete;
    ThumbCore(ThumbCore&&) = delete;
    ThumbCore& operator=(ThumbCore&&) = delete;
    ~ThumbCore();

    /// As after reset: registers and flags zero, T set, privileged thread mode on the main stack.
    /// The caller sets SP and PC from the vector table. The counters go on; no decoding is kept.
    void reset() noexcept;

    /// Runs until the cycle counter is at `limit` or past it (by less than one instruction). A loop
    /// that only polls (no write that changes anything but harmless ones, no volatile read, same
    /// registers at its branch as one turn before) is idle: the counter is moved forward by whole
    /// turns at once, so that state and counter at the end are exactly those of a core that walked
    /// every turn. Callers therefore set the limit to the next moment anything outside changes.
    /// After a Fault or a Breakpoint the pc is the instruction's own and running again meets it
    /// again; after Sleep it is the next one.
    Stop run(std::uint64_t limit);

    /// Executes one instruction (debug step); CycleLimit says it went well.
    Stop step();

    /// Cycles since the start; monotone, unless set.
    [[nodiscard]] std::uint64_t cycle() const noexcept;
    void setCycle(std::uint64_t cycle) noexcept;

    /// 0-12, 13 SP (the one in use), 14 LR, 15 PC (address of the next instruction, bit 0 clear).
    [[nodiscard]] std::uint32_t reg(unsigned index) const noexcept;
    /// SP loses its low two bits and PC bit 0, as in DCRSR writes; writing PC does not touch T.
    void setReg(unsigned index, std::uint32_t value) noexcept;
    /// APSR, IPSR, and EPSR with T and the IT state, as DCRSR shows them.
    [[nodiscard]] std::uint32_t xpsr() const noexcept;
    void setXpsr(std::uint32_t value) noexcept;
    [[nodiscard]] bool primask() const noexcept;
    void setPrimask(bool masked) noexcept;

    /// The special registers by their SYSm number (ARMv7-M B5.1.1: 8 MSP, 9 PSP, 16 PRIMASK,
    /// 17 BASEPRI, 19 FAULTMASK, 20 CONTROL), without the privilege rules of MRS and MSR. Unknown
    /// ones read 0 and ignore writes.
    [[nodiscard]] std::uint32_t special(unsigned sysm) const noexcept;
    void setSpecial(unsigned sysm, std::uint32_t value) noexcept;

    /// Why the last run() or step() ended with Stop::Fault, None if it did not.
    [[nodiscard]] FaultKind fault() const noexcept;
    /// Where the data access or fetch went that gave BusFault or Unaligned.
    [[nodiscard]] std::uint32_t faultAddress() const noexcept;

    /// Code in this range, or in an alias of it among the windows, has changed. May be called from
    /// inside the bus functions.
    void forgetCode(std::uint32_t address, std::uint32_t bytes);

    /// Whether run() may skip idle turns (it may, unless told otherwise): the end is the same, only
    /// the cost to the host is not.
    void setIdleSkipping(bool allowed) noexcept;

    /// Instructions executed, idle turns not counted: the cost to the host.
    [[nodiscard]] std::uint64_t executed() const noexcept;

private:
    std::unique_ptr<thumb::Machine> m_machine;
};

} // namespace greenlight::sim
