#include "engine/probe/stlink_session.h"

#include <fmt/format.h>

#include <array>

namespace greenlight::probe {

namespace {

/// Leaving one mode can show another one behind it, but not for ever.
constexpr int mostModeExits = 3;
constexpr int mostModeAnswers = 4;

/// An access is 46 clocks on the wires and some idle ones; the setting "4000 kHz" of a V2 is
/// really 2360; the firmware repeats a WAIT by itself. Four times the clocks covers all of it.
constexpr std::uint64_t clocksPerAccess = 256;
constexpr unsigned slowestClockKhz = 5;

} // namespace

Result<void> StLink::Session::start(LastRung last) {
    TRY(settle(last));
    firmware = TRY(readFirmware());
    TRY(requireUsable(firmware));
    can = Capabilities::of(firmware);
    talk.useStatusWithAddress(can.statusWithAddress);
    return {};
}

Result<void> StLink::Session::settle(LastRung last) {
    forgetDebugging();
    return leaveMode(TRY(talk.contact(last)));
}

void StLink::Session::forgetDebugging() noexcept {
    openAps.reset();
    mayBeDebugging = false;
    resetHeld = false;
}

/// A reply may be a late one to an older question, and an EXIT from a mode that it is not in stops
/// a V3 until it gets new power. So a mode is only left on the word of two answers in a row.
Result<ProbeMode> StLink::Session::sureOf(ProbeMode mode) {
    for (int answers = 0; answers < mostModeAnswers; ++answers) {
        const ProbeMode again = TRY(talk.mode());
        if (again == mode) {
            return mode;
        }
        mode = again;
    }
    return Fault{.code = FaultCode::ProbeModeStuck,
                 .note = fmt::format("another mode at each of {} answers", mostModeAnswers)};
}

Result<void> StLink::Session::leaveMode(ProbeMode mode) {
    for (int exits = 0; exits < mostModeExits; ++exits) {
        if (mode != ProbeMode::Idle) {
            mode = TRY(sureOf(mode));
        }
        switch (mode) {
        case ProbeMode::Idle:
            return {};
        case ProbeMode::Dfu:
            TRY(talk.ask(command::exitDfu(), {}));
            break;
        case ProbeMode::Debug:
            TRY(talk.ask(command::exitDebug(), {}));
            break;
        case ProbeMode::Swim:
            TRY(talk.ask(command::exitSwim(), {}));
            break;
        case ProbeMode::Bootloader:
            return Fault{.code = FaultCode::ProbeModeStuck,
                         .note = "the probe is in its bootloader"};
        }
        mode = TRY(talk.mode());
    }
    if (mode == ProbeMode::Idle) {
        return {};
    }
    return Fault{.code = FaultCode::ProbeModeStuck,
                 .note = fmt::format("still in mode {} after {} exits", static_cast<unsigned>(mode),
                                     mostModeExits)};
}

Result<FirmwareVersion> StLink::Session::readFirmware() {
    std::array<std::uint8_t, reply::version> answer{};
    TRY(talk.ask(command::version(), answer));
    FirmwareVersion version = TRY(parseVersion(answer));
    TRY(talk.tryQueueing(answer));
    if (version.hardware >= 3) {
        std::array<std::uint8_t, reply::versionExtended> extended{};
        TRY(talk.ask(command::versionExtended(), extended));
        version = TRY(parseVersionExtended(extended));
    }
    return version;
}

Result<void> StLink::Session::setReset(ResetLine line) {
    // Until the probe has said yes to the release, the line counts as held.
    resetHeld = resetHeld || line == ResetLine::Low;
    TRY(talk.tell(command::driveReset(static_cast<std::uint8_t>(line))));
    resetHeld = line == ResetLine::Low;
    return {};
}

Result<unsigned> StLink::Session::setClock(unsigned kilohertz) {
    clockKhz = TRY(can.listedClocks ? setListedClock(kilohertz) : setDivisorClock(kilohertz));
    return clockKhz;
}

Result<unsigned> StLink::Session::setListedClock(unsigned kilohertz) {
    std::array<std::uint8_t, reply::clocks> answer{};
    TRY(talk.ask(command::swdClocks(), answer));
    const ClockList list = TRY(parseClocks(answer));
    const auto chosen = list.fastestUpTo(kilohertz);
    if (!chosen) {
        return Fault{.code = FaultCode::SpeedRefused,
                     .note = fmt::format("no clock of {} kHz or less", kilohertz)};
    }
    auto actual = talk.askWord(command::setSwdClock(*chosen));
    if (!actual.ok()) {
        Fault fault = std::move(actual).fault();
        // The probe's word for a frequency it does not have is the one for a bad command.
        if (fault.code == FaultCode::ProbeUnknownCommand) {
            fault.code = FaultCode::SpeedRefused;
        }
        return fault;
    }
    if (*actual == 0 || *actual > *chosen) {
        return Fault{.code = FaultCode::SpeedRefused,
                     .note = fmt::format("asked for {} kHz, got {}", *chosen, *actual)};
    }
    return *actual;
}

Result<unsigned> StLink::Session::setDivisorClock(unsigned kilohertz) {
    const auto chosen = divisorUpTo(kilohertz);
    if (!chosen) {
        return Fault{.code = FaultCode::SpeedRefused,
                     .note = fmt::format("no clock of {} kHz or less", kilohertz)};
    }
    TRY(talk.tell(command::setSwdDivisor(chosen->divisor)));
    return chosen->kilohertz;
}

Result<void> StLink::Session::ensureAp(std::uint8_t ap) {
    if (openAps.test(ap)) {
        return {};
    }
    if (can.canOpenAp) {
        TRY(talk.tell(command::openAp(ap)));
        openAps.set(ap);
        return {};
    }
    if (ap != 0) {
        return Fault{.code = FaultCode::AccessPort,
                     .note = fmt::format("{} knows access port 0 only", firmware.text())};
    }
    return {};
}

Duration StLink::Session::wireTime(std::size_t accesses) const noexcept {
    const unsigned kilohertz = clockKhz == 0 ? slowestClockKhz : clockKhz;
    return std::chrono::microseconds(clocksPerAccess * accesses * 1000 / kilohertz);
}

bool isPeripheral(std::uint32_t address) noexcept {
    return (address >= 0x40000000U && address < 0x60000000U) || address >= 0xE0000000U;
}

} // namespace greenlight::probe
