#include "engine/base/sha256.h"

#include <gtest/gtest.h>

namespace greenlight::base {
namespace {

// FIPS 180-4 example vectors.
TEST(Sha256, AgreesWithThePublishedVectors) {
    EXPECT_EQ(toHex(Sha256().finish()),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(toHex(Sha256().add("ab").add("c").finish()),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hex, OnlyTakesWholeBytesOfHexadecimalDigits) {
    EXPECT_EQ(fromHex("00fFa5"), (std::vector<std::uint8_t>{0x00, 0xFF, 0xA5}));
    EXPECT_FALSE(fromHex("0").has_value());
    EXPECT_FALSE(fromHex("0g").has_value());
    EXPECT_FALSE(digestFromHex("00").has_value());
    const Digest digest = sha256({});
    EXPECT_EQ(digestFromHex(toHex(digest)), digest);
}

} // namespace
} // namespace greenlight::base
