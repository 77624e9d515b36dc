#pragma once

#include "engine/sim/sim_bench.h"
#include "engine/sim/turnstile.h"
#include "engine/target/connect.h"
#include "engine/target/flash_loader.h"
#include "engine/target/flash_plan.h"
#include "engine/target/verifier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <utility>
#include <vector>

namespace greenlight::target {

/// Reproducible bytes that are neither erased nor all alike.
inline std::vector<std::uint8_t> firmware(std::size_t size, unsigned seed = 1) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> bytes(size);
    std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(random()); });
    return bytes;
}

/// One board on one probe, connected and identified, in virtual time.
class LoaderBench {
public:
    explicit LoaderBench(const sim::BoardSpec& board, const sim::ProbeSpec& probe = {},
                         const ConnectOptions& options = {})
        : m_bench(m_clock, {{port(), probe}}, 1) {
        sim::BoardSpec spec = board;
        for (std::size_t i = 0; i < spec.uid.size(); i++) {
            spec.uid[i] = static_cast<std::uint8_t>(0x31 + i);
        }
        m_bench.insert(port(), spec);
        m_began = m_clock.now();
        connect(options);
    }

    static probe::PortPath port() { return *probe::PortPath::parse("1-1"); }

    Target& target() { return *m_target; }

    sim::Turnstile& clock() { return m_clock; }

    const Identity& identity() const { return m_identity; }

    /// Virtual time since the board was put in.
    [[nodiscard]] Duration elapsed() const { return m_clock.now() - m_began; }

    void mishaps(const sim::TargetMishaps& mishaps) {
        m_bench.withBoard(port(),
                          [&](sim::SimTarget& board, Instant) { board.setMishaps(mishaps); });
    }

    /// Writes bytes into the flash behind everybody's back.
    void soil(std::uint32_t address, std::span<const std::uint8_t> bytes) {
        m_bench.withBoard(port(), [&](sim::SimTarget& board, Instant) {
            for (std::size_t i = 0; i < bytes.size(); i++) {
                board.tamperFlash(static_cast<std::uint32_t>(address - 0x08000000 + i), bytes[i]);
            }
        });
    }

    /// What is in the flash.
    std::vector<std::uint8_t> flash(std::uint32_t address, std::uint32_t length) {
        std::vector<std::uint8_t> bytes;
        m_bench.withBoard(port(), [&](sim::SimTarget& board, Instant) {
            const auto part = board.flash().subspan(address - 0x08000000, length);
            bytes.assign(part.begin(), part.end());
        });
        return bytes;
    }

    /// All of it, from 0x08000000 on.
    std::vector<std::uint8_t> wholeFlash() {
        std::vector<std::uint8_t> bytes;
        m_bench.withBoard(port(), [&](sim::SimTarget& board, Instant) {
            bytes.assign(board.flash().begin(), board.flash().end());
        });
        return bytes;
    }

    bool debugStateLeft() {
        bool left = false;
        m_bench.withBoard(
            port(), [&](sim::SimTarget& board, Instant) { left = board.debugStateLeftBehind(); });
        return left;
    }

    bool running() {
        bool runs = false;
        m_bench.withBoard(port(),
                          [&](sim::SimTarget& board, Instant at) { runs = board.running(at); });
        return runs;
    }

    FlashPlan plan(std::span<const Piece> pieces, EraseScope scope = EraseScope::Sectors) {
        const FlashMode* mode = m_identity.device->flashModeAt(m_target->lowestMillivolts());
        EXPECT_NE(mode, nullptr);
        auto made = planFlash(*m_identity.device, *mode, m_identity.sectors, pieces, scope);
        EXPECT_TRUE(made.ok());
        return std::move(made).value();
    }

    FlashPlan plan(std::uint32_t address, std::span<const std::uint8_t> bytes) {
        const Piece piece{address, bytes};
        return plan(std::span(&piece, 1));
    }

    /// start() and run(), with something to happen at the n-th look at the loader.
    Result<FlashOutcome> program(const FlashPlan& plan,
                                 const FlashLoader::Observer& observer = ignore()) {
        FlashLoader loader(*m_target, plan, m_identity.loaderRam);
        TRY(loader.start());
        return loader.run(observer, m_abort);
    }

    /// Resets and asks the chip.
    Result<ChipDigest> verify(const FlashPlan& plan, const VerifyNonce& nonce) {
        TRY(m_target->resetAndHold());
        return Verifier(*m_target).digest(nonce, plan.proof);
    }

    static FlashLoader::Observer ignore() {
        return [](const FlashProgress&) { return Result<void>(); };
    }

    std::atomic<bool>& abort() { return m_abort; }

    /// What becomes of another attempt with the board as it is; Internal when it is well.
    FaultCode connectAgain() {
        m_target.reset();
        Trail trail;
        const auto target = Target::connect(*m_stlink, m_clock, {}, trail);
        return target.ok() ? FaultCode::Internal : target.fault().code;
    }

private:
    void connect(const ConnectOptions& options) {
        auto link = m_bench.open(port());
        ASSERT_TRUE(link.ok());
        auto stlink = probe::StLink::open(std::move(link).value(), m_clock);
        ASSERT_TRUE(stlink.ok()) << base::toLogLine(stlink.fault());
        m_stlink = std::move(stlink).value();
        Trail trail;
        auto target = Target::connect(*m_stlink, m_clock, options, trail);
        ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
        m_target = std::move(target).value();
        auto identity = m_target->identify();
        ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
        m_identity = std::move(identity).value();
    }

    sim::Turnstile m_clock{1};
    sim::SimBench m_bench;
    Instant m_began{};
    std::unique_ptr<probe::StLink> m_stlink;
    std::unique_ptr<Target> m_target;
    Identity m_identity;
    std::atomic<bool> m_abort = false;
};

} // namespace greenlight::target
