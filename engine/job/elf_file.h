#pragma once

#include "engine/base/result.h"

#include <gelf.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace greenlight::job {

/// One section of an ELF file. `bytes` is empty for one that takes no room in the file.
struct ElfSection {
    std::string name{};
    std::uint32_t type = 0;
    std::uint32_t flags = 0;
    std::uint32_t address = 0;
    std::uint32_t size = 0;
    std::span<const std::uint8_t> bytes{};
};

struct ElfSymbol {
    std::string name{};
    std::uint32_t value = 0;
    std::uint32_t size = 0;
    std::size_t section = 0; ///< index into the sections
    bool isFunction = false;
};

/// A 32-bit little-endian executable for the Arm architecture, in memory, which must outlive this.
/// Everything that is given lies inside the file. Faults of all: ImageSyntax and ImageTruncated
/// with the reason. One thread.
class ElfFile {
public:
    static Result<ElfFile> open(std::span<const std::uint8_t> file);

    /// Where execution starts; 0 for nowhere.
    [[nodiscard]] std::uint32_t entry() const noexcept { return m_entry; }

    /// The program headers as they are. At least 1 and at most 1024.
    [[nodiscard]] Result<std::vector<GElf_Phdr>> segments() const;

    /// All sections by their numbers, the empty one in front included; at most 1024.
    [[nodiscard]] Result<std::vector<ElfSection>> sections() const;

    /// The symbols that have a name and are defined in one of the sections; at most 65536.
    [[nodiscard]] Result<std::vector<ElfSymbol>> symbols() const;

private:
    struct EndElf {
        void operator()(Elf* elf) const noexcept { elf_end(elf); }
    };

    ElfFile(std::span<const std::uint8_t> file, Elf* elf) : m_file(file), m_elf(elf) {}

    Result<void> addSymbols(Elf_Scn* section, std::size_t sections,
                            std::vector<ElfSymbol>& symbols) const;

    std::span<const std::uint8_t> m_file;
    std::unique_ptr<Elf, EndElf> m_elf;
    std::uint32_t m_entry = 0;
};

} // namespace greenlight::job
