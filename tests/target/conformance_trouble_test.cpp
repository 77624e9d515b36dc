#include "tests/target/conformance.h"

// What goes wrong in a flash is noticed, named with its place, and never proven.

namespace greenlight::target {

namespace {

/// F1, L0, L4 and L5 look before they program (PGERR, NOTZEROERR, PROGERR); an F4 clears bits in
/// what is there, and an H5 or H7 writes a code that no longer fits.
bool seesWhatIsNotErased(const Device& device) {
    return device.flashKind == FlashKind::F1 || device.flashKind == FlashKind::L0 ||
           device.flashKind == FlashKind::L4 || device.flashKind == FlashKind::L5;
}

} // namespace

TEST_P(Conformance, AnEraseThatFailsIsReportedWithItsPlace) {
    LoaderBench bench(board());
    const auto outcome = programAmong(bench, {.flashError = 1}, Stage::Erase);
    // A controller without a flag for it leaves it to the blank check.
    ASSERT_FALSE(outcome.ok());
    EXPECT_TRUE(outcome.fault().code == FaultCode::EraseFailed ||
                outcome.fault().code == FaultCode::FlashProtected)
        << base::toLogLine(outcome.fault());
    EXPECT_EQ(outcome.fault().address, bench.identity().sectors[1].address);
}

TEST_P(Conformance, AnEraseThatNeverEndsIsATimeout) {
    LoaderBench bench(board());
    const auto outcome = programAmong(bench, {.eraseForever = 1}, Stage::Erase);
    expectFault(outcome, FaultCode::EraseTimeout, bench.identity().sectors[1]);
}

TEST_P(Conformance, AnEraseThatDidNothingIsFoundNotBlank) {
    LoaderBench bench(board());
    soilEverySector(bench);
    const auto outcome = programAmong(bench, {.eraseIgnored = 1}, Stage::Erase);
    expectFault(outcome, FaultCode::NotBlank, bench.identity().sectors[1]);
}

TEST_P(Conformance, AProgramUnitThatFailsIsReportedWithItsPlace) {
    LoaderBench bench(board());
    const auto outcome = programAmong(bench, {.flashError = 1}, Stage::Program);
    expectFault(outcome, FaultCode::ProgramFailed, bench.identity().sectors[1]);
    EXPECT_NE(outcome.fault().note.find("ERR"), std::string::npos) << outcome.fault().note;
}

TEST_P(Conformance, WhatWasNotProgrammedIsNotProven) {
    for (const sim::TargetMishaps& mishaps : {sim::TargetMishaps{.programIgnored = 0.05},
                                              sim::TargetMishaps{.bitFlipOnProgram = 0.05}}) {
        LoaderBench bench(board());
        bench.mishaps(mishaps);
        const Sector& sector = bench.identity().sectors[1];
        // Over many operations, however small the sectors are.
        const auto bytes = firmware(8192);
        const FlashPlan plan = bench.plan(sector.address, bytes);
        const auto outcome = bench.program(plan);
        if (!outcome.ok()) {
            continue; // a controller may notice
        }
        ASSERT_FALSE(bench.flash(sector.address, static_cast<std::uint32_t>(bytes.size())) ==
                     bytes);
        const auto digest = bench.verify(plan, someNonce());
        EXPECT_TRUE(!digest.ok() || digest->digest != plan.digest(someNonce()));
    }
}

TEST_P(Conformance, WhatIsProgrammedOverOldBytesIsNotProven) {
    LoaderBench bench(board());
    const Sector& sector = bench.identity().sectors[1];
    const auto bytes = firmware(std::min<std::size_t>(sector.size, 16'384));
    const FlashPlan plan = bench.plan(sector.address, bytes);
    const auto end = sector.address + static_cast<std::uint32_t>(bytes.size());
    bool soiled = false;
    const auto outcome = bench.program(plan, [&](const FlashProgress& progress) {
        if (progress.stage == Stage::Program && !soiled) {
            soiled = true;
            bench.soil(end - 64, std::vector<std::uint8_t>(64, 0x5A));
        }
        return Result<void>();
    });
    ASSERT_TRUE(soiled);
    if (seesWhatIsNotErased(*bench.identity().device)) {
        expectFault(outcome, FaultCode::ProgramFailed, sector);
        return;
    }
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    const auto digest = bench.verify(plan, someNonce());
    EXPECT_TRUE(!digest.ok() || digest->digest != plan.digest(someNonce()));
}

} // namespace greenlight::target
