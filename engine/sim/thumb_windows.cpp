#include "engine/sim/thumb_windows.h"

#include "engine/base/check.h"

#include <algorithm>
#include <bit>

namespace greenlight::sim::thumb {

static_assert(std::endian::native == std::endian::little, "windows are read as the host reads");

namespace {

std::uintptr_t number(const std::uint8_t* pointer) noexcept {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

bool shows(const Windows::View& view, const Bus::Window& window) noexcept {
    return view.base == window.base && view.lastWord + 4 == window.size &&
           view.bytes == window.bytes && view.writable == window.writable &&
           view.waitCycles == window.waitCycles;
}

} // namespace

void Windows::refresh(std::span<const Bus::Window> windows, const CodeCache& cache) {
    const std::size_t count = std::min(windows.size(), m_views.size());
    bool same = count == m_count;
    for (std::size_t index = 0; same && index < count; ++index) {
        same = shows(m_views[index], windows[index]);
    }
    if (same) {
        return;
    }
    m_count = count;
    m_hot = 0;
    for (std::size_t index = 0; index < count; ++index) {
        const Bus::Window& window = windows[index];
        CHECK(window.bytes != nullptr && window.size >= 4);
        CHECK(window.size % 4 == 0 && window.base % 4 == 0);
        m_views[index] = View{
            window.base, window.size - 4, window.bytes, window.waitCycles, window.writable, 0, 0};
    }
    markCode(cache);
}

void Windows::markCode(const CodeCache& cache) noexcept {
    m_generation = cache.generation();
    cache.forEachPage([this](std::uint32_t address, std::uint32_t bytes) { mark(address, bytes); });
}

// The page may begin before a window or end behind it, and the window's bytes may be shown again
// elsewhere: everything that could touch them is marked.
void Windows::mark(std::uint32_t address, std::uint32_t bytes) noexcept {
    for (std::size_t index = 0; index < m_count; ++index) {
        const View& home = m_views[index];
        const std::uint64_t size = std::uint64_t{home.lastWord} + 4;
        const std::uint64_t first = std::max<std::uint64_t>(address, home.base);
        const std::uint64_t end =
            std::min<std::uint64_t>(std::uint64_t{address} + bytes, home.base + size);
        if (first >= end) {
            continue;
        }
        const std::uintptr_t hostFirst = number(home.bytes) + (first - home.base);
        const std::uintptr_t hostEnd = number(home.bytes) + (end - home.base);
        for (std::size_t other = 0; other < m_count; ++other) {
            View& view = m_views[other];
            const std::uintptr_t viewFirst = number(view.bytes);
            const std::uintptr_t viewEnd = viewFirst + view.lastWord + 4;
            if (hostFirst >= viewEnd || viewFirst >= hostEnd) {
                continue;
            }
            const auto from =
                static_cast<std::uint32_t>(std::max(hostFirst, viewFirst) - viewFirst);
            const auto to = static_cast<std::uint32_t>(std::min(hostEnd, viewEnd) - viewFirst);
            const bool none = view.codeFirst == view.codeEnd;
            view.codeFirst = none ? from : std::min(view.codeFirst, from);
            view.codeEnd = none ? to : std::max(view.codeEnd, to);
        }
    }
}

const Windows::View* Windows::search(std::uint32_t address, std::uint32_t bytes) noexcept {
    for (std::size_t index = 0; index < m_count; ++index) {
        if (address - m_views[index].base <= m_views[index].lastWord + (4 - bytes)) {
            m_hot = index;
            return &m_views[index];
        }
    }
    return nullptr;
}

void Windows::forgetCode(const std::uint8_t* host, std::uint32_t bytes,
                         CodeCache& cache) const noexcept {
    const std::uintptr_t first = number(host);
    const std::uintptr_t end = first + bytes;
    for (std::size_t index = 0; index < m_count; ++index) {
        const View& view = m_views[index];
        const std::uintptr_t viewFirst = number(view.bytes);
        const std::uintptr_t from = std::max(first, viewFirst);
        const std::uintptr_t to = std::min(end, viewFirst + view.lastWord + 4);
        if (from < to) {
            cache.forget(view.base + static_cast<std::uint32_t>(from - viewFirst),
                         static_cast<std::uint32_t>(to - from));
        }
    }
}

void Windows::forgetCode(std::uint32_t address, std::uint32_t bytes,
                         CodeCache& cache) const noexcept {
    cache.forget(address, bytes);
    for (std::size_t index = 0; index < m_count; ++index) {
        const View& view = m_views[index];
        const std::uint64_t first = std::max<std::uint64_t>(address, view.base);
        const std::uint64_t end = std::min<std::uint64_t>(
            std::uint64_t{address} + bytes, std::uint64_t{view.base} + view.lastWord + 4);
        if (first < end) {
            forgetCode(view.bytes + (first - view.base), static_cast<std::uint32_t>(end - first),
                       cache);
        }
    }
}

} // namespace greenlight::sim::thumb
