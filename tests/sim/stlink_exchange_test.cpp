#include "tests/sim/bench_fixture.h"

namespace greenlight::sim {
namespace {

using namespace std::chrono_literals;

class SimStLinkExchange : public BenchFixture {
protected:
    static constexpr auto okStatus = {0x80U, 0U, 0U, 0U, 0U, 0U, 0U, 0U, 0U, 0U, 0U, 0U};
};

TEST_F(SimStLinkExchange, SpeaksTheReferenceExchangeOfAV2J39ByteForByte) {
    chip->registers[15] = 0x0102'0304;
    chip->memory[0x2000'0000] = 0xAABB'CCDD;
    open();
    EXPECT_EQ(ask({0xF1}, 6), bytesOf({0x29, 0xC7, 0x83, 0x04, 0x48, 0x37}));
    EXPECT_EQ(ask({0xF5}, 2), bytesOf({0, 0}));
    tell({0xF3, 0x07});
    EXPECT_EQ(ask({0xF5}, 2), bytesOf({1, 0}));
    EXPECT_EQ(ask({0xF7}, 8), bytesOf({0xF1, 5, 0, 0, 0x0B, 8, 0, 0}));
    EXPECT_EQ(ask({0xF2, 0x43, 1, 0}, 2), bytesOf({0x80, 0}));
    EXPECT_EQ(ask({0xF2, 0x30, 0xA3}, 2), bytesOf({0x80, 0}));
    EXPECT_EQ(ask({0xF5}, 2), bytesOf({2, 0}));
    EXPECT_EQ(ask({0xF2, 0x4B, 0}, 2), bytesOf({0x80, 0}));
    EXPECT_EQ(ask({0xF2, 0x07, 0, 0xED, 0, 0xE0, 4, 0, 0}, 4), bytesOf({0x41, 0xC2, 0x0F, 0x41}));
    EXPECT_EQ(ask({0xF2, 0x3E}, 12), bytesOf(okStatus));
    EXPECT_EQ(ask({0xF2, 0x31}, 12), bytesOf({0x80, 0, 0, 0, 0x77, 0x14, 0xA0, 0x2B, 0, 0, 0, 0}));
    EXPECT_EQ(ask({0xF2, 0x35, 0xF0, 0xED, 0, 0xE0, 3, 0, 0x5F, 0xA0}, 2), bytesOf({0x80, 0}));
    EXPECT_EQ(ask({0xF2, 0x36, 0xF0, 0xED, 0, 0xE0}, 8), bytesOf({0x80, 0, 0, 0, 3, 0, 3, 0}));
    EXPECT_EQ(ask({0xF2, 0x33, 0x0F}, 8), bytesOf({0x80, 0, 0, 0, 4, 3, 2, 1}));
    tell({0xF2, 0x08, 0, 0, 0, 0x20, 8, 0, 0}, {1, 2, 3, 4, 5, 6, 7, 8});
    EXPECT_EQ(ask({0xF2, 0x3E}, 12), bytesOf(okStatus));
    EXPECT_EQ(chip->memory[0x2000'0000], 0x0403'0201U);
    EXPECT_EQ(chip->memory[0x2000'0004], 0x0807'0605U);
    EXPECT_EQ(ask({0xF2, 0x0C, 1, 0, 0, 0x20, 1, 0, 0}, 2).at(0), 2);
    (void)ask({0xF2, 0x07, 0, 0, 0, 0x90, 4, 0, 0}, 4);
    EXPECT_EQ(ask({0xF2, 0x3E}, 12), bytesOf({0x11, 0, 0, 0, 0, 0, 0, 0x90, 0, 0, 0, 0}));
    EXPECT_EQ(ask({0xF2, 0x46, 0xFF, 0xFF, 0, 0, 0x1E, 0, 0, 0}, 2), bytesOf({0x80, 0}));
    EXPECT_EQ(ask({0xF2, 0x45, 0xFF, 0xFF, 4, 0}, 8), bytesOf({0x80, 0, 0, 0, 0, 0, 0, 0xF0}));
    EXPECT_EQ(ask({0xF2, 0x3C, 0}, 2), bytesOf({0x80, 0}));
    EXPECT_TRUE(chip->nrstLow);
    EXPECT_EQ(ask({0xF2, 0x3C, 1}, 2), bytesOf({0x80, 0}));
    EXPECT_FALSE(chip->nrstLow);
    tell({0xF2, 0x21});
    EXPECT_EQ(ask({0xF5}, 2), bytesOf({1, 0}));
    EXPECT_FALSE(chip->timeWentBack);
}

} // namespace
} // namespace greenlight::sim
