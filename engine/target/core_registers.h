#pragma once

#include "engine/probe/stlink.h"
#include "engine/target/cortex_m.h"

#include <cstdint>

// The registers of a Cortex-M that debugging goes through, for the files of CortexM alone:
// ARMv7-M ARM, B3.2 and C1.6 to C1.11; the same places on ARMv6-M.

namespace greenlight::target::core {

inline constexpr std::uint32_t cpuid = 0xE000ED00;
inline constexpr std::uint32_t vtor = 0xE000ED08;
inline constexpr std::uint32_t aircr = 0xE000ED0C;
inline constexpr std::uint32_t cfsr = 0xE000ED28;
inline constexpr std::uint32_t hfsr = 0xE000ED2C;
inline constexpr std::uint32_t dfsr = 0xE000ED30;
inline constexpr std::uint32_t dhcsr = 0xE000EDF0;
inline constexpr std::uint32_t dcrsr = 0xE000EDF4;
inline constexpr std::uint32_t dcrdr = 0xE000EDF8;
inline constexpr std::uint32_t demcr = 0xE000EDFC;

// DHCSR
inline constexpr std::uint32_t dhcsrKey = 0xA05F0000;
inline constexpr std::uint32_t debugEnable = 1U << 0;
inline constexpr std::uint32_t haltRequest = 1U << 1;
inline constexpr std::uint32_t registerReady = 1U << 16;
// DEMCR
inline constexpr std::uint32_t vectorCatchReset = 1U << 0;
inline constexpr std::uint32_t vectorCatchHardFault = 1U << 10;
inline constexpr std::uint32_t traceEnable = 1U << 24;
inline constexpr std::uint32_t catches = traceEnable | vectorCatchHardFault | vectorCatchReset;
// DFSR
inline constexpr std::uint32_t dfsrBreakpoint = 1U << 1;
inline constexpr std::uint32_t dfsrVectorCatch = 1U << 3;
inline constexpr std::uint32_t dfsrAll = 0x1F;

/// Has a register of the halted core read or written in a batch. `status` is DHCSR behind the
/// transfer: without registerReady in it the transfer is not known to have happened.
void stageRead(probe::StLink::Batch& batch, std::uint8_t ap, CoreRegister which,
               std::uint32_t& status, std::uint32_t& value);
void stageWrite(probe::StLink::Batch& batch, std::uint8_t ap, CoreRegister which,
                std::uint32_t value, std::uint32_t& status);

} // namespace greenlight::target::core
