#include "station/cli/acting.h"
#include "station/cli/commands.h"
#include "station/slot_watch.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace greenlight::station::cli {

namespace {

using Json = nlohmann::ordered_json;

struct SlotState {
    std::string name;
    db::SlotPast past;
};

std::string reasonOf(const db::SlotPast::Lock& lock) {
    const auto code = base::faultNamed(lock.fault);
    const std::string sentence = code ? base::describe({.code = *code}).happened : lock.fault;
    return lock.note.empty() ? sentence : fmt::format("{} ({})", sentence, lock.note);
}

void print(const SlotState& slot) {
    const std::string state = slot.past.lock           ? "LOCKED: " + reasonOf(*slot.past.lock)
                              : slot.past.goldenWanted ? "wants a golden board first"
                                                       : "in use";
    std::puts(
        fmt::format("{}  {}, failures in a row: {}", slot.name, state, slot.past.failures).c_str());
}

Json toJson(const SlotState& slot) {
    Json json{{"slot", slot.name}, {"locked", nullptr}, {"failures", slot.past.failures}};
    if (slot.past.lock) {
        json["locked"] = {{"fault", slot.past.lock->fault}, {"note", slot.past.lock->note}};
    }
    json["golden_wanted"] = slot.past.goldenWanted;
    json["drilled"] = slot.past.drilled ? Json(base::toIso8601(*slot.past.drilled)) : Json(nullptr);
    return json;
}

Result<std::vector<SlotState>> readSlots(Workplace& place) {
    db::Journal* const journal = TRY(place.openJournal());
    std::vector<SlotState> slots;
    for (const job::SlotPlace& slot : place.settings().slots) {
        slots.push_back({slot.name, TRY(journal->slotPast(slot.name, drillHolds))});
        // Where the settings name none any more the line asks for none.
        slots.back().past.goldenWanted &= !place.settings().slotRules.goldenBoards.empty();
    }
    return slots;
}

Result<void> release(Workplace& place, const std::string& name, const std::string& reason,
                     const std::string& as, Clock& clock) {
    const auto& slots = place.settings().slots;
    if (std::ranges::none_of(slots, [&name](const auto& slot) { return slot.name == name; })) {
        return Fault{.code = FaultCode::SlotUnknown, .note = name};
    }
    db::Journal* const journal = TRY(place.openJournal());
    if (!TRY(journal->slotPast(name, drillHolds)).lock) {
        return Fault{.code = FaultCode::SlotUnknown,
                     .note = fmt::format("slot {} is not locked", name)};
    }
    const Actor by = TRY(actAs(place, *journal, clock, as, Act::ReleaseSlot));
    TRY(journal->append(
        db::kind::slotReleased,
        releaseData(name, by, reason, !place.settings().slotRules.goldenBoards.empty())));
    return {};
}

} // namespace

Exit listSlots(const WorkplaceOptions& workplace, bool json, Clock& clock) {
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto slots = readSlots(**place);
    if (!slots) {
        return complain(slots.fault());
    }
    Json list = Json::array();
    for (const SlotState& slot : *slots) {
        if (json) {
            list.push_back(toJson(slot));
        } else {
            print(slot);
        }
    }
    if (json) {
        std::puts(toText(list, 2).c_str());
    }
    return Exit::AllPassed;
}

Exit releaseSlot(const WorkplaceOptions& workplace, const std::string& slot,
                 const std::string& reason, const std::string& as, Clock& clock) {
    if (reason.find_first_not_of(' ') == std::string::npos) {
        return refuseUse("a slot is released for a reason: --reason TEXT");
    }
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    if (const auto released = release(**place, slot, reason, as, clock); !released) {
        return complain(released.fault());
    }
    const char* const now = (*place)->settings().slotRules.goldenBoards.empty()
                                ? "takes boards again."
                                : "takes products again once a golden board has passed in it.";
    std::puts(fmt::format("{} {}", slot, now).c_str());
    return Exit::AllPassed;
}

} // namespace greenlight::station::cli
