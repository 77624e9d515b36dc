#pragma once

#include "engine/sim/thumb.h"
#include "engine/sim/thumb_code.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace greenlight::sim::thumb {

/// The memory a core reaches without asking the bus, and where in it code is cached.
class Windows {
public:
    struct View {
        std::uint32_t base = 0;
        std::uint32_t lastWord = 0; ///< size - 4
        std::uint8_t* bytes = nullptr;
        std::uint32_t waitCycles = 0;
        bool writable = false;
        /// Offsets between which cached decodings may lean on these bytes.
        std::uint32_t codeFirst = 0;
        std::uint32_t codeEnd = 0;
    };

    /// Takes the bus's windows; cheap when they are the same as before.
    void refresh(std::span<const Bus::Window> windows, const CodeCache& cache);
    /// Marks new pages of code; called when the cache's generation has changed.
    void markCode(const CodeCache& cache) noexcept;

    /// True when no page was taken into use since the last markCode.
    [[nodiscard]] bool knows(const CodeCache& cache) const noexcept {
        return m_generation == cache.generation();
    }

    /// The view that holds all of [address, address + bytes), null when the bus must be asked.
    /// `bytes` is 1, 2 or 4.
    [[nodiscard]] const View* find(std::uint32_t address, std::uint32_t bytes) noexcept {
        if (m_count != 0) {
            const View& hot = m_views[m_hot];
            if (address - hot.base <= hot.lastWord + (4 - bytes)) [[likely]] {
                return &hot;
            }
        }
        return search(address, bytes);
    }

    /// Makes the cache forget what leans on bytes of a view, at all addresses they have.
    void forgetCode(const std::uint8_t* host, std::uint32_t bytes, CodeCache& cache) const noexcept;
    /// The same by address; an address outside all windows has only itself.
    void forgetCode(std::uint32_t address, std::uint32_t bytes, CodeCache& cache) const noexcept;

private:
    const View* search(std::uint32_t address, std::uint32_t bytes) noexcept;
    void mark(std::uint32_t address, std::uint32_t bytes) noexcept;

    std::array<View, Bus::maximumWindows> m_views{};
    std::size_t m_count = 0;
    std::size_t m_hot = 0;
    std::uint64_t m_generation = 0;
};

} // namespace greenlight::sim::thumb
