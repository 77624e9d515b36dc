#include "engine/target/options.h"

#include "engine/target/proven_read.h"

#include <algorithm>

namespace greenlight::target {

namespace {

constexpr unsigned areaEndShift = 16;

/// The bit of a group protection that covers the sector at this place of the layout.
unsigned groupOf(const WriteProtectionBits& bits, std::size_t sector) {
    const std::size_t group = sector / bits.sectorsPerBit;
    return static_cast<unsigned>(std::min<std::size_t>(group, bits.bits - 1));
}

bool protectedByBit(const WriteProtectionBits& bits, std::span<const OptionWord> words,
                    std::span<const Sector> sectors, std::size_t index) {
    const bool whole = bits.bank == WriteProtectionBits::wholeFlash;
    if (bits.address == 0 || !bits.condition.holds(words) ||
        (!whole && bits.bank != sectors[index].bank)) {
        return false;
    }
    const std::optional<std::uint32_t> word = optionAt(words, bits.address);
    const unsigned group = groupOf(bits, whole ? index : sectors[index].number);
    return word.has_value() && ((*word >> (bits.firstBit + group)) & 1U) == 0;
}

/// The bits of a second bank count from its first sector, those of one register all sectors.
bool protectedByBits(const ProtectionFields& fields, std::span<const OptionWord> words,
                     std::span<const Sector> sectors, std::size_t sector) {
    if (fields.secondWriteBits.address == 0) {
        return protectedByBit(fields.writeBits, words, sectors, sector);
    }
    const std::uint8_t bank = sectors[sector].bank;
    WriteProtectionBits bits = bank == 0 ? fields.writeBits : fields.secondWriteBits;
    bits.bank = bank;
    return protectedByBit(bits, words, sectors, sector);
}

bool protectedByArea(const WriteProtectionArea& area, std::span<const OptionWord> words,
                     const Sector& sector, bool singleBank) {
    const std::optional<std::uint32_t> word = optionAt(words, area.address);
    // Undivided flash counts its pages through, and the registers of both banks apply to it.
    if (!word.has_value() || (!singleBank && area.bank != sector.bank)) {
        return false;
    }
    const std::uint32_t start = *word & area.mask;
    const std::uint32_t end = (*word >> areaEndShift) & area.mask;
    return start <= end && sector.number >= start && sector.number <= end;
}

bool protectedByWord(const WriteProtectionWords& all, std::span<const OptionWord> words,
                     std::size_t sector) {
    const std::size_t group = sector / all.sectorsPerBit;
    if (group / 32 >= all.addresses.size()) {
        return false;
    }
    const std::optional<std::uint32_t> word = optionAt(words, all.addresses[group / 32]);
    return word.has_value() && ((*word >> (group % 32)) & 1U) != 0;
}

bool exists(const HiddenArea& area, std::span<const OptionWord> words) {
    const std::optional<std::uint32_t> start = optionAt(words, area.startAddress);
    const std::optional<std::uint32_t> end = optionAt(words, area.endAddress);
    return start.has_value() && end.has_value() &&
           (*start & area.mask) <= ((*end >> area.endShift) & area.mask);
}

} // namespace

Result<OptionWords> readOptions(probe::StLink& link, const Device& device) {
    const std::vector<std::uint32_t> values =
        TRY(readProven(link, device.coreAp, device.optionAddresses));
    OptionWords words;
    for (std::size_t i = 0; i < values.size(); ++i) {
        words.push_back({device.optionAddresses[i], values[i]});
    }
    return words;
}

std::optional<std::uint32_t> optionAt(std::span<const OptionWord> words,
                                      std::uint32_t address) noexcept {
    const auto found = std::ranges::find(words, address, &OptionWord::address);
    return found == words.end() ? std::nullopt : std::optional{found->value};
}

unsigned readProtection(const Device& device, std::span<const OptionWord> words) noexcept {
    const ReadProtectionField& field = device.protection.read;
    const std::optional<std::uint32_t> word = optionAt(words, field.address);
    // What was not read is not known to be open.
    if (!word.has_value()) {
        return 1;
    }
    const std::uint32_t value = (*word >> field.shift) & field.mask;
    if (value == field.open) {
        return 0;
    }
    return field.hasFinal && value == field.final ? 2 : 1;
}

bool offersLevel(const Device& device, unsigned level) noexcept {
    const ProtectionFields& protection = device.protection;
    return level == 0 || (!device.isDescribed() && protection.states.empty() &&
                          (level == 1 || (level == 2 && protection.read.hasFinal)));
}

std::vector<std::size_t> writeProtected(const Device& device, std::span<const OptionWord> words,
                                        std::span<const Sector> sectors) {
    const bool singleBank =
        std::ranges::all_of(sectors, [](const Sector& each) { return each.bank == 0; });
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < sectors.size(); ++i) {
        const bool inArea =
            std::ranges::any_of(device.protection.writeAreas, [&](const WriteProtectionArea& area) {
                return protectedByArea(area, words, sectors[i], singleBank);
            });
        const bool byBit = protectedByBits(device.protection, words, sectors, i) ||
                           std::ranges::any_of(device.protection.moreWriteBits,
                                               [&](const WriteProtectionBits& bits) {
                                                   return protectedByBit(bits, words, sectors, i);
                                               });
        if (inArea || byBit || protectedByWord(device.protection.writeWords, words, i)) {
            found.push_back(i);
        }
    }
    return found;
}

std::uint32_t OptionChange::applied(std::uint32_t address, std::uint32_t word) const noexcept {
    for (const OptionValue& each : values) {
        if (each.address == address) {
            word = (word & ~each.mask) | each.value;
        }
    }
    return word;
}

bool launchResets(const Device& device) noexcept {
    return device.flashKind == FlashKind::L4 || device.flashKind == FlashKind::L0 ||
           device.flashKind == FlashKind::L5 || device.family == Family::F0 ||
           device.family == Family::F3;
}

bool hardwareWatchdog(const Device& device, std::span<const OptionWord> words) noexcept {
    return device.protection.hardwareWatchdog.holds(words);
}

std::vector<std::string> unusualOptions(const Device& device, std::span<const OptionWord> words) {
    std::vector<std::string> found;
    for (const HiddenArea& area : device.protection.hidden) {
        if (exists(area, words)) {
            found.emplace_back(area.what);
        }
    }
    for (const NamedState& state : device.protection.states) {
        const std::optional<std::uint32_t> word = optionAt(words, state.address);
        if (word.has_value() && (*word & state.mask) == state.value) {
            found.emplace_back(state.name);
        }
    }
    for (const NormalField& field : device.protection.normal) {
        const std::optional<std::uint32_t> word = optionAt(words, field.address);
        if (word.has_value() && ((*word & field.mask) == field.normal) == field.reversed) {
            found.emplace_back(field.otherwise);
        }
    }
    return found;
}

} // namespace greenlight::target
