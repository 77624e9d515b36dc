#pragma once

#include "engine/sim/sim_bus.h"
#include "engine/sim/sim_chips.h"
#include "engine/sim/sim_flash_array.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace greenlight::sim {

/// What the rest of the board means to its flash.
struct FlashSurroundings {
    Random random{0};
    TargetMishaps mishaps{};
    unsigned millivolts = 3300;
    /// A debugger has touched the chip since power-up: read protection then blocks the core too.
    bool debuggerSeen = false;
    /// The range of the core's supply is too low to write the flash.
    bool weakCore = false;
    /// The clock of the bus the flash hangs on.
    std::uint32_t busHz = 0;
    /// When an operation of the flash makes the supply sag; endOfTime for never.
    Instant brownOutAt = base::endOfTime;
};

/// One pair of key registers of FLASH: the keys in order unlock, anything else locks until the
/// next system reset (RM0090 3.5.1, RM0433 4.5.1).
class KeyLock {
public:
    /// What keys do that come when nothing is locked any more.
    enum class Repeated : std::uint8_t {
        Lock,   ///< they are a wrong sequence
        Ignore, ///< nothing (F1: OpenOCD's driver has always sent them twice)
    };

    constexpr KeyLock(std::uint32_t first, std::uint32_t second, Repeated repeated = Repeated::Lock)
        : m_keys{first, second}
        , m_repeated(repeated) {}

    [[nodiscard]] bool locked() const noexcept { return m_locked; }

    /// False when the value was wrong or out of order.
    bool offer(std::uint32_t value) noexcept;

    void lock() noexcept {
        m_locked = true;
        m_step = 0;
    }

    void reset() noexcept {
        lock();
        m_dead = false;
    }

private:
    std::array<std::uint32_t, 2> m_keys;
    Repeated m_repeated;
    unsigned m_step = 0;
    bool m_locked = true;
    bool m_dead = false;
};

/// The flash of a chip with its controller: registers, array, option bytes, protection and time.
/// A family's class gives the registers their meaning; what every family shares lives here.
/// Calls come in the order of time. One thread.
class SimFlash {
public:
    /// The family's flash for this board, options as the board's specification says.
    static std::unique_ptr<SimFlash> make(const ChipFacts& facts, const BoardSpec& spec,
                                          FlashSurroundings& surroundings);

    SimFlash(const SimFlash&) = delete;
    SimFlash& operator=(const SimFlash&) = delete;
    SimFlash(SimFlash&&) = delete;
    SimFlash& operator=(SimFlash&&) = delete;
    virtual ~SimFlash() = default;

    /// Controller registers by word offset.
    virtual BusOutcome readRegister(std::uint32_t offset, Instant at) = 0;
    virtual BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) = 0;

    /// The array by offset from 0x08000000; aligned 1, 2 or 4 bytes.
    BusOutcome readArray(Master master, std::uint32_t offset, unsigned bytes, Instant at);
    BusOutcome writeArray(Master master, std::uint32_t offset, unsigned bytes, std::uint32_t value,
                          Instant at);

    /// Memory-mapped option bytes by offset in ChipFacts::optionArea.
    virtual BusOutcome readOptionArea(std::uint32_t offset, unsigned bytes, Instant at);
    virtual BusOutcome writeOptionArea(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                       Instant at);

    /// When the next running operation ends; endOfTime when none runs (or never ends).
    [[nodiscard]] Instant nextEvent() const noexcept {
        return std::min(m_operations[0].end, m_operations[1].end);
    }

    /// Ends what has ended by now.
    void advance(Instant at);

    /// A system reset: an operation in progress leaves its half, locks close, options reload where
    /// the family does that.
    void systemReset(Instant at);
    /// Power is gone: the same, and everything volatile with it.
    void powerLost(Instant at);
    /// Power is back: options are loaded.
    void powerUp(Instant at);
    /// The supply has changed while running.
    void supplyChanged() noexcept;

    /// 0, 1 or 2: what counts now, not what was written for the next load.
    [[nodiscard]] virtual unsigned readProtection() const noexcept = 0;
    [[nodiscard]] virtual bool hardwareWatchdog() const noexcept = 0;

    /// True once after OBL_LAUNCH: the chip has to be reset, with the options loaded again.
    [[nodiscard]] bool takeLaunch() noexcept { return std::exchange(m_launch, false); }

    /// The array as plain readable memory for the core, if it is that just now: nothing busy,
    /// protected or badly coded.
    [[nodiscard]] bool plainlyReadable() const noexcept;

    /// How many bytes from the start that is true of: up to the first hole or hidden area.
    [[nodiscard]] virtual std::uint32_t plainBytes() const noexcept { return m_array.size(); }

    /// Notes whether there is a program: at power-up and when option bytes were launched, and at
    /// no other reset (RM0444 2.5).
    void lookForProgram() noexcept { m_empty = m_array.read(0, 4) == 0xFFFFFFFFU; }

    /// True where that sends the chip into its boot loader at the next reset.
    [[nodiscard]] bool startsBootLoader() const noexcept {
        return m_facts.emptyBootsSystem && m_empty;
    }

    /// Goes up with everything that changes what plainlyReadable() says or what the cells hold.
    [[nodiscard]] std::uint32_t generation() const noexcept { return m_generation; }

    [[nodiscard]] const FlashArray& array() const noexcept { return m_array; }

    [[nodiscard]] FlashArray& array() noexcept { return m_array; }

    /// What befell the operations since the last call of countAnew().
    [[nodiscard]] const FlashTally& tally() const noexcept { return m_tally; }

    void countAnew() noexcept { m_tally = {}; }

protected:
    struct Operation {
        enum class Kind : std::uint8_t { Idle, Program, Erase, Options } kind = Kind::Idle;
        std::uint32_t offset = 0;
        std::uint32_t bytes = 0;
        /// What is programmed; the longest is a row of an L4+ or a WB.
        std::array<std::uint8_t, 512> data{};
        /// Internal width of the charge pump, for the families that choose it; 0 elsewhere.
        unsigned parallelism = 0;
        /// Which of the register sets does it, where each bank has one.
        unsigned lane = 0;
        Instant end = endOfOperation;
        bool weak = false;
        bool ignored = false;
        bool failing = false;
        bool flips = false; ///< one bit of it comes out wrong
    };

    static constexpr Instant endOfOperation = base::endOfTime;

    SimFlash(const ChipFacts& facts, std::uint32_t bytes, std::uint32_t codedBytes,
             FlashSurroundings& surroundings);

    /// A write into the array after range and "held while busy" are dealt with.
    virtual BusOutcome storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                    Instant at) = 0;
    /// Flags and follow-ups of an operation that came to its end at `at`; its content is applied.
    virtual void completed(const Operation& operation, Instant at) = 0;
    /// An option operation did not come to its end.
    virtual void optionsTorn() = 0;
    virtual void resetRegisters() = 0;
    /// The option bytes take effect; `power` for a power-up or OBL_LAUNCH, else a system reset.
    virtual void loadOptions(bool power, Instant at) = 0;

    virtual void noteProtectedRead() {}

    virtual void noteBadRead(std::uint32_t) {}

    /// True when this supply is too low for that parallelism.
    [[nodiscard]] virtual bool tooWeak(unsigned, unsigned) const noexcept { return false; }

    /// Whether an access to this offset has to wait for a running operation, and until when.
    [[nodiscard]] virtual bool stalls(std::uint32_t) const noexcept { return busy(); }

    [[nodiscard]] virtual Instant stallEnd(std::uint32_t) const noexcept {
        return m_operations[0].end;
    }

    /// True for an offset where this part has no flash.
    [[nodiscard]] virtual bool isHole(std::uint32_t offset) const noexcept {
        return offset >= m_array.size();
    }

    /// Any lane.
    [[nodiscard]] bool busy() const noexcept { return busy(0) || busy(1); }

    [[nodiscard]] bool busy(unsigned lane) const noexcept {
        return m_operations.at(lane).kind != Operation::Kind::Idle;
    }

    [[nodiscard]] const Operation& operation(unsigned lane = 0) const noexcept {
        return m_operations.at(lane);
    }

    /// Debugger reads blocked, and the core's too once a debugger was seen.
    [[nodiscard]] bool blockedFor(Master master) const noexcept;

    /// Whether this place of the array is hidden from this master, whatever the level.
    [[nodiscard]] virtual bool hides(Master, std::uint32_t) const noexcept { return false; }

    void begin(Operation operation, Instant at, Duration duration);

    void launch() noexcept { m_launch = true; }

    /// What lookForProgram() found; some controllers have a bit for it that can be written.
    [[nodiscard]] bool empty() const noexcept { return m_empty; }

    void setEmpty(bool empty) noexcept { m_empty = empty; }

    [[nodiscard]] FlashSurroundings& surroundings() noexcept { return m_surroundings; }

    [[nodiscard]] const FlashSurroundings& surroundings() const noexcept { return m_surroundings; }

    [[nodiscard]] const ChipFacts& facts() const noexcept { return m_facts; }

private:
    void dealMishaps(Operation& operation, Instant at, Duration duration);
    void strike(Operation& operation, FlashMishap mishap, Instant at, Duration duration);
    void apply(const Operation& operation);
    void tear(Operation& operation);
    void tearAll();

    const ChipFacts& m_facts;
    FlashSurroundings& m_surroundings;
    FlashArray m_array;
    std::array<Operation, 2> m_operations{}; ///< by lane
    bool m_launch = false;
    bool m_empty = false;
    std::uint32_t m_generation = 0;
    FlashTally m_tally;
};

/// The controllers; each knows its own registers and times.
std::unique_ptr<SimFlash> makeFlashF1(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings);
std::unique_ptr<SimFlash> makeFlashF4(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings);
std::unique_ptr<SimFlash> makeFlashL4(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings);
std::unique_ptr<SimFlash> makeFlashH7(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings);
std::unique_ptr<SimFlash> makeFlashH5(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings);
std::unique_ptr<SimFlash> makeFlashL0(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings);
std::unique_ptr<SimFlash> makeFlashL5(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings);

} // namespace greenlight::sim
