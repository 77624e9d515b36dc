#include "engine/job/image.h"

#include "engine/job/image_formats.h"
#include "engine/job/read_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace greenlight::job {
namespace {

enum class Format : std::uint8_t { Hex, Srec, Elf, Bin };

struct Extension {
    std::string_view text;
    Format format;
};

constexpr std::array extensions{
    Extension{".hex", Format::Hex},   Extension{".ihex", Format::Hex},
    Extension{".srec", Format::Srec}, Extension{".s19", Format::Srec},
    Extension{".s28", Format::Srec},  Extension{".s37", Format::Srec},
    Extension{".mot", Format::Srec},  Extension{".elf", Format::Elf},
    Extension{".axf", Format::Elf},   Extension{".out", Format::Elf},
    Extension{".bin", Format::Bin},
};

std::string extensionOf(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    std::string extension(dot == std::string_view::npos ? std::string_view() : name.substr(dot));
    for (char& letter : extension) {
        if (letter >= 'A' && letter <= 'Z') {
            letter = static_cast<char>(letter - 'A' + 'a');
        }
    }
    return extension;
}

Result<Format> formatOf(std::string_view name) {
    const std::string extension = extensionOf(name);
    const auto* const found = std::ranges::find(extensions, extension, &Extension::text);
    if (found == extensions.end()) {
        return Fault{.code = FaultCode::ImageSyntax,
                     .note =
                         "the extension is none of .hex, .srec, .s19, .elf, .bin and their kin"};
    }
    return found->format;
}

Result<void> checkBinAddress(Format format, const std::optional<std::uint32_t>& binAddress) {
    if (binAddress.has_value() != (format == Format::Bin)) {
        return Fault{.code = FaultCode::RecipeValue,
                     .note = format == Format::Bin ? "a .bin file needs an address"
                                                   : "only a .bin file takes an address"};
    }
    return {};
}

Result<Image> parse(std::string_view name, std::span<const std::uint8_t> file,
                    std::optional<std::uint32_t> binAddress, const ImageLimits& limits) {
    const Format format = TRY(formatOf(name));
    TRY(checkBinAddress(format, binAddress));
    if (file.size() > limits.fileBytes) {
        return Fault{.code = FaultCode::FileTooLarge,
                     .note = fmt::format("more than {} bytes", limits.fileBytes)};
    }
    if (file.empty()) {
        return Fault{.code = FaultCode::ImageEmpty, .note = "the file is empty"};
    }
    ImageBuilder builder(
        [format](std::uint32_t place) {
            return fmt::format("{} {}", format == Format::Elf ? "segment" : "line", place);
        },
        limits);
    std::vector<std::uint8_t> decoded;
    switch (format) {
    case Format::Hex:
        TRY(readHex(file, builder, decoded));
        break;
    case Format::Srec:
        TRY(readSrec(file, builder, decoded));
        break;
    case Format::Elf:
        TRY(readElf(file, builder));
        break;
    case Format::Bin:
        TRY(readBin(file, *binAddress, builder));
        break;
    }
    return std::move(builder).finish({ImageFile{
        .name = std::string(name), .sha256 = base::sha256(file), .sizeBytes = file.size()}});
}

} // namespace

Result<void> checkInside(std::span<const Segment> segments, std::uint32_t flashBase,
                         std::uint64_t flashSize) {
    const std::uint64_t flashEnd = flashBase + flashSize;
    for (const Segment& segment : segments) {
        if (segment.address >= flashBase && segment.end() <= flashEnd) {
            continue;
        }
        const std::uint64_t outside = segment.address < flashBase
                                          ? segment.address
                                          : std::max<std::uint64_t>(segment.address, flashEnd);
        return Fault{.code = FaultCode::ImageOutsideDevice,
                     .address = static_cast<std::uint32_t>(outside),
                     .note =
                         fmt::format("the flash has {} bytes from 0x{:08X}", flashSize, flashBase)};
    }
    return {};
}

Result<void> Image::checkAgainst(std::uint32_t flashBase, std::uint64_t flashSize) const {
    return checkInside(m_segments, flashBase, flashSize);
}

Result<Image> readImage(const std::string& path, std::optional<std::uint32_t> binAddress,
                        const ImageLimits& limits) {
    const std::vector<std::uint8_t> file = TRY(readFile(path, limits.fileBytes));
    return parseImage(std::filesystem::path(path).filename().string(), file, binAddress, limits);
}

Result<Image> parseImage(std::string_view name, std::span<const std::uint8_t> file,
                         std::optional<std::uint32_t> binAddress, const ImageLimits& limits) {
    Result<Image> image = parse(name, file, binAddress, limits);
    if (!image) {
        Fault fault = std::move(image).fault();
        fault.note = fmt::format("{}: {}", name, fault.note);
        return fault;
    }
    return image;
}

Result<Image> combine(std::span<const Image> images, const ImageLimits& limits) {
    std::vector<ImageFile> files;
    ImageBuilder builder(
        [&images](std::uint32_t place) { return images[place].files().front().name; }, limits);
    std::uint32_t place = 0;
    for (const Image& image : images) {
        for (const Segment& segment : image.segments()) {
            TRY(builder.add(segment.address, segment.bytes, place));
        }
        if (image.entryPoint()) {
            builder.setEntryPoint(*image.entryPoint());
        }
        files.insert(files.end(), image.files().begin(), image.files().end());
        ++place;
    }
    return std::move(builder).finish(std::move(files));
}

} // namespace greenlight::job
