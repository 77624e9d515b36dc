#pragma once

#include "engine/base/clock.h"
#include "engine/probe/bench.h"
#include "engine/sim/mishap.h"
#include "engine/sim/sim_stlink_product.h"
#include "engine/sim/sim_target.h"
#include "tests/kernel/usbip_probe.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace greenlight::kernel {

/// A probe and the board on it, at first.
struct VhciSocket {
    sim::ProbeSpec probe{};
    sim::BoardSpec board{};
};

/// Virtual probes as USB devices of this computer's own kernel, by its virtual host controller
/// (module vhci-hcd). For root, and for a computer that is there for the test. Sockets count from
/// 0. Whoever calls is told when udev is done with what happened. One thread.
class VhciBench {
public:
    /// Whether the kernel has the controller and this process may use it.
    [[nodiscard]] static bool isPossible();

    VhciBench(const std::vector<VhciSocket>& sockets, base::Clock& clock);
    VhciBench(const VhciBench&) = delete;
    VhciBench& operator=(const VhciBench&) = delete;
    VhciBench(VhciBench&&) = delete;
    VhciBench& operator=(VhciBench&&) = delete;
    /// Pulls all probes.
    ~VhciBench();

    [[nodiscard]] probe::PortPath port(std::size_t socket) const;
    [[nodiscard]] std::vector<probe::PortPath> ports() const;

    /// Plugs a probe in where none is.
    void plug(std::size_t socket, const sim::ProbeSpec& probe);
    void unplug(std::size_t socket);
    /// Waits until a probe that a mishap has pulled is gone for everybody.
    void awaitGone(std::size_t socket) const;

    /// Puts another board onto the probe, or onto the place where it was.
    void insert(std::size_t socket, const sim::BoardSpec& board);
    /// The first bytes of the board's flash, whoever may read it.
    [[nodiscard]] std::vector<std::uint8_t> flash(std::size_t socket, std::size_t bytes) const;
    /// Starts a plan of mishaps; transfers count from 0 again.
    void setMishaps(std::size_t socket, const sim::MishapPlan& plan);

private:
    struct Socket {
        std::unique_ptr<sim::SimTarget> board{};
        std::unique_ptr<UsbIpProbe> probe{}; ///< stays when it was pulled, for its time
    };

    [[nodiscard]] std::filesystem::path device(std::size_t socket) const;
    void attach(std::size_t socket, int fd, const sim::ProbeSpec& probe) const;

    base::Clock& m_clock;
    unsigned m_bus;
    std::uint64_t m_lastSeed = 0;
    std::vector<Socket> m_sockets;
};

} // namespace greenlight::kernel
