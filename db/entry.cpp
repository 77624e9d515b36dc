#include "db/entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 6> keys{"format", "sequence", "kind",
                                               "time",   "station",  "data"};

Fault corrupt(std::string note) {
    return {.code = FaultCode::JournalCorrupt, .stage = Stage::Record, .note = std::move(note)};
}

Fault unwritable(std::string note) {
    return {.code = FaultCode::JournalWrite, .stage = Stage::Record, .note = std::move(note)};
}

/// Whether a value can be part of a body when `room` more levels are allowed below it.
bool isPlain(const Json& value, int room) {
    if (value.is_number_float() || value.is_binary() || value.is_discarded()) {
        return false;
    }
    if (!value.is_structured()) {
        return true;
    }
    return room > 0 && std::ranges::all_of(
                           value, [room](const Json& inner) { return isPlain(inner, room - 1); });
}

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// How deep a text nests before any parser sees it: hostile bytes must not exhaust the stack of
/// what works on the parsed value.
bool nestsTooDeep(std::string_view text) noexcept {
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                inString = false;
            }
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxBodyDepth) {
                return true;
            }
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

bool hasTheKeysInOrder(const Json& body) {
    if (!body.is_object() || body.size() != keys.size()) {
        return false;
    }
    const auto* key = keys.begin();
    for (const auto& item : body.items()) {
        if (item.key() != *key++) {
            return false;
        }
    }
    return true;
}

} // namespace

bool belongsToAttempts(std::string_view word) noexcept {
    return word == kind::attemptBegun.word() || word == kind::attemptIdentified.word() ||
           word == kind::attemptEnded.word() || word == kind::attemptInterrupted.word();
}

Result<std::string> canonicalBody(const Entry& entry) {
    if (!entry.data.is_object() || !isPlain(entry.data, maxBodyDepth - 1)) {
        return unwritable("an entry's data is an object of texts, integers, lists and objects");
    }
    Json body = Json::object();
    body["format"] = bodyFormat;
    body["sequence"] = entry.sequence;
    body["kind"] = entry.kind;
    body["time"] = entry.time;
    body["station"] = entry.station;
    body["data"] = entry.data;
    std::string bytes = dump(body);
    if (bytes.size() > maxBodyBytes) {
        return unwritable(fmt::format("an entry of {} bytes is too long", bytes.size()));
    }
    return bytes;
}

Result<Entry> parseBody(std::string_view body) {
    if (body.size() > maxBodyBytes || nestsTooDeep(body)) {
        return corrupt("the body is too long or too deep");
    }
    const Json json = Json::parse(body, nullptr, false);
    if (!hasTheKeysInOrder(json)) {
        return corrupt("the body is not an entry");
    }
    if (json["format"] != bodyFormat) {
        return corrupt("the body has a format this version does not know");
    }
    if (!json["sequence"].is_number_unsigned() || !json["kind"].is_string() ||
        !json["time"].is_string() || !json["station"].is_string() || !json["data"].is_object() ||
        !isPlain(json["data"], maxBodyDepth)) {
        return corrupt("a field of the body has the wrong type");
    }
    if (dump(json) != body) {
        return corrupt("the body is not in the fixed form");
    }
    return Entry{.sequence = json["sequence"].get<std::uint64_t>(),
                 .kind = json["kind"].get<std::string>(),
                 .time = json["time"].get<std::string>(),
                 .station = json["station"].get<std::string>(),
                 .data = json["data"]};
}

} // namespace greenlight::db
