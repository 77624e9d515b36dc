#include "station/line_picture.h"

namespace greenlight::station {

namespace {

/// A board that failed, and not only the drill.
bool isBad(const job::SlotState& state) {
    const auto* const failed = std::get_if<job::Failed>(&state);
    return failed != nullptr && failed->fault.code != FaultCode::DrillFound;
}

/// Nothing is wrong with the board, it only does not belong here.
bool isOutOfPlace(const job::SlotState& state) {
    const auto* const failed = std::get_if<job::Failed>(&state);
    return failed != nullptr && (failed->fault.code == FaultCode::GoldenBoard ||
                                 failed->fault.code == FaultCode::GoldenBoardWanted);
}

} // namespace

std::string_view nextStepAt(const job::SlotView& slot, bool labelWanted, bool badgeWanted,
                            bool unfit) {
    if (unfit || slot.trouble) {
        return "call-supervisor";
    }
    if (slot.isWorking()) {
        return "wait";
    }
    if (std::holds_alternative<job::Unrecorded>(slot.state)) {
        return "call-supervisor";
    }
    if (slot.contact && (slot.boardOutWanted || isOutOfPlace(slot.state))) {
        return "remove-board";
    }
    if (slot.contact && isBad(slot.state)) {
        return "red-bin";
    }
    if (!slot.contact) {
        return "insert-board";
    }
    return labelWanted ? "scan-label" : badgeWanted ? "scan-badge" : "press-start";
}

bool hasPassed(const job::Ending& ending) {
    return ending.receipt && ending.receipt->verdict() == job::Verdict::Pass;
}

LastUnit lastUnitOf(const job::Order& order, const job::Ending& ending, base::WallTime now) {
    LastUnit unit{.slot = order.slot,
                  .serial = ending.evidence.serial,
                  .verdict = hasPassed(ending) ? job::Verdict::Pass : ending.judgement.verdict,
                  .fault = ending.judgement.fault,
                  .receipt = ending.receipt ? ending.receipt->sequence() : 0,
                  .ended = now};
    if (ending.evidence.before) {
        unit.uid = job::uidText(ending.evidence.before->uid);
    }
    return unit;
}

} // namespace greenlight::station
