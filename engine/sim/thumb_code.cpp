#include "engine/sim/thumb_code.h"

#include <algorithm>

namespace greenlight::sim::thumb {

namespace {

// Cycles stay zero: the handler that decodes adds those of what it finds.
void makeUndecoded(Decoded& d, bool inIfThen) noexcept {
    d.handler = inIfThen ? decodeInsideIfThen : decodeAndExecute;
    d.cycles = 0;
}

} // namespace

// Flash and RAM both begin at round addresses, so the high bits must take part.
std::size_t CodeCache::setOf(std::uint32_t base) noexcept {
    constexpr std::uint32_t golden = 0x9E3779B1;
    return ((base / pageBytes) * golden) >> 28U;
}

CodeCache::Page* CodeCache::cached(std::uint32_t base, bool inIfThen) noexcept {
    const std::size_t first = setOf(base) * ways;
    for (std::size_t way = 0; way < ways; ++way) {
        Page* page = m_pages[first + way].get();
        if (page != nullptr && page->used && page->base == base && page->inIfThen == inIfThen) {
            return page;
        }
    }
    return nullptr;
}

CodeCache::Page& CodeCache::take(std::uint32_t base, bool inIfThen) {
    const std::size_t set = setOf(base);
    auto& slot = m_pages[set * ways + m_victim[set]];
    m_victim[set] = static_cast<std::uint8_t>((m_victim[set] + 1U) % ways);
    if (!slot) {
        slot = std::make_unique<Page>();
    }
    Page& page = *slot;
    page.base = base;
    page.inIfThen = inIfThen;
    page.used = true;
    std::uint32_t address = base;
    for (Decoded& d : page.entries) {
        d.address = address;
        makeUndecoded(d, inIfThen);
        address += 2;
    }
    page.entries[entriesOfPage].handler = continueOnNextPage;
    page.entries[entriesOfPage + 1].handler = continueOnNextPage;
    ++m_generation;
    return page;
}

Decoded* CodeCache::find(std::uint32_t address, bool inIfThen) {
    const std::uint32_t base = address & ~(pageBytes - 1);
    Page* page = cached(base, inIfThen);
    if (page == nullptr) {
        page = &take(base, inIfThen);
    }
    return &page->entries[(address - base) / 2];
}

void CodeCache::forgetIn(Page& page, std::uint32_t first, std::uint32_t bytes) noexcept {
    // Offsets wrap at the end of the address space, as addresses do.
    const std::uint64_t begin = first - page.base < pageBytes ? first - page.base : 0;
    const std::uint64_t end = first - page.base < pageBytes ? begin + bytes
                                                            : static_cast<std::uint64_t>(bytes) -
                                                                  std::uint32_t(page.base - first);
    const std::uint64_t stop = std::min<std::uint64_t>((end + 1) / 2, entriesOfPage);
    for (std::uint64_t index = begin / 2; index < stop; ++index) {
        makeUndecoded(page.entries[index], page.inIfThen);
    }
}

void CodeCache::forget(std::uint32_t address, std::uint32_t bytes) noexcept {
    if (bytes == 0) {
        return;
    }
    // The half-word before may begin a wide instruction that ends here.
    const std::uint32_t first = (address & ~1U) - 2;
    const std::uint32_t span = (address & 1U) + bytes + 2;
    if (span < bytes) {
        forgetAll();
        return;
    }
    if (span <= pageBytes) {
        const std::uint32_t bases[] = {first & ~(pageBytes - 1),
                                       (first + span - 1) & ~(pageBytes - 1)};
        for (unsigned index = 0; index < (bases[0] == bases[1] ? 1U : 2U); ++index) {
            for (const bool inIfThen : {false, true}) {
                if (Page* page = cached(bases[index], inIfThen); page != nullptr) {
                    forgetIn(*page, first, span);
                }
            }
        }
        return;
    }
    for (auto& page : m_pages) {
        if (page && page->used && (page->base - first < span || first - page->base < pageBytes)) {
            forgetIn(*page, first, span);
        }
    }
}

void CodeCache::forgetAll() noexcept {
    for (auto& page : m_pages) {
        if (page && page->used) {
            forgetIn(*page, page->base, pageBytes);
        }
    }
}

} // namespace greenlight::sim::thumb
