#include "station/line.h"

#include "db/journal.h"
#include "station/clerk.h"
#include "station/label_desk.h"
#include "station/revocations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <mutex>

namespace greenlight::station {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t lastUnits = 10;
constexpr std::size_t hashDigits = 8;

/// How often a waiting command line looks again; every look is a few locks.
constexpr Duration pollInterval = 20ms;

/// A board that failed, and not only the drill.
bool isBad(const job::SlotState& state) {
    const auto* const failed = std::get_if<job::Failed>(&state);
    return failed != nullptr && failed->fault.code != FaultCode::DrillFound;
}

/// What the operator does next at a slot.
std::string_view nextStepAt(const job::SlotView& slot, bool labelWanted, bool unfit) {
    if (unfit || slot.trouble) {
        return "call-supervisor";
    }
    if (slot.isWorking()) {
        return "wait";
    }
    if (std::holds_alternative<job::Unrecorded>(slot.state)) {
        return "call-supervisor";
    }
    if (slot.contact && slot.boardOutWanted) {
        return "remove-board";
    }
    if (slot.contact && isBad(slot.state)) {
        return "red-bin";
    }
    if (!slot.contact) {
        return "insert-board";
    }
    return labelWanted ? "scan-label" : "press-start";
}

} // namespace

/// Everything behind a Line. One lock for the line's own state; it is held for moments only, and
/// never while a slot's thread is waited for.
class Line::Floor {
public:
    Floor(Parts parts, std::vector<SlotWatch> watches, Revocations revocations,
          db::Journal& journal, Clock& clock, std::function<void()> changed)
        : m_parts(std::move(parts))
        , m_clock(clock)
        , m_changed(std::move(changed))
        , m_labels(m_parts.settings.slots.size())
        , m_watches(std::move(watches))
        , m_reworks(m_parts.settings.slots.size())
        , m_revocations(std::move(revocations))
        , m_clerk(
              journal, clock, [this] { beat(); },
              [this](const Fault& fault) { declareUnfit(fault); }) {}

    void start(probe::Bench& bench, db::Journal& journal) {
        m_gang.emplace(
            m_parts.settings.slots, bench, journal, m_clock, m_changed,
            [this](const job::Order& order, const job::Ending& ending) { ended(order, ending); });
    }

    Result<void> activate(std::shared_ptr<const job::Recipe> recipe) {
        const std::scoped_lock lock(m_mutex);
        if (std::ranges::any_of(m_gang->views(), &job::SlotView::isWorking)) {
            return Fault{.code = FaultCode::SlotBusy};
        }
        if (auto revoked = m_revocations.against(*recipe)) {
            return *std::move(revoked);
        }
        m_recipe = std::move(recipe);
        m_labels.forgetAll();
        m_clerk.note(db::kind::recipeActivated, {{"recipe", m_recipe->name},
                                                 {"version", m_recipe->version},
                                                 {"product", m_recipe->product},
                                                 {"recipe_sha256", base::toHex(m_recipe->digest)},
                                                 {"signers", m_recipe->signers},
                                                 {"operator", m_parts.operatorName}});
        m_changed();
        return {};
    }

    Result<void> press(std::size_t index, job::StartedBy origin) {
        const std::scoped_lock lock(m_mutex);
        if (index >= m_gang->size()) {
            return Fault{.code = FaultCode::SlotUnknown};
        }
        job::Slot& slot = m_gang->slot(index);
        Result<void> started = tryPress(index, slot, origin);
        if (!started) {
            m_clerk.note(db::kind::pressRefused, {{"slot", slot.view().name},
                                                  {"started_by", job::name(origin)},
                                                  {"operator", m_parts.operatorName},
                                                  {"fault", base::name(started.fault().code)}});
        }
        return started;
    }

    Result<unsigned> pressAll(job::StartedBy origin) {
        unsigned started = 0;
        std::optional<Fault> refusal;
        for (std::size_t i = 0; i < m_gang->size(); ++i) {
            // Only slots that want a press are pressed: a row of tiles with some at work is normal.
            if (view().slots[i].mayStart) {
                Result<void> one = press(i, origin);
                started += one.ok() ? 1U : 0U;
            }
        }
        if (started == 0) {
            // The press itself gets an answer, from the first slot that cannot start.
            for (std::size_t i = 0; i < m_gang->size() && !refusal; ++i) {
                if (const Result<void> one = press(i, origin); !one) {
                    refusal = one.fault();
                } else {
                    ++started;
                }
            }
        }
        if (started == 0) {
            return refusal.value_or(Fault{.code = FaultCode::NothingInSlot});
        }
        return started;
    }

    Result<std::size_t> scan(std::string_view label, bool scanned,
                             std::optional<std::size_t> wanted) {
        const std::scoped_lock lock(m_mutex);
        Result<std::size_t> taken = take(label, scanned, wanted);
        m_scanRefused = taken ? std::nullopt : std::optional(taken.fault());
        m_changed();
        return taken;
    }

    Result<void> chooseSlot(std::size_t index) {
        const std::scoped_lock lock(m_mutex);
        if (!m_labels.choose(index)) {
            return Fault{.code = FaultCode::SlotUnknown};
        }
        m_changed();
        return {};
    }

    Result<void> releaseSlot(std::size_t index, std::string_view by, std::string_view reason) {
        const std::scoped_lock lock(m_mutex);
        if (index >= m_watches.size()) {
            return Fault{.code = FaultCode::SlotUnknown};
        }
        if (by.empty() || reason.empty()) {
            return Fault{.code = FaultCode::SlotQuarantined,
                         .note = "it is released by somebody, and for a reason"};
        }
        m_clerk.note(db::kind::slotReleased,
                     releaseData(m_parts.settings.slots[index].name, by, reason));
        m_watches[index].release();
        m_changed();
        return {};
    }

    Result<void> allowRework(std::size_t index, std::string_view by, std::string_view reason) {
        const std::scoped_lock lock(m_mutex);
        if (index >= m_reworks.size()) {
            return Fault{.code = FaultCode::SlotUnknown};
        }
        if (by.empty() || reason.empty()) {
            return Fault{.code = FaultCode::UnitAlreadyPassed,
                         .note = "a rework is allowed by somebody, and for a reason"};
        }
        m_clerk.note(db::kind::overrideGiven, {{"what", "rework"},
                                               {"slot", m_parts.settings.slots[index].name},
                                               {"given_by", by},
                                               {"reason", reason}});
        m_reworks[index] = fmt::format("{} ({})", reason, by);
        return {};
    }

    Result<void> judgeImage(const Digest& image, bool revoke, std::string_view by,
                            std::string_view reason) {
        if (by.empty() || reason.empty()) {
            return Fault{.code = FaultCode::ImageRevoked,
                         .note = "somebody revokes or restores a file, and for a reason"};
        }
        const std::scoped_lock lock(m_mutex);
        m_clerk.note(revoke ? db::kind::imageRevoked : db::kind::imageRestored,
                     revocationData(base::toHex(image), by, reason));
        revoke ? m_revocations.revoke(image) : m_revocations.restore(image);
        m_changed();
        return {};
    }

    void clearSerial(std::size_t index) {
        const std::scoped_lock lock(m_mutex);
        if (m_labels.forget(index)) {
            m_changed();
        }
    }

    [[nodiscard]] LineView view() const {
        const std::scoped_lock lock(m_mutex);
        LineView view;
        view.station = m_parts.settings.name;
        view.operatorName = m_parts.operatorName;
        view.training = m_parts.training;
        if (m_recipe) {
            view.recipe = m_recipe->name;
            view.recipeVersion = m_recipe->version;
            view.product = m_recipe->product;
            view.recipeHash = base::toHex(m_recipe->digest).substr(0, hashDigits);
            view.device = m_recipe->device;
            view.serialWanted = serialWanted();
        }
        const std::vector<job::SlotView> slots = this->slots();
        for (std::size_t i = 0; i < slots.size(); ++i) {
            view.slots.push_back(slotView(i, slots[i]));
            view.refusals += slots[i].refusals;
        }
        view.last.assign(m_last.begin(), m_last.end());
        view.passed = m_passed;
        view.notPassed = m_notPassed;
        view.scanGoesTo = serialWanted() ? m_labels.target(slots) : std::nullopt;
        view.scanRefused = m_scanRefused;
        view.unfit = m_unfit;
        view.heartbeat = m_heartbeat;
        return view;
    }

    [[nodiscard]] std::optional<std::size_t> findSlot(std::string_view name) const {
        return m_gang->find(name);
    }

    bool waitUntil(Instant deadline, const std::function<bool(const job::SlotView&)>& condition) {
        while (!std::ranges::all_of(m_gang->views(), condition)) {
            if (m_clock.now() >= deadline) {
                return false;
            }
            m_clock.sleepFor(pollInterval);
        }
        return true;
    }

    void onEnded(Ended listener) {
        const std::scoped_lock lock(m_mutex);
        m_listener = std::move(listener);
    }

private:
    [[nodiscard]] bool serialWanted() const {
        return m_recipe && m_recipe->serial.source == job::SerialSource::Scan;
    }

    Result<void> tryPress(std::size_t index, job::Slot& slot, job::StartedBy origin) {
        const job::SlotView now = slot.view();
        if (m_unfit) {
            return slot.refuse(*m_unfit);
        }
        if (now.isWorking()) {
            return slot.refuse({.code = FaultCode::SlotBusy});
        }
        if (m_watches[index].locked()) {
            return slot.refuse(*m_watches[index].locked());
        }
        if (!m_recipe) {
            return slot.refuse({.code = FaultCode::NoRecipe});
        }
        if (const auto revoked = m_revocations.against(*m_recipe)) {
            return slot.refuse(*revoked);
        }
        job::Order order;
        order.recipe = m_recipe;
        order.operatorName = m_parts.operatorName;
        order.startedBy = origin;
        order.training = m_parts.training;
        order.reworkReason = m_reworks[index];
        order.drill = m_watches[index].drillDue(dayOf(m_clock.wall()));
        if (serialWanted() && now.contact && !now.boardOutWanted) {
            const Label* const label = m_labels.of(index, now);
            if (label == nullptr) {
                return slot.refuse({.code = FaultCode::SerialMissing});
            }
            order.serial = label->serial;
            order.serialScanned = label->scanned;
        }
        Result<void> started = slot.start(std::move(order));
        if (started) {
            m_reworks[index].clear();
            m_labels.forget(index);
        }
        return started;
    }

    Result<std::size_t> take(std::string_view label, bool scanned,
                             std::optional<std::size_t> wanted) {
        if (!m_recipe) {
            return Fault{.code = FaultCode::NoRecipe};
        }
        if (!serialWanted()) {
            return Fault{.code = FaultCode::SerialPattern, .note = "this product has no label"};
        }
        return m_labels.take(m_recipe->serial, label, scanned, wanted, slots());
    }

    /// The slots with what the line itself knows against them.
    [[nodiscard]] std::vector<job::SlotView> slots() const {
        std::vector<job::SlotView> slots = m_gang->views();
        const auto revoked = m_recipe ? m_revocations.against(*m_recipe) : std::nullopt;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            if (!slots[i].isWorking() && !slots[i].trouble) {
                slots[i].trouble = revoked ? revoked : m_watches[i].locked();
            }
        }
        return slots;
    }

    [[nodiscard]] LineSlot slotView(std::size_t index, const job::SlotView& slot) const {
        LineSlot shown;
        shown.slot = slot;
        const Label* const label = m_labels.of(index, slot);
        if (label != nullptr) {
            shown.nextSerial = label->serial;
        }
        const bool labelWanted = serialWanted() && label == nullptr;
        shown.mayStart = !m_unfit && m_recipe && !slot.isWorking() && slot.contact &&
                         !slot.boardOutWanted && !shown.slot.trouble && !labelWanted;
        shown.nextStep = nextStepAt(shown.slot, labelWanted, m_unfit.has_value());
        return shown;
    }

    /// On the slot's thread.
    void ended(const job::Order& order, const job::Ending& ending) {
        Ended listener;
        {
            const std::scoped_lock lock(m_mutex);
            listener = m_listener;
        }
        if (ending.refused) {
            noteRefusal(order.slot, order.startedBy, *ending.refused);
        } else {
            count(order, ending);
        }
        if (listener) {
            listener(order, ending);
        }
        m_changed();
    }

    void noteRefusal(const std::string& slot, job::StartedBy origin, const Fault& fault) {
        m_clerk.note(db::kind::pressRefused, {{"slot", slot},
                                              {"started_by", job::name(origin)},
                                              {"operator", m_parts.operatorName},
                                              {"fault", base::name(fault.code)},
                                              {"note", fault.note}});
    }

    void count(const job::Order& order, const job::Ending& ending) {
        const std::scoped_lock lock(m_mutex);
        const bool passed = ending.receipt && ending.receipt->verdict() == job::Verdict::Pass;
        if (!order.drill) {
            ++(passed ? m_passed : m_notPassed);
        }
        watch(order, ending);
        if (ending.unrecorded) {
            m_unfit = ending.unrecorded;
        }
        LastUnit unit{.slot = order.slot,
                      .serial = ending.evidence.serial,
                      .verdict = passed ? job::Verdict::Pass : ending.judgement.verdict,
                      .fault = ending.judgement.fault,
                      .receipt = ending.receipt ? ending.receipt->sequence() : 0,
                      .ended = m_clock.wall()};
        if (ending.evidence.before) {
            unit.uid = job::uidText(ending.evidence.before->uid);
        }
        m_last.push_front(std::move(unit));
        if (m_last.size() > lastUnits) {
            m_last.pop_back();
        }
    }

    void watch(const job::Order& order, const job::Ending& ending) {
        const auto index = m_gang->find(order.slot);
        if (!index || !m_watches[*index].ended(order, ending, dayOf(m_clock.wall()))) {
            return;
        }
        const Fault& why = *m_watches[*index].locked();
        m_clerk.note(db::kind::slotQuarantined,
                     {{"slot", order.slot}, {"fault", base::name(why.code)}, {"note", why.note}});
    }

    void beat() {
        ++m_heartbeat;
        m_changed();
    }

    void declareUnfit(const Fault& fault) {
        {
            const std::scoped_lock lock(m_mutex);
            m_unfit = fault;
        }
        m_changed();
    }

    Parts m_parts;
    Clock& m_clock;
    std::function<void()> m_changed;

    mutable std::mutex m_mutex; // guards down to m_listener
    std::shared_ptr<const job::Recipe> m_recipe;
    LabelDesk m_labels;
    std::vector<SlotWatch> m_watches;
    std::vector<std::string> m_reworks; ///< why the next attempt may repeat a unit; mostly empty
    Revocations m_revocations;
    std::optional<Fault> m_scanRefused;
    std::deque<LastUnit> m_last;
    std::uint64_t m_passed = 0;
    std::uint64_t m_notPassed = 0;
    std::optional<Fault> m_unfit;
    Ended m_listener;

    std::atomic<std::uint64_t> m_heartbeat = 0;
    Clerk m_clerk;
    std::optional<job::Gang> m_gang; // last: its threads use all of the above
};

Line::Line(std::unique_ptr<Floor> floor) : m_floor(std::move(floor)) {}

Line::~Line() = default;

Result<std::unique_ptr<Line>> Line::open(Parts parts, probe::Bench& bench, db::Journal& journal,
                                         Clock& clock, std::function<void()> changed) {
    nlohmann::ordered_json slots = nlohmann::ordered_json::array();
    for (const job::SlotPlace& slot : parts.settings.slots) {
        slots.push_back(
            {{"name", slot.name}, {"port", slot.port.text()}, {"probe_serial", slot.probeSerial}});
    }
    TRY(journal.append(db::kind::stationStarted, {{"operator", parts.operatorName},
                                                  {"training", parts.training},
                                                  {"slots", std::move(slots)}}));
    std::vector<SlotWatch> watches;
    for (const job::SlotPlace& slot : parts.settings.slots) {
        watches.emplace_back(parts.settings.slotRules,
                             TRY(journal.slotPast(slot.name, drillHolds)));
    }
    Revocations revocations(TRY(journal.revokedImages()));
    auto floor =
        std::make_unique<Floor>(std::move(parts), std::move(watches), std::move(revocations),
                                journal, clock, std::move(changed));
    floor->start(bench, journal);
    return std::unique_ptr<Line>(new Line(std::move(floor)));
}

Result<void> Line::activate(std::shared_ptr<const job::Recipe> recipe) {
    return m_floor->activate(std::move(recipe));
}

Result<void> Line::press(std::size_t slot, job::StartedBy origin) {
    return m_floor->press(slot, origin);
}

Result<unsigned> Line::pressAll(job::StartedBy origin) { return m_floor->pressAll(origin); }

Result<std::size_t> Line::scan(std::string_view label, bool scanned,
                               std::optional<std::size_t> slot) {
    return m_floor->scan(label, scanned, slot);
}

Result<void> Line::chooseSlot(std::size_t slot) { return m_floor->chooseSlot(slot); }

Result<void> Line::releaseSlot(std::size_t slot, std::string_view by, std::string_view reason) {
    return m_floor->releaseSlot(slot, by, reason);
}

Result<void> Line::allowRework(std::size_t slot, std::string_view by, std::string_view reason) {
    return m_floor->allowRework(slot, by, reason);
}

Result<void> Line::revokeImage(const Digest& image, std::string_view by, std::string_view reason) {
    return m_floor->judgeImage(image, true, by, reason);
}

Result<void> Line::restoreImage(const Digest& image, std::string_view by, std::string_view reason) {
    return m_floor->judgeImage(image, false, by, reason);
}

void Line::clearSerial(std::size_t slot) { m_floor->clearSerial(slot); }

LineView Line::view() const { return m_floor->view(); }

std::optional<std::size_t> Line::findSlot(std::string_view name) const {
    return m_floor->findSlot(name);
}

bool Line::waitUntilIdle(Instant deadline) {
    return m_floor->waitUntil(deadline,
                              [](const job::SlotView& slot) { return !slot.isWorking(); });
}

bool Line::waitUntilLooked(Instant deadline) {
    return m_floor->waitUntil(deadline, [](const job::SlotView& slot) { return slot.looked; });
}

void Line::onEnded(Ended ended) { m_floor->onEnded(std::move(ended)); }

} // namespace greenlight::station
