#include "tests/algorithms/described_samples.h"
#include "tests/station/recipe_desk.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace greenlight::station {
namespace {

using testing::HasSubstr;

/// A recipe that describes its part, out of pieces that a test can change.
class RecipePart : public testing::Test {
protected:
    test::RecipeDesk desk;
    std::string head = "[recipe]\nname = \"logger\"\nversion = \"1\"\nproduct = \"L\"\n"
                       "device = \"STM32XYZ99\"\n";
    std::string more;
    std::string part = "[part]\nname = \"STM32XYZ99\"\ncore = \"cortex-m4\"\ndev_id = 0x4A1\n"
                       "idcode_address = 0xE0042000\nuid_address = 0x1FFF7590\n"
                       "ram = [0x20000000, 0x18000]\ncore_khz = 4000\n";

    std::string loader(const std::string& name, const std::string& keys = {}) {
        const auto bytes = test::algorithmBytes(name);
        desk.scratch.write(name, std::string(bytes.begin(), bytes.end()));
        return fmt::format("[[loader]]\nfile = \"{}\"\nsha256 = \"{}\"\n{}", name,
                           base::toHex(base::sha256(bytes)), keys);
    }

    std::string firmware(const std::string& address = "0x08000000") {
        return desk.image("firmware.bin", std::string(1024, 'f'), address);
    }

    std::string whole() { return head + more + part + firmware() + loader("OwnL476.flm"); }

    std::string refusalWith(const std::string& what, const std::string& by) {
        std::string text = whole();
        const std::size_t at = text.find(what);
        EXPECT_NE(at, std::string::npos) << what;
        return desk.refusalOf(text.replace(at, what.size(), by));
    }

    std::string refusalWithMore(const std::string& tables) {
        more = tables;
        return desk.refusalOf(whole());
    }
};

TEST_F(RecipePart, MakesARowOfItsOwn) {
    desk.release(whole());
    const auto recipe = desk.read();
    ASSERT_TRUE(recipe.ok()) << base::toLogLine(recipe.fault());
    ASSERT_TRUE((*recipe)->described.has_value());
    EXPECT_TRUE((*recipe)->loaders.empty());
    const target::Device& row = (*recipe)->described->part->device();
    EXPECT_EQ(row.name, "STM32XYZ99");
    EXPECT_EQ(row.devId, 0x4A1);
    EXPECT_EQ(row.corePart, 0xC24);
    EXPECT_EQ(row.coreAp, 0);
    EXPECT_EQ(row.debug.idcode, 0xE0042000U);
    EXPECT_EQ(row.debug.clock.address, 0U);
    EXPECT_EQ(row.uidAddress, 0x1FFF7590U);
    EXPECT_EQ(row.coreKhz, 4000U);
    EXPECT_EQ(row.maxFlashKb, 1024U);
    EXPECT_EQ(row.layout(1024, {})->size(), 512U);
    EXPECT_EQ(row.loaderRam({}).front(), (target::RamRegion{0x20000000, 0x18000}));
    EXPECT_EQ((*recipe)->files.size(), 2U);
}

TEST_F(RecipePart, MaySayWhereItsCoreAndItsClockAre) {
    part += "ap = 1\nrom_part = 0x466\nidcode_clock = [0x4002103C, 0x08000000]\n";
    desk.release(whole());
    const auto recipe = desk.read();
    ASSERT_TRUE(recipe.ok()) << base::toLogLine(recipe.fault());
    const target::Device& row = (*recipe)->described->part->device();
    EXPECT_EQ(row.coreAp, 1);
    EXPECT_EQ(row.debug.ap, 1);
    EXPECT_EQ(row.romPart, 0x466);
    EXPECT_EQ(row.debug.clock.address, 0x4002103CU);
    EXPECT_EQ(row.debug.clock.bits, 0x08000000U);
}

TEST_F(RecipePart, IsNotOneThatTheTableKnows) {
    EXPECT_THAT(refusalWith("0x4A1", "0x413"), HasSubstr("knows without a description"));
    std::string text = whole();
    for (std::size_t at = text.find("XYZ99"); at != std::string::npos; at = text.find("XYZ99")) {
        text.replace(at, 5, "F407VG");
    }
    EXPECT_THAT(desk.refusalOf(text), HasSubstr("knows without a description"));
}

TEST_F(RecipePart, IsThePartOfTheRecipe) {
    EXPECT_THAT(refusalWith("device = \"STM32XYZ99\"", "device = \"STM32XYZ98\""),
                HasSubstr("must be the name of the described [part]"));
    std::string text = whole();
    for (std::size_t at = text.find("STM32XYZ99"); at != std::string::npos;
         at = text.find("STM32XYZ99")) {
        text.replace(at, 10, "stm32-xyz");
    }
    EXPECT_THAT(desk.refusalOf(text), HasSubstr("must be a part number"));
}

TEST_F(RecipePart, IsWrittenAsItMustBe) {
    EXPECT_THAT(refusalWith("cortex-m4", "cortex-m55"), HasSubstr("core must be"));
    EXPECT_THAT(refusalWith("dev_id = 0x4A1\n", ""), HasSubstr("dev_id is missing"));
    EXPECT_THAT(refusalWith("0x4A1", "0xFFF"), HasSubstr("dev_id must be"));
    EXPECT_THAT(refusalWith("idcode_address = 0xE0042000\n", ""),
                HasSubstr("idcode_address is missing"));
    EXPECT_THAT(refusalWith("0xE0042000", "0xE0042001"), HasSubstr("must be a multiple of 4"));
    EXPECT_THAT(refusalWith("uid_address = 0x1FFF7590\n", ""), HasSubstr("uid_address is missing"));
    EXPECT_THAT(refusalWith("core_khz = 4000\n", ""), HasSubstr("core_khz is missing"));
    EXPECT_THAT(refusalWith("ram = [0x20000000, 0x18000]\n", ""), HasSubstr("ram is missing"));
    EXPECT_THAT(refusalWith("0x20000000, 0x18000", "0x24000000, 0x18000"),
                HasSubstr("ram must be"));
    EXPECT_THAT(refusalWith("0x20000000, 0x18000", "0x20000000, 0x400"), HasSubstr("ram must be"));
    EXPECT_THAT(refusalWith("core_khz", "core_mhz"), HasSubstr("core_"));
}

TEST_F(RecipePart, NeedsOneAlgorithmForItsFlash) {
    EXPECT_THAT(desk.refusalOf(head + part + firmware()), HasSubstr("needs one [[loader]]"));
    EXPECT_THAT(desk.refusalOf(whole() + loader("OwnF407.flm")), HasSubstr("needs one [[loader]]"));
    EXPECT_THAT(
        desk.refusalOf(head + part + firmware() + loader("OwnL476.flm", "read = \"mapped\"\n")),
        HasSubstr("is proven like that of any chip"));
    EXPECT_THAT(refusalWith("0x20000000, 0x18000", "0x20000000, 0x800"),
                HasSubstr("loader-does-not-fit"));
}

TEST_F(RecipePart, NeedsAnImageForItsFlash) {
    EXPECT_THAT(desk.refusalOf(head + part + firmware("0x90000000") + loader("OwnL476.flm") +
                               loader("None.flm")),
                HasSubstr("no image lies in the flash of the described [part]"));
    EXPECT_THAT(desk.refusalOf(head + part + firmware("0x080FFF00") + loader("OwnL476.flm")),
                HasSubstr("image-outside-device"));
}

TEST_F(RecipePart, GoesWithNothingThatNeedsARegisterNobodyKnows) {
    EXPECT_THAT(refusalWithMore("[protect]\nrdp = 1\n"), HasSubstr("are not known"));
    EXPECT_THAT(refusalWithMore("[protect]\nmay_unprotect = true\n"), HasSubstr("are not known"));
    EXPECT_THAT(refusalWithMore("[options]\nnRST_STOP = 1\n"), HasSubstr("are not known"));
    EXPECT_THAT(refusalWithMore("[program]\nerase = \"chip\"\n"), HasSubstr("erase must be"));
    EXPECT_THAT(refusalWithMore("[program]\nrewrite = \"differing-sectors\"\n"),
                HasSubstr("rewrite must be"));
    more = "[program]\nrewrite = \"when-different\"\n[boot]\naddress = 0x20000010\nvalue = 1\n";
    EXPECT_EQ(desk.refusalOf(whole()), "accepted");
}

TEST_F(RecipePart, MayHaveMemoriesBesideIt) {
    desk.release(whole() + desk.image("picture.bin", std::string(3000, 'p'), "0x90000000") +
                 loader("None.flm"));
    const auto recipe = desk.read();
    ASSERT_TRUE(recipe.ok()) << base::toLogLine(recipe.fault());
    EXPECT_EQ((*recipe)->loaders.size(), 1U);
    EXPECT_TRUE((*recipe)->described.has_value());
}

} // namespace
} // namespace greenlight::station
