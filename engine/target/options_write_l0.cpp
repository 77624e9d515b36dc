#include "engine/target/option_controller.h"

#include <fmt/format.h>

// The option bytes of L0 and L1: words in an area of their own, low half value, high half
// complement (RM0367 3.4, RM0038 3.4).

namespace greenlight::target {

namespace {

constexpr std::uint32_t pecr = 0x04;
constexpr std::uint32_t pekeyr = 0x0C;
constexpr std::uint32_t optkeyr = 0x14;
constexpr std::uint32_t sr = 0x18;
constexpr std::uint32_t busy = 1U << 0;
constexpr std::uint32_t errors = 0x00032F00;
constexpr std::uint32_t lock = 1U << 0;
constexpr std::uint32_t optionLock = 1U << 2;
constexpr std::uint32_t launch = 1U << 18;
constexpr std::array<std::uint32_t, 2> controlKeys{0x89ABCDEF, 0x02030405};
constexpr std::array<std::uint32_t, 2> wordKeys{0xFBEAD9C8, 0x24252627};

/// The word with the read protection level in its low byte.
constexpr std::uint32_t levelWord = 0x1FF80000;

} // namespace

Result<void> writeLevelL0(OptionController& flash, probe::StLink& link, const Device& device,
                          unsigned level) {
    TRY(flash.waitWhile(sr, busy, optionWriteLimit));
    TRY(flash.write(sr, errors));
    TRY(flash.unlock(pecr, lock, pekeyr, controlKeys));
    TRY(flash.unlock(pecr, optionLock, optkeyr, wordKeys));
    // Only this word is written, and the controller erases it by itself before.
    const std::uint32_t before = TRY(link.readWord(device.coreAp, levelWord));
    const std::uint32_t value = (before & 0xFF00U) | (level == 0 ? levelZero : levelOne);
    const std::uint32_t wanted = ~value << 16 | value;
    TRY(link.writeWord(device.coreAp, levelWord, wanted));
    TRY(flash.waitWhile(sr, busy, flash.limit({.level = level})));
    const std::uint32_t status = TRY(flash.read(sr));
    const std::uint32_t found = TRY(link.readWord(device.coreAp, levelWord));
    // What does not agree with its complement would be loaded as level 1, and with both bytes
    // damaged as worse: it is not loaded at all.
    if ((status & errors) != 0 || found != wanted) {
        return flash.fault(FaultCode::OptionWriteFailed,
                           fmt::format("SR 0x{:08X}, word 0x{:08X}", status, found));
    }
    return flash.launchInto(level, pecr, launch);
}

} // namespace greenlight::target
