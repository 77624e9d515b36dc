#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace greenlight::sim::thumb {

struct Machine;
struct Decoded;

/// Executes one decoded instruction and gives the next one; null when the core stops there, with
/// the reason left in the machine.
using Handler = Decoded* (*)(Machine&, Decoded&);

/// One instruction as its handler wants it. What the numbers mean is the handler's matter;
/// registers are always below 16.
struct Decoded {
    Handler handler = nullptr;
    Handler inner = nullptr; ///< inside an IT block: what to do when the condition passes
    std::uint32_t address = 0;
    std::uint32_t immediate = 0;
    std::uint8_t d = 0;
    std::uint8_t n = 0;
    std::uint8_t m = 0;
    std::uint8_t a = 0;
    std::uint8_t length = 1; ///< half-words
    std::uint8_t cycles = 1;
    std::uint8_t shift = 0; ///< shift amount or another small number
    std::uint8_t extra = 0; ///< inside an IT block: cycles beyond the first, when executed
};

/// The instruction that follows in memory.
inline Decoded* following(Decoded& d) noexcept { return &d + d.length; }

/// Decoded instructions by page of addresses. Inside an IT block the same half-words mean something
/// else (no flags, conditions), so those live in pages of their own.
class CodeCache {
public:
    static constexpr std::uint32_t pageBytes = 1024;

    /// The entry of an address (even). Entries not decoded yet have a handler that does it. Valid
    /// until the next call for another page.
    Decoded* find(std::uint32_t address, bool inIfThen);

    /// Decodings that lean on these bytes are made again when next needed.
    void forget(std::uint32_t address, std::uint32_t bytes) noexcept;
    void forgetAll() noexcept;

    /// Counts each time a page is taken into use: when it has not changed, no new code was cached.
    [[nodiscard]] std::uint64_t generation() const noexcept { return m_generation; }

    /// Calls `visit(first address, bytes)` for what each page leans on.
    template <typename Visitor>
    void forEachPage(Visitor visit) const {
        for (const auto& page : m_pages) {
            if (page && page->used) {
                visit(page->base, leanBytes);
            }
        }
    }

private:
    static constexpr std::uint32_t entriesOfPage = pageBytes / 2;
    /// A wide instruction in the last half-word of a page ends in the next one.
    static constexpr std::uint32_t leanBytes = pageBytes + 2;
    static constexpr std::size_t sets = 16;
    static constexpr std::size_t ways = 4;

    struct Page {
        std::uint32_t base = 0;
        bool inIfThen = false;
        bool used = false;
        /// Two more lead on to the next page.
        std::array<Decoded, entriesOfPage + 2> entries{};
    };

    static std::size_t setOf(std::uint32_t base) noexcept;
    Page* cached(std::uint32_t base, bool inIfThen) noexcept;
    Page& take(std::uint32_t base, bool inIfThen);
    static void forgetIn(Page& page, std::uint32_t first, std::uint32_t bytes) noexcept;

    std::array<std::unique_ptr<Page>, sets * ways> m_pages;
    std::array<std::uint8_t, sets> m_victim{};
    std::uint64_t m_generation = 0;
};

/// Handlers of entries that are not decoded yet, and of the end of a page. In thumb_machine.cpp.
Decoded* decodeAndExecute(Machine& machine, Decoded& d);
Decoded* decodeInsideIfThen(Machine& machine, Decoded& d);
Decoded* continueOnNextPage(Machine& machine, Decoded& d);

} // namespace greenlight::sim::thumb
