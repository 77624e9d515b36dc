#include "station/sound/chime.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace greenlight::station::sound {

namespace {

struct Tone {
    double hertz;
    unsigned millis;
    unsigned pause; ///< and milliseconds of silence behind it
    bool rough;     ///< with overtones, which go through the noise of a hall
};

// Between 500 and 1500 Hz ears and cheap speakers are best; what is below is rough for that reason.
constexpr std::array taken{Tone{1320, 40, 0, false}};
constexpr std::array passed{Tone{523, 180, 0, false}};
constexpr std::array refused{Tone{196, 450, 0, true}};
constexpr std::array attention{Tone{880, 220, 80, false}, Tone{660, 320, 0, false}};
constexpr std::array failed{Tone{740, 170, 90, true}, Tone{740, 170, 90, true},
                            Tone{740, 170, 0, true}};

std::span<const Tone> tonesOf(Chime chime) {
    switch (chime) {
    case Chime::Taken:
        return taken;
    case Chime::Passed:
        return passed;
    case Chime::Refused:
        return refused;
    case Chime::Attention:
        return attention;
    case Chime::Failed:
        break;
    }
    return failed;
}

constexpr std::size_t samplesIn(unsigned millis) {
    constexpr unsigned millisOfSecond = 1000;
    return std::size_t{millis} * sampleRate / millisOfSecond;
}

/// From silence and back to it within milliseconds: a hard edge is a click.
double envelope(std::size_t sample, std::size_t length) {
    constexpr auto rise = static_cast<double>(samplesIn(4));
    constexpr auto fall = static_cast<double>(samplesIn(25));
    const auto since = static_cast<double>(sample);
    const auto until = static_cast<double>(length - sample);
    return std::min({1.0, since / rise, until / fall});
}

double wave(const Tone& tone, std::size_t sample) {
    const double turns = tone.hertz * static_cast<double>(sample) / sampleRate;
    const auto partial = [turns](double number) {
        return std::sin(2 * std::numbers::pi * number * turns);
    };
    // The first partials of a square wave, together never above 1.
    return tone.rough ? 0.95 * partial(1) + 0.3 * partial(3) + 0.15 * partial(5) : partial(1);
}

void append(std::vector<std::int16_t>& samples, const Tone& tone, double amplitude) {
    const std::size_t length = samplesIn(tone.millis);
    for (std::size_t i = 0; i < length; ++i) {
        samples.push_back(
            static_cast<std::int16_t>(amplitude * envelope(i, length) * wave(tone, i)));
    }
    samples.resize(samples.size() + samplesIn(tone.pause));
}

} // namespace

std::vector<std::int16_t> samplesOf(Chime chime, unsigned volume) {
    constexpr double loudest = 29'000; // a little below what 16 bits hold
    constexpr unsigned full = 100;
    std::vector<std::int16_t> samples;
    if (volume == 0) {
        return samples;
    }
    const double part = static_cast<double>(std::min(volume, full)) / full;
    for (const Tone& tone : tonesOf(chime)) {
        append(samples, tone, loudest * part * part);
    }
    return samples;
}

} // namespace greenlight::station::sound
