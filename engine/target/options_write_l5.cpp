#include "engine/target/option_controller.h"

#include <fmt/format.h>

// The option registers of L5, U3, U5 and WBA, with TrustZone off (RM0438 6.4, RM0456 7.4).

namespace greenlight::target {

namespace {

constexpr std::uint32_t nskeyr = 0x08;
constexpr std::uint32_t optkeyr = 0x10;
constexpr std::uint32_t nssr = 0x20;
constexpr std::uint32_t nscr = 0x28;
constexpr std::uint32_t optr = 0x40;
constexpr std::uint32_t busy = 0x00030000;
constexpr std::uint32_t errors = 0x000020FA;
constexpr std::uint32_t keyLocked = 1U << 18;
constexpr std::uint32_t optionStart = 1U << 17;
constexpr std::uint32_t launch = 1U << 27;
constexpr std::uint32_t optionLock = 1U << 30;
constexpr std::uint32_t lock = 1U << 31;

} // namespace

Result<void> writeOptionsL5(OptionController& flash, const Device& device,
                            const OptionChange& change) {
    TRY(flash.waitWhile(nssr, busy, optionWriteLimit));
    if (change.level == 0U && (TRY(flash.read(nssr)) & keyLocked) != 0) {
        return flash.fault(
            FaultCode::RegressionFailed,
            "an OEM1 key locks the chip, and only who has it can lift the protection");
    }
    TRY(flash.write(nssr, errors));
    TRY(flash.unlock(nscr, lock, nskeyr, flashKeys));
    TRY(flash.unlock(nscr, optionLock, optkeyr, optionKeys));
    TRY(flash.writeNamed(change));
    if (change.level) {
        TRY(flash.write(optr, (TRY(flash.read(optr)) & ~0xFFU) | levelByte(*change.level)));
    }
    TRY(flash.write(nscr, optionStart));
    TRY(flash.waitWhile(nssr, busy, flash.limit(change)));
    const std::uint32_t status = TRY(flash.read(nssr));
    if ((status & errors) != 0) {
        return flash.fault(FaultCode::OptionWriteFailed, fmt::format("NSSR 0x{:08X}", status));
    }
    TRY(flash.confirmFinal(change, device.flashRegisters + optr, 0));
    return flash.launch(nscr, launch);
}

} // namespace greenlight::target
