#pragma once

#include "engine/target/flash_plan.h"
#include "engine/target/loader/mailbox.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace greenlight::target {

/// One descriptor's worth of work for the resident loader.
struct LoaderWork {
    wire::LoaderOperation operation = wire::LoaderStop;
    std::uint8_t lane = 0; ///< the register set that does it
    std::uint32_t address = 0;
    std::uint32_t length = 0;             ///< bytes
    std::uint32_t control = 0;            ///< erases: bits of the flash control register
    std::span<const std::uint8_t> page{}; ///< program: what to write; lives in the plan
    Timing time{};
    /// Erases: when it was begun from outside; the loader follows it then.
    std::optional<Instant> begun{};

    /// An operation that takes 2.5 times its longest time will not end any more.
    [[nodiscard]] Duration limit() const noexcept { return time.longest * 5 / 2; }

    /// True if it erases, or looks whether that was done.
    [[nodiscard]] bool erases() const noexcept {
        return operation == wire::LoaderErase || operation == wire::LoaderMassErase ||
               operation == wire::LoaderBlankCheck;
    }

    /// True if it carries a page.
    [[nodiscard]] bool programs() const noexcept {
        return operation == wire::LoaderProgram || operation == wire::LoaderProgramRows;
    }
};

/// Where pages wait in the chip's RAM until the flash takes them.
struct PageBuffers {
    std::uint32_t pageBytes = 0;            ///< a multiple of the program unit; holds any row
    std::vector<std::uint32_t> addresses{}; ///< in the order of use
};

/// Divides RAM into page buffers. `firstFree` is the end of what the loader itself occupies in the
/// first region; `unit` the device's program unit. Gives no buffers if nothing is left.
[[nodiscard]] PageBuffers pageBuffers(std::span<const RamRegion> ram, std::uint32_t firstFree,
                                      std::uint32_t unit);

/// How many slots the ring of a loader in a first region of this size should have.
[[nodiscard]] std::uint32_t ringSlots(std::uint32_t ramBytes) noexcept;

/// Where everything of a loader is in the chip's RAM, behind its mailbox and its code.
struct LoaderRoom {
    std::uint32_t stackTop = 0;
    std::uint32_t ring = 0;  ///< address of the descriptors
    std::uint32_t slots = 0; ///< how many of them the ring holds
    PageBuffers buffers{};
};

/// Divides the RAM for the loader of the device's flash in this mode. CHECKs that the first region
/// is where the code goes.
[[nodiscard]] LoaderRoom loaderRoom(const Device& device, const FlashMode& mode,
                                    std::span<const RamRegion> ram);

/// The plan as the loader's work, in the only order it is served in: each erase is followed by the
/// blank check of what it erased and then by the programming of it, so that the wire carries the
/// next sector's pages while a sector is erased; the last one stops the loader. Where there are two
/// register sets, the work of both is put together in the order in which they will want it, so that
/// neither waits for the wire behind the other. The work refers to the plan's bytes. Where the plan
/// wants fast rows and the core is too slow for them in the end, double words take their place.
[[nodiscard]] std::vector<LoaderWork> loaderWork(const FlashPlan& plan, std::uint32_t pageBytes,
                                                 unsigned coreKhz);

/// The descriptor of a piece of work at its place in the sequence.
[[nodiscard]] wire::LoaderDescriptor describe(const LoaderWork& work, std::uint32_t index,
                                              std::uint32_t buffer);

} // namespace greenlight::target
