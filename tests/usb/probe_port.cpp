#include "tests/usb/probe_port.h"

#include "engine/base/check.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

namespace greenlight::usb {

namespace {

using Kind = sim::UsbCompletion::Kind;
using sim::Mishap;

constexpr std::uint8_t towardsHost = 0x80;

bool isIn(const Urb& urb) { return (urb.endpoint & towardsHost) != 0; }

/// The endpoint whose halt a request clears (USB 2.0, section 9.4.1), if it does that.
std::optional<std::uint8_t> clearedBy(const std::array<std::uint8_t, 8>& setup) {
    constexpr std::uint8_t toEndpoint = 0x02;
    constexpr std::uint8_t clearFeature = 1;
    return setup[0] == toEndpoint && setup[1] == clearFeature ? std::optional(setup[4])
                                                              : std::nullopt;
}

} // namespace

ProbePort::ProbePort(const sim::ProbeSpec& probe, sim::SimTarget* board, Instant poweredAt,
                     Pace pace)
    : m_device(probe, poweredAt)
    , m_board(board)
    , m_pace(pace)
    , m_now(poweredAt) {
    attach(board);
}

void ProbePort::advanceTo(Instant moment) { m_now = std::max(m_now, moment); }

Instant ProbePort::boardTime() const { return std::max(m_now, m_device.latest()); }

void ProbePort::attach(sim::SimTarget* board) {
    m_board = board;
    m_device.attach(board, boardTime());
}

void ProbePort::setMishaps(const sim::MishapPlan& plan) { m_dealer = sim::MishapDealer(plan); }

void ProbePort::unplug() {
    m_unplugged = true;
    for (Urb& urb : m_waiting) {
        end(urb, -ENODEV, m_now);
    }
    m_waiting.clear();
    m_device.attach(nullptr, boardTime());
}

std::optional<Mishap> ProbePort::deal(const Urb& urb) {
    if (urb.type == Urb::Type::Control) {
        return std::nullopt;
    }
    return m_dealer.deal(isIn(urb) ? sim::MishapDealer::Transfer::Reply
                                   : sim::MishapDealer::Transfer::Out);
}

bool ProbePort::submit(Urb urb) {
    if (m_unplugged) {
        return false;
    }
    urb.submitted = m_now;
    urb.mishap = deal(urb);
    m_waiting.push_back(std::move(urb));
    if (m_waiting.back().mishap == Mishap::Unplug) {
        unplug();
    } else {
        work();
    }
    return true;
}

/// The probe takes what it can. An endpoint works through its transfers one after the other; a
/// reply that is fetched can make room for a command, and the other way round.
void ProbePort::work() {
    bool moved = true;
    while (moved) {
        moved = false;
        std::set<std::uint8_t> blocked;
        for (auto urb = m_waiting.begin(); urb != m_waiting.end();) {
            const bool ended = !blocked.contains(urb->endpoint) &&
                               (urb->type == Urb::Type::Control ? tryControl(*urb)
                                : isIn(*urb)                    ? tryIn(*urb)
                                                                : tryOut(*urb));
            if (!ended) {
                blocked.insert(urb->endpoint);
            }
            moved = moved || ended;
            urb = ended ? m_waiting.erase(urb) : std::next(urb);
        }
    }
}

bool ProbePort::tryOut(Urb& urb) {
    if (urb.mishap == Mishap::Timeout) {
        return false;
    }
    if (urb.mishap == Mishap::Stall || m_halted.contains(urb.endpoint)) {
        m_halted.insert(urb.endpoint);
        end(urb, -EPIPE, m_now);
        return true;
    }
    const sim::UsbCompletion done = m_device.handleOut(urb.endpoint, urb.out, urb.submitted);
    if (done.kind == Kind::NotYet) {
        return false;
    }
    urb.moved = done.kind == Kind::Done ? urb.out.size() : 0;
    end(urb, done.kind == Kind::Done ? 0 : -EPIPE, done.at);
    return true;
}

bool ProbePort::tryIn(Urb& urb) {
    if (urb.mishap == Mishap::Timeout) {
        return false;
    }
    if (m_halted.contains(urb.endpoint)) {
        end(urb, -EPIPE, m_now);
        return true;
    }
    sim::UsbCompletion done = m_device.handleIn(urb.endpoint, urb.length, urb.submitted);
    if (done.kind == Kind::NotYet) {
        return false;
    }
    if (done.kind == Kind::Stall || urb.mishap == Mishap::Stall) {
        if (urb.mishap == Mishap::Stall) {
            m_halted.insert(urb.endpoint);
        }
        end(urb, -EPIPE, done.at);
        return true;
    }
    if (urb.mishap == Mishap::ShortReply) {
        done.data.resize(m_dealer.draw(done.data.size()));
    }
    const bool tooLong = done.kind == Kind::Overflow || urb.mishap == Mishap::LongReply;
    urb.in = std::move(done.data);
    urb.moved = urb.in.size();
    end(urb, tooLong ? -EOVERFLOW : 0, done.at);
    return true;
}

bool ProbePort::tryControl(Urb& urb) {
    sim::UsbCompletion done = m_device.handleControl(urb.setup, m_now);
    if (done.kind == Kind::NotYet) {
        return false;
    }
    if (const auto cleared = clearedBy(urb.setup)) {
        m_halted.erase(*cleared);
    }
    urb.in = std::move(done.data);
    urb.moved = urb.in.size();
    end(urb, done.kind == Kind::Done ? 0 : -EPIPE, done.at);
    return true;
}

void ProbePort::end(Urb& urb, int status, Instant complete) {
    urb.status = status;
    urb.complete = complete;
    m_ended.push_back(std::move(urb));
}

bool ProbePort::discard(std::uint64_t client, std::uint64_t address) {
    const auto found = std::ranges::find_if(
        m_waiting, [&](const Urb& urb) { return urb.client == client && urb.address == address; });
    if (found == m_waiting.end()) {
        return false;
    }
    const bool isFirst = std::none_of(
        m_waiting.begin(), found, [&](const Urb& urb) { return urb.endpoint == found->endpoint; });
    if (found->type == Urb::Type::Bulk && isIn(*found) && isFirst && !found->mishap) {
        found->in = m_device.cancelIn(found->length, found->submitted, m_now);
        found->moved = found->in.size();
    }
    end(*found, -ENOENT, m_now);
    m_waiting.erase(found);
    work();
    return true;
}

std::optional<Urb> ProbePort::collect(std::uint64_t client) {
    const auto found = std::ranges::find_if(m_ended, [&](const Urb& urb) {
        return urb.client == client && (m_pace == Pace::Swift || urb.complete <= m_now);
    });
    if (found == m_ended.end()) {
        return std::nullopt;
    }
    Urb urb = std::move(*found);
    m_ended.erase(found);
    advanceTo(urb.complete);
    return urb;
}

std::optional<Instant> ProbePort::nextCollection() const {
    if (m_ended.empty()) {
        return std::nullopt;
    }
    if (m_pace == Pace::Swift) {
        return m_now;
    }
    return std::ranges::min_element(m_ended, {}, &Urb::complete)->complete;
}

void ProbePort::forget(std::uint64_t client) {
    const auto theirs = [client](const Urb& urb) { return urb.client == client; };
    m_waiting.remove_if(theirs);
    std::erase_if(m_ended, theirs);
}

bool ProbePort::request(const std::array<std::uint8_t, 8>& setup) {
    const sim::UsbCompletion done = m_device.handleControl(setup, m_now);
    if (done.kind != Kind::Done) {
        return false;
    }
    if (const auto cleared = clearedBy(setup)) {
        m_halted.erase(*cleared);
    }
    advanceTo(done.at);
    work();
    return true;
}

void ProbePort::resetBus() {
    // A port reset with the re-reading of the descriptors takes Linux about as long.
    constexpr Duration resetTime = std::chrono::milliseconds(280);
    for (Urb& urb : m_waiting) {
        end(urb, -ESHUTDOWN, m_now);
    }
    m_waiting.clear();
    m_halted.clear();
    advanceTo(m_now + resetTime);
    m_device.resetBus(m_now);
}

} // namespace greenlight::usb
