#include "engine/job/algorithm_file.h"

#include "engine/job/algorithm_description.h"
#include "engine/job/elf_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::job {

namespace {

using target::AlgorithmAbi;
using target::AlgorithmPart;
using target::FlashAlgorithm;

/// More than any chip's RAM that an algorithm could run in.
constexpr std::uint32_t mostMemory = 1024U * 1024;
constexpr std::uint64_t addressSpace = 1ULL << 32U;

/// The section with a flash algorithm's own data, to which R9 points (CMSIS-Pack, flash algorithms;
/// the linker's names in its template).
constexpr std::string_view dataSection = "PrgData";

Fault malformed(std::string reason) {
    return {.code = FaultCode::LoaderFile, .note = std::move(reason)};
}

std::optional<AlgorithmAbi> abiOf(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    std::string extension(dot == std::string_view::npos ? "" : name.substr(dot));
    std::ranges::transform(extension, extension.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    if (extension == ".flm") {
        return AlgorithmAbi::CmsisFlash;
    }
    if (extension == ".stldr") {
        return AlgorithmAbi::StLoader;
    }
    return std::nullopt;
}

struct Contents {
    std::vector<ElfSection> sections;
    std::vector<ElfSymbol> symbols;

    [[nodiscard]] const ElfSymbol* symbol(std::string_view name) const {
        const auto found = std::ranges::find(symbols, name, &ElfSymbol::name);
        return found == symbols.end() ? nullptr : &*found;
    }
};

/// The bytes of a symbol from its place to the end of its section.
Result<std::span<const std::uint8_t>> bytesOf(const Contents& contents, std::string_view name) {
    const ElfSymbol* const symbol = contents.symbol(name);
    if (symbol == nullptr) {
        return malformed(fmt::format("it does not describe its memory: no symbol {}", name));
    }
    const ElfSection& section = contents.sections[symbol->section];
    const std::uint64_t offset = std::uint64_t{symbol->value} - section.address;
    if (symbol->value < section.address || offset > section.bytes.size()) {
        return malformed(fmt::format("the symbol {} points outside of its section", name));
    }
    return section.bytes.subspan(offset);
}

/// The description alone is for us and not for the chip's RAM.
bool holdsOnlyDescription(const ElfSection& section, const ElfSymbol& description) {
    constexpr std::uint32_t padding = 8;
    return section.address == description.value && description.size != 0 &&
           section.size <= description.size + padding;
}

/// Whole words around a section, joined with the part before where that is near.
void join(std::vector<AlgorithmPart>& parts, const ElfSection& section) {
    constexpr std::uint32_t word = 4;
    constexpr std::uint32_t near = 256;
    const std::uint32_t start = section.address / word * word;
    if (parts.empty() || parts.back().end() + near < start) {
        parts.push_back({.address = start});
    }
    AlgorithmPart& part = parts.back();
    const std::size_t offset = section.address - part.address;
    const std::size_t end = (offset + section.size + word - 1) / word * word;
    part.bytes.resize(std::max(end, part.bytes.size()));
    std::ranges::copy(section.bytes, part.bytes.begin() + static_cast<std::ptrdiff_t>(offset));
}

Result<void> addParts(FlashAlgorithm& algorithm, const Contents& contents,
                      const ElfSymbol& description) {
    std::vector<const ElfSection*> loaded;
    for (std::size_t i = 0; i < contents.sections.size(); ++i) {
        const ElfSection& section = contents.sections[i];
        const bool alone = i == description.section && holdsOnlyDescription(section, description);
        if ((section.flags & SHF_ALLOC) != 0 && section.size != 0 && !alone) {
            loaded.push_back(&section);
        }
    }
    std::ranges::stable_sort(loaded, {}, &ElfSection::address);
    std::uint64_t total = 0;
    std::uint64_t end = 0;
    for (const ElfSection* section : loaded) {
        if (section->address < end) {
            return malformed("two of its sections claim the same address");
        }
        total += section->size;
        end = std::uint64_t{section->address} + section->size;
        if (end > addressSpace - 4 || total > mostMemory) {
            return malformed(fmt::format("its section {} is too large", section->name));
        }
        join(algorithm.parts, *section);
        if ((section->flags & SHF_WRITE) == 0) {
            algorithm.constants.push_back({section->address, section->size});
        }
    }
    if (algorithm.parts.empty()) {
        return malformed("there is no code in it");
    }
    if (algorithm.relocatable && algorithm.parts.size() > 1) {
        return malformed("its sections are too far apart");
    }
    return {};
}

/// The address of a function with its Thumb bit; 0 when there is none and none is demanded.
Result<std::uint32_t> function(const Contents& contents, std::string_view name, bool demanded) {
    const auto found = std::ranges::find_if(contents.symbols, [name](const ElfSymbol& symbol) {
        return symbol.isFunction && symbol.name == name;
    });
    if (found == contents.symbols.end()) {
        if (demanded) {
            return malformed(fmt::format("it has no function {}", name));
        }
        return 0;
    }
    const ElfSection& section = contents.sections[found->section];
    const std::uint32_t address = found->value & ~1U;
    const bool inside = address >= section.address && address - section.address < section.size;
    constexpr std::uint32_t code = SHF_ALLOC | SHF_EXECINSTR;
    if ((found->value & 1U) == 0 || !inside || (section.flags & code) != code) {
        return malformed(fmt::format("its function {} is no Thumb code", name));
    }
    return found->value;
}

std::uint32_t staticBaseOf(const FlashAlgorithm& algorithm, const Contents& contents) {
    const auto data = std::ranges::find_if(contents.sections, [](const ElfSection& section) {
        return section.name == dataSection && (section.flags & SHF_ALLOC) != 0;
    });
    if (data != contents.sections.end()) {
        return data->address;
    }
    return static_cast<std::uint32_t>(algorithm.parts.back().end());
}

/// CMSIS-Pack, "Algorithm Functions": Init, UnInit, EraseSector and ProgramPage are mandatory.
Result<FlashAlgorithm> parseCmsis(const Contents& contents) {
    constexpr std::string_view description = "FlashDevice";
    FlashAlgorithm algorithm = TRY(readFlashDevice(TRY(bytesOf(contents, description))));
    algorithm.relocatable = true;
    TRY(addParts(algorithm, contents, *contents.symbol(description)));
    algorithm.functions = {.init = TRY(function(contents, "Init", true)),
                           .uninit = TRY(function(contents, "UnInit", true)),
                           .eraseSector = TRY(function(contents, "EraseSector", true)),
                           .program = TRY(function(contents, "ProgramPage", true))};
    algorithm.staticBase = staticBaseOf(algorithm, contents);
    return algorithm;
}

/// UM2237, "Develop customized loaders for external memory": Init, Write and SectorErase; Read
/// where the memory is not mapped.
Result<FlashAlgorithm> parseSt(const Contents& contents) {
    constexpr std::string_view description = "StorageInfo";
    FlashAlgorithm algorithm = TRY(readStorageInfo(TRY(bytesOf(contents, description))));
    TRY(addParts(algorithm, contents, *contents.symbol(description)));
    algorithm.functions = {.init = TRY(function(contents, "Init", true)),
                           .eraseSector = TRY(function(contents, "SectorErase", true)),
                           .program = TRY(function(contents, "Write", true)),
                           .read = TRY(function(contents, "Read", false))};
    return algorithm;
}

Result<FlashAlgorithm> parse(std::string_view name, std::span<const std::uint8_t> file) {
    const std::optional<AlgorithmAbi> abi = abiOf(name);
    if (!abi) {
        return malformed("the extension is neither .FLM nor .stldr");
    }
    if (file.size() > largestAlgorithmFile) {
        return malformed(fmt::format("more than {} bytes", largestAlgorithmFile));
    }
    const ElfFile elf = TRY(ElfFile::open(file));
    const Contents contents{TRY(elf.sections()), TRY(elf.symbols())};
    return *abi == AlgorithmAbi::CmsisFlash ? parseCmsis(contents) : parseSt(contents);
}

} // namespace

bool isAlgorithmName(std::string_view name) { return abiOf(name).has_value(); }

Result<FlashAlgorithm> parseFlashAlgorithm(std::string_view name,
                                           std::span<const std::uint8_t> file) {
    Result<FlashAlgorithm> algorithm = parse(name, file);
    if (!algorithm) {
        return Fault{.code = FaultCode::LoaderFile,
                     .note = fmt::format("{}: {}", name, algorithm.fault().note)};
    }
    return algorithm;
}

} // namespace greenlight::job
