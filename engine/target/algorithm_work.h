#pragma once

#include "engine/target/flash_algorithm.h"
#include "engine/target/flash_plan.h"
#include "engine/target/loader_work.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace greenlight::target {

/// What an algorithm's Init is told that it will be used for (CMSIS-Pack, "Algorithm Functions").
enum class AlgorithmPurpose : std::uint8_t { Erase = 1, Program = 2, Verify = 3 };

/// The calls that erase and program what the plan says, each with its time limit, the stop behind
/// them. A flash algorithm is initialised for erasing and again for programming; an ST loader once,
/// and each of its sectors is programmed as soon as it is erased. The work refers to the plan's
/// bytes.
[[nodiscard]] std::vector<LoaderWork> programmingCalls(const FlashAlgorithm& algorithm,
                                                       const FlashPlan& plan,
                                                       std::uint32_t bufferBytes, unsigned coreKhz);

/// The calls that erase what the plan says and program nothing, the stop behind them.
[[nodiscard]] std::vector<LoaderWork> erasingCalls(const FlashAlgorithm& algorithm,
                                                   const FlashPlan& plan, unsigned coreKhz);

/// The calls that program what the plan says where it is erased already, the stop behind them. The
/// work refers to the plan's bytes.
[[nodiscard]] std::vector<LoaderWork> fillingCalls(const FlashAlgorithm& algorithm,
                                                   const FlashPlan& plan, std::uint32_t bufferBytes,
                                                   unsigned coreKhz);

/// The call that makes the memory readable, and the stop.
[[nodiscard]] std::vector<LoaderWork> mappingCalls(const FlashAlgorithm& algorithm,
                                                   unsigned coreKhz);

/// The calls that read the ranges, each into the next of the buffers in turn, and no stop.
[[nodiscard]] std::vector<LoaderWork> readingCalls(const FlashAlgorithm& algorithm,
                                                   std::span<const ProofRange> ranges,
                                                   const PageBuffers& buffers, unsigned coreKhz);

/// The name of the function that a piece of work calls, for people.
[[nodiscard]] std::string_view calledFunction(AlgorithmAbi abi,
                                              wire::LoaderOperation operation) noexcept;

} // namespace greenlight::target
