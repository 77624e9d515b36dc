#include "tests/kernel/usbip_message.h"

#include <algorithm>

namespace greenlight::kernel {

namespace {

constexpr std::uint32_t commandSubmit = 1;
constexpr std::uint32_t commandUnlink = 2;
constexpr std::uint32_t replySubmit = 3;
constexpr std::uint32_t replyUnlink = 4;

constexpr std::size_t setupOffset = 40;
constexpr std::uint8_t towardsHost = 0x80;
constexpr std::uint32_t mostEndpoint = 15;
/// What stands where isochronous transfers have their number of packets.
constexpr std::uint32_t noPackets = 0xFFFF'FFFF;

std::uint32_t wordAt(std::span<const std::uint8_t> message, std::size_t index) {
    std::uint32_t word = 0;
    for (const std::uint8_t byte : message.subspan(index * 4, 4)) {
        word = word << 8U | byte;
    }
    return word;
}

/// A reply with its first words; the others are zero.
std::vector<std::uint8_t> message(std::uint32_t command, std::uint32_t sequence, int status,
                                  std::size_t moved) {
    std::array<std::uint32_t, UsbIpCall::bytes / 4> words{};
    words[0] = command;
    words[1] = sequence;
    words[5] = static_cast<std::uint32_t>(status);
    words[6] = static_cast<std::uint32_t>(moved);
    std::vector<std::uint8_t> made;
    for (const std::uint32_t word : words) {
        for (const unsigned shift : {24U, 16U, 8U, 0U}) {
            made.push_back(static_cast<std::uint8_t>(word >> shift));
        }
    }
    return made;
}

} // namespace

std::optional<UsbIpCall> UsbIpCall::parse(std::span<const std::uint8_t, bytes> message) {
    UsbIpCall call;
    call.sequence = wordAt(message, 1);
    const std::uint32_t endpoint = wordAt(message, 4);
    if (endpoint > mostEndpoint) {
        return std::nullopt;
    }
    call.endpoint =
        static_cast<std::uint8_t>(endpoint | (wordAt(message, 3) != 0 ? towardsHost : 0U));
    switch (wordAt(message, 0)) {
    case commandSubmit: {
        call.length = wordAt(message, 6);
        const std::uint32_t packets = wordAt(message, 8);
        if (packets != 0 && packets != noPackets) {
            return std::nullopt;
        }
        std::ranges::copy(message.subspan(setupOffset), call.setup.begin());
        return call;
    }
    case commandUnlink:
        call.kind = Kind::Unlink;
        call.victim = wordAt(message, 5);
        return call;
    default:
        return std::nullopt;
    }
}

std::size_t UsbIpCall::dataBytes() const noexcept {
    return kind == Kind::Submit && (endpoint & towardsHost) == 0 ? length : 0;
}

std::vector<std::uint8_t> submitReply(std::uint32_t sequence, int status, std::size_t moved,
                                      std::span<const std::uint8_t> in) {
    auto reply = message(replySubmit, sequence, status, moved);
    reply.insert(reply.end(), in.begin(), in.end());
    return reply;
}

std::vector<std::uint8_t> unlinkReply(std::uint32_t sequence, int status) {
    return message(replyUnlink, sequence, status, 0);
}

} // namespace greenlight::kernel
