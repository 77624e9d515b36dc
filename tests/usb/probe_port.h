#pragma once

#include "engine/base/clock.h"
#include "engine/sim/mishap.h"
#include "engine/sim/sim_stlink.h"
#include "engine/sim/sim_target.h"
#include "tests/usb/bus_port.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>

namespace greenlight::usb {

/// One USB socket with a virtual ST-LINK in it.
class ProbePort final : public BusPort {
public:
    ProbePort(const sim::ProbeSpec& probe, sim::SimTarget* board, Instant poweredAt, Pace pace);

    [[nodiscard]] const sim::ProbeDescriptors& descriptors() const noexcept {
        return m_device.descriptors();
    }

    /// The moment at which others may touch the board.
    [[nodiscard]] Instant boardTime() const;
    void attach(sim::SimTarget* board);
    void setMishaps(const sim::MishapPlan& plan);

    /// Bulk transfers submitted since setMishaps().
    [[nodiscard]] std::uint64_t transfers() const noexcept { return m_dealer.tally().transfers; }

    void open() override { m_device.hostOpens(); }

    bool submit(Urb urb) override;
    bool discard(std::uint64_t client, std::uint64_t address) override;
    bool request(const std::array<std::uint8_t, 8>& setup) override;
    void resetBus() override;

private:
    void pulled() override;
    void work();
    bool tryOut(Urb& urb);
    bool tryIn(Urb& urb);
    bool tryControl(Urb& urb);
    [[nodiscard]] std::optional<sim::Mishap> deal(const Urb& urb);

    sim::SimStLink m_device;
    sim::SimTarget* m_board;
    sim::MishapDealer m_dealer;
    std::set<std::uint8_t> m_halted; ///< endpoints that a mishap has stalled
};

} // namespace greenlight::usb
