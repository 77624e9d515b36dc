#include "station/view/sound_desk.h"

#include <algorithm>
#include <array>

namespace greenlight::station::view {

using sound::Chime;

void SoundDesk::setVolume(int volume) {
    m_volume = std::clamp(volume, 0, static_cast<int>(KioskRules::mostVolume));
    Q_EMIT volumeChanged();
}

void SoundDesk::nextVolume() {
    static constexpr std::array steps{0, 25, 50, 75, 100};
    const auto* const next = std::ranges::upper_bound(steps, m_volume);
    setVolume(next == steps.end() ? steps.front() : *next);
    play(Chime::Passed);
}

void SoundDesk::play(Chime chime) {
    if (m_volume > 0) {
        Q_EMIT sounded(chime, m_volume);
    }
}

std::optional<Chime> SoundDesk::resultOf(const job::SlotView& slot) {
    if (std::holds_alternative<job::Passed>(slot.state)) {
        return Chime::Passed;
    }
    if (const auto* const failed = std::get_if<job::Failed>(&slot.state)) {
        // A drill that found its fault is as it should be, and the board is not done.
        return failed->fault.code == FaultCode::DrillFound ? Chime::Attention : Chime::Failed;
    }
    return std::holds_alternative<job::Unrecorded>(slot.state) ? std::optional(Chime::Attention)
                                                               : std::nullopt;
}

void SoundDesk::show(const LineView& view, bool alive, Instant now) {
    const bool first = m_heard.size() != view.slots.size();
    m_heard.resize(view.slots.size());
    // Of what happens at once the one that matters most is heard.
    std::optional<Chime> due;
    bool call = !first && ((m_wasFit && view.unfit) || (m_wasAlive && !alive));
    for (std::size_t i = 0; i < view.slots.size(); ++i) {
        const job::SlotView& slot = view.slots[i].slot;
        const Heard heard{.state = slot.state.index(),
                          .attempts = slot.attempts,
                          .trouble =
                              slot.trouble ? std::optional(slot.trouble->code) : std::nullopt};
        const Heard before = std::exchange(m_heard[i], heard);
        if (first) {
            continue;
        }
        if (heard.state != before.state || heard.attempts != before.attempts) {
            due = std::max(due, resultOf(slot));
        }
        call = call || (heard.trouble && heard.trouble != before.trouble);
    }
    m_wasFit = !view.unfit;
    m_wasAlive = alive;
    if (call && (!m_called || now - *m_called >= betweenCalls)) {
        m_called = now;
        due = std::max(due, std::optional(Chime::Attention));
    }
    if (due) {
        play(*due);
    }
}

} // namespace greenlight::station::view
