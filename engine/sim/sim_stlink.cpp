#include "engine/sim/sim_stlink.h"

#include "engine/base/check.h"

#include <algorithm>

namespace greenlight::sim {

namespace {

constexpr std::size_t commandBytes = 16;

// Replies that nobody fetches; a real probe has one packet buffer and stops taking commands.
constexpr std::size_t mostReplies = 16;

} // namespace

SimStLink::SimStLink(const ProbeSpec& spec, Instant poweredAt)
    : m_spec(spec)
    , m_pace(ProbePace::of(spec.model))
    , m_descriptors(ProbeDescriptors::of(spec))
    , m_packet(packetSize(spec.model))
    , m_brain(spec)
    , m_busyUntil(poweredAt) {}

void SimStLink::attach(SimTarget* target, Instant at) { m_brain.attach(target, at); }

Duration SimStLink::busTime(std::size_t bytes) const noexcept {
    constexpr double nanosecondsPerSecond = 1e9;
    return Duration(static_cast<Duration::rep>(static_cast<double>(bytes) * nanosecondsPerSecond /
                                               m_pace.bytesPerSecond));
}

Instant SimStLink::acceptsAt(Instant at) const noexcept {
    if (isDead() || m_replies.size() >= mostReplies) {
        return base::endOfTime;
    }
    return std::max(at, m_busyUntil);
}

void SimStLink::hostOpens() { m_losesNextReply = m_spec.quirks.losesFirstReply; }

void SimStLink::resetBus(Instant at) {
    m_replies.clear();
    m_data.clear();
    m_wanted = 0;
    m_replyHalted = false;
    m_hung = false;
    m_losesNextReply = false;
    m_busyUntil = std::max(m_busyUntil, at);
}

void SimStLink::repeatLastReply() {
    m_lastReply.taken = 0;
    if (!m_lastReply.bytes.empty()) {
        m_replies.push_front(m_lastReply);
    }
}

bool SimStLink::nextReplyHasStatus() const noexcept {
    return !m_replies.empty() && m_replies.front().startsWithStatus && m_replies.front().taken == 0;
}

UsbCompletion SimStLink::handleOut(std::uint8_t endpoint, std::span<const std::uint8_t> bytes,
                                   Instant at) {
    using Kind = UsbCompletion::Kind;
    if (endpoint != commandEndpoint(m_spec.model)) {
        return {Kind::Stall, at};
    }
    if (acceptsAt(at) == base::endOfTime) {
        return {};
    }
    Instant taken = at;
    while (!bytes.empty()) {
        m_busyUntil = std::max(at, m_busyUntil);
        if (m_wanted > 0) {
            const std::size_t part = std::min(m_wanted, bytes.size());
            m_data.insert(m_data.end(), bytes.begin(),
                          bytes.begin() + static_cast<std::ptrdiff_t>(part));
            m_wanted -= part;
            m_busyUntil += busTime(part);
            taken = m_busyUntil;
            // What follows in the packet that ends the data phase is not looked at.
            const std::size_t rest = (m_packet - part % m_packet) % m_packet;
            bytes = bytes.subspan(std::min(bytes.size(), m_wanted == 0 ? part + rest : part));
            if (m_wanted == 0) {
                takeData(m_busyUntil);
            }
        } else {
            const std::size_t part = std::min(m_packet, bytes.size());
            taken = m_busyUntil + m_pace.perCommandOut;
            takeCommand(bytes.first(part), m_busyUntil);
            bytes = bytes.subspan(part);
        }
    }
    return {Kind::Done, taken};
}

void SimStLink::takeCommand(std::span<const std::uint8_t> packet, Instant at) {
    std::array<std::uint8_t, commandBytes> block{};
    std::copy_n(packet.begin(), std::min(packet.size(), commandBytes), block.begin());
    noticeUnread();
    if (m_hung) {
        return;
    }
    follow(m_brain.command(block, at + m_pace.perCommandOut));
}

void SimStLink::takeData(Instant at) {
    const std::vector<std::uint8_t> bytes = std::move(m_data);
    m_data.clear();
    follow(m_brain.data(bytes, at));
}

void SimStLink::noticeUnread() {
    if (m_replies.empty() || !m_replies.front().boardIdentifiers) {
        return;
    }
    // Found on V2J39: with part of this reply unread the next command never comes back. V2J37 and
    // V3 drop the rest.
    m_hung = m_spec.firmware.hardware == 2 && m_spec.firmware.debug == 39;
    m_replies.pop_front();
}

void SimStLink::follow(const ProbeAnswer& answer) {
    m_busyUntil = std::max(m_busyUntil, answer.ready);
    switch (answer.kind) {
    case ProbeAnswer::Kind::Nothing:
        break;
    case ProbeAnswer::Kind::WantsData:
        m_wanted = answer.length;
        m_data.clear();
        break;
    case ProbeAnswer::Kind::Reply: {
        const auto bytes = m_brain.reply().first(answer.length);
        m_replies.push_back({{bytes.begin(), bytes.end()},
                             0,
                             answer.ready,
                             answer.startsWithStatus,
                             answer.boardIdentifiers});
        break;
    }
    case ProbeAnswer::Kind::Stall:
        m_replyHalted = true;
        break;
    case ProbeAnswer::Kind::Hang:
        m_hung = true;
        break;
    case ProbeAnswer::Kind::LockUp:
        m_lockedUp = true;
        break;
    }
}

UsbCompletion SimStLink::handleIn(std::uint8_t endpoint, std::size_t length, Instant at,
                                  Instant until) {
    using Kind = UsbCompletion::Kind;
    if (endpoint != replyEndpoint) {
        const bool trace = endpoint == traceEndpoint(m_spec.model);
        return trace ? UsbCompletion{} : UsbCompletion{Kind::Stall, at};
    }
    if (m_replyHalted) {
        return {Kind::Stall, std::max(at, m_busyUntil)};
    }
    if (m_losesNextReply && !m_replies.empty()) {
        m_losesNextReply = false;
        m_replies.pop_front();
    }
    if (m_replies.empty() || isDead()) {
        return {};
    }
    Reply& reply = m_replies.front();
    const std::size_t left = reply.bytes.size() - reply.taken;
    // A request ends when it is full or at a packet that is not; there are no empty packets.
    if (left < length && left % m_packet == 0) {
        return {};
    }
    const bool tooLong = left > length && length % m_packet != 0;
    const std::size_t part = std::min(left, length);
    const Instant arrived = std::max(reply.ready, at) + busTime(part);
    UsbCompletion done;
    done.kind = tooLong ? Kind::Overflow : Kind::Done;
    done.at = std::max(arrived, at + m_pace.frame);
    if (done.at > until) {
        return {};
    }
    done.startsWithStatus = reply.startsWithStatus && reply.taken == 0;
    const auto first = reply.bytes.begin() + static_cast<std::ptrdiff_t>(reply.taken);
    done.data.assign(first, first + static_cast<std::ptrdiff_t>(part));
    m_busyUntil = std::max(m_busyUntil, arrived);
    // The packet that did not fit is lost as a whole.
    reply.taken += tooLong ? std::min(left, part - part % m_packet + m_packet) : part;
    if (reply.taken == reply.bytes.size()) {
        m_lastReply = std::move(reply);
        m_replies.pop_front();
    }
    return done;
}

std::vector<std::uint8_t> SimStLink::cancelIn(std::size_t length, Instant submitted, Instant at) {
    if (m_replies.empty() || m_replyHalted || isDead()) {
        return {};
    }
    Reply& reply = m_replies.front();
    const Instant begun = std::max(reply.ready, submitted);
    if (begun >= at) {
        return {};
    }
    const double seconds = std::chrono::duration<double>(at - begun).count();
    const auto fitting = static_cast<std::size_t>(seconds * m_pace.bytesPerSecond);
    const std::size_t left = reply.bytes.size() - reply.taken;
    const std::size_t most = std::min({fitting, left, length});
    const std::size_t part = most == left ? left : most - most % m_packet;
    const auto first = reply.bytes.begin() + static_cast<std::ptrdiff_t>(reply.taken);
    std::vector<std::uint8_t> arrived(first, first + static_cast<std::ptrdiff_t>(part));
    reply.taken += part;
    if (reply.taken == reply.bytes.size()) {
        m_lastReply = std::move(reply);
        m_replies.pop_front();
    }
    return arrived;
}

} // namespace greenlight::sim
