#pragma once

#include "engine/base/result.h"
#include "engine/probe/stlink.h"
#include "engine/target/loader/blobs.h"

#include <cstdint>
#include <span>
#include <vector>

namespace greenlight::target {

/// The first four bytes as a little-endian word. CHECKs that there are four.
[[nodiscard]] std::uint32_t littleEndian(std::span<const std::uint8_t> bytes);

/// Appends words as little-endian bytes.
void appendWords(std::vector<std::uint8_t>& bytes, std::span<const std::uint32_t> words);

/// A mailbox, given as its words, and the blob behind it, as they go to wire::WireBase. CHECKs that
/// the mailbox ends where the blob starts.
[[nodiscard]] std::vector<std::uint8_t> programImage(std::span<const std::uint32_t> mailbox,
                                                     const Blob& blob);

/// Writes RAM, reads it back and compares: catches RAM that is not there and bits lost on the way.
/// Faults: `corrupt` with the address of the first difference; those of the link at that stage.
Result<void> writeProven(probe::StLink& link, std::uint8_t ap, std::uint32_t address,
                         std::span<const std::uint8_t> bytes, FaultCode corrupt, Stage stage);

} // namespace greenlight::target
