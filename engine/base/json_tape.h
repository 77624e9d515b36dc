#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::base {

/// A JSON text read once from front to back, for who reads millions of them: its values lie in one
/// row, nothing of them is copied, and no memory is asked for anew from text to text. One thread at
/// a time.
///
/// It takes only the one spelling in which the journal writes (db/entry.h): no white space,
/// integers alone, only the escapes that must be, valid UTF-8, no key twice in an object. Whoever
/// gets a `false` asks the reader that everybody else uses what the text is, so it also turns away
/// what is allowed and never written: more than 64 keys in an object, an escape in a key, an
/// integer of more than 18 digits.
class JsonTape {
public:
    enum class Kind : std::uint8_t { Null, False, True, Integer, Text, List, Object };

    struct Value {
        Kind kind = Kind::Null;
        std::uint32_t next = 0;  ///< place of the value behind this one and all that is in it
        std::string_view key{};  ///< empty in a list
        std::string_view text{}; ///< of a Text, its escapes resolved
        std::int64_t number = 0; ///< of an Integer
    };

    /// Deeper than this is turned away.
    static constexpr int maxDepth = 16;

    /// Reads a text, which must stay until the next one is read. False where it is not in that
    /// spelling; then the values are nobody's.
    [[nodiscard]] bool read(std::string_view text);

    /// The whole text's value has place 0. CHECKs nothing: places come from here.
    [[nodiscard]] const Value& at(std::uint32_t place) const noexcept { return m_values[place]; }

private:
    bool value(std::string_view key, int depth);
    bool list(std::uint32_t place, int depth);
    bool object(std::uint32_t place, int depth);
    bool objectKey(std::uint32_t first, std::string_view& key);
    bool integer(Value& value);
    bool word(std::string_view letters);
    bool string(std::string_view& text, bool& escaped);
    bool escape();
    bool wideCharacter();
    bool decoded(std::string_view raw, std::string_view& text);

    const char* m_at = nullptr;
    const char* m_end = nullptr;
    std::vector<Value> m_values;
    std::deque<std::string> m_decoded; ///< the texts that had escapes
};

/// A value on a tape, and what is in it.
class JsonPlace {
public:
    JsonPlace(const JsonTape& tape, std::uint32_t place) : m_tape(&tape), m_place(place) {}

    [[nodiscard]] const JsonTape::Value& value() const noexcept { return m_tape->at(m_place); }

    [[nodiscard]] bool is(JsonTape::Kind kind) const noexcept { return value().kind == kind; }

    /// Where the values in it begin and end; `after` leads from one to the next.
    [[nodiscard]] std::uint32_t begin() const noexcept { return m_place + 1; }

    [[nodiscard]] std::uint32_t end() const noexcept { return value().next; }

    [[nodiscard]] JsonPlace in(std::uint32_t place) const noexcept { return {*m_tape, place}; }

    [[nodiscard]] std::uint32_t after(std::uint32_t place) const noexcept {
        return m_tape->at(place).next;
    }

    /// The place of the value with a key; 0 where there is none, or this is no object. Looks first
    /// at `hint`, which then leads on: a reader that asks in the order of the text finds at once.
    [[nodiscard]] std::uint32_t find(std::string_view key, std::uint32_t& hint) const noexcept;
    [[nodiscard]] std::uint32_t find(std::string_view key) const noexcept;

private:
    const JsonTape* m_tape;
    std::uint32_t m_place;
};

} // namespace greenlight::base
