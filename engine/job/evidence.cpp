#include "engine/job/evidence.h"

#include "engine/job/evidence_fields.h"
#include "engine/job/recorder.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace greenlight::job {

namespace {

using Json = nlohmann::ordered_json;

/// What is wrong with a record that is being read; thrown and caught in this file only, so that a
/// missing field anywhere in the tree ends the reading at once.
struct Malformed {
    std::string field;
};

/// Writes fields into a JSON object, in the order they are named.
class Writer {
public:
    explicit Writer(Json& object) : m_object(object) {}

    /// A field that records of before do not have; left out where it says nothing, so that what was
    /// once written is written the same for ever.
    template <typename T>
    void laterField(const char* key, const std::optional<T>& value) {
        if (value) {
            field(key, value);
        }
    }

    template <typename T>
    void field(const char* key, const T& value) {
        m_object[key] = write(value);
    }

private:
    static Json write(const std::string& text) { return text; }

    static Json write(bool flag) { return flag; }

    template <typename Integer>
    requires std::is_integral_v<Integer>

    static Json write(Integer number) { return number; }

    template <std::size_t size>
    static Json write(const std::array<std::uint8_t, size>& bytes) {
        return base::toHex(bytes);
    }

    static Json write(VerifyMethod method) { return name(method); }

    static Json write(ReadWay way) { return name(way); }

    static Json write(Stage stage) { return base::name(stage); }

    static Json write(FaultCode code) { return static_cast<unsigned>(code); }

    template <typename T>
    static Json write(const std::optional<T>& value) {
        return value ? write(*value) : Json(nullptr);
    }

    template <typename T>
    static Json write(const std::vector<T>& values) {
        Json list = Json::array();
        for (const T& value : values) {
            list.push_back(write(value));
        }
        return list;
    }

    template <typename T>

    requires requires(Writer& writer, const T& value) { fields(writer, value); }

    static Json write(const T& value);

    Json& m_object;
};

/// Reads the fields of a JSON object; every one must be there and be of its kind.
class Reader {
public:
    explicit Reader(const Json& object) : m_object(object) {}

    template <typename T>
    void laterField(const char* key, std::optional<T>& value) {
        value.reset();
        if (m_object.contains(key)) {
            field(key, value.emplace());
        }
    }

    template <typename T>
    void field(const char* key, T& value) {
        const auto found = m_object.find(key);
        if (found == m_object.end()) {
            throw Malformed{key};
        }
        try {
            read(*found, value);
        } catch (const Malformed& inner) {
            throw Malformed{inner.field.empty() ? key : fmt::format("{}.{}", key, inner.field)};
        }
    }

private:
    static void read(const Json& json, std::string& text) {
        if (!json.is_string()) {
            throw Malformed{};
        }
        text = json.get<std::string>();
    }

    static void read(const Json& json, bool& flag) {
        if (!json.is_boolean()) {
            throw Malformed{};
        }
        flag = json.get<bool>();
    }

    template <typename Integer>
    requires std::is_integral_v<Integer>

    static void read(const Json& json, Integer& number) {
        if (!json.is_number_integer()) {
            throw Malformed{};
        }
        const auto wide = json.get<std::int64_t>();
        if (!std::in_range<Integer>(wide)) {
            throw Malformed{};
        }
        number = static_cast<Integer>(wide);
    }

    template <std::size_t size>
    static void read(const Json& json, std::array<std::uint8_t, size>& bytes) {
        const auto decoded = base::fromHex(word(json));
        if (!decoded || decoded->size() != size) {
            throw Malformed{};
        }
        std::ranges::copy(*decoded, bytes.begin());
    }

    static void read(const Json& json, VerifyMethod& method) {
        method = known(verifyMethodNamed(word(json)));
    }

    static void read(const Json& json, ReadWay& way) { way = known(readWayNamed(word(json))); }

    static void read(const Json& json, Stage& stage) {
        stage = known(base::stageNamed(word(json)));
    }

    static void read(const Json& json, FaultCode& code) {
        unsigned number = 0;
        read(json, number);
        code = known(base::faultNumbered(number));
    }

    template <typename T>
    static void read(const Json& json, std::optional<T>& value) {
        value.reset();
        if (!json.is_null()) {
            read(json, value.emplace());
        }
    }

    template <typename T>
    static void read(const Json& json, std::vector<T>& values) {
        if (!json.is_array()) {
            throw Malformed{};
        }
        values.clear();
        for (const Json& item : json) {
            read(item, values.emplace_back());
        }
    }

    template <typename T>

    requires requires(Reader& reader, T& value) { fields(reader, value); }

    static void read(const Json& json, T& value);

    static std::string word(const Json& json) {
        std::string text;
        read(json, text);
        return text;
    }

    template <typename T>
    static T known(const std::optional<T>& value) {
        if (!value) {
            throw Malformed{};
        }
        return *value;
    }

    const Json& m_object;
};

template <typename T>

requires requires(Writer& writer, const T& value) { fields(writer, value); }

Json Writer::write(const T& value) {
    Json object = Json::object();
    Writer writer(object);
    fields(writer, value);
    return object;
}

template <typename T>

requires requires(Reader& reader, T& value) { fields(reader, value); }

void Reader::read(const Json& json, T& value) {
    if (!json.is_object()) {
        throw Malformed{};
    }
    Reader reader(json);
    fields(reader, value);
}

constexpr std::array<std::string_view, 3> methodWords{"digest", "readback", "both"};
constexpr std::array<std::string_view, 2> wayWords{"mapped", "loader"};
constexpr std::array<std::string_view, 6> originWords{"screen",  "keyboard",     "foot-switch",
                                                      "scanner", "command-line", "hands-free"};

} // namespace

std::string_view name(VerifyMethod method) noexcept {
    return methodWords.at(static_cast<std::size_t>(method));
}

std::optional<VerifyMethod> verifyMethodNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(methodWords, word);
    if (found == methodWords.end()) {
        return std::nullopt;
    }
    return static_cast<VerifyMethod>(found - methodWords.begin());
}

std::string_view name(ReadWay way) noexcept { return wayWords.at(static_cast<std::size_t>(way)); }

std::optional<ReadWay> readWayNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(wayWords, word);
    if (found == wayWords.end()) {
        return std::nullopt;
    }
    return static_cast<ReadWay>(found - wayWords.begin());
}

std::string_view name(StartedBy origin) noexcept {
    return originWords.at(static_cast<std::size_t>(origin));
}

void Evidence::latch(Fault later) {
    if (fault) {
        warnings.push_back("after that: " + base::toLogLine(later));
    } else {
        fault = std::move(later);
    }
}

Json toJson(const Evidence& evidence) {
    Json object = Json::object();
    Writer writer(object);
    fields(writer, evidence);
    return object;
}

Result<Evidence> evidenceFromJson(const Json& json) {
    if (!json.is_object()) {
        return Fault{.code = FaultCode::JournalCorrupt,
                     .stage = Stage::Record,
                     .note = "evidence is not an object"};
    }
    try {
        Evidence evidence;
        Reader reader(json);
        fields(reader, evidence);
        return evidence;
    } catch (const Malformed& malformed) {
        return Fault{.code = FaultCode::JournalCorrupt,
                     .stage = Stage::Record,
                     .note = fmt::format("evidence field {}", malformed.field)};
    }
}

std::string uidText(const Uid& uid) {
    std::string text = base::toHex(uid);
    std::ranges::transform(text, text.begin(), [](char digit) {
        return digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
    });
    return text;
}

std::optional<Uid> uidNamed(std::string_view text) {
    Uid uid{};
    const auto bytes = base::fromHex(text);
    if (!bytes || bytes->size() != uid.size()) {
        return std::nullopt;
    }
    std::ranges::copy(*bytes, uid.begin());
    return uid;
}

} // namespace greenlight::job
