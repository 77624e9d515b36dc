#include "engine/job/recipe.h"

#include "engine/job/pattern.h"
#include "engine/job/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace greenlight::job {

namespace {

constexpr Words<ConnectMode, 3> connectWords{{"under-reset", "normal", "auto"}};
constexpr Words<EraseMode, 2> eraseWords{{"sectors", "chip"}};
constexpr Words<Rewrite, 3> rewriteWords{{"always", "when-different", "differing-sectors"}};
constexpr Words<SerialSource, 4> sourceWords{{"none", "scan", "uid", "range"}};

Fault serialFault(FaultCode code, std::string_view serial) {
    return {.code = code, .stage = Stage::Prepare, .note = std::string(serial)};
}

} // namespace

Result<void> checkSerial(const SerialRule& rule, std::string_view serial) {
    if (rule.source != SerialSource::Scan) {
        return {};
    }
    if (serial.empty()) {
        return serialFault(FaultCode::SerialMissing, serial);
    }
    const auto printable = [](char character) { return character >= ' ' && character <= '~'; };
    if (serial.size() > longestSerial || !std::ranges::all_of(serial, printable)) {
        return serialFault(FaultCode::SerialPattern, "unreadable scan");
    }
    if (!rule.pattern.empty()) {
        // It was tried once when the recipe was read, so it cannot throw here.
        if (!fitsPattern(serial, rule.pattern)) {
            return serialFault(FaultCode::SerialPattern, serial);
        }
    }
    if (!endsInItsCheck(rule.check, serial)) {
        return serialFault(FaultCode::SerialCheckDigit, serial);
    }
    return {};
}

std::string_view name(ConnectMode mode) noexcept { return connectWords.of(mode); }

std::optional<ConnectMode> connectModeNamed(std::string_view word) noexcept {
    return connectWords.named(word);
}

std::string_view name(EraseMode mode) noexcept { return eraseWords.of(mode); }

std::optional<EraseMode> eraseModeNamed(std::string_view word) noexcept {
    return eraseWords.named(word);
}

std::string_view name(Rewrite rewrite) noexcept { return rewriteWords.of(rewrite); }

std::optional<Rewrite> rewriteNamed(std::string_view word) noexcept {
    return rewriteWords.named(word);
}

std::string_view name(SerialSource source) noexcept { return sourceWords.of(source); }

std::optional<SerialSource> serialSourceNamed(std::string_view word) noexcept {
    return sourceWords.named(word);
}

} // namespace greenlight::job
