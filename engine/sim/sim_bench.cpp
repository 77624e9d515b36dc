#include "engine/sim/sim_bench.h"

#include "engine/base/check.h"
#include "engine/sim/sim_bench_socket.h"

#include <fmt/format.h>

#include <utility>

namespace greenlight::sim {

using namespace std::chrono_literals;

namespace {

// Opening, claiming and reading descriptors with libusb on Linux.
constexpr Duration openTime = 2ms;

} // namespace

std::vector<SocketSpec> rowOfSockets(unsigned count, const ProbeSpec& probe) {
    std::vector<SocketSpec> row;
    for (unsigned number = 1; number <= count; ++number) {
        const auto port = probe::PortPath::parse(fmt::format("1-1.{}", number));
        CHECK(port.has_value());
        ProbeSpec own = probe;
        own.serial = fmt::format("50FF6F0678715151313{:05X}", 0x9000 + number);
        row.push_back({*port, std::move(own)});
    }
    return row;
}

SimBench::SimBench(Clock& clock, std::vector<SocketSpec> sockets, std::uint64_t seed,
                   const BoardMaker& maker) {
    for (SocketSpec& spec : sockets) {
        seed = seed * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        auto made = std::make_shared<SimSocket>(clock, spec, seed, maker);
        if (spec.probe) {
            made->plug(*spec.probe);
        }
        const bool isNew = m_sockets.emplace(spec.port, std::move(made)).second;
        CHECK(isNew);
    }
}

SimBench::~SimBench() = default;

SimSocket& SimBench::socket(const probe::PortPath& port) const {
    const auto found = m_sockets.find(port);
    CHECK(found != m_sockets.end());
    return *found->second;
}

Result<std::vector<probe::ProbeSight>> SimBench::list() {
    std::vector<probe::ProbeSight> sights;
    for (const auto& [port, socket] : m_sockets) {
        if (auto sight = socket->sight()) {
            sights.push_back(*std::move(sight));
        }
    }
    return sights;
}

Result<std::unique_ptr<probe::Link>> SimBench::open(const probe::PortPath& port) {
    const auto found = m_sockets.find(port);
    if (found == m_sockets.end()) {
        return Fault{.code = FaultCode::ProbeAbsent, .note = "port " + port.text()};
    }
    const std::shared_ptr<SimSocket>& socket = found->second;
    const std::uint64_t plugging = TRY(socket->claim());
    std::unique_ptr<probe::Link> link = std::make_unique<SimLink>(socket, plugging);
    if (!socket->waitPlugged(plugging, socket->clock().now() + openTime)) {
        return Fault{.code = FaultCode::ProbeUnplugged, .note = "port " + port.text()};
    }
    return link;
}

std::vector<probe::PortPath> SimBench::ports() const {
    std::vector<probe::PortPath> all;
    for (const auto& [port, socket] : m_sockets) {
        all.push_back(port);
    }
    return all;
}

void SimBench::insert(const probe::PortPath& port, const BoardSpec& board) {
    socket(port).insert(board);
}

void SimBench::insert(const probe::PortPath& port, std::unique_ptr<SimTarget> board) {
    socket(port).insert(std::move(board));
}

std::unique_ptr<SimTarget> SimBench::remove(const probe::PortPath& port) {
    return socket(port).remove();
}

bool SimBench::hasBoard(const probe::PortPath& port) const { return socket(port).hasBoard(); }

void SimBench::setPower(const probe::PortPath& port, bool on) { socket(port).setPower(on); }

bool SimBench::withBoard(const probe::PortPath& port,
                         const std::function<void(SimTarget&, Instant)>& act) {
    return socket(port).withBoard(act);
}

void SimBench::unplug(const probe::PortPath& port) { socket(port).unplug(); }

void SimBench::plug(const probe::PortPath& port, const ProbeSpec& probe) {
    socket(port).plug(probe);
}

std::vector<std::unique_ptr<SimTarget>> SimBench::swappedOut(const probe::PortPath& port) {
    return socket(port).swappedOut();
}

void SimBench::setMishaps(const probe::PortPath& port, const MishapPlan& plan) {
    socket(port).setMishaps(plan);
}

MishapTally SimBench::mishaps(const probe::PortPath& port) const { return socket(port).mishaps(); }

} // namespace greenlight::sim
