#include "engine/probe/stlink_protocol.h"

#include "engine/base/check.h"
#include "engine/probe/bytes.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::probe {

namespace command {

namespace {

constexpr std::uint8_t debugGroup = 0xF2;
constexpr std::size_t apInMemoryBlock = 8;

template <typename... Bytes>
CommandBlock block(Bytes... bytes) noexcept {
    return CommandBlock{static_cast<std::uint8_t>(bytes)...};
}

CommandBlock memoryBlock(std::uint8_t code, std::uint8_t ap, std::uint32_t address,
                         std::uint16_t bytes) noexcept {
    CommandBlock made = block(debugGroup, code);
    putU32(made, 2, address);
    putU16(made, 6, bytes);
    made[apInMemoryBlock] = ap;
    return made;
}

} // namespace

// The second byte of GET_VERSION is 0x80 in ST's own library and 0 elsewhere; firmware ignores it.
CommandBlock version() noexcept { return block(0xF1); }

CommandBlock versionExtended() noexcept { return block(0xFB); }

CommandBlock currentMode() noexcept { return block(0xF5); }

CommandBlock targetVoltage() noexcept { return block(0xF7); }

CommandBlock exitDfu() noexcept { return block(0xF3, 0x07); }

CommandBlock exitDebug() noexcept { return block(debugGroup, 0x21); }

CommandBlock exitSwim() noexcept { return block(0xF4, 0x01); }

CommandBlock setSwdDivisor(std::uint16_t divisor) noexcept {
    CommandBlock made = block(debugGroup, 0x43);
    putU16(made, 2, divisor);
    return made;
}

CommandBlock setSwdClock(std::uint32_t kilohertz) noexcept {
    CommandBlock made = block(debugGroup, 0x61);
    putU32(made, 4, kilohertz);
    return made;
}

CommandBlock swdClocks() noexcept { return block(debugGroup, 0x62); }

CommandBlock enterSwd() noexcept { return block(debugGroup, 0x30, 0xA3); }

CommandBlock idCodes() noexcept { return block(debugGroup, 0x31); }

CommandBlock driveReset(std::uint8_t level) noexcept { return block(debugGroup, 0x3C, level); }

CommandBlock openAp(std::uint8_t ap) noexcept { return block(debugGroup, 0x4B, ap); }

CommandBlock closeAp(std::uint8_t ap) noexcept { return block(debugGroup, 0x4C, ap); }

CommandBlock readDapRegister(std::uint16_t port, std::uint16_t address) noexcept {
    CommandBlock made = block(debugGroup, 0x45);
    putU16(made, 2, port);
    putU16(made, 4, address);
    return made;
}

CommandBlock writeDapRegister(std::uint16_t port, std::uint16_t address,
                              std::uint32_t value) noexcept {
    CommandBlock made = block(debugGroup, 0x46);
    putU16(made, 2, port);
    putU16(made, 4, address);
    putU32(made, 6, value);
    return made;
}

CommandBlock readWord(std::uint8_t ap, std::uint32_t address) noexcept {
    CommandBlock made = block(debugGroup, 0x36);
    putU32(made, 2, address);
    made[6] = ap;
    return made;
}

CommandBlock writeWord(std::uint8_t ap, std::uint32_t address, std::uint32_t value) noexcept {
    CommandBlock made = block(debugGroup, 0x35);
    putU32(made, 2, address);
    putU32(made, 6, value);
    made[10] = ap;
    return made;
}

CommandBlock readCoreRegister(std::uint8_t ap, std::uint8_t selector) noexcept {
    return block(debugGroup, 0x33, selector, ap);
}

CommandBlock writeCoreRegister(std::uint8_t ap, std::uint8_t selector,
                               std::uint32_t value) noexcept {
    CommandBlock made = block(debugGroup, 0x34, selector);
    putU32(made, 3, value);
    made[7] = ap;
    return made;
}

CommandBlock readMemory(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                        std::uint16_t bytes) noexcept {
    switch (width) {
    case AccessWidth::Byte:
        return memoryBlock(0x0C, ap, address, bytes);
    case AccessWidth::Halfword:
        return memoryBlock(0x47, ap, address, bytes);
    case AccessWidth::Word:
        break;
    }
    return memoryBlock(0x07, ap, address, bytes);
}

CommandBlock writeMemory(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                         std::uint16_t bytes) noexcept {
    switch (width) {
    case AccessWidth::Byte:
        return memoryBlock(0x0D, ap, address, bytes);
    case AccessWidth::Halfword:
        return memoryBlock(0x48, ap, address, bytes);
    case AccessWidth::Word:
        break;
    }
    return memoryBlock(0x08, ap, address, bytes);
}

CommandBlock lastStatus() noexcept { return block(debugGroup, 0x3B); }

CommandBlock lastStatusWithAddress() noexcept { return block(debugGroup, 0x3E); }

} // namespace command

namespace {

using enum Reaction;

// Ordered by code. The firmware has repeated a WAIT itself a few times before it reports one.
constexpr std::array meanings{
    StatusMeaning{0x01, Clear, FaultCode::SwdFault, "unknown error"},
    StatusMeaning{0x02, Fail, FaultCode::ProbeRefused, "SPI error"},
    StatusMeaning{0x03, Fail, FaultCode::ProbeRefused, "DMA error"},
    StatusMeaning{0x04, Fail, FaultCode::SwdFailure, "unknown JTAG chain"},
    StatusMeaning{0x05, Fail, FaultCode::SwdNoAnswer, "no device connected"},
    StatusMeaning{0x06, Fail, FaultCode::ProbeRefused, "internal error or bad argument"},
    StatusMeaning{0x07, Fail, FaultCode::ProbeRefused, "command wait"},
    StatusMeaning{0x08, Fail, FaultCode::ProbeUnknownCommand, "command error"},
    StatusMeaning{0x09, Fail, FaultCode::SwdNoAnswer, "no identification code"},
    StatusMeaning{0x0A, Fail, FaultCode::Alignment, "alignment error"},
    StatusMeaning{0x0B, Repeat, FaultCode::DebugPowerUp, "debug power not acknowledged"},
    StatusMeaning{0x0C, Fail, FaultCode::SwdFailure, "write error"},
    StatusMeaning{0x0D, Doubt, FaultCode::SwdFailure, "write did not read back equal"},
    StatusMeaning{0x0E, Fail, FaultCode::ProbeModeStuck, "already opened in another mode"},
    StatusMeaning{0x10, Repeat, FaultCode::SwdWait, "access port WAIT"},
    StatusMeaning{0x11, Clear, FaultCode::SwdFault, "access port FAULT"},
    StatusMeaning{0x12, Fail, FaultCode::SwdFailure, "access port error"},
    StatusMeaning{0x13, Fail, FaultCode::SwdParity, "access port parity error"},
    StatusMeaning{0x14, Repeat, FaultCode::SwdWait, "debug port WAIT"},
    StatusMeaning{0x15, Clear, FaultCode::SwdFault, "debug port FAULT"},
    StatusMeaning{0x16, Fail, FaultCode::SwdFailure, "debug port error"},
    StatusMeaning{0x17, Fail, FaultCode::SwdParity, "debug port parity error"},
    StatusMeaning{0x18, Clear, FaultCode::SwdParity, "write data error"},
    StatusMeaning{0x19, Clear, FaultCode::SwdFault, "sticky error"},
    StatusMeaning{0x1A, Clear, FaultCode::SwdFault, "sticky overrun"},
    StatusMeaning{0x1B, Fail, FaultCode::AccessPort, "access port already used"},
    StatusMeaning{0x1C, Fail, FaultCode::ProbeRefused, "trace turnaround"},
    StatusMeaning{0x1D, Fail, FaultCode::AccessPort, "bad access port"},
    StatusMeaning{0x20, Fail, FaultCode::ProbeRefused, "trace not available"},
    StatusMeaning{0x21, Fail, FaultCode::ProbeRefused, "no way into the loader"},
    StatusMeaning{0x29, Fail, FaultCode::AccessPort, "too many access ports"},
    StatusMeaning{0x30, Fail, FaultCode::ProbeRefused, "client not found"},
    StatusMeaning{0x31, Fail, FaultCode::ProbeRefused, "too many clients"},
    StatusMeaning{0x40, Fail, FaultCode::ProbeRefused, "configuration changed"},
    StatusMeaning{0x41, Fail, FaultCode::SpeedRefused, "frequency not supported"},
    StatusMeaning{0x42, Fail, FaultCode::ProbeUnknownCommand, "unknown command"},
    StatusMeaning{0x80, Proceed, FaultCode::Internal, "done"},
    StatusMeaning{0x81, Fail, FaultCode::SwdFailure, "failed"},
};

constexpr std::uint8_t success = 0x80;

// The divisor is what the half-period loop of the probe counts; the figures are those of its maker.
constexpr std::array divisors{
    DivisorClock{0, 4000}, DivisorClock{1, 1800}, DivisorClock{2, 1200}, DivisorClock{3, 950},
    DivisorClock{7, 480},  DivisorClock{15, 240}, DivisorClock{31, 125}, DivisorClock{40, 100},
    DivisorClock{79, 50},  DivisorClock{158, 25}, DivisorClock{265, 15}, DivisorClock{798, 5},
};

/// The reference is 1.2 V, and the target comes through a divider by two.
constexpr std::uint64_t twiceReferenceMillivolts = 2400;
/// The divider of the probe ends long before this; more is garbage.
constexpr std::uint64_t impossibleMillivolts = 10'000;

Fault nonsense(std::string note) {
    return Fault{.code = FaultCode::ProbeNonsense, .note = std::move(note)};
}

} // namespace

std::span<const StatusMeaning> statusMeanings() noexcept { return meanings; }

StatusMeaning meaningOf(std::span<const std::uint8_t> statusReply) noexcept {
    CHECK(statusReply.size() >= reply::status);
    const std::uint8_t code = statusReply[0];
    if (code == success && statusReply[1] != 0) {
        return {code, Fail, FaultCode::ProbeNonsense, "success with a stray second byte"};
    }
    const auto* const found =
        std::ranges::lower_bound(meanings, code, {}, [](const StatusMeaning& m) { return m.code; });
    if (found == meanings.end() || found->code != code) {
        return {code, Fail, FaultCode::ProbeNonsense, "no status code"};
    }
    return *found;
}

Fault faultOf(const StatusMeaning& meaning, std::optional<std::uint32_t> address) {
    return Fault{.code = meaning.fault,
                 .address = address,
                 .probeStatus = meaning.code,
                 .note = std::string(meaning.text)};
}

Result<ProbeMode> parseMode(std::span<const std::uint8_t> reply) {
    if (reply.size() != reply::mode) {
        return nonsense("mode reply of wrong length");
    }
    // The second byte is whatever the reply buffer held before.
    if (reply[0] > static_cast<std::uint8_t>(ProbeMode::Bootloader)) {
        return nonsense(fmt::format("mode {:#04x} does not exist", reply[0]));
    }
    return static_cast<ProbeMode>(reply[0]);
}

Result<unsigned> parseVoltage(std::span<const std::uint8_t> reply) {
    if (reply.size() != reply::voltage) {
        return nonsense("voltage reply of wrong length");
    }
    const std::uint64_t reference = takeU32(reply, 0);
    const std::uint64_t target = takeU32(reply, 4);
    if (reference == 0) {
        return nonsense("the probe's voltage reference reads zero");
    }
    const std::uint64_t millivolts =
        (twiceReferenceMillivolts * target + reference / 2) / reference;
    if (millivolts >= impossibleMillivolts) {
        return nonsense(fmt::format("target voltage of {} mV", millivolts));
    }
    return static_cast<unsigned>(millivolts);
}

std::optional<std::uint32_t> ClockList::fastestUpTo(std::uint32_t wanted) const noexcept {
    std::optional<std::uint32_t> best;
    for (const std::uint32_t offered : std::span(kilohertz).first(count)) {
        if (offered <= wanted && offered > best.value_or(0)) {
            best = offered;
        }
    }
    return best;
}

Result<ClockList> parseClocks(std::span<const std::uint8_t> reply) {
    if (reply.size() != reply::clocks) {
        return nonsense("clock list of wrong length");
    }
    const StatusMeaning meaning = meaningOf(reply);
    if (meaning.reaction != Proceed) {
        return faultOf(meaning, std::nullopt);
    }
    constexpr std::size_t countOffset = 8;
    constexpr std::size_t listOffset = 12;
    ClockList list;
    list.currentKhz = takeU32(reply, reply::valueOffset);
    list.count = reply[countOffset];
    if (list.count == 0 || list.count > ClockList::capacity) {
        return nonsense(fmt::format("clock list of {} entries", list.count));
    }
    for (std::size_t i = 0; i < list.count; ++i) {
        list.kilohertz.at(i) = takeU32(reply, listOffset + i * sizeof(std::uint32_t));
    }
    return list;
}

std::span<const DivisorClock> divisorClocks() noexcept { return divisors; }

std::optional<DivisorClock> divisorUpTo(unsigned wanted) noexcept {
    const auto* const found = std::ranges::find_if(
        divisors, [wanted](const DivisorClock& clock) { return clock.kilohertz <= wanted; });
    return found == divisors.end() ? std::nullopt : std::optional(*found);
}

} // namespace greenlight::probe
