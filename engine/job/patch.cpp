#include "engine/job/patch.h"

#include "engine/base/sha256.h"
#include "engine/job/words.h"

#include <fmt/format.h>

#include <utility>

namespace greenlight::job {

namespace {

constexpr Words<PatchSource, 4> sourceWords{{"serial", "uid", "text", "table"}};

Fault tableFault(std::size_t line, std::string_view what) {
    return {.code = FaultCode::PatchTable,
            .stage = Stage::Prepare,
            .note = fmt::format("line {}: {}", line, what)};
}

/// Takes the first line off `rest`, without its end.
std::string_view takeLine(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

} // namespace

Result<UnitTable> parseUnitTable(std::string_view text, const UnitTableLimits& limits) {
    UnitTable table;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = takeLine(text);
        if (line.empty()) {
            continue;
        }
        const std::size_t comma = line.find(',');
        if (comma == std::string_view::npos || comma == 0) {
            return tableFault(number, "not a serial number, a comma and hexadecimal digits");
        }
        auto bytes = base::fromHex(line.substr(comma + 1));
        if (!bytes || bytes->empty() || bytes->size() > limits.bytesOfUnit) {
            return tableFault(
                number, fmt::format("not 1 to {} bytes in hexadecimal digits", limits.bytesOfUnit));
        }
        if (table.size() == limits.units) {
            return tableFault(number, fmt::format("more than {} units", limits.units));
        }
        if (!table.emplace(line.substr(0, comma), *std::move(bytes)).second) {
            return tableFault(number, fmt::format("{} comes a second time", line.substr(0, comma)));
        }
    }
    if (table.empty()) {
        return tableFault(1, "no unit");
    }
    return table;
}

Result<std::vector<std::uint8_t>> patchBytes(const PatchRule& rule, std::string_view serial,
                                             const Uid& uid) {
    std::vector<std::uint8_t> bytes;
    switch (rule.source) {
    case PatchSource::Serial:
        bytes = TRY(encodeSerial(rule.format, serial));
        break;
    case PatchSource::ChipUid:
        bytes = TRY(encodeSerial(rule.format, uidText(uid)));
        break;
    case PatchSource::Text:
        bytes = TRY(encodeSerial(rule.format, rule.text));
        break;
    case PatchSource::Table: {
        const auto found = rule.table->find(serial);
        if (found == rule.table->end()) {
            return Fault{.code = FaultCode::UnitDataMissing,
                         .stage = Stage::Prepare,
                         .note = std::string(serial)};
        }
        bytes = found->second;
        break;
    }
    }
    if (rule.bytes != 0 && bytes.size() != rule.bytes) {
        return Fault{.code = FaultCode::SerialDoesNotFit,
                     .stage = Stage::Prepare,
                     .address = rule.address,
                     .note = fmt::format("{} bytes in the place of {}", bytes.size(), rule.bytes)};
    }
    return bytes;
}

std::string_view name(PatchSource source) noexcept { return sourceWords.of(source); }

std::optional<PatchSource> patchSourceNamed(std::string_view word) noexcept {
    return sourceWords.named(word);
}

} // namespace greenlight::job
