#include "engine/target/device.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

// Which of ST's dies have a row, by DEV_ID: all that reference manuals, OpenOCD, stm32-data and
// Black Magic know of in 2026.

namespace greenlight::target {

namespace {

constexpr std::uint16_t withRow[] = {
    0x410, 0x411, 0x412, 0x413, 0x414, 0x415, 0x416, 0x417, 0x418, 0x419, 0x420, 0x421,
    0x422, 0x423, 0x425, 0x427, 0x428, 0x429, 0x42A, 0x430, 0x431, 0x432, 0x433, 0x434,
    0x435, 0x436, 0x437, 0x438, 0x439, 0x440, 0x441, 0x442, 0x443, 0x444, 0x445, 0x446,
    0x447, 0x448, 0x449, 0x44C, 0x44D, 0x450, 0x451, 0x452, 0x453, 0x454, 0x455, 0x456,
    0x457, 0x458, 0x459, 0x460, 0x461, 0x462, 0x463, 0x464, 0x466, 0x467, 0x468, 0x469,
    0x470, 0x471, 0x472, 0x474, 0x476, 0x478, 0x479, 0x480, 0x481, 0x482, 0x483, 0x484,
    0x489, 0x492, 0x493, 0x494, 0x495, 0x496, 0x497, 0x4B0, 0x4B2,
};

struct Missing {
    std::uint16_t devId;
    std::string_view line;
    std::string_view why;
};

constexpr Missing withoutRow[] = {
    {0x01E, "STM32WB06/07", "no DBGMCU; its flash takes commands and has an address of its own"},
    {0x028, "STM32WB05", "as the WB06"},
    {0x032, "STM32WB09", "as the WB06"},
    {0x44E, "STM32C551/552/562", "nobody has written down its protection levels and debug port"},
    {0x44F, "STM32C53x/542", "as the C551"},
    {0x45A, "STM32C59x/5A3", "as the C551"},
    {0x485, "STM32H7R/7S", "the program is in a serial flash outside; no times of its 64 KB"},
    {0x486, "STM32N6", "has no flash"},
    {0x500, "STM32MP15", "has no flash"},
};

} // namespace

TEST(DeviceList, HasEveryDieButThoseThatSayWhy) {
    for (const std::uint16_t devId : withRow) {
        EXPECT_NE(findDevice(devId), nullptr) << std::hex << devId;
    }
    for (const Missing& missing : withoutRow) {
        EXPECT_EQ(findDevice(missing.devId), nullptr) << missing.line << " has a row by now";
        EXPECT_FALSE(missing.why.empty()) << missing.line;
    }
    EXPECT_EQ(allDevices().size(), std::size(withRow));
}

} // namespace greenlight::target
