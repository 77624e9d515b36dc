#pragma once

#include "engine/base/result.h"
#include "engine/probe/link.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace greenlight::probe {

/// The state an ST-LINK is in, as GET_CURRENT_MODE tells it.
enum class ProbeMode : std::uint8_t {
    Dfu = 0,        ///< a V2 after power-up
    Idle = 1,       ///< "mass storage": a V2-1 or V3 after power-up, and after every exit
    Debug = 2,      ///< SWD or JTAG
    Swim = 3,       ///< STM8
    Bootloader = 4, ///< nothing is known that leads out of it
};

/// The width of each bus access of a memory block.
enum class AccessWidth : std::uint8_t { Byte = 1, Halfword = 2, Word = 4 };

/// The command blocks of the ST-LINK protocol that programming over SWD needs, unused bytes zero.
/// Numbers are little-endian. Where a command has a field for the access port it is always filled.
namespace command {

CommandBlock version() noexcept;
CommandBlock versionExtended() noexcept;
CommandBlock currentMode() noexcept;
CommandBlock targetVoltage() noexcept;

/// Each exit belongs to one mode only: an exit from debug mode that the probe is not in makes a V3
/// stop answering until it is plugged in again.
CommandBlock exitDfu() noexcept;
CommandBlock exitDebug() noexcept;
CommandBlock exitSwim() noexcept;

CommandBlock setSwdDivisor(std::uint16_t divisor) noexcept;
CommandBlock setSwdClock(std::uint32_t kilohertz) noexcept;
CommandBlock swdClocks() noexcept;

CommandBlock enterSwd() noexcept;
CommandBlock idCodes() noexcept;
/// 0 pulls nRST low, 1 releases it.
CommandBlock driveReset(std::uint8_t level) noexcept;

CommandBlock openAp(std::uint8_t ap) noexcept;
CommandBlock closeAp(std::uint8_t ap) noexcept;

/// The port number that means the debug port itself.
inline constexpr std::uint16_t debugPort = 0xFFFF;
CommandBlock readDapRegister(std::uint16_t port, std::uint16_t address) noexcept;
CommandBlock writeDapRegister(std::uint16_t port, std::uint16_t address,
                              std::uint32_t value) noexcept;

CommandBlock readWord(std::uint8_t ap, std::uint32_t address) noexcept;
CommandBlock writeWord(std::uint8_t ap, std::uint32_t address, std::uint32_t value) noexcept;
CommandBlock readCoreRegister(std::uint8_t ap, std::uint8_t selector) noexcept;
CommandBlock writeCoreRegister(std::uint8_t ap, std::uint8_t selector,
                               std::uint32_t value) noexcept;

/// Memory blocks carry no status: ask with lastStatus afterwards, always. The CSW field stays 0,
/// the firmware's own choice of transfer attributes.
CommandBlock readMemory(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                        std::uint16_t bytes) noexcept;
CommandBlock writeMemory(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                         std::uint16_t bytes) noexcept;
CommandBlock lastStatus() noexcept;
CommandBlock lastStatusWithAddress() noexcept;

} // namespace command

/// Exact lengths of the replies. A probe that is read short blocks or answers the next command
/// with the rest (V2J39 hangs), so nothing else is ever asked for.
namespace reply {

inline constexpr std::size_t version = 6;
inline constexpr std::size_t versionExtended = 12;
inline constexpr std::size_t mode = 2;
inline constexpr std::size_t voltage = 8;
inline constexpr std::size_t status = 2;
inline constexpr std::size_t word = 8;
inline constexpr std::size_t idCodes = 12;
inline constexpr std::size_t clocks = 52;
inline constexpr std::size_t statusWithAddress = 12;
/// A one-byte memory read answers with two.
inline constexpr std::size_t leastMemory = 2;

/// Where a reply with status keeps its value, and lastStatusWithAddress its address.
inline constexpr std::size_t valueOffset = 4;

} // namespace reply

/// What a status code asks for.
enum class Reaction : std::uint8_t {
    Proceed, ///< done
    Repeat,  ///< the chip was busy: the whole operation may be repeated
    Clear,   ///< the access failed and sticky flags of the debug port may be set
    Doubt,   ///< a write did not read back equal: usual for peripheral registers
    Fail,
};

struct StatusMeaning {
    std::uint8_t code;
    Reaction reaction;
    FaultCode fault; ///< meaningless for Proceed
    std::string_view text;
};

/// Every status code that is known.
std::span<const StatusMeaning> statusMeanings() noexcept;

/// What a reply with a status says: its first byte, and that the second one is zero with success,
/// as all firmware sends it. Takes at least two bytes. A code that no firmware gives is Fail with
/// ProbeNonsense: a stale or foreign answer.
StatusMeaning meaningOf(std::span<const std::uint8_t> statusReply) noexcept;

/// The fault of a status that is not success; `address` is what was accessed.
Fault faultOf(const StatusMeaning& meaning, std::optional<std::uint32_t> address);

/// Faults: ProbeNonsense for a mode that does not exist.
Result<ProbeMode> parseMode(std::span<const std::uint8_t> reply);

/// Millivolts from GET_TARGET_VOLTAGE: 2 * 1.2 V * target reading / reference reading. Faults:
/// ProbeNonsense when the reference reads zero (clones do that) or the result is impossible.
Result<unsigned> parseVoltage(std::span<const std::uint8_t> reply);

/// The SWD clocks a V3 offers.
struct ClockList {
    static constexpr std::size_t capacity = 10;
    std::uint32_t currentKhz = 0;
    std::size_t count = 0;
    std::array<std::uint32_t, capacity> kilohertz{};

    /// The fastest that is not above `wanted`; empty when all are faster.
    [[nodiscard]] std::optional<std::uint32_t> fastestUpTo(std::uint32_t wanted) const noexcept;
};

/// Decodes GET_COM_FREQ. Faults: that of its status; ProbeNonsense.
Result<ClockList> parseClocks(std::span<const std::uint8_t> reply);

/// A clock setting of a V2: 43 takes the divisor. Nominal figures as all tools name them; divisor 0
/// has been measured at 2.36 MHz, 1 at 1.55 MHz.
struct DivisorClock {
    std::uint16_t divisor;
    unsigned kilohertz;
};

/// Fastest first.
std::span<const DivisorClock> divisorClocks() noexcept;

/// The fastest that is not above `wanted` kHz; empty when all are faster.
std::optional<DivisorClock> divisorUpTo(unsigned wanted) noexcept;

} // namespace greenlight::probe
