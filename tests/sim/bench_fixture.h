#pragma once

#include "engine/probe/link.h"
#include "engine/sim/sim_bench.h"
#include "engine/sim/turnstile.h"
#include "tests/sim/plain_target.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace greenlight::sim {

using Bytes = std::vector<std::uint8_t>;

inline Bytes bytesOf(std::initializer_list<unsigned> values) {
    Bytes bytes;
    for (const unsigned value : values) {
        bytes.push_back(static_cast<std::uint8_t>(value));
    }
    return bytes;
}

inline probe::CommandBlock commandOf(std::initializer_list<unsigned> values) {
    probe::CommandBlock block{};
    std::ranges::copy(bytesOf(values), block.begin());
    return block;
}

inline probe::PortPath portOf(const char* text) { return probe::PortPath::parse(text).value(); }

/// One virtual probe with one plain chip on it, in virtual time.
class BenchFixture : public ::testing::Test {
protected:
    explicit BenchFixture(const ProbeSpec& probe = ProbeSpec::v2("50FF6F067871515131090367"))
        : bench(clock, {{port, probe}}, 1, [this](const BoardSpec& spec, std::uint64_t) {
            auto made = std::make_unique<PlainTarget>(spec);
            chip = made.get();
            return made;
        }) {
        bench.insert(port, BoardSpec{.chip = Chip::F407, .millivolts = 3249});
    }

    void open() {
        link.reset();
        auto opened = bench.open(port);
        ASSERT_TRUE(opened.ok());
        link = std::move(opened).value();
    }

    /// One exchange with a reply of `length` bytes; an empty answer is a failed test.
    Bytes ask(std::initializer_list<unsigned> command, std::size_t length) {
        Bytes reply(length);
        probe::Exchange exchange{commandOf(command), {}, reply};
        const auto done = link->perform({&exchange, 1}, clock.now() + deadline);
        EXPECT_TRUE(done.ok()) << (done.ok() ? "" : base::toLogLine(done.fault()));
        return done.ok() ? reply : Bytes{};
    }

    void tell(std::initializer_list<unsigned> command, const Bytes& data = {}) {
        probe::Exchange exchange{commandOf(command), data, {}};
        const auto done = link->perform({&exchange, 1}, clock.now() + deadline);
        EXPECT_TRUE(done.ok()) << (done.ok() ? "" : base::toLogLine(done.fault()));
    }

    /// The fault of an exchange that must not succeed.
    Fault failing(std::initializer_list<unsigned> command, std::size_t length) {
        Bytes reply(length);
        probe::Exchange exchange{commandOf(command), {}, reply};
        auto done = link->perform({&exchange, 1}, clock.now() + deadline);
        EXPECT_FALSE(done.ok());
        return done.ok() ? Fault{} : std::move(done).fault();
    }

    /// Out of DFU mode, into SWD, access port 0 open.
    void connect() {
        open();
        tell({0xF3, 0x07});
        ASSERT_EQ(ask({0xF2, 0x30, 0xA3}, 2), bytesOf({0x80, 0}));
        ASSERT_EQ(ask({0xF2, 0x4B, 0}, 2), bytesOf({0x80, 0}));
    }

    static constexpr Duration deadline = std::chrono::seconds(1);

    const probe::PortPath port = portOf("1-1.2");
    Turnstile clock{1};
    PlainTarget* chip = nullptr;
    SimBench bench;
    std::unique_ptr<probe::Link> link;
};

} // namespace greenlight::sim
