#include "tests/sim/bench_desk.h"

namespace greenlight::sim {
namespace {

const Bytes blockOk{0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

TEST(SimStLinkExchange, SpeaksTheReferenceExchangeOfAV2J39ByteForByte) {
    Desk desk;
    desk.chip->registers[15] = 0x0102'0304;
    desk.chip->memory[0x2000'0000] = 0xAABB'CCDD;
    desk.open();
    EXPECT_EQ(desk.ask({0xF1}, 6), (Bytes{0x29, 0xC7, 0x83, 0x04, 0x48, 0x37}));
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{0, 0}));
    desk.tell({0xF3, 0x07});
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{1, 0}));
    EXPECT_EQ(desk.ask({0xF7}, 8), (Bytes{0xF1, 5, 0, 0, 0x0B, 8, 0, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x43, 1, 0}, 2), (Bytes{0x80, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), (Bytes{0x80, 0}));
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{2, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x4B, 0}, 2), (Bytes{0x80, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x07, 0, 0xED, 0, 0xE0, 4, 0, 0}, 4),
              (Bytes{0x41, 0xC2, 0x0F, 0x41}));
    EXPECT_EQ(desk.ask({0xF2, 0x3E}, 12), blockOk);
    EXPECT_EQ(desk.ask({0xF2, 0x31}, 12),
              (Bytes{0x80, 0, 0, 0, 0x77, 0x14, 0xA0, 0x2B, 0, 0, 0, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x35, 0xF0, 0xED, 0, 0xE0, 3, 0, 0x5F, 0xA0}, 2), (Bytes{0x80, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0xF0, 0xED, 0, 0xE0}, 8), (Bytes{0x80, 0, 0, 0, 3, 0, 3, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x33, 0x0F}, 8), (Bytes{0x80, 0, 0, 0, 4, 3, 2, 1}));
    desk.tell({0xF2, 0x08, 0, 0, 0, 0x20, 8, 0, 0}, {1, 2, 3, 4, 5, 6, 7, 8});
    EXPECT_EQ(desk.ask({0xF2, 0x3E}, 12), blockOk);
    EXPECT_EQ(desk.chip->memory[0x2000'0000], 0x0403'0201U);
    EXPECT_EQ(desk.chip->memory[0x2000'0004], 0x0807'0605U);
    EXPECT_EQ(desk.ask({0xF2, 0x0C, 1, 0, 0, 0x20, 1, 0, 0}, 2).at(0), 2);
    (void)desk.ask({0xF2, 0x07, 0, 0, 0, 0x90, 4, 0, 0}, 4);
    EXPECT_EQ(desk.ask({0xF2, 0x3E}, 12), (Bytes{0x11, 0, 0, 0, 0, 0, 0, 0x90, 0, 0, 0, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x46, 0xFF, 0xFF, 0, 0, 0x1E, 0, 0, 0}, 2), (Bytes{0x80, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x45, 0xFF, 0xFF, 4, 0}, 8), (Bytes{0x80, 0, 0, 0, 0, 0, 0, 0xF0}));
    EXPECT_EQ(desk.ask({0xF2, 0x3C, 0}, 2), (Bytes{0x80, 0}));
    EXPECT_TRUE(desk.chip->nrstLow);
    EXPECT_EQ(desk.ask({0xF2, 0x3C, 1}, 2), (Bytes{0x80, 0}));
    EXPECT_FALSE(desk.chip->nrstLow);
    desk.tell({0xF2, 0x21});
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{1, 0}));
    EXPECT_FALSE(desk.chip->timeWentBack);
}

TEST(SimStLinkExchange, SpeaksTheReferenceExchangeOfAV3J10ByteForByte) {
    Desk desk(ProbeSpec::v3("003A00413137510239383538"));
    desk.chip->memory[0x2000'0010] = 0x1111'2222;
    desk.chip->memory[0x2000'0020] = 0x3333'4444;
    desk.open();
    EXPECT_EQ(desk.ask({0xF1}, 6), (Bytes{0x30, 0, 0x83, 0x04, 0x4F, 0x37}));
    EXPECT_EQ(desk.ask({0xFB}, 12), (Bytes{3, 0, 0x0A, 3, 2, 0, 0, 0, 0x83, 0x04, 0x4F, 0x37}));
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{1, 0}));
    EXPECT_EQ(
        desk.ask({0xF2, 0x62, 0}, 52),
        (Bytes{0x80, 0,    0, 0, 0xE8, 3, 0, 0, 7,    0, 0, 0, 0xC0, 0x5D, 0, 0, 0x40, 0x1F, 0, 0,
               0xE4, 0x0C, 0, 0, 0xE8, 3, 0, 0, 0xC8, 0, 0, 0, 0x32, 0,    0, 0, 5,    0,    0, 0,
               0,    0,    0, 0, 0,    0, 0, 0, 0,    0, 0, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x61, 0, 0, 0xE8, 3, 0, 0}, 8),
              (Bytes{0x80, 0, 0, 0, 0xE8, 3, 0, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), (Bytes{0x80, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x4B, 0}, 2), (Bytes{0x80, 0}));
    desk.tell({0xF2, 0x51, 3, 0, 0, 0},
              {5, 3, 3, 0, 0, 0, 0, 0, 0x10, 0, 0, 0x20, 0x20, 0, 0, 0x20});
    EXPECT_EQ(desk.ask({0xF2, 0x52}, 24),
              (Bytes{0,    0, 0, 0, 0x22, 0x22, 0x11, 0x11, 0x44, 0x44, 0x33, 0x33,
                     0x80, 0, 0, 0, 0x80, 0,    0,    0,    0x80, 0,    0,    0}));
}

TEST(SimStLinkExchange, ShowsThePastBehindAnErrorStatus) {
    Desk desk;
    desk.connect();
    (void)desk.ask({0xF1}, 6);
    // Port 5 was never opened; the value is the product id of the version query before.
    const Bytes reply = desk.ask({0xF2, 0x36, 0, 0xED, 0, 0xE0, 5}, 8);
    EXPECT_EQ(reply, (Bytes{0x1D, 0, 0x83, 0x04, 0x48, 0x37, 0, 0}));
}

TEST(SimStLinkExchange, AnswersAnUnknownCommandInTwoBytes) {
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask({0xF2, 0x7E}, 2), (Bytes{0x42, 0}));
    EXPECT_EQ(desk.ask({0xE0}, 2), (Bytes{0x42, 0}));
    EXPECT_EQ(desk.failing({0xF2, 0x7E}, 8).code, FaultCode::UsbShortReply);
}

} // namespace
} // namespace greenlight::sim
