#pragma once

#include "engine/base/clock.h"
#include "tests/usb/preload_socket.h"

#include <chrono>
#include <cstdint>

namespace greenlight::usb {

/// How long a client did nothing of its own will between two calls: its sleeps. A virtual bus that
/// does not wait for transfers would otherwise take a peer's pauses for nothing. What the client
/// and this server compute, and how long both waited for a processor, is not counted, so that the
/// result does not depend on how busy the computer is. Counts the client's first thread only.
class HostGap {
public:
    /// Shorter gaps are the cost of the preload library.
    static constexpr Duration shortest = std::chrono::microseconds(500);

    explicit HostGap(int process);

    /// Called when a call has arrived, on the thread that serves.
    [[nodiscard]] Duration arrived();
    /// Called when a call has been answered.
    void answered();

private:
    struct Moment {
        std::chrono::steady_clock::time_point real{};
        Duration busy{}; ///< running and waiting to run, of the client and of this server
    };

    [[nodiscard]] Moment look() const;

    OwnedFd m_theirs;
    Moment m_last{};
    bool m_talked = false;
};

} // namespace greenlight::usb
