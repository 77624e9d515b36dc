#include "engine/target/option_fields.h"
#include "engine/target/options.h"
#include "lying_target.h"

#include <gtest/gtest.h>

#include <map>

namespace greenlight::target {

namespace {

using sim::Chip;

/// All bits that a recipe must not reach by a name.
std::map<std::uint32_t, std::uint32_t> untouchable(const Device& device) {
    std::map<std::uint32_t, std::uint32_t> bits;
    const ProtectionFields& fields = device.protection;
    bits[fields.read.address] |= fields.read.mask << fields.read.shift;
    for (const Geometry& geometry : device.geometries) {
        bits[geometry.condition.address] |= geometry.condition.mask;
    }
    for (const NormalField& field : fields.normal) {
        bits[field.address] |= field.mask;
    }
    return bits;
}

TEST(OptionFields, TouchNeitherProtectionNorTheDivisionOfTheFlash) {
    for (const Device& device : allDevices()) {
        const auto forbidden = untouchable(device);
        for (const OptionField& field : optionFields(device)) {
            const auto found = forbidden.find(device.flashRegisters + field.offset);
            const std::uint32_t bits = found == forbidden.end() ? 0 : found->second;
            EXPECT_EQ(field.mask() & bits, 0U) << device.name << " " << field.name;
        }
    }
}

TEST(OptionFields, HaveOneNameForEachBit) {
    for (const Device& device : allDevices()) {
        std::map<std::uint32_t, std::uint32_t> taken;
        for (const OptionField& field : optionFields(device)) {
            EXPECT_EQ(taken[field.offset] & field.mask(), 0U) << device.name << " " << field.name;
            taken[field.offset] |= field.mask();
            EXPECT_EQ(optionFieldNamed(device, field.name), &field);
        }
    }
}

TEST(OptionFields, AreShownByRegistersThatAreRead) {
    for (const Device& device : allDevices()) {
        for (const OptionField& field : optionFields(device)) {
            const std::uint32_t address = device.flashRegisters + field.offset;
            const bool needed = std::ranges::count(device.optionAddresses, address) == 1;
            EXPECT_TRUE(needed) << device.name << " " << field.name;
        }
    }
}

TEST(OptionFields, AreFoundWhateverTheirCapitals) {
    const Device& device = *byPartName("STM32F407VG");
    ASSERT_NE(optionFieldNamed(device, "NRST_stop"), nullptr);
    EXPECT_EQ(optionFieldNamed(device, "NRST_stop")->low, 6U);
    EXPECT_EQ(optionFieldNamed(device, "nRST"), nullptr);
    EXPECT_EQ(optionFieldNamed(device, "RDP"), nullptr);
    EXPECT_EQ(optionFieldNamed(device, ""), nullptr);
}

class Options : public testing::TestWithParam<Chip> {
protected:
    static std::vector<OptionValue> stopWithoutReset(const Device& device) {
        std::vector<OptionValue> values;
        for (const char* name : {"nRST_STOP", "nRST_STOP_D1"}) {
            if (const OptionField* field = optionFieldNamed(device, name)) {
                values.push_back(optionValue(device, *field, 0));
            }
        }
        EXPECT_EQ(values.size(), 1U);
        return values;
    }

    static OptionWords read(Target& target) {
        auto words = readOptions(target.link(), target.device());
        EXPECT_TRUE(words.ok()) << base::toLogLine(words.fault());
        return std::move(words).value();
    }
};

TEST_P(Options, ChangeAsTheyAreToldAndNothingElseDoes) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
    const Device& device = (*target)->device();
    const std::vector<OptionValue> wanted = stopWithoutReset(device);
    OptionWords expected = read(**target);
    for (OptionWord& word : expected) {
        if (word.address == wanted[0].address) {
            EXPECT_NE(word.value & wanted[0].mask, wanted[0].value) << "set by the factory";
            word.value &= ~wanted[0].mask;
        }
    }
    const auto set = (*target)->setOptions(wanted);
    ASSERT_TRUE(set.ok()) << base::toLogLine(set.fault());
    EXPECT_FALSE(rig.running());
    const OptionWords after = read(**target);
    ASSERT_EQ(after.size(), expected.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        EXPECT_EQ(after[i].value, expected[i].value) << std::hex << after[i].address;
    }
    EXPECT_TRUE((*target)->release().ok());
    target = rig.connect();
    ASSERT_TRUE(target.ok());
    EXPECT_EQ(optionAt(read(**target), wanted[0].address).value_or(~0U) & wanted[0].mask, 0U);
}

TEST_P(Options, AreNotWrittenWhereTheyAreRightAlready) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const std::vector<OptionValue> wanted = stopWithoutReset((*target)->device());
    ASSERT_TRUE((*target)->setOptions(wanted).ok());
    const auto before = rig.link().linkCounters().transfers;
    ASSERT_TRUE((*target)->setOptions(wanted).ok());
    const auto words = (*target)->device().optionAddresses.size();
    // Two readings of each register and what lies between them, three transfers each.
    EXPECT_LE(rig.link().linkCounters().transfers - before, 3 * (2 * words + 2));
}

INSTANTIATE_TEST_SUITE_P(Chips, Options,
                         testing::Values(Chip::F103, Chip::F072, Chip::F303, Chip::F207, Chip::F407,
                                         Chip::F746, Chip::L476, Chip::G474, Chip::G071, Chip::C031,
                                         Chip::WB55, Chip::WLE5, Chip::L552, Chip::U575, Chip::H725,
                                         Chip::H743, Chip::H7A3, Chip::U083, Chip::U385,
                                         Chip::WBA52, Chip::WBA25, Chip::L011, Chip::L072,
                                         Chip::L152, Chip::H503, Chip::H563),
                         [](const auto& chip) { return std::string(sim::name(chip.param)); });

TEST(SetOptions, IsNoWordForItWhereTheOptionStaysAsItWas) {
    constexpr std::uint32_t optcr = 0x40023C14;
    Rig rig(Rig::board(Chip::F407), {}, lying({.address = 0, .lie = {}, .deafAddress = optcr}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const Device& device = (*target)->device();
    const std::array wanted{optionValue(device, *optionFieldNamed(device, "nRST_STOP"), 0)};
    const auto set = (*target)->setOptions(wanted);
    ASSERT_FALSE(set.ok());
    EXPECT_EQ(set.fault().code, FaultCode::OptionWriteFailed);
    EXPECT_EQ(set.fault().address, optcr);
}

} // namespace

} // namespace greenlight::target
