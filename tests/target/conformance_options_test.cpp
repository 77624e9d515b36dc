#include "engine/target/options.h"
#include "tests/target/conformance.h"

// What the option bytes say is known before, respected meanwhile, and changed only as asked.

namespace greenlight::target {

namespace {

using sim::BoardSpec;
using Resident = BoardSpec::Resident;

void expectSameButForTheLevel(const Device& device, const OptionWords& before,
                              const OptionWords& after) {
    ASSERT_EQ(before.size(), after.size());
    const ReadProtectionField& level = device.protection.read;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const std::uint32_t may =
            before[i].address == level.address ? level.mask << level.shift : 0;
        EXPECT_EQ(before[i].value & ~may, after[i].value & ~may)
            << std::hex << before[i].address << ": " << before[i].value << " " << after[i].value;
    }
}

} // namespace

TEST_P(Conformance, AWriteProtectedSectorIsNamedBeforeAndByTheLoader) {
    LoaderBench bench(board([](BoardSpec& spec) { spec.writeProtectedSectors = 1; }));
    const Identity& identity = bench.identity();
    ASSERT_FALSE(identity.writeProtected.empty());
    EXPECT_EQ(identity.writeProtected.front(), 0U);
    EXPECT_LT(identity.writeProtected.size(), identity.sectors.size());
    const auto open = Target::requireUnprotected(identity);
    ASSERT_FALSE(open.ok());
    EXPECT_EQ(open.fault().code, FaultCode::WriteProtected);
    EXPECT_EQ(open.fault().address, identity.sectors.front().address);
    const auto bytes = firmware(64);
    const auto outcome = bench.program(bench.plan(flashBase, bytes));
    expectFault(outcome, FaultCode::FlashProtected, identity.sectors.front());
    EXPECT_NE(outcome.fault().note.find("WRP"), std::string::npos) << outcome.fault().note;
}

TEST_P(Conformance, AHardwareWatchdogIsKnownAndDoesNotBite) {
    LoaderBench bench(board([](BoardSpec& spec) { spec.hardwareWatchdog = true; }));
    EXPECT_TRUE(bench.identity().hardwareWatchdog);
    const Sector& last = bench.identity().sectors.back();
    const auto bytes = firmware(std::min<std::size_t>(last.size, 8192));
    carryOut(bench, bench.plan(last.address, bytes));
}

TEST_P(Conformance, ReadProtectionIsSetAndProvenByARefusedRead) {
    if (!changesReadProtection()) {
        return; // it has product states, which nobody sets in passing
    }
    LoaderBench bench(board([](BoardSpec& spec) { spec.resident = Resident::Blinky; }));
    const std::vector<std::uint8_t> before = bench.wholeFlash();
    Target& target = bench.target();
    const OptionWords optionsBefore = bench.identity().options;
    const auto set = target.setReadProtection();
    ASSERT_TRUE(set.ok()) << base::toLogLine(set.fault());
    EXPECT_FALSE(target.link().readWord(target.ap(), flashBase).ok());
    ASSERT_TRUE(target.link().clearStickyErrors().ok());
    const auto identity = target.identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_EQ(identity->readProtection, 1U);
    expectSameButForTheLevel(*identity->device, optionsBefore, identity->options);
    EXPECT_FALSE(identity->hardwareWatchdog);
    EXPECT_TRUE(identity->unusual.empty());
    EXPECT_TRUE(bench.wholeFlash() == before);
    EXPECT_TRUE(target.release().ok());
    EXPECT_FALSE(bench.debugStateLeft());
}

TEST_P(Conformance, LockedForEverNobodyAnswersAndTheWholeContentStays) {
    LoaderBench bench(board([](BoardSpec& spec) { spec.resident = Resident::Blinky; }));
    if (!offersLevel(*bench.identity().device, 2)) {
        const auto refused = bench.target().lockForEver();
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.fault().code, FaultCode::OptionWriteFailed);
        return;
    }
    const std::vector<std::uint8_t> before = bench.wholeFlash();
    const auto locked = bench.target().lockForEver();
    ASSERT_TRUE(locked.ok()) << base::toLogLine(locked.fault());
    EXPECT_TRUE(locked->silent);
    EXPECT_FALSE(locked->level.has_value());
    EXPECT_TRUE(bench.target().release().ok());
    EXPECT_TRUE(bench.wholeFlash() == before);
    EXPECT_TRUE(bench.running()); // nothing of ours holds the product
    EXPECT_EQ(bench.connectAgain(), FaultCode::SwdNoAnswer);
}

TEST_P(Conformance, LockedForEverAnOpenPortSaysSoAndRefusesToBeRead) {
    LoaderBench bench(board([](BoardSpec& spec) {
        spec.resident = Resident::Blinky;
        spec.finalFrom = BoardSpec::FinalFrom::PowerUp;
    }));
    if (!offersLevel(*bench.identity().device, 2)) {
        return; // the other test has it
    }
    const OptionWords optionsBefore = bench.identity().options;
    const auto locked = bench.target().lockForEver();
    ASSERT_TRUE(locked.ok()) << base::toLogLine(locked.fault());
    EXPECT_FALSE(locked->silent);
    EXPECT_EQ(locked->level, 2U);
    EXPECT_TRUE(locked->readRefused);
    const auto identity = bench.target().identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    expectSameButForTheLevel(*identity->device, optionsBefore, identity->options);
    EXPECT_TRUE(bench.target().release().ok());
    EXPECT_FALSE(bench.debugStateLeft());
}

TEST_P(Conformance, ReadProtectionIsTakenBackForTheWholeContent) {
    if (!changesReadProtection()) {
        return; // it has product states, which nobody sets in passing
    }
    LoaderBench bench(board([](BoardSpec& spec) {
        spec.resident = Resident::Blinky;
        spec.rdpLevel = 1;
    }));
    EXPECT_EQ(bench.identity().readProtection, 1U);
    soilEverySector(bench);
    Target& target = bench.target();
    const auto regressed = target.regressReadProtection();
    ASSERT_TRUE(regressed.ok()) << base::toLogLine(regressed.fault());
    EXPECT_TRUE(std::ranges::all_of(bench.wholeFlash(), [&](std::uint8_t byte) {
        return byte == bench.identity().device->erasedByte;
    }));
    const auto identity = target.identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_TRUE(Target::requireUnprotected(*identity).ok());
    ASSERT_TRUE(target.resetAndHold().ok());
    const auto bytes = firmware(100);
    const FlashPlan plan = bench.plan(flashBase, bytes);
    const auto outcome = bench.program(plan);
    EXPECT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
}

} // namespace greenlight::target
