#pragma once

#include "station/line.h"

#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <vector>

namespace greenlight::station::view {

/// The last finished units, newest first. Thread: the GUI's.
class UnitModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")

public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void show(const std::vector<LastUnit>& units);

private:
    enum Role : int { Slot = Qt::UserRole, Glyph, Unit, Time, Receipt };

    struct Row {
        QString slot;
        QString glyph;   ///< "passed", "failed" or "unrecorded"
        QString unit;    ///< serial, else the chip's UID
        QString time;    ///< HH:mm:ss of here
        QString receipt; ///< empty without one

        friend bool operator==(const Row&, const Row&) = default;
    };

    std::vector<Row> m_rows;
};

} // namespace greenlight::station::view
