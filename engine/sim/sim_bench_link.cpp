#include "engine/sim/sim_bench_socket.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace greenlight::sim {

using namespace std::chrono_literals;

namespace {

// What a host waits for another packet before it believes in silence.
constexpr Duration quietTime = 5ms;
// More than any probe has buffered; a probe that talks for ever is broken.
constexpr unsigned mostPackets = 1024;
// A port reset and the re-reading of descriptors on Linux.
constexpr Duration busResetTime = 280ms;
// How long a port stays off, and from then until the probe has enumerated.
constexpr Duration darkTime = 2s;
constexpr Duration startTime = 1s;

Fault unplugged() { return Fault{.code = FaultCode::ProbeUnplugged}; }

} // namespace

SimLink::SimLink(std::shared_ptr<SimSocket> socket, std::uint64_t plugging)
    : m_socket(std::move(socket))
    , m_plugging(plugging) {}

SimLink::~SimLink() { m_socket->release(m_plugging); }

Result<void> SimLink::perform(std::span<probe::Exchange> batch, Instant deadline) {
    const Instant submitted = m_socket->clock().now();
    Instant complete = submitted;
    for (std::size_t index = 0; index < batch.size(); ++index) {
        SimSocket::Step step = m_socket->exchange(m_plugging, batch[index], submitted, deadline);
        m_counters.transfers += step.moved.transfers;
        m_counters.bytesOut += step.moved.bytesOut;
        m_counters.bytesIn += step.moved.bytesIn;
        complete = std::max(complete, step.complete);
        // The probe works through the batch by itself; the host hears of the whole at the end.
        const bool last = step.fault.has_value() || index + 1 == batch.size();
        const Instant moment = last ? complete : std::min(step.deviceFree, deadline);
        if (!m_socket->waitPlugged(m_plugging, moment)) {
            step.fault = unplugged();
        }
        if (step.fault) {
            step.fault->note = fmt::format("exchange {}", index);
            return *std::move(step.fault);
        }
    }
    return {};
}

Result<void> SimLink::drain() {
    for (unsigned packet = 0; packet < mostPackets; ++packet) {
        const Instant until = m_socket->clock().now() + quietTime;
        const std::optional<Instant> arrived = m_socket->discardPacket(m_plugging, until);
        if (!m_socket->waitPlugged(m_plugging, arrived.value_or(until))) {
            return unplugged();
        }
        if (!arrived) {
            return {};
        }
    }
    return Fault{.code = FaultCode::UsbFailure, .note = "the probe does not fall silent"};
}

Result<void> SimLink::resetDevice() {
    const Instant until = m_socket->clock().now() + busResetTime;
    const bool back = m_socket->resetBus(m_plugging, until);
    if (!m_socket->waitPlugged(m_plugging, until) || !back) {
        return unplugged();
    }
    return {};
}

Result<probe::PowerCut> SimLink::cyclePower() {
    if (!m_socket->switchesPower()) {
        return probe::PowerCut{.whyNot = "its hub switches all ports together"};
    }
    Clock& clock = m_socket->clock();
    const Instant back = clock.now() + darkTime + startTime;
    m_socket->cutPower(m_plugging, back);
    clock.sleepUntil(back);
    const Result<std::uint64_t> claimed = m_socket->claim();
    if (!claimed.ok()) {
        return claimed.fault().code == FaultCode::ProbeAbsent ? unplugged() : claimed.fault();
    }
    m_plugging = *claimed;
    return probe::PowerCut{.done = true};
}

} // namespace greenlight::sim
