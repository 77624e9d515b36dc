#include "engine/job/elf_file.h"
#include "engine/job/image_formats.h"

#include <fmt/core.h>

namespace greenlight::job {
namespace {

Result<void> addSegment(const GElf_Phdr& header, std::uint32_t number,
                        std::span<const std::uint8_t> file, ImageBuilder& builder) {
    if (header.p_type != PT_LOAD || header.p_filesz == 0) {
        return {};
    }
    if (header.p_filesz > header.p_memsz) {
        return Fault{.code = FaultCode::ImageSyntax,
                     .note =
                         fmt::format("segment {}: more bytes in the file than in memory", number)};
    }
    if (header.p_offset + header.p_filesz > file.size()) {
        return Fault{.code = FaultCode::ImageTruncated,
                     .note =
                         fmt::format("segment {}: its bytes run past the end of the file", number)};
    }
    return builder.add(static_cast<std::uint32_t>(header.p_paddr),
                       file.subspan(header.p_offset, header.p_filesz), number);
}

} // namespace

Result<void> readElf(std::span<const std::uint8_t> file, ImageBuilder& builder) {
    const ElfFile elf = TRY(ElfFile::open(file));
    std::uint32_t number = 0;
    for (const GElf_Phdr& segment : TRY(elf.segments())) {
        TRY(addSegment(segment, ++number, file, builder));
    }
    if (elf.entry() != 0) {
        builder.setEntryPoint(elf.entry());
    }
    return {};
}

} // namespace greenlight::job
