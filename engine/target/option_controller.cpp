#include "engine/target/option_controller.h"

#include "engine/target/link_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace greenlight::target {

namespace {

constexpr Duration busyPace = std::chrono::milliseconds(5);
// A regression erases everything; datasheet maximum and half again as much twice over.
constexpr int regressionFactor = 5;
constexpr int regressionDivisor = 2;

} // namespace

Result<std::uint32_t> OptionController::read(std::uint32_t offset) {
    return m_link.readWord(m_device.coreAp, m_device.flashRegisters + offset);
}

Result<void> OptionController::write(std::uint32_t offset, std::uint32_t value) {
    return m_link.writeWord(m_device.coreAp, m_device.flashRegisters + offset, value);
}

Result<void> OptionController::waitWhile(std::uint32_t offset, std::uint32_t bits,
                                         Duration atMost) {
    const Instant deadline = m_clock.now() + atMost;
    while ((TRY(read(offset)) & bits) != 0) {
        if (m_clock.now() >= deadline) {
            return fault(FaultCode::OptionWriteFailed, "the flash stays busy");
        }
        m_clock.sleepFor(busyPace);
    }
    return {};
}

Result<void> OptionController::unlock(std::uint32_t lockOffset, std::uint32_t lockBit,
                                      std::uint32_t keyOffset,
                                      const std::array<std::uint32_t, 2>& keys) {
    if ((TRY(read(lockOffset)) & lockBit) == 0) {
        return {};
    }
    TRY(write(keyOffset, keys[0]));
    TRY(write(keyOffset, keys[1]));
    if ((TRY(read(lockOffset)) & lockBit) != 0) {
        return fault(FaultCode::FlashLocked, "the option bytes do not unlock");
    }
    return {};
}

Result<void> OptionController::launch(std::uint32_t offset, std::uint32_t value) {
    const Result<void> launched = write(offset, value);
    return launched.ok() || isOnWires(launched.fault()) ? Result<void>{} : launched;
}

Result<void> OptionController::launchInto(std::optional<unsigned> level, std::uint32_t offset,
                                          std::uint32_t value) {
    TRY(launch(offset, value));
    if (level == 0U) {
        m_clock.sleepFor(longestRegression());
    }
    return {};
}

Result<void> OptionController::confirmFinal(const OptionChange& change, std::uint32_t address,
                                            unsigned shift) {
    if (change.level != 2U) {
        return {};
    }
    const std::uint32_t word = TRY(m_link.readWord(m_device.coreAp, address));
    if (((word >> shift) & 0xFFU) != levelTwo) {
        return fault(FaultCode::OptionWriteFailed,
                     fmt::format("0x{:08X} reads 0x{:08X}, which is not level 2", address, word));
    }
    return {};
}

Fault OptionController::fault(FaultCode code, std::string note) const {
    return Fault{.code = code,
                 .stage = Stage::Protect,
                 .address = m_device.flashRegisters,
                 .note = std::move(note)};
}

Result<void> OptionController::writeNamed(const OptionChange& change, std::uint32_t shift) {
    for (const std::uint32_t address : m_device.optionAddresses) {
        const bool named = std::ranges::any_of(change.values, [address](const OptionValue& value) {
            return value.address == address;
        });
        if (named) {
            const std::uint32_t offset = address - m_device.flashRegisters;
            TRY(write(offset + shift, change.applied(address, TRY(read(offset)))));
        }
    }
    return {};
}

Duration OptionController::limit(const OptionChange& change) const {
    if (change.level != 0U) {
        return optionWriteLimit;
    }
    return optionWriteLimit + longestRegression() * regressionFactor / regressionDivisor;
}

Duration OptionController::longestRegression() const {
    // Parallelism of the built-in erase is the chip's own choice: allow for the slowest.
    const FlashMode& slowest = m_device.flashModes.back();
    return std::max(slowest.massErase.longest, slowest.regression.longest);
}

} // namespace greenlight::target
