#pragma once

#include <cstdint>

/// Addresses and bits of the private peripheral bus (ARMv7-M and ARMv6-M B3.2, C1.6 and C1.11).
namespace greenlight::sim::core_registers {

namespace address {
constexpr std::uint32_t dwtControl = 0xE0001000;
constexpr std::uint32_t dwtCycleCount = 0xE0001004;
constexpr std::uint32_t fpControl = 0xE0002000;
constexpr std::uint32_t fpCompare = 0xE0002008;
constexpr std::uint32_t tickControl = 0xE000E010;
constexpr std::uint32_t tickReload = 0xE000E014;
constexpr std::uint32_t tickValue = 0xE000E018;
constexpr std::uint32_t cpuid = 0xE000ED00;
constexpr std::uint32_t icsr = 0xE000ED04;
constexpr std::uint32_t vtor = 0xE000ED08;
constexpr std::uint32_t aircr = 0xE000ED0C;
constexpr std::uint32_t scr = 0xE000ED10;
constexpr std::uint32_t ccr = 0xE000ED14;
constexpr std::uint32_t cfsr = 0xE000ED28;
constexpr std::uint32_t hfsr = 0xE000ED2C;
constexpr std::uint32_t dfsr = 0xE000ED30;
constexpr std::uint32_t mmfar = 0xE000ED34;
constexpr std::uint32_t bfar = 0xE000ED38;
constexpr std::uint32_t mvfr0 = 0xE000EF40;
constexpr std::uint32_t mvfr1 = 0xE000EF44;
constexpr std::uint32_t dhcsr = 0xE000EDF0;
constexpr std::uint32_t dcrsr = 0xE000EDF4;
constexpr std::uint32_t dcrdr = 0xE000EDF8;
constexpr std::uint32_t demcr = 0xE000EDFC;
} // namespace address

namespace dhcsr {
constexpr std::uint32_t key = 0xA05F0000;
constexpr std::uint32_t debugEnable = 1U << 0U, halt = 1U << 1U, step = 1U << 2U,
                        maskInterrupts = 1U << 3U, registerReady = 1U << 16U, halted = 1U << 17U,
                        sleeping = 1U << 18U, lockedUp = 1U << 19U, retired = 1U << 24U,
                        resetSeen = 1U << 25U;
} // namespace dhcsr

namespace demcr {
constexpr std::uint32_t catchReset = 1U << 0U, catchHardError = 1U << 10U, trace = 1U << 24U;
constexpr std::uint32_t writable = 0x010F07F1;
constexpr std::uint32_t writableOfV6M = trace | catchHardError | catchReset;
} // namespace demcr

namespace dfsr {
constexpr std::uint32_t halted = 1U << 0U, breakpoint = 1U << 1U, vectorCatch = 1U << 3U;
} // namespace dfsr

namespace hfsr {
constexpr std::uint32_t vectorTable = 1U << 1U, forced = 1U << 30U, debugEvent = 1U << 31U;
} // namespace hfsr

namespace cfsr {
constexpr std::uint32_t preciseBus = 1U << 9U, stackingBus = 1U << 12U, busAddressValid = 1U << 15U,
                        undefined = 1U << 16U, invalidState = 1U << 17U, unaligned = 1U << 24U;
} // namespace cfsr

constexpr std::uint32_t xpsrThumb = 1U << 24U;
constexpr std::uint32_t xpsrException = 0x1FF;
constexpr std::uint32_t scrSleepDeep = 1U << 2U;

} // namespace greenlight::sim::core_registers
