#pragma once

#include "engine/base/clock.h"
#include "engine/probe/bench.h"
#include "engine/sim/mishap.h"
#include "engine/sim/sim_stlink_product.h"
#include "engine/sim/sim_target.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace greenlight::sim {

class SimSocket;

/// Makes the boards of a bench; SimTarget::make unless a test has its own chip.
using BoardMaker =
    std::function<std::unique_ptr<SimTarget>(const BoardSpec& spec, std::uint64_t seed)>;

/// One USB socket of a virtual bench and the probe that is in it at first.
struct SocketSpec {
    probe::PortPath port{};
    std::optional<ProbeSpec> probe{};
    /// Whether the hub can switch the power of this port alone; most hubs cannot.
    bool switchesPower = false;
};

/// `count` sockets 1-1.1, 1-1.2, ... with probes like `probe`, each with a serial of its own.
[[nodiscard]] std::vector<SocketSpec> rowOfSockets(unsigned count, const ProbeSpec& probe = {});

/// Virtual probes in virtual sockets with virtual boards on them, behind the seam the product uses.
/// Every transfer takes the time it takes on real ones, on the clock that is given: a Turnstile for
/// tests, the system's for demonstrations. Sockets share nothing but the list, so one socket's
/// trouble is no other's.
///
/// What a person does at a bench can be done from any thread and happens at the clock's now. A
/// board that changes while a transfer is under way is noticed by the transfer after it. Every port
/// named must be one of the bench's (CHECK). The clock outlives the bench, the bench its links.
class SimBench final : public probe::Bench {
public:
    SimBench(Clock& clock, std::vector<SocketSpec> sockets, std::uint64_t seed,
             const BoardMaker& maker = SimTarget::make);
    SimBench(const SimBench&) = delete;
    SimBench& operator=(const SimBench&) = delete;
    SimBench(SimBench&&) = delete;
    SimBench& operator=(SimBench&&) = delete;
    ~SimBench() override;

    Result<std::vector<probe::ProbeSight>> list() override;
    Result<std::unique_ptr<probe::Link>> open(const probe::PortPath& port) override;

    /// Every socket, with a probe or without, in port order.
    [[nodiscard]] std::vector<probe::PortPath> ports() const;

    /// Puts a board into the fixture of this socket and powers it; one that was there is gone.
    void insert(const probe::PortPath& port, const BoardSpec& board);
    /// The same with a board that exists already, such as one that remove() gave.
    void insert(const probe::PortPath& port, std::unique_ptr<SimTarget> board);
    /// Takes the board out, without power; null when there was none.
    std::unique_ptr<SimTarget> remove(const probe::PortPath& port);
    [[nodiscard]] bool hasBoard(const probe::PortPath& port) const;
    /// Switches the board's supply.
    void setPower(const probe::PortPath& port, bool on);
    /// Looks at or changes the board that is in; false without one. `act` gets the moment it may
    /// use for calls that want one, and must not wait on the clock.
    bool withBoard(const probe::PortPath& port,
                   const std::function<void(SimTarget& board, Instant at)>& act);

    /// Pulls the probe. Links to it fail with ProbeUnplugged from now on.
    void unplug(const probe::PortPath& port);
    /// Plugs a probe in, in the place of whatever was there.
    void plug(const probe::PortPath& port, const ProbeSpec& probe);

    /// The boards that SwapBoard mishaps took out of this socket since the last call, in order,
    /// without power.
    std::vector<std::unique_ptr<SimTarget>> swappedOut(const probe::PortPath& port);

    /// Starts a plan of mishaps; transfers count from 0 again. An empty plan ends all of them.
    void setMishaps(const probe::PortPath& port, const MishapPlan& plan);
    [[nodiscard]] MishapTally mishaps(const probe::PortPath& port) const;

private:
    [[nodiscard]] SimSocket& socket(const probe::PortPath& port) const;

    std::map<probe::PortPath, std::shared_ptr<SimSocket>> m_sockets;
};

} // namespace greenlight::sim
