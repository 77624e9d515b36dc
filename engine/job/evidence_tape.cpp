#include "engine/job/evidence_tape.h"

#include "engine/job/evidence_fields.h"

#include <array>
#include <utility>

namespace greenlight::job {
namespace {

using base::JsonPlace;
using Kind = base::JsonTape::Kind;

/// Reads the fields of an object; once something is missing or of another kind, it is `bad`.
class TapeReader {
public:
    explicit TapeReader(JsonPlace object) : m_object(object), m_hint(object.begin()) {
        m_bad = !object.is(Kind::Object);
    }

    [[nodiscard]] bool isBad() const noexcept { return m_bad; }

    template <typename T>
    void laterField(const char* key, std::optional<T>& value) {
        if (const std::uint32_t found = m_object.find(key, m_hint); found != 0) {
            m_bad = !read(m_object.in(found), value.emplace()) || m_bad;
        }
    }

    template <typename T>
    void field(const char* key, T& value) {
        const std::uint32_t found = m_object.find(key, m_hint);
        m_bad = found == 0 || !read(m_object.in(found), value) || m_bad;
    }

private:
    static bool read(JsonPlace place, std::string& text) {
        text = place.value().text;
        return place.is(Kind::Text);
    }

    static bool read(JsonPlace place, bool& flag) {
        flag = place.is(Kind::True);
        return flag || place.is(Kind::False);
    }

    template <typename Integer>
    requires std::is_integral_v<Integer>

    static bool read(JsonPlace place, Integer& number) {
        const std::int64_t wide = place.value().number;
        number = static_cast<Integer>(wide);
        return place.is(Kind::Integer) && std::in_range<Integer>(wide);
    }

    template <std::size_t size>
    static bool read(JsonPlace place, std::array<std::uint8_t, size>& bytes) {
        const std::string_view digits = place.value().text;
        if (!place.is(Kind::Text) || digits.size() != size * 2) {
            return false;
        }
        unsigned wrong = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const unsigned high = hexValues[static_cast<unsigned char>(digits[i * 2])];
            const unsigned low = hexValues[static_cast<unsigned char>(digits[i * 2 + 1])];
            wrong |= high | low;
            bytes[i] = static_cast<std::uint8_t>(high << 4U | (low & 0xFU));
        }
        return wrong < noHexDigit;
    }

    static bool read(JsonPlace place, VerifyMethod& method) {
        return known(verifyMethodNamed(place.value().text), method);
    }

    static bool read(JsonPlace place, ReadWay& way) {
        return known(readWayNamed(place.value().text), way);
    }

    static bool read(JsonPlace place, Stage& stage) {
        return known(base::stageNamed(place.value().text), stage);
    }

    static bool read(JsonPlace place, FaultCode& code) {
        unsigned number = 0;
        return read(place, number) && known(base::faultNumbered(number), code);
    }

    template <typename T>
    static bool read(JsonPlace place, std::optional<T>& value) {
        return place.is(Kind::Null) || read(place, value.emplace());
    }

    template <typename T>
    static bool read(JsonPlace place, std::vector<T>& values) {
        bool good = place.is(Kind::List);
        for (std::uint32_t each = place.begin(); good && each < place.end();
             each = place.after(each)) {
            good = read(place.in(each), values.emplace_back());
        }
        return good;
    }

    template <typename T>

    requires requires(TapeReader& reader, T& value) { fields(reader, value); }

    static bool read(JsonPlace place, T& value) {
        TapeReader reader(place);
        fields(reader, value);
        return !reader.isBad();
    }

    template <typename T>
    static bool known(const std::optional<T>& found, T& value) {
        value = found.value_or(T{});
        return found.has_value();
    }

    static constexpr unsigned noHexDigit = 16;
    static constexpr std::array<std::uint8_t, 256> hexValues = [] {
        std::array<std::uint8_t, 256> values{};
        values.fill(noHexDigit);
        for (unsigned i = 0; i < 10; ++i) {
            values.at('0' + i) = static_cast<std::uint8_t>(i);
        }
        for (unsigned i = 0; i < 6; ++i) {
            values.at('a' + i) = static_cast<std::uint8_t>(10 + i);
            values.at('A' + i) = static_cast<std::uint8_t>(10 + i);
        }
        return values;
    }();

    JsonPlace m_object;
    std::uint32_t m_hint;
    bool m_bad = false;
};

} // namespace

std::optional<Evidence> evidenceFromTape(JsonPlace place) {
    TapeReader reader(place);
    if (reader.isBad()) {
        return std::nullopt;
    }
    Evidence evidence;
    fields(reader, evidence);
    return reader.isBad() ? std::nullopt : std::optional(std::move(evidence));
}

} // namespace greenlight::job
