#include "station/recipe_part.h"

#include "engine/target/algorithm_place.h"
#include "engine/target/device.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace greenlight::station {

namespace {

constexpr std::int64_t allAddresses = 0xFFFF'FFFC;
constexpr std::int64_t mostRam = 16LL << 20;
constexpr std::int64_t leastRam = 2048;
constexpr std::int64_t slowestCore = 100; // kHz; an L0 or L1 starts at 2097
constexpr std::int64_t fastestCore = 1'000'000;
constexpr std::uint32_t dataRegion = 0x20000000;
constexpr std::uint32_t bytesPerKb = 1024;

Fault valueFault(std::string note) {
    return {.code = FaultCode::RecipeValue, .note = std::move(note)};
}

std::uint32_t wordAddress(StrictTable& part, std::string_view key) {
    if (!part.has(key)) {
        part.complain(key, "is missing");
    }
    const auto address = static_cast<std::uint32_t>(part.number(key, 0, allAddresses, 0));
    if (address % 4 != 0) {
        part.complain(key, "must be a multiple of 4");
    }
    return address;
}

/// What has a row of the table is known better there.
Result<void> requireUnknown(const target::PartDescription& part) {
    for (const target::Device& device : target::allDevices()) {
        if (device.devId == part.devId ||
            (device.earlyDevId != 0 && device.earlyDevId == part.devId)) {
            return valueFault(fmt::format("[part] dev_id: 0x{:03X} is the {}, which this station "
                                          "knows without a description",
                                          part.devId, device.name));
        }
        if (device.isNamedBy(part.name)) {
            return valueFault(fmt::format("[part] name: an {} is a part that this station knows "
                                          "without a description",
                                          part.name));
        }
    }
    return {};
}

/// What a recipe may ask of a known chip alone.
Result<void> requireNothingUnknown(const job::Recipe& recipe) {
    constexpr std::string_view because = "the registers of a described [part] are not known";
    if (recipe.rdp != 0 || recipe.mayUnprotect) {
        return valueFault(fmt::format("[protect]: {}", because));
    }
    if (!recipe.options.empty()) {
        return valueFault(fmt::format("[options]: {}", because));
    }
    if (recipe.erase != job::EraseMode::Sectors) {
        return valueFault("[program] erase must be \"sectors\" for a described [part]");
    }
    if (recipe.rewrite == job::Rewrite::Differing) {
        return valueFault("[program] rewrite must be \"always\" or \"when-different\" for a "
                          "described [part]");
    }
    return {};
}

Result<job::ExternalLoader> takeOwnLoader(job::Recipe& recipe) {
    const auto own = [](const job::ExternalLoader& loader) {
        return isForOwnFlash(*loader.algorithm);
    };
    if (std::ranges::count_if(recipe.loaders, own) != 1) {
        return valueFault("[part] needs one [[loader]], an .FLM for the chip's own flash");
    }
    const auto found = std::ranges::find_if(recipe.loaders, own);
    job::ExternalLoader loader = *found;
    recipe.loaders.erase(found);
    return loader;
}

/// Sectors that begin where the flash does and follow each other.
bool isFlash(const target::FlashAlgorithm& algorithm) {
    std::uint64_t end = algorithm.address;
    for (const target::AlgorithmSectors& run : algorithm.sectors) {
        if (run.address != end) {
            return false;
        }
        end += std::uint64_t{run.count} * run.size;
    }
    return end == algorithm.end() && algorithm.size % bytesPerKb == 0;
}

} // namespace

bool isForOwnFlash(const target::FlashAlgorithm& algorithm) noexcept {
    return algorithm.abi == target::AlgorithmAbi::CmsisFlash && algorithm.end() <= dataRegion;
}

Result<target::PartDescription> readPart(StrictTable part) {
    target::PartDescription read{.name = part.demandedName("name")};
    const auto corePart = target::corePartNamed(part.demandedText("core"));
    if (!corePart) {
        part.complain("core",
                      "must be \"cortex-m0\", \"cortex-m0+\", \"cortex-m3\", \"cortex-m4\", "
                      "\"cortex-m7\" or \"cortex-m33\"");
    }
    read.corePart = corePart.value_or(0);
    for (const char* needed : {"dev_id", "ram", "core_khz"}) {
        if (!part.has(needed)) {
            part.complain(needed, "is missing");
        }
    }
    read.devId = static_cast<std::uint16_t>(part.number("dev_id", 1, 0xFFE, 1));
    read.romPart = static_cast<std::uint16_t>(part.number("rom_part", 1, 0xFFF, 0));
    read.ap = static_cast<std::uint8_t>(part.number("ap", 0, 255, 0));
    read.idcodeAddress = wordAddress(part, "idcode_address");
    read.uidAddress = wordAddress(part, "uid_address");
    read.coreKhz =
        static_cast<unsigned>(part.number("core_khz", slowestCore, fastestCore, slowestCore));
    if (const auto clock = part.numbers("idcode_clock", 2, 1, 0xFFFF'FFFF); clock.size() == 2) {
        read.idcodeClock = {static_cast<std::uint32_t>(clock[0]),
                            static_cast<std::uint32_t>(clock[1])};
        if (read.idcodeClock.address % 4 != 0) {
            part.complain("idcode_clock", "must be [address, bits], the address a multiple of 4");
        }
    }
    if (const auto ram = part.numbers("ram", 2, 0, 0xFFFF'FFFF); ram.size() == 2) {
        read.ram = {static_cast<std::uint32_t>(ram[0]), static_cast<std::uint32_t>(ram[1])};
        if (read.ram.address != target::describedRamBase() || ram[1] < leastRam ||
            ram[1] > mostRam || ram[1] % 4 != 0) {
            part.complain("ram", fmt::format("must be [0x{:08X}, bytes], 2048 of them at least",
                                             target::describedRamBase()));
        }
    }
    TRY(part.close());
    return read;
}

Result<void> describePart(const target::PartDescription& part, job::Recipe& recipe) {
    TRY(requireUnknown(part));
    TRY(requireNothingUnknown(recipe));
    if (recipe.device != part.name) {
        return valueFault(fmt::format("[recipe] device must be the name of the described [part], "
                                      "\"{}\"",
                                      part.name));
    }
    const job::ExternalLoader own = TRY(takeOwnLoader(recipe));
    if (!isFlash(*own.algorithm)) {
        return valueFault(fmt::format("{}: its sectors are not the flash of a chip, whole KB from "
                                      "its start to its end",
                                      own.file.name));
    }
    TRY(target::placeAlgorithm(*own.algorithm, std::array{part.ram}));
    auto described = std::make_shared<const target::DescribedPart>(part, own.algorithm);
    const target::Device& device = described->device();
    if (!device.isNamedBy(part.name, device.maxFlashKb)) {
        return valueFault("[part] name must be a part number: STM32, capitals and digits");
    }
    TRY(device.layout(device.maxFlashKb, {}));
    recipe.described = {std::move(described), own.file};
    return {};
}

} // namespace greenlight::station
