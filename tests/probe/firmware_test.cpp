#include "engine/probe/stlink_firmware.h"

#include <gtest/gtest.h>

#include <array>

namespace greenlight::probe {
namespace {

using Six = std::array<std::uint8_t, 6>;
using Twelve = std::array<std::uint8_t, 12>;

FirmwareVersion v2(unsigned j) { return {.hardware = 2, .debug = j}; }

FirmwareVersion v3(unsigned j) { return {.hardware = 3, .debug = j}; }

/// The six bytes of a V2 version with these two numbers.
Six version(std::uint16_t product, unsigned first, unsigned second) {
    const unsigned number = (2U << 12U) | (first << 6U) | second;
    return {static_cast<std::uint8_t>(number >> 8U),
            static_cast<std::uint8_t>(number),
            0x83,
            0x04,
            static_cast<std::uint8_t>(product),
            static_cast<std::uint8_t>(product >> 8U)};
}

TEST(FirmwareVersion, ReadsWhatRealProbesSent) {
    EXPECT_EQ(parseVersion(Six{0x26, 0x00, 0x83, 0x04, 0x48, 0x37})->text(), "V2J24S0");
    EXPECT_EQ(parseVersion(Six{0x29, 0xC7, 0x83, 0x04, 0x48, 0x37})->text(), "V2J39S7");
    EXPECT_EQ(parseVersion(Six{0x2B, 0x47, 0x83, 0x04, 0x48, 0x37})->text(), "V2J45S7");
    EXPECT_EQ(parseVersion(Six{0x2B, 0x5E, 0x83, 0x04, 0x4B, 0x37})->text(), "V2J45M30");
}

TEST(FirmwareVersion, KeepsTheFieldsApart) {
    const auto version = parseVersion(Six{0x29, 0xC7, 0x83, 0x04, 0x48, 0x37});
    EXPECT_EQ(version.value(),
              (FirmwareVersion{
                  .hardware = 2, .debug = 39, .swim = 7, .vendor = 0x0483, .product = 0x3748}));
}

TEST(FirmwareVersion, OfAV3IsInTheExtendedReply) {
    const auto shortReply = parseVersion(Six{0x30, 0x00, 0x83, 0x04, 0x4F, 0x37});
    EXPECT_EQ(shortReply->hardware, 3U);
    EXPECT_EQ(shortReply->debug, 0U);
    const auto version = parseVersionExtended(
        Twelve{0x03, 0x00, 0x0A, 0x03, 0x02, 0x00, 0, 0, 0x83, 0x04, 0x4F, 0x37});
    EXPECT_EQ(version->text(), "V3J10M3B2");
    EXPECT_EQ(version->product, 0x374FU);
    const auto power = parseVersionExtended(
        Twelve{0x04, 0x01, 0x04, 0x00, 0x01, 0x03, 0, 0, 0x83, 0x04, 0x57, 0x37});
    EXPECT_EQ(power->text(), "V4J4B1S1P3");
}

TEST(FirmwareVersion, SeesTheStm8OnlyFlavourOfAV21) {
    for (const auto& [first, second] : {std::pair{22U, 7U}, {25U, 7U}, {25U, 12U}, {30U, 9U}}) {
        const auto version = parseVersion(probe::version(0x374B, first, second));
        EXPECT_EQ(version->debug, 0U) << first << " " << second;
        EXPECT_EQ(version->massStorage, first);
        EXPECT_EQ(version->swim, second);
        EXPECT_EQ(requireUsable(*version).fault().code, FaultCode::ProbeFirmwareTooOld);
    }
    EXPECT_EQ(parseVersion(probe::version(0x3752, 25, 12))->debug, 0U);
    // Just outside of it, and the same numbers on a V2.
    EXPECT_EQ(parseVersion(probe::version(0x374B, 24, 7))->debug, 24U);
    EXPECT_EQ(parseVersion(probe::version(0x374B, 25, 13))->debug, 25U);
    EXPECT_EQ(parseVersion(probe::version(0x374B, 25, 6))->debug, 25U);
    EXPECT_EQ(parseVersion(probe::version(0x3748, 39, 7))->debug, 39U);
}

TEST(FirmwareVersion, RefusesRepliesThatNoProbeGives) {
    EXPECT_EQ(parseVersion(Six{}).fault().code, FaultCode::ProbeNonsense);
    // Another vendor, as a stale reply looks.
    EXPECT_EQ(parseVersion(Six{0x29, 0xC7, 0x00, 0x00, 0x48, 0x37}).fault().code,
              FaultCode::ProbeNonsense);
    EXPECT_EQ(parseVersion(Six{0x09, 0xC7, 0x83, 0x04, 0x48, 0x37}).fault().code,
              FaultCode::ProbeNonsense);
    EXPECT_EQ(parseVersion(Six{0x59, 0xC7, 0x83, 0x04, 0x48, 0x37}).fault().code,
              FaultCode::ProbeNonsense);
    EXPECT_EQ(parseVersion(std::array<std::uint8_t, 5>{}).fault().code, FaultCode::ProbeNonsense);
    EXPECT_EQ(parseVersionExtended(Twelve{}).fault().code, FaultCode::ProbeNonsense);
    EXPECT_EQ(parseVersionExtended(std::array<std::uint8_t, 6>{}).fault().code,
              FaultCode::ProbeNonsense);
    // A V2 has no extended version.
    EXPECT_EQ(
        parseVersionExtended(Twelve{2, 0, 39, 0, 0, 0, 0, 0, 0x83, 0x04, 0x48, 0x37}).fault().code,
        FaultCode::ProbeNonsense);
}

TEST(FirmwareVersion, IsUsableFromV2J24AndV3J3On) {
    EXPECT_EQ(requireUsable(v2(23)).fault().code, FaultCode::ProbeFirmwareTooOld);
    EXPECT_TRUE(requireUsable(v2(24)).ok());
    EXPECT_EQ(requireUsable(v3(2)).fault().code, FaultCode::ProbeFirmwareTooOld);
    EXPECT_TRUE(requireUsable(v3(3)).ok());
    EXPECT_TRUE(requireUsable({.hardware = 4, .debug = 1}).ok());
    EXPECT_EQ(requireUsable({.hardware = 1, .debug = 60}).fault().code,
              FaultCode::ProbeFirmwareTooOld);
}

TEST(Capabilities, OfAV2ComeWithTheirFirmware) {
    const auto at = [](unsigned j) { return Capabilities::of(v2(j)); };
    EXPECT_FALSE(at(14).statusWithAddress);
    EXPECT_TRUE(at(15).statusWithAddress);
    EXPECT_FALSE(at(23).dapRegisters);
    EXPECT_TRUE(at(24).dapRegisters);
    EXPECT_EQ(at(25).autoIncrement, 1024U);
    EXPECT_EQ(at(26).autoIncrement, 0U);
    EXPECT_FALSE(at(25).memory16);
    EXPECT_TRUE(at(26).memory16);
    EXPECT_FALSE(at(27).canOpenAp);
    EXPECT_TRUE(at(28).canOpenAp);
    EXPECT_FALSE(at(31).bankedDp);
    EXPECT_TRUE(at(32).bankedDp);
    EXPECT_FALSE(at(31).cswArgument);
    EXPECT_TRUE(at(32).cswArgument);
    EXPECT_FALSE(at(36).mustOpenAp);
    EXPECT_TRUE(at(37).mustOpenAp);
}

TEST(Capabilities, OfAV2J39AreThoseOfTheComplaint) {
    const Capabilities can = Capabilities::of(v2(39));
    EXPECT_FALSE(can.highSpeed);
    EXPECT_FALSE(can.listedClocks);
    EXPECT_FALSE(can.reEnterKeepsReset);
    EXPECT_EQ(can.maxBytes, 64U);
    EXPECT_EQ(can.maxRead, 6144U);
    EXPECT_EQ(can.maxWrite, 6144U);
}

TEST(Capabilities, OfAV3ComeWithTheirFirmware) {
    const auto at = [](unsigned j) { return Capabilities::of(v3(j)); };
    EXPECT_TRUE(at(1).highSpeed && at(1).listedClocks && at(1).canOpenAp && at(1).memory16 &&
                at(1).statusWithAddress && at(1).dapRegisters);
    EXPECT_FALSE(at(1).bankedDp);
    EXPECT_TRUE(at(2).bankedDp && at(2).cswArgument);
    EXPECT_FALSE(at(4).reEnterKeepsReset);
    EXPECT_TRUE(at(5).reEnterKeepsReset);
    EXPECT_EQ(at(5).maxBytes, 64U);
    EXPECT_EQ(at(6).maxBytes, 128U);
    EXPECT_FALSE(at(6).mustOpenAp);
    EXPECT_TRUE(at(7).mustOpenAp);
    EXPECT_EQ(at(10).autoIncrement, 0U);
}

TEST(Capabilities, OfAV3PowerAreAllThereFromItsFirstFirmwareOn) {
    const Capabilities can = Capabilities::of({.hardware = 4, .debug = 1});
    EXPECT_TRUE(can.mustOpenAp && can.bankedDp && can.cswArgument && can.reEnterKeepsReset);
    EXPECT_EQ(can.maxBytes, 128U);
}

} // namespace
} // namespace greenlight::probe
