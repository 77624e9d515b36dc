#pragma once

#include "engine/base/clock.h"
#include "engine/probe/link.h"

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::probe {

using Bytes = std::vector<std::uint8_t>;

/// Time that stands still until somebody waits.
class StillClock final : public Clock {
public:
    [[nodiscard]] Instant now() const noexcept override { return m_now; }

    [[nodiscard]] base::WallTime wall() const noexcept override { return {}; }

    void sleepUntil(Instant moment) override {
        if (moment > m_now) {
            slept += moment - m_now;
            m_now = moment;
        }
    }

    Duration slept{0};

private:
    void raise(base::Signal& signal) override { exchange(signal, true); }

    bool wait(base::Signal& signal, Instant deadline) override {
        sleepUntil(deadline);
        return exchange(signal, false);
    }

    Instant m_now{};
};

/// What happened on a ScriptedLink. It outlives the link, which the StLink takes with it.
struct Script {
    /// One expected exchange: the command (zero-padded to 16 bytes), the data that must go out with
    /// it, and what comes back, or what goes wrong instead.
    struct Line {
        Bytes command;
        Bytes out{};
        Bytes in{};
        std::optional<FaultCode> fault{};
        bool silent = false; ///< says it is done without having written the reply
    };

    std::deque<Line> lines;
    /// The sizes of the batches performed, and how much time each was given.
    std::vector<std::size_t> batches;
    std::vector<Duration> budgets;
    int drains = 0;
    int resets = 0;
    int powerCuts = 0;
    std::optional<FaultCode> drainFault{};
    std::optional<FaultCode> resetFault{};
    /// Why the hub does not switch the port; empty where it does.
    std::string keepsPower = "its hub switches all ports together";
    std::optional<FaultCode> powerFault{};
    /// What did not go as scripted; empty at the end of a good test.
    std::string complaints;

    Script& expect(Bytes command, Bytes in = {}, Bytes out = {});
    Script& expectFault(Bytes command, FaultCode fault);
    Script& expectSilence(Bytes command);
    /// A whole start: mode idle, version V2J39S7 (or another).
    Script& expectStart(Bytes version = {0x29, 0xC7, 0x83, 0x04, 0x48, 0x37});
    /// The three questions at once that show whether a probe keeps its answers.
    Script& expectQueueing(const Bytes& version = {0x29, 0xC7, 0x83, 0x04, 0x48, 0x37});
    /// A start of a V3 with this J.
    Script& expectStartV3(std::uint8_t j = 10);
    /// What a link that ends in debug mode with these access ports open is left with.
    Script& expectLeave(std::initializer_list<std::uint8_t> openAps);

    [[nodiscard]] bool isFinished() const { return lines.empty() && complaints.empty(); }

    [[nodiscard]] std::string rest() const;
};

/// A link that expects exactly the exchanges of its script, byte for byte and length for length.
class ScriptedLink final : public Link {
public:
    ScriptedLink(Script& script, Clock& clock) : m_script(script), m_clock(clock) {}

    Result<void> perform(std::span<Exchange> batch, Instant deadline) override;
    Result<void> drain() override;
    Result<void> resetDevice() override;
    Result<PowerCut> cyclePower() override;

    [[nodiscard]] LinkCounters counters() const noexcept override { return {}; }

private:
    Result<void> performOne(Exchange& exchange);

    Script& m_script;
    Clock& m_clock;
};

/// Status replies by name.
inline const Bytes done{0x80, 0};

Bytes status(std::uint8_t code);
/// The eight bytes of a value with status "done".
Bytes word(std::uint32_t value);
/// The twelve bytes of the status of a memory block.
Bytes blockStatus(std::uint8_t code = 0x80, std::uint32_t address = 0);

} // namespace greenlight::probe
