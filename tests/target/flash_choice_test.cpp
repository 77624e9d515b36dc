#include "engine/target/flash_choice.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <vector>

namespace greenlight::target {

namespace {

constexpr std::uint32_t kib = 1024;
// What a V2 moves at its fastest clock, and a V3 at its own.
constexpr Wire slow{140 * kib, 128 * kib};
constexpr Wire quick{940 * kib, 128 * kib};

class Choice : public testing::Test {
protected:
    explicit Choice(const char* part = "STM32F407VG", unsigned kilobytes = 1024)
        : m_device(*byPartName(part))
        , m_mode(*m_device.flashModeAt(3300))
        , m_sectors(*m_device.layout(kilobytes, {}))
        , m_bytes(kilobytes * kib, std::uint8_t{0x5A}) {}

    [[nodiscard]] FlashPlan over(const Wire& wire, std::uint32_t length) const {
        return *planQuickest(m_device, m_mode, m_sectors, pieces(length), EraseScope::Sectors,
                             wire);
    }

    [[nodiscard]] FlashPlan plan(std::uint32_t length, MassErase massErase) const {
        return *planFlash(m_device, m_mode, m_sectors, pieces(length), EraseScope::Sectors,
                          massErase);
    }

    static double seconds(Duration duration) {
        return std::chrono::duration<double>(duration).count();
    }

private:
    [[nodiscard]] std::vector<Piece> pieces(std::uint32_t length) const {
        return {{m_device.flashBase, std::span(m_bytes).first(length)}};
    }

    const Device& m_device;
    const FlashMode& m_mode;
    std::vector<Sector> m_sectors;
    std::vector<std::uint8_t> m_bytes;
};

TEST_F(Choice, ErasesAWholeChipAtOnceOverAQuickWire) {
    EXPECT_TRUE(over(quick, 1024 * kib).massErase);
}

TEST_F(Choice, ErasesSectorBySectorWhereThatHidesASlowWire) {
    const FlashPlan made = over(slow, 1024 * kib);
    EXPECT_FALSE(made.massErase);
    EXPECT_EQ(made.erases.size(), 12U);
    // 8 s behind which no more than the RAM is sent, against 8.55 s in twelve pieces.
    const double mass = seconds(streamTime(plan(1024 * kib, MassErase::WhereFaster), slow));
    EXPECT_GT(mass, 8.0 + (1024 - 128 - 2) / 140.0);
    EXPECT_LT(seconds(streamTime(made, slow)), mass - 1.5);
}

TEST_F(Choice, ProvesTheSameBytesEitherWay) {
    EXPECT_EQ(over(slow, 1024 * kib).digest({}), over(quick, 1024 * kib).digest({}));
}

TEST_F(Choice, TakesTheTimeOfTheFlashWhereTheWireIsNoHindrance) {
    const FlashPlan made = plan(64 * kib, MassErase::WhereFaster);
    constexpr Wire endless{0xFFFFFFFF, 1024 * kib};
    const double flash = seconds(made.flashTime());
    // On top comes the blank check.
    EXPECT_GE(seconds(streamTime(made, endless)), flash);
    EXPECT_LT(seconds(streamTime(made, endless)), 1.02 * flash);
}

TEST_F(Choice, TakesTheTimeOfTheWireWhereThatIsAllThereIs) {
    const FlashPlan made = plan(64 * kib, MassErase::WhereFaster);
    constexpr Wire crawling{1024, 4 * kib};
    EXPECT_GE(seconds(streamTime(made, crawling)), 64.0);
    EXPECT_LT(seconds(streamTime(made, crawling)), 66.0);
}

} // namespace

} // namespace greenlight::target
