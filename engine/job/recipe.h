#pragma once

#include "engine/base/result.h"
#include "engine/base/sha256.h"
#include "engine/job/evidence.h"
#include "engine/job/external_loader.h"
#include "engine/job/image.h"
#include "engine/job/patch.h"
#include "engine/job/recorder.h"
#include "engine/job/serial_format.h"
#include "engine/job/serial_range.h"
#include "engine/target/connect.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::job {

using target::ConnectMode;

enum class EraseMode : std::uint8_t {
    Sectors, ///< what the image touches
    Chip,    ///< everything
};

/// What becomes of a flash that holds already what the recipe wants.
enum class Rewrite : std::uint8_t {
    Always,        ///< it is erased and written like any other
    WhenDifferent, ///< it stays if all of it proves right, else all of it is written
    Differing,     ///< its sectors stay that are right
};

/// Where a unit's serial number comes from.
enum class SerialSource : std::uint8_t {
    None,    ///< the unit has none
    Scan,    ///< read from its label, or typed
    ChipUid, ///< the chip's own unique number
    Range,   ///< the next free one of a range that this station counts
};

struct SerialRule {
    SerialSource source = SerialSource::None;
    std::string pattern{};                  ///< ECMAScript regular expression; empty = anything
    std::optional<std::uint32_t> address{}; ///< absent = kept in the record only
    SerialFormat format = SerialFormat::Ascii;
    SerialRange range{};                 ///< with source Range
    CheckDigit check = CheckDigit::None; ///< how scanned ones must end
};

/// A word that the firmware of the product shows when it has started, in RAM or in flash.
struct BootRule {
    std::uint32_t address = 0; ///< a multiple of 4
    std::uint32_t value = 0;
    std::uint32_t mask = 0xFFFFFFFF; ///< the bits that count
    Duration within = std::chrono::seconds(1);
};

/// An option byte by the name that ST's manual gives it (target::optionFields).
struct OptionSetting {
    std::string name{};
    std::uint32_t value = 0;
};

/// A released recipe: what is to be in a unit and how it is proven. Immutable, shared by slots.
struct Recipe {
    std::string name{};
    std::string version{};
    std::string product{};
    std::string device{}; ///< a part number or the start of one
    ConnectMode connect = ConnectMode::UnderReset;
    unsigned swdKhz = 4000;
    unsigned lowMillivolts = 3000;
    unsigned highMillivolts = 3600;
    EraseMode erase = EraseMode::Sectors;
    Rewrite rewrite = Rewrite::Always;
    VerifyMethod verify = VerifyMethod::Digest;
    SerialRule serial{};
    std::vector<PatchRule> patches{};
    std::optional<BootRule> boot{};
    std::vector<OptionSetting> options{};
    unsigned rdp = 0;          ///< 0, 1, or 2, which is for ever
    bool mayUnprotect = false; ///< a read-protected chip may be erased to open it
    Digest digest{};           ///< of recipe.toml's bytes
    std::vector<FileFact> files{};
    std::vector<std::string> signers{};
    std::shared_ptr<const Image> image{};
    std::vector<ExternalLoader> loaders{};    ///< for memories beside the chip's own flash
    std::optional<DescribedChip> described{}; ///< absent for a chip of the table
};

/// Longest serial number taken from a scanner or a keyboard.
inline constexpr std::size_t longestSerial = 64;

/// Says whether `serial` may be used under the rule. Faults: SerialMissing, SerialPattern (not
/// matching, too long, or not printable ASCII), SerialCheckDigit.
Result<void> checkSerial(const SerialRule& rule, std::string_view serial);

std::string_view name(ConnectMode mode) noexcept;
std::optional<ConnectMode> connectModeNamed(std::string_view word) noexcept;
std::string_view name(EraseMode mode) noexcept;
std::optional<EraseMode> eraseModeNamed(std::string_view word) noexcept;
std::string_view name(Rewrite rewrite) noexcept;
std::optional<Rewrite> rewriteNamed(std::string_view word) noexcept;
std::string_view name(SerialSource source) noexcept;
std::optional<SerialSource> serialSourceNamed(std::string_view word) noexcept;

} // namespace greenlight::job
