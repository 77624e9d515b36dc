#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace greenlight::db {

/// Memory for who holds a row for each of millions of units. Below spillBytes it is memory like any
/// other, above it a file without a name in the folder for temporary files, whose space is there
/// before it is used: the kernel writes out what is not in use, so that a station does not run out
/// of memory because of its records. Both throw std::bad_alloc when there is no room.
void* takeSpill(std::size_t bytes);
void giveBackSpill(void* memory, std::size_t bytes) noexcept;

inline constexpr std::size_t spillBytes = std::size_t{64} << 20U;

template <typename T>
class SpillAllocator {
public:
    using value_type = T;

    SpillAllocator() = default;

    template <typename U>
    explicit SpillAllocator(const SpillAllocator<U>& /*other*/) {}

    T* allocate(std::size_t count) { return static_cast<T*>(takeSpill(count * sizeof(T))); }

    void deallocate(T* memory, std::size_t count) noexcept {
        giveBackSpill(memory, count * sizeof(T));
    }

    friend bool operator==(const SpillAllocator&, const SpillAllocator&) { return true; }
};

template <typename T>
using SpillVector = std::vector<T, SpillAllocator<T>>;

/// A map from keyed hashes, which are spread evenly and are never 0, to plain values. Grows and
/// never shrinks.
template <typename V>
class SpillMap {
public:
    SpillMap() : m_keys(firstPlaces), m_values(firstPlaces) {}

    /// None where the key is not in it; the value stays in its place until the next insert().
    [[nodiscard]] V* find(std::uint64_t key) noexcept {
        const std::size_t place = placeOf(key);
        return m_keys[place] == 0 ? nullptr : &m_values[place];
    }

    /// The value of a key, a fresh one if it is new.
    V& insert(std::uint64_t key) {
        if ((m_size + 1) * 4 > m_keys.size() * 3) {
            grow();
        }
        const std::size_t place = placeOf(key);
        m_size += m_keys[place] == 0 ? 1U : 0U;
        m_keys[place] = key;
        return m_values[place];
    }

private:
    static constexpr std::size_t firstPlaces = 1024;

    [[nodiscard]] std::size_t placeOf(std::uint64_t key) const noexcept {
        const std::size_t mask = m_keys.size() - 1;
        std::size_t place = key & mask;
        while (m_keys[place] != 0 && m_keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    void grow() {
        SpillVector<std::uint64_t> keys(m_keys.size() * 2);
        SpillVector<V> values(m_keys.size() * 2);
        keys.swap(m_keys);
        values.swap(m_values);
        for (std::size_t old = 0; old < keys.size(); ++old) {
            if (keys[old] != 0) {
                const std::size_t place = placeOf(keys[old]);
                m_keys[place] = keys[old];
                m_values[place] = values[old];
            }
        }
    }

    SpillVector<std::uint64_t> m_keys; ///< 0 where nothing is; their number is a power of two
    SpillVector<V> m_values;
    std::size_t m_size = 0;
};

} // namespace greenlight::db
