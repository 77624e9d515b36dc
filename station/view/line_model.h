#pragma once

#include "station/view/tile.h"

#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <vector>

namespace greenlight::station::view {

/// The tiles of the line, one row a slot. Changes only what changed. Thread: the GUI's.
class LineModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")

public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// Takes in one picture of the line, seen at `now`.
    void show(const LineView& view, Instant now);

    [[nodiscard]] const std::vector<Tile>& tiles() const noexcept { return m_tiles; }

private:
    std::vector<Tile> m_tiles;
    std::vector<TileMemory> m_memories;
};

} // namespace greenlight::station::view
