#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace greenlight::usb {

/// A file descriptor that closes itself.
class OwnedFd {
public:
    OwnedFd() = default;

    explicit OwnedFd(int fd) noexcept : m_fd(fd) {}

    OwnedFd(const OwnedFd&) = delete;
    OwnedFd& operator=(const OwnedFd&) = delete;
    OwnedFd(OwnedFd&& other) noexcept;
    OwnedFd& operator=(OwnedFd&& other) noexcept;

    ~OwnedFd() { reset(); }

    [[nodiscard]] int get() const noexcept { return m_fd; }

    [[nodiscard]] bool valid() const noexcept { return m_fd >= 0; }

    void reset() noexcept;

private:
    int m_fd = -1;
};

/// One open device node of a client under libumockdev-preload, seen from the other end. The preload
/// library hands every ioctl over this socket and then serves reads and writes of the client's own
/// memory until it is told the ioctl's result. One thread.
class PreloadSocket {
public:
    explicit PreloadSocket(OwnedFd fd);

    [[nodiscard]] int fd() const noexcept { return m_fd.get(); }

    /// The process at the other end.
    [[nodiscard]] int peerProcess() const;

    /// What a client asks for; `argument` is an address in the client or a plain number.
    struct Call {
        std::uint32_t request = 0;
        std::uint64_t argument = 0;
        bool isIoctl = false; ///< false for read() and write() on the node
    };

    /// The next call; empty when the client has closed the node, has ended, or talks nonsense.
    std::optional<Call> receive();
    /// Copies from the client's memory; false when the client is gone.
    bool readMemory(std::uint64_t address, std::span<std::uint8_t> into);
    /// Copies into the client's memory, together with the next finish().
    void writeMemory(std::uint64_t address, std::span<const std::uint8_t> bytes);
    /// Ends the call: what ioctl() returns, and errno when that is -1.
    void finish(std::int64_t result, int error = 0);

private:
    void queue(std::uint64_t command, std::uint64_t first, std::uint64_t second);
    bool flush();
    bool receiveAll(std::span<std::uint8_t> into);

    OwnedFd m_fd;
    std::vector<std::uint8_t> m_outgoing;
};

} // namespace greenlight::usb
