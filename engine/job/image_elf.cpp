#include "engine/job/image_formats.h"

#include <fmt/core.h>
#include <gelf.h>

#include <algorithm>
#include <array>
#include <memory>

namespace greenlight::job {
namespace {

/// Real firmware has a handful; the format allows billions.
constexpr std::size_t maxProgramHeaders = 1024;

struct EndElf {
    void operator()(Elf* elf) const noexcept { elf_end(elf); }
};

using ElfHandle = std::unique_ptr<Elf, EndElf>;

Fault syntax(std::string reason) {
    return Fault{.code = FaultCode::ImageSyntax, .note = std::move(reason)};
}

Fault truncated(std::string reason) {
    return Fault{.code = FaultCode::ImageTruncated, .note = std::move(reason)};
}

/// Looks at the bytes before libelf does, so that each refusal has its own words.
Result<void> checkIdentification(std::span<const std::uint8_t> file) {
    if (!looksLikeElf(file)) {
        return syntax("not an ELF file");
    }
    if (file.size() < sizeof(Elf32_Ehdr)) {
        return truncated("ends inside the ELF header");
    }
    if (file[EI_CLASS] != ELFCLASS32 || file[EI_DATA] != ELFDATA2LSB) {
        return syntax("not a 32-bit little-endian ELF file");
    }
    return {};
}

Result<void> checkHeader(const GElf_Ehdr& header, std::uint64_t fileSize) {
    if (header.e_machine != EM_ARM) {
        return syntax(fmt::format("made for machine {}, not for Arm", header.e_machine));
    }
    if (header.e_type != ET_EXEC) {
        return syntax("not an executable: link it first");
    }
    // The section table is not needed, but linkers put it last: with it the whole file is there.
    const std::uint64_t sectionsEnd =
        header.e_shoff + std::uint64_t{header.e_shnum} * header.e_shentsize;
    const std::uint64_t programsEnd =
        header.e_phoff + std::uint64_t{header.e_phnum} * header.e_phentsize;
    if (std::max(sectionsEnd, programsEnd) > fileSize) {
        return truncated(fmt::format("{} bytes where its header promises {}", fileSize,
                                     std::max(sectionsEnd, programsEnd)));
    }
    return {};
}

Result<void> addSegment(const GElf_Phdr& header, std::uint32_t number,
                        std::span<const std::uint8_t> file, ImageBuilder& builder) {
    if (header.p_type != PT_LOAD || header.p_filesz == 0) {
        return {};
    }
    if (header.p_filesz > header.p_memsz) {
        return syntax(fmt::format("segment {}: more bytes in the file than in memory", number));
    }
    if (header.p_offset + header.p_filesz > file.size()) {
        return truncated(fmt::format("segment {}: its bytes run past the end of the file", number));
    }
    return builder.add(static_cast<std::uint32_t>(header.p_paddr),
                       file.subspan(header.p_offset, header.p_filesz), number);
}

} // namespace

Result<void> readElf(std::span<const std::uint8_t> file, ImageBuilder& builder) {
    TRY(checkIdentification(file));
    // Sets a number inside libelf that is the same for every thread.
    static const bool versionKnown = elf_version(EV_CURRENT) != EV_NONE;
    CHECK(versionKnown);
    // libelf takes a writable image and does not write to it unless elf_update is called.
    auto* const bytes = reinterpret_cast<char*>(const_cast<std::uint8_t*>(file.data()));
    const ElfHandle elf(elf_memory(bytes, file.size()));
    if (elf == nullptr) {
        return syntax("libelf cannot open it");
    }
    // The gelf calls copy what they give, so that a table at an odd offset is no trap.
    GElf_Ehdr header{};
    if (gelf_getehdr(elf.get(), &header) == nullptr) {
        return syntax("the ELF header is malformed");
    }
    TRY(checkHeader(header, file.size()));
    std::size_t count = 0;
    if (elf_getphdrnum(elf.get(), &count) != 0 || count == 0 || count > maxProgramHeaders) {
        return syntax("there is no sensible program header table");
    }
    for (std::size_t i = 0; i < count; ++i) {
        GElf_Phdr segment{};
        if (gelf_getphdr(elf.get(), static_cast<int>(i), &segment) == nullptr) {
            return syntax(fmt::format("the program header of segment {} is malformed", i + 1));
        }
        TRY(addSegment(segment, static_cast<std::uint32_t>(i + 1), file, builder));
    }
    if (header.e_entry != 0) {
        builder.setEntryPoint(static_cast<std::uint32_t>(header.e_entry));
    }
    return {};
}

bool looksLikeElf(std::span<const std::uint8_t> file) noexcept {
    constexpr std::array<std::uint8_t, 4> magic{ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3};
    return file.size() >= magic.size() && std::ranges::equal(file.first(magic.size()), magic);
}

} // namespace greenlight::job
