#include "engine/target/device.h"

#include "engine/base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>

namespace greenlight::target {

namespace {

// Kept below the datasheet's limit of a flash mode: wires and pins cost some of the measured
// supply.
constexpr unsigned voltageMargin = 100;
constexpr std::uint32_t corePartShift = 4;
constexpr std::uint32_t corePartMask = 0xFFF;
constexpr std::string_view makerPrefix = "STM32";
constexpr std::size_t longestPartNumber = 20; // STM32H725AGI6UTR has 16 letters.

/// Calls `use` with each part number of the device until it gives true.
template <typename Use>
bool anyPart(const Device& device, Use use) {
    for (const PartLine& part : device.parts) {
        std::string_view left = part.suffixes;
        while (!left.empty()) {
            const std::size_t end = std::min(left.find(' '), left.size());
            const std::string_view suffix = left.substr(0, end);
            if (use(part, suffix)) {
                return true;
            }
            left.remove_prefix(std::min(end + 1, left.size()));
        }
    }
    return false;
}

bool looksLikePartNumber(std::string_view text) {
    return text.size() > makerPrefix.size() && text.size() <= longestPartNumber &&
           text.starts_with(makerPrefix) && std::ranges::all_of(text, [](char letter) {
               return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
           });
}

/// True if one of the two is the start of the other.
bool agree(std::string_view wanted, std::string_view line, std::string_view suffix) {
    if (wanted.size() <= line.size()) {
        return line.starts_with(wanted);
    }
    if (!wanted.starts_with(line)) {
        return false;
    }
    const std::string_view rest = wanted.substr(line.size());
    return rest.size() <= suffix.size() ? suffix.starts_with(rest) : rest.starts_with(suffix);
}

Fault sizeFault(const Device& device, unsigned flashKb) {
    return Fault{.code = FaultCode::FlashSizeImplausible,
                 .stage = Stage::Identify,
                 .address = device.flashSizeAddress,
                 .note = fmt::format("{} KB on an {} of at most {} KB", flashKb, device.name,
                                     device.maxFlashKb)};
}

/// Appends one bank's sectors; false when the runs do not add up to its size.
bool appendBank(std::vector<Sector>& sectors, const Geometry& geometry, std::uint32_t address,
                std::uint32_t size, std::uint8_t bank) {
    std::uint32_t done = 0;
    std::uint16_t number = 0;
    for (const SectorRun& run : geometry.sectors) {
        for (std::uint32_t i = 0; i < run.count && done < size; ++i) {
            sectors.push_back({address + done, run.size, bank, number});
            done += run.size;
            ++number;
        }
    }
    return done == size;
}

/// The sectors below the first page of another core.
void cutForeign(std::vector<Sector>& sectors, const Device& device,
                std::span<const OptionWord> options) {
    const ForeignFlash& foreign = device.foreignFlash;
    const auto word = std::ranges::find(options, foreign.address, &OptionWord::address);
    if (foreign.address == 0 || word == options.end() || (word->value & foreign.off) != 0 ||
        !foreign.condition.holds(options)) {
        return;
    }
    const std::uint32_t end = device.flashBase + (word->value & foreign.mask) * foreign.pageBytes;
    std::erase_if(sectors,
                  [end](const Sector& sector) { return sector.address + sector.size > end; });
}

} // namespace

Timing FlashMode::programTime(std::uint32_t address, std::uint32_t length) const noexcept {
    std::uint32_t inBursts = 0;
    if (burstBytes != 0) {
        const std::uint32_t first = (address + burstBytes - 1) / burstBytes * burstBytes;
        const std::uint32_t last = (address + length) / burstBytes * burstBytes;
        inBursts = last > first ? last - first : 0;
    }
    const auto bursts = static_cast<Duration::rep>(burstBytes != 0 ? inBursts / burstBytes : 0);
    const auto single = static_cast<Duration::rep>((length - inBursts) / programBytes);
    return {program.typical * single + burst.typical * bursts,
            program.longest * single + burst.longest * bursts};
}

bool OptionCondition::holds(std::span<const OptionWord> words) const noexcept {
    if (mask == 0) {
        return true;
    }
    return std::ranges::any_of(words, [this](const OptionWord& word) {
        return word.address == address && (word.value & mask) == value;
    });
}

const FlashMode* Device::flashModeAt(unsigned millivolts) const noexcept {
    const auto found = std::ranges::find_if(flashModes, [millivolts](const FlashMode& mode) {
        return millivolts >= mode.fromMillivolts + voltageMargin;
    });
    return found == flashModes.end() ? nullptr : &*found;
}

unsigned Device::flashKbOf(std::uint32_t sizeRegister) const noexcept {
    const std::uint32_t value = sizeRegister & flashSizeMask;
    const auto found = std::ranges::find(flashSizeCodes, value, &FlashSizeCode::code);
    return found == flashSizeCodes.end() ? value : found->flashKb;
}

Result<std::vector<Sector>> Device::layout(unsigned flashKb,
                                           std::span<const OptionWord> options) const {
    if (std::ranges::find(flashSizes, flashKb) == flashSizes.end()) {
        return sizeFault(*this, flashKb);
    }
    const auto geometry = std::ranges::find_if(geometries, [&](const Geometry& each) {
        return flashKb >= each.fromKb && flashKb <= each.toKb && each.condition.holds(options);
    });
    if (geometry == geometries.end()) {
        return sizeFault(*this, flashKb);
    }
    const unsigned firstKb =
        geometry->firstBankKb != 0 ? geometry->firstBankKb : flashKb / geometry->banks;
    std::vector<Sector> sectors;
    bool fits = appendBank(sectors, *geometry, flashBase, firstKb * 1024, 0);
    if (geometry->banks == 2) {
        const std::uint32_t second =
            geometry->secondBank != 0 ? geometry->secondBank : flashBase + firstKb * 1024;
        fits = appendBank(sectors, *geometry, second, (flashKb - firstKb) * 1024, 1) && fits;
    }
    if (!fits) {
        return sizeFault(*this, flashKb);
    }
    cutForeign(sectors, *this, options);
    return sectors;
}

std::uint64_t Device::flashEnd(unsigned flashKb) const noexcept {
    const std::uint64_t bytes = std::uint64_t{flashKb} * 1024;
    std::uint64_t end = flashBase + bytes;
    for (const Geometry& each : geometries) {
        const bool applies = flashKb >= each.fromKb && flashKb <= each.toKb;
        if (applies && each.banks == 2 && each.secondBank != 0) {
            const std::uint64_t first =
                each.firstBankKb != 0 ? std::uint64_t{each.firstBankKb} * 1024 : bytes / 2;
            end = std::max(end, each.secondBank + bytes - first);
        }
    }
    return end;
}

std::vector<RamRegion> Device::loaderRam(std::span<const OptionWord> options) const {
    std::vector<RamRegion> regions(ram.begin(), ram.end());
    if (sharedRam.address == 0) {
        return regions;
    }
    CHECK(sharedRam.region < regions.size());
    // A register that was not read is taken as having given away the most.
    std::uint32_t steps = sharedRam.mask;
    for (const OptionWord& word : options) {
        if (word.address == sharedRam.address) {
            steps = word.value & sharedRam.mask;
        }
    }
    regions[sharedRam.region].size -= steps * sharedRam.step;
    return regions;
}

bool Device::isNamedBy(std::string_view wanted) const noexcept {
    return looksLikePartNumber(wanted) &&
           anyPart(*this, [wanted](const PartLine& part, std::string_view suffix) {
               return agree(wanted, part.line, suffix);
           });
}

bool Device::isNamedBy(std::string_view wanted, unsigned flashKb) const noexcept {
    return looksLikePartNumber(wanted) &&
           anyPart(*this, [wanted, flashKb](const PartLine& part, std::string_view suffix) {
               const unsigned sold =
                   part.flashKb != 0 ? part.flashKb : flashKbOfLetter(suffix.back());
               return agree(wanted, part.line, suffix) && sold == flashKb;
           });
}

Timing eraseTiming(const FlashMode& mode, std::uint32_t sectorBytes) {
    const auto found = std::ranges::find(mode.erase, sectorBytes, &EraseTiming::sectorBytes);
    CHECK(found != mode.erase.end());
    return found->time;
}

const Device* findDevice(std::uint16_t devId, std::uint32_t cpuid) noexcept {
    const std::uint32_t core = (cpuid >> corePartShift) & corePartMask;
    const std::span<const Device> all = allDevices();
    const auto found = std::ranges::find_if(all, [devId, core](const Device& each) {
        const bool early = each.earlyDevId != 0 && each.earlyDevId == devId;
        return (each.devId == devId || early) && each.corePart == core;
    });
    return found == all.end() ? nullptr : &*found;
}

const Device* findDevice(std::uint16_t devId) noexcept {
    const std::span<const Device> all = allDevices();
    const auto found = std::ranges::find(all, devId, &Device::devId);
    return found == all.end() ? nullptr : &*found;
}

const Device* byPartName(std::string_view wanted) noexcept {
    const Device* only = nullptr;
    for (const Device& device : allDevices()) {
        if (device.isNamedBy(wanted)) {
            if (only != nullptr) {
                return nullptr;
            }
            only = &device;
        }
    }
    return only;
}

unsigned flashKbOfLetter(char letter) noexcept {
    struct Row {
        char letter;
        unsigned kilobytes;
    };

    static constexpr Row rows[] = {{'3', 8},    {'4', 16},   {'6', 32},   {'8', 64},  {'B', 128},
                                   {'Z', 192},  {'C', 256},  {'D', 384},  {'E', 512}, {'F', 768},
                                   {'G', 1024}, {'H', 1536}, {'I', 2048}, {'J', 4096}};
    const auto* const found = std::ranges::find(rows, letter, &Row::letter);
    return found == std::end(rows) ? 0 : found->kilobytes;
}

} // namespace greenlight::target
