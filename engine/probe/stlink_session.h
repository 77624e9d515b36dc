#pragma once

#include "engine/probe/conversation.h"
#include "engine/probe/stlink.h"

#include <bitset>
#include <cstdint>
#include <memory>

namespace greenlight::probe {

/// What a StLink remembers between two calls, and the rules about the probe's modes. Only the
/// StLink's own files use it.
class StLink::Session {
public:
    Session(std::unique_ptr<Link> link, Clock& clock) : talk(std::move(link), clock) {}

    /// From a probe in unknown condition to an idle one with known firmware.
    Result<void> start(LastRung last);
    /// The same without the firmware: for an end that went wrong.
    Result<void> settle(LastRung last);
    /// Sends the exit that matches the mode, until the probe is idle.
    Result<void> leaveMode(ProbeMode mode);
    /// The mode that two answers in a row give, the first of them `mode`.
    Result<ProbeMode> sureOf(ProbeMode mode);
    Result<void> setReset(ResetLine line);
    Result<unsigned> setClock(unsigned kilohertz);
    /// Opens the access port unless it is open or the firmware knows nothing of opening.
    Result<void> ensureAp(std::uint8_t ap);
    void forgetDebugging() noexcept;

    /// A generous estimate of what so many accesses take on the SWD wires.
    [[nodiscard]] Duration wireTime(std::size_t accesses) const noexcept;

    // Memory blocks as steps of the conversation, split where the firmware needs it.

    /// The size of the next block of `remaining` bytes from `address` on.
    [[nodiscard]] std::size_t nextBlock(std::uint32_t address, std::size_t remaining,
                                        AccessWidth width, std::size_t most) const noexcept;
    void addReadBlock(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                      std::span<std::uint8_t> into);
    void addWriteBlock(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                       std::span<const std::uint8_t> from);
    Result<void> readBlocks(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                            std::span<std::uint8_t> into);
    Result<void> writeBlocks(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                             std::span<const std::uint8_t> from);

    Conversation talk;
    FirmwareVersion firmware{};
    Capabilities can{};
    bool mayBeDebugging = false; ///< ENTER was sent and no exit since
    bool resetHeld = false;
    unsigned clockKhz = 0; ///< 0 = not set in this session
    std::bitset<256> openAps{};

private:
    Result<FirmwareVersion> readFirmware();
    Result<unsigned> setListedClock(unsigned kilohertz);
    Result<unsigned> setDivisorClock(unsigned kilohertz);
};

/// Whether a write to this address may read back differently from what was written: the peripheral
/// regions of the Cortex-M memory map (DDI0403E, B3.1) and its system registers.
bool isPeripheral(std::uint32_t address) noexcept;

} // namespace greenlight::probe
