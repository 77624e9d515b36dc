#include "engine/probe/stlink_protocol.h"
#include "tests/probe/scripted_link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace greenlight::probe {
namespace {

CommandBlock block(const Bytes& bytes) {
    CommandBlock padded{};
    std::ranges::copy(bytes, padded.begin());
    return padded;
}

TEST(Command, ForSessionAndModeIsAsTheReferenceExchangeHasIt) {
    EXPECT_EQ(command::version(), block({0xF1}));
    EXPECT_EQ(command::versionExtended(), block({0xFB}));
    EXPECT_EQ(command::currentMode(), block({0xF5}));
    EXPECT_EQ(command::exitDfu(), block({0xF3, 0x07}));
    EXPECT_EQ(command::exitDebug(), block({0xF2, 0x21}));
    EXPECT_EQ(command::exitSwim(), block({0xF4, 0x01}));
    EXPECT_EQ(command::targetVoltage(), block({0xF7}));
    EXPECT_EQ(command::setSwdDivisor(1), block({0xF2, 0x43, 0x01, 0x00}));
    EXPECT_EQ(command::setSwdDivisor(798), block({0xF2, 0x43, 0x1E, 0x03}));
    EXPECT_EQ(command::swdClocks(), block({0xF2, 0x62, 0x00}));
    EXPECT_EQ(command::setSwdClock(1000), block({0xF2, 0x61, 0, 0, 0xE8, 0x03, 0, 0}));
    EXPECT_EQ(command::enterSwd(), block({0xF2, 0x30, 0xA3}));
    EXPECT_EQ(command::idCodes(), block({0xF2, 0x31}));
    EXPECT_EQ(command::driveReset(0), block({0xF2, 0x3C, 0}));
    EXPECT_EQ(command::driveReset(1), block({0xF2, 0x3C, 1}));
    EXPECT_EQ(command::openAp(2), block({0xF2, 0x4B, 2}));
    EXPECT_EQ(command::closeAp(2), block({0xF2, 0x4C, 2}));
}

TEST(Command, ForMemoryIsAsTheReferenceExchangeHasIt) {
    EXPECT_EQ(command::readMemory(AccessWidth::Word, 0, 0xE000ED00, 4),
              block({0xF2, 0x07, 0x00, 0xED, 0x00, 0xE0, 0x04, 0x00}));
    EXPECT_EQ(command::writeMemory(AccessWidth::Word, 0, 0x20000000, 8),
              block({0xF2, 0x08, 0x00, 0x00, 0x00, 0x20, 0x08, 0x00}));
    EXPECT_EQ(command::readMemory(AccessWidth::Byte, 0, 0x20000001, 1),
              block({0xF2, 0x0C, 0x01, 0x00, 0x00, 0x20, 0x01, 0x00}));
    EXPECT_EQ(command::writeMemory(AccessWidth::Byte, 3, 0x20000001, 3),
              block({0xF2, 0x0D, 0x01, 0x00, 0x00, 0x20, 0x03, 0x00, 3}));
    EXPECT_EQ(command::readMemory(AccessWidth::Halfword, 2, 0x08000002, 0x1234),
              block({0xF2, 0x47, 0x02, 0x00, 0x00, 0x08, 0x34, 0x12, 2}));
    EXPECT_EQ(command::writeMemory(AccessWidth::Halfword, 1, 0x08000002, 2),
              block({0xF2, 0x48, 0x02, 0x00, 0x00, 0x08, 0x02, 0x00, 1}));
    EXPECT_EQ(command::lastStatus(), block({0xF2, 0x3B}));
    EXPECT_EQ(command::lastStatusWithAddress(), block({0xF2, 0x3E}));
}

TEST(Command, ForRegistersIsAsTheReferenceExchangeHasIt) {
    EXPECT_EQ(command::writeWord(0, 0xE000EDF0, 0xA05F0003),
              block({0xF2, 0x35, 0xF0, 0xED, 0x00, 0xE0, 0x03, 0x00, 0x5F, 0xA0}));
    EXPECT_EQ(command::writeWord(7, 0, 0), block({0xF2, 0x35, 0, 0, 0, 0, 0, 0, 0, 0, 7}));
    EXPECT_EQ(command::readWord(2, 0xE000EDF0), block({0xF2, 0x36, 0xF0, 0xED, 0x00, 0xE0, 2}));
    EXPECT_EQ(command::readCoreRegister(2, 0x0F), block({0xF2, 0x33, 0x0F, 2}));
    EXPECT_EQ(command::writeCoreRegister(2, 13, 0x20001000),
              block({0xF2, 0x34, 13, 0x00, 0x10, 0x00, 0x20, 2}));
    EXPECT_EQ(command::writeDapRegister(command::debugPort, 0, 0x1E),
              block({0xF2, 0x46, 0xFF, 0xFF, 0x00, 0x00, 0x1E}));
    EXPECT_EQ(command::readDapRegister(command::debugPort, 4), block({0xF2, 0x45, 0xFF, 0xFF, 4}));
    EXPECT_EQ(command::readDapRegister(2, 0xFC), block({0xF2, 0x45, 2, 0, 0xFC}));
}

TEST(StatusMeaning, IsKnownForEveryCodeOfTheProtocolOnce) {
    std::set<unsigned> codes;
    unsigned previous = 0;
    for (const StatusMeaning& meaning : statusMeanings()) {
        EXPECT_TRUE(codes.insert(meaning.code).second);
        EXPECT_GE(meaning.code, previous);
        previous = meaning.code;
        EXPECT_EQ(meaningOf(status(meaning.code)).text, meaning.text);
    }
    for (const unsigned code :
         {0x80U, 0x81U, 0x01U, 0x02U, 0x03U, 0x04U, 0x05U, 0x06U, 0x07U, 0x08U, 0x09U, 0x0AU, 0x0BU,
          0x0CU, 0x0DU, 0x0EU, 0x10U, 0x11U, 0x12U, 0x13U, 0x14U, 0x15U, 0x16U, 0x17U, 0x18U, 0x19U,
          0x1AU, 0x1BU, 0x1CU, 0x1DU, 0x20U, 0x21U, 0x29U, 0x30U, 0x31U, 0x40U, 0x41U, 0x42U}) {
        EXPECT_TRUE(codes.contains(code)) << code;
    }
}

TEST(StatusMeaning, NamesTheFaultOfTheCode) {
    const auto faultFor = [](std::uint8_t code) { return meaningOf(status(code)).fault; };
    EXPECT_EQ(faultFor(0x05), FaultCode::SwdNoAnswer);
    EXPECT_EQ(faultFor(0x09), FaultCode::SwdNoAnswer);
    EXPECT_EQ(faultFor(0x0A), FaultCode::Alignment);
    EXPECT_EQ(faultFor(0x0B), FaultCode::DebugPowerUp);
    EXPECT_EQ(faultFor(0x10), FaultCode::SwdWait);
    EXPECT_EQ(faultFor(0x14), FaultCode::SwdWait);
    EXPECT_EQ(faultFor(0x11), FaultCode::SwdFault);
    EXPECT_EQ(faultFor(0x15), FaultCode::SwdFault);
    EXPECT_EQ(faultFor(0x13), FaultCode::SwdParity);
    EXPECT_EQ(faultFor(0x17), FaultCode::SwdParity);
    EXPECT_EQ(faultFor(0x1D), FaultCode::AccessPort);
    EXPECT_EQ(faultFor(0x41), FaultCode::SpeedRefused);
    EXPECT_EQ(faultFor(0x42), FaultCode::ProbeUnknownCommand);
    EXPECT_EQ(faultFor(0x08), FaultCode::ProbeUnknownCommand);
}

TEST(StatusMeaning, RepeatsOnWaitAndClearsOnFaultOnly) {
    for (const StatusMeaning& meaning : statusMeanings()) {
        const std::uint8_t code = meaning.code;
        const bool repeats = code == 0x10 || code == 0x14 || code == 0x0B;
        const bool clears = code == 0x01 || code == 0x11 || code == 0x15 || code == 0x18 ||
                            code == 0x19 || code == 0x1A;
        EXPECT_EQ(meaning.reaction == Reaction::Repeat, repeats) << unsigned{code};
        EXPECT_EQ(meaning.reaction == Reaction::Clear, clears) << unsigned{code};
        EXPECT_EQ(meaning.reaction == Reaction::Proceed, code == 0x80) << unsigned{code};
        EXPECT_EQ(meaning.reaction == Reaction::Doubt, code == 0x0D) << unsigned{code};
    }
}

TEST(StatusMeaning, OfAnyOtherByteIsNonsense) {
    for (unsigned code = 0; code < 256; ++code) {
        const bool known = std::ranges::any_of(
            statusMeanings(), [code](const StatusMeaning& m) { return m.code == code; });
        if (!known) {
            const StatusMeaning meaning = meaningOf(status(static_cast<std::uint8_t>(code)));
            EXPECT_EQ(meaning.reaction, Reaction::Fail) << code;
            EXPECT_EQ(meaning.fault, FaultCode::ProbeNonsense) << code;
        }
    }
}

TEST(StatusMeaning, OfSuccessWithAStraySecondByteIsNonsense) {
    const StatusMeaning meaning = meaningOf(Bytes{0x80, 0x01});
    EXPECT_EQ(meaning.reaction, Reaction::Fail);
    EXPECT_EQ(meaning.fault, FaultCode::ProbeNonsense);
}

TEST(StatusMeaning, BecomesAFaultWithCodeAddressAndStatus) {
    const Fault fault = faultOf(meaningOf(status(0x11)), 0x90000000);
    EXPECT_EQ(fault.code, FaultCode::SwdFault);
    EXPECT_EQ(fault.address, 0x90000000U);
    EXPECT_EQ(fault.probeStatus, 0x11);
    EXPECT_FALSE(fault.note.empty());
}

TEST(ProbeMode, IsTheFirstByteWhateverTheSecondIs) {
    EXPECT_EQ(parseMode(Bytes{0, 0}).value(), ProbeMode::Dfu);
    EXPECT_EQ(parseMode(Bytes{1, 0x77}).value(), ProbeMode::Idle);
    EXPECT_EQ(parseMode(Bytes{2, 0}).value(), ProbeMode::Debug);
    EXPECT_EQ(parseMode(Bytes{3, 0}).value(), ProbeMode::Swim);
    EXPECT_EQ(parseMode(Bytes{4, 0}).value(), ProbeMode::Bootloader);
    EXPECT_EQ(parseMode(Bytes{5, 0}).fault().code, FaultCode::ProbeNonsense);
    EXPECT_EQ(parseMode(Bytes{1}).fault().code, FaultCode::ProbeNonsense);
}

TEST(Voltage, IsTheRatioToTheReference) {
    EXPECT_EQ(parseVoltage(Bytes{0xF1, 0x05, 0, 0, 0x0B, 0x08, 0, 0}).value(), 3249U);
    EXPECT_EQ(parseVoltage(Bytes{0xF1, 0x05, 0, 0, 0, 0, 0, 0}).value(), 0U);
}

TEST(Voltage, SurvivesACloneWithoutReferenceAndGarbage) {
    EXPECT_EQ(parseVoltage(Bytes{0, 0, 0, 0, 0x0B, 0x08, 0, 0}).fault().code,
              FaultCode::ProbeNonsense);
    EXPECT_EQ(parseVoltage(Bytes{1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF}).fault().code,
              FaultCode::ProbeNonsense);
    EXPECT_EQ(parseVoltage(Bytes{1, 0, 0}).fault().code, FaultCode::ProbeNonsense);
}

/// GET_COM_FREQ of a V3 at 1000 kHz with all that it offers.
Bytes clocksOfV3() {
    Bytes bytes{0x80, 0x00, 0x00, 0x00, 0xE8, 0x03, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0xC0, 0x5D,
                0x00, 0x00, 0x40, 0x1F, 0x00, 0x00, 0xE4, 0x0C, 0x00, 0x00, 0xE8, 0x03, 0x00, 0x00,
                0xC8, 0x00, 0x00, 0x00, 0x32, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00};
    bytes.resize(52);
    return bytes;
}

TEST(ClockList, IsWhatAV3Offers) {
    const auto list = parseClocks(clocksOfV3());
    ASSERT_TRUE(list.ok());
    EXPECT_EQ(list->currentKhz, 1000U);
    ASSERT_EQ(list->count, 7U);
    const std::array<std::uint32_t, 7> expected{24000, 8000, 3300, 1000, 200, 50, 5};
    EXPECT_TRUE(std::ranges::equal(std::span(list->kilohertz).first(7), expected));
}

TEST(ClockList, GivesTheFastestThatIsNotAbove) {
    const ClockList list = parseClocks(clocksOfV3()).value();
    EXPECT_EQ(list.fastestUpTo(1800), 1000U);
    EXPECT_EQ(list.fastestUpTo(8000), 8000U);
    EXPECT_EQ(list.fastestUpTo(7999), 3300U);
    EXPECT_EQ(list.fastestUpTo(100000), 24000U);
    EXPECT_EQ(list.fastestUpTo(5), 5U);
    EXPECT_EQ(list.fastestUpTo(4), std::nullopt);
}

TEST(ClockList, RefusesImpossibleLists) {
    Bytes bytes = clocksOfV3();
    bytes[8] = 11;
    EXPECT_EQ(parseClocks(bytes).fault().code, FaultCode::ProbeNonsense);
    bytes[8] = 0;
    EXPECT_EQ(parseClocks(bytes).fault().code, FaultCode::ProbeNonsense);
    bytes = clocksOfV3();
    bytes[0] = 0x42;
    EXPECT_EQ(parseClocks(bytes).fault().code, FaultCode::ProbeUnknownCommand);
    bytes.resize(40);
    EXPECT_EQ(parseClocks(bytes).fault().code, FaultCode::ProbeNonsense);
}

TEST(DivisorClock, IsTheFastestThatIsNotAbove) {
    EXPECT_EQ(divisorUpTo(4000)->divisor, 0U);
    EXPECT_EQ(divisorUpTo(3999)->divisor, 1U);
    EXPECT_EQ(divisorUpTo(1800)->kilohertz, 1800U);
    EXPECT_EQ(divisorUpTo(1799)->kilohertz, 1200U);
    EXPECT_EQ(divisorUpTo(100)->divisor, 40U);
    EXPECT_EQ(divisorUpTo(5)->divisor, 798U);
    EXPECT_FALSE(divisorUpTo(4).has_value());
}

TEST(DivisorClock, TableIsSortedFromFastToSlow) {
    const auto clocks = divisorClocks();
    EXPECT_TRUE(std::ranges::is_sorted(clocks, std::ranges::greater{}, &DivisorClock::kilohertz));
    EXPECT_TRUE(std::ranges::is_sorted(clocks, {}, &DivisorClock::divisor));
}

} // namespace
} // namespace greenlight::probe
