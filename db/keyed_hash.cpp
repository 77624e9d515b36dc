#include "db/keyed_hash.h"

#include "engine/base/sha256.h"

#include <bit>
#include <cstring>
#include <span>

namespace greenlight::db {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t prime = (std::uint64_t{1} << 61U) - 1;

std::uint64_t wordAt(const char* bytes) noexcept {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof(word));
    return word;
}

} // namespace

struct KeyedHash::State {
    std::uint64_t v0;
    std::uint64_t v1;
    std::uint64_t v2;
    std::uint64_t v3;

    /// The constants are the paper's, "somepseudorandomlygeneratedbytes".
    State(std::uint64_t low, std::uint64_t high) noexcept
        : v0(low ^ 0x736F6D6570736575U)
        , v1(high ^ 0x646F72616E646F6DU)
        , v2(low ^ 0x6C7967656E657261U)
        , v3(high ^ 0x7465646279746573U) {}

    void round() noexcept {
        v0 += v1;
        v1 = std::rotl(v1, 13) ^ v0;
        v0 = std::rotl(v0, 32);
        v2 += v3;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 += v3;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 += v1;
        v1 = std::rotl(v1, 17) ^ v2;
        v2 = std::rotl(v2, 32);
    }

    void take(std::uint64_t word) noexcept {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }
};

KeyedHash::KeyedHash() {
    std::array<std::uint8_t, 16> key{};
    base::fillRandom(key);
    std::memcpy(&m_low, key.data(), sizeof(m_low));
    std::memcpy(&m_high, key.data() + sizeof(m_low), sizeof(m_high));
}

std::uint64_t KeyedHash::of(std::string_view bytes) const noexcept {
    return finish({m_low, m_high}, bytes);
}

std::uint64_t KeyedHash::of(std::string_view bytes, char tag) const noexcept {
    State state{m_low, m_high};
    state.take(static_cast<std::uint8_t>(tag));
    return finish(state, bytes);
}

std::uint64_t KeyedHash::finish(State state, std::string_view bytes) noexcept {
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        state.take(wordAt(bytes.data() + at));
    }
    std::uint64_t last = std::uint64_t{bytes.size()} << 56U;
    for (std::size_t i = 0; at + i < bytes.size(); ++i) {
        last |= std::uint64_t{static_cast<std::uint8_t>(bytes[at + i])} << (8U * i);
    }
    state.take(last);
    state.v2 ^= 0xFFU;
    for (int i = 0; i < 4; ++i) {
        state.round();
    }
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

void CountSum::add(std::uint64_t place, std::int64_t count) noexcept {
    const bool negative = count < 0;
    const auto size =
        negative ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    const auto weighted = static_cast<std::uint64_t>(Wide{place % prime} * (size % prime) % prime);
    m_sum = (m_sum + (negative ? prime - weighted : weighted)) % prime;
}

} // namespace greenlight::db
