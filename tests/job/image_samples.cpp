#include "tests/job/image_samples.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace greenlight::job::samples {
namespace {

unsigned sumOf(const Bytes& bytes) {
    unsigned sum = 0;
    for (const std::uint8_t byte : bytes) {
        sum += byte;
    }
    return sum;
}

std::string digitsOf(const Bytes& bytes) {
    std::string digits;
    for (const std::uint8_t byte : bytes) {
        digits += fmt::format("{:02X}", byte);
    }
    return digits;
}

std::uint8_t low(std::uint32_t value) { return static_cast<std::uint8_t>(value & 0xFFU); }

/// A number from `least` to `most`.
std::uint32_t between(Random& random, std::uint32_t least, std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(least, most)(random);
}

std::string lineEnd(Random& random) { return between(random, 0, 1) == 0 ? "\n" : "\r\n"; }

/// The segments cut into records that never cross a 64 KiB boundary, shuffled.
std::vector<Segment> cut(const std::vector<Segment>& segments, std::uint32_t longest,
                         Random& random) {
    std::vector<Segment> pieces;
    for (const Segment& segment : segments) {
        std::size_t done = 0;
        while (done < segment.bytes.size()) {
            const auto address = static_cast<std::uint32_t>(segment.address + done);
            const std::size_t size =
                std::min({std::size_t{between(random, 1, longest)}, segment.bytes.size() - done,
                          std::size_t{0x10000U - (address & 0xFFFFU)}});
            const auto begin = segment.bytes.begin() + static_cast<std::ptrdiff_t>(done);
            pieces.push_back({.address = address,
                              .bytes = Bytes(begin, begin + static_cast<std::ptrdiff_t>(size))});
            done += size;
        }
    }
    std::ranges::shuffle(pieces, random);
    return pieces;
}

void put16(Bytes& bytes, std::uint32_t value) {
    bytes.push_back(low(value));
    bytes.push_back(low(value >> 8U));
}

void put32(Bytes& bytes, std::uint32_t value) {
    put16(bytes, value);
    put16(bytes, value >> 16U);
}

} // namespace

std::span<const std::uint8_t> asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string hexRecord(std::uint8_t type, std::uint16_t address, const Bytes& payload) {
    Bytes record{low(static_cast<std::uint32_t>(payload.size())),
                 low(static_cast<std::uint32_t>(address >> 8U)), low(address), type};
    record.insert(record.end(), payload.begin(), payload.end());
    record.push_back(low(0U - sumOf(record)));
    return ":" + digitsOf(record);
}

std::string srecRecord(char type, std::uint32_t address, const Bytes& payload) {
    const std::uint32_t addressSize = type == '2' || type == '6' || type == '8' ? 3
                                      : type == '3' || type == '7'              ? 4
                                                                                : 2;
    Bytes record{low(static_cast<std::uint32_t>(payload.size()) + addressSize + 1)};
    for (std::uint32_t i = addressSize; i > 0; --i) {
        record.push_back(low(address >> (8 * (i - 1))));
    }
    record.insert(record.end(), payload.begin(), payload.end());
    record.push_back(low(~sumOf(record)));
    return std::string("S") + type + digitsOf(record);
}

std::vector<Segment> randomSegments(Random& random) {
    std::vector<Segment> segments;
    std::uint64_t address = between(random, 0, 0x7FFFFFFF);
    for (std::uint32_t i = between(random, 1, 5); i > 0; --i) {
        Segment segment{.address = static_cast<std::uint32_t>(address), .bytes = {}};
        segment.bytes.resize(between(random, 1, 3000));
        std::ranges::generate(segment.bytes, [&] { return low(between(random, 0, 255)); });
        address = segment.end() + between(random, 1, 200'000);
        segments.push_back(std::move(segment));
    }
    return segments;
}

std::string writeHex(const std::vector<Segment>& segments, Random& random) {
    std::string text;
    std::optional<std::uint32_t> upper;
    for (const Segment& piece : cut(segments, 255, random)) {
        if (upper != piece.address >> 16U) {
            upper = piece.address >> 16U;
            text += hexRecord(4, 0, {low(*upper >> 8U), low(*upper)}) + lineEnd(random);
        }
        text +=
            hexRecord(0, static_cast<std::uint16_t>(piece.address), piece.bytes) + lineEnd(random);
    }
    return text + hexRecord(1, 0, {}) + lineEnd(random);
}

std::string writeSrec(const std::vector<Segment>& segments, Random& random) {
    std::string text = srecRecord('0', 0, {'t', 'e', 's', 't'}) + lineEnd(random);
    std::uint32_t count = 0;
    for (const Segment& piece : cut(segments, 250, random)) {
        text += srecRecord('3', piece.address, piece.bytes) + lineEnd(random);
        ++count;
    }
    return text + srecRecord('5', count, {}) + lineEnd(random) + srecRecord('7', 0, {}) +
           lineEnd(random);
}

Bytes writeElf(const std::vector<ElfSegment>& segments, std::uint32_t entryPoint) {
    constexpr std::uint32_t headerSize = 52;
    constexpr std::uint32_t programHeaderSize = 32;
    constexpr std::uint32_t sectionHeaderSize = 40;
    const auto count = static_cast<std::uint32_t>(segments.size());
    std::uint32_t offset = headerSize + count * programHeaderSize;
    Bytes programHeaders;
    Bytes content;
    for (const ElfSegment& segment : segments) {
        const auto size = static_cast<std::uint32_t>(segment.bytes.size());
        for (const std::uint32_t field :
             {segment.type, offset, segment.virtualAddress, segment.physicalAddress, size,
              size + segment.extraMemory, 5U, 4U}) {
            put32(programHeaders, field);
        }
        content.insert(content.end(), segment.bytes.begin(), segment.bytes.end());
        offset += size;
    }
    // e_ident: magic, 32 bits, little-endian, version 1.
    Bytes file{0x7F, 'E', 'L', 'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    put16(file, 2);  // e_type: executable
    put16(file, 40); // e_machine: Arm
    put32(file, 1);
    put32(file, entryPoint);
    put32(file, headerSize); // e_phoff
    put32(file, offset);     // e_shoff
    put32(file, 0x05000200); // e_flags: EABI 5
    for (const std::uint32_t field :
         {headerSize, programHeaderSize, count, sectionHeaderSize, 1U, 0U}) {
        put16(file, field);
    }
    file.insert(file.end(), programHeaders.begin(), programHeaders.end());
    file.insert(file.end(), content.begin(), content.end());
    file.resize(file.size() + sectionHeaderSize);
    return file;
}

} // namespace greenlight::job::samples
