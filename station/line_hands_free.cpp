// Boards that start by themselves: what a press would be refused for is a reason to wait for one.
#include "station/line_floor.h"

namespace greenlight::station {

void Line::Floor::arrived(const std::string& slot) {
    const std::scoped_lock lock(m_mutex);
    // The first slots live while the gang is still being made, and before there is a recipe.
    const auto index = m_recipe ? m_gang->find(slot) : std::nullopt;
    // What may be done once in a lifetime or by somebody's leave is done by a press.
    if (!index || m_recipe->rdp == 2 || !m_reworks[*index].empty() ||
        m_watches[*index].goldenWanted()) {
        return;
    }
    const job::SlotView now = slots()[*index];
    const bool badgeWanted = m_signIn.view().wanted;
    const LineSlot shown = slotView(*index, now, badgeWanted);
    if (shown.mayStart) {
        startByItself(*index);
    } else if (shown.nextStep == "scan-label" && !badgeWanted) {
        m_waiting[*index] = now.boards;
    }
}

void Line::Floor::labelArrived(std::size_t index) {
    const job::SlotView now = slots()[index];
    const bool waits = m_waiting[index] != 0 && m_waiting[index] == now.boards;
    if (waits && slotView(index, now, m_signIn.view().wanted).mayStart) {
        startByItself(index);
    }
}

void Line::Floor::startByItself(std::size_t index) {
    // Nobody pressed, so what is refused now is answered on the tile and is no refused press on
    // record.
    (void)tryPress(index, m_gang->slot(index), job::StartedBy::HandsFree);
}

} // namespace greenlight::station
