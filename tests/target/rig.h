#pragma once

#include "engine/probe/stlink.h"
#include "engine/sim/sim_bench.h"
#include "engine/sim/turnstile.h"
#include "engine/target/connect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace greenlight::target {

/// One socket of the virtual bench with a probe and a board, in virtual time.
class Rig {
public:
    explicit Rig(const sim::BoardSpec& board, const sim::ProbeSpec& probe = {},
                 const sim::BoardMaker& maker = sim::SimTarget::make, std::uint64_t seed = 7)
        : m_bench(clock, {{port, probe}}, seed, maker) {
        m_bench.insert(port, board);
    }

    /// A board with a UID that looks like one.
    static sim::BoardSpec board(sim::Chip chip) {
        sim::BoardSpec spec;
        spec.chip = chip;
        spec.uid = {0x31, 0x00, 0x2C, 0x00, 0x0D, 0x51, 0x38, 0x32, 0x34, 0x37, 0x39, 0x31};
        spec.resident = sim::BoardSpec::Resident::Blinky;
        return spec;
    }

    /// Opens the probe, once.
    probe::StLink& link() {
        if (!m_link) {
            auto usb = m_bench.open(port);
            EXPECT_TRUE(usb.ok());
            auto opened = probe::StLink::open(std::move(usb).value(), clock);
            EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : base::toLogLine(opened.fault()));
            m_link = std::move(opened).value();
        }
        return *m_link;
    }

    Result<std::unique_ptr<Target>> connect(const ConnectOptions& options = {}) {
        trail.clear();
        return Target::connect(link(), clock, options, trail);
    }

    /// Closes the probe, as at the end of a job.
    void closeProbe() { m_link.reset(); }

    sim::SimBench& bench() { return m_bench; }

    void setMishaps(const sim::TargetMishaps& mishaps) {
        m_bench.setMishaps(port, sim::MishapPlan{.target = mishaps});
    }

    /// Looks at the board behind everybody's back.
    template <typename Look>
    auto look(const Look& lookAt) {
        decltype(lookAt(std::declval<sim::SimTarget&>(), Instant{})) found{};
        EXPECT_TRUE(m_bench.withBoard(
            port, [&](sim::SimTarget& board, Instant at) { found = lookAt(board, at); }));
        return found;
    }

    bool running() {
        return look([](sim::SimTarget& board, Instant at) { return board.running(at); });
    }

    bool debugStateLeft() {
        return look([](sim::SimTarget& board, Instant) { return board.debugStateLeftBehind(); });
    }

    /// True if a rung with this in its name was climbed, or tried and failed.
    [[nodiscard]] bool climbed(std::string_view what, bool worked) const {
        return std::ranges::any_of(trail, [&](const Rung& rung) {
            return rung.what.find(what) != std::string::npos && rung.fault.has_value() != worked;
        });
    }

    sim::Turnstile clock{11};
    Trail trail;
    const probe::PortPath port = *probe::PortPath::parse("1-1.1");

private:
    sim::SimBench m_bench;
    std::unique_ptr<probe::StLink> m_link;
};

inline std::string told(const Trail& trail) {
    std::string text;
    for (const Rung& rung : trail) {
        text += rung.what + (rung.fault ? ": " + base::toLogLine(*rung.fault) : ": ok") + "\n";
    }
    return text;
}

} // namespace greenlight::target
