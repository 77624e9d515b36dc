#pragma once

#include "engine/base/clock.h"
#include "engine/probe/bench.h"
#include "engine/probe/link.h"
#include "engine/sim/sim_stlink_product.h"
#include "tests/usb/bench_words.h"
#include "tests/usb/mock_usb_server.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace greenlight::usb {

using Bytes = std::vector<std::uint8_t>;

inline probe::PortPath portOf(std::string_view text) {
    return probe::PortPath::parse(text).value();
}

/// An ST-LINK command block.
inline probe::CommandBlock command(std::initializer_list<unsigned> bytes) {
    probe::CommandBlock block{};
    std::size_t index = 0;
    for (const unsigned byte : bytes) {
        block.at(index++) = static_cast<std::uint8_t>(byte);
    }
    return block;
}

/// An image for any chip of the bench: a vector table, a core that stays where it starts, and
/// bytes of which no two words are alike.
inline Bytes firmware(std::size_t size) {
    Bytes bytes(size);
    std::uint32_t state = 0x1234'5678;
    for (std::uint8_t& byte : bytes) {
        state = state * 1'664'525 + 1'013'904'223;
        byte = static_cast<std::uint8_t>(state >> 24);
    }
    constexpr std::size_t vectors = 0x200;
    const auto put = [&bytes](std::size_t offset, std::uint32_t word) {
        for (unsigned i = 0; i < 4; ++i) {
            bytes.at(offset + i) = static_cast<std::uint8_t>(word >> 8 * i);
        }
    };
    put(0, 0x2000'0400);
    for (std::size_t offset = 4; offset < vectors; offset += 4) {
        put(offset, 0x0800'0000 + vectors + 1);
    }
    put(vectors, 0xE7FE'E7FE); // branch to itself
    return bytes;
}

} // namespace greenlight::usb
