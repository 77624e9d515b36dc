#pragma once

#include "engine/job/image.h"

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Writers of the firmware formats, straight from their specifications and without a line in common
// with the readers they test.
namespace greenlight::job::samples {

using Bytes = std::vector<std::uint8_t>;
using Random = std::mt19937;

std::span<const std::uint8_t> asBytes(std::string_view text);

/// ":" and the digits of length, address, type, payload and the right checksum; no line end.
std::string hexRecord(std::uint8_t type, std::uint16_t address, const Bytes& payload);

/// "S" and the digits of type, length, address, payload and the right checksum; no line end.
std::string srecRecord(char type, std::uint32_t address, const Bytes& payload);

/// Segments that neither touch nor overlap, anywhere in the 32-bit address space.
std::vector<Segment> randomSegments(Random& random);

/// The segments as a file: pieces of random sizes in random order, line ends of either kind.
std::string writeHex(const std::vector<Segment>& segments, Random& random);
std::string writeSrec(const std::vector<Segment>& segments, Random& random);

/// What goes into one program header.
struct ElfSegment {
    std::uint32_t type = 1; ///< PT_LOAD
    std::uint32_t virtualAddress = 0;
    std::uint32_t physicalAddress = 0;
    Bytes bytes{};
    std::uint32_t extraMemory = 0; ///< how much larger it is in memory than in the file
};

/// An ELF executable for Arm with its program headers, its bytes, and a section table of one empty
/// entry at the end, where linkers put it.
Bytes writeElf(const std::vector<ElfSegment>& segments, std::uint32_t entryPoint);

} // namespace greenlight::job::samples
