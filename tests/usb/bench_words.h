#pragma once

#include "engine/sim/sim_stlink_product.h"
#include "engine/sim/sim_target.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace greenlight::usb {

/// The chip of a word such as "H725" or "STM32H725".
inline std::optional<sim::Chip> chipNamed(std::string_view word) {
    for (const sim::Chip chip : sim::everyChip()) {
        if (word == sim::name(chip) || word == sim::name(chip).substr(5)) {
            return chip;
        }
    }
    return std::nullopt;
}

/// A new board; `number` goes into its UID.
inline std::optional<sim::BoardSpec> boardNamed(std::string_view word, std::size_t number) {
    const auto chip = chipNamed(word);
    if (!chip) {
        return std::nullopt;
    }
    sim::BoardSpec board{.chip = *chip};
    board.uid = {0x2A, 0x00, 0x33, 0x00, 0x0F, 0x51, 0x38, 0x32, 0x31, 0x37, 0x33, 0x30};
    board.uid.front() = static_cast<std::uint8_t>(number);
    return board;
}

/// A probe of a kind, with a serial of its own.
inline std::optional<sim::ProbeSpec> probeNamed(std::string_view word, std::size_t number) {
    const std::string serial = fmt::format("50FF6F067871515131{:06X}", number);
    if (word == "v2") {
        return sim::ProbeSpec::v2(serial);
    }
    if (word == "v21") {
        return sim::ProbeSpec::v21(serial);
    }
    if (word == "v3") {
        return sim::ProbeSpec::v3(serial);
    }
    return std::nullopt;
}

} // namespace greenlight::usb
