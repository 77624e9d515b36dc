#pragma once

#include "engine/base/clock.h"
#include "engine/sim/mishap.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <optional>
#include <vector>

namespace greenlight::usb {

/// One transfer that a client has handed to the bus and how it ended.
struct Urb {
    enum class Type : std::uint8_t { Control, Bulk };

    std::uint64_t client = 0;  ///< who submitted it
    std::uint64_t address = 0; ///< of the client's record: its name towards the client
    std::uint64_t buffer = 0;  ///< where the client wants what comes in
    Type type = Type::Bulk;
    std::uint8_t endpoint = 0;
    std::size_t length = 0;
    std::array<std::uint8_t, 8> setup{}; ///< of a control transfer
    std::vector<std::uint8_t> out{};
    std::optional<sim::Mishap> mishap{};
    Instant submitted{};

    int status = 0;                 ///< 0 or a negative error number, as the kernel has it
    std::size_t moved = 0;          ///< bytes of the data phase
    std::vector<std::uint8_t> in{}; ///< what came in
    Instant complete{};
};

/// How the virtual bus keeps time.
enum class Pace : std::uint8_t {
    /// The modelled time of a transfer passes when the client collects it: nobody waits for it.
    Swift,
    /// A transfer is ready for collection when its modelled time has passed by the wall clock.
    WallClock,
};

/// Some device at the end of a USB cable: what the kernel's host controller driver is to usbfs.
/// Transfers that clients submit wait here until the device takes them, and then until they are
/// collected. Time is the device's own, from 0 at power-up. One thread at a time.
class BusPort {
public:
    BusPort(Instant poweredAt, Pace pace) : m_pace(pace), m_now(poweredAt) {}

    BusPort(const BusPort&) = delete;
    BusPort& operator=(const BusPort&) = delete;
    BusPort(BusPort&&) = delete;
    BusPort& operator=(BusPort&&) = delete;
    virtual ~BusPort() = default;

    [[nodiscard]] Instant now() const noexcept { return m_now; }

    /// Moves the time on, never back.
    void advanceTo(Instant moment);

    [[nodiscard]] bool isUnplugged() const noexcept { return m_unplugged; }

    /// Everything that waits ends with ENODEV and nothing is taken any more.
    void unplug();

    /// A client opens the device.
    virtual void open() {}

    /// False when the device has been pulled.
    virtual bool submit(Urb urb) = 0;
    /// Takes a waiting transfer back; it is collected with ENOENT. False when it has ended or never
    /// was.
    virtual bool discard(std::uint64_t client, std::uint64_t address) = 0;
    /// A request that the kernel makes on behalf of a client; false when the device stalls it.
    virtual bool request(const std::array<std::uint8_t, 8>& setup) = 0;
    virtual void resetBus() = 0;

    /// The next transfer of this client that has ended; the time moves on to its end.
    std::optional<Urb> collect(std::uint64_t client);
    /// When the next transfer can be collected; empty when none has ended.
    [[nodiscard]] std::optional<Instant> nextCollection() const;
    /// A client that has closed the device: its transfers are of no interest any more.
    void forget(std::uint64_t client);

protected:
    /// What else happens when the device is pulled.
    virtual void pulled() {}

    void end(Urb& urb, int status, Instant complete);
    void endAllWaiting(int status);

    /// In the order of submission.
    [[nodiscard]] std::list<Urb>& waiting() noexcept { return m_waiting; }

private:
    Pace m_pace;
    Instant m_now;
    std::list<Urb> m_waiting;
    std::deque<Urb> m_ended; ///< in the order in which they ended
    bool m_unplugged = false;
};

} // namespace greenlight::usb
