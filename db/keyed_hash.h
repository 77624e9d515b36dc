#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace greenlight::db {

/// SipHash-2-4 (J.-P. Aumasson and D. J. Bernstein, 2012) under a key that nobody knows. What it
/// gives means nothing outside of the object, and nobody can make two texts meet in it on purpose.
class KeyedHash {
public:
    /// With a key from OpenSSL's generator.
    KeyedHash();

    /// With a key of two words, little endian, for whoever compares with the paper.
    constexpr KeyedHash(std::uint64_t low, std::uint64_t high) : m_low(low), m_high(high) {}

    [[nodiscard]] std::uint64_t of(std::string_view bytes) const noexcept;

    /// Of the same bytes in another role: for each tag it is as if with another key.
    [[nodiscard]] std::uint64_t of(std::string_view bytes, char tag) const noexcept;

private:
    struct State;

    static std::uint64_t finish(State state, std::string_view bytes) noexcept;

    std::uint64_t m_low = 0;
    std::uint64_t m_high = 0;
};

/// A row of a table as bytes: no two rows give the same. Rows of one table and one set of columns
/// sort as SQLite sorts them (its binary collation), as long as no text holds a zero byte.
class RowBytes {
public:
    void clear() noexcept {
        m_bytes.clear();
        m_zeroInText = false;
    }

    void null() { m_bytes += nullTag; }

    void number(std::int64_t number) {
        // With the sign turned over and the high byte first, bytes sort as numbers do.
        const std::uint64_t word =
            __builtin_bswap64(static_cast<std::uint64_t>(number) ^ (std::uint64_t{1} << 63U));
        std::array<char, 1 + sizeof(word)> bytes{numberTag};
        std::memcpy(bytes.data() + 1, &word, sizeof(word));
        m_bytes.append(bytes.data(), bytes.size());
    }

    void text(std::string_view text) {
        m_zeroInText = m_zeroInText || std::memchr(text.data(), '\0', text.size()) != nullptr;
        m_bytes += textTag;
        m_bytes += text;
        m_bytes += '\0';
    }

    /// As text(), but null for the empty text, as some columns have it.
    void textOrNull(std::string_view maybe) { maybe.empty() ? null() : text(maybe); }

    [[nodiscard]] const std::string& bytes() const noexcept { return m_bytes; }

    [[nodiscard]] bool holdsZeroInText() const noexcept { return m_zeroInText; }

private:
    static constexpr char nullTag = 0;
    static constexpr char numberTag = 1;
    static constexpr char textTag = 2;

    std::string m_bytes;
    bool m_zeroInText = false;
};

/// A sum over the rows of a table: two tables with distinct rows have the same one if they have the
/// same rows, in any order, and else only once in 2^64 times.
class RowSum {
public:
    void add(std::uint64_t hash) noexcept { m_sum += hash; }

    void remove(std::uint64_t hash) noexcept { m_sum -= hash; }

    friend bool operator==(const RowSum&, const RowSum&) = default;

private:
    std::uint64_t m_sum = 0;
};

/// A sum over counts, each at its own place: two tables of counts below 2^60 have the same one if
/// they have the same counts, and else only once in 2^61 times. Modulo the prime 2^61 - 1.
class CountSum {
public:
    /// Adds `count`, which may be negative, at the place with this hash.
    void add(std::uint64_t place, std::int64_t count) noexcept;

    friend bool operator==(const CountSum&, const CountSum&) = default;

private:
    std::uint64_t m_sum = 0;
};

} // namespace greenlight::db
