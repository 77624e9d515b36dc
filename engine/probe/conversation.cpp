#include "engine/probe/conversation.h"

#include "engine/base/check.h"
#include "engine/probe/bytes.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::probe {

namespace {

/// Fills every reply before it is asked for: no status, no mode and no version begins with it, so
/// a reply that never arrived cannot pass for one that did.
constexpr std::uint8_t poison = 0xA5;

constexpr int contactAttempts = 2;

constexpr std::uint16_t abortAddress = 0x00;
constexpr std::uint16_t controlStatusAddress = 0x04;
/// ORUNERRCLR, WDERRCLR, STKERRCLR and STKCMPCLR (ARM IHI 0031, ABORT).
constexpr std::uint32_t clearAllSticky = 0x1E;
/// STICKYORUN, STICKYCMP, STICKYERR and WDATAERR (ARM IHI 0031, CTRL/STAT).
constexpr std::uint32_t stickyFlags = (1U << 1U) | (1U << 4U) | (1U << 5U) | (1U << 7U);

bool isGone(const Fault& fault) { return fault.code == FaultCode::ProbeUnplugged; }

/// Whether asking again is of no use: the probe has answered, or it is not there.
bool isFinal(const Result<ProbeMode>& answer) { return answer.ok() || isGone(answer.fault()); }

} // namespace

Conversation::Conversation(std::unique_ptr<Link> link, Clock& clock) noexcept
    : m_link(std::move(link))
    , m_clock(clock) {
    CHECK(m_link != nullptr);
}

Result<ProbeMode> Conversation::askMode(Duration budget) {
    std::array<std::uint8_t, reply::mode> answer{};
    Exchange exchange{.command = command::currentMode(), .in = answer};
    TRY(transfer(std::span(&exchange, 1), budget));
    return parseMode(answer);
}

Result<ProbeMode> Conversation::drainAndAskMode() {
    TRY(m_link->drain());
    const ProbeMode mode = TRY(askMode(contactBudget));
    m_uncertain = false;
    return mode;
}

Result<ProbeMode> Conversation::askWhoIsThere() {
    for (int attempt = 1;; ++attempt) {
        auto answer = drainAndAskMode();
        if (isFinal(answer)) {
            return answer;
        }
        ++m_counters.silences;
        if (attempt == contactAttempts) {
            return answer;
        }
    }
}

Result<ProbeMode> Conversation::contact(LastRung last) {
    auto answer = askWhoIsThere();
    if (isFinal(answer)) {
        return answer;
    }
    ++m_counters.usbResets;
    const Result<void> reset = m_link->resetDevice();
    if (reset.ok()) {
        answer = askWhoIsThere();
        if (isFinal(answer)) {
            return answer;
        }
    } else if (isGone(reset.fault())) {
        // It was there a moment ago: a firmware that has died does not enumerate again.
        answer = reset.fault();
    } else {
        // Somebody else may have the probe by now, and would lose it.
        return reset.fault();
    }
    if (last == LastRung::UsbReset) {
        return answer;
    }
    return contactByPower(std::move(answer).fault());
}

Result<ProbeMode> Conversation::contactByPower(Fault silence) {
    const auto remark = [](Fault fault, std::string_view what) {
        fault.note += fmt::format("{}{}", fault.note.empty() ? "" : "; ", what);
        return fault;
    };
    const auto cut = m_link->cyclePower();
    if (cut.ok() && !cut->done) {
        return remark(std::move(silence), "port power left on: " + cut->whyNot);
    }
    ++m_counters.powerCycles;
    if (!cut.ok()) {
        return remark(cut.fault(), "after its port's power was cut");
    }
    auto answer = askWhoIsThere();
    if (!answer.ok()) {
        return remark(std::move(answer).fault(), "after its port's power was cut");
    }
    return answer;
}

Result<ProbeMode> Conversation::mode() {
    TRY(resynchronise());
    return askMode(commandBudget);
}

Result<void> Conversation::resynchronise() {
    if (!m_uncertain) {
        return {};
    }
    TRY(drainAndAskMode());
    return {};
}

Result<void> Conversation::transfer(std::span<Exchange> exchanges, Duration budget) {
    for (const Exchange& exchange : exchanges) {
        std::ranges::fill(exchange.in, poison);
    }
    m_counters.commands += exchanges.size();
    const Instant deadline = m_clock.now() + budget;
    const std::size_t atOnce = m_queues ? exchanges.size() : 1;
    while (!exchanges.empty()) {
        auto done = m_link->perform(exchanges.first(atOnce), deadline);
        if (!done.ok()) {
            m_uncertain = true;
            return done;
        }
        exchanges = exchanges.subspan(atOnce);
    }
    return {};
}

Result<void> Conversation::tryQueueing(std::span<const std::uint8_t> version) {
    std::array<std::uint8_t, reply::version> before{};
    std::array<std::uint8_t, reply::mode> between{};
    std::array<std::uint8_t, reply::version> after{};
    std::array<Exchange, 3> questions{Exchange{.command = command::version(), .in = before},
                                      Exchange{.command = command::currentMode(), .in = between},
                                      Exchange{.command = command::version(), .in = after}};
    TRY(resynchronise());
    const auto asked = transfer(questions, contactBudget);
    if (!asked.ok() && asked.fault().code == FaultCode::ProbeUnplugged) {
        return asked.fault();
    }
    const auto mode = parseMode(between);
    m_queues = asked.ok() && std::ranges::equal(before, version) &&
               std::ranges::equal(after, version) && mode.ok() && *mode == ProbeMode::Idle;
    // What is still on its way after a lost answer is fetched before the next question.
    m_uncertain = m_uncertain || !m_queues;
    return {};
}

Result<void> Conversation::ask(const CommandBlock& command, std::span<std::uint8_t> reply) {
    TRY(resynchronise());
    Exchange exchange{.command = command, .in = reply};
    return transfer(std::span(&exchange, 1), commandBudget);
}

Result<void> Conversation::tell(const CommandBlock& command) {
    clear();
    addCommand(command, reply::status, {});
    return run();
}

Result<std::uint32_t> Conversation::askWord(const CommandBlock& command, std::size_t replyBytes,
                                            std::optional<std::uint32_t> address) {
    std::uint32_t word = 0;
    clear();
    addCommand(command, replyBytes, {.address = address}, &word);
    TRY(run());
    return word;
}

void Conversation::clear() noexcept {
    m_stepCount = 0;
    m_exchangeCount = 0;
}

Conversation::Step& Conversation::addStep(Shape shape, const About& about) {
    CHECK(!isFull());
    Step& step = m_steps.at(m_stepCount++);
    step = {.shape = shape, .firstExchange = m_exchangeCount, .about = about};
    return step;
}

void Conversation::addExchange(const CommandBlock& command, std::span<const std::uint8_t> out,
                               std::span<std::uint8_t> in) {
    m_exchanges.at(m_exchangeCount++) = {.command = command, .out = out, .in = in};
}

std::span<std::uint8_t> Conversation::replyBuffer(std::size_t exchange, std::size_t bytes) {
    CHECK(bytes <= replyCapacity);
    return std::span(m_replies.at(exchange)).first(bytes);
}

void Conversation::addStatusQuery() {
    addExchange(m_statusWithAddress ? command::lastStatusWithAddress() : command::lastStatus(), {},
                replyBuffer(m_exchangeCount,
                            m_statusWithAddress ? reply::statusWithAddress : reply::status));
}

void Conversation::addCommand(const CommandBlock& command, std::size_t replyBytes,
                              const About& about, std::uint32_t* word) {
    CHECK(replyBytes >= (word == nullptr ? reply::status : reply::word));
    addStep(Shape::Command, about).word = word;
    addExchange(command, {}, replyBuffer(m_exchangeCount, replyBytes));
}

void Conversation::addRead(const CommandBlock& command, std::span<std::uint8_t> into,
                           const About& about) {
    CHECK(!into.empty());
    Step& step = addStep(Shape::Block, about);
    if (into.size() < reply::leastMemory) {
        step.byte = into.data();
        into = replyBuffer(m_exchangeCount, reply::leastMemory);
    }
    addExchange(command, {}, into);
    addStatusQuery();
}

void Conversation::addWrite(const CommandBlock& command, std::span<const std::uint8_t> from,
                            const About& about) {
    CHECK(!from.empty());
    addStep(Shape::Block, about);
    addExchange(command, from, {});
    addStatusQuery();
}

Result<void> Conversation::run() {
    auto done = runSteps();
    clear();
    return done;
}

Result<void> Conversation::runSteps() {
    TRY(resynchronise());
    std::size_t from = 0;
    Patience patience;
    while (from < m_stepCount) {
        const std::size_t firstExchange = m_steps.at(from).firstExchange;
        const auto exchanges =
            std::span(m_exchanges).subspan(firstExchange, m_exchangeCount - firstExchange);
        TRY(transfer(exchanges, budgetFrom(from)));
        const auto trouble = firstTrouble(from);
        if (!trouble) {
            break;
        }
        if (trouble->step != from) {
            patience = {};
            from = trouble->step;
        }
        if (!waitToRepeat(patience, trouble->meaning)) {
            Fault fault = faultOfTrouble(*trouble);
            if (trouble->meaning.reaction == Reaction::Clear) {
                clearAfterFault();
            }
            return fault;
        }
    }
    return {};
}

Duration Conversation::budgetFrom(std::size_t step) const noexcept {
    Duration budget = commandBudget;
    for (const Step& each : std::span(m_steps).subspan(step, m_stepCount - step)) {
        budget += each.about.wireTime;
    }
    return budget;
}

std::optional<Conversation::Trouble> Conversation::firstTrouble(std::size_t from) {
    for (std::size_t i = from; i < m_stepCount; ++i) {
        const Step& step = m_steps.at(i);
        const StatusMeaning meaning = meaningOfStep(step);
        if (meaning.reaction == Reaction::Doubt && step.about.mayDoubt) {
            ++m_counters.writesInDoubt;
        } else if (meaning.reaction != Reaction::Proceed) {
            return Trouble{i, meaning};
        }
        deliver(step);
    }
    return std::nullopt;
}

StatusMeaning Conversation::meaningOfStep(const Step& step) const noexcept {
    // The status is in the last reply of a step: the only one of a command, the query of a block.
    const std::size_t behind = step.shape == Shape::Block ? 1 : 0;
    return meaningOf(m_exchanges.at(step.firstExchange + behind).in);
}

void Conversation::deliver(const Step& step) const noexcept {
    const auto bytes = m_exchanges.at(step.firstExchange).in;
    if (step.word != nullptr) {
        *step.word = takeU32(bytes, reply::valueOffset);
    }
    if (step.byte != nullptr) {
        *step.byte = bytes.front();
    }
}

bool Conversation::waitToRepeat(Patience& patience, const StatusMeaning& meaning) {
    const bool isWait = meaning.reaction == Reaction::Repeat;
    const bool isFaultBehindWait = meaning.reaction == Reaction::Clear && patience.lastWasWait;
    if (!isWait && !isFaultBehindWait) {
        return false;
    }
    const Instant now = m_clock.now();
    if (!patience.begun) {
        patience.begun = true;
        patience.giveUp = now + waitBudget;
    }
    if (now + patience.pause > patience.giveUp) {
        return false;
    }
    m_clock.sleepFor(patience.pause);
    patience.pause = std::min(2 * patience.pause, longestPause);
    patience.lastWasWait = isWait;
    ++m_counters.waitRetries;
    return true;
}

Fault Conversation::faultOfTrouble(const Trouble& trouble) const {
    const Step& step = m_steps.at(trouble.step);
    std::optional<std::uint32_t> address = step.about.address;
    if (step.shape == Shape::Block && m_statusWithAddress) {
        // Zero for a WAIT, which names no address.
        const std::uint32_t told =
            takeU32(m_exchanges.at(step.firstExchange + 1).in, reply::valueOffset);
        address = told != 0 ? told : address;
    }
    return faultOf(trouble.meaning, address);
}

void Conversation::clearAfterFault() {
    if (m_clearing) {
        return;
    }
    m_clearing = true;
    // The fault that led here is the one to report; a flag that stays set shows in the next access.
    if (clearStickyErrors().ok()) {
        ++m_counters.faultsCleared;
    }
    m_clearing = false;
}

Result<void> Conversation::clearStickyErrors() {
    TRY(tell(command::writeDapRegister(command::debugPort, abortAddress, clearAllSticky)));
    const std::uint32_t status =
        TRY(askWord(command::readDapRegister(command::debugPort, controlStatusAddress)));
    if ((status & stickyFlags) != 0) {
        return Fault{.code = FaultCode::SwdFault,
                     .note = fmt::format("sticky flags stay set, CTRL/STAT {:#010x}", status)};
    }
    return {};
}

} // namespace greenlight::probe
