#include "tests/kernel/usbip_probe.h"

#include "engine/base/check.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <utility>

namespace greenlight::kernel {

namespace {

/// The port knows its clients by number; here the kernel is the only one.
constexpr std::uint64_t kernelClient = 1;
/// Linux' limit for one transfer of usbfs, by default.
constexpr std::size_t largestTransfer = std::size_t{16} * 1024 * 1024;

timespec toTimespec(Duration duration) {
    constexpr std::int64_t nanosOfSecond = 1'000'000'000;
    const std::int64_t nanos = std::max<std::int64_t>(duration.count(), 0);
    return {.tv_sec = nanos / nanosOfSecond, .tv_nsec = nanos % nanosOfSecond};
}

} // namespace

UsbIpProbe::UsbIpProbe(std::unique_ptr<usb::ProbePort> port, usb::OwnedFd socket,
                       base::Clock& clock)
    : m_clock(clock)
    , m_socket(std::move(socket))
    , m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_port(std::move(port))
    , m_thread([this] { serve(); }) {}

UsbIpProbe::~UsbIpProbe() {
    m_stop = true;
    CHECK(eventfd_write(m_wake.get(), 1) == 0);
    m_thread.join();
}

void UsbIpProbe::with(const std::function<void(usb::ProbePort&)>& act) {
    const std::scoped_lock lock(m_mutex);
    m_port->advanceTo(m_clock.now());
    act(*m_port);
    CHECK(eventfd_write(m_wake.get(), 1) == 0);
}

void UsbIpProbe::unplug() {
    with([](usb::ProbePort& port) { port.unplug(); });
}

void UsbIpProbe::serve() {
    while (!m_stop && answer()) {
        std::optional<Instant> next;
        {
            const std::scoped_lock lock(m_mutex);
            next = m_port->nextCollection();
        }
        const timespec wait = toTimespec(next ? *next - m_clock.now() : Duration::zero());
        std::array<pollfd, 2> watched{pollfd{m_socket.get(), POLLIN, 0},
                                      pollfd{m_wake.get(), POLLIN, 0}};
        if (ppoll(watched.data(), watched.size(), next ? &wait : nullptr, nullptr) < 0) {
            continue;
        }
        eventfd_t ignored = 0;
        static_cast<void>(eventfd_read(m_wake.get(), &ignored));
        if (watched[0].revents != 0 && !receive()) {
            break;
        }
    }
    const std::scoped_lock lock(m_mutex);
    if (!m_port->isUnplugged()) {
        m_port->unplug();
    }
    m_socket.reset();
}

bool UsbIpProbe::answer() {
    {
        const std::scoped_lock lock(m_mutex);
        m_port->advanceTo(m_clock.now());
        if (m_port->isUnplugged()) {
            return false;
        }
        while (const auto urb = m_port->collect(kernelClient)) {
            reply(*urb);
        }
    }
    const std::vector<std::uint8_t> outgoing = std::exchange(m_outgoing, {});
    return send(outgoing);
}

void UsbIpProbe::reply(const usb::Urb& urb) {
    const auto add = [this](const std::vector<std::uint8_t>& message) {
        m_outgoing.insert(m_outgoing.end(), message.begin(), message.end());
    };
    const auto unlink = m_unlinks.extract(urb.address);
    m_open.erase(urb.address);
    if (urb.status == -ENOENT) {
        add(unlinkReply(unlink.mapped(), -ECONNRESET));
        return;
    }
    add(submitReply(static_cast<std::uint32_t>(urb.address), urb.status, urb.moved, urb.in));
    if (!unlink.empty()) {
        // It ended before it could be taken back. The transfer has to come first: the controller
        // forgets it with the answer to the unlink, and does not forgive a transfer it cannot know.
        add(unlinkReply(unlink.mapped(), 0));
    }
}

bool UsbIpProbe::send(std::span<const std::uint8_t> bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            return false;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    }
    return true;
}

bool UsbIpProbe::receive() {
    std::array<std::uint8_t, 65536> part{};
    const ssize_t got = ::recv(m_socket.get(), part.data(), part.size(), MSG_DONTWAIT);
    if (got <= 0) {
        return got < 0 && (errno == EINTR || errno == EAGAIN);
    }
    m_received.insert(m_received.end(), part.begin(), part.begin() + got);
    std::span<const std::uint8_t> rest(m_received);
    std::size_t before = 0;
    do {
        before = rest.size();
        if (!takeOne(rest)) {
            return false;
        }
    } while (rest.size() < before);
    m_received.erase(m_received.begin(),
                     m_received.end() - static_cast<std::ptrdiff_t>(rest.size()));
    return true;
}

bool UsbIpProbe::takeOne(std::span<const std::uint8_t>& rest) {
    if (rest.size() < UsbIpCall::bytes) {
        return true;
    }
    const auto call = UsbIpCall::parse(rest.first<UsbIpCall::bytes>());
    if (!call || call->length > largestTransfer) {
        return false;
    }
    const std::size_t whole = UsbIpCall::bytes + call->dataBytes();
    if (rest.size() < whole) {
        return true;
    }
    const std::scoped_lock lock(m_mutex);
    m_port->advanceTo(m_clock.now());
    if (call->kind == UsbIpCall::Kind::Submit) {
        submit(*call, rest.subspan(UsbIpCall::bytes, call->dataBytes()));
    } else {
        unlink(*call);
    }
    rest = rest.subspan(whole);
    return true;
}

void UsbIpProbe::submit(const UsbIpCall& call, std::span<const std::uint8_t> data) {
    usb::Urb urb;
    urb.client = kernelClient;
    urb.address = call.sequence;
    urb.type = (call.endpoint & 0x0FU) == 0 ? usb::Urb::Type::Control : usb::Urb::Type::Bulk;
    urb.endpoint = call.endpoint;
    urb.length = call.length;
    urb.setup = call.setup;
    urb.out.assign(data.begin(), data.end());
    m_open.insert(call.sequence);
    // One that has just been pulled takes nothing; the socket closes before the next message.
    static_cast<void>(m_port->submit(std::move(urb)));
}

void UsbIpProbe::unlink(const UsbIpCall& call) {
    if (!m_open.contains(call.victim)) {
        const auto message = unlinkReply(call.sequence, 0);
        m_outgoing.insert(m_outgoing.end(), message.begin(), message.end());
        return;
    }
    m_unlinks[call.victim] = call.sequence;
    // Where it has ended already, its reply is due when its time is up, and the unlink's after it.
    static_cast<void>(m_port->discard(kernelClient, call.victim));
}

} // namespace greenlight::kernel
