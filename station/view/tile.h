#pragma once

#include "engine/base/clock.h"
#include "station/line.h"

#include <QString>
#include <optional>

namespace greenlight::station::view {

/// Everything one slot's tile shows, as texts and names ready to be drawn.
struct Tile {
    QString name{};
    /// "vacant", "ready", "working", "passed", "failed", "unrecorded" or "trouble".
    QString state{};
    /// Which figure stands for it: the state, or what to do about it ("insert-board", "scan-label",
    /// "press-start").
    QString glyph{};
    QString word{};       ///< the state in large letters
    QString serialHead{}; ///< the serial number without its last six characters
    QString serialTail{}; ///< the last six: what people compare
    QString activity{};   ///< while working: what is being done
    double progress = -1; ///< 0 to 1 of the whole attempt; -1 when there is no estimate yet
    QString seconds{};    ///< while working: seconds left, or seconds gone without an estimate
    QString happened{};   ///< of a failure or of trouble: what happened
    QString doNow{};      ///< and what to do with the board
    QString code{};       ///< and its stable code
    QString receipt{};    ///< the number of the record
    QString step{};       ///< LineSlot::nextStep
    QString action{};     ///< what to do next, as a short text
    bool mayStart = false;
    bool yourTurn = false; ///< the next move is the operator's
    bool scanHere = false; ///< the next scanned label goes here
    QString feedback{};    ///< the answer to a refused press, for as long as it is fresh

    friend bool operator==(const Tile&, const Tile&) = default;
};

/// What a tile must remember between two pictures of its slot.
class TileMemory {
public:
    /// How long the answer to a refused press stays on the tile.
    static constexpr Duration answerShown = std::chrono::seconds(4);

    /// Takes in the newest picture.
    void note(const job::SlotView& slot, Instant now);

    /// A press was refused lately.
    [[nodiscard]] bool refusalFresh(Instant now) const;
    /// The estimate of what is left, counted down since it was made.
    [[nodiscard]] std::optional<Duration> left(Instant now) const;

private:
    std::uint64_t m_refusals = 0;
    std::optional<Instant> m_refusedAt;
    std::uint64_t m_attempts = 0;
    std::optional<Duration> m_left;
    Instant m_estimatedAt{};
};

/// Draws up the tile of a slot. Pure.
Tile makeTile(const LineSlot& slot, const TileMemory& memory, bool scanHere, Instant now);

/// Where a serial number is cut for reading: its last six characters.
struct SplitSerial {
    QString head{};
    QString tail{};
};

SplitSerial splitSerial(const std::string& serial);

} // namespace greenlight::station::view
