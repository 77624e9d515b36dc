#pragma once

#include "tests/usb/bus_port.h"

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace greenlight::usb {

/// What a hub is like.
struct HubKind {
    bool switchesEach = false; ///< its descriptor promises power switching port by port
    bool superSpeed = false;   ///< a hub of USB 3, with the descriptor and the port status of one
    bool hasSwitches = true;   ///< false: it takes the request and the power stays on
    bool comesBack = true;     ///< false: a port that is off cannot be switched on any more
    std::uint8_t ports = 7;
};

/// A hub, as its own control requests show it (USB 2.0, 11.23 and 11.24).
class HubPort final : public BusPort {
public:
    /// A port and whether it was to be switched on.
    using Switching = std::pair<unsigned, bool>;

    /// `switched` is called when the power of a port has changed.
    HubPort(Pace pace, std::function<void(Switching)> switched);

    void setKind(const HubKind& kind) { m_kind = kind; }

    /// Everything that was asked of the switches, in order, in vain or not.
    [[nodiscard]] const std::vector<Switching>& asked() const noexcept { return m_asked; }

    bool submit(Urb urb) override;

    bool discard(std::uint64_t /*client*/, std::uint64_t /*address*/) override { return false; }

    bool request(const std::array<std::uint8_t, 8>& /*setup*/) override { return false; }

    void resetBus() override {}

private:
    struct Setup {
        unsigned type = 0;
        unsigned request = 0;
        unsigned value = 0;
        unsigned index = 0;
        std::size_t length = 0;
    };

    /// False for a stall.
    bool answer(const Setup& setup, std::vector<std::uint8_t>& in);
    bool switchPort(unsigned port, bool on);
    [[nodiscard]] std::vector<std::uint8_t> descriptor() const;
    [[nodiscard]] std::vector<std::uint8_t> status(unsigned port) const;

    HubKind m_kind;
    std::function<void(Switching)> m_switched;
    std::vector<bool> m_dark; ///< by port number
    std::vector<Switching> m_asked;
};

} // namespace greenlight::usb
