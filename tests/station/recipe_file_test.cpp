// A recipe folder as a whole: who released it, and whether it is still what was released.
#include "station/recipe_file.h"
#include "tests/station/recipe_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenlight::station {
namespace {

using test::Signer;
using testing::ElementsAre;
using testing::HasSubstr;

class RecipeFileTest : public testing::Test {
protected:
    void expectRefused(FaultCode code, const std::string& reason, unsigned signaturesRequired = 1) {
        const auto recipe = desk.read(signaturesRequired);
        ASSERT_FALSE(recipe.ok());
        EXPECT_EQ(recipe.fault().code, code) << recipe.fault().note;
        EXPECT_THAT(recipe.fault().note, HasSubstr(reason));
    }

    test::RecipeDesk desk;
};

TEST_F(RecipeFileTest, GivesEverythingThatWasReleased) {
    const auto read = desk.read(2);
    ASSERT_TRUE(read.ok()) << read.fault().note;
    const job::Recipe& recipe = **read;
    EXPECT_EQ(recipe.name, "thermostat-main");
    EXPECT_EQ(recipe.version, "1.4.2");
    EXPECT_EQ(recipe.product, "TH-200");
    EXPECT_EQ(recipe.device, "STM32F103C8");
    EXPECT_EQ(recipe.connect, job::ConnectMode::Automatic);
    EXPECT_EQ(recipe.swdKhz, 1800U);
    EXPECT_EQ(recipe.lowMillivolts, 2700U);
    EXPECT_EQ(recipe.highMillivolts, 3500U);
    EXPECT_EQ(recipe.erase, job::EraseMode::Chip);
    EXPECT_EQ(recipe.verify, job::VerifyMethod::Both);
    EXPECT_EQ(recipe.serial.source, job::SerialSource::Scan);
    EXPECT_EQ(recipe.serial.pattern, "^TH200-[0-9]{6}$");
    EXPECT_EQ(recipe.serial.address, 0x0800FF00U);
    EXPECT_EQ(recipe.serial.format, job::SerialFormat::Ascii);
    EXPECT_EQ(recipe.rdp, 1U);
    EXPECT_TRUE(recipe.mayUnprotect);
    EXPECT_THAT(recipe.signers, testing::UnorderedElementsAre("Ada Release", "Grace Quality"));
    ASSERT_EQ(recipe.files.size(), 1U);
    EXPECT_EQ(recipe.files[0].name, "firmware.bin");
    EXPECT_EQ(recipe.image->sizeBytes(), 1024U);
}

TEST_F(RecipeFileTest, DigestsTheBytesThatWereSigned) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(desk.text().data());
    EXPECT_EQ((*desk.read())->digest, base::sha256({bytes, desk.text().size()}));
}

TEST_F(RecipeFileTest, HasSafeValuesWhereNothingIsWritten) {
    desk.release("[recipe]\nname = \"n\"\nversion = \"1\"\nproduct = \"P\"\ndevice = "
                 "\"STM32F103\"\n" +
                 desk.image("firmware.bin", "firmware", "0x08000000"));
    const auto read = desk.read();
    ASSERT_TRUE(read.ok()) << read.fault().note;
    const job::Recipe& recipe = **read;
    EXPECT_EQ(recipe.connect, job::ConnectMode::UnderReset);
    EXPECT_EQ(recipe.swdKhz, 4000U);
    EXPECT_EQ(recipe.lowMillivolts, 3000U);
    EXPECT_EQ(recipe.highMillivolts, 3600U);
    EXPECT_EQ(recipe.erase, job::EraseMode::Sectors);
    EXPECT_EQ(recipe.verify, job::VerifyMethod::Digest);
    EXPECT_EQ(recipe.serial.source, job::SerialSource::None);
    EXPECT_EQ(recipe.serial.address, std::nullopt);
    EXPECT_EQ(recipe.rdp, 0U);
    EXPECT_FALSE(recipe.mayUnprotect);
}

TEST_F(RecipeFileTest, RefusesARecipeWithoutSignature) {
    std::filesystem::remove(desk.scratch.path() / "recipe.toml.p7s");
    expectRefused(FaultCode::RecipeUnsigned, "recipe.toml.p7s is missing");
}

TEST_F(RecipeFileTest, RefusesASignatureThatIsGarbageOrTooLong) {
    desk.scratch.write("recipe.toml.p7s", "-----BEGIN CMS-----");
    expectRefused(FaultCode::RecipeSignature, "not a CMS signature");
    desk.scratch.write("recipe.toml.p7s", "");
    expectRefused(FaultCode::RecipeSignature, "not a CMS signature");
    desk.scratch.write("recipe.toml.p7s", std::string((std::size_t{256} << 10U) + 1, '0'));
    expectRefused(FaultCode::FileTooLarge, "recipe.toml.p7s");
}

TEST_F(RecipeFileTest, RefusesOneChangedByte) {
    desk.scratch.write("recipe.toml", test::with(desk.text(), "rdp = 1", "rdp = 0"));
    expectRefused(FaultCode::RecipeSignature, "");
    desk.scratch.write("recipe.toml", desk.text() + " ");
    expectRefused(FaultCode::RecipeSignature, "");
}

TEST_F(RecipeFileTest, RefusesTheSignatureOfAnotherRecipe) {
    desk.release(test::with(desk.text(), "1.4.2", "1.4.1"));
    desk.scratch.write("recipe.toml", desk.text());
    expectRefused(FaultCode::RecipeSignature, "");
}

TEST_F(RecipeFileTest, RefusesASignerOutsideTheBundle) {
    const Signer mallory = Signer::make({.commonName = "Mallory"});
    desk.release(desk.text(), {&mallory});
    expectRefused(FaultCode::RecipeSignature, "Mallory");
}

TEST_F(RecipeFileTest, WantsTwoPeopleWhereTwoAreRequired) {
    desk.release(desk.text(), {&desk.ada});
    EXPECT_TRUE(desk.read(1).ok());
    expectRefused(FaultCode::RecipeSigners, "1 of 2 needed", 2);
    desk.release(desk.text(), {&desk.ada, &desk.ada});
    expectRefused(FaultCode::RecipeSigners, "1 of 2 needed", 2);
    desk.release(desk.text(), {&desk.ada, &desk.grace});
    EXPECT_TRUE(desk.read(2).ok());
}

TEST_F(RecipeFileTest, RefusesAnUnknownSecondSigner) {
    const Signer mallory = Signer::make({.commonName = "Mallory"});
    desk.release(desk.text(), {&desk.ada, &mallory});
    expectRefused(FaultCode::RecipeSignature, "Mallory", 1);
    expectRefused(FaultCode::RecipeSignature, "Mallory", 2);
}

TEST_F(RecipeFileTest, RefusesAReleaseThatHasEndedOrNotBegun) {
    const auto late = desk.read(1, {test::yearAfter.unixMicros + 1'000'000});
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.fault().code, FaultCode::RecipeExpired);
    const auto early = desk.read(1, {test::yearBefore.unixMicros - 1'000'000});
    ASSERT_FALSE(early.ok());
    EXPECT_EQ(early.fault().code, FaultCode::RecipeNotYetValid);
}

TEST_F(RecipeFileTest, AsksForSignaturesBeforeItReadsAnything) {
    desk.scratch.write("recipe.toml", "this is no TOML = = =");
    expectRefused(FaultCode::RecipeSignature, "");
    desk.release("this is no TOML = = =");
    expectRefused(FaultCode::RecipeSyntax, "recipe.toml:1: ");
}

TEST_F(RecipeFileTest, RefusesOneChangedByteOfAnImage) {
    desk.scratch.write("firmware.bin", std::string(1023, 'f') + "F");
    expectRefused(FaultCode::ImageHash, "firmware.bin: expected ");
}

TEST_F(RecipeFileTest, RefusesAnImageThatIsNotThere) {
    std::filesystem::remove(desk.scratch.path() / "firmware.bin");
    expectRefused(FaultCode::FileUnreadable, "firmware.bin");
}

TEST_F(RecipeFileTest, RefusesARecipeThatIsNotThereOrTooLarge) {
    desk.scratch.write("recipe.toml", std::string((std::size_t{256} << 10U) + 1, '#'));
    expectRefused(FaultCode::FileTooLarge, "recipe.toml");
    std::filesystem::remove(desk.scratch.path() / "recipe.toml");
    expectRefused(FaultCode::FileUnreadable, "recipe.toml");
}

TEST_F(RecipeFileTest, JoinsSeveralImages) {
    desk.release(desk.text() + desk.image("boot.bin", "boot", "0x08001000"));
    const auto read = desk.read();
    ASSERT_TRUE(read.ok()) << read.fault().note;
    EXPECT_EQ((*read)->image->sizeBytes(), 1028U);
    ASSERT_EQ((*read)->files.size(), 2U);
    EXPECT_EQ((*read)->files[1].name, "boot.bin");
}

} // namespace
} // namespace greenlight::station
