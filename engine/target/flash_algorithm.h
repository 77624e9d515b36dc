#pragma once

#include "engine/base/clock.h"

#include <cstdint>
#include <string>
#include <vector>

namespace greenlight::target {

/// The published ways to call somebody else's code that programs a memory.
enum class AlgorithmAbi : std::uint8_t {
    CmsisFlash, ///< a flash algorithm of a CMSIS-Pack (.FLM)
    StLoader,   ///< an external loader of ST's programmer (.stldr)
};

/// Equal sectors in a row.
struct AlgorithmSectors {
    std::uint32_t address = 0;
    std::uint32_t count = 0;
    std::uint32_t size = 0; ///< bytes

    friend bool operator==(const AlgorithmSectors&, const AlgorithmSectors&) = default;
};

/// Bytes of the algorithm in RAM, whole words.
struct AlgorithmPart {
    std::uint32_t address = 0;         ///< as it was linked
    std::vector<std::uint8_t> bytes{}; ///< with the zeros it wants behind and between them

    [[nodiscard]] std::uint64_t end() const noexcept { return address + bytes.size(); }
};

/// A piece of its parts that the algorithm itself does not write to.
struct AlgorithmConstant {
    std::uint32_t address = 0;
    std::uint32_t size = 0; ///< bytes
};

/// Where the algorithm's functions were linked, with the Thumb bit; 0 = it has none.
struct AlgorithmFunctions {
    std::uint32_t init = 0;
    std::uint32_t uninit = 0;
    std::uint32_t eraseSector = 0;
    std::uint32_t program = 0;
    std::uint32_t read = 0;
};

/// Code of somebody else that erases and programs a memory, and what it says of that memory.
/// Everything in it has been checked: no part or sector runs past the end of the address space, the
/// sectors are ascending and whole pages, the functions that must be there are there and point into
/// its code. Plain data, shared by slots.
struct FlashAlgorithm {
    AlgorithmAbi abi = AlgorithmAbi::CmsisFlash;
    std::string device{};        ///< its own name for the memory
    std::uint16_t type = 0;      ///< its own word for the kind of memory
    std::uint32_t address = 0;   ///< of the memory
    std::uint32_t size = 0;      ///< bytes, as far as there are sectors
    std::uint32_t pageBytes = 0; ///< what it programs at once; a multiple of 4
    std::uint8_t erasedByte = 0xFF;
    Duration programLimit{}; ///< of a page, by its own word; 0 = it says nothing
    Duration eraseLimit{};   ///< of a sector
    std::vector<AlgorithmSectors> sectors{};
    std::vector<AlgorithmPart> parts{};         ///< at least one; ascending, not overlapping
    std::vector<AlgorithmConstant> constants{}; ///< each inside of one part
    bool relocatable = false;     ///< position independent: its only part may be anywhere
    std::uint32_t staticBase = 0; ///< what R9 points to, as linked
    AlgorithmFunctions functions{};

    /// The address behind the memory's last byte.
    [[nodiscard]] std::uint64_t end() const noexcept { return std::uint64_t{address} + size; }

    [[nodiscard]] bool holds(std::uint64_t from, std::uint64_t to) const noexcept {
        return from >= address && to <= end();
    }
};

} // namespace greenlight::target
