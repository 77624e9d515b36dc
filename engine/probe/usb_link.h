#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/bench.h"
#include "engine/probe/link.h"
#include "engine/probe/usb_device.h"
#include "engine/probe/usb_transfers.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

namespace greenlight::probe {

/// A link through libusb, with a libusb session of its own. A batch is in flight at once, up to
/// UsbTransfers::most transfers; more go in several flights.
class UsbLink final : public Link {
public:
    /// A probe that has nothing to say is silent for so long.
    static constexpr Duration silence = std::chrono::milliseconds(5);
    /// The most that a stale reply can be, times two.
    static constexpr std::size_t drainBytes = 16384;
    static constexpr int mostDrains = 8;

    /// A probe needs about a second after a USB reset or with new power; re-enumeration can take
    /// longer.
    static constexpr Duration resetPause = std::chrono::seconds(1);
    static constexpr Duration returnPause = std::chrono::milliseconds(100);
    static constexpr Duration returnBudget = std::chrono::seconds(5);

    /// Opens and claims the probe at this port. Faults: as Bench::open().
    static Result<std::unique_ptr<Link>> open(const PortPath& port, Clock& clock);

    UsbLink(const UsbLink&) = delete;
    UsbLink& operator=(const UsbLink&) = delete;
    UsbLink(UsbLink&&) = delete;
    UsbLink& operator=(UsbLink&&) = delete;
    ~UsbLink() override;

    Result<void> perform(std::span<Exchange> batch, Instant deadline) override;
    Result<void> drain() override;
    Result<void> resetDevice() override;
    Result<PowerCut> cyclePower() override;

    [[nodiscard]] LinkCounters counters() const noexcept override { return m_counters; }

private:
    UsbLink(UsbContext context, std::unique_ptr<UsbTransfers> transfers, UsbProbe probe,
            PortPath port, Clock& clock);

    Result<void> reopen();
    void addMoves(Exchange& exchange, std::size_t index);
    Result<void> fly(Instant deadline);

    Clock& m_clock;
    PortPath m_port;
    UsbContext m_context;
    UsbHubPort m_hubPort;
    std::unique_ptr<UsbProbe> m_probe; ///< empty after a reset that it did not come back from
    std::unique_ptr<UsbTransfers> m_transfers;
    std::array<UsbMove, UsbTransfers::most> m_moves{};
    std::size_t m_moveCount = 0;
    std::vector<std::uint8_t> m_drained;
    LinkCounters m_counters{};
};

} // namespace greenlight::probe
