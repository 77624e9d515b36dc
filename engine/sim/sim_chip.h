#pragma once

#include "engine/sim/sim_chips.h"
#include "engine/sim/sim_core.h"
#include "engine/sim/sim_crc.h"
#include "engine/sim/sim_debug_port.h"
#include "engine/sim/sim_firmware.h"
#include "engine/sim/sim_flash.h"
#include "engine/sim/sim_memory.h"
#include "engine/sim/sim_quadspi.h"
#include "engine/sim/sim_rcc.h"
#include "engine/sim/sim_second_core.h"
#include "engine/sim/sim_target.h"
#include "engine/sim/sim_watchdog.h"

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

namespace greenlight::sim {

/// The assembly: a core, memories, flash and peripherals on one bus, a debug port into it, and the
/// reset, power and time that join them.
///
/// Time is driven from outside: advance() brings everything up to an instant, event by event, with
/// the core executing in between. An access of the core in the middle of that carries the instant
/// of its own cycle.
class SimChip final : public SimTarget, private Bus, private DebugBus {
public:
    SimChip(const BoardSpec& spec, std::uint64_t seed);

    void lineReset(Instant at) override;
    SwdReply transfer(bool accessPort, bool read, std::uint8_t address, std::uint32_t writeData,
                      Instant at) override;
    void setNrst(bool low, Instant at) override;
    void setPower(bool on, Instant at) override;
    [[nodiscard]] unsigned millivolts(Instant at) override;

    void setMishaps(const TargetMishaps& mishaps) override {
        m_surroundings.mishaps = mishaps;
        m_flash->countAnew();
    }

    [[nodiscard]] FlashTally flashTally() const override { return m_flash->tally(); }

    void flipRam(std::uint64_t draw, Instant at) override;

    void setMillivolts(unsigned millivolts, Instant at) override;

    [[nodiscard]] unsigned readProtection() const override { return m_flash->readProtection(); }

    [[nodiscard]] std::span<const std::uint8_t> flash() const override {
        return m_flash->array().cells();
    }

    [[nodiscard]] std::span<const std::uint8_t> externalFlash() const override {
        return m_quadspi.memory();
    }

    [[nodiscard]] const BoardSpec& spec() const override { return m_spec; }

    void tamperFlash(std::uint32_t offset, std::uint8_t value) override;
    [[nodiscard]] bool running(Instant at) override;
    [[nodiscard]] bool debugStateLeftBehind() const override;

    [[nodiscard]] std::uint64_t instructionsExecuted() const override {
        return m_core.thumb().executed();
    }

private:
    // What the core sees (Bus).
    BusReply read(std::uint32_t address, unsigned bytes, std::uint64_t cycle) override;
    BusReply write(std::uint32_t address, unsigned bytes, std::uint32_t value,
                   std::uint64_t cycle) override;
    [[nodiscard]] bool isHarmlessToRepeat(std::uint32_t address,
                                          std::uint32_t value) const override;
    std::span<const std::uint8_t> code(std::uint32_t address) override;
    [[nodiscard]] std::span<const Window> windows() const override;

    // What the access ports see (DebugBus).
    BusOutcome debugRead(unsigned port, std::uint32_t address, unsigned bytes, Instant at) override;
    BusOutcome debugWrite(unsigned port, std::uint32_t address, unsigned bytes, std::uint32_t value,
                          Instant at) override;

    // The address map, the same for every master but for what it can reach.
    BusOutcome load(Master master, std::uint32_t address, unsigned bytes, Instant at);
    BusOutcome store(Master master, std::uint32_t address, unsigned bytes, std::uint32_t value,
                     Instant at);

    /// The second way of H7 and H5 to their debug unit.
    [[nodiscard]] bool isDebugBus(unsigned port) const noexcept {
        return (port == 2 && m_facts.family == Family::H7) ||
               (port == 0 && m_facts.family == Family::H5);
    }

    [[nodiscard]] std::uint32_t debugUnitOnDebugBus() const noexcept {
        return m_facts.family == Family::H7 ? 0xE00E1000 : 0xE0044000;
    }

    [[nodiscard]] bool reaches(Master master, const RamFacts& ram) const noexcept;
    /// The flash offset an address stands for, directly or through the alias at 0.
    [[nodiscard]] std::optional<std::uint32_t> flashOffset(std::uint32_t address) const noexcept;
    BusOutcome loadDevice(Master master, std::uint32_t address, unsigned bytes, Instant at);
    BusOutcome storeDevice(Master master, std::uint32_t address, unsigned bytes,
                           std::uint32_t value, Instant at);
    BusOutcome loadWord(Master master, std::uint32_t address, Instant at);
    BusOutcome storeWord(Master master, std::uint32_t address, std::uint32_t value, Instant at);
    BusOutcome loadPrivate(std::uint32_t address, Instant at);
    BusOutcome storePrivate(std::uint32_t address, std::uint32_t value, Instant at);
    [[nodiscard]] bool dbgmcuClocked() const noexcept;
    [[nodiscard]] std::uint32_t loadDbgmcu(std::uint32_t offset) const noexcept;
    void storeDbgmcu(std::uint32_t offset, std::uint32_t value) noexcept;
    [[nodiscard]] std::uint32_t plainWord(std::uint32_t address) const;
    void storePlain(std::uint32_t address, std::uint32_t value);
    void chooseCoreSupply() noexcept;
    [[nodiscard]] std::uint32_t systemMemoryWord(std::uint32_t address) const noexcept;
    [[nodiscard]] bool crcClocked() const noexcept;
    [[nodiscard]] bool quadspiClocked() const noexcept;

    // Time, reset, power.
    void advance(Instant at);
    void handleEvents(Instant at);
    /// After anything that may have changed the clock.
    void takeClock(Instant at);
    [[nodiscard]] Instant nextEvent() const noexcept;
    /// After anything that can start a reset, halt the core or change the flash.
    void settle(Instant at);
    void beginReset(ResetCause cause, Instant at);
    void leaveReset(Instant at);
    void powerDown(Instant at);
    void powerUp(Instant at);
    /// The supply sags below what the chip needs and comes back a little later.
    void brownOut(Instant at);
    /// RAM that the debugger writes is in use.
    void noteWritten(std::uint32_t address);

    [[nodiscard]] bool inReset() const noexcept { return m_core.state() == SimCore::State::Held; }

    [[nodiscard]] bool freezesWatchdog() const noexcept;
    [[nodiscard]] bool clocksStopped() const noexcept;
    [[nodiscard]] std::uint32_t vectorTable() const noexcept;
    void forgetFlashCode();
    /// A second core that runs has a firmware that uses memory as its own.
    void letSecondCoreWrite(Instant at);
    [[nodiscard]] bool secondCoreStarts(Instant at);
    void noteDebugger();

    static constexpr std::size_t dbgmcuWords = 0x60 / 4;

    BoardSpec m_spec;
    const ChipFacts m_facts; ///< as far as others see it, before everything that looks at it
    FlashSurroundings m_surroundings;
    std::unique_ptr<SimFlash> m_flash;
    /// Mutable because windows(), which changes nothing itself, hands out bytes to write.
    mutable SimMemory m_memory;
    SimRcc m_rcc;
    SimWatchdog m_watchdog;
    SimCrc m_crc;
    SimQuadSpi m_quadspi;
    SimCore m_core;
    SimSecondCore m_secondCore;
    SimDebugPort m_port;
    std::vector<std::uint8_t> m_bootloader;
    std::array<std::uint32_t, dbgmcuWords> m_dbgmcu{};
    std::unordered_map<std::uint32_t, std::uint32_t> m_plain;
    mutable std::array<Window, 12> m_windows{};

    Instant m_now{};
    /// When the chip leaves reset; endOfTime while nRST is low or nothing holds it.
    Instant m_release = base::endOfTime;
    /// When the supply is back after a brown-out.
    Instant m_powerBackAt = base::endOfTime;
    /// Blocks of RAM the debugger has written since power-up, in order.
    std::vector<std::uint32_t> m_writtenBlocks;
    std::uint32_t m_lastWritten = 0;
    /// The debug link answers nothing before this (option launch).
    Instant m_linkDeadUntil{};
    bool m_powered = false;
    bool m_nrstLow = false;
    bool m_bootFromSystem = false;
    bool m_pinsTaken = false;
    bool m_debugLockedForEver = false;
    bool m_flashCodeGiven = false;
    std::uint32_t m_flashGeneration = 0;
};

} // namespace greenlight::sim
