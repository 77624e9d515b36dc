#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/job/arrival.h"
#include "engine/job/job.h"
#include "engine/probe/bench.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace greenlight::job {

/// No board, or no probe (then with the reason).
struct Vacant {
    std::optional<Fault> why{};
};

/// A board makes contact and may be started.
struct Ready {};

struct Working {
    Progress progress{};
    Instant since{};
};

/// Green. Exists only around a receipt whose verdict is PASS.
class Passed {
public:
    explicit Passed(const Receipt& receipt);

    [[nodiscard]] const Receipt& receipt() const noexcept { return m_receipt; }

private:
    Receipt m_receipt;
};

/// Ended otherwise, and on record.
struct Failed {
    Receipt receipt;
    Fault fault{};
};

/// Ended, but the record could not be written: nobody may use this board.
struct Unrecorded {
    Fault fault{};
};

using SlotState = std::variant<Vacant, Ready, Working, Passed, Failed, Unrecorded>;

/// A socket of the fixture: a name for people and the USB port that it is.
struct SlotPlace {
    std::string name{};
    probe::PortPath port{};
    std::string probeSerial{}; ///< demanded when not empty

    friend bool operator==(const SlotPlace&, const SlotPlace&) = default;
};

/// What a slot looks like from outside at one moment; a copy.
struct SlotView {
    std::string name{};
    probe::PortPath port{};
    std::string probeSerial{};
    std::string probeFirmware{};
    SlotState state{Vacant{}};
    bool looked = false;            ///< the slot has looked at its probe at least once
    bool contact = false;           ///< a board is making contact now
    std::uint64_t boards = 0;       ///< how many times contact closed: which board this is
    std::optional<Fault> trouble{}; ///< what is wrong with the slot's probe
    bool boardOutWanted = false;    ///< the board that passed must leave before the next Start
    std::string serial{};           ///< of the unit worked on now or last
    std::string uid{};              ///< of the chip worked on last, once it is known
    std::uint64_t attempts = 0;     ///< accepted presses since the start of the program
    std::uint64_t refusals = 0;     ///< refused presses since the start of the program
    std::optional<Fault> refusal{}; ///< why the last press was refused; cleared by the next attempt
    std::optional<Duration> took{}; ///< of the last attempt
    std::uint64_t change = 0;       ///< grows with every change of this view

    [[nodiscard]] bool isWorking() const noexcept { return std::holds_alternative<Working>(state); }
};

/// One slot: a socket, its thread, and the gate in front of it. Public calls from any thread.
class Slot {
public:
    /// Called on the slot's thread when an attempt has ended, after its record was written and
    /// before the view shows it.
    using Ended = std::function<void(const Order&, const Ending&)>;
    /// Called on any thread after the view has changed; must not block.
    using Changed = std::function<void()>;
    /// Called on the slot's thread, between two looks, when a board has been put in, sits still and
    /// its chip answers; once for each board. May start an attempt.
    using Arrived = std::function<void(const std::string& slot)>;

    /// Without `arrived` an idle slot asks for the supply of the board alone and for nothing of its
    /// chip.
    Slot(SlotPlace place, probe::Bench& bench, Recorder& recorder, Clock& clock, Changed changed,
         Ended ended, Arrived arrived = {});
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    Slot(Slot&&) = delete;
    Slot& operator=(Slot&&) = delete;
    /// Like end().
    ~Slot();

    /// Aborts a running attempt and lets the thread go home. Waits for nothing.
    void askToEnd();
    /// Like askToEnd(), and waits until the attempt is on record and the thread is gone.
    void end();

    /// One press. Accepted, or refused at once with the reason (SlotBusy, BoardNotRemoved,
    /// NothingInSlot, ProbeAbsent ...); never queued: between an accepted press and the end of its
    /// attempt every further one is refused and counted.
    Result<void> start(Order order);

    /// Counts and shows a press that was refused before it came here. Gives the fault back.
    Result<void> refuse(Fault fault);

    /// A supervisor lets the board that passed be started again.
    void allowSameBoard();

    [[nodiscard]] SlotView view() const;

private:
    /// What one look at the contacts gave.
    struct Look {
        bool contact = false;
        std::uint64_t boards = 0; ///< how many times contact closed: which board this is
        std::optional<Fault> trouble{};

        friend bool operator==(const Look&, const Look&) = default;
    };

    void live();
    void look();
    void show(const Look& look);
    void greet(bool contact);
    [[nodiscard]] bool chipAnswers();
    void work(const Order& order);
    void openProbe();
    void noteSilence(Fault fault, bool afterPowerCut);
    void dropProbe(std::optional<Fault> why);
    void update(const std::function<void(SlotView&)>& change);
    Result<void> mayStart();

    SlotPlace m_place;
    probe::Bench& m_bench;
    Recorder& m_recorder;
    Clock& m_clock;
    Changed m_changed;
    Ended m_ended;
    Arrived m_arrived;

    // Of the slot's own thread.
    std::unique_ptr<probe::StLink> m_probe;
    std::optional<Fault> m_whyNoProbe;
    unsigned m_powerCuts = 0; ///< in a row, and no answer after them
    Instant m_nextPowerCut{};
    Arrival m_arrival;
    unsigned m_unanswered = 0; ///< of the board that sits still now

    mutable std::mutex m_mutex; // guards the rest
    SlotView m_view;
    std::optional<Order> m_pressed;
    std::optional<Uid> m_passedUid;
    std::optional<Look> m_lastLook;

    std::atomic<bool> m_stop = false;
    base::Signal m_wake;
    std::unique_ptr<base::Worker> m_worker; // last: it uses all of the above
};

/// The slots of a station, side by side. They share the recorder and nothing else.
class Gang {
public:
    Gang(const std::vector<SlotPlace>& places, probe::Bench& bench, Recorder& recorder,
         Clock& clock, const Slot::Changed& changed, const Slot::Ended& ended,
         const Slot::Arrived& arrived = {});
    Gang(const Gang&) = delete;
    Gang& operator=(const Gang&) = delete;
    Gang(Gang&&) = delete;
    Gang& operator=(Gang&&) = delete;
    /// Like end().
    ~Gang();

    /// Ends all slots at once; each is still there while another one tells of its ending.
    void end();

    [[nodiscard]] std::size_t size() const noexcept { return m_slots.size(); }

    [[nodiscard]] Slot& slot(std::size_t index) { return *m_slots.at(index); }

    /// The index of the slot with this name.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

    [[nodiscard]] std::vector<SlotView> views() const;

private:
    std::vector<std::unique_ptr<Slot>> m_slots;
};

} // namespace greenlight::job
