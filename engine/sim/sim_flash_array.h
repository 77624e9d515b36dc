#pragma once

#include "engine/sim/sim_random.h"

#include <cstdint>
#include <span>
#include <vector>

namespace greenlight::sim {

/// The cells of a flash: NOR rules, and for families with an error-correcting code the state of
/// each program word, so that a word written twice or left half-written is known to be bad.
class FlashArray {
public:
    /// `codedBytes` is what one error-correcting code covers; 0 where there is none. `erasedByte`
    /// is 0xFF, or 0x00 where programming sets bits.
    FlashArray(std::uint32_t bytes, std::uint32_t codedBytes, std::uint8_t erasedByte = 0xFF);

    [[nodiscard]] std::uint8_t erasedByte() const noexcept { return m_erasedByte; }

    [[nodiscard]] std::uint32_t size() const noexcept {
        return static_cast<std::uint32_t>(m_cells.size());
    }

    [[nodiscard]] std::span<const std::uint8_t> cells() const noexcept { return m_cells; }

    [[nodiscard]] std::uint8_t* data() noexcept { return m_cells.data(); }

    /// Little-endian, inside the array.
    [[nodiscard]] std::uint32_t read(std::uint32_t offset, unsigned bytes) const noexcept;

    /// New content is old AND data, or old OR data where erased is zero. A coded word that was not
    /// erased becomes bad, unless it is written with zeros only.
    void program(std::uint32_t offset, std::span<const std::uint8_t> data);
    void erase(std::uint32_t offset, std::uint32_t bytes);

    /// True when every cell of the range is erased and, where coded, was never written since.
    [[nodiscard]] bool isErased(std::uint32_t offset, std::uint32_t bytes) const noexcept;
    /// True when the range touches a word whose code does not fit its content.
    [[nodiscard]] bool isBad(std::uint32_t offset, std::uint32_t bytes) const noexcept;

    [[nodiscard]] bool anyBad() const noexcept { return m_badWords != 0; }

    /// What an operation leaves that lost its power or was reset: bits between old and new, the
    /// code of the words wrong.
    void leaveHalfProgrammed(std::uint32_t offset, std::span<const std::uint8_t> data,
                             Random& random);
    void leaveHalfErased(std::uint32_t offset, std::uint32_t bytes, Random& random);

    /// Some cells of the range do not hold what was written or erased: too little voltage for the
    /// parallelism. At least one bit changes.
    void weaken(std::uint32_t offset, std::uint32_t bytes, Random& random);
    /// One bit, with no flag anywhere.
    void flipBit(std::uint32_t offset, unsigned bit);
    /// A byte from outside of the world.
    void overwrite(std::uint32_t offset, std::uint8_t value);

private:
    [[nodiscard]] std::uint8_t worn(std::uint8_t cell, unsigned data) const noexcept;

    enum class Word : std::uint8_t { Erased, Written, Bad };

    void setWords(std::uint32_t offset, std::uint32_t bytes, Word state);

    std::uint8_t m_erasedByte;
    std::vector<std::uint8_t> m_cells;
    std::uint32_t m_codedBytes;
    std::vector<Word> m_words;
    std::uint32_t m_badWords = 0;
};

} // namespace greenlight::sim
