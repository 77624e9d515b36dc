#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace greenlight::station::sound {

/// What the line says aloud; the later ones matter more. They differ in how many tones they have
/// and how long these are, so that nobody has to tell pitches apart, and none is the only sign of
/// what it says.
enum class Chime : std::uint8_t {
    Taken,     ///< a press or a label was taken: a tick
    Passed,    ///< a board passed and is on record: one short low tone
    Refused,   ///< a press or a label did nothing: one long rough tone
    Attention, ///< somebody is needed at the line: two tones
    Failed,    ///< a board failed: three tones
};

/// Samples a second.
inline constexpr unsigned sampleRate = 48'000;

/// None lasts longer.
inline constexpr std::chrono::milliseconds longestChime{1000};

/// A chime as samples of one channel. `volume` is in percent, 0 to 100, as it is heard: half of it
/// is a quarter of the amplitude. 0 gives none.
[[nodiscard]] std::vector<std::int16_t> samplesOf(Chime chime, unsigned volume);

} // namespace greenlight::station::sound
