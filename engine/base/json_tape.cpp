#include "engine/base/json_tape.h"

#include <bit>
#include <cstddef>
#include <cstring>

namespace greenlight::base {
namespace {

using Kind = JsonTape::Kind;

constexpr int mostDigits = 18;
constexpr unsigned mostKeys = 64;

constexpr std::uint64_t everyByte = 0x0101010101010101;
constexpr std::uint64_t highBits = 0x8080808080808080;

/// How many of eight bytes, from the first on, are plain: ASCII, neither control characters nor the
/// two that mean something. A borrow goes only to bytes behind one that is not.
std::ptrdiff_t plainOfEight(const char* bytes) noexcept {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof(word));
    const auto hasZero = [](std::uint64_t x) { return (x - everyByte) & ~x & highBits; };
    const std::uint64_t control = (word - everyByte * 0x20) & ~word & highBits;
    const std::uint64_t others = (word & highBits) | control | hasZero(word ^ everyByte * '"') |
                                 hasZero(word ^ everyByte * '\\');
    return std::countr_zero(others) / 8;
}

bool isContinuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Of two texts of one length: keys differ more often at their end than at their beginning.
bool sameTail(std::string_view a, std::string_view b) noexcept {
    return a.empty() || a.back() == b.back();
}

/// The value of a lower-case hexadecimal digit; 16 for anything else.
unsigned hexDigit(char c) noexcept {
    if (isDigit(c)) {
        return static_cast<unsigned>(c - '0');
    }
    return c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a') + 10U : 16U;
}

/// What a short escape stands for; 0 for none.
char shortEscape(char letter) noexcept {
    switch (letter) {
    case '"':
    case '\\':
        return letter;
    case 'b':
        return '\b';
    case 't':
        return '\t';
    case 'n':
        return '\n';
    case 'f':
        return '\f';
    case 'r':
        return '\r';
    default:
        return 0;
    }
}

} // namespace

bool JsonTape::read(std::string_view text) {
    m_values.clear();
    m_decoded.clear();
    m_at = text.data();
    m_end = text.data() + text.size();
    return text.size() <= UINT32_MAX && value({}, 0) && m_at == m_end;
}

bool JsonTape::value(std::string_view key, int depth) {
    if (m_at == m_end) {
        return false;
    }
    const auto place = static_cast<std::uint32_t>(m_values.size());
    Value& fresh = m_values.emplace_back();
    fresh.key = key;
    fresh.next = place + 1;
    switch (*m_at) {
    case '{':
        return depth < maxDepth && object(place, depth + 1);
    case '[':
        return depth < maxDepth && list(place, depth + 1);
    case '"': {
        fresh.kind = Kind::Text;
        std::string_view raw;
        bool escaped = false;
        return string(raw, escaped) &&
               (escaped ? decoded(raw, fresh.text) : (fresh.text = raw, true));
    }
    case 'n':
        return word("null");
    case 't':
        fresh.kind = Kind::True;
        return word("true");
    case 'f':
        fresh.kind = Kind::False;
        return word("false");
    default:
        fresh.kind = Kind::Integer;
        return integer(fresh);
    }
}

bool JsonTape::list(std::uint32_t place, int depth) {
    m_values[place].kind = Kind::List;
    ++m_at;
    if (m_at != m_end && *m_at == ']') {
        ++m_at;
        return true;
    }
    while (value({}, depth) && m_at != m_end) {
        const char behind = *m_at++;
        if (behind == ']') {
            m_values[place].next = static_cast<std::uint32_t>(m_values.size());
            return true;
        }
        if (behind != ',') {
            return false;
        }
    }
    return false;
}

bool JsonTape::object(std::uint32_t place, int depth) {
    m_values[place].kind = Kind::Object;
    ++m_at;
    if (m_at != m_end && *m_at == '}') {
        ++m_at;
        return true;
    }
    std::string_view key;
    for (unsigned keys = 0; keys < mostKeys; ++keys) {
        if (!objectKey(place + 1, key) || !value(key, depth) || m_at == m_end) {
            return false;
        }
        const char behind = *m_at++;
        if (behind == '}') {
            m_values[place].next = static_cast<std::uint32_t>(m_values.size());
            return true;
        }
        if (behind != ',') {
            return false;
        }
    }
    return false;
}

/// A key that none of the values from `first` on has, and its colon.
bool JsonTape::objectKey(std::uint32_t first, std::string_view& key) {
    bool escaped = false;
    if (m_at == m_end || *m_at != '"' || !string(key, escaped) || escaped || m_at == m_end ||
        *m_at != ':') {
        return false;
    }
    ++m_at;
    for (std::uint32_t other = first; other < m_values.size(); other = m_values[other].next) {
        const std::string_view its = m_values[other].key;
        if (its.size() == key.size() && sameTail(its, key) && its == key) {
            return false;
        }
    }
    return true;
}

bool JsonTape::integer(Value& value) {
    const bool negative = *m_at == '-';
    if (negative) {
        ++m_at;
    }
    const char* const first = m_at;
    std::int64_t number = 0;
    for (; m_at != m_end && isDigit(*m_at) && m_at - first < mostDigits; ++m_at) {
        number = number * 10 + (*m_at - '0');
    }
    value.number = negative ? -number : number;
    const bool alone = m_at - first == 1;
    // What stands behind it is for the caller: a 19th digit, a point or an exponent is no comma.
    return m_at != first && (*first != '0' || (alone && !negative));
}

bool JsonTape::word(std::string_view letters) {
    if (static_cast<std::size_t>(m_end - m_at) < letters.size() ||
        std::string_view(m_at, letters.size()) != letters) {
        return false;
    }
    m_at += letters.size();
    return true;
}

/// What is between two quotation marks, as it stands there.
bool JsonTape::string(std::string_view& text, bool& escaped) {
    const char* const first = ++m_at;
    while (true) {
        std::ptrdiff_t plain = 8;
        while (plain == 8 && m_end - m_at >= 8) {
            plain = plainOfEight(m_at);
            m_at += plain;
        }
        if (m_at == m_end) {
            return false;
        }
        const char c = *m_at;
        if (c == '"') {
            text = {first, static_cast<std::size_t>(m_at - first)};
            ++m_at;
            return true;
        }
        if (c == '\\') {
            escaped = true;
            if (!escape()) {
                return false;
            }
        } else if (static_cast<unsigned char>(c) >= 0x80) {
            if (!wideCharacter()) {
                return false;
            }
        } else if (static_cast<unsigned char>(c) < 0x20) {
            return false;
        } else {
            ++m_at;
        }
    }
}

/// An escape that must be one: \u00xx only for a control character that has no letter.
bool JsonTape::escape() {
    ++m_at;
    if (m_at == m_end) {
        return false;
    }
    if (shortEscape(*m_at) != 0) {
        ++m_at;
        return true;
    }
    constexpr std::string_view lead = "u00";
    if (m_end - m_at < 5 || std::string_view(m_at, lead.size()) != lead) {
        return false;
    }
    const unsigned high = hexDigit(m_at[3]);
    const unsigned low = hexDigit(m_at[4]);
    const unsigned code = high * 16 + low;
    const bool hasLetter =
        code == '\b' || code == '\t' || code == '\n' || code == '\f' || code == '\r';
    m_at += 5;
    return high < 2 && low < 16 && !hasLetter;
}

/// A character of two to four bytes by table 3-7 of the Unicode standard: none longer than it must
/// be, no surrogate, none behind U+10FFFF.
bool JsonTape::wideCharacter() {
    const auto lead = static_cast<unsigned char>(*m_at);
    const std::ptrdiff_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || m_end - m_at < bytes) {
        return false;
    }
    const auto second = static_cast<unsigned char>(m_at[1]);
    const bool wrong = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                       (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
    for (std::ptrdiff_t i = 1; i < bytes; ++i) {
        if (!isContinuation(m_at[i])) {
            return false;
        }
    }
    m_at += bytes;
    return !wrong;
}

/// A text whose escapes were looked at already.
bool JsonTape::decoded(std::string_view raw, std::string_view& text) {
    std::string& plain = m_decoded.emplace_back();
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\') {
            plain += raw[i];
            continue;
        }
        ++i;
        if (const char letter = shortEscape(raw[i]); letter != 0) {
            plain += letter;
        } else {
            plain += static_cast<char>(hexDigit(raw[i + 3]) * 16 + hexDigit(raw[i + 4]));
            i += 4;
        }
    }
    text = plain;
    return true;
}

std::uint32_t JsonPlace::find(std::string_view key, std::uint32_t& hint) const noexcept {
    if (hint > m_place && hint < end() && m_tape->at(hint).key == key) {
        const std::uint32_t found = hint;
        hint = after(found);
        return found;
    }
    const std::uint32_t found = find(key);
    if (found != 0) {
        hint = after(found);
    }
    return found;
}

std::uint32_t JsonPlace::find(std::string_view key) const noexcept {
    if (is(Kind::Object)) {
        for (std::uint32_t place = begin(); place < end(); place = after(place)) {
            if (m_tape->at(place).key == key) {
                return place;
            }
        }
    }
    return 0;
}

} // namespace greenlight::base
