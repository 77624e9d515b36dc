#pragma once

#include "engine/probe/link.h"
#include "engine/sim/sim_bench.h"
#include "engine/sim/sim_stlink_wire.h"
#include "engine/sim/turnstile.h"
#include "tests/sim/plain_target.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace greenlight::sim {

using Bytes = std::vector<std::uint8_t>;

inline probe::CommandBlock blockOf(const Bytes& command) {
    probe::CommandBlock block{};
    std::ranges::copy(command, block.begin());
    return block;
}

/// `head` followed by `value` as it goes over the wire.
inline Bytes withWord(Bytes head, std::uint32_t value) {
    for (unsigned byte = 0; byte < 4; ++byte) {
        head.push_back(static_cast<std::uint8_t>(value >> 8 * byte));
    }
    return head;
}

/// A memory command: F2, `sub`, address, length, access port.
inline Bytes memoryCommand(std::uint8_t sub, std::uint32_t address, std::size_t length,
                           std::uint8_t ap = 0) {
    Bytes command = withWord({0xF2, sub}, address);
    command.push_back(static_cast<std::uint8_t>(length));
    command.push_back(static_cast<std::uint8_t>(length >> 8));
    command.push_back(ap);
    return command;
}

inline probe::PortPath portOf(const char* text) { return probe::PortPath::parse(text).value(); }

/// One virtual probe with one plain chip on it, in virtual time, and the words to talk to it.
class Desk {
public:
    explicit Desk(const ProbeSpec& probe = ProbeSpec::v2("50FF6F067871515131090367"),
                  const BoardMaker& maker = {})
        : bench(clock, {{port, probe}}, 1, maker ? maker : plainMaker()) {
        bench.insert(port, BoardSpec{.chip = Chip::F407, .millivolts = 3249});
    }

    void open() {
        link.reset();
        auto opened = bench.open(port);
        ASSERT_TRUE(opened.ok());
        link = std::move(opened).value();
    }

    /// One exchange with a reply of `length` bytes; an empty answer is a failed test.
    Bytes ask(const Bytes& command, std::size_t length) const {
        Bytes reply(length);
        probe::Exchange exchange{blockOf(command), {}, reply};
        const auto done = link->perform({&exchange, 1}, clock.now() + deadline);
        EXPECT_TRUE(done.ok()) << (done.ok() ? "" : base::toLogLine(done.fault()));
        return done.ok() ? reply : Bytes{};
    }

    void tell(const Bytes& command, const Bytes& data = {}) const {
        probe::Exchange exchange{blockOf(command), data, {}};
        const auto done = link->perform({&exchange, 1}, clock.now() + deadline);
        EXPECT_TRUE(done.ok()) << (done.ok() ? "" : base::toLogLine(done.fault()));
    }

    /// The fault of an exchange that must not succeed.
    Fault failing(const Bytes& command, std::size_t length, const Bytes& data = {}) const {
        Bytes reply(length);
        probe::Exchange exchange{blockOf(command), data, reply};
        auto done = link->perform({&exchange, 1}, clock.now() + deadline);
        EXPECT_FALSE(done.ok());
        return done.ok() ? Fault{} : std::move(done).fault();
    }

    /// Out of DFU mode, into SWD, access port 0 open.
    void connect() {
        open();
        tell({0xF3, 0x07});
        ASSERT_EQ(ask({0xF2, 0x30, 0xA3}, 2), (Bytes{0x80, 0}));
        ASSERT_EQ(ask({0xF2, 0x4B, 0}, 2), (Bytes{0x80, 0}));
    }

    /// What GETLASTRWSTATUS2 says: the status and the address of the fault.
    [[nodiscard]] std::pair<unsigned, std::uint32_t> lastStatus() const {
        const Bytes reply = ask({0xF2, 0x3E}, 12);
        return {get16(reply, 0), get32(reply, 4)};
    }

    static constexpr Duration deadline = std::chrono::seconds(1);

    const probe::PortPath port = portOf("1-1.2");
    Turnstile clock{1};
    PlainTarget* chip = nullptr; ///< the plain chip that is in, if the bench makes plain ones
    SimBench bench;
    std::unique_ptr<probe::Link> link;

private:
    BoardMaker plainMaker() {
        return [this](const BoardSpec& spec, std::uint64_t) {
            auto made = std::make_unique<PlainTarget>(spec);
            chip = made.get();
            return made;
        };
    }
};

} // namespace greenlight::sim
