#include "station/view/guide.h"

#include "station/view/words.h"

#include <QStringList>
#include <array>
#include <optional>

namespace greenlight::station::view {

namespace {

Guidance alarm(const QString& text) { return {text, QStringLiteral("alarm")}; }

Guidance atSlot(const LineSlot& slot, const Fault& fault) {
    return alarm(Words::tr("Slot %1: %2")
                     .arg(QString::fromStdString(slot.slot.name), Words::sentence(fault)));
}

/// A fault that the operator has to act upon now; of several kinds the worst first.
std::optional<Guidance> trouble(const LineView& view) {
    for (const LineSlot& slot : view.slots) {
        if (const auto* unrecorded = std::get_if<job::Unrecorded>(&slot.slot.state)) {
            return atSlot(slot, unrecorded->fault);
        }
    }
    for (const LineSlot& slot : view.slots) {
        const auto* failed = std::get_if<job::Failed>(&slot.slot.state);
        // One that has to come out without having passed has its own sentence too.
        if (failed != nullptr && (slot.nextStep == "red-bin" || slot.nextStep == "remove-board")) {
            return atSlot(slot, failed->fault);
        }
    }
    for (const LineSlot& slot : view.slots) {
        if (slot.slot.trouble && slot.nextStep == "call-supervisor") {
            return atSlot(slot, *slot.slot.trouble);
        }
    }
    return std::nullopt;
}

} // namespace

Guidance guide(const LineView& view) {
    if (view.unfit) {
        return alarm(Words::sentence(*view.unfit));
    }
    if (auto urgent = trouble(view)) {
        return *urgent;
    }
    static constexpr std::array order{"remove-board", "scan-label",    "scan-badge", "press-start",
                                      "insert-board", "insert-golden", "wait"};
    for (const std::string_view step : order) {
        QStringList names;
        for (const LineSlot& slot : view.slots) {
            if (slot.nextStep == step) {
                names << QString::fromStdString(slot.slot.name);
            }
        }
        if (names.empty()) {
            continue;
        }
        // Labels are scanned one by one: the sentence names the slot the next one goes to.
        if (step == "scan-label" && view.scanGoesTo && *view.scanGoesTo < view.slots.size()) {
            names = {QString::fromStdString(view.slots[*view.scanGoesTo].slot.name)};
        }
        QString text = Words::stepAt(step, names);
        if (step == "insert-board" && view.handsFree) {
            text += QLatin1Char(' ') + Words::tr("Boards start by themselves.");
        }
        return {text, step == "wait" ? QStringLiteral("calm") : QStringLiteral("turn")};
    }
    return alarm(Words::tr("This station has no slots. Call the supervisor."));
}

Guidance engineSilent() {
    return alarm(Words::tr("The station does not answer. Do not press, do not ship these boards. "
                           "Call the supervisor."));
}

} // namespace greenlight::station::view
