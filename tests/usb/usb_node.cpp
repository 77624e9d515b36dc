#include "tests/usb/usb_node.h"

#include "engine/base/check.h"

#include <fcntl.h>
#include <linux/usb/ch9.h>
#include <linux/usbdevice_fs.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace greenlight::usb {

namespace {

/// Linux' limit for one transfer of usbfs, by default.
constexpr std::size_t largestTransfer = std::size_t{16} * 1024 * 1024;

constexpr std::uint32_t capabilities = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
                                       USBDEVFS_CAP_BULK_SCATTER_GATHER |
                                       USBDEVFS_CAP_REAP_AFTER_DISCONNECT;

constexpr std::uint32_t number(unsigned long request) {
    return static_cast<std::uint32_t>(request);
}

template <typename T>
std::span<const std::uint8_t> bytesOf(const T& value) {
    return {reinterpret_cast<const std::uint8_t*>(&value), sizeof(value)};
}

template <typename T>
bool readValue(PreloadSocket& socket, std::uint64_t address, T& value) {
    return socket.readMemory(address, {reinterpret_cast<std::uint8_t*>(&value), sizeof(value)});
}

OwnedFd listenAt(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    CHECK(path.string().size() < sizeof(address.sun_path));
    path.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
    OwnedFd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    constexpr int mostWaiting = 16;
    CHECK(bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
    CHECK(::listen(fd.get(), mostWaiting) == 0);
    std::filesystem::permissions(path, std::filesystem::perms::all);
    return fd;
}

} // namespace

PollGate::PollGate() : m_master(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    CHECK(m_master.valid());
    CHECK(grantpt(m_master.get()) == 0 && unlockpt(m_master.get()) == 0);
    std::array<char, 64> name{};
    CHECK(ptsname_r(m_master.get(), name.data(), name.size()) == 0);
    m_terminal = name.data();
    m_slave = OwnedFd(::open(m_terminal.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    CHECK(m_slave.valid());
    set(false);
}

void PollGate::set(bool open) {
    if (open != m_open && m_master.valid()) {
        CHECK(tcflow(m_slave.get(), open ? TCOON : TCOOFF) == 0);
        m_open = open;
    }
}

void PollGate::hangUp() {
    m_slave.reset();
    m_master.reset();
}

UsbNode::UsbNode(std::unique_ptr<BusPort> port, Pace pace, const std::filesystem::path& socket,
                 std::function<void()> pulled)
    : m_pace(pace)
    , m_listener(listenAt(socket))
    , m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_pulled(std::move(pulled))
    , m_port(std::move(port))
    , m_thread([this] { serve(); }) {}

UsbNode::~UsbNode() {
    m_stop = true;
    CHECK(eventfd_write(m_wake.get(), 1) == 0);
    m_thread.join();
}

void UsbNode::with(const std::function<void()>& act) {
    const std::scoped_lock lock(m_mutex);
    if (m_pace == Pace::WallClock) {
        m_port->advanceTo(wallNow());
    }
    act();
    CHECK(eventfd_write(m_wake.get(), 1) == 0);
}

void UsbNode::unplug() {
    with([this] { m_port->unplug(); });
}

Instant UsbNode::wallNow() const { return Instant(std::chrono::steady_clock::now() - m_started); }

int UsbNode::waitTime() {
    const std::scoped_lock lock(m_mutex);
    const auto next = m_port->nextCollection();
    if (!next || m_pace == Pace::Swift) {
        return -1;
    }
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(*next - wallNow());
    return rest.count() > 0 ? static_cast<int>(rest.count()) : -1;
}

void UsbNode::updateGate() {
    bool pulled = false;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_pace == Pace::WallClock) {
            m_port->advanceTo(wallNow());
        }
        const auto next = m_port->nextCollection();
        m_gate.set(next && *next <= m_port->now());
        pulled = m_port->isUnplugged() && !m_gone;
        m_gone = m_port->isUnplugged();
    }
    if (pulled) {
        // The folder first: who hears of the end must not find the device listed.
        m_pulled();
        m_gate.hangUp();
    }
}

void UsbNode::serve() {
    while (!m_stop) {
        updateGate();
        std::vector<pollfd> watched{{m_wake.get(), POLLIN, 0}, {m_listener.get(), POLLIN, 0}};
        std::vector<std::uint64_t> numbers;
        for (const auto& [each, client] : m_clients) {
            watched.push_back({client.socket.fd(), POLLIN, 0});
            numbers.push_back(each);
        }
        if (::poll(watched.data(), watched.size(), waitTime()) <= 0) {
            continue;
        }
        eventfd_t ignored = 0;
        static_cast<void>(eventfd_read(m_wake.get(), &ignored));
        if ((watched[1].revents & POLLIN) != 0) {
            accept();
        }
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (watched[i + 2].revents != 0 && !answer(numbers[i], m_clients.at(numbers[i]))) {
                leave(numbers[i]);
            }
        }
    }
}

void UsbNode::accept() {
    OwnedFd fd(accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!fd.valid()) {
        return;
    }
    PreloadSocket socket(std::move(fd));
    const int process = socket.peerProcess();
    m_clients.emplace(++m_lastClient, Client{std::move(socket), HostGap(process)});
    const std::scoped_lock lock(m_mutex);
    m_port->open();
}

void UsbNode::leave(std::uint64_t who) {
    m_clients.erase(who);
    std::erase_if(m_owners, [who](const auto& owner) { return owner.second == who; });
    const std::scoped_lock lock(m_mutex);
    m_port->forget(who);
}

void UsbNode::passTime(Client& client) {
    if (m_pace == Pace::WallClock) {
        m_port->advanceTo(wallNow());
    } else {
        m_port->advanceTo(m_port->now() + client.gap.arrived());
    }
}

bool UsbNode::answer(std::uint64_t who, Client& client) {
    const auto call = client.socket.receive();
    if (!call) {
        return false;
    }
    {
        const std::scoped_lock lock(m_mutex);
        passTime(client);
        if (!call->isIoctl) {
            client.socket.finish(-1, EINVAL);
        } else {
            dispatch(who, client, *call);
        }
    }
    // Before the client looks at its poll() again.
    client.gap.answered();
    return true;
}

void UsbNode::dispatch(std::uint64_t who, Client& client, const Call& call) {
    PreloadSocket& socket = client.socket;
    switch (call.request) {
    case number(USBDEVFS_REAPURB):
    case number(USBDEVFS_REAPURBNDELAY):
        collect(who, client, call);
        return;
    case number(USBDEVFS_RELEASEINTERFACE):
        claim(who, client, call, false);
        return;
    default:
        break;
    }
    if (m_port->isUnplugged()) {
        socket.finish(-1, ENODEV);
        return;
    }
    switch (call.request) {
    case number(USBDEVFS_GET_CAPABILITIES):
        socket.writeMemory(call.argument, bytesOf(capabilities));
        socket.finish(0);
        break;
    case number(USBDEVFS_CLAIMINTERFACE):
    case number(USBDEVFS_DISCONNECT_CLAIM):
        claim(who, client, call, true);
        break;
    case number(USBDEVFS_SUBMITURB):
        submit(who, client, call);
        break;
    case number(USBDEVFS_DISCARDURB):
        socket.finish(m_port->discard(who, call.argument) ? 0 : -1, EINVAL);
        break;
    case number(USBDEVFS_GETDRIVER):
    case number(USBDEVFS_IOCTL):
        socket.finish(-1, ENODATA); // no kernel driver wants an ST-LINK's debug interface
        break;
    default:
        request(client, call);
        break;
    }
}

void UsbNode::request(Client& client, const Call& call) {
    PreloadSocket& socket = client.socket;
    std::array<std::uint8_t, 8> setup{};
    const bool isReset = call.request == number(USBDEVFS_RESET);
    const bool isInterface = call.request == number(USBDEVFS_SETINTERFACE);
    if (!isReset && call.argument == 0) {
        socket.finish(-1, ENOTTY);
        return;
    }
    std::array<std::uint32_t, 2> words{};
    if ((isInterface && !readValue(socket, call.argument, words)) ||
        (!isInterface && !isReset && !readValue(socket, call.argument, words[0]))) {
        socket.finish(-1, EFAULT);
        return;
    }
    switch (call.request) {
    case number(USBDEVFS_SETCONFIGURATION):
        setup = {0x00, 9, static_cast<std::uint8_t>(words[0])};
        break;
    case number(USBDEVFS_SETINTERFACE):
        setup = {0x01, 11, static_cast<std::uint8_t>(words[1]), 0,
                 static_cast<std::uint8_t>(words[0])};
        break;
    case number(USBDEVFS_CLEAR_HALT):
        setup = {0x02, 1, 0, 0, static_cast<std::uint8_t>(words[0])};
        break;
    case number(USBDEVFS_RESET):
        m_port->resetBus();
        socket.finish(0);
        return;
    default:
        socket.finish(-1, ENOTTY);
        return;
    }
    socket.finish(m_port->request(setup) ? 0 : -1, EPIPE);
}

void UsbNode::claim(std::uint64_t who, Client& client, const Call& call, bool take) {
    // Both argument forms begin with the interface's number.
    std::uint32_t interface = 0;
    if (!readValue(client.socket, call.argument, interface)) {
        client.socket.finish(-1, EFAULT);
        return;
    }
    const auto owner = m_owners.find(interface);
    const bool mine = owner != m_owners.end() && owner->second == who;
    if (take) {
        const bool taken = owner != m_owners.end() && !mine;
        if (!taken) {
            m_owners[interface] = who;
        }
        client.socket.finish(taken ? -1 : 0, EBUSY);
        return;
    }
    if (mine) {
        m_owners.erase(owner);
    }
    client.socket.finish(mine ? 0 : -1, EINVAL);
}

void UsbNode::submit(std::uint64_t who, Client& client, const Call& call) {
    usbdevfs_urb record{};
    if (!readValue(client.socket, call.argument, record) || record.buffer_length < 0 ||
        static_cast<std::size_t>(record.buffer_length) > largestTransfer) {
        client.socket.finish(-1, EINVAL);
        return;
    }
    const bool isControl = record.type == USBDEVFS_URB_TYPE_CONTROL;
    Urb urb;
    urb.client = who;
    urb.address = call.argument;
    urb.buffer = reinterpret_cast<std::uint64_t>(record.buffer);
    urb.type = isControl ? Urb::Type::Control : Urb::Type::Bulk;
    urb.endpoint = record.endpoint;
    urb.length = static_cast<std::size_t>(record.buffer_length);
    bool copied = true;
    if (isControl) {
        copied = urb.length >= urb.setup.size() && client.socket.readMemory(urb.buffer, urb.setup);
        urb.buffer += urb.setup.size();
    } else if ((urb.endpoint & USB_DIR_IN) == 0) {
        urb.out.resize(urb.length);
        copied = client.socket.readMemory(urb.buffer, urb.out);
    }
    if (!copied) {
        client.socket.finish(-1, EFAULT);
        return;
    }
    client.socket.finish(m_port->submit(std::move(urb)) ? 0 : -1, ENODEV);
}

void UsbNode::collect(std::uint64_t who, Client& client, const Call& call) {
    const auto urb = m_port->collect(who);
    if (!urb) {
        // A collection that would wait is not offered: the thread that serves would wait with it.
        client.socket.finish(-1, m_port->isUnplugged() ? ENODEV : EAGAIN);
        return;
    }
    const int status = urb->status;
    const int moved = static_cast<int>(urb->moved);
    client.socket.writeMemory(urb->buffer, urb->in);
    client.socket.writeMemory(urb->address + offsetof(usbdevfs_urb, status), bytesOf(status));
    client.socket.writeMemory(urb->address + offsetof(usbdevfs_urb, actual_length), bytesOf(moved));
    client.socket.writeMemory(call.argument, bytesOf(urb->address));
    client.socket.finish(0);
}

} // namespace greenlight::usb
