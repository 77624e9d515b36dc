#include "station/recipe_patches.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace greenlight::station {

namespace {

using job::PatchSource;

/// What would have no effect is refused: whoever wrote it believes that it has one.
void checkKeys(StrictTable& patch, const job::PatchRule& rule) {
    const bool fromTable = rule.source == PatchSource::Table;
    if (patch.has("text") != (rule.source == PatchSource::Text)) {
        patch.complain("text", "belongs to source = \"text\", and to no other");
    }
    if (!fromTable && (patch.has("file") || patch.has("sha256"))) {
        patch.complain("file", "needs source = \"table\"");
    }
    if (fromTable && patch.has("format")) {
        patch.complain("format", "is not for a table, which has bytes");
    }
    const bool hexadecimal =
        rule.format == job::SerialFormat::Ascii || rule.format == job::SerialFormat::Hexadecimal;
    if (rule.source == PatchSource::ChipUid && !hexadecimal) {
        patch.complain("format", "must be \"ascii\" or \"hex\" for the chip's own number");
    }
}

} // namespace

Result<PatchEntry> readPatchEntry(StrictTable patch) {
    PatchEntry entry;
    job::PatchRule& rule = entry.rule;
    for (const char* needed : {"address", "source"}) {
        if (!patch.has(needed)) {
            patch.complain(needed, "is missing");
        }
    }
    rule.address = static_cast<std::uint32_t>(patch.number("address", 0, 0xFFFF'FFFF, 0));
    rule.source = patch.word("source", rule.source, job::patchSourceNamed);
    rule.format = patch.word("format", rule.format, job::serialFormatNamed);
    rule.text = patch.text("text");
    rule.bytes = static_cast<std::size_t>(
        patch.number("bytes", 1, static_cast<std::int64_t>(job::UnitTableLimits{}.bytesOfUnit), 0));
    checkKeys(patch, rule);
    if (rule.source == PatchSource::Table) {
        entry.table = takeReleasedFile(patch);
    }
    if (rule.source == PatchSource::Text && patch.fine()) {
        if (const auto bytes = job::patchBytes(rule, {}, {}); !bytes) {
            patch.complain("text", "does not fit its format and number of bytes");
        }
    }
    TRY(patch.close());
    return entry;
}

Result<void> readPatches(const std::filesystem::path& folder,
                         const std::vector<PatchEntry>& entries, job::Recipe& recipe) {
    for (const PatchEntry& entry : entries) {
        job::PatchRule rule = entry.rule;
        const bool bySerial =
            rule.source == PatchSource::Serial || rule.source == PatchSource::Table;
        if (bySerial && recipe.serial.source == job::SerialSource::None) {
            return Fault{.code = FaultCode::RecipeValue,
                         .note = fmt::format("[patch] source = \"{}\" needs a [serial] source",
                                             job::name(rule.source))};
        }
        if (entry.table) {
            const auto bytes =
                TRY(readReleased(folder, *entry.table, job::UnitTableLimits{}.fileBytes));
            const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            rule.table = std::make_shared<const job::UnitTable>(TRY(job::parseUnitTable(text)));
            recipe.files.push_back({entry.table->name, entry.table->sha256});
        }
        recipe.patches.push_back(std::move(rule));
    }
    return {};
}

} // namespace greenlight::station
