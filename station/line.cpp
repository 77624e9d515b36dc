#include "station/line.h"

#include "db/journal.h"
#include "station/line_floor.h"

namespace greenlight::station {

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
    std::optional<People> people;
    if (parts.settings.signIn.wanted) {
        people.emplace(TRY(People::open(journal, pinVaultOf(parts.settings), clock)));
    }
    Revocations revocations(TRY(journal.revokedImages()));
    auto floor =
        std::make_unique<Floor>(std::move(parts), std::move(watches), std::move(people),
                                std::move(revocations), journal, clock, std::move(changed));
    TRY(floor->start(bench, journal));
    return std::unique_ptr<Line>(new Line(std::move(floor)));
}

Result<void> Line::activate(std::shared_ptr<const job::Recipe> recipe, const Credentials& by) {
    return m_floor->activate(std::move(recipe), by);
}

Result<SignIn::Step> Line::signIn(const Credentials& who) { return m_floor->signIn(who); }

Result<void> Line::givePin(std::string_view pin) { return m_floor->givePin(pin); }

void Line::forgetPin() { m_floor->forgetPin(); }

bool Line::isBadge(std::string_view text) { return m_floor->isBadge(text); }

void Line::signOut() { m_floor->signOut(); }

Result<void> Line::press(std::size_t slot, job::StartedBy origin) {
    return m_floor->press(slot, origin);
}

Result<unsigned> Line::pressAll(job::StartedBy origin) { return m_floor->pressAll(origin); }

Result<std::optional<std::size_t>> Line::scan(std::string_view label, bool scanned,
                                              std::optional<std::size_t> slot) {
    return m_floor->scan(label, scanned, slot);
}

Result<void> Line::chooseSlot(std::size_t slot) { return m_floor->chooseSlot(slot); }

Result<void> Line::releaseSlot(std::size_t slot, const Credentials& by, std::string_view reason) {
    return m_floor->releaseSlot(slot, by, reason);
}

Result<void> Line::allowRework(std::size_t slot, const Credentials& by, std::string_view reason) {
    return m_floor->allowRework(slot, by, reason);
}

Result<void> Line::allowForEver(const Credentials& by, std::string_view reason) {
    return m_floor->allowForEver(by, reason);
}

Result<void> Line::revokeImage(const Digest& image, const Credentials& by,
                               std::string_view reason) {
    return m_floor->revoke(image, by, reason);
}

Result<void> Line::restoreImage(const Digest& image, const Credentials& by,
                                std::string_view reason) {
    return m_floor->restore(image, by, reason);
}

Result<void> Line::workOn(std::string_view workOrder) { return m_floor->workOn(workOrder); }

Result<Actor> Line::authorise(const Credentials& by, Act act) {
    return m_floor->authorise(by, act);
}

Result<void> Line::addPerson(const NewPerson& person, const Credentials& by) {
    return m_floor->addPerson(person, by);
}

Result<void> Line::changePerson(std::string_view name, const PersonChange& change,
                                const Credentials& by, std::string_view reason) {
    return m_floor->changePerson(name, change, by, reason);
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
