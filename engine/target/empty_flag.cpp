#include "engine/target/empty_flag.h"

namespace greenlight::target {

namespace {

constexpr std::uint32_t accessOffset = 0x00;
constexpr std::uint32_t statusOffset = 0x10;
constexpr std::uint32_t accessEmpty = 1U << 16;
constexpr std::uint32_t statusEmpty = 1U << 17;

} // namespace

Result<void> clearEmptyFlag(probe::StLink& link, const Device& device) {
    const EmptyFlag kind = device.flashVariant.emptyFlag;
    if (kind == EmptyFlag::None) {
        return {};
    }
    const bool inStatus = kind == EmptyFlag::StatusBit17;
    const std::uint32_t address = device.flashRegisters + (inStatus ? statusOffset : accessOffset);
    const std::uint32_t value = TRY(link.readWord(device.coreAp, address));
    if (inStatus) {
        // Alone, because every other bit of the register is cleared by the same write.
        return (value & statusEmpty) == 0 ? Result<void>{}
                                          : link.writeWord(device.coreAp, address, statusEmpty);
    }
    return (value & accessEmpty) == 0
               ? Result<void>{}
               : link.writeWord(device.coreAp, address, value & ~accessEmpty);
}

} // namespace greenlight::target
