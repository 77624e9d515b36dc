#include "engine/sim/sim_flash_array.h"

#include "engine/base/check.h"

#include <algorithm>

namespace greenlight::sim {

FlashArray::FlashArray(std::uint32_t bytes, std::uint32_t codedBytes, std::uint8_t erasedByte)
    : m_erasedByte(erasedByte)
    , m_cells(bytes, erasedByte)
    , m_codedBytes(codedBytes)
    , m_words(codedBytes == 0 ? 0 : bytes / codedBytes, Word::Erased) {}

std::uint32_t FlashArray::read(std::uint32_t offset, unsigned bytes) const noexcept {
    CHECK(offset + bytes <= size());
    std::uint32_t value = 0;
    for (unsigned i = bytes; i > 0; --i) {
        value = (value << 8U) | m_cells[offset + i - 1];
    }
    return value;
}

void FlashArray::setWords(std::uint32_t offset, std::uint32_t bytes, Word state) {
    if (m_codedBytes == 0 || bytes == 0) {
        return;
    }
    for (std::uint32_t i = offset / m_codedBytes; i <= (offset + bytes - 1) / m_codedBytes; ++i) {
        m_badWords += (state == Word::Bad ? 1U : 0U);
        m_badWords -= (m_words[i] == Word::Bad ? 1U : 0U);
        m_words[i] = state;
    }
}

/// What a cell holds after a write of `data`: programming moves bits away from erased only.
std::uint8_t FlashArray::worn(std::uint8_t cell, unsigned data) const noexcept {
    return static_cast<std::uint8_t>(m_erasedByte == 0 ? cell | data : cell & data);
}

void FlashArray::program(std::uint32_t offset, std::span<const std::uint8_t> data) {
    CHECK(offset + data.size() <= size());
    const std::uint32_t step = m_codedBytes == 0 ? 1 : m_codedBytes;
    for (std::uint32_t done = 0; done < data.size(); done += step) {
        const auto count =
            std::min<std::uint32_t>(step, static_cast<std::uint32_t>(data.size()) - done);
        const auto part = data.subspan(done, count);
        if (m_codedBytes != 0) {
            const Word before = m_words[(offset + done) / m_codedBytes];
            const bool zeros =
                std::ranges::all_of(part, [](std::uint8_t byte) { return byte == 0; });
            const bool fine = before == Word::Erased || zeros;
            // Zeros over zeros change nothing where zero is erased, the code included.
            if (!zeros || m_erasedByte != 0) {
                setWords(offset + done, count, fine ? Word::Written : Word::Bad);
            }
        }
        for (std::uint32_t i = 0; i < count; ++i) {
            auto& cell = m_cells[offset + done + i];
            cell = worn(cell, part[i]);
        }
    }
}

void FlashArray::erase(std::uint32_t offset, std::uint32_t bytes) {
    CHECK(offset + bytes <= size());
    std::fill_n(m_cells.begin() + offset, bytes, m_erasedByte);
    setWords(offset, bytes, Word::Erased);
}

bool FlashArray::isErased(std::uint32_t offset, std::uint32_t bytes) const noexcept {
    for (std::uint32_t i = offset; i < offset + bytes; ++i) {
        if (m_cells[i] != m_erasedByte) {
            return false;
        }
        if (m_codedBytes != 0 && m_words[i / m_codedBytes] != Word::Erased) {
            return false;
        }
    }
    return true;
}

bool FlashArray::isBad(std::uint32_t offset, std::uint32_t bytes) const noexcept {
    if (m_badWords == 0) {
        return false;
    }
    for (std::uint32_t i = offset / m_codedBytes; i <= (offset + bytes - 1) / m_codedBytes; ++i) {
        if (m_words[i] == Word::Bad) {
            return true;
        }
    }
    return false;
}

void FlashArray::leaveHalfProgrammed(std::uint32_t offset, std::span<const std::uint8_t> data,
                                     Random& random) {
    for (std::uint32_t i = 0; i < data.size(); ++i) {
        const auto kept = static_cast<std::uint8_t>(random.next());
        auto& cell = m_cells[offset + i];
        cell = worn(cell, m_erasedByte == 0 ? data[i] & kept : data[i] | kept);
    }
    setWords(offset, static_cast<std::uint32_t>(data.size()), Word::Bad);
}

void FlashArray::leaveHalfErased(std::uint32_t offset, std::uint32_t bytes, Random& random) {
    for (std::uint32_t i = offset; i < offset + bytes; ++i) {
        const auto moved = static_cast<std::uint8_t>(random.next());
        auto& cell = m_cells[i];
        cell = static_cast<std::uint8_t>(m_erasedByte == 0 ? cell & moved : cell | moved);
    }
    setWords(offset, bytes, Word::Bad);
    // Even where every bit came out as erased already, the cells are too weak to be called that:
    // one of them is seen as programmed.
    flipBit(offset + random.below(bytes), random.below(8));
}

void FlashArray::weaken(std::uint32_t offset, std::uint32_t bytes, Random& random) {
    const std::uint32_t cells = 1 + bytes / 1024;
    for (std::uint32_t i = 0; i < cells; ++i) {
        flipBit(offset + random.below(bytes), random.below(8));
    }
}

void FlashArray::flipBit(std::uint32_t offset, unsigned bit) {
    m_cells[offset] = static_cast<std::uint8_t>(m_cells[offset] ^ (1U << bit));
}

void FlashArray::overwrite(std::uint32_t offset, std::uint8_t value) {
    CHECK(offset < size());
    m_cells[offset] = value;
}

} // namespace greenlight::sim
