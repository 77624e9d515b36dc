#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/stlink.h"
#include "engine/target/device.h"
#include "engine/target/options.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace greenlight::target {

inline constexpr std::array<std::uint32_t, 2> flashKeys{0x45670123, 0xCDEF89AB};
inline constexpr std::array<std::uint32_t, 2> optionKeys{0x08192A3B, 0x4C5D6E7F};

inline constexpr std::uint32_t levelZero = 0xAA;
// Any byte but 0xAA and 0xCC is level 1; zero is neither by more than one flipped bit.
inline constexpr std::uint32_t levelOne = 0x00;
inline constexpr std::uint32_t levelTwo = 0xCC;

/// What writing option bytes may take when nothing is erased with them.
inline constexpr Duration optionWriteLimit = std::chrono::milliseconds(2000);

/// The registers of one flash controller, by offset, as the writers of option bytes use them. The
/// target's thread.
class OptionController {
public:
    OptionController(probe::StLink& link, Clock& clock, const Device& device)
        : m_link(link)
        , m_clock(clock)
        , m_device(device) {}

    Result<std::uint32_t> read(std::uint32_t offset);
    Result<void> write(std::uint32_t offset, std::uint32_t value);

    /// Polls the register until none of the bits is set. OptionWriteFailed after `atMost`.
    Result<void> waitWhile(std::uint32_t offset, std::uint32_t bits, Duration atMost);

    /// Two keys, only if the lock is closed: keys for an open lock close it until the next reset.
    /// FlashLocked when it stays closed.
    Result<void> unlock(std::uint32_t lockOffset, std::uint32_t lockBit, std::uint32_t keyOffset,
                        const std::array<std::uint32_t, 2>& keys);

    /// A write that resets the chip in the middle of this very access.
    Result<void> launch(std::uint32_t offset, std::uint32_t value);

    /// launch() where the erase of a regression begins behind the reset: its end cannot be seen
    /// there, and a reset by the pin to connect again would tear it. Waits as long as it may take.
    Result<void> launchInto(std::optional<unsigned> level, std::uint32_t offset,
                            std::uint32_t value);

    /// Of a change to level 2: demands that its byte stands in the word at `address`, from bit
    /// `shift` on. OptionWriteFailed.
    Result<void> confirmFinal(const OptionChange& change, std::uint32_t address, unsigned shift);

    [[nodiscard]] Fault fault(FaultCode code, std::string note) const;

    /// Writes the registers that the change names, `shift` above those that show them.
    Result<void> writeNamed(const OptionChange& change, std::uint32_t shift = 0);

    /// How long this device may stay busy with the change.
    [[nodiscard]] Duration limit(const OptionChange& change) const;

private:
    [[nodiscard]] Duration longestRegression() const;

    probe::StLink& m_link;
    Clock& m_clock;
    const Device& m_device;
};

/// The byte of a level where 0xAA is open.
[[nodiscard]] constexpr std::uint32_t levelByte(unsigned level) noexcept {
    return level == 0 ? levelZero : (level == 1 ? levelOne : levelTwo);
}

/// writeOptions() for the kinds that have a file of their own. An H5 has no level to be set in
/// passing: only the names.
Result<void> writeOptionsH5(OptionController& flash, const OptionChange& change);
Result<void> writeOptionsL5(OptionController& flash, const Device& device,
                            const OptionChange& change);
Result<void> writeOptionsL0(OptionController& flash, probe::StLink& link, const Device& device,
                            const OptionChange& change);

} // namespace greenlight::target
