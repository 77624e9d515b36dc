#pragma once

#include "engine/base/result.h"
#include "engine/base/sha256.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::job {

/// Bytes that belong to consecutive addresses. Never empty inside an Image.
struct Segment {
    std::uint32_t address = 0;
    std::vector<std::uint8_t> bytes{};

    /// One past the last address; 2^32 for a segment that ends at the top of the address space.
    [[nodiscard]] std::uint64_t end() const noexcept {
        return std::uint64_t{address} + bytes.size();
    }

    friend bool operator==(const Segment&, const Segment&) = default;
};

/// A file an image was read from.
struct ImageFile {
    std::string name{}; ///< without its folder
    Digest sha256{};    ///< of the file as it lies on the disk
    std::uint64_t sizeBytes = 0;

    friend bool operator==(const ImageFile&, const ImageFile&) = default;
};

/// How much a file may ask of the station. The largest STM32 flash is 4 MiB, and Intel HEX needs
/// less than three characters per byte at any sensible record length.
struct ImageLimits {
    std::uint64_t fileBytes = 64ULL << 20U;
    std::uint64_t dataBytes = 16ULL << 20U;
    std::size_t segments = 65'536;
};

/// What is to be in a chip's memory: segments in ascending order that neither overlap nor touch.
/// Gaps stay gaps. Immutable after it was made, so that all slots share one without a lock.
class Image {
public:
    [[nodiscard]] const std::vector<Segment>& segments() const noexcept { return m_segments; }

    /// Where it came from: one file, or one per image for a combined one.
    [[nodiscard]] const std::vector<ImageFile>& files() const noexcept { return m_files; }

    /// Where execution starts, for the formats that say so. With several answers the first counts;
    /// it is for information only, an STM32 starts from its vector table.
    [[nodiscard]] std::optional<std::uint32_t> entryPoint() const noexcept { return m_entryPoint; }

    /// The number of bytes in all segments; at least 1.
    [[nodiscard]] std::uint64_t sizeBytes() const noexcept { return m_sizeBytes; }

    /// The identity of the content whatever the format: SHA-256 over the 19 bytes
    /// "greenlight image 1\n", then for each segment its address and its length as 32-bit
    /// little-endian numbers and its bytes.
    [[nodiscard]] const Digest& digest() const noexcept { return m_digest; }

    /// That every byte lies in the `flashSize` bytes from `flashBase`. Fault: ImageOutsideDevice
    /// with the first address outside.
    [[nodiscard]] Result<void> checkAgainst(std::uint32_t flashBase, std::uint64_t flashSize) const;

private:
    friend class ImageBuilder;
    Image() = default;

    std::vector<Segment> m_segments;
    std::vector<ImageFile> m_files;
    std::optional<std::uint32_t> m_entryPoint;
    std::uint64_t m_sizeBytes = 0;
    Digest m_digest{};
};

/// That every byte of the segments lies in the `flashSize` bytes from `flashBase`. Fault:
/// ImageOutsideDevice with the first address outside.
[[nodiscard]] Result<void> checkInside(std::span<const Segment> segments, std::uint32_t flashBase,
                                       std::uint64_t flashSize);

/// Reads a firmware file. The extension chooses the format (.hex .ihex; .srec .s19 .s28 .s37 .mot;
/// .elf .axf .out; .bin; in either case) and the content must agree with it. `binAddress` is where
/// the first byte of a .bin goes; it is demanded there and refused for the others, which carry
/// their own addresses. The file is read once, and what was digested is what was parsed.
///
/// Faults, with the file, the line or segment and the reason in the note: FileUnreadable,
/// FileTooLarge, ImageSyntax, ImageChecksum, ImageTruncated, ImageOverlap (even with equal bytes),
/// ImageOutsideDevice (an address beyond 32 bits), ImageEmpty, RecipeValue (`binAddress`).
[[nodiscard]] Result<Image> readImage(const std::string& path,
                                      std::optional<std::uint32_t> binAddress = std::nullopt,
                                      const ImageLimits& limits = {});

/// The same for a file that is in memory already; `name` gives its extension.
[[nodiscard]] Result<Image> parseImage(std::string_view name, std::span<const std::uint8_t> file,
                                       std::optional<std::uint32_t> binAddress = std::nullopt,
                                       const ImageLimits& limits = {});

/// One image with the content of all. Faults: ImageOverlap with the address and both files;
/// ImageEmpty for an empty list; FileTooLarge when the sum exceeds `limits`.
[[nodiscard]] Result<Image> combine(std::span<const Image> images, const ImageLimits& limits = {});

} // namespace greenlight::job
