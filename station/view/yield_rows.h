#pragma once

#include "db/yield.h"

#include <QString>
#include <QStringList>
#include <QVariantList>
#include <vector>

namespace greenlight::station::view {

/// "97.96 %"; a dash for a share of nothing.
[[nodiscard]] QString percentText(const db::Share& share);
[[nodiscard]] QString percentText(double share);

/// What a breakdown is called on the button that chooses it: "By hour".
[[nodiscard]] QString breakdownText(db::YieldBy by);
/// What people call a group of a breakdown; a dash for one without a name.
[[nodiscard]] QString labelText(db::YieldBy by, const std::string& label);
/// What a fault is called in a chart: its code.
[[nodiscard]] QString faultText(const std::string& fault);
/// The same as a sentence; empty for a fault that this program does not know.
[[nodiscard]] QString faultSentence(const std::string& fault);

/// The rows of YieldDesk, in the language that is chosen. Pure.
[[nodiscard]] QVariantList figureRows(const db::YieldReport& report);
[[nodiscard]] QVariantList faultRows(const db::YieldReport& report, std::size_t most);

/// The bars of these groups in their order; one that nothing was counted for is empty.
[[nodiscard]] QVariantList barRows(const db::Breakdown& breakdown, db::YieldBy by,
                                   const std::vector<std::string>& labels);
/// An hour's label as people write it: "2026-11-23 14:00" for "2026-11-23T14".
[[nodiscard]] QString hourText(const std::string& label);
/// Slot 2 comes before slot 10; names that are no numbers behind those, by their letters.
[[nodiscard]] bool comesBefore(const std::string& slot, const std::string& other);

struct SlotFaults {
    QStringList heads{};
    QVariantList rows{};
    std::vector<std::string> faults{}; ///< of the columns, by their words
    std::vector<std::string> slots{};  ///< of the rows
};

[[nodiscard]] SlotFaults slotFaultRows(const db::YieldReport& report, std::size_t most);

} // namespace greenlight::station::view
