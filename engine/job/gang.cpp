#include "engine/job/gang.h"

#include "engine/base/check.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::job {

namespace {

using namespace std::chrono_literals;

/// How often an idle slot looks at its contacts: often enough that "board out" is seen between two
/// boards of a quick operator, seldom enough that 32 idle slots cost nothing.
constexpr Duration lookInterval = 250ms;

/// Below this a supply pin counts as open: a floating one reads a few hundred millivolts.
constexpr unsigned contactMillivolts = 1000;

/// A silent probe that its port's power did not wake is not worth more than this; who plugs it in
/// anew begins from the start.
constexpr unsigned mostPowerCuts = 3;
constexpr Duration powerCutPause = 60s;

/// A chip that has not answered so many looks is left to a press, which says in words what is
/// wrong with it.
constexpr unsigned mostUnanswered = 8;

/// Progress is shown to people; more often than this nobody can see it.
constexpr Duration showInterval = 100ms;

bool isWorking(const SlotState& state) { return std::holds_alternative<Working>(state); }

bool isResult(const SlotState& state) {
    return std::holds_alternative<Passed>(state) || std::holds_alternative<Failed>(state) ||
           std::holds_alternative<Unrecorded>(state);
}

SlotState stateOf(const Ending& ending) {
    if (ending.refused) {
        return Ready{};
    }
    if (!ending.receipt) {
        return Unrecorded{ending.unrecorded.value_or(Fault{.code = FaultCode::NotReceipted})};
    }
    if (ending.receipt->verdict() == Verdict::Pass) {
        return Passed(*ending.receipt);
    }
    return Failed{*ending.receipt, ending.judgement.fault.value_or(Fault{})};
}

} // namespace

Passed::Passed(const Receipt& receipt) : m_receipt(receipt) {
    CHECK(receipt.verdict() == Verdict::Pass);
}

Slot::Slot(SlotPlace place, probe::Bench& bench, Recorder& recorder, Clock& clock, Changed changed,
           Ended ended, Arrived arrived)
    : m_place(std::move(place))
    , m_bench(bench)
    , m_recorder(recorder)
    , m_clock(clock)
    , m_changed(std::move(changed))
    , m_ended(std::move(ended))
    , m_arrived(std::move(arrived))
    , m_wake(clock) {
    m_view.name = m_place.name;
    m_view.port = m_place.port;
    m_worker = std::make_unique<base::Worker>(clock, fmt::format("slot {}", m_place.name),
                                              [this] { live(); });
}

Slot::~Slot() { end(); }

void Slot::askToEnd() {
    m_stop = true;
    m_wake.raise();
}

void Slot::end() {
    askToEnd();
    m_worker.reset();
}

Result<void> Slot::refuse(Fault fault) {
    update([&fault](SlotView& view) {
        ++view.refusals;
        view.refusal = fault;
    });
    return fault;
}

Result<void> Slot::mayStart() {
    const std::scoped_lock lock(m_mutex);
    if (isWorking(m_view.state) || m_pressed) {
        return Fault{.code = FaultCode::SlotBusy};
    }
    if (m_view.boardOutWanted) {
        return Fault{.code = FaultCode::BoardNotRemoved};
    }
    if (m_view.trouble) {
        return *m_view.trouble;
    }
    if (!m_view.contact) {
        return Fault{.code = FaultCode::NothingInSlot};
    }
    return {};
}

Result<void> Slot::start(Order order) {
    if (Result<void> allowed = mayStart(); !allowed) {
        return refuse(std::move(allowed).fault());
    }
    bool taken = false;
    update([this, &order, &taken](SlotView& view) {
        // Two presses can come past mayStart() together; the one that finds the gate open is it.
        if (!m_pressed && !isWorking(view.state)) {
            taken = true;
            view.state = Working{.progress = {}, .since = m_clock.now()};
            view.serial = order.serial;
            view.uid.clear();
            view.refusal.reset();
            ++view.attempts;
            order.slot = m_place.name;
            order.port = m_place.port.text();
            order.passedBefore = m_passedUid;
            m_pressed = std::move(order);
        }
    });
    if (!taken) {
        return refuse({.code = FaultCode::SlotBusy});
    }
    m_wake.raise();
    return {};
}

void Slot::allowSameBoard() {
    update([this](SlotView& view) {
        view.boardOutWanted = false;
        m_passedUid.reset();
    });
}

SlotView Slot::view() const {
    const std::scoped_lock lock(m_mutex);
    return m_view;
}

void Slot::update(const std::function<void(SlotView&)>& change) {
    {
        const std::scoped_lock lock(m_mutex);
        change(m_view);
        ++m_view.change;
    }
    m_changed();
}

void Slot::live() {
    while (!m_stop) {
        std::optional<Order> order;
        {
            const std::scoped_lock lock(m_mutex);
            order = m_pressed;
        }
        if (order) {
            work(*order);
        } else {
            look();
        }
        // A press during look() has raised the signal already, so it is not slept over. One raise
        // may stand for several events; the loop looks at all of them.
        if (m_wake.waitUntil(m_clock.now() + lookInterval)) {
            continue;
        }
    }
    dropProbe(std::nullopt);
}

void Slot::openProbe() {
    auto link = m_bench.open(m_place.port);
    if (!link) {
        m_whyNoProbe = std::move(link).fault();
        m_powerCuts = 0;
        return;
    }
    const bool mayCut = m_powerCuts < mostPowerCuts && m_clock.now() >= m_nextPowerCut;
    auto probe =
        probe::StLink::open(std::move(link).value(), m_clock,
                            mayCut ? probe::LastRung::PortPower : probe::LastRung::UsbReset);
    if (!probe) {
        noteSilence(std::move(probe).fault(), mayCut);
        return;
    }
    m_powerCuts = 0;
    std::string serial;
    if (const auto sights = m_bench.list()) {
        const auto here = std::ranges::find(*sights, m_place.port, &probe::ProbeSight::port);
        if (here != sights->end()) {
            serial = here->serial;
        }
    }
    if (!m_place.probeSerial.empty() && serial != m_place.probeSerial) {
        m_whyNoProbe = Fault{.code = FaultCode::ProbeWrongSerial,
                             .stage = Stage::Connect,
                             .note = fmt::format("expected {}, found {}", m_place.probeSerial,
                                                 serial.empty() ? "none" : serial)};
        return;
    }
    m_probe = std::move(probe).value();
    m_whyNoProbe.reset();
    update([this, &serial](SlotView& view) {
        view.probeSerial = serial;
        view.probeFirmware = m_probe->firmware().text();
    });
}

void Slot::noteSilence(Fault fault, bool afterPowerCut) {
    if (afterPowerCut) {
        ++m_powerCuts;
        m_nextPowerCut = m_clock.now() + powerCutPause;
    } else if (m_whyNoProbe && m_whyNoProbe->code == fault.code) {
        return; // what came of the power is the better reason to show
    }
    m_whyNoProbe = std::move(fault);
}

void Slot::dropProbe(std::optional<Fault> why) {
    m_probe.reset();
    m_whyNoProbe = std::move(why);
}

void Slot::look() {
    if (!m_probe) {
        openProbe();
    }
    if (m_probe) {
        const auto millivolts = m_probe->targetMillivolts();
        // A stray answer in an idle slot is its own trouble, not that of the next board.
        const Result<void> inStep = millivolts ? m_probe->checkInStep() : millivolts.fault();
        if (inStep) {
            const bool contact = *millivolts >= contactMillivolts;
            show({.contact = contact});
            greet(contact);
            return;
        }
        dropProbe(inStep.fault());
    }
    m_arrival.forget();
    show({.contact = false, .trouble = m_whyNoProbe});
}

void Slot::greet(bool contact) {
    if (!m_arrived || !m_arrival.look(contact, m_clock.now())) {
        m_unanswered = 0;
        return;
    }
    const bool answers = chipAnswers();
    if (answers || ++m_unanswered >= mostUnanswered) {
        m_arrival.forget();
    }
    if (answers) {
        m_arrived(m_place.name);
    }
}

bool Slot::chipAnswers() {
    const bool answers = m_probe->enterSwd().ok() && m_probe->readDpidr().ok();
    return m_probe->leaveSwd().ok() && answers;
}

void Slot::show(const Look& look) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_lastLook == look || isWorking(m_view.state)) {
            return;
        }
        m_lastLook = look;
    }
    update([&look](SlotView& view) {
        if (isWorking(view.state)) {
            return;
        }
        const bool closed = look.contact && !view.contact;
        view.looked = true;
        if (closed) {
            ++view.boards;
        }
        view.contact = look.contact;
        view.trouble = look.trouble;
        // A probe that went away tells nothing about the board: the interlock then rests on the
        // UID.
        if (!look.contact) {
            view.boardOutWanted = false;
        }
        // A result stays on show until the next board: until contact closes anew.
        if (!isResult(view.state) || closed) {
            view.state = look.contact ? SlotState(Ready{}) : SlotState(Vacant{look.trouble});
        }
    });
}

void Slot::work(const Order& order) {
    m_arrival.forget();
    if (!m_probe) {
        openProbe();
    }
    Instant shown{};
    Stage stageShown = Stage::Prepare;
    const auto showProgress = [this, &shown, &stageShown](const Progress& progress) {
        const Instant now = m_clock.now();
        if (progress.stage == stageShown && now - shown < showInterval) {
            return;
        }
        shown = now;
        stageShown = progress.stage;
        update([&progress](SlotView& view) {
            if (auto* state = std::get_if<Working>(&view.state)) {
                state->progress = progress;
            }
        });
    };
    Job job(order, m_probe.get(), m_whyNoProbe, view().probeSerial, m_recorder, m_clock,
            showProgress, m_stop);
    const Ending ending = job.run();
    // A session that ended badly may have left the probe in any state: the next board gets a
    // freshly opened one.
    if (!ending.receipt || ending.receipt->verdict() != Verdict::Pass) {
        dropProbe(std::nullopt);
    }
    // Told before it is shown: who waits for the slot to be idle finds everything done.
    m_ended(order, ending);
    update([this, &ending](SlotView& view) {
        m_pressed.reset();
        m_lastLook.reset();
        view.state = stateOf(ending);
        view.took = ending.took;
        if (ending.refused) {
            --view.attempts;
            ++view.refusals;
            view.refusal = ending.refused;
        }
        view.serial = ending.evidence.serial;
        if (ending.evidence.before) {
            view.uid = uidText(ending.evidence.before->uid);
        }
        if (std::holds_alternative<Passed>(view.state) && ending.evidence.before) {
            view.boardOutWanted = true;
            m_passedUid = ending.evidence.before->uid;
        }
    });
}

Gang::Gang(const std::vector<SlotPlace>& places, probe::Bench& bench, Recorder& recorder,
           Clock& clock, const Slot::Changed& changed, const Slot::Ended& ended,
           const Slot::Arrived& arrived) {
    m_slots.reserve(places.size());
    for (const SlotPlace& place : places) {
        m_slots.push_back(
            std::make_unique<Slot>(place, bench, recorder, clock, changed, ended, arrived));
    }
}

Gang::~Gang() { end(); }

void Gang::end() {
    for (const auto& slot : m_slots) {
        slot->askToEnd();
    }
    for (const auto& slot : m_slots) {
        slot->end();
    }
}

std::optional<std::size_t> Gang::find(std::string_view name) const {
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        if (m_slots[i]->view().name == name) {
            return i;
        }
    }
    return std::nullopt;
}

std::vector<SlotView> Gang::views() const {
    std::vector<SlotView> views;
    views.reserve(m_slots.size());
    for (const auto& slot : m_slots) {
        views.push_back(slot->view());
    }
    return views;
}

} // namespace greenlight::job
