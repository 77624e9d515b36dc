#pragma once

#include "engine/base/result.h"
#include "engine/target/device.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace greenlight::target {

/// A setting among the option bytes that a recipe may make, by its name in ST's reference manuals.
/// No name here have: read protection, write protection and secure areas, which have rules of their
/// own; what divides, swaps or moves the flash, because the proof would be of another place then;
/// and what cannot be taken back.
struct OptionField {
    std::string_view name{};
    std::uint32_t offset = 0; ///< of the register that shows it, from the base of the controller
    std::uint8_t low = 0;     ///< its lowest bit there
    std::uint8_t bits = 1;

    [[nodiscard]] constexpr std::uint32_t largest() const noexcept {
        return static_cast<std::uint32_t>((std::uint64_t{1} << bits) - 1);
    }

    [[nodiscard]] constexpr std::uint32_t mask() const noexcept { return largest() << low; }
};

/// Bits of one option register that are to be set.
struct OptionValue {
    std::uint32_t address = 0; ///< of the register that shows them
    std::uint32_t mask = 0;
    std::uint32_t value = 0; ///< in place
};

/// What this die lets a recipe set; empty where this version knows no names.
[[nodiscard]] std::span<const OptionField> optionFields(const Device& device) noexcept;

/// The field of this name, in capitals or not.
[[nodiscard]] const OptionField* optionFieldNamed(const Device& device,
                                                  std::string_view name) noexcept;

/// A field of the device at a value. CHECKs that it fits.
[[nodiscard]] OptionValue optionValue(const Device& device, const OptionField& field,
                                      std::uint32_t value);

/// What the option registers say; empty when the register was not read.
[[nodiscard]] std::optional<std::uint32_t> optionFound(const Device& device,
                                                       const OptionField& field,
                                                       std::span<const OptionWord> words) noexcept;

} // namespace greenlight::target
