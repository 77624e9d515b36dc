#pragma once

#include "engine/job/image.h"

#include <functional>

namespace greenlight::job {

/// Collects what the records of a file put where, in any order, and makes the Image of it: sorted,
/// merged, overlaps refused. O(n log n) for n records.
class ImageBuilder {
public:
    /// What a place is called in messages, such as "line 12" or "boot.hex".
    using PlaceName = std::function<std::string(std::uint32_t place)>;

    ImageBuilder(PlaceName placeName, const ImageLimits& limits)
        : m_placeName(std::move(placeName))
        , m_limits(limits) {}

    /// Bytes for `address` and following, found at `place`. They are not copied:
    /// the memory must live until finish(). Nothing happens for no bytes.
    /// Faults: ImageOutsideDevice for bytes past 2^32, FileTooLarge for more data than the limit.
    [[nodiscard]] Result<void> add(std::uint32_t address, std::span<const std::uint8_t> bytes,
                                   std::uint32_t place);

    /// The first one counts.
    void setEntryPoint(std::uint32_t address);

    /// Faults: ImageEmpty, ImageOverlap, FileTooLarge for more segments than the limit.
    [[nodiscard]] Result<Image> finish(std::vector<ImageFile> files) &&;

private:
    struct Piece {
        std::span<const std::uint8_t> bytes;
        std::uint32_t address;
        std::uint32_t place;
    };

    PlaceName m_placeName;
    ImageLimits m_limits;
    std::vector<Piece> m_pieces;
    std::optional<std::uint32_t> m_entryPoint;
    std::uint64_t m_sizeBytes = 0;
};

} // namespace greenlight::job
