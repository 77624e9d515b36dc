// Which socket is which slot is found out by moving something there, one after the other.
#include "station/slot_mapping.h"

#include <gtest/gtest.h>

namespace greenlight::station {
namespace {

using Answer = SlotMapping::Answer;

SocketSeen socket(const char* port, std::uint8_t number, std::uint64_t boards = 0) {
    return {.port = probe::PortPath::parse(port).value(), .deviceNumber = number, .boards = boards};
}

TEST(SlotMapping, TakesTheSocketWhereAProbeIsPluggedIn) {
    SlotMapping mapping({"1", "2"});
    EXPECT_EQ(mapping.look({socket("1-1", 4)}), Answer::Nothing)
        << "what was there before says nothing";
    EXPECT_EQ(mapping.asked(), 0U);
    EXPECT_EQ(mapping.look({socket("1-1", 4), socket("1-2.3", 5)}), Answer::Found);
    EXPECT_EQ(mapping.slotOf(), "1");
    EXPECT_EQ(mapping.asked(), 1U);
    EXPECT_EQ(mapping.look({socket("1-1", 4), socket("1-2.3", 5)}), Answer::Nothing);
    // Pulled and plugged between two looks: the same port, and another device.
    EXPECT_EQ(mapping.look({socket("1-1", 6), socket("1-2.3", 5)}), Answer::Found);
    EXPECT_FALSE(mapping.asked());
    ASSERT_EQ(mapping.places().size(), 2U);
    EXPECT_EQ(mapping.places()[0].name, "1");
    EXPECT_EQ(mapping.places()[0].port.text(), "1-2.3");
    EXPECT_EQ(mapping.places()[1].port.text(), "1-1");
}

TEST(SlotMapping, TakesTheSocketWhereABoardIsPutIn) {
    SlotMapping mapping({"1"});
    EXPECT_EQ(mapping.look({socket("1-1", 4, 3), socket("1-2", 5, 8)}), Answer::Nothing);
    EXPECT_EQ(mapping.look({socket("1-1", 4, 3), socket("1-2", 5, 9)}), Answer::Found);
    EXPECT_EQ(mapping.places()[0].port.text(), "1-2");
}

TEST(SlotMapping, DoesNotTakePullingForPlugging) {
    SlotMapping mapping({"1"});
    EXPECT_EQ(mapping.look({socket("1-1", 4, 3), socket("1-2", 5)}), Answer::Nothing);
    EXPECT_EQ(mapping.look({socket("1-1", 4, 3)}), Answer::Nothing);
    EXPECT_EQ(mapping.look({socket("1-1", 4, 0)}), Answer::Nothing) << "a count that began anew";
    EXPECT_EQ(mapping.asked(), 0U);
}

TEST(SlotMapping, GuessesNothingWhereTwoMove) {
    SlotMapping mapping({"1", "2"});
    EXPECT_EQ(mapping.look({}), Answer::Nothing);
    EXPECT_EQ(mapping.look({socket("1-1", 4), socket("1-2", 5)}), Answer::Several);
    EXPECT_EQ(mapping.asked(), 0U);
    EXPECT_TRUE(mapping.places().empty());
}

TEST(SlotMapping, TellsASocketApartThatHasItsSlot) {
    SlotMapping mapping({"left", "right"});
    EXPECT_EQ(mapping.look({}), Answer::Nothing);
    EXPECT_EQ(mapping.look({socket("1-1", 4)}), Answer::Found);
    EXPECT_EQ(mapping.look({socket("1-1", 5)}), Answer::Taken);
    EXPECT_EQ(mapping.slotOf(), "left");
    EXPECT_EQ(mapping.asked(), 1U);
}

TEST(SlotMapping, TakesTheLastOneBack) {
    SlotMapping mapping({"1", "2"});
    mapping.takeBack();
    EXPECT_EQ(mapping.look({}), Answer::Nothing);
    EXPECT_EQ(mapping.look({socket("1-1", 4)}), Answer::Found);
    mapping.takeBack();
    EXPECT_EQ(mapping.asked(), 0U);
    EXPECT_EQ(mapping.look({socket("1-1", 5)}), Answer::Found);
    EXPECT_EQ(mapping.places().size(), 1U);
}

TEST(SlotMapping, TakesNothingMoreOnceAllAreFound) {
    SlotMapping mapping({"1"});
    EXPECT_EQ(mapping.look({}), Answer::Nothing);
    EXPECT_EQ(mapping.look({socket("1-1", 4)}), Answer::Found);
    EXPECT_EQ(mapping.look({socket("1-1", 4), socket("1-2", 5)}), Answer::Nothing);
    EXPECT_EQ(mapping.places().size(), 1U);
}

} // namespace
} // namespace greenlight::station
