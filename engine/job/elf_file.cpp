#include "engine/job/elf_file.h"

#include "engine/job/image_formats.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace greenlight::job {
namespace {

/// Real firmware has a handful of segments and some dozens of sections; the format allows billions.
constexpr std::size_t mostHeaders = 1024;
constexpr std::size_t mostSymbols = 65536;

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
    // Linkers put the section table last: with it the whole file is there.
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

} // namespace

Result<ElfFile> ElfFile::open(std::span<const std::uint8_t> file) {
    TRY(checkIdentification(file));
    // Sets a number inside libelf that is the same for every thread.
    static const bool versionKnown = elf_version(EV_CURRENT) != EV_NONE;
    CHECK(versionKnown);
    // libelf takes a writable image and does not write to it unless elf_update is called.
    auto* const bytes = reinterpret_cast<char*>(const_cast<std::uint8_t*>(file.data()));
    ElfFile elf(file, elf_memory(bytes, file.size()));
    if (elf.m_elf == nullptr) {
        return syntax("libelf cannot open it");
    }
    // The gelf calls copy what they give, so that a table at an odd offset is no trap.
    GElf_Ehdr header{};
    if (gelf_getehdr(elf.m_elf.get(), &header) == nullptr) {
        return syntax("the ELF header is malformed");
    }
    TRY(checkHeader(header, file.size()));
    elf.m_entry = static_cast<std::uint32_t>(header.e_entry);
    return elf;
}

Result<std::vector<GElf_Phdr>> ElfFile::segments() const {
    std::size_t count = 0;
    if (elf_getphdrnum(m_elf.get(), &count) != 0 || count == 0 || count > mostHeaders) {
        return syntax("there is no sensible program header table");
    }
    std::vector<GElf_Phdr> segments(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (gelf_getphdr(m_elf.get(), static_cast<int>(i), &segments[i]) == nullptr) {
            return syntax(fmt::format("the program header of segment {} is malformed", i + 1));
        }
    }
    return segments;
}

Result<std::vector<ElfSection>> ElfFile::sections() const {
    std::size_t count = 0;
    std::size_t names = 0;
    if (elf_getshdrnum(m_elf.get(), &count) != 0 || count == 0 || count > mostHeaders ||
        elf_getshdrstrndx(m_elf.get(), &names) != 0) {
        return syntax("there is no sensible section table");
    }
    std::vector<ElfSection> sections;
    for (std::size_t i = 0; i < count; ++i) {
        GElf_Shdr header{};
        if (gelf_getshdr(elf_getscn(m_elf.get(), i), &header) == nullptr) {
            return syntax(fmt::format("the header of section {} is malformed", i));
        }
        ElfSection section{.type = header.sh_type,
                           .flags = static_cast<std::uint32_t>(header.sh_flags),
                           .address = static_cast<std::uint32_t>(header.sh_addr),
                           .size = static_cast<std::uint32_t>(header.sh_size)};
        const char* const name = elf_strptr(m_elf.get(), names, header.sh_name);
        section.name = name == nullptr ? "" : name;
        if (header.sh_type != SHT_NOBITS && header.sh_type != SHT_NULL) {
            if (header.sh_offset > m_file.size() ||
                header.sh_size > m_file.size() - header.sh_offset) {
                return truncated(
                    fmt::format("section {}: its bytes run past the end of the file", i));
            }
            section.bytes = m_file.subspan(header.sh_offset, header.sh_size);
        }
        sections.push_back(std::move(section));
    }
    return sections;
}

Result<std::vector<ElfSymbol>> ElfFile::symbols() const {
    std::size_t sections = 0;
    if (elf_getshdrnum(m_elf.get(), &sections) != 0 || sections > mostHeaders) {
        return syntax("there is no sensible section table");
    }
    std::vector<ElfSymbol> symbols;
    for (std::size_t i = 0; i < sections; ++i) {
        TRY(addSymbols(elf_getscn(m_elf.get(), i), sections, symbols));
    }
    return symbols;
}

Result<void> ElfFile::addSymbols(Elf_Scn* section, std::size_t sections,
                                 std::vector<ElfSymbol>& symbols) const {
    GElf_Shdr header{};
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type != SHT_SYMTAB) {
        return {};
    }
    const std::size_t count = header.sh_size / sizeof(Elf32_Sym);
    Elf_Data* const data = elf_getdata(section, nullptr);
    if (header.sh_entsize != sizeof(Elf32_Sym) || data == nullptr || count > mostSymbols) {
        return syntax("the symbol table is malformed");
    }
    for (std::size_t i = 0; i < count; ++i) {
        GElf_Sym symbol{};
        if (gelf_getsym(data, static_cast<int>(i), &symbol) == nullptr) {
            return syntax(fmt::format("symbol {} is malformed", i));
        }
        const char* const name = elf_strptr(m_elf.get(), header.sh_link, symbol.st_name);
        if (name == nullptr || *name == '\0' || symbol.st_shndx == SHN_UNDEF ||
            symbol.st_shndx >= sections) {
            continue;
        }
        symbols.push_back({.name = name,
                           .value = static_cast<std::uint32_t>(symbol.st_value),
                           .size = static_cast<std::uint32_t>(symbol.st_size),
                           .section = symbol.st_shndx,
                           .isFunction = GELF_ST_TYPE(symbol.st_info) == STT_FUNC});
    }
    return {};
}

bool looksLikeElf(std::span<const std::uint8_t> file) noexcept {
    constexpr std::array<std::uint8_t, 4> magic{ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3};
    return file.size() >= magic.size() && std::ranges::equal(file.first(magic.size()), magic);
}

} // namespace greenlight::job
