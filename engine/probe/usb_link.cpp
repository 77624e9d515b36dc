#include "engine/probe/usb_link.h"

#include "engine/base/check.h"

#include <libusb-1.0/libusb.h>

#include <algorithm>
#include <limits>

namespace greenlight::probe {

namespace {

/// An exchange is a command and at most one data phase.
constexpr std::size_t mostMovesOfExchange = 2;

/// How a probe that is being drained may answer; anything else is a broken connection.
constexpr std::array soundsOfDraining{FaultCode::UsbTimeout, FaultCode::UsbShortReply,
                                      FaultCode::UsbLongReply, FaultCode::UsbStall};

Fault stranded() {
    return Fault{.code = FaultCode::UsbFailure, .note = "earlier transfers never came back"};
}

int checkedBytes(std::size_t bytes) {
    CHECK(bytes > 0 && bytes <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
    return static_cast<int>(bytes);
}

} // namespace

Result<std::unique_ptr<Link>> UsbLink::open(const PortPath& port, Clock& clock) {
    UsbContext context = TRY(openUsb());
    UsbProbe probe = TRY(UsbProbe::open(context.get(), port));
    auto transfers = TRY(UsbTransfers::make(context.get(), clock));
    return std::unique_ptr<Link>(
        new UsbLink(std::move(context), std::move(transfers), std::move(probe), port, clock));
}

UsbLink::UsbLink(UsbContext context, std::unique_ptr<UsbTransfers> transfers, UsbProbe probe,
                 PortPath port, Clock& clock)
    : m_clock(clock)
    , m_port(std::move(port))
    , m_context(std::move(context))
    , m_hubPort(probe.hubPort())
    , m_probe(std::make_unique<UsbProbe>(std::move(probe)))
    , m_transfers(std::move(transfers))
    , m_drained(drainBytes) {}

UsbLink::~UsbLink() {
    if (m_transfers->isStranded()) {
        // Closing would handle events, and those would write through pointers of a flight whose
        // buffers are gone. This link and its libusb session are given up instead.
        static_cast<void>(m_probe.release());
        static_cast<void>(m_context.release());
    }
}

void UsbLink::addMoves(Exchange& exchange, std::size_t index) {
    CHECK(exchange.out.empty() || exchange.in.empty());
    const auto add = [this, index](std::uint8_t endpoint, std::uint8_t* data, std::size_t bytes) {
        m_moves.at(m_moveCount++) = {
            .endpoint = endpoint, .data = data, .bytes = checkedBytes(bytes), .exchange = index};
    };
    add(m_probe->outEndpoint(), exchange.command.data(), exchange.command.size());
    if (!exchange.out.empty()) {
        // libusb has one pointer type for both directions and only reads through this one.
        add(m_probe->outEndpoint(),
            const_cast<std::uint8_t*>(exchange.out.data()), // NOLINT: see above
            exchange.out.size());
    }
    if (!exchange.in.empty()) {
        add(m_probe->inEndpoint(), exchange.in.data(), exchange.in.size());
    }
}

Result<void> UsbLink::perform(std::span<Exchange> batch, Instant deadline) {
    if (!m_probe) {
        return Fault{.code = FaultCode::ProbeUnplugged, .note = "lost at a USB reset"};
    }
    m_moveCount = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        addMoves(batch[i], i);
        const bool isLast = i + 1 == batch.size();
        if (isLast || m_moveCount + mostMovesOfExchange > m_moves.size()) {
            TRY(fly(deadline));
        }
    }
    return {};
}

Result<void> UsbLink::fly(Instant deadline) {
    const auto moves = std::span(m_moves).first(m_moveCount);
    m_moveCount = 0;
    auto flown = m_transfers->fly(m_probe->handle(), moves, deadline);
    for (const UsbMove& move : moves) {
        const bool isIn = (move.endpoint & LIBUSB_ENDPOINT_IN) != 0;
        (isIn ? m_counters.bytesIn : m_counters.bytesOut) += static_cast<std::uint64_t>(move.moved);
        m_counters.transfers += move.end == UsbMove::End::Done ? 1 : 0;
        if (move.end == UsbMove::End::Stalled) {
            // One attempt; where it does not help, the next transfer says so.
            static_cast<void>(libusb_clear_halt(m_probe->handle(), move.endpoint));
        }
    }
    return flown;
}

Result<void> UsbLink::drain() {
    if (!m_probe) {
        return Fault{.code = FaultCode::ProbeUnplugged, .note = "lost at a USB reset"};
    }
    for (int i = 0; i < mostDrains; ++i) {
        UsbMove& move = m_moves.front();
        move = {.endpoint = m_probe->inEndpoint(),
                .data = m_drained.data(),
                .bytes = checkedBytes(m_drained.size())};
        m_moveCount = 1;
        auto flown = fly(m_clock.now() + silence);
        if (!flown.ok() && !std::ranges::count(soundsOfDraining, flown.fault().code)) {
            return flown;
        }
        const bool isSilent =
            !flown.ok() && flown.fault().code == FaultCode::UsbTimeout && move.moved == 0;
        if (isSilent) {
            return {};
        }
    }
    return Fault{.code = FaultCode::UsbFailure, .note = "the probe does not stop talking"};
}

Result<void> UsbLink::resetDevice() {
    if (m_transfers->isStranded()) {
        return stranded();
    }
    if (m_probe) {
        // Whatever it says, the probe is looked for afresh: after a reset that made it
        // re-enumerate the old handle is of no use.
        static_cast<void>(libusb_reset_device(m_probe->handle()));
        m_probe.reset();
    }
    return reopen();
}

Result<PowerCut> UsbLink::cyclePower() {
    if (m_transfers->isStranded()) {
        return stranded();
    }
    auto cut = TRY(m_hubPort.cyclePower(m_clock));
    if (cut.done) {
        m_probe.reset();
        TRY(reopen());
    }
    return cut;
}

Result<void> UsbLink::reopen() {
    m_clock.sleepFor(resetPause);
    const Instant giveUp = m_clock.now() + returnBudget;
    while (true) {
        auto opened = UsbProbe::open(m_context.get(), m_port);
        if (opened.ok()) {
            m_probe = std::make_unique<UsbProbe>(std::move(opened).value());
            return {};
        }
        if (m_clock.now() >= giveUp) {
            Fault fault = std::move(opened).fault();
            if (fault.code == FaultCode::ProbeAbsent) {
                fault.code = FaultCode::ProbeUnplugged;
            }
            return fault;
        }
        m_clock.sleepFor(returnPause);
    }
}

} // namespace greenlight::probe
