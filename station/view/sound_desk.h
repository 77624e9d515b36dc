#pragma once

#include "engine/base/clock.h"
#include "station/line.h"
#include "station/sound/chime.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <optional>
#include <vector>

namespace greenlight::station::view {

/// What the line says aloud, and how loudly: heard from the same pictures of the line that the page
/// is drawn from, so that nothing sounds good before its record is written. Thread: the GUI's.
class SoundDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the kiosk")
    /// Percent; 0 = silent.
    Q_PROPERTY(int volume READ volume NOTIFY volumeChanged)

public:
    /// Slots that are in trouble off and on call for somebody this often at most.
    static constexpr Duration betweenCalls = std::chrono::seconds(5);

    using QObject::QObject;

    [[nodiscard]] int volume() const noexcept { return m_volume; }

    void setVolume(int volume);

    /// The next louder step, and after the loudest none; heard at once.
    Q_INVOKABLE void nextVolume();

    /// Hears what has changed since the last picture; nothing in the first one is new.
    void show(const LineView& view, bool alive, Instant now);

    /// A press or a label was taken.
    void taken() { play(sound::Chime::Taken); }

    /// A press or a label did nothing.
    void refused() { play(sound::Chime::Refused); }

Q_SIGNALS:
    void volumeChanged();
    void sounded(greenlight::station::sound::Chime chime, int volume);

private:
    /// What is heard of a slot.
    struct Heard {
        std::size_t state = 0; ///< which of job::SlotState
        std::uint64_t attempts = 0;
        std::optional<FaultCode> trouble{};
    };

    void play(sound::Chime chime);
    [[nodiscard]] static std::optional<sound::Chime> resultOf(const job::SlotView& slot);

    int m_volume = 0;
    std::vector<Heard> m_heard;
    bool m_wasFit = true;
    bool m_wasAlive = true;
    std::optional<Instant> m_called;
};

} // namespace greenlight::station::view
