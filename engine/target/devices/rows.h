#pragma once

#include "engine/target/device.h"

#include <array>
#include <cstdint>
#include <span>

/// The dies as data, one file for each series of parts; device_table.cpp makes one table of them.
namespace greenlight::target::devices {

std::span<const Device> f0() noexcept;
std::span<const Device> c0() noexcept;
std::span<const Device> f1() noexcept;
std::span<const Device> f2() noexcept;
std::span<const Device> f3() noexcept;
std::span<const Device> f4() noexcept;
std::span<const Device> l0() noexcept;
std::span<const Device> l1() noexcept;
std::span<const Device> f7() noexcept;
std::span<const Device> l4() noexcept;
std::span<const Device> l5() noexcept;
std::span<const Device> u3() noexcept;
std::span<const Device> u5() noexcept;
std::span<const Device> wba() noexcept;
std::span<const Device> u0() noexcept;
std::span<const Device> wb() noexcept;
std::span<const Device> wl() noexcept;
std::span<const Device> g0() noexcept;
std::span<const Device> g4() noexcept;
std::span<const Device> h7() noexcept;
std::span<const Device> h5() noexcept;

inline constexpr std::uint32_t kib = 1024;

inline constexpr std::uint32_t usualRomTable = 0xE00FF000;

// Cortex-M3 and M4 parts keep DBGMCU on the private bus, where it answers under reset too.
// Low-power debugging in CR, the watchdogs' freeze bits in APB1_FZ (RM0090, 38.16.4).
inline constexpr std::array usualDebugBits{DebugBits{0xE0042004, 0x00000007},
                                           DebugBits{0xE0042008, 0x00001800}};
inline constexpr DebugBlock usualDebug{0, 0xE0042000, usualDebugBits};

// Cortex-M33 parts have ST's table above the processor's own, and DBGMCU at the end of the private
// bus (RM0438 52.12, RM0456 75.12).
inline constexpr std::uint32_t m33RomTable = 0xE00FE000;
inline constexpr std::array m33DebugBits{DebugBits{0xE0044004, 0x00000006},
                                         DebugBits{0xE0044008, 0x00001800}};
inline constexpr DebugBlock m33Debug{0, 0xE0044000, m33DebugBits};

/// Protection where OPTR has the level in its low byte and IWDG_SW in bit 16: the L4 and what came
/// after it.
constexpr ProtectionFields levelProtection(std::uint32_t optr,
                                           std::span<const WriteProtectionArea> areas,
                                           std::span<const HiddenArea> hidden,
                                           std::span<const NormalField> normal) {
    ProtectionFields fields;
    fields.read = {optr, 0, 0xFF, 0xAA, 0xCC, true};
    fields.writeAreas = areas;
    fields.hardwareWatchdog = {optr, 1U << 16, 0};
    fields.hidden = hidden;
    fields.normal = normal;
    return fields;
}

} // namespace greenlight::target::devices
