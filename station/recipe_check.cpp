#include "station/recipe_check.h"

#include "engine/target/device.h"
#include "engine/target/option_fields.h"
#include "engine/target/options.h"
#include "station/recipe_loaders.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace greenlight::station {

namespace {

Fault recipeValue(std::string note) {
    return {.code = FaultCode::RecipeValue, .note = std::move(note)};
}

/// Where the parts that the recipe's device names may have flash, whatever their die: a part number
/// with a size letter says how much there is; without one the chip itself has the last word.
struct FlashSpan {
    std::uint32_t base = 0;
    std::uint64_t bytes = 0;
};

/// Nothing when no part has this name, or parts whose flash begins at different addresses.
std::optional<FlashSpan> flashOf(std::string_view named) {
    std::optional<FlashSpan> span;
    for (const target::Device& device : target::allDevices()) {
        for (const unsigned kb : device.flashSizes) {
            if (!device.isNamedBy(named, kb)) {
                continue;
            }
            const FlashSpan each{device.flashBase, device.flashEnd(kb) - device.flashBase};
            if (span && span->base != each.base) {
                return std::nullopt;
            }
            span = {each.base, std::max(each.bytes, span ? span->bytes : 0)};
        }
    }
    return span;
}

FlashSpan spanOf(const target::FlashAlgorithm& algorithm) {
    return {algorithm.address, algorithm.size};
}

/// The least that a unit's serial number takes in the flash.
std::uint64_t leastSerialBytes(const job::SerialRule& rule) {
    constexpr std::uint64_t uidDigits = 24;
    switch (rule.format) {
    case job::SerialFormat::LittleEndian32:
    case job::SerialFormat::BigEndian32:
        return sizeof(std::uint32_t);
    case job::SerialFormat::LittleEndian64:
    case job::SerialFormat::BigEndian64:
        return sizeof(std::uint64_t);
    case job::SerialFormat::BinaryCodedDecimal:
    case job::SerialFormat::Hexadecimal:
    case job::SerialFormat::Ascii:
        break;
    }
    if (rule.source == job::SerialSource::Range) {
        const std::uint64_t characters = rule.range.serial(rule.range.first).size();
        return rule.format == job::SerialFormat::Ascii ? characters : (characters + 1) / 2;
    }
    return rule.source == job::SerialSource::ChipUid ? uidDigits : 1;
}

/// Every part that the recipe may meet must have the protection it asks for and know every option
/// it names.
Result<void> checkOptions(const job::Recipe& recipe) {
    for (const target::Device& device : target::allDevices()) {
        if (!device.isNamedBy(recipe.device)) {
            continue;
        }
        if (!target::offersLevel(device, recipe.rdp)) {
            return recipeValue(fmt::format("[protect] rdp = {}: an {} has no such level",
                                           recipe.rdp, device.name));
        }
        for (const job::OptionSetting& option : recipe.options) {
            const target::OptionField* field = target::optionFieldNamed(device, option.name);
            if (field != nullptr && option.value <= field->largest()) {
                continue;
            }
            std::string known;
            for (const target::OptionField& each : target::optionFields(device)) {
                known += fmt::format("{}{} up to {}", known.empty() ? "" : ", ", each.name,
                                     each.largest());
            }
            return recipeValue(fmt::format("[options] {} = {}: an {} has {}", option.name,
                                           option.value, device.name,
                                           known.empty() ? "none that this station knows" : known));
        }
    }
    return {};
}

} // namespace

Result<void> checkAgainstDevice(const job::Recipe& recipe) {
    const std::optional<FlashSpan> flash =
        recipe.described ? spanOf(recipe.described->part->algorithm()) : flashOf(recipe.device);
    if (!flash) {
        return recipeValue(fmt::format("[recipe] device \"{}\" names no part, or parts of more "
                                       "than one kind, that this station can program",
                                       recipe.device));
    }
    TRY(checkPlaces(recipe, flash->base, flash->bytes));
    TRY(checkOptions(recipe));
    if (recipe.serial.address) {
        const std::uint64_t from = *recipe.serial.address;
        if (from < flash->base ||
            from + leastSerialBytes(recipe.serial) > flash->base + flash->bytes) {
            return Fault{.code = FaultCode::ImageOutsideDevice,
                         .address = recipe.serial.address,
                         .note = "[serial] address"};
        }
    }
    return {};
}

} // namespace greenlight::station
