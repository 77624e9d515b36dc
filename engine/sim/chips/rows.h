#pragma once

#include "engine/sim/sim_chips.h"

#include <span>

/// The virtual dies as data, one file for each series. Kept apart from the product's own table on
/// purpose: a wrong number must not agree with itself.
namespace greenlight::sim::chips {

std::span<const ChipFacts> c0() noexcept;
std::span<const ChipFacts> f0() noexcept;
std::span<const ChipFacts> f1() noexcept;
std::span<const ChipFacts> f2() noexcept;
std::span<const ChipFacts> f3() noexcept;
std::span<const ChipFacts> f4() noexcept;
std::span<const ChipFacts> f7() noexcept;
std::span<const ChipFacts> g0() noexcept;
std::span<const ChipFacts> g4() noexcept;
std::span<const ChipFacts> h7() noexcept;
std::span<const ChipFacts> h5() noexcept;
std::span<const ChipFacts> l0() noexcept;
std::span<const ChipFacts> l1() noexcept;
std::span<const ChipFacts> l4() noexcept;
std::span<const ChipFacts> l5() noexcept;
std::span<const ChipFacts> u0() noexcept;
std::span<const ChipFacts> u3() noexcept;
std::span<const ChipFacts> u5() noexcept;
std::span<const ChipFacts> wb() noexcept;
std::span<const ChipFacts> wba() noexcept;
std::span<const ChipFacts> wl() noexcept;

inline constexpr std::uint32_t kilobyte = 1024;

} // namespace greenlight::sim::chips
