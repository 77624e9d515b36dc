#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/bench.h"
#include "engine/probe/link.h"
#include "engine/sim/mishap.h"
#include "engine/sim/sim_bench.h"
#include "engine/sim/sim_stlink.h"
#include "engine/sim/sim_target.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace greenlight::sim {

/// One USB socket of the virtual bench: the probe in it, the board on that, and what goes wrong.
/// Any thread; nobody waits while holding the mutex.
class SimSocket {
public:
    /// Empty at first, whatever the spec says of a probe.
    SimSocket(Clock& clock, const SocketSpec& spec, std::uint64_t seed, BoardMaker maker);

    [[nodiscard]] Clock& clock() noexcept { return m_clock; }

    [[nodiscard]] const probe::PortPath& port() const noexcept { return m_port; }

    [[nodiscard]] bool switchesPower() const noexcept { return m_switchesPower; }

    void insert(const BoardSpec& spec);
    void insert(std::unique_ptr<SimTarget> board);
    std::unique_ptr<SimTarget> remove();
    [[nodiscard]] bool hasBoard();
    void setPower(bool on);
    bool withBoard(const std::function<void(SimTarget&, Instant)>& act);
    void plug(const ProbeSpec& spec);
    void unplug();
    std::vector<std::unique_ptr<SimTarget>> swappedOut();
    void setMishaps(const MishapPlan& plan);
    [[nodiscard]] MishapTally mishaps();

    /// What is plugged in, if anything.
    std::optional<probe::ProbeSight> sight();
    /// Claims the probe for one link. Gives the number of this plugging, by which the link knows
    /// later whether its probe is still the one.
    Result<std::uint64_t> claim();
    void release(std::uint64_t plugging);

    /// How an exchange ended or will end.
    struct Step {
        std::optional<Fault> fault{};
        Instant deviceFree{}; ///< when the probe takes the next command
        Instant complete{};   ///< when the host knows
        probe::LinkCounters moved{};
    };

    /// Runs one exchange that the host submitted at `submitted` and gives up at `deadline`.
    Step exchange(std::uint64_t plugging, const probe::Exchange& exchange, Instant submitted,
                  Instant deadline);
    /// Reads up to one packet and drops it; the moment it arrived, or nothing until `until`.
    std::optional<Instant> discardPacket(std::uint64_t plugging, Instant until);
    /// False when the device does not come back from a bus reset, or is not there.
    bool resetBus(std::uint64_t plugging, Instant until);
    /// Takes the power from the port until `until`; the probe starts anew then, unless somebody
    /// pulls or changes it before.
    void cutPower(std::uint64_t plugging, Instant until);
    /// Waits until `moment`; false at once when the probe is pulled before.
    [[nodiscard]] bool waitPlugged(std::uint64_t plugging, Instant moment);

private:
    void settle(Instant now);
    [[nodiscard]] bool isPlugged(std::uint64_t plugging) const noexcept;
    [[nodiscard]] Instant boardTime() const;
    void place(std::unique_ptr<SimTarget> board);
    std::unique_ptr<SimTarget> takeOff();
    void plugIn(const ProbeSpec& spec);
    void pullOut();
    /// What a mishap does apart from the transfer itself; true when the probe is gone after it.
    bool strike(Mishap mishap);
    void strikeBoard(Mishap mishap);
    void swapBoard();
    void send(std::span<const std::uint8_t> bytes, Instant submitted, Instant deadline, Step& step);
    void receive(std::span<std::uint8_t> into, Instant submitted, Instant deadline, Step& step);
    void deliver(UsbCompletion& done, std::optional<Mishap> mishap, std::span<std::uint8_t> into,
                 Step& step);

    Clock& m_clock;
    probe::PortPath m_port;
    bool m_switchesPower;
    BoardMaker m_maker;
    base::Signal m_pulled;

    std::mutex m_mutex;
    std::uint64_t m_seed;
    std::unique_ptr<SimStLink> m_device;
    std::unique_ptr<SimTarget> m_board;
    std::vector<std::unique_ptr<SimTarget>> m_swappedOut;
    Instant m_boardLatest{};
    std::uint64_t m_plugging = 0;
    std::uint8_t m_deviceNumber = 1;
    bool m_claimed = false;
    MishapDealer m_dealer;
    std::uint64_t m_powerCuts = 0;
    std::optional<Instant> m_powerReturnsAt;
    std::optional<Instant> m_nextProbeAt;
    ProbeSpec m_nextProbe;
};

/// A link to the probe in a socket.
class SimLink final : public probe::Link {
public:
    SimLink(std::shared_ptr<SimSocket> socket, std::uint64_t plugging);
    SimLink(const SimLink&) = delete;
    SimLink& operator=(const SimLink&) = delete;
    SimLink(SimLink&&) = delete;
    SimLink& operator=(SimLink&&) = delete;
    ~SimLink() override;

    Result<void> perform(std::span<probe::Exchange> batch, Instant deadline) override;
    Result<void> drain() override;
    Result<void> resetDevice() override;
    Result<probe::PowerCut> cyclePower() override;

    [[nodiscard]] probe::LinkCounters counters() const noexcept override { return m_counters; }

private:
    std::shared_ptr<SimSocket> m_socket;
    std::uint64_t m_plugging;
    probe::LinkCounters m_counters;
};

} // namespace greenlight::sim
