#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/stlink.h"
#include "engine/target/device.h"
#include "engine/target/option_fields.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace greenlight::target {

/// Reads every option register of the device, twice. Faults: LinkUnstable when both readings
/// differ, and those of the link.
Result<OptionWords> readOptions(probe::StLink& link, const Device& device);

/// The value of one option register; empty when it was not read.
[[nodiscard]] std::optional<std::uint32_t> optionAt(std::span<const OptionWord> words,
                                                    std::uint32_t address) noexcept;

/// 0 open, 1 debugger locked out of the flash (anything that is neither 0 nor 2), 2 final.
[[nodiscard]] unsigned readProtection(const Device& device,
                                      std::span<const OptionWord> words) noexcept;

/// True if the device can be given this level: an H5 has product states in their place, an F1 no
/// level 2, and of a described part nothing is known.
[[nodiscard]] bool offersLevel(const Device& device, unsigned level) noexcept;

/// Indices into `sectors` of those the option bytes protect against erase and program.
[[nodiscard]] std::vector<std::size_t> writeProtected(const Device& device,
                                                      std::span<const OptionWord> words,
                                                      std::span<const Sector> sectors);

/// True if the independent watchdog starts by itself at every reset.
[[nodiscard]] bool hardwareWatchdog(const Device& device,
                                    std::span<const OptionWord> words) noexcept;

/// Protections that neither RDP nor WRP tells of, in words: code read-out areas, secure areas.
/// Empty for a normal chip.
[[nodiscard]] std::vector<std::string> unusualOptions(const Device& device,
                                                      std::span<const OptionWord> words);

/// True where new option bytes are loaded by a launch that resets the chip and drops the debug link
/// (L4 and its kin, L0, L1, L5 to WBA; F0 and F3, RM0360 section 4); the others take them at the
/// next reset.
[[nodiscard]] bool launchResets(const Device& device) noexcept;

/// What is to become of the option bytes; what it does not name is kept.
struct OptionChange {
    std::span<const OptionValue> values{}; ///< of optionFields()
    /// Read protection: 0, 1, or 2, which nothing in the world takes back.
    std::optional<unsigned> level{};

    /// The word of this register as it is to be, but for the level.
    [[nodiscard]] std::uint32_t applied(std::uint32_t address, std::uint32_t word) const noexcept;
};

/// Writes option bytes and starts what the family needs for it (the mass erase of a regression runs
/// inside). The core must be halted and the
/// supply steady. Where launchResets() the chip is reset at the end and the debug link is down for
/// some milliseconds; on F1 a reset must follow. Level 2 is read back before it is loaded, because
/// afterwards nobody may. Faults: OptionWriteFailed (also for level 2 of a device that has none),
/// RegressionFailed, FlashLocked.
Result<void> writeOptions(probe::StLink& link, Clock& clock, const Device& device,
                          const OptionChange& change);

} // namespace greenlight::target
