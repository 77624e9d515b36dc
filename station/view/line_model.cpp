#include "station/view/line_model.h"

#include <array>

namespace greenlight::station::view {

namespace {

struct Role {
    const char* name;
    QVariant (*read)(const Tile&);
};

// The names are those of SlotTile's required properties.
constexpr std::array roles{
    Role{"name", [](const Tile& tile) -> QVariant { return tile.name; }},
    Role{"status", [](const Tile& tile) -> QVariant { return tile.state; }},
    Role{"glyph", [](const Tile& tile) -> QVariant { return tile.glyph; }},
    Role{"word", [](const Tile& tile) -> QVariant { return tile.word; }},
    Role{"serialHead", [](const Tile& tile) -> QVariant { return tile.serialHead; }},
    Role{"serialTail", [](const Tile& tile) -> QVariant { return tile.serialTail; }},
    Role{"activity", [](const Tile& tile) -> QVariant { return tile.activity; }},
    Role{"progress", [](const Tile& tile) -> QVariant { return tile.progress; }},
    Role{"seconds", [](const Tile& tile) -> QVariant { return tile.seconds; }},
    Role{"happened", [](const Tile& tile) -> QVariant { return tile.happened; }},
    Role{"doNow", [](const Tile& tile) -> QVariant { return tile.doNow; }},
    Role{"code", [](const Tile& tile) -> QVariant { return tile.code; }},
    Role{"receipt", [](const Tile& tile) -> QVariant { return tile.receipt; }},
    Role{"step", [](const Tile& tile) -> QVariant { return tile.step; }},
    Role{"action", [](const Tile& tile) -> QVariant { return tile.action; }},
    Role{"mayStart", [](const Tile& tile) -> QVariant { return tile.mayStart; }},
    Role{"yourTurn", [](const Tile& tile) -> QVariant { return tile.yourTurn; }},
    Role{"scanHere", [](const Tile& tile) -> QVariant { return tile.scanHere; }},
    Role{"feedback", [](const Tile& tile) -> QVariant { return tile.feedback; }},
};

} // namespace

int LineModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_tiles.size());
}

QVariant LineModel::data(const QModelIndex& index, int role) const {
    const int number = role - Qt::UserRole;
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || number < 0 ||
        static_cast<std::size_t>(number) >= roles.size()) {
        return {};
    }
    return roles.at(static_cast<std::size_t>(number))
        .read(m_tiles.at(static_cast<std::size_t>(index.row())));
}

QHash<int, QByteArray> LineModel::roleNames() const {
    QHash<int, QByteArray> names;
    for (const Role& role : roles) {
        names.insert(Qt::UserRole + static_cast<int>(names.size()), role.name);
    }
    return names;
}

void LineModel::show(const LineView& view, Instant now) {
    m_memories.resize(view.slots.size());
    std::vector<Tile> tiles;
    tiles.reserve(view.slots.size());
    for (std::size_t i = 0; i < view.slots.size(); ++i) {
        m_memories[i].note(view.slots[i].slot, now);
        tiles.push_back(makeTile(view.slots[i], m_memories[i], view.scanGoesTo == i, now));
    }
    if (tiles.size() != m_tiles.size()) {
        beginResetModel();
        m_tiles = std::move(tiles);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (tiles[i] != m_tiles[i]) {
            m_tiles[i] = std::move(tiles[i]);
            const QModelIndex changed = index(static_cast<int>(i));
            Q_EMIT dataChanged(changed, changed);
        }
    }
}

} // namespace greenlight::station::view
