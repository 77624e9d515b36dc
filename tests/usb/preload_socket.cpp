#include "tests/usb/preload_socket.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <utility>

namespace greenlight::usb {

namespace {

// The commands of the preload library, each followed by two numbers, all of the client's own width
// (umockdev 0.17, libumockdev-preload.c).
constexpr std::uint64_t callIoctl = 1;
constexpr std::uint64_t callRead = 7;
constexpr std::uint64_t callWrite = 8;
constexpr std::uint64_t answerDone = 3;
constexpr std::uint64_t answerReadMemory = 5;
constexpr std::uint64_t answerWriteMemory = 6;

using Message = std::array<std::uint64_t, 3>;

/// A client in the middle of a call answers at once; one that does not is dead.
constexpr timeval patience{10, 0};

} // namespace

OwnedFd::OwnedFd(OwnedFd&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

OwnedFd& OwnedFd::operator=(OwnedFd&& other) noexcept {
    reset();
    m_fd = std::exchange(other.m_fd, -1);
    return *this;
}

void OwnedFd::reset() noexcept {
    if (m_fd >= 0) {
        ::close(std::exchange(m_fd, -1));
    }
}

PreloadSocket::PreloadSocket(OwnedFd fd) : m_fd(std::move(fd)) {
    static_cast<void>(setsockopt(m_fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)));
}

int PreloadSocket::peerProcess() const {
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (getsockopt(m_fd.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
        return 0;
    }
    return peer.pid;
}

bool PreloadSocket::receiveAll(std::span<std::uint8_t> into) {
    while (!into.empty()) {
        const ssize_t got = recv(m_fd.get(), into.data(), into.size(), MSG_WAITALL);
        if (got <= 0) {
            return false;
        }
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

std::optional<PreloadSocket::Call> PreloadSocket::receive() {
    std::array<std::uint8_t, sizeof(Message)> bytes{};
    if (!receiveAll(bytes)) {
        return std::nullopt;
    }
    Message message{};
    std::memcpy(message.data(), bytes.data(), bytes.size());
    switch (message[0]) {
    case callIoctl:
        return Call{static_cast<std::uint32_t>(message[1]), message[2], true};
    case callRead:
    case callWrite:
        return Call{};
    default:
        return std::nullopt;
    }
}

void PreloadSocket::queue(std::uint64_t command, std::uint64_t first, std::uint64_t second) {
    const Message message{command, first, second};
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(message.data());
    m_outgoing.insert(m_outgoing.end(), bytes, bytes + sizeof(message));
}

bool PreloadSocket::flush() {
    std::span<const std::uint8_t> rest = m_outgoing;
    while (!rest.empty()) {
        const ssize_t sent = send(m_fd.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            break;
        }
        rest = rest.subspan(static_cast<std::size_t>(sent));
    }
    m_outgoing.clear();
    return rest.empty();
}

bool PreloadSocket::readMemory(std::uint64_t address, std::span<std::uint8_t> into) {
    if (into.empty()) {
        return true;
    }
    queue(answerReadMemory, address, into.size());
    return flush() && receiveAll(into);
}

void PreloadSocket::writeMemory(std::uint64_t address, std::span<const std::uint8_t> bytes) {
    if (!bytes.empty()) {
        queue(answerWriteMemory, address, bytes.size());
        m_outgoing.insert(m_outgoing.end(), bytes.begin(), bytes.end());
    }
}

void PreloadSocket::finish(std::int64_t result, int error) {
    queue(answerDone, static_cast<std::uint64_t>(result), static_cast<std::uint64_t>(error));
    // A client that is gone is noticed by the next receive().
    static_cast<void>(flush());
}

} // namespace greenlight::usb
