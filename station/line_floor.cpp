#include "station/line_floor.h"

#include "db/journal.h"
#include "station/line_picture.h"
#include "station/work_order.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::station {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t lastUnits = 10;
constexpr std::size_t hashDigits = 8;

/// How often a waiting command line looks again; every look is a few locks.
constexpr Duration pollInterval = 20ms;

} // namespace

Line::Floor::Floor(Parts parts, std::vector<SlotWatch> watches, std::optional<People> people,
                   Revocations revocations, db::Journal& journal, Clock& clock,
                   std::function<void()> changed)
    : m_parts(std::move(parts))
    , m_journal(journal)
    , m_clock(clock)
    , m_changed(std::move(changed))
    , m_labels(m_parts.settings.slots.size())
    , m_watches(std::move(watches))
    , m_reworks(m_parts.settings.slots.size())
    , m_waiting(m_parts.settings.slots.size())
    , m_revocations(std::move(revocations))
    , m_signIn(m_parts.settings.signIn, std::move(people), m_parts.operatorName, clock,
               [this](db::EntryKind kind, nlohmann::ordered_json data) -> Result<void> {
                   m_clerk.note(kind, std::move(data));
                   return {};
               })
    , m_clerk(
          journal, clock, [this] { beat(); }, [this](const Fault& fault) { declareUnfit(fault); }) {
}

Line::Floor::~Floor() {
    // Attempts that end now are still counted, and for that the slots have to be there.
    if (m_gang) {
        m_gang->end();
    }
    m_signIn.close();
}

Result<void> Line::Floor::start(probe::Bench& bench, db::Journal& journal) {
    m_workOrder = m_parts.settings.workOrder;
    if (m_workOrder.empty() && !m_parts.settings.workOrderPrefix.empty()) {
        // A restart is no new order: who scanned one does not expect to lose it.
        m_workOrder = TRY(journal.lastWorkOrder());
    }
    m_journal.workOn(m_workOrder);
    m_gang.emplace(
        m_parts.settings.slots, bench, journal, m_clock, m_changed,
        [this](const job::Order& order, const job::Ending& ending) { ended(order, ending); },
        m_parts.settings.handsFree ? [this](const std::string& slot) { arrived(slot); }
                                   : job::Slot::Arrived());
    return {};
}

Result<void> Line::Floor::activate(std::shared_ptr<const job::Recipe> recipe,
                                   const Credentials& by) {
    Actor actor{.name = m_parts.operatorName};
    if (hasRecipe() && m_parts.settings.signIn.wanted) {
        actor = TRY(m_signIn.authorise(by, Act::ActivateRecipe));
    }
    const std::scoped_lock lock(m_mutex);
    if (std::ranges::any_of(m_gang->views(), &job::SlotView::isWorking)) {
        return Fault{.code = FaultCode::SlotBusy};
    }
    if (auto revoked = m_revocations.against(*recipe)) {
        return *std::move(revoked);
    }
    if (recipe->rdp == 2 && !m_parts.settings.signIn.wanted) {
        return lockNeedsPeople();
    }
    m_recipe = std::move(recipe);
    m_lockAllowedBy.clear();
    m_labels.forgetAll();
    nlohmann::ordered_json data{{"recipe", m_recipe->name},
                                {"version", m_recipe->version},
                                {"product", m_recipe->product},
                                {"recipe_sha256", base::toHex(m_recipe->digest)},
                                {"signers", m_recipe->signers}};
    actor.sign(data, "operator");
    m_clerk.note(db::kind::recipeActivated, std::move(data));
    m_changed();
    return {};
}

Result<void> Line::Floor::press(std::size_t index, job::StartedBy origin) {
    const std::scoped_lock lock(m_mutex);
    if (index >= m_gang->size()) {
        return Fault{.code = FaultCode::SlotUnknown};
    }
    job::Slot& slot = m_gang->slot(index);
    Result<void> started = tryPress(index, slot, origin);
    if (!started) {
        m_clerk.note(db::kind::pressRefused, {{"slot", slot.view().name},
                                              {"started_by", job::name(origin)},
                                              {"operator", m_signIn.view().name},
                                              {"fault", base::name(started.fault().code)}});
    }
    return started;
}

Result<unsigned> Line::Floor::pressAll(job::StartedBy origin) {
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

Result<std::optional<std::size_t>> Line::Floor::scan(std::string_view text, bool scanned,
                                                     std::optional<std::size_t> wanted) {
    const std::string& order = m_parts.settings.workOrderPrefix;
    const bool badge = m_signIn.isBadge(text);
    const auto taken = badge ? takeBadge(text)
                       : !order.empty() && text.starts_with(order)
                           ? takeWorkOrder(text.substr(order.size()), scanned)
                           : takeLabel(text, scanned, wanted);
    const std::scoped_lock lock(m_mutex);
    m_scanRefused = taken ? std::nullopt : std::optional(taken.fault());
    m_changed();
    return taken;
}

Result<void> Line::Floor::chooseSlot(std::size_t index) {
    const std::scoped_lock lock(m_mutex);
    if (!m_labels.choose(index)) {
        return Fault{.code = FaultCode::SlotUnknown};
    }
    m_changed();
    return {};
}

void Line::Floor::clearSerial(std::size_t index) {
    const std::scoped_lock lock(m_mutex);
    if (m_labels.forget(index)) {
        m_changed();
    }
}

Result<void> Line::Floor::workOn(std::string_view workOrder) {
    if (!isWorkOrder(workOrder)) {
        return Fault{.code = FaultCode::SettingsValue, .note = std::string(workOrderRule)};
    }
    const std::scoped_lock lock(m_mutex);
    m_workOrder = workOrder;
    m_journal.workOn(m_workOrder);
    return {};
}

/// Attempts that are at work stay what they were begun as.
Result<std::optional<std::size_t>> Line::Floor::takeWorkOrder(std::string_view text, bool scanned) {
    if (!workOn(text)) {
        return Fault{.code = FaultCode::SerialPattern, .note = std::string(workOrderRule)};
    }
    m_clerk.note(db::kind::workOrder, {{"work_order", std::string(text)},
                                       {"scanned", scanned},
                                       {"operator", m_signIn.view().name}});
    return std::optional<std::size_t>();
}

LineView Line::Floor::view() const {
    const std::scoped_lock lock(m_mutex);
    LineView view;
    view.station = m_parts.settings.name;
    SignIn::View person = m_signIn.view();
    view.operatorName = std::move(person.name);
    view.role = std::move(person.role);
    view.signInWanted = person.wanted;
    view.pinWantedOf = std::move(person.pinWantedOf);
    view.training = m_parts.training;
    view.handsFree = m_parts.settings.handsFree;
    view.workOrder = m_workOrder;
    if (m_recipe) {
        view.recipe = m_recipe->name;
        view.recipeVersion = m_recipe->version;
        view.product = m_recipe->product;
        view.recipeHash = base::toHex(m_recipe->digest).substr(0, hashDigits);
        view.device = m_recipe->device;
        view.serialWanted = serialWanted();
        view.lockWanted = lockWanted();
    }
    const std::vector<job::SlotView> slots = this->slots();
    for (std::size_t i = 0; i < slots.size(); ++i) {
        view.slots.push_back(slotView(i, slots[i], person.wanted));
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

std::optional<std::size_t> Line::Floor::findSlot(std::string_view name) const {
    return m_gang->find(name);
}

bool Line::Floor::waitUntil(Instant deadline,
                            const std::function<bool(const job::SlotView&)>& condition) {
    while (!std::ranges::all_of(m_gang->views(), condition)) {
        if (m_clock.now() >= deadline) {
            return false;
        }
        m_clock.sleepFor(pollInterval);
    }
    return true;
}

void Line::Floor::onEnded(Ended listener) {
    const std::scoped_lock lock(m_mutex);
    m_listener = std::move(listener);
}

bool Line::Floor::hasRecipe() const {
    const std::scoped_lock lock(m_mutex);
    return m_recipe != nullptr;
}

bool Line::Floor::serialWanted() const {
    return m_recipe && m_recipe->serial.source == job::SerialSource::Scan;
}

std::optional<Fault> Line::Floor::recipeTrouble() const {
    if (auto revoked = m_revocations.against(*m_recipe)) {
        return revoked;
    }
    return lockWanted() ? std::optional(Fault{.code = FaultCode::LockNotAllowed}) : std::nullopt;
}

bool Line::Floor::lockWanted() const {
    return m_recipe && m_recipe->rdp == 2 && m_lockAllowedBy.empty();
}

Result<void> Line::Floor::tryPress(std::size_t index, job::Slot& slot, job::StartedBy origin) {
    const job::SlotView now = slot.view();
    if (m_unfit) {
        return slot.refuse(*m_unfit);
    }
    if (now.isWorking()) {
        return slot.refuse({.code = FaultCode::SlotBusy});
    }
    const Result<std::string> person = m_signIn.pressed();
    if (!person) {
        return slot.refuse(person.fault());
    }
    if (m_watches[index].locked()) {
        return slot.refuse(*m_watches[index].locked());
    }
    if (!m_recipe) {
        return slot.refuse({.code = FaultCode::NoRecipe});
    }
    if (const auto trouble = recipeTrouble()) {
        return slot.refuse(*trouble);
    }
    job::Order order;
    order.recipe = m_recipe;
    order.operatorName = *person;
    order.startedBy = origin;
    order.training = m_parts.training;
    order.reworkReason = m_reworks[index];
    order.lockAllowedBy = m_lockAllowedBy;
    order.goldenBoards = m_parts.settings.slotRules.goldenBoards;
    order.golden = m_watches[index].goldenWanted();
    if (order.golden) {
        order.reworkReason = "golden board"; // it has passed before, and is to do so again
    }
    order.drill = !order.golden && m_watches[index].drillDue(dayOf(m_clock.wall()));
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
        m_signIn.began();
        m_reworks[index].clear();
        m_waiting[index] = 0;
        m_labels.forget(index);
    }
    return started;
}

Result<std::optional<std::size_t>> Line::Floor::takeLabel(std::string_view label, bool scanned,
                                                          std::optional<std::size_t> wanted) {
    const std::scoped_lock lock(m_mutex);
    if (!m_recipe) {
        return Fault{.code = FaultCode::NoRecipe};
    }
    if (!serialWanted()) {
        return Fault{.code = FaultCode::SerialPattern, .note = "this product has no label"};
    }
    const std::size_t taken = TRY(m_labels.take(m_recipe->serial, label, scanned, wanted, slots()));
    labelArrived(taken);
    return std::optional(taken);
}

std::vector<job::SlotView> Line::Floor::slots() const {
    std::vector<job::SlotView> slots = m_gang->views();
    const auto trouble = m_recipe ? recipeTrouble() : std::nullopt;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!slots[i].isWorking() && !slots[i].trouble) {
            slots[i].trouble = trouble ? trouble : m_watches[i].locked();
        }
    }
    return slots;
}

LineSlot Line::Floor::slotView(std::size_t index, const job::SlotView& slot,
                               bool badgeWanted) const {
    LineSlot shown;
    shown.slot = slot;
    const Label* const label = m_labels.of(index, slot);
    if (label != nullptr) {
        shown.nextSerial = label->serial;
    }
    const bool labelWanted = serialWanted() && label == nullptr;
    shown.mayStart = !m_unfit && m_recipe && !slot.isWorking() && slot.contact &&
                     !slot.boardOutWanted && !shown.slot.trouble && !labelWanted && !badgeWanted;
    shown.locked = m_watches[index].locked().has_value();
    shown.reworkAllowed = !m_reworks[index].empty();
    shown.goldenWanted = m_watches[index].goldenWanted();
    shown.nextStep = nextStepAt(shown.slot, labelWanted, badgeWanted, m_unfit.has_value());
    if (shown.goldenWanted && shown.nextStep == "insert-board") {
        shown.nextStep = "insert-golden";
    }
    return shown;
}

void Line::Floor::ended(const job::Order& order, const job::Ending& ending) {
    Ended listener;
    {
        const std::scoped_lock lock(m_mutex);
        listener = m_listener;
        m_signIn.ended();
    }
    if (ending.refused) {
        noteRefusal(order, *ending.refused);
    } else {
        count(order, ending);
    }
    if (listener) {
        listener(order, ending);
    }
    m_changed();
}

void Line::Floor::noteRefusal(const job::Order& order, const Fault& fault) {
    m_clerk.note(db::kind::pressRefused, {{"slot", order.slot},
                                          {"started_by", job::name(order.startedBy)},
                                          {"operator", order.operatorName},
                                          {"fault", base::name(fault.code)},
                                          {"note", fault.note}});
}

void Line::Floor::count(const job::Order& order, const job::Ending& ending) {
    const std::scoped_lock lock(m_mutex);
    if (!order.drill && !order.golden) {
        ++(hasPassed(ending) ? m_passed : m_notPassed);
    }
    watch(order, ending);
    if (ending.unrecorded) {
        m_unfit = ending.unrecorded;
    }
    m_last.push_front(lastUnitOf(order, ending, m_clock.wall()));
    if (m_last.size() > lastUnits) {
        m_last.pop_back();
    }
}

void Line::Floor::watch(const job::Order& order, const job::Ending& ending) {
    const auto index = m_gang->find(order.slot);
    if (!index || !m_watches[*index].ended(order, ending, dayOf(m_clock.wall()))) {
        return;
    }
    const Fault& why = *m_watches[*index].locked();
    m_clerk.note(db::kind::slotQuarantined,
                 {{"slot", order.slot}, {"fault", base::name(why.code)}, {"note", why.note}});
}

void Line::Floor::beat() {
    m_signIn.tick();
    ++m_heartbeat;
    m_changed();
}

void Line::Floor::declareUnfit(const Fault& fault) {
    {
        const std::scoped_lock lock(m_mutex);
        m_unfit = fault;
    }
    m_changed();
}

} // namespace greenlight::station
