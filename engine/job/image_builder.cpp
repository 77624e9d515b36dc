#include "engine/job/image_builder.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace greenlight::job {
namespace {

constexpr std::uint64_t addressSpace = 1ULL << 32U;

std::array<std::uint8_t, 4> littleEndian(std::uint64_t value) {
    return {static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8U),
            static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>(value >> 24U)};
}

Digest digestOf(const std::vector<Segment>& segments) {
    base::Sha256 hash;
    hash.add(std::string_view("greenlight image 1\n"));
    for (const Segment& segment : segments) {
        hash.add(littleEndian(segment.address));
        hash.add(littleEndian(segment.bytes.size()));
        hash.add(segment.bytes);
    }
    return hash.finish();
}

} // namespace

Result<void> ImageBuilder::add(std::uint32_t address, std::span<const std::uint8_t> bytes,
                               std::uint32_t place) {
    if (bytes.empty()) {
        return {};
    }
    if (address + bytes.size() > addressSpace) {
        return Fault{.code = FaultCode::ImageOutsideDevice,
                     .address = address,
                     .note = fmt::format("{}: its {} bytes run past the last 32-bit address",
                                         m_placeName(place), bytes.size())};
    }
    m_sizeBytes += bytes.size();
    if (m_sizeBytes > m_limits.dataBytes) {
        return Fault{.code = FaultCode::FileTooLarge,
                     .note = fmt::format("{}: more than {} bytes of data", m_placeName(place),
                                         m_limits.dataBytes)};
    }
    m_pieces.push_back({.bytes = bytes, .address = address, .place = place});
    return {};
}

void ImageBuilder::setEntryPoint(std::uint32_t address) {
    if (!m_entryPoint) {
        m_entryPoint = address;
    }
}

Result<Image> ImageBuilder::finish(std::vector<ImageFile> files) && {
    if (m_pieces.empty()) {
        return Fault{.code = FaultCode::ImageEmpty, .note = "no data at all"};
    }
    std::ranges::sort(m_pieces, [](const Piece& a, const Piece& b) {
        return a.address != b.address ? a.address < b.address : a.place < b.place;
    });
    std::vector<Segment> segments;
    // A piece that overlaps any other also overlaps its neighbour in this order.
    std::uint32_t previousPlace = 0;
    for (const Piece& piece : m_pieces) {
        if (!segments.empty() && piece.address < segments.back().end()) {
            return Fault{.code = FaultCode::ImageOverlap,
                         .address = piece.address,
                         .note = fmt::format("{} and {} both write there",
                                             m_placeName(previousPlace), m_placeName(piece.place))};
        }
        if (segments.empty() || piece.address != segments.back().end()) {
            if (segments.size() == m_limits.segments) {
                return Fault{.code = FaultCode::FileTooLarge,
                             .address = piece.address,
                             .note = fmt::format("more than {} separate ranges", segments.size())};
            }
            segments.push_back({.address = piece.address});
        }
        std::vector<std::uint8_t>& bytes = segments.back().bytes;
        bytes.insert(bytes.end(), piece.bytes.begin(), piece.bytes.end());
        previousPlace = piece.place;
    }
    Image image;
    image.m_digest = digestOf(segments);
    image.m_segments = std::move(segments);
    image.m_files = std::move(files);
    image.m_entryPoint = m_entryPoint;
    image.m_sizeBytes = m_sizeBytes;
    return image;
}

} // namespace greenlight::job
