#include "engine/sim/sim_bench_socket.h"

#include <algorithm>
#include <array>
#include <vector>

namespace greenlight::sim {

namespace {

/// A refused access is one of so many after the command began.
constexpr std::uint64_t mostSpared = 12;

void flipBit(std::span<std::uint8_t> bytes, std::uint64_t bit) {
    bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
}

Fault usbFault(FaultCode code) { return Fault{.code = code}; }

} // namespace

SimSocket::Step SimSocket::exchange(std::uint64_t plugging, const probe::Exchange& exchange,
                                    Instant submitted, Instant deadline) {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    Step step;
    step.complete = m_clock.now();
    step.deviceFree = step.complete;
    if (!isPlugged(plugging)) {
        step.fault = usbFault(FaultCode::ProbeUnplugged);
        return step;
    }
    send(exchange.command, submitted, deadline, step);
    if (!step.fault && !exchange.out.empty()) {
        send(exchange.out, submitted, deadline, step);
    }
    if (!step.fault && !exchange.in.empty()) {
        receive(exchange.in, submitted, deadline, step);
    }
    if (m_device) {
        // A probe that takes nothing any more is found out by the deadline of the next command.
        const Instant accepts = m_device->acceptsAt(submitted);
        step.deviceFree = accepts == base::endOfTime ? step.complete : accepts;
    }
    return step;
}

void SimSocket::send(std::span<const std::uint8_t> bytes, Instant submitted, Instant deadline,
                     Step& step) {
    const std::optional<Mishap> mishap = m_dealer.deal(MishapDealer::Transfer::Out);
    if (mishap && strike(*mishap)) {
        step.fault = usbFault(FaultCode::ProbeUnplugged);
        return;
    }
    std::vector<std::uint8_t> spoilt;
    if (mishap == Mishap::PayloadFlip) {
        spoilt.assign(bytes.begin(), bytes.end());
        flipBit(spoilt, m_dealer.draw(8 * spoilt.size()));
        bytes = spoilt;
    }
    if (const auto status = mishap ? statusSaid(*mishap) : std::nullopt) {
        m_device->refuse(SwdEngine::Refusal{static_cast<ProbeStatus>(*status),
                                            static_cast<unsigned>(m_dealer.draw(mostSpared))});
    }
    const Instant begins = m_device->acceptsAt(submitted);
    if (mishap == Mishap::Timeout || begins >= deadline) {
        step.fault = usbFault(FaultCode::UsbTimeout);
        step.complete = deadline;
        return;
    }
    if (mishap == Mishap::Stall) {
        step.fault = usbFault(FaultCode::UsbStall);
        step.complete = begins;
        return;
    }
    const bool cutOff = begins + m_device->busTime(bytes.size()) > deadline;
    std::size_t part = bytes.size();
    if (cutOff) {
        const std::size_t packet = packetSize(m_device->spec().model);
        while (part > 0 && begins + m_device->busTime(part) > deadline) {
            part -= part % packet == 0 ? packet : part % packet;
        }
    }
    const std::uint8_t endpoint = commandEndpoint(m_device->spec().model);
    const UsbCompletion done = m_device->handleOut(endpoint, bytes.first(part), submitted);
    if (cutOff || done.kind == UsbCompletion::Kind::NotYet) {
        step.fault = usbFault(FaultCode::UsbTimeout);
        step.complete = deadline;
        return;
    }
    if (done.kind != UsbCompletion::Kind::Done) {
        step.fault = usbFault(FaultCode::UsbStall);
    } else {
        ++step.moved.transfers;
        step.moved.bytesOut += bytes.size();
    }
    step.complete = done.at;
}

void SimSocket::receive(std::span<std::uint8_t> into, Instant submitted, Instant deadline,
                        Step& step) {
    const auto kind = m_device->nextReplyHasStatus() ? MishapDealer::Transfer::StatusReply
                                                     : MishapDealer::Transfer::Reply;
    const std::optional<Mishap> mishap = m_dealer.deal(kind);
    if (mishap && strike(*mishap)) {
        step.fault = usbFault(FaultCode::ProbeUnplugged);
        return;
    }
    if (mishap == Mishap::Timeout) {
        step.fault = usbFault(FaultCode::UsbTimeout);
        step.complete = deadline;
        return;
    }
    if (mishap == Mishap::StaleReply) {
        m_device->repeatLastReply();
    }
    UsbCompletion done = m_device->handleIn(replyEndpoint, into.size(), submitted, deadline);
    if (done.kind == UsbCompletion::Kind::NotYet) {
        (void)m_device->cancelIn(into.size(), submitted, deadline);
        step.fault = usbFault(FaultCode::UsbTimeout);
        step.complete = deadline;
        return;
    }
    step.complete = done.at;
    if (done.kind == UsbCompletion::Kind::Stall || mishap == Mishap::Stall) {
        step.fault = usbFault(FaultCode::UsbStall);
    } else if (done.kind == UsbCompletion::Kind::Overflow || mishap == Mishap::LongReply) {
        step.fault = usbFault(FaultCode::UsbLongReply);
    } else {
        deliver(done, mishap, into, step);
    }
}

void SimSocket::deliver(UsbCompletion& done, std::optional<Mishap> mishap,
                        std::span<std::uint8_t> into, Step& step) {
    if (mishap == Mishap::ShortReply) {
        done.data.resize(m_dealer.draw(done.data.size()));
    }
    if (mishap == Mishap::GarbageStatus && done.startsWithStatus) {
        constexpr std::array<std::uint8_t, 9> garbage{0x00, 0x01, 0x05, 0x11, 0x12,
                                                      0x42, 0x81, 0xA5, 0xFF};
        done.data.front() = garbage.at(m_dealer.draw(garbage.size()));
    }
    const auto said = mishap ? statusSaid(*mishap) : std::nullopt;
    if (said && done.startsWithStatus) {
        done.data.front() = *said;
    }
    if (mishap == Mishap::PayloadFlip && !done.data.empty()) {
        flipBit(done.data, m_dealer.draw(8 * done.data.size()));
    }
    std::ranges::copy(done.data, into.begin());
    if (done.data.size() < into.size()) {
        step.fault = usbFault(FaultCode::UsbShortReply);
        return;
    }
    ++step.moved.transfers;
    step.moved.bytesIn += done.data.size();
}

std::optional<Instant> SimSocket::discardPacket(std::uint64_t plugging, Instant until) {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    if (!isPlugged(plugging)) {
        return std::nullopt;
    }
    const Instant now = m_clock.now();
    constexpr std::array<std::uint8_t, 8> clearHalt{0x02, 0x01, 0, 0, replyEndpoint, 0, 0, 0};
    (void)m_device->handleControl(clearHalt, now);
    const std::size_t packet = packetSize(m_device->spec().model);
    const UsbCompletion done = m_device->handleIn(replyEndpoint, packet, now, until);
    if (done.kind == UsbCompletion::Kind::NotYet) {
        return std::nullopt;
    }
    return done.at;
}

bool SimSocket::resetBus(std::uint64_t plugging, Instant until) {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    if (!isPlugged(plugging)) {
        return false;
    }
    m_device->resetBus(until);
    return m_device->answersBus();
}

void SimSocket::cutPower(std::uint64_t plugging, Instant until) {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    if (!isPlugged(plugging)) {
        return;
    }
    ++m_powerCuts;
    m_nextProbe = m_device->spec();
    m_nextProbeAt = until;
    pullOut();
}

} // namespace greenlight::sim
