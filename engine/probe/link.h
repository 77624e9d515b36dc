#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace greenlight::probe {

/// One ST-LINK command block: what goes out first on the bulk OUT endpoint, always 16 bytes.
using CommandBlock = std::array<std::uint8_t, 16>;

/// A command with at most one data phase: `out` goes to the probe or `in` comes from it, never
/// both. `in` is the exact length of the reply; the memory belongs to the caller and must outlive
/// the call. Zero-length phases do not exist on the wire.
struct Exchange {
    CommandBlock command{};
    std::span<const std::uint8_t> out{};
    std::span<std::uint8_t> in{};
};

/// What a link has moved since it was opened.
struct LinkCounters {
    std::uint64_t transfers = 0; ///< bulk transfers completed
    std::uint64_t bytesOut = 0;
    std::uint64_t bytesIn = 0;
};

/// What came of the wish to cut the power of a probe's USB port.
struct PowerCut {
    bool done = false;
    std::string whyNot{}; ///< for people; empty when it was done
};

/// The USB edge: the one seam below which are libusb or the virtual bench, and above which
/// everything is tested with real collaborators. One thread at a time; the thread of the slot.
class Link {
public:
    Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    Link(Link&&) = delete;
    Link& operator=(Link&&) = delete;
    virtual ~Link() = default;

    /// Sends every exchange in order, the whole batch in flight at once, and returns when all are
    /// complete or `deadline` has passed. On a fault nothing of the batch is in flight any more and
    /// the contents of the `in` buffers are unspecified; the note names the index of the exchange.
    /// Faults: ProbeUnplugged, UsbTimeout, UsbStall, UsbShortReply, UsbLongReply, UsbFailure.
    virtual Result<void> perform(std::span<Exchange> batch, Instant deadline) = 0;

    /// Reads and drops whatever the probe still has to say, until it is silent. Bounded.
    virtual Result<void> drain() = 0;

    /// Resets the USB device without unplugging it. The probe restarts its session; the board may
    /// see its reset line released. Faults: ProbeUnplugged when it does not come back.
    virtual Result<void> resetDevice() = 0;

    /// Switches the USB port that the probe is at off and on again and returns when the probe is
    /// back as after plugging it in; what it fed loses its supply. Works after a reset as well that
    /// the probe did not come back from. Left alone, which is no fault of this probe's, where the
    /// hub cannot switch one port without the others, or may not be used. Bounded. Faults:
    /// ProbeUnplugged when the probe does not come back, UsbFailure when the port does not.
    virtual Result<PowerCut> cyclePower() = 0;

    [[nodiscard]] virtual LinkCounters counters() const noexcept = 0;
};

} // namespace greenlight::probe
