#pragma once

#include "engine/base/result.h"
#include "engine/job/gang.h"
#include "engine/job/recipe.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// A label that was read for a slot.
struct Label {
    std::string serial{};    ///< empty = none
    bool scanned = false;    ///< not typed
    std::uint64_t board = 0; ///< the board it is for: the one that is in, or the next one

    /// Whether it is for the board that `slot` has or waits for.
    [[nodiscard]] bool holdsFor(const job::SlotView& slot) const;
};

/// Where labels wait for their boards, and the rules by which a scan finds its slot. A view that it
/// is given shows the trouble of a locked slot too. Guarded by the line's lock.
class LabelDesk {
public:
    explicit LabelDesk(std::size_t slots) : m_labels(slots) {}

    /// The label that waits for the board of a slot; none when it has none.
    [[nodiscard]] const Label* of(std::size_t slot, const job::SlotView& view) const;

    /// Where the next scan goes: to the chosen slot; else to the first with a board and no label;
    /// else to the first that waits for a board and has none, for those who scan before they put it
    /// in.
    [[nodiscard]] std::optional<std::size_t> target(std::span<const job::SlotView> slots) const;

    /// Gives a label to `wanted` or else to target(), and says which slot has it now. Faults:
    /// SerialPattern; SlotBusy when no slot waits for one; SerialUsed when another slot has it.
    Result<std::size_t> take(const job::SerialRule& rule, std::string_view label, bool scanned,
                             std::optional<std::size_t> wanted,
                             std::span<const job::SlotView> slots);

    /// Chooses where the next scan goes. False when there is no such slot.
    [[nodiscard]] bool choose(std::size_t slot);

    /// False when there is no such slot.
    bool forget(std::size_t slot);

    void forgetAll();

private:
    std::vector<Label> m_labels;
    std::optional<std::size_t> m_chosen;
};

} // namespace greenlight::station
