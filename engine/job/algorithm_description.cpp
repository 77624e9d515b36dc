#include "engine/job/algorithm_description.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace greenlight::job {

namespace {

using target::AlgorithmAbi;
using target::AlgorithmSectors;
using target::FlashAlgorithm;

constexpr std::uint32_t largestPage = 64U * 1024;
constexpr std::uint32_t smallestSector = 16; ///< and every larger one is a multiple of it
constexpr std::uint32_t mostSectors = 65536;
constexpr std::uint64_t addressSpace = 1ULL << 32U;

Fault malformed(std::string reason) {
    return {.code = FaultCode::LoaderFile, .note = std::move(reason)};
}

/// Little-endian fields at the offsets that a C compiler for Arm gives them.
class Fields {
public:
    explicit Fields(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool has(std::size_t end) const noexcept { return end <= m_bytes.size(); }

    [[nodiscard]] std::uint32_t number(std::size_t offset, unsigned bytes) const {
        std::uint32_t value = 0;
        for (unsigned i = 0; i < bytes; ++i) {
            value |= std::uint32_t{m_bytes[offset + i]} << 8U * i;
        }
        return value;
    }

    /// The characters up to the first zero; what cannot be printed on a record becomes '?'.
    [[nodiscard]] std::string text(std::size_t offset, std::size_t most) const {
        std::string text;
        for (std::size_t i = 0; i < most && m_bytes[offset + i] != 0; ++i) {
            const auto letter = static_cast<char>(m_bytes[offset + i]);
            text += letter >= ' ' && letter <= '~' ? letter : '?';
        }
        return text;
    }

private:
    std::span<const std::uint8_t> m_bytes;
};

/// What must hold of every memory, whoever describes it.
Result<FlashAlgorithm> checked(FlashAlgorithm algorithm) {
    if (algorithm.pageBytes == 0 || algorithm.pageBytes % 4 != 0 ||
        algorithm.pageBytes > largestPage) {
        return malformed(fmt::format("pages of {} bytes", algorithm.pageBytes));
    }
    if (algorithm.sectors.empty() || algorithm.size == 0) {
        return malformed("it describes a memory without sectors");
    }
    if (algorithm.end() > addressSpace) {
        return malformed("its memory runs past the last 32-bit address");
    }
    if (algorithm.address % algorithm.pageBytes != 0) {
        return malformed("its memory does not begin at a page");
    }
    std::uint64_t count = 0;
    for (const AlgorithmSectors& sectors : algorithm.sectors) {
        count += sectors.count;
        if (sectors.size % smallestSector != 0 || sectors.size % algorithm.pageBytes != 0 ||
            (sectors.address - algorithm.address) % algorithm.pageBytes != 0) {
            return malformed(fmt::format("sectors of {} bytes are not made of pages of {}",
                                         sectors.size, algorithm.pageBytes));
        }
    }
    if (count > mostSectors) {
        return malformed(fmt::format("{} sectors", count));
    }
    return algorithm;
}

} // namespace

// struct FlashDevice of CMSIS-Pack's FlashOS.h: Vers (2 bytes), DevName[128], DevType (2), DevAdr
// at 132, szDev, szPage, a reserved word, valEmpty (1) at 148, toProg and toErase in milliseconds
// at 152 and 156, then up to 512 pairs of sector size and offset from 160 on. A pair holds up to
// the next one's offset; the last is all ones.
Result<FlashAlgorithm> readFlashDevice(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t firstSector = 160;
    constexpr std::size_t pairBytes = 8;
    constexpr std::size_t mostPairs = 512;
    constexpr std::uint32_t endMark = 0xFFFFFFFF;
    const Fields fields(bytes);
    if (!fields.has(firstSector)) {
        return malformed("its structure FlashDevice is cut off");
    }
    FlashAlgorithm algorithm{.abi = AlgorithmAbi::CmsisFlash,
                             .device = fields.text(2, 128),
                             .type = static_cast<std::uint16_t>(fields.number(130, 2)),
                             .address = fields.number(132, 4),
                             .size = fields.number(136, 4),
                             .pageBytes = fields.number(140, 4),
                             .erasedByte = static_cast<std::uint8_t>(fields.number(148, 1)),
                             .programLimit = std::chrono::milliseconds(fields.number(152, 4)),
                             .eraseLimit = std::chrono::milliseconds(fields.number(156, 4))};
    for (std::size_t i = 0;; ++i) {
        const std::size_t at = firstSector + i * pairBytes;
        if (i > mostPairs || !fields.has(at + pairBytes)) {
            return malformed("its table of sectors has no end");
        }
        const std::uint32_t size = fields.number(at, 4);
        const std::uint32_t offset = fields.number(at + 4, 4);
        const bool last = size == endMark && offset == endMark;
        const std::uint32_t end = last ? algorithm.size : offset;
        if (!algorithm.sectors.empty()) {
            AlgorithmSectors& before = algorithm.sectors.back();
            const std::uint32_t begin = before.address - algorithm.address;
            if (end <= begin || end > algorithm.size || (end - begin) % before.size != 0) {
                return malformed("its table of sectors is contradictory");
            }
            before.count = (end - begin) / before.size;
        } else if (!last && offset != 0) {
            return malformed("its first sector is not at the start of its memory");
        }
        if (last) {
            return checked(std::move(algorithm));
        }
        if (size == 0 || offset > algorithm.size) {
            return malformed("its table of sectors is contradictory");
        }
        algorithm.sectors.push_back({.address = algorithm.address + offset, .size = size});
    }
}

// struct StorageInfo of ST's Dev_Inf.h (stm32-external-loader; UM2237): DeviceName[100], DeviceType
// (2 bytes), DeviceStartAddress at 104, DeviceSize, PageSize, EraseValue (1) at 116, then up to ten
// pairs of number and size of sectors from 120 on, behind the last a pair of zeros.
Result<FlashAlgorithm> readStorageInfo(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t firstSector = 120;
    constexpr std::size_t pairBytes = 8;
    constexpr std::size_t mostPairs = 10;
    const Fields fields(bytes);
    if (!fields.has(firstSector)) {
        return malformed("its structure StorageInfo is cut off");
    }
    FlashAlgorithm algorithm{.abi = AlgorithmAbi::StLoader,
                             .device = fields.text(0, 100),
                             .type = static_cast<std::uint16_t>(fields.number(100, 2)),
                             .address = fields.number(104, 4),
                             .pageBytes = fields.number(112, 4),
                             .erasedByte = static_cast<std::uint8_t>(fields.number(116, 1))};
    const std::uint32_t said = fields.number(108, 4);
    std::uint64_t covered = 0;
    for (std::size_t i = 0; i < mostPairs; ++i) {
        const std::size_t at = firstSector + i * pairBytes;
        if (!fields.has(at + pairBytes)) {
            return malformed("its table of sectors has no end");
        }
        const std::uint32_t count = fields.number(at, 4);
        const std::uint32_t size = fields.number(at + 4, 4);
        if (count == 0 || size == 0) {
            break;
        }
        algorithm.sectors.push_back(
            {.address = static_cast<std::uint32_t>(algorithm.address + covered),
             .count = count,
             .size = size});
        covered += std::uint64_t{count} * size;
        if (covered > said) {
            return malformed(fmt::format("its sectors are more than its {} bytes", said));
        }
    }
    // What no sector covers cannot be erased, so it is not there for us.
    algorithm.size = static_cast<std::uint32_t>(covered);
    return checked(std::move(algorithm));
}

} // namespace greenlight::job
