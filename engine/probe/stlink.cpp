#include "engine/probe/stlink.h"

#include "engine/probe/stlink_session.h"

#include <fmt/format.h>

#include <array>

namespace greenlight::probe {

namespace {

/// What a V2 starts with after power-up; a V3 makes 1000 of it. Safe on every board.
constexpr unsigned defaultClockKhz = 1800;

constexpr std::uint8_t bankMask = 0xF0;
constexpr std::uint8_t controlStatusAddress = 0x04;
constexpr std::uint32_t corunDetect = 1;
constexpr std::uint16_t readBufferAddress = 0x0C;
constexpr std::uint8_t idrAddress = 0xFC;

/// Keeps the first of several faults while everything is tried.
void keepFirst(std::optional<Fault>& first, const Result<void>& outcome) {
    if (!outcome.ok() && !first) {
        first = outcome.fault();
    }
}

} // namespace

Result<std::unique_ptr<StLink>> StLink::open(std::unique_ptr<Link> link, Clock& clock,
                                             LastRung last) {
    auto session = std::make_unique<Session>(std::move(link), clock);
    TRY(session->start(last));
    return std::unique_ptr<StLink>(new StLink(std::move(session)));
}

StLink::StLink(std::unique_ptr<Session> session) : m_session(std::move(session)) {}

StLink::~StLink() {
    if (!mayBeInSwd()) {
        return;
    }
    const auto left = leaveSwd();
    if (!left.ok() && left.fault().code != FaultCode::ProbeUnplugged) {
        // The next user starts with the same steps; nobody is left here to be told.
        static_cast<void>(m_session->settle(LastRung::UsbReset));
    }
}

const FirmwareVersion& StLink::firmware() const noexcept { return m_session->firmware; }

const Capabilities& StLink::capabilities() const noexcept { return m_session->can; }

const ProbeCounters& StLink::counters() const noexcept { return m_session->talk.counters(); }

LinkCounters StLink::linkCounters() const noexcept { return m_session->talk.link().counters(); }

Result<unsigned> StLink::targetMillivolts() {
    std::array<std::uint8_t, reply::voltage> answer{};
    TRY(m_session->talk.ask(command::targetVoltage(), answer));
    return parseVoltage(answer);
}

Result<void> StLink::checkInStep() {
    TRY(m_session->talk.mode());
    return {};
}

Result<unsigned> StLink::setSwdClock(unsigned kilohertz) { return m_session->setClock(kilohertz); }

std::uint32_t StLink::bytesPerSecond() const noexcept {
    constexpr std::array<std::pair<unsigned, double>, 2> slowerThanTheirNames{
        {{4000, 2360}, {1800, 1553}}}; // measured with an oscilloscope on a V2-1
    constexpr double clocksPerWord = 54;
    const Capabilities& can = m_session->can;
    double kilohertz = m_session->clockKhz == 0 ? defaultClockKhz : m_session->clockKhz;
    for (const auto& [setting, measured] : slowerThanTheirNames) {
        if (!can.highSpeed && m_session->clockKhz == setting) {
            kilohertz = measured;
        }
    }
    const double perWord = clocksPerWord / (kilohertz * 1e3) + (can.highSpeed ? 1.5e-6 : 0);
    const double usbRate = can.highSpeed ? 30e6 : 1.2e6;
    const double roundTrip = can.highSpeed ? 0.4e-3 : 0.6e-3;
    const auto block = static_cast<double>(can.maxWrite);
    return static_cast<std::uint32_t>(block / (block / 4 * perWord + block / usbRate + roundTrip));
}

Result<void> StLink::enterSwd() {
    // Before ENTER, which clocks the chip already.
    if (m_session->clockKhz == 0) {
        TRY(m_session->setClock(defaultClockKhz));
    }
    m_session->openAps.reset();
    m_session->mayBeDebugging = true;
    TRY(m_session->talk.tell(command::enterSwd()));
    if (m_session->resetHeld) {
        TRY(m_session->setReset(ResetLine::Low));
    }
    const ProbeMode mode = TRY(m_session->talk.mode());
    if (mode != ProbeMode::Debug) {
        return Fault{
            .code = FaultCode::ProbeModeStuck,
            .note = fmt::format("mode {} after entering debug mode", static_cast<unsigned>(mode))};
    }
    return {};
}

bool StLink::mayBeInSwd() const noexcept {
    return m_session->mayBeDebugging || m_session->resetHeld || m_session->talk.isUncertain();
}

Result<void> StLink::leaveSwd() {
    std::optional<Fault> first;
    if (m_session->resetHeld) {
        keepFirst(first, m_session->setReset(ResetLine::Released));
    }
    for (unsigned ap = 0; ap < m_session->openAps.size(); ++ap) {
        keepFirst(first, closeAp(static_cast<std::uint8_t>(ap)));
    }
    const auto mode = m_session->talk.mode();
    keepFirst(first, mode.ok() ? m_session->leaveMode(*mode) : Result<void>(mode.fault()));
    if (first) {
        return *first;
    }
    m_session->forgetDebugging();
    return {};
}

Result<void> StLink::driveReset(ResetLine line) { return m_session->setReset(line); }

Result<std::uint32_t> StLink::readDpidr() {
    return m_session->talk.askWord(command::idCodes(), reply::idCodes);
}

Result<void> StLink::openAp(std::uint8_t ap) { return m_session->ensureAp(ap); }

Result<void> StLink::closeAp(std::uint8_t ap) {
    if (!m_session->openAps.test(ap)) {
        return {};
    }
    m_session->openAps.reset(ap);
    auto closed = m_session->talk.tell(command::closeAp(ap));
    // J28 answers "bad access port" although it has closed it, and to close what is not open is
    // no trouble.
    if (!closed.ok() && closed.fault().code != FaultCode::AccessPort) {
        return closed;
    }
    return {};
}

Result<std::uint32_t> StLink::readDp(std::uint8_t address) {
    if ((address & bankMask) != 0 && !m_session->can.bankedDp) {
        return Fault{.code = FaultCode::ProbeFirmwareTooOld,
                     .note = "banked debug port registers need V2J32 or V3J2"};
    }
    return m_session->talk.askWord(command::readDapRegister(command::debugPort, address));
}

Result<void> StLink::writeDp(std::uint8_t address, std::uint32_t value) {
    if ((address & bankMask) != 0 && !m_session->can.bankedDp) {
        return Fault{.code = FaultCode::ProbeFirmwareTooOld,
                     .note = "banked debug port registers need V2J32 or V3J2"};
    }
    if (address == controlStatusAddress) {
        value &= ~corunDetect;
    }
    return m_session->talk.tell(command::writeDapRegister(command::debugPort, address, value));
}

Result<std::uint32_t> StLink::readApRegister(std::uint8_t ap, std::uint8_t address) {
    if (address != idrAddress) {
        TRY(m_session->ensureAp(ap));
    }
    return m_session->talk.askWord(command::readDapRegister(ap, address));
}

Result<void> StLink::writeApRegister(std::uint8_t ap, std::uint8_t address, std::uint32_t value) {
    TRY(m_session->ensureAp(ap));
    Conversation& talk = m_session->talk;
    talk.clear();
    talk.addCommand(command::writeDapRegister(ap, address, value), reply::status,
                    {.mayDoubt = true});
    // The port may still be busy with the write when the probe answers. Reading the buffer waits
    // for it and has its true outcome; a WAIT of this read repeats only the read.
    talk.addCommand(command::readDapRegister(command::debugPort, readBufferAddress), reply::word,
                    {});
    return talk.run();
}

Result<std::uint32_t> StLink::readCoreRegister(std::uint8_t ap, std::uint8_t selector) {
    TRY(m_session->ensureAp(ap));
    return m_session->talk.askWord(command::readCoreRegister(ap, selector));
}

Result<void> StLink::writeCoreRegister(std::uint8_t ap, std::uint8_t selector,
                                       std::uint32_t value) {
    TRY(m_session->ensureAp(ap));
    return m_session->talk.tell(command::writeCoreRegister(ap, selector, value));
}

Result<void> StLink::clearStickyErrors() { return m_session->talk.clearStickyErrors(); }

Result<void> StLink::recover() {
    const FirmwareVersion before = m_session->firmware;
    TRY(m_session->talk.link().resetDevice());
    TRY(m_session->start(LastRung::UsbReset));
    if (m_session->firmware != before) {
        return Fault{.code = FaultCode::ProbeNonsense,
                     .note =
                         fmt::format("{} became {}", before.text(), m_session->firmware.text())};
    }
    if (m_session->clockKhz != 0) {
        TRY(m_session->setClock(m_session->clockKhz));
    }
    return {};
}

} // namespace greenlight::probe
