#include "station/scan_keys.h"

#include <gtest/gtest.h>
#include <linux/input-event-codes.h>

#include <vector>

namespace greenlight::station {
namespace {

class Keys : public testing::Test {
protected:
    /// Down and up again.
    std::optional<std::string> tap(std::uint16_t key) {
        auto label = m_keys.take(key, 1);
        EXPECT_FALSE(m_keys.take(key, 0).has_value());
        return label;
    }

    void type(const std::vector<std::uint16_t>& keys) {
        for (const std::uint16_t key : keys) {
            EXPECT_FALSE(tap(key).has_value());
        }
    }

    ScanKeys m_keys;
};

TEST_F(Keys, AreALabelOnceEnterComes) {
    type({KEY_4, KEY_7, KEY_1, KEY_1});
    EXPECT_EQ(tap(KEY_ENTER), "4711");
    type({KEY_KP0, KEY_KP9});
    EXPECT_EQ(tap(KEY_KPENTER), "09");
    type({KEY_A});
    EXPECT_EQ(tap(KEY_TAB), "a");
}

TEST_F(Keys, AreCapitalWhileEitherShiftIsDown) {
    m_keys.take(KEY_LEFTSHIFT, 1);
    type({KEY_T, KEY_H});
    m_keys.take(KEY_LEFTSHIFT, 0);
    type({KEY_2, KEY_MINUS});
    m_keys.take(KEY_RIGHTSHIFT, 1);
    type({KEY_2, KEY_MINUS});
    m_keys.take(KEY_RIGHTSHIFT, 0);
    EXPECT_EQ(tap(KEY_ENTER), "TH2-@_");
}

TEST_F(Keys, ThatAreKeptDownCountOnce) {
    m_keys.take(KEY_5, 1);
    m_keys.take(KEY_5, 2);
    m_keys.take(KEY_5, 2);
    m_keys.take(KEY_5, 0);
    EXPECT_EQ(tap(KEY_ENTER), "5");
}

TEST_F(Keys, ThatPrintNothingArePassedOver) {
    type({KEY_1, KEY_F5, KEY_LEFTCTRL, KEY_VOLUMEUP, KEY_2});
    m_keys.take(65'535, 1);
    EXPECT_EQ(tap(KEY_ENTER), "12");
}

TEST_F(Keys, AloneAreNoLabel) {
    EXPECT_FALSE(tap(KEY_ENTER).has_value());
    EXPECT_FALSE(tap(KEY_ENTER).has_value());
}

TEST_F(Keys, OfAFloodAreDroppedUntilItsEnter) {
    type(std::vector<std::uint16_t>(ScanKeys::mostCharacters, KEY_7));
    EXPECT_EQ(tap(KEY_ENTER), std::string(ScanKeys::mostCharacters, '7'));
    type(std::vector<std::uint16_t>(100'000, KEY_7));
    EXPECT_FALSE(tap(KEY_ENTER).has_value());
    type({KEY_8});
    EXPECT_EQ(tap(KEY_ENTER), "8");
}

TEST_F(Keys, OfAScannerThatWasPulledAreForgotten) {
    m_keys.take(KEY_LEFTSHIFT, 1);
    type({KEY_1, KEY_2});
    m_keys.clear();
    type({KEY_A});
    EXPECT_EQ(tap(KEY_ENTER), "a");
}

} // namespace
} // namespace greenlight::station
