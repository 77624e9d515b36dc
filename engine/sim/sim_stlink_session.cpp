#include "engine/sim/sim_stlink_firmware.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace greenlight::sim {

using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t aircr = 0xE000'ED0C;
constexpr std::uint32_t systemResetRequest = 0x05FA'0004;
constexpr int clocksPerTransfer = 54; // 46 of the protocol and 8 of idling and firmware

/// SWD clock of a V2 by divisor, in kHz; the settings that were measured on real probes.
double dividedKilohertz(unsigned divisor) {
    constexpr std::array<std::pair<unsigned, double>, 6> measured{
        {{0, 2360}, {1, 1553}, {2, 1230}, {3, 960}, {7, 484}, {31, 123}}};
    for (const auto& [setting, kilohertz] : measured) {
        if (setting == divisor) {
            return kilohertz;
        }
    }
    // The measured ones beyond the first few lie on this line: the loop costs its own cycles.
    constexpr double base = 3920;
    return base / (divisor + 1.0);
}

} // namespace

void ProbeBrain::updatePace() {
    const double nanoseconds = clocksPerTransfer * 1e6 / measuredKilohertz();
    m_swd.setPace(Duration(static_cast<Duration::rep>(nanoseconds)) + m_pace.perWord);
}

double ProbeBrain::measuredKilohertz() const noexcept {
    return isV3() ? m_kilohertz[0] : dividedKilohertz(m_divisor);
}

ProbeAnswer ProbeBrain::debug(Block block) {
    const unsigned command = block[1];
    switch (command) {
    case 0x07:
    case 0x08:
    case 0x0C:
    case 0x0D:
    case 0x3B:
    case 0x3E:
    case 0x47:
    case 0x48:
    case 0x50:
    case 0x51:
    case 0x52:
    case 0x53:
    case 0x54:
        return debugMemory(block);
    case 0x33:
    case 0x34:
    case 0x35:
    case 0x36:
    case 0x3A:
    case 0x45:
    case 0x46:
        return debugRegisters(block);
    case 0x43:
    case 0x44:
    case 0x61:
    case 0x62:
    case 0x63:
        return debugClock(block);
    case 0x37:
    case 0x38:
    case 0x39:
    case 0x40:
    case 0x41:
    case 0x42:
        return debugTrace(block);
    default:
        return command <= 0x22 && command != 0x21 ? debugLegacy(block) : debugSession(block);
    }
}

ProbeAnswer ProbeBrain::debugSession(Block block) {
    switch (block[1]) {
    case 0x21:
        return exitDebug();
    case 0x30:
        return enter(block);
    case 0x31:
        return readIdcodes();
    case 0x32:
        return resetSystem();
    case 0x3C:
        return driveReset(block[2]);
    case 0x4B:
        return since(28, 1) ? initAp(block[2]) : fail(ProbeStatus::UnknownCommand, 2);
    case 0x4C:
        return since(28, 1) ? closeAp(block[2]) : fail(ProbeStatus::UnknownCommand, 2);
    case 0x56:
        return since(36, 6) ? boardIdentifiers() : fail(ProbeStatus::UnknownCommand, 2);
    default:
        return fail(ProbeStatus::UnknownCommand, 2);
    }
}

ProbeAnswer ProbeBrain::enter(Block block) {
    constexpr std::uint8_t swd = 0xA3;
    constexpr std::uint8_t jtag = 0xA4;
    if (block[2] != swd) {
        const bool known = block[2] == jtag || block[2] == 0;
        return fail(known ? ProbeStatus::UnknownJtagChain : ProbeStatus::BadArgument, 2);
    }
    if (m_mode == ProbeMode::Debug && isV3() && !since(0, 4)) {
        setReset(false);
    }
    m_openPorts.clear();
    const ProbeStatus status = m_swd.connect();
    if (status == ProbeStatus::Ok) {
        m_mode = ProbeMode::Debug;
        // Port 0 needs no INIT_AP on any firmware: stlink-tools never sends one and works with
        // V2J37 (its issue 1012), V3J7 (820) and V3J10 (1273).
        m_openPorts.insert(0);
    }
    return report(status, 2);
}

ProbeAnswer ProbeBrain::exitDebug() {
    ProbeAnswer answer;
    if (m_mode != ProbeMode::Debug) {
        // A V3 stops answering on USB until it is plugged in again (seen on V3J15 and others).
        answer.kind = isV3() ? ProbeAnswer::Kind::LockUp : ProbeAnswer::Kind::Nothing;
        return answer;
    }
    m_openPorts.clear();
    setReset(false);
    m_mode = ProbeMode::Mass;
    return answer;
}

void ProbeBrain::setReset(bool low) {
    m_nrstLow = low;
    if (m_swd.target() != nullptr && !m_spec.quirks.nrstNotConnected) {
        m_swd.target()->setNrst(low, m_swd.moment());
    }
}

ProbeAnswer ProbeBrain::driveReset(unsigned level) {
    constexpr Duration pulse = 100us;
    switch (level) {
    case 0:
        setReset(true);
        break;
    case 1:
        setReset(false);
        break;
    case 2:
        setReset(true);
        m_swd.begin(m_swd.moment() + pulse, m_pace.perCommand);
        setReset(false);
        break;
    default:
        return fail(ProbeStatus::BadArgument, 2);
    }
    return succeed(2);
}

ProbeAnswer ProbeBrain::resetSystem() {
    if (m_mode != ProbeMode::Debug) {
        return fail(ProbeStatus::NoDevice, 2);
    }
    // Hosts send this while they hold nRST low and expect both the line and the vector catch to be
    // as they left them.
    if (m_nrstLow) {
        return succeed(2);
    }
    const ProbeStatus status = m_swd.writeWord(0, aircr, systemResetRequest);
    // A chip that goes into reset may not finish the very access that asked for it.
    const bool cutOff = status == ProbeStatus::ApWait || status == ProbeStatus::ApFault;
    return report(cutOff ? ProbeStatus::Ok : status, 2);
}

ProbeAnswer ProbeBrain::readIdcodes() {
    if (m_mode != ProbeMode::Debug) {
        return fail(ProbeStatus::NoDevice, 12);
    }
    std::uint32_t dpidr = 0;
    if (const ProbeStatus status = m_swd.readDp(0, dpidr); status != ProbeStatus::Ok) {
        return fail(ProbeStatus::IdcodeError, 12);
    }
    const ProbeAnswer answer = succeed(12);
    put32(m_reply, 4, dpidr);
    return answer;
}

ProbeAnswer ProbeBrain::initAp(std::uint8_t ap) {
    const unsigned highest = since(32, 1) ? 8 : 3;
    if (m_mode != ProbeMode::Debug) {
        return fail(ProbeStatus::NoDevice, 2);
    }
    if (ap > highest) {
        return fail(ProbeStatus::BadAp, 2);
    }
    constexpr unsigned identification = 0xFC;
    std::uint32_t idr = 0;
    if (const ProbeStatus status = m_swd.readAp(ap, identification, idr);
        status != ProbeStatus::Ok) {
        return fail(status, 2);
    }
    if (idr == 0) {
        return fail(ProbeStatus::BadAp, 2);
    }
    m_openPorts.insert(ap);
    return succeed(2);
}

ProbeAnswer ProbeBrain::closeAp(std::uint8_t ap) {
    const bool wasOpen = m_openPorts.erase(ap) == 1;
    // V2J28 always answers so although it closes the port.
    const bool muddled = !isV3() && m_spec.firmware.debug == 28;
    return report(wasOpen && !muddled ? ProbeStatus::Ok : ProbeStatus::BadAp, 2);
}

ProbeAnswer ProbeBrain::boardIdentifiers() {
    constexpr std::size_t length = 128;
    ProbeAnswer answer = succeed(length);
    constexpr std::string_view board = "MB99";
    std::ranges::copy(board, m_reply.begin() + 2);
    answer.boardIdentifiers = true;
    return answer;
}

ProbeAnswer ProbeBrain::debugClock(Block block) {
    if (isV3()) {
        switch (block[1]) {
        case 0x61:
            return setFrequency(block);
        case 0x62:
            return getFrequencies(block);
        case 0x63:
            return switchPrescaler(block);
        default:
            return fail(ProbeStatus::UnknownCommand, 2);
        }
    }
    if (block[1] == 0x43 && since(22, 0)) {
        return setDivisor(block);
    }
    // There is no JTAG behind this probe, but its clock can be set.
    return report(block[1] == 0x44 && since(24, 0) ? ProbeStatus::Ok : ProbeStatus::UnknownCommand,
                  2);
}

ProbeAnswer ProbeBrain::setDivisor(Block block) {
    m_divisor = get16(block, 2);
    updatePace();
    return succeed(2);
}

std::vector<unsigned> ProbeBrain::clockList(unsigned interface) const {
    if (interface == 1) {
        return {21333, 8000, 3300, 1000, 200, 50, 5};
    }
    switch (m_prescaler) {
    case 2:
        return {12000, 4000, 1600, 1000, 200, 50};
    case 4:
        return {6000, 2000, 850, 520, 200, 50};
    default:
        return {24000, 8000, 3300, 1000, 200, 50, 5};
    }
}

ProbeAnswer ProbeBrain::setFrequency(Block block) {
    const unsigned interface = block[2] == 1 ? 1 : 0;
    const std::vector<unsigned> list = clockList(interface);
    const std::uint32_t asked = get32(block, 4);
    const auto chosen =
        std::ranges::find_if(list, [asked](unsigned kilohertz) { return kilohertz <= asked; });
    if (chosen == list.end()) {
        return fail(ProbeStatus::CommandError, 8);
    }
    m_kilohertz.at(interface) = *chosen;
    updatePace();
    const ProbeAnswer answer = succeed(8);
    put32(m_reply, 4, *chosen);
    return answer;
}

ProbeAnswer ProbeBrain::getFrequencies(Block block) {
    const unsigned interface = block[2] == 1 ? 1 : 0;
    const std::vector<unsigned> list = clockList(interface);
    const ProbeAnswer answer = succeed(52);
    put32(m_reply, 4, m_kilohertz.at(interface));
    put32(m_reply, 8, static_cast<std::uint32_t>(list.size()));
    for (std::size_t index = 0; index < list.size(); ++index) {
        put32(m_reply, 12 + 4 * index, list[index]);
    }
    return answer;
}

ProbeAnswer ProbeBrain::switchPrescaler(Block block) {
    if (block[2] != 1 && block[2] != 2 && block[2] != 4) {
        return fail(ProbeStatus::BadArgument, 8);
    }
    m_prescaler = block[2];
    m_kilohertz[0] = 1000;
    const std::vector<unsigned> list = clockList(0);
    m_kilohertz[0] =
        *std::ranges::find_if(list, [](unsigned kilohertz) { return kilohertz <= 1000; });
    updatePace();
    std::fill_n(m_reply.begin(), 8, std::uint8_t{0});
    return fail(ProbeStatus::ConfigurationChanged, 8);
}

ProbeAnswer ProbeBrain::debugTrace(Block block) {
    // No trace ever arrives; watchpoint and breakpoint commands have no known user.
    if (block[1] == 0x42) {
        put16(m_reply, 0, 0);
        return plain(2);
    }
    return since(13, 1) ? succeed(2) : fail(ProbeStatus::UnknownCommand, 2);
}

} // namespace greenlight::sim
