#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace greenlight::kernel {

/// What a USB/IP host controller asks of a device that it has imported (Linux documentation,
/// usb/usbip_protocol, version 1.1.1). Numbers are big-endian on the wire.
struct UsbIpCall {
    enum class Kind : std::uint8_t {
        Submit, ///< a transfer; its data follows when it goes out
        Unlink, ///< take a transfer back
    };

    /// Bytes of every message, without the data that may follow it.
    static constexpr std::size_t bytes = 48;

    Kind kind = Kind::Submit;
    std::uint32_t sequence = 0;
    std::uint8_t endpoint = 0;           ///< bit 7: towards the host
    std::uint32_t length = 0;            ///< of the data phase, in either direction
    std::array<std::uint8_t, 8> setup{}; ///< of a transfer on endpoint 0
    std::uint32_t victim = 0;            ///< the sequence of the transfer to take back

    /// Empty for anything but these two, and for isochronous transfers, which no ST-LINK has.
    static std::optional<UsbIpCall> parse(std::span<const std::uint8_t, bytes> message);

    /// Bytes that follow this message.
    [[nodiscard]] std::size_t dataBytes() const noexcept;
};

/// How a transfer ended. `status` is 0 or a negative error number of Linux, `moved` the bytes of
/// its data phase; `in` goes with it.
std::vector<std::uint8_t> submitReply(std::uint32_t sequence, int status, std::size_t moved,
                                      std::span<const std::uint8_t> in);
/// What became of an Unlink: -ECONNRESET when the transfer was taken back and has no reply of its
/// own, 0 when it had ended before.
std::vector<std::uint8_t> unlinkReply(std::uint32_t sequence, int status);

} // namespace greenlight::kernel
