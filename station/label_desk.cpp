#include "station/label_desk.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::station {

bool Label::holdsFor(const job::SlotView& slot) const {
    return !serial.empty() && (slot.boards == board || (!slot.contact && slot.boards + 1 == board));
}

const Label* LabelDesk::of(std::size_t slot, const job::SlotView& view) const {
    const Label& label = m_labels.at(slot);
    return label.holdsFor(view) ? &label : nullptr;
}

std::optional<std::size_t> LabelDesk::target(std::span<const job::SlotView> slots) const {
    if (m_chosen) {
        return m_chosen;
    }
    const auto first = [&](bool contact) -> std::optional<std::size_t> {
        for (std::size_t i = 0; i < slots.size(); ++i) {
            const job::SlotView& slot = slots[i];
            if (!slot.isWorking() && slot.contact == contact && !slot.boardOutWanted &&
                !slot.trouble && of(i, slot) == nullptr) {
                return i;
            }
        }
        return std::nullopt;
    };
    const auto withBoard = first(true);
    return withBoard ? withBoard : first(false);
}

Result<std::size_t> LabelDesk::take(const job::SerialRule& rule, std::string_view label,
                                    bool scanned, std::optional<std::size_t> wanted,
                                    std::span<const job::SlotView> slots) {
    TRY(job::checkSerial(rule, label));
    const std::optional<std::size_t> goal = wanted ? wanted : target(slots);
    if (!goal || *goal >= slots.size()) {
        return Fault{.code = FaultCode::SlotBusy, .note = "no slot is waiting for a label"};
    }
    if (slots[*goal].isWorking()) {
        return Fault{.code = FaultCode::SlotBusy};
    }
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const Label* const other = of(i, slots[i]);
        const bool waits = other != nullptr && other->serial == label;
        const bool inWork = slots[i].isWorking() && slots[i].serial == label;
        if (i != *goal && (waits || inWork)) {
            return Fault{.code = FaultCode::SerialUsed,
                         .note = fmt::format("slot {}", slots[i].name)};
        }
    }
    const job::SlotView& slot = slots[*goal];
    m_labels[*goal] = {std::string(label), scanned, slot.contact ? slot.boards : slot.boards + 1};
    m_chosen.reset();
    return *goal;
}

bool LabelDesk::choose(std::size_t slot) {
    if (slot >= m_labels.size()) {
        return false;
    }
    m_chosen = slot;
    return true;
}

bool LabelDesk::forget(std::size_t slot) {
    if (slot >= m_labels.size()) {
        return false;
    }
    m_labels[slot] = {};
    return true;
}

void LabelDesk::forgetAll() { std::ranges::fill(m_labels, Label{}); }

} // namespace greenlight::station
