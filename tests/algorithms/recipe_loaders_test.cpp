#include "tests/algorithms/algorithm_samples.h"
#include "tests/station/recipe_desk.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace greenlight::station {
namespace {

using testing::HasSubstr;

/// A recipe for an H743 with a picture beside its firmware, and the loaders that a test gives it.
class RecipeLoaders : public testing::Test {
protected:
    test::RecipeDesk desk;

    std::string loader(const std::string& name, const std::string& more = {}) {
        const auto bytes = test::algorithmBytes(name);
        desk.scratch.write(name, std::string(bytes.begin(), bytes.end()));
        return fmt::format("[[loader]]\nfile = \"{}\"\nsha256 = \"{}\"\n{}", name,
                           base::toHex(base::sha256(bytes)), more);
    }

    std::string picture(const std::string& address = "0x90000000") {
        return desk.image("picture.bin", std::string(3000, 'p'), address);
    }

    [[nodiscard]] std::string text() const { return replaced("STM32F103C8", "STM32H743VI"); }

    [[nodiscard]] std::string replaced(const std::string& what, const std::string& by) const {
        std::string changed = desk.text();
        changed.replace(changed.find(what), what.size(), by);
        return changed;
    }
};

TEST_F(RecipeLoaders, AreReleasedLikeImages) {
    desk.release(text() + picture() + loader("None.stldr"));
    const auto recipe = desk.read();
    ASSERT_TRUE(recipe.ok()) << base::toLogLine(recipe.fault());
    ASSERT_EQ((*recipe)->loaders.size(), 1);
    const job::ExternalLoader& read = (*recipe)->loaders.front();
    EXPECT_EQ(read.algorithm->device, "H743 serial NOR");
    EXPECT_EQ(read.readWay, job::ReadWay::Mapped);
    ASSERT_EQ((*recipe)->files.size(), 3);
    EXPECT_EQ((*recipe)->files.back().name, "None.stldr");
    EXPECT_EQ((*recipe)->files.back().sha256, base::sha256(test::algorithmBytes("None.stldr")));
}

TEST_F(RecipeLoaders, AreNeededForAnImageBesideTheFlash) {
    EXPECT_THAT(desk.refusalOf(text() + picture()), HasSubstr("image-outside-device"));
    EXPECT_THAT(desk.refusalOf(text() + picture("0x90100000") + loader("None.stldr")),
                HasSubstr("no image lies in its memory"));
    EXPECT_THAT(desk.refusalOf(text() + picture("0x900FFF00") +
                               desk.image("more.bin", "m", "0x90000000") + loader("None.stldr")),
                HasSubstr("image-outside-device")); // past the end of the memory
}

TEST_F(RecipeLoaders, AreThoseThatWereReleased) {
    const std::string whole = text() + picture() + loader("None.stldr");
    desk.scratch.write("None.stldr", "another");
    EXPECT_THAT(desk.refusalOf(whole), HasSubstr("image-hash"));
}

TEST_F(RecipeLoaders, HaveMemoriesApartFromEachOtherAndFromTheFlash) {
    EXPECT_THAT(desk.refusalOf(text() + picture() + loader("Internal.flm", "read = \"mapped\"\n")),
                HasSubstr("the memory of Internal.flm overlaps the chip's own flash"));
    EXPECT_THAT(desk.refusalOf(text() + picture() + loader("None.flm") + loader("None.stldr")),
                HasSubstr("the memory of None.stldr overlaps that of None.flm"));
}

TEST_F(RecipeLoaders, AreRefusedWhereTheirMemoryCannotBeProven) {
    const std::string start = text() + picture();
    EXPECT_THAT(desk.refusalOf(start + loader("SerialWithoutRead.stldr")),
                HasSubstr("its memory cannot be proven"));
    EXPECT_THAT(desk.refusalOf(start + loader("Nowhere.flm")),
                HasSubstr("its memory cannot be proven"));
    EXPECT_THAT(desk.refusalOf(start + loader("None.flm", "read = \"loader\"\n")),
                HasSubstr("has no function that reads"));
}

TEST_F(RecipeLoaders, ReadTheirMemoryWhereItIsNotInTheAddressMapOrTheRecipeSaysSo) {
    for (const std::string& each :
         {loader("Serial.stldr"), loader("None.stldr", "read = \"loader\"\n")}) {
        desk.release(text() + picture() + each);
        const auto recipe = desk.read();
        ASSERT_TRUE(recipe.ok()) << base::toLogLine(recipe.fault());
        EXPECT_EQ((*recipe)->loaders.front().readWay, job::ReadWay::Loader);
    }
}

TEST_F(RecipeLoaders, AreWrittenAsTheyMustBe) {
    const std::string start = text() + picture();
    EXPECT_THAT(desk.refusalOf(start + loader("None.stldr", "read = \"wishfully\"\n")),
                HasSubstr("does not know \"wishfully\""));
    EXPECT_THAT(desk.refusalOf(start + loader("None.stldr", "adress = 1\n")), HasSubstr("adress"));
    EXPECT_THAT(desk.refusalOf(start + "[[loader]]\nfile = \"w25q.bin\"\nsha256 = \"" +
                               std::string(64, '0') + "\"\n"),
                HasSubstr("must be an .FLM or a .stldr"));
    EXPECT_THAT(desk.refusalOf(start + "[[loader]]\nfile = \"../w25q.flm\"\nsha256 = \"" +
                               std::string(64, '0') + "\"\n"),
                HasSubstr("must be the name of a file in the recipe's folder"));
}

TEST_F(RecipeLoaders, GoWithAFlashThatMayStayAsItIs) {
    std::string kept = text() + picture() + loader("None.stldr");
    kept.replace(kept.find("[program]\n"), 10, "[program]\nrewrite = \"when-different\"\n");
    EXPECT_EQ(desk.refusalOf(kept), "accepted");
}

TEST_F(RecipeLoaders, MayBeAllThatThereIsToDo) {
    std::string alone = text();
    const std::string address = "address = 0x08000000";
    alone.replace(alone.find(address), address.size(), "address = 0x90010000");
    alone += picture() + loader("None.stldr");
    EXPECT_THAT(desk.refusalOf(alone), HasSubstr("erases the chip's own flash, and no image"));
    const std::string erase = "erase = \"chip\"";
    alone.replace(alone.find(erase), erase.size(), "erase = \"sectors\"");
    EXPECT_EQ(desk.refusalOf(alone), "accepted");
}

TEST_F(RecipeLoaders, AreForTheChipsOwnFlashOnlyWhereThePartIsDescribed) {
    EXPECT_THAT(desk.refusalOf(text() + picture() + loader("OwnH743.flm")),
                HasSubstr("its memory cannot be proven"));
}

} // namespace
} // namespace greenlight::station
