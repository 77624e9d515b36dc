#pragma once

#include "engine/base/result.h"
#include "engine/job/evidence.h"
#include "engine/job/serial_format.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::job {

/// Bytes of each unit's own by its serial number, made elsewhere and released with the recipe:
/// keys, addresses, calibration.
using UnitTable = std::map<std::string, std::vector<std::uint8_t>, std::less<>>;

/// Where the bytes of a patch come from.
enum class PatchSource : std::uint8_t {
    Serial,  ///< the unit's serial number
    ChipUid, ///< the chip's unique number, 24 hexadecimal digits
    Text,    ///< the same text in every unit
    Table,   ///< what a table has for the unit's serial number
};

/// Bytes that are laid over the image of each unit.
struct PatchRule {
    std::uint32_t address = 0;
    PatchSource source = PatchSource::Serial;
    SerialFormat format = SerialFormat::Ascii; ///< how the text becomes bytes; not of a table
    std::string text{};                        ///< with source Text
    std::shared_ptr<const UnitTable> table{};  ///< with source Table
    std::size_t bytes = 0;                     ///< how many it must be; 0 = as many as there are
};

/// Limits of a table of units and of what it has for each.
struct UnitTableLimits {
    std::size_t fileBytes = std::size_t{64} << 20U;
    std::size_t units = 1'000'000;
    std::size_t bytesOfUnit = 4096;
};

/// Reads lines of "serial,hexadecimal digits". Faults: PatchTable with the line's number for a line
/// that is none, a serial that comes twice or an empty table.
Result<UnitTable> parseUnitTable(std::string_view text, const UnitTableLimits& limits = {});

/// What this patch puts into this unit. Faults: SerialDoesNotFit; UnitDataMissing when the table
/// has nothing for it.
Result<std::vector<std::uint8_t>> patchBytes(const PatchRule& rule, std::string_view serial,
                                             const Uid& uid);

std::string_view name(PatchSource source) noexcept;
std::optional<PatchSource> patchSourceNamed(std::string_view word) noexcept;

} // namespace greenlight::job
