#include "engine/target/device.h"
#include "engine/target/flash_plan.h"
#include "engine/target/loader/blobs.h"
#include "engine/target/loader/mailbox.h"
#include "engine/target/loader_fault.h"
#include "engine/target/loader_work.h"
#include "engine/target/options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>

// The rows whose flash controller is of the L4's kind, and what is decided from their data.

namespace greenlight::target {

namespace {

using std::chrono::microseconds;

const Device& row(std::uint16_t devId) {
    const Device* found = findDevice(devId);
    EXPECT_NE(found, nullptr) << devId;
    return *found;
}

std::vector<std::uint8_t> counting(std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{1});
    return bytes;
}

OptionWords optr(std::uint32_t value) { return {{0x40022020, value}}; }

FlashPlan planned(const Device& device, unsigned flashKb, const OptionWords& options,
                  std::uint32_t address, std::span<const std::uint8_t> bytes,
                  EraseScope scope = EraseScope::Sectors) {
    const auto sectors = device.layout(flashKb, options);
    EXPECT_TRUE(sectors.ok());
    const std::array pieces{Piece{address, bytes}};
    auto plan = planFlash(device, *device.flashModeAt(3300), *sectors, pieces, scope);
    EXPECT_TRUE(plan.ok());
    return std::move(plan).value();
}

} // namespace

TEST(L4Kin, EveryPartOfTheSheetIsNamedByOneRow) {
    struct Part {
        std::string_view name;
        std::uint16_t devId;
        unsigned flashKb;
    };

    for (const Part& part : {Part{"STM32L412KB", 0x464, 128},  Part{"STM32L432KC", 0x435, 256},
                             Part{"STM32L452RE", 0x462, 512},  Part{"STM32L476RG", 0x415, 1024},
                             Part{"STM32L496ZG", 0x461, 1024}, Part{"STM32L4A6ZG", 0x461, 1024},
                             Part{"STM32L4R5ZI", 0x470, 2048}, Part{"STM32L4S5VI", 0x470, 2048},
                             Part{"STM32L4P5AG", 0x471, 1024}, Part{"STM32G030F6", 0x466, 32},
                             Part{"STM32G051C8", 0x456, 64},   Part{"STM32G071RB", 0x460, 128},
                             Part{"STM32G0B1RE", 0x467, 512},  Part{"STM32G431KB", 0x468, 128},
                             Part{"STM32G474RE", 0x469, 512},  Part{"STM32G491RE", 0x479, 512},
                             Part{"STM32C011F6", 0x443, 32},   Part{"STM32C031C6", 0x453, 32},
                             Part{"STM32C051C8", 0x44C, 64},   Part{"STM32C071RB", 0x493, 128},
                             Part{"STM32C092RC", 0x44D, 256},  Part{"STM32U031R8", 0x459, 64},
                             Part{"STM32U083RC", 0x489, 256},  Part{"STM32WB55RG", 0x495, 1024},
                             Part{"STM32WB15CC", 0x494, 320},  Part{"STM32WB55VY", 0x495, 640},
                             Part{"STM32WLE5JC", 0x497, 256},  Part{"STM32WL55JC", 0x497, 256}}) {
        const Device* const found = byPartName(part.name);
        ASSERT_NE(found, nullptr) << part.name;
        EXPECT_EQ(found->devId, part.devId) << part.name;
        EXPECT_TRUE(found->isNamedBy(part.name, part.flashKb)) << part.name;
        EXPECT_FALSE(found->isNamedBy(part.name, part.flashKb / 2)) << part.name;
    }
}

TEST(L4Kin, AWb3MayHaveEitherOfTwoIds) {
    EXPECT_TRUE(row(0x495).isNamedBy("STM32WB35CE", 512));
    EXPECT_TRUE(row(0x496).isNamedBy("STM32WB35CE", 512));
}

TEST(L4Kin, LettersThatMeanAnotherSizeAreTakenByTheirPart) {
    EXPECT_FALSE(row(0x494).isNamedBy("STM32WB15CC", 256));
    EXPECT_FALSE(row(0x495).isNamedBy("STM32WB55VY", 1024));
    EXPECT_TRUE(row(0x495).isNamedBy("STM32WB55", 640));
}

TEST(L4Kin, PagesOfAnL4PlusAreTwiceAsLongInOneBank) {
    const auto two = row(0x470).layout(2048, optr(1U << 22));
    ASSERT_TRUE(two.ok());
    ASSERT_EQ(two->size(), 512U);
    EXPECT_EQ((*two)[256], (Sector{0x08100000, 4096, 1, 0}));
    const auto one = row(0x470).layout(2048, optr(1U << 21));
    ASSERT_TRUE(one.ok());
    ASSERT_EQ(one->size(), 256U);
    EXPECT_EQ(one->back(), (Sector{0x081FE000, 8192, 0, 255}));
    const auto trimmed = row(0x470).layout(1024, optr(1U << 21));
    EXPECT_EQ((*trimmed)[128], (Sector{0x08080000, 4096, 1, 0}));
    EXPECT_EQ(row(0x471).layout(1024, optr(1U << 22))->size(), 256U);
    EXPECT_EQ(row(0x471).layout(512, optr(0))->size(), 64U);
}

TEST(L4Kin, TheBankStandsInBitThirteenOnTheG0B1) {
    const auto bytes = counting(8);
    const OptionWords dual = optr(1U << 21);
    const FlashPlan g0 = planned(row(0x467), 512, dual, 0x08040000, bytes);
    EXPECT_EQ(g0.erases[0].control, 1U << 1U | 1U << 13U);
    const FlashPlan l4 = planned(row(0x461), 1024, dual, 0x08080000, bytes);
    EXPECT_EQ(l4.erases[0].control, 1U << 1U | 1U << 11U);
}

TEST(L4Kin, JoinedBanksAreErasedWithTheBitsOfBoth) {
    const auto bytes = counting(8);
    for (const std::uint16_t devId : std::array<std::uint16_t, 3>{0x467, 0x469, 0x470}) {
        const Device& device = row(devId);
        const FlashPlan plan =
            planned(device, device.maxFlashKb, optr(0), 0x08000000, bytes, EraseScope::Chip);
        ASSERT_EQ(plan.erases.size(), 1U) << device.name;
        EXPECT_EQ(plan.erases[0].control, 1U << 2U | 1U << 15U) << device.name;
    }
    const FlashPlan single = planned(row(0x460), 128, optr(0), 0x08000000, bytes, EraseScope::Chip);
    EXPECT_EQ(single.erases[0].control, 1U << 2U) << "there is no MER2 to set";
}

TEST(L4Kin, AWbIsErasedPageByPageAndOnlyBelowTheOtherCore) {
    const Device& wb = row(0x495);
    const OptionWords options{{0x58004020, 0x2D8F71AA}, {0x58004080, 0xF4}};
    const auto sectors = wb.layout(1024, options);
    ASSERT_TRUE(sectors.ok());
    ASSERT_EQ(sectors->size(), 0xF4U);
    const auto bytes = counting(8);
    const FlashPlan plan = planned(wb, 1024, options, 0x08000000, bytes, EraseScope::Chip);
    EXPECT_FALSE(plan.massErase);
    EXPECT_EQ(plan.erases.size(), 0xF4U);
    const std::array beyond{Piece{0x080F4000 - 4, bytes}};
    const auto refused =
        planFlash(wb, *wb.flashModeAt(3300), *sectors, beyond, EraseScope::Sectors);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::ImageOutsideDevice);
    EXPECT_EQ(refused.fault().address, 0x080F4000U);
}

TEST(L4Kin, AllOfTheFlashIsOursWhereTheOtherCoreIsNotSecure) {
    EXPECT_EQ(
        row(0x495).layout(1024, OptionWords{{0x58004020, 0x2D8F71AA}, {0x58004080, 0x1F4}})->size(),
        256U);
    EXPECT_EQ(
        row(0x497).layout(256, OptionWords{{0x58004020, 0x3FEFF0AA}, {0x58004080, 0x10}})->size(),
        128U);
    EXPECT_EQ(
        row(0x497).layout(256, OptionWords{{0x58004020, 0x3FEFF1AA}, {0x58004080, 0x10}})->size(),
        16U);
}

TEST(L4Kin, SwappedBanksAndHideAreasAreUnusual) {
    EXPECT_EQ(unusualOptions(row(0x467), optr(0xFFFFFEAA)).size(), 0U);
    EXPECT_EQ(unusualOptions(row(0x467), optr(0xFFEFFEAA)).size(), 1U);
    EXPECT_EQ(unusualOptions(row(0x489), OptionWords{{0x40022080, 0x00000000}}).size(), 0U);
    EXPECT_EQ(unusualOptions(row(0x489), OptionWords{{0x40022080, 0xFF000000}}).size(), 0U);
    EXPECT_EQ(unusualOptions(row(0x489), OptionWords{{0x40022080, 0xB4000003}}).size(), 1U);
    EXPECT_EQ(unusualOptions(row(0x453), OptionWords{{0x40022080, 0x00010002}}).size(), 2U);
}

TEST(L4Kin, FactoryAreasOfEveryWidthAreNone) {
    for (const Device& device : allDevices()) {
        if (device.flashKind != FlashKind::L4) {
            continue;
        }
        OptionWords words;
        for (const HiddenArea& area : device.protection.hidden) {
            words.push_back({area.startAddress, area.mask});
            words.push_back({area.endAddress, 0});
        }
        for (const WriteProtectionArea& area : device.protection.writeAreas) {
            words.push_back({area.address, area.mask});
        }
        EXPECT_TRUE(unusualOptions(device, words).empty()) << device.name;
        const auto sectors = device.layout(device.maxFlashKb, optr(1U << 22 | 1U << 21));
        ASSERT_TRUE(sectors.ok());
        EXPECT_TRUE(writeProtected(device, words, *sectors).empty()) << device.name;
    }
}

TEST(L4Kin, TheLastPageOfTheLargestPartIsInReachOfAWriteProtection) {
    for (const Device& device : allDevices()) {
        if (device.flashKind != FlashKind::L4) {
            continue;
        }
        const auto sectors = device.layout(device.maxFlashKb, optr(1U << 22 | 1U << 21));
        const Sector& last = sectors->back();
        for (const WriteProtectionArea& area : device.protection.writeAreas) {
            if (area.bank != last.bank) {
                continue;
            }
            const std::uint32_t only = last.number | std::uint32_t{last.number} << 16U;
            const auto found = writeProtected(device, OptionWords{{area.address, only}}, *sectors);
            EXPECT_EQ(found, std::vector<std::size_t>{sectors->size() - 1}) << device.name;
        }
    }
}

TEST(FastRows, AreChosenBehindAMassEraseWithAClockThatSuffices) {
    const auto bytes = counting(512 * 1024UL);
    const Device& g4 = row(0x469);
    const OptionWords dual = optr(1U << 22);
    const FlashPlan fast = planned(g4, 512, dual, 0x08000000, bytes);
    EXPECT_TRUE(fast.fastRows);
    EXPECT_EQ(fast.flashTime(), microseconds(22'130) + 2048 * microseconds(1'910));
    EXPECT_FALSE(planned(g4, 512, dual, 0x08000000, counting(1000)).fastRows) << "by pages";
    Device slow = row(0x415);
    const auto whole = counting(1024 * 1024UL);
    EXPECT_TRUE(planned(slow, 1024, dual, 0x08000000, whole).fastRows);
    slow.fastClock = {};
    EXPECT_FALSE(planned(slow, 1024, dual, 0x08000000, whole).fastRows) << "4 MHz is too slow";
    EXPECT_FALSE(planned(row(0x460), 128, dual, 0x08000000, counting(128 * 1024UL)).fastRows)
        << "no such mode in the data";
}

TEST(FastRows, LeaveWhatIsNoWholeRowToDoubleWords) {
    const Device& device = row(0x470);
    const auto bytes = counting(3000);
    const FlashPlan plan =
        planned(device, 2048, optr(1U << 22), 0x080000F8, bytes, EraseScope::Chip);
    ASSERT_TRUE(plan.fastRows);
    EXPECT_EQ(plan.wholeRows(0x080000F8, 3000), (ProofRange{0x08000200, 2560}));
    std::uint32_t expected = 0x080000F8;
    unsigned rows = 0;
    for (const LoaderWork& work : loaderWork(plan, 1056, plan.device->fastestKhz())) {
        if (!work.programs()) {
            continue;
        }
        EXPECT_EQ(work.address, expected);
        expected += work.length;
        if (work.operation == wire::LoaderProgramRows) {
            EXPECT_EQ(work.address % 512, 0U);
            EXPECT_EQ(work.length % 512, 0U);
            EXPECT_LE(work.length, 1056U);
            rows += work.length / 512;
        }
        EXPECT_EQ(work.page.front(), plan.expected(work.address, 1).front());
    }
    EXPECT_EQ(expected, 0x080000F8U + 3000);
    EXPECT_EQ(rows, 5U);
    EXPECT_EQ(plan.flashTime(), plan.erases[0].time.typical + 5 * microseconds(3'820) +
                                    (264 + 176) / 8 * plan.mode->program.typical);
}

TEST(FastRows, AreNotUsedInABankThatIsErasedByPages) {
    const Device& device = row(0x415);
    const auto bytes = counting(512 * 1024UL + 4096);
    const FlashPlan plan = planned(device, 1024, optr(0), 0x08000000, bytes);
    ASSERT_TRUE(plan.fastRows);
    for (const LoaderWork& work : loaderWork(plan, 2048, plan.device->fastestKhz())) {
        if (work.programs()) {
            EXPECT_EQ(work.operation == wire::LoaderProgramRows, work.address < 0x08080000U);
        }
    }
}

TEST(FastRows, GiveWayToDoubleWordsWhenTheCoreStayedSlow) {
    const auto bytes = counting(256 * 1024UL);
    const FlashPlan plan = planned(row(0x435), 256, optr(0), 0x08000000, bytes);
    ASSERT_TRUE(plan.fastRows);
    for (const LoaderWork& work : loaderWork(plan, 2048, plan.device->coreKhz)) {
        EXPECT_NE(work.operation, wire::LoaderProgramRows);
    }
}

TEST(FastRows, AreTheSameLengthInEveryPageBuffer) {
    const auto bytes = counting(128 * 1024UL);
    const FlashPlan plan = planned(row(0x468), 128, optr(0), 0x08000000, bytes);
    ASSERT_TRUE(plan.fastRows);
    for (const std::uint32_t page : {512U, 544U, 2720U, 8192U}) {
        std::uint32_t programmed = 0;
        for (const LoaderWork& work : loaderWork(plan, page, plan.device->fastestKhz())) {
            programmed += work.programs() ? work.length : 0;
            EXPECT_LE(work.programs() ? work.length : 0, page);
        }
        EXPECT_EQ(programmed, 128U * 1024);
    }
}

TEST(LoaderFaults, NameTheErrorFlagsOfAnL4) {
    const Fault fault = loaderFault(row(0x469), {.kind = wire::LoaderProgramError,
                                                 .status = 0x00000380,
                                                 .address = 0x08000100,
                                                 .stage = Stage::Program});
    EXPECT_EQ(fault.code, FaultCode::ProgramFailed);
    EXPECT_EQ(fault.note, "flash status 0x00000380 PGSERR MISERR FASTERR");
    EXPECT_EQ(loaderFault(row(0x483), {.kind = wire::LoaderProgramError, .status = 0x380}).note,
              "flash status 0x00000380");
    EXPECT_EQ(loaderFault(row(0x469), {.kind = wire::LoaderEraseError, .status = 0x10}).code,
              FaultCode::FlashProtected);
}

} // namespace greenlight::target
