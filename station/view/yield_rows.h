#pragma once

#include "db/yield.h"

#include <QString>
#include <QStringList>
#include <QVariantList>
#include <vector>

namespace greenlight::station::view {

/// "97.96 %"; a dash for a share of nothing.
[[nodiscard]] QString percentText(const db::Share& share);

/// The rows of YieldDesk, in the language that is chosen. Pure.
[[nodiscard]] QVariantList figureRows(const db::YieldReport& report);
[[nodiscard]] QVariantList faultRows(const db::YieldReport& report, std::size_t most);

/// What bars are drawn for: the label of the breakdown and what people call it.
struct Bar {
    std::string label{};
    QString text{};
};

/// The bars in their order; one that nothing was counted for is empty.
[[nodiscard]] QVariantList barRows(const db::Breakdown& breakdown, const std::vector<Bar>& bars);
/// An hour's label as people write it: "2026-11-23 14:00" for "2026-11-23T14".
[[nodiscard]] QString hourText(const std::string& label);
/// Slot 2 comes before slot 10; names that are no numbers behind those, by their letters.
[[nodiscard]] bool comesBefore(const std::string& slot, const std::string& other);

struct SlotFaults {
    QStringList heads{};
    QVariantList rows{};
};

[[nodiscard]] SlotFaults slotFaultRows(const db::YieldReport& report, std::size_t most);

} // namespace greenlight::station::view
