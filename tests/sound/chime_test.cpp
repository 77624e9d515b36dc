#include "station/sound/chime.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>

namespace greenlight::station::sound {
namespace {

constexpr std::array all{Chime::Taken, Chime::Passed, Chime::Refused, Chime::Attention,
                         Chime::Failed};

int loudest(std::span<const std::int16_t> samples) {
    int most = 0;
    for (const std::int16_t sample : samples) {
        most = std::max(most, std::abs(int{sample}));
    }
    return most;
}

/// How many tones somebody hears who cannot tell one pitch from another: stretches of sound with
/// 30 ms of silence between them.
unsigned tonesIn(std::span<const std::int16_t> samples) {
    constexpr std::size_t gap = sampleRate * 30 / 1000;
    unsigned tones = 0;
    std::size_t silent = gap;
    for (const std::int16_t sample : samples) {
        if (std::abs(int{sample}) > 300) {
            tones += silent >= gap ? 1U : 0U;
            silent = 0;
        } else {
            ++silent;
        }
    }
    return tones;
}

std::size_t millisOf(Chime chime) { return samplesOf(chime, 100).size() * 1000 / sampleRate; }

TEST(Chime, IsToldByTheNumberAndLengthOfItsTones) {
    EXPECT_EQ(tonesIn(samplesOf(Chime::Failed, 100)), 3U);
    EXPECT_EQ(tonesIn(samplesOf(Chime::Attention, 100)), 2U);
    for (const Chime chime : {Chime::Taken, Chime::Passed, Chime::Refused}) {
        EXPECT_EQ(tonesIn(samplesOf(chime, 100)), 1U);
    }
    // Of those with one tone each is twice as long as the one before it, and more.
    EXPECT_GT(millisOf(Chime::Passed), 2 * millisOf(Chime::Taken));
    EXPECT_GT(millisOf(Chime::Refused), 2 * millisOf(Chime::Passed));
}

TEST(Chime, LastsNoLongerThanItMay) {
    for (const Chime chime : all) {
        EXPECT_GT(millisOf(chime), 0U);
        EXPECT_LE(millisOf(chime), static_cast<std::size_t>(longestChime.count()));
    }
}

TEST(Chime, BeginsAndEndsInSilence) {
    for (const Chime chime : all) {
        const auto samples = samplesOf(chime, 100);
        EXPECT_LT(std::abs(int{samples.front()}), 300);
        EXPECT_LT(std::abs(int{samples.back()}), 300);
    }
}

TEST(Chime, IsAsLoudAsItIsAskedForAndNeverCut) {
    for (const Chime chime : all) {
        EXPECT_TRUE(samplesOf(chime, 0).empty());
        const int full = loudest(samplesOf(chime, 100));
        EXPECT_GT(full, 20'000);
        EXPECT_LT(full, 32'767);
        EXPECT_NEAR(loudest(samplesOf(chime, 50)), full / 4, 2);
        EXPECT_EQ(loudest(samplesOf(chime, 1000)), full);
    }
}

} // namespace
} // namespace greenlight::station::sound
