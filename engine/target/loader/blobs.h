#pragma once

#include "engine/target/device.h"

#include <cstdint>
#include <span>

namespace greenlight::target {

/// Code for the chip: little-endian words that belong to wire::WireBase + entryOffset, where their
/// first instruction is.
struct Blob {
    std::uint32_t entryOffset = 0;
    std::span<const std::uint32_t> words{};
};

enum class VerifierVariant : std::uint8_t {
    V6M, ///< any Cortex-M, some 200 cycles a byte
    V7M, ///< Cortex-M3 and later, some 32 cycles a byte
};

/// The resident loader for a flash controller. It runs on every Cortex-M.
[[nodiscard]] Blob loaderBlob(FlashKind kind) noexcept;

/// The host of somebody else's flash algorithm. It runs on every Cortex-M and at any place: it
/// belongs entryOffset behind its mailbox, whose address it wants in R0.
[[nodiscard]] Blob algorithmHostBlob() noexcept;

[[nodiscard]] Blob verifierBlob(VerifierVariant variant) noexcept;

} // namespace greenlight::target
