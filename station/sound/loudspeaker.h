#pragma once

#include "station/sound/chime.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>

namespace greenlight::station::sound {

/// The computer's loudspeaker, by ALSA: what a kiosk without a desktop has. One that is not there
/// is looked for again at each chime and missed in the log alone; sound holds nothing up. Calls
/// from any thread; none waits but waitUntilQuiet() and the destructor.
class Loudspeaker {
public:
    /// `device` by the names of ALSA.
    explicit Loudspeaker(std::string device = "default");
    Loudspeaker(const Loudspeaker&) = delete;
    Loudspeaker& operator=(const Loudspeaker&) = delete;
    Loudspeaker(Loudspeaker&&) = delete;
    Loudspeaker& operator=(Loudspeaker&&) = delete;
    /// Cuts off what sounds.
    ~Loudspeaker();

    /// Plays a chime at a volume of 0 to 100 percent. While another one sounds it waits, unless it
    /// matters more: then it cuts in. Of those that wait only the one that matters most is kept.
    void play(Chime chime, unsigned volume);

    /// Waits until nothing sounds and nothing waits.
    void waitUntilQuiet();

private:
    struct Wish {
        Chime chime;
        unsigned volume;
    };

    void run();
    /// False as soon as something that matters more has been asked for, or the end.
    [[nodiscard]] bool goesOn(Chime sounding) const;
    void sound(const Wish& wish);

    std::string m_device;
    mutable std::mutex m_mutex; // guards down to m_ending
    std::condition_variable m_changed;
    std::optional<Wish> m_next;
    bool m_busy = false;
    bool m_ending = false;

    bool m_missed = false; ///< it was not there at the last chime; the thread's own
    std::thread m_thread;  // last: it uses all of the above
};

} // namespace greenlight::station::sound
