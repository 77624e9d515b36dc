#include "station/view/unit_model.h"

#include "station/view/local_time.h"

namespace greenlight::station::view {

int UnitModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant UnitModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Slot:
        return row.slot;
    case Glyph:
        return row.glyph;
    case Unit:
        return row.unit;
    case Time:
        return row.time;
    case Receipt:
        return row.receipt;
    default:
        return {};
    }
}

QHash<int, QByteArray> UnitModel::roleNames() const {
    return {{Slot, "slot"}, {Glyph, "glyph"}, {Unit, "unit"}, {Time, "time"}, {Receipt, "receipt"}};
}

void UnitModel::show(const std::vector<LastUnit>& units) {
    std::vector<Row> rows;
    rows.reserve(units.size());
    for (const LastUnit& unit : units) {
        Row row;
        row.slot = QString::fromStdString(unit.slot);
        row.unit = QString::fromStdString(unit.serial.empty() ? unit.uid : unit.serial);
        row.time = clockText(unit.ended);
        // A unit without a receipt is not known to be good, whatever it was judged to be.
        if (unit.receipt == 0) {
            row.glyph = QStringLiteral("unrecorded");
        } else {
            row.receipt = QString::number(unit.receipt);
            row.glyph = unit.verdict == job::Verdict::Pass ? QStringLiteral("passed")
                                                           : QStringLiteral("failed");
        }
        rows.push_back(std::move(row));
    }
    if (rows != m_rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
}

} // namespace greenlight::station::view
