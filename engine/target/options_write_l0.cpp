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

/// The word with the read protection level in its low byte, and the one that OBR shows in its upper
/// half (RM0367 3.4.1, RM0038 3.4.1).
constexpr std::uint32_t levelWord = 0x1FF80000;
constexpr std::uint32_t userWord = 0x1FF80004;
constexpr std::uint32_t obr = 0x1C;

/// Only this word is written, and the controller erases it by itself before.
Result<void> writeWord(OptionController& flash, probe::StLink& link, std::uint8_t ap,
                       std::uint32_t address, std::uint32_t value, Duration atMost) {
    const std::uint32_t wanted = ~value << 16 | (value & 0xFFFFU);
    TRY(link.writeWord(ap, address, wanted));
    TRY(flash.waitWhile(sr, busy, atMost));
    const std::uint32_t status = TRY(flash.read(sr));
    const std::uint32_t found = TRY(link.readWord(ap, address));
    // What does not agree with its complement would be loaded as level 1, and with both bytes
    // damaged as worse: it is not loaded at all.
    if ((status & errors) != 0 || found != wanted) {
        return flash.fault(FaultCode::OptionWriteFailed,
                           fmt::format("SR 0x{:08X}, word 0x{:08X}", status, found));
    }
    return {};
}

} // namespace

Result<void> writeOptionsL0(OptionController& flash, probe::StLink& link, const Device& device,
                            const OptionChange& change) {
    TRY(flash.waitWhile(sr, busy, optionWriteLimit));
    TRY(flash.write(sr, errors));
    TRY(flash.unlock(pecr, lock, pekeyr, controlKeys));
    TRY(flash.unlock(pecr, optionLock, optkeyr, wordKeys));
    if (!change.values.empty()) {
        const std::uint32_t before = TRY(link.readWord(device.coreAp, userWord));
        const std::uint32_t after = change.applied(device.flashRegisters + obr, before << 16) >> 16;
        TRY(writeWord(flash, link, device.coreAp, userWord, after, optionWriteLimit));
    }
    if (change.level) {
        const std::uint32_t before = TRY(link.readWord(device.coreAp, levelWord));
        TRY(writeWord(flash, link, device.coreAp, levelWord,
                      (before & 0xFF00U) | levelByte(*change.level), flash.limit(change)));
    }
    return flash.launchInto(change.level, pecr, launch);
}

} // namespace greenlight::target
