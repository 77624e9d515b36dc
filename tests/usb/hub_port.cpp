#include "tests/usb/hub_port.h"

#include <algorithm>
#include <cerrno>
#include <limits>

namespace greenlight::usb {

namespace {

constexpr unsigned readHub = 0xA0;
constexpr unsigned readPort = 0xA3;
constexpr unsigned writePort = 0x23;
constexpr unsigned getStatus = 0;
constexpr unsigned clearFeature = 1;
constexpr unsigned setFeature = 3;
constexpr unsigned getDescriptor = 6;
constexpr unsigned portPower = 8;

} // namespace

HubPort::HubPort(Pace pace, std::function<void(Switching)> switched)
    : BusPort(Instant{}, pace)
    , m_switched(std::move(switched))
    , m_dark(std::numeric_limits<std::uint8_t>::max() + 1) {}

bool HubPort::submit(Urb urb) {
    if (urb.type != Urb::Type::Control) {
        end(urb, -EPIPE, now());
        return true;
    }
    const auto word = [&urb](std::size_t at) {
        return static_cast<unsigned>(urb.setup.at(at) | urb.setup.at(at + 1) << 8);
    };
    const Setup setup{urb.setup[0], urb.setup[1], word(2), word(4), word(6)};
    const bool taken = answer(setup, urb.in);
    urb.in.resize(std::min(urb.in.size(), setup.length));
    urb.moved = urb.in.size();
    end(urb, taken ? 0 : -EPIPE, now());
    return true;
}

bool HubPort::answer(const Setup& setup, std::vector<std::uint8_t>& in) {
    if (setup.type == readHub && setup.request == getDescriptor) {
        in = descriptor();
        return setup.value == (m_kind.superSpeed ? 0x2A00U : 0x2900U);
    }
    const bool isPort = setup.index >= 1 && setup.index <= m_kind.ports;
    if (setup.type == readPort && setup.request == getStatus && isPort) {
        in = status(setup.index);
        return true;
    }
    const bool isSwitch = setup.request == setFeature || setup.request == clearFeature;
    return setup.type == writePort && isSwitch && setup.value == portPower && isPort &&
           switchPort(setup.index, setup.request == setFeature);
}

bool HubPort::switchPort(unsigned port, bool on) {
    m_asked.emplace_back(port, on);
    if (on && !m_kind.comesBack) {
        return false;
    }
    const bool dark = !on && m_kind.hasSwitches;
    if (dark != m_dark.at(port)) {
        m_dark.at(port) = dark;
        m_switched({port, on});
    }
    return true;
}

std::vector<std::uint8_t> HubPort::descriptor() const {
    const std::uint8_t characteristics = m_kind.switchesEach ? 0x01 : 0x00;
    constexpr std::uint8_t powerGood = 50; // of 2 ms
    if (m_kind.superSpeed) {
        return {12, 0x2A, m_kind.ports, characteristics, 0, powerGood, 0, 0, 0, 0, 0, 0};
    }
    return {9, 0x29, m_kind.ports, characteristics, 0, powerGood, 100, 0, 0xFF};
}

std::vector<std::uint8_t> HubPort::status(unsigned port) const {
    // Connected and enabled, as far as it has power; its bit is another one at a SuperSpeed hub.
    const std::uint8_t power = m_kind.superSpeed ? 0x02 : 0x01;
    return m_dark.at(port) ? std::vector<std::uint8_t>(4)
                           : std::vector<std::uint8_t>{0x03, power, 0, 0};
}

} // namespace greenlight::usb
