#include "engine/probe/stlink_product.h"

#include <gtest/gtest.h>

#include <vector>

namespace greenlight::probe {
namespace {

using Kind = StLinkProduct::Kind;

/// A string descriptor of these characters with an honest or another length byte.
std::vector<std::uint8_t> descriptor(std::string_view characters, int lengthByte = -1) {
    std::vector<std::uint8_t> bytes{0, 3};
    for (const char c : characters) {
        bytes.push_back(static_cast<std::uint8_t>(c));
        bytes.push_back(0);
    }
    bytes[0] =
        static_cast<std::uint8_t>(lengthByte < 0 ? static_cast<int>(bytes.size()) : lengthByte);
    return bytes;
}

TEST(StLinkProduct, KnowsProbesLoadersAndTheFirstVersion) {
    EXPECT_EQ(stLinkKind(0x3748), Kind::Debugger);
    EXPECT_EQ(stLinkKind(0x374F), Kind::Debugger);
    EXPECT_EQ(stLinkKind(0x3757), Kind::Debugger);
    EXPECT_EQ(stLinkKind(0x374D), Kind::Loader);
    EXPECT_EQ(stLinkKind(0x3755), Kind::Loader);
    EXPECT_EQ(stLinkKind(0x3744), Kind::Version1);
}

TEST(StLinkProduct, TakesAnUnknownNumberOfStsRangeForADebugger) {
    EXPECT_TRUE(isStLink(0x0483, 0x375A));
    EXPECT_EQ(stLinkKind(0x375A), Kind::Debugger);
}

TEST(StLinkProduct, LeavesOtherDevicesOfStAlone) {
    EXPECT_FALSE(isStLink(0x0483, 0x5740)); // a virtual COM port
    EXPECT_FALSE(isStLink(0x0483, 0xDF11)); // a chip in its DFU boot loader
    EXPECT_FALSE(isStLink(0x1234, 0x3748));
    EXPECT_FALSE(isStLink(0x0483, 0x373F));
    EXPECT_FALSE(isStLink(0x0483, 0x3760));
}

TEST(StLinkProduct, EveryKnownNumberIsAnStLink) {
    for (const StLinkProduct& product : stLinkProducts()) {
        EXPECT_TRUE(isStLink(0x0483, product.number)) << product.name;
        EXPECT_EQ(stLinkKind(product.number), product.kind) << product.name;
    }
}

TEST(SerialNumber, IsTheTextOfAProperDescriptor) {
    EXPECT_EQ(serialFromDescriptor(descriptor("50FF6F067871515131090367")),
              "50FF6F067871515131090367");
}

TEST(SerialNumber, IsInUpperCase) {
    EXPECT_EQ(serialFromDescriptor(descriptor("50ff6f067871515131090abc")),
              "50FF6F067871515131090ABC");
}

TEST(SerialNumber, IsTheDigitsOfTheRawBytesOfAnOldProbe) {
    const std::string raw("\x57\xFF\x72\x06\x72\x65\x57\x57\x42\x13\x20\x67", 12);
    EXPECT_EQ(serialFromDescriptor(descriptor(raw)), "57FF72067265575742132067");
}

TEST(SerialNumber, IsTheDigitsOfTheRawBytesEvenWhereTheyLookLikeText) {
    EXPECT_EQ(serialFromDescriptor(descriptor("000000000001")), "303030303030303030303031");
}

TEST(SerialNumber, TakesOtherTextAsItIsAndOtherBytesAsDigits) {
    EXPECT_EQ(serialFromDescriptor(descriptor("0000001")), "0000001");
    EXPECT_EQ(serialFromDescriptor(descriptor("a\x01z")), "61017A");
}

TEST(SerialNumber, NeverReadsBehindTheDescriptor) {
    EXPECT_EQ(serialFromDescriptor({}), "");
    EXPECT_EQ(serialFromDescriptor(std::vector<std::uint8_t>{50}), "");
    EXPECT_EQ(serialFromDescriptor(descriptor("AB", 255)), "AB");
    EXPECT_EQ(serialFromDescriptor(descriptor("AB", 4)), "A");
    EXPECT_EQ(serialFromDescriptor(std::vector<std::uint8_t>{5, 3, 'A', 0, 'B'}), "A");
}

TEST(SerialNumber, IsEmptyForWhatIsNoStringDescriptor) {
    auto bytes = descriptor("50FF6F067871515131090367");
    bytes[1] = 1;
    EXPECT_EQ(serialFromDescriptor(bytes), "");
}

} // namespace
} // namespace greenlight::probe
