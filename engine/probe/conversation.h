#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/link.h"
#include "engine/probe/stlink.h"
#include "engine/probe/stlink_protocol.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace greenlight::probe {

/// The give and take with one ST-LINK, below any knowledge of debugging: status before data, exact
/// lengths, WAIT repeated, faults cleared, and back in step after a lost answer. One thread; no
/// allocation unless something goes wrong.
///
/// A *step* is what the probe answers as one: a command with its own status, or a memory block with
/// the status query behind it. Steps are collected and then run with all their transfers in flight
/// at once.
class Conversation {
public:
    /// Steps of one run; each is at most two exchanges of the link.
    static constexpr std::size_t stepsAtOnce = 16;

    /// How long a command may take. Some USB hosts stall a transfer for five seconds.
    static constexpr Duration commandBudget = std::chrono::seconds(6);
    /// The same while it is not known whether the probe answers at all.
    static constexpr Duration contactBudget = std::chrono::seconds(1);

    /// WAIT: the operation is repeated after a pause that doubles from the first to the longest,
    /// until so much time has passed since its first WAIT. Covers the longest pause that a chip
    /// busy with its flash was seen to need (0.8 s) without hiding a dead one.
    static constexpr Duration firstPause = std::chrono::microseconds(100);
    static constexpr Duration longestPause = std::chrono::milliseconds(50);
    static constexpr Duration waitBudget = std::chrono::seconds(1);

    Conversation(std::unique_ptr<Link> link, Clock& clock) noexcept;

    [[nodiscard]] Link& link() noexcept { return *m_link; }

    [[nodiscard]] const ProbeCounters& counters() const noexcept { return m_counters; }

    /// Whether the last exchange failed below the protocol, so that it is not known what the probe
    /// is doing. The next exchange first drains the link and asks for the mode.
    [[nodiscard]] bool isUncertain() const noexcept { return m_uncertain; }

    /// Gets a first answer out of a probe in unknown condition: drains it, asks for its mode, asks
    /// again (the first answer after opening can be lost to a data toggle that did not match). One
    /// that stays silent is reset over USB, and if that does not help and `last` allows it, its
    /// port loses its power where the hub can do that to this port alone; after each it is asked
    /// twice anew. Returns the mode. Takes 30 s at most. Faults: those of Link, ProbeNonsense; the
    /// note says what came of the last resort.
    Result<ProbeMode> contact(LastRung last);

    Result<ProbeMode> mode();

    /// One exchange whose reply, if any, has no status.
    Result<void> ask(const CommandBlock& command, std::span<std::uint8_t> reply);

    /// One command with a status of its own, by itself.
    Result<void> tell(const CommandBlock& command);
    Result<std::uint32_t> askWord(const CommandBlock& command, std::size_t replyBytes = reply::word,
                                  std::optional<std::uint32_t> address = std::nullopt);

    /// Finds out whether a reply survives that the next command is sent before it is fetched. No
    /// document of the maker promises that, so a probe is asked three questions at once whose
    /// answers are known; one that loses an answer is spoken to one exchange at a time from then
    /// on, slower and safe. `version` is the reply to GET_VERSION; the probe is in mode idle.
    /// Faults: ProbeUnplugged.
    Result<void> tryQueueing(std::span<const std::uint8_t> version);

    /// Whether several exchanges may be in flight.
    [[nodiscard]] bool queues() const noexcept { return m_queues; }

    /// Which command asks for the status of a memory block; depends on the firmware.
    void useStatusWithAddress(bool use) noexcept { m_statusWithAddress = use; }

    // Collecting steps. Memory that is named must live until run() returns.

    void clear() noexcept;

    [[nodiscard]] bool isEmpty() const noexcept { return m_stepCount == 0; }

    [[nodiscard]] bool isFull() const noexcept { return m_stepCount == stepsAtOnce; }

    /// What a step is about beside its command.
    struct About {
        std::optional<std::uint32_t> address{}; ///< for the fault
        bool mayDoubt = false;                  ///< a write that need not read back equal
        Duration wireTime{0};                   ///< what it takes on the SWD wires, generously
    };

    /// A command whose reply begins with a status; a value from it goes to `word` if given.
    void addCommand(const CommandBlock& command, std::size_t replyBytes, const About& about,
                    std::uint32_t* word = nullptr);
    /// A read block. One byte is read as the two that the probe sends.
    void addRead(const CommandBlock& command, std::span<std::uint8_t> into, const About& about);
    void addWrite(const CommandBlock& command, std::span<const std::uint8_t> from,
                  const About& about);

    /// Runs the collected steps in order and forgets them. After a WAIT, and after a FAULT that
    /// comes directly behind a WAIT (a V3 answers WAIT, FAULT, done), the run goes on from the
    /// step that got it. Any other refusal ends it; sticky flags are cleared then. Faults: of the
    /// first step that failed; those of Link.
    Result<void> run();

    /// ABORT with all four clear bits, and a look at whether it worked.
    Result<void> clearStickyErrors();

private:
    enum class Shape : std::uint8_t { Command, Block };

    struct Step {
        Shape shape = Shape::Command;
        std::size_t firstExchange = 0;
        About about{};
        std::uint32_t* word = nullptr;
        std::uint8_t* byte = nullptr;
    };

    struct Trouble {
        std::size_t step;
        StatusMeaning meaning;
    };

    /// How often the step in trouble has been repeated, and until when it may be.
    struct Patience {
        Instant giveUp{};
        Duration pause = firstPause;
        bool begun = false;
        bool lastWasWait = false;
    };

    static constexpr std::size_t exchangesAtOnce = 2 * stepsAtOnce;
    static constexpr std::size_t replyCapacity = 12;

    Step& addStep(Shape shape, const About& about);
    void addExchange(const CommandBlock& command, std::span<const std::uint8_t> out,
                     std::span<std::uint8_t> in);
    [[nodiscard]] std::span<std::uint8_t> replyBuffer(std::size_t exchange, std::size_t bytes);
    void addStatusQuery();

    Result<void> runSteps();
    Result<void> resynchronise();
    Result<void> transfer(std::span<Exchange> exchanges, Duration budget);
    [[nodiscard]] Duration budgetFrom(std::size_t step) const noexcept;
    [[nodiscard]] std::optional<Trouble> firstTrouble(std::size_t from);
    [[nodiscard]] StatusMeaning meaningOfStep(const Step& step) const noexcept;
    void deliver(const Step& step) const noexcept;
    [[nodiscard]] bool waitToRepeat(Patience& patience, const StatusMeaning& meaning);
    [[nodiscard]] Fault faultOfTrouble(const Trouble& trouble) const;
    void clearAfterFault();
    Result<ProbeMode> askMode(Duration budget);
    Result<ProbeMode> drainAndAskMode();
    Result<ProbeMode> askWhoIsThere();
    Result<ProbeMode> contactByPower(Fault silence);

    std::unique_ptr<Link> m_link;
    Clock& m_clock;
    ProbeCounters m_counters;
    bool m_statusWithAddress = true;
    bool m_uncertain = false;
    bool m_clearing = false;
    bool m_queues = true;
    std::array<Step, stepsAtOnce> m_steps{};
    std::size_t m_stepCount = 0;
    std::array<Exchange, exchangesAtOnce> m_exchanges{};
    std::size_t m_exchangeCount = 0;
    std::array<std::array<std::uint8_t, replyCapacity>, exchangesAtOnce> m_replies{};
};

} // namespace greenlight::probe
