#pragma once

#include "tests/fuzz/targets.h"

#include <algorithm>
#include <string>

namespace greenlight::fuzz {

/// Takes numbers off the bytes of a fuzzer; zeros when there are none left.
class Reader {
public:
    explicit Reader(Bytes bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool empty() const noexcept { return m_bytes.empty(); }

    std::uint8_t byte() {
        const Bytes one = take(1);
        return one.empty() ? std::uint8_t{0} : one.front();
    }

    std::uint32_t number(unsigned bytes = 4) {
        std::uint32_t value = 0;
        for (unsigned i = 0; i < bytes; ++i) {
            value |= static_cast<std::uint32_t>(byte()) << (8 * i);
        }
        return value;
    }

    /// As many bytes as there are, at most `size`.
    Bytes take(std::size_t size) {
        const Bytes taken = m_bytes.first(std::min(size, m_bytes.size()));
        m_bytes = m_bytes.subspan(taken.size());
        return taken;
    }

    Bytes rest() { return take(m_bytes.size()); }

private:
    Bytes m_bytes;
};

inline std::string textOf(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

} // namespace greenlight::fuzz
