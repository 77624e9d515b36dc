// What a released recipe may say: every value that makes no sense is refused by name and line.
#include "tests/station/recipe_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenlight::station {
namespace {

using test::with;
using testing::HasSubstr;
using testing::StartsWith;

/// One change of the good recipe, and words of its refusal.
struct Change {
    std::string from;
    std::string to;
    std::string refusal;
};

class RecipeValuesTest : public testing::Test {
protected:
    void expectRefused(const std::vector<Change>& changes) {
        for (const Change& change : changes) {
            EXPECT_THAT(desk.refusalOf(with(desk.text(), change.from, change.to)),
                        HasSubstr(change.refusal))
                << change.to;
        }
    }

    void expectAccepted(const std::string& text) { EXPECT_EQ(desk.refusalOf(text), "accepted"); }

    [[nodiscard]] std::string changed(std::string_view from, std::string_view to) const {
        return with(desk.text(), from, to);
    }

    /// The recipe with another [serial].
    [[nodiscard]] std::string withSerial(const std::string& serial) const {
        const std::size_t from = desk.text().find("source");
        std::string text = desk.text();
        return text.replace(from, text.find("[protect]") - from, serial + "\n");
    }

    test::RecipeDesk desk;
};

TEST_F(RecipeValuesTest, GiveTheLineOfATrouble) {
    EXPECT_THAT(desk.refusalOf(changed("rdp = 1", "rdp = 3")),
                HasSubstr("recipe.toml:23: [protect] rdp must be a number from 0 to 2"));
}

TEST_F(RecipeValuesTest, RefuseUnknownKeysInEveryTable) {
    expectRefused({{"[recipe]\n", "colour = 1\n[recipe]\n", "colour is not a known key"},
                   {"[recipe]\n", "[recipe]\ncolour = 1\n", "[recipe] colour is not a known key"},
                   {"[connect]\n", "[connect]\nspeed = 1\n", "[connect] speed is not a known key"},
                   {"[program]\n", "[program]\nverfy = 1\n", "[program] verfy is not a known key"},
                   {"[serial]\n", "[serial]\nlength = 1\n", "[serial] length is not a known key"},
                   {"[protect]\n", "[protect]\nwrp = 1\n", "[protect] wrp is not a known key"},
                   {"[[image]]\n", "[[image]]\nadress = 1\n", "[image] adress is not a known key"},
                   {"[protect]\n", "[option]\n", "option is not a known key"}});
}

TEST_F(RecipeValuesTest, RefuseAKeyThatIsWrittenTwice) {
    expectRefused({{"rdp = 1\n", "rdp = 1\nrdp = 0\n", "recipe-syntax (720)"},
                   {"[protect]\n", "[protect]\n[protect]\n", "recipe-syntax (720)"}});
}

TEST_F(RecipeValuesTest, DemandTheNamesOfEverything) {
    expectRefused({{"name = \"thermostat-main\"\n", "", "[recipe] name is missing"},
                   {"version = \"1.4.2\"\n", "", "[recipe] version is missing"},
                   {"product = \"TH-200\"\n", "", "[recipe] product is missing"},
                   {"device = \"STM32F103C8\"\n", "", "[recipe] device is missing"},
                   {"\"1.4.2\"", "\"\"", "[recipe] version is missing or empty"},
                   {"\"1.4.2\"", "1.4", "[recipe] version must be a text"},
                   {"TH-200", "TH\\n200", "[recipe] product must be 1 to 64 printable"},
                   {"TH-200", std::string(65, 'T'), "[recipe] product must be 1 to 64 printable"}});
    EXPECT_THAT(desk.refusalOf(""), HasSubstr("[recipe] name is missing"));
}

TEST_F(RecipeValuesTest, NameOptionBytesThatEveryPartOfTheRecipeHas) {
    const auto with = [this](const std::string& options) {
        return changed("[protect]", "[options]\n" + options + "[protect]");
    };
    expectAccepted(with("nRST_STOP = 0\nDATA0 = 0xFF\n"));
    EXPECT_THAT(
        desk.refusalOf(with("BOR_LEV = 1\n")),
        HasSubstr("[options] BOR_LEV = 1: an STM32F101/102/103 medium density has WDG_SW up"));
    EXPECT_THAT(desk.refusalOf(with("RDP = 0xCC\n")), HasSubstr("[options] RDP = 204: an"));
    EXPECT_THAT(desk.refusalOf(with("DATA0 = 0x100\n")), HasSubstr("DATA0 up to 255"));
    EXPECT_THAT(desk.refusalOf(with("DATA0 = \"1\"\n")),
                HasSubstr("[options] DATA0 must be a number"));
}

TEST_F(RecipeValuesTest, TakeAPatchFromOneSourceAndSayWhatItIsNotFor) {
    const auto with = [this](const std::string& patch) {
        return desk.text() + "\n[[patch]]\n" + patch;
    };
    expectAccepted(with("address = 0x08000040\nsource = \"serial\"\nformat = \"ascii\"\n"));
    expectAccepted(with("address = 0x08000040\nsource = \"uid\"\nformat = \"hex\"\nbytes = 12\n"));
    expectAccepted(with("address = 0x08000040\nsource = \"text\"\ntext = \"v1\"\n"));
    const std::vector<std::pair<std::string, std::string>> refused{
        {"source = \"uid\"\n", "[patch] address is missing"},
        {"address = 0x08000040\n", "[patch] source is missing"},
        {"address = 0x08000040\nsource = \"list\"\n", "source does not know \"list\""},
        {"address = 0x08000040\nsource = \"text\"\n", "text belongs to source = \"text\""},
        {"address = 0x08000040\nsource = \"uid\"\ntext = \"x\"\n", "and to no other"},
        {"address = 0x08000040\nsource = \"uid\"\nformat = \"u32le\"\n",
         "must be \"ascii\" or \"hex\""},
        {"address = 0x08000040\nsource = \"uid\"\nfile = \"a.csv\"\n",
         "file needs source = \"table\""},
        {"address = 0x08000040\nsource = \"table\"\n", "file is missing"},
        {"address = 0x08000040\nsource = \"text\"\ntext = \"abc\"\nbytes = 2\n",
         "text does not fit"},
        {"address = 0x08000040\nsource = \"uid\"\nbytes = 0\n", "bytes must be a number from 1"},
    };
    for (const auto& [patch, reason] : refused) {
        EXPECT_THAT(desk.refusalOf(with(patch)), HasSubstr(reason)) << patch;
    }
}

TEST_F(RecipeValuesTest, TakeTheTableOfAPatchAsItWasReleased) {
    const std::string text = "TH200-000001,0080E1000001\nTH200-000002,0080E1000002\n";
    const std::string patch =
        "\n[[patch]]\naddress = 0x08000040\nsource = \"table\"\nbytes = 6\nfile = \"macs.csv\"\n"
        "sha256 = \"";
    const auto digest =
        base::sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    desk.image("macs.csv", text);
    expectAccepted(desk.text() + patch + base::toHex(digest) + "\"\n");
    const auto recipe = desk.read();
    ASSERT_TRUE(recipe.ok());
    ASSERT_EQ((*recipe)->patches.size(), 1U);
    EXPECT_EQ((*recipe)->patches[0].table->size(), 2U);
    EXPECT_EQ((*recipe)->files.back().name, "macs.csv");
    desk.image("macs.csv", text + "TH200-000003,0080E1000003\n");
    EXPECT_THAT(desk.refusalOf(desk.text() + patch + base::toHex(digest) + "\"\n"),
                HasSubstr("macs.csv: expected"));
}

TEST_F(RecipeValuesTest, RefuseADeviceThatIsNoneOrSeveral) {
    const std::string reason = "names no part, or parts of more than one kind";
    expectRefused({{"STM32F103C8", "STM32", reason},
                   {"STM32F103C8", "LPC1768", reason},
                   {"STM32F103C8", "STM32F103CZ", reason},
                   {"STM32F103C8", "F103", reason}});
}

TEST_F(RecipeValuesTest, RefuseConnectionsThatCannotBe) {
    const std::string speed = "[connect] swd_khz must be a number from 5 to 24000";
    const std::string window = "[connect] voltage_mv must be 2 numbers from 1600 to 3700";
    expectRefused({{"\"auto\"", "\"hotplug\"", "[connect] mode does not know \"hotplug\""},
                   {"\"auto\"", "1", "[connect] mode must be a text"},
                   {"1800", "4", speed},
                   {"1800", "24001", speed},
                   {"1800", "\"1800\"", speed},
                   {"[2700, 3500]", "[1599, 3500]", window},
                   {"[2700, 3500]", "[2700, 3701]", window},
                   {"[2700, 3500]", "[2700]", window},
                   {"[2700, 3500]", "3300", window},
                   {"[2700, 3500]", "[3500, 2700]", "must be [lowest, highest]"},
                   {"[2700, 3500]", "[3300, 3300]", "must be [lowest, highest]"}});
    expectAccepted(changed("1800", "5"));
    expectAccepted(changed("1800", "24000"));
    expectAccepted(changed("[2700, 3500]", "[1600, 3700]"));
}

TEST_F(RecipeValuesTest, OfferNoWayAroundVerifying) {
    expectRefused({{"\"both\"", "\"none\"", "[program] verify does not know \"none\""},
                   {"\"both\"", "false", "[program] verify must be a text"},
                   {"\"chip\"", "\"none\"", "[program] erase does not know \"none\""}});
    for (const char* method : {"digest", "readback"}) {
        expectAccepted(changed("\"both\"", "\"" + std::string(method) + "\""));
    }
    expectAccepted(changed("\"chip\"", "\"sectors\""));
}

TEST_F(RecipeValuesTest, OfferTheLevelsOfProtectionThatThereAre) {
    const std::string reason = "[protect] rdp must be a number from 0 to 2";
    expectRefused({{"rdp = 1", "rdp = 3", reason},
                   {"rdp = 1", "rdp = -1", reason},
                   {"rdp = 1", "rdp = true", reason},
                   {"may_unprotect = true", "may_unprotect = 1", "must be true or false"}});
    expectAccepted(changed("rdp = 1", "rdp = 0"));
}

TEST_F(RecipeValuesTest, LockAChipForEverOnlyWithTheWordForIt) {
    const std::string reason = "[protect] rdp = 2 locks every chip for ever, and is only taken "
                               "with forever = \"lock this chip for ever\"";
    expectRefused({{"rdp = 1", "rdp = 2", reason},
                   {"rdp = 1", "rdp = 2\nforever = \"yes\"", reason},
                   {"rdp = 1", "rdp = 2\nforever = true", "[protect] forever must be a text"},
                   {"rdp = 1", "rdp = 2\nforever = \"Lock this chip for ever\"", reason},
                   {"rdp = 1", "rdp = 1\nforever = \"lock this chip for ever\"",
                    "[protect] forever says nothing without rdp = 2"}});
    expectAccepted(with(changed("STM32F103C8", "STM32F407VG"), "rdp = 1",
                        "rdp = 2\nforever = \"lock this chip for ever\""));
}

TEST_F(RecipeValuesTest, AskForNoLevelThatTheDeviceDoesNotHave) {
    EXPECT_THAT(
        desk.refusalOf(changed("rdp = 1", "rdp = 2\nforever = \"lock this chip for ever\"")),
        HasSubstr("[protect] rdp = 2: an STM32F10"));
    EXPECT_THAT(desk.refusalOf(changed("STM32F103C8", "STM32H563VI")),
                HasSubstr("[protect] rdp = 1: an STM32H5"));
}

TEST_F(RecipeValuesTest, RefuseBootProofsThatProveNothing) {
    const auto with = [this](const std::string& boot) {
        return changed("[protect]\n", "[boot]\n" + boot + "[protect]\n");
    };
    expectAccepted(with("address = 0x20000010\nvalue = 0x01040200\n"));
    expectAccepted(with("address = 0x20000010\nvalue = 0x0200\nmask = 0xFF00\nwithin_ms = 250\n"));
    EXPECT_THAT(desk.refusalOf(with("value = 1\n")), HasSubstr("[boot] address is missing"));
    EXPECT_THAT(desk.refusalOf(with("address = 4\n")), HasSubstr("[boot] value is missing"));
    EXPECT_THAT(desk.refusalOf(with("address = 0x20000011\nvalue = 1\n")),
                HasSubstr("[boot] address must be a multiple of 4"));
    EXPECT_THAT(desk.refusalOf(with("address = 4\nvalue = 0\nmask = 0\n")),
                HasSubstr("[boot] mask must be a number from 1"));
    EXPECT_THAT(desk.refusalOf(with("address = 4\nvalue = 0x100\nmask = 0xFF\n")),
                HasSubstr("[boot] value has bits outside of the mask"));
    EXPECT_THAT(desk.refusalOf(with("address = 4\nvalue = 0\nwithin_ms = 60001\n")),
                HasSubstr("[boot] within_ms must be a number from 1 to 60000"));
    EXPECT_THAT(desk.refusalOf(with("address = 4\nvalue = 0\nafter_ms = 1\n")),
                HasSubstr("[boot] after_ms is not a known key"));
}

TEST_F(RecipeValuesTest, RefuseSerialsThatCannotBe) {
    const std::string pattern = "[serial] pattern is not a regular expression";
    const std::string address = "[serial] address must be a number from 0 to 4294967295";
    expectRefused({{"\"scan\"", "\"guess\"", "[serial] source does not know \"guess\""},
                   {"\"scan\"", "5", "[serial] source must be a text"},
                   {"^TH200-[0-9]{6}$", "(", pattern},
                   {"^TH200-[0-9]{6}$", "[z-a]", pattern},
                   {"^TH200-[0-9]{6}$", "(A|B)\\\\1", pattern},
                   {"^TH200-[0-9]{6}$", "(((A{99}){99}){99}){99}", pattern},
                   {"^TH200-[0-9]{6}$", std::string(257, 'A'), pattern},
                   {"0x0800FF00", "-1", address},
                   {"0x0800FF00", "0x100000000", address},
                   {"0x0800FF00", "\"0x0800FF00\"", address},
                   {"\"ascii\"", "\"utf16\"", "[serial] format does not know \"utf16\""}});
}

TEST_F(RecipeValuesTest, RefuseRangesThatCannotBeCounted) {
    const std::string good = "source = \"range\"\nprefix = \"TH200-\"\ndigits = 6\nfirst = 1\n"
                             "last = 999999\n";
    const auto refusalOf = [&](std::string_view from, std::string_view to) {
        return desk.refusalOf(withSerial(with(good, from, to)));
    };
    expectAccepted(withSerial(good));
    expectAccepted(withSerial(good + "address = 0x0800FF00\n"));
    EXPECT_THAT(refusalOf("digits = 6\n", ""), HasSubstr("[serial] digits is missing"));
    EXPECT_THAT(refusalOf("first = 1\n", ""), HasSubstr("[serial] first is missing"));
    EXPECT_THAT(refusalOf("last = 999999\n", ""), HasSubstr("[serial] last is missing"));
    EXPECT_THAT(refusalOf("999999", "1000000"),
                HasSubstr("last must be a number from 0 to 999999"));
    EXPECT_THAT(refusalOf("first = 1\n", "first = -1\n"), HasSubstr("first must be a number"));
    EXPECT_THAT(refusalOf("last = 999999", "last = 0"), HasSubstr("last comes before first"));
    EXPECT_THAT(refusalOf("digits = 6", "digits = 19"), HasSubstr("from 1 to 18"));
    EXPECT_THAT(refusalOf("TH200-", std::string(47, 'A')), HasSubstr("[serial] prefix must be"));
    EXPECT_THAT(refusalOf("TH200-", "TH\\t"), HasSubstr("[serial] prefix must be"));
    EXPECT_THAT(desk.refusalOf(withSerial(good + "address = 0x0800FF00\nformat = \"u32le\"\n")),
                HasSubstr("[serial] format cannot hold the serials of this range"));
    expectAccepted(
        withSerial(with(good, "TH200-", "") + "address = 0x0800FF00\nformat = \"u32be\"\n"));
    EXPECT_THAT(desk.refusalOf(withSerial("source = \"scan\"\ndigits = 6\n")),
                HasSubstr("[serial] digits is not a known key"));
}

TEST_F(RecipeValuesTest, RefuseSerialKeysThatWouldDoNothing) {
    EXPECT_THAT(desk.refusalOf(withSerial("source = \"uid\"\npattern = \"A\"")),
                HasSubstr("[serial] pattern needs source = \"scan\""));
    EXPECT_THAT(desk.refusalOf(withSerial("pattern = \"A\"")),
                HasSubstr("[serial] pattern needs source = \"scan\""));
    EXPECT_THAT(desk.refusalOf(withSerial("source = \"none\"\naddress = 0x0800FF00")),
                HasSubstr("[serial] address needs a source"));
    EXPECT_THAT(desk.refusalOf(withSerial("source = \"scan\"\nformat = \"bcd\"")),
                HasSubstr("[serial] format needs an address"));
    expectAccepted(withSerial("source = \"none\""));
    expectAccepted(withSerial("source = \"scan\""));
    expectAccepted(withSerial("source = \"uid\""));
}

TEST_F(RecipeValuesTest, RefuseFormatsThatNoUidFits) {
    for (const char* format : {"u32le", "u64le", "bcd"}) {
        EXPECT_THAT(
            desk.refusalOf(withSerial("source = \"uid\"\naddress = 0x0800FF00\nformat = \"" +
                                      std::string(format) + "\"")),
            HasSubstr("[serial] format must be \"ascii\""));
    }
    expectAccepted(withSerial("source = \"uid\"\naddress = 0x0800FF00\nformat = \"ascii\""));
}

TEST_F(RecipeValuesTest, KeepTheSerialInsideThePartsFlash) {
    // 64 KB: the flash of an STM32F103C8 ends at 0x08010000.
    const std::vector<std::pair<std::string, std::string>> lastPlaces{
        {"source = \"scan\"\nformat = \"ascii\"\n", "0x0800FFFF"},
        {"source = \"scan\"\nformat = \"bcd\"\n", "0x0800FFFF"},
        {"source = \"scan\"\nformat = \"u32le\"\n", "0x0800FFFC"},
        {"source = \"scan\"\nformat = \"u64le\"\n", "0x0800FFF8"},
        {"source = \"uid\"\n", "0x0800FFE8"}};
    for (const auto& [serial, place] : lastPlaces) {
        const std::string address = serial + "address = ";
        expectAccepted(withSerial(std::string(address).append(place)));
        const auto next = std::to_string(std::stoul(place, nullptr, 16) + 1);
        EXPECT_THAT(desk.refusalOf(withSerial(std::string(address).append(next))),
                    StartsWith("image-outside-device"));
    }
    EXPECT_THAT(desk.refusalOf(withSerial("source = \"scan\"\naddress = 0x07FFFFFF")),
                StartsWith("image-outside-device"));
}

TEST_F(RecipeValuesTest, TakeImagesFromTheFolderOnly) {
    const std::string reason = "[image] file must be the name of a file in the recipe's folder";
    expectRefused({{"firmware.bin", "../firmware.bin", reason},
                   {"firmware.bin", "/etc/passwd", reason},
                   {"firmware.bin", "sub/firmware.bin", reason},
                   {"firmware.bin", "..", reason},
                   {"firmware.bin", ".hidden.bin", reason},
                   {"firmware.bin", "", "[image] file is missing"},
                   {"firmware.bin", "firmware.bin\\u0000.hex", "[image] file must be a path"},
                   {"file = \"firmware.bin\"", "file = 5", "[image] file must be a text"},
                   {"file = \"firmware.bin\"\n", "", "[image] file is missing"}});
}

TEST_F(RecipeValuesTest, DemandTheDigestOfEveryImage) {
    const std::size_t from = desk.text().find("sha256 = ");
    std::string text = desk.text();
    const auto digestAs = [&](const std::string& line) {
        std::string other = text;
        return other.replace(from, other.find('\n', from) - from, line);
    };
    EXPECT_THAT(desk.refusalOf(digestAs("")), HasSubstr("[image] sha256 is missing"));
    EXPECT_THAT(desk.refusalOf(digestAs("sha256 = \"12ab\"")),
                HasSubstr("[image] sha256 must be 64 hexadecimal digits"));
    EXPECT_THAT(desk.refusalOf(digestAs("sha256 = \"" + std::string(64, 'g') + "\"")),
                HasSubstr("[image] sha256 must be 64 hexadecimal digits"));
    EXPECT_THAT(desk.refusalOf(digestAs("sha256 = \"" + std::string(64, '0') + "\"")),
                StartsWith("image-hash"));
}

TEST_F(RecipeValuesTest, WantAnAddressForRawBytesAndForNothingElse) {
    expectRefused({{"address = 0x08000000\n", "", "recipe-value (721)"},
                   {"0x08000000", "-1", "[image] address must be a number from 0 to 4294967295"},
                   {"0x08000000", "0x100000000", "[image] address must be a number"}});
    const std::string head = desk.text().substr(0, desk.text().find("[[image]]"));
    const std::string hex = ":0400000001020304F2\n:00000001FF\n";
    EXPECT_THAT(desk.refusalOf(head + desk.image("f.hex", hex, "0x08000000")),
                StartsWith("recipe-value (721)"));
    EXPECT_THAT(desk.refusalOf(head + desk.image("f.hex", hex)),
                StartsWith("image-outside-device"));
    EXPECT_THAT(desk.refusalOf(head + desk.image("f.hex", "no hex")), StartsWith("image-syntax"));
}

TEST_F(RecipeValuesTest, KeepImagesInsideThePartThatIsNamed) {
    const std::string head = desk.text().substr(0, desk.text().find("[[image]]"));
    const std::string full =
        head + desk.image("f.bin", std::string(std::size_t{64} << 10U, 'x'), "0x08000000");
    const std::string tooMuch =
        head + desk.image("g.bin", std::string((std::size_t{64} << 10U) + 1, 'x'), "0x08000000");
    expectAccepted(full);
    EXPECT_THAT(desk.refusalOf(tooMuch), StartsWith("image-outside-device"));
    // Without a size letter the largest part of the die is the limit: 128 KB.
    expectAccepted(with(tooMuch, "STM32F103C8", "STM32F103"));
    EXPECT_THAT(desk.refusalOf(changed("0x08000000", "0x07FFFFFF")),
                StartsWith("image-outside-device"));
    EXPECT_THAT(desk.refusalOf(changed("0x08000000", "0x20000000")),
                StartsWith("image-outside-device"));
}

TEST_F(RecipeValuesTest, RefuseImagesThatOverlapOrAreTooMany) {
    EXPECT_THAT(desk.refusalOf(desk.text() + desk.image("b.bin", "boot", "0x080003FF")),
                StartsWith("image-overlap"));
    std::string many = desk.text();
    for (int i = 1; i <= 8; ++i) {
        many += desk.image(std::to_string(i) + ".bin", "x", std::to_string(0x0800'1000 + 16 * i));
    }
    EXPECT_THAT(desk.refusalOf(many), HasSubstr("image must be up to 8 tables"));
    const std::string none = desk.text().substr(0, desk.text().find("[[image]]"));
    EXPECT_THAT(desk.refusalOf(none), HasSubstr("image is missing"));
    EXPECT_THAT(desk.refusalOf("image = 5\n" + none), HasSubstr("image must be up to 8 tables"));
}

} // namespace
} // namespace greenlight::station
