#pragma once

#include "engine/base/result.h"
#include "engine/base/sha256.h"
#include "engine/target/device.h"
#include "engine/target/flash_algorithm.h"

#include <cstdint>
#include <span>
#include <vector>

namespace greenlight::target {

/// Bytes that are to be at an address, seen in somebody else's memory.
struct Piece {
    std::uint32_t address = 0;
    std::span<const std::uint8_t> bytes{};
};

/// Bytes to program, padded with the erased byte to whole program units.
struct Extent {
    std::uint32_t address = 0; ///< a multiple of the program unit, and of 4
    std::vector<std::uint8_t> bytes{};
};

/// Consecutive bytes to be proven.
struct ProofRange {
    std::uint32_t address = 0;
    std::uint32_t length = 0;

    friend bool operator==(const ProofRange&, const ProofRange&) = default;
};

/// One erase operation, of a sector or of a whole bank or chip.
struct EraseStep {
    bool mass = false;
    std::uint8_t lane = 0; ///< the register set that does it, and programs what it erased
    std::vector<ProofRange> ranges{}; ///< what is erased by it, in the order of addresses
    std::uint32_t control = 0; ///< bits of the flash control register, without PSIZE and start
    unsigned sectors = 0;
    Timing time{};
};

enum class EraseScope : std::uint8_t {
    Sectors, ///< only the sectors that the image touches
    Chip,    ///< every sector
};

enum class MassErase : std::uint8_t {
    WhereFaster, ///< than sector by sector, the flash alone considered, and it spares nothing
    Never,
};

/// What will be done to the flash of a chip, completely decided before anything is touched. Plain
/// data, independent of the chip's state; several slots may share one.
struct FlashPlan {
    const Device* device = nullptr;  ///< null for a memory behind a flash algorithm
    const FlashMode* mode = nullptr; ///< likewise
    std::uint8_t erasedByte = 0xFF;
    std::vector<EraseStep> erases{}; ///< a mass erase first, then in the order of addresses
    std::vector<Extent> extents{};   ///< ascending, not overlapping
    std::vector<ProofRange> proof{}; ///< every byte of every erased sector, ascending, merged
    unsigned sectors = 0;            ///< erased, whether one by one or all at once
    std::uint32_t erasedBytes = 0;   ///< of these sectors
    std::uint32_t programBytes = 0;  ///< of the extents, padding included, in these sectors
    std::uint32_t provenBytes = 0;   ///< sum of the proof ranges
    bool massErase = false;          ///< decided, because it is faster and spares nothing
    bool fastRows = false;           ///< whole rows behind the mass erase are written in one go

    /// What the range holds when all went well. CHECKs that it lies in the proof ranges.
    [[nodiscard]] std::vector<std::uint8_t> expected(std::uint32_t address,
                                                     std::uint32_t length) const;

    /// SHA-256(prefix || every proven byte in the order of addresses): with the attempt's nonce
    /// what the chip must answer, with an empty prefix the identity of the plan.
    [[nodiscard]] Digest digest(std::span<const std::uint8_t> prefix) const;

    /// The part of a stretch of bytes that is written row by row: from the first boundary of a row
    /// to the last one. Empty without fastRows or where no row is whole.
    [[nodiscard]] ProofRange wholeRows(std::uint32_t address, std::uint32_t length) const;

    /// Typical time of the flash alone: the floor nothing can beat. Register sets work side by
    /// side; it is the time of the one with the most to do.
    [[nodiscard]] Duration flashTime() const;

    /// The same without the erase and the writing of what is erased by the steps for which `leave`
    /// says true, in their order: the flash holds it already. It is proven all the same.
    [[nodiscard]] FlashPlan without(const std::vector<bool>& leave) const;
};

/// Decides how the pieces get into a chip whose flash is divided into `sectors` and driven in
/// `mode`. Every program unit that a piece touches is written exactly once, its other bytes as
/// erased; every erased sector is proven to the last byte. A mass erase is chosen where it is
/// faster and no sector outside the plan would be lost; where each bank has a register set of its
/// own, bank by bank, because both are erased and programmed at once. Fast rows where a mass erase
/// was chosen and the device can be given the clock they need. `sectors` ascending, as
/// Device::layout() gives it. Faults: ImageEmpty without a byte to program; ImageOutsideDevice with
/// the first address that is in no sector; ImageOverlap with the address.
Result<FlashPlan> planFlash(const Device& device, const FlashMode& mode,
                            std::span<const Sector> sectors, std::span<const Piece> pieces,
                            EraseScope scope, MassErase massErase = MassErase::WhereFaster);

/// The same for a memory behind a flash algorithm: the sectors that the pieces touch, one by one,
/// and whole pages. The pieces lie inside of the memory. Faults: ImageEmpty, ImageOverlap.
Result<FlashPlan> planMemory(const FlashAlgorithm& algorithm, std::span<const Piece> pieces);

} // namespace greenlight::target
