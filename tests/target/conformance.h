#pragma once

#include "tests/target/loader_bench.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

/// What holds for every chip that a slot may meet, whatever controller drives its flash. A new chip
/// of the bench is a line of the list below; conformance_*_test.cpp say what it has to do.

namespace greenlight::target {

inline constexpr std::uint32_t flashBase = 0x08000000;

struct BenchChip {
    std::string label;
    std::uint16_t devId = 0;
    sim::BoardSpec board{};
    unsigned foreignKb = 0; ///< of the flash, which belongs to another core
};

inline const std::vector<BenchChip>& conformanceBench() {
    static const std::vector<BenchChip> chips{
        {"F030WithFourKBOfRam", 0x444, {.chip = sim::Chip::F030}},
        {"F042", 0x445, {.chip = sim::Chip::F042}},
        {"F072", 0x448, {.chip = sim::Chip::F072}},
        {"F103", 0x410, {.chip = sim::Chip::F103}},
        {"F103XL", 0x430, {.chip = sim::Chip::F103XL}},
        {"F103XLOf768KB", 0x430, {.chip = sim::Chip::F103XL, .flashKb = 768}},
        {"F303", 0x422, {.chip = sim::Chip::F303}},
        {"F207", 0x411, {.chip = sim::Chip::F207}},
        {"F405OfRevisionA", 0x411, {.chip = sim::Chip::F405A}},
        {"F407", 0x413, {.chip = sim::Chip::F407}},
        {"F429", 0x419, {.chip = sim::Chip::F429}},
        {"F429Of1MB", 0x419, {.chip = sim::Chip::F429, .flashKb = 1024}},
        {"F429Of1MBInTwoBanks", 0x419, {.chip = sim::Chip::F429, .flashKb = 1024, .banks = 2}},
        {"F746", 0x449, {.chip = sim::Chip::F746}},
        {"F767", 0x451, {.chip = sim::Chip::F767}},
        {"F767InTwoBanks", 0x451, {.chip = sim::Chip::F767, .banks = 2}},
        {"L476", 0x415, {.chip = sim::Chip::L476}},
        {"G474", 0x469, {.chip = sim::Chip::G474}},
        {"H725", 0x483, {.chip = sim::Chip::H725}},
        {"L4R5", 0x470, {.chip = sim::Chip::L4R5}},
        {"L4R5Joined", 0x470, {.chip = sim::Chip::L4R5, .joinedBanks = true}},
        {"G431", 0x468, {.chip = sim::Chip::G431}},
        {"G071", 0x460, {.chip = sim::Chip::G071}},
        {"G0B1", 0x467, {.chip = sim::Chip::G0B1}},
        {"C031", 0x453, {.chip = sim::Chip::C031}},
        {"WB55", 0x495, {.chip = sim::Chip::WB55}, 48},
        {"WLE5", 0x497, {.chip = sim::Chip::WLE5}},
        {"U083", 0x489, {.chip = sim::Chip::U083}},
        {"H743", 0x450, {.chip = sim::Chip::H743}},
        {"H743Small", 0x450, {.chip = sim::Chip::H743, .flashKb = 1024}},
        {"H747", 0x450, {.chip = sim::Chip::H747}},
        {"H7A3", 0x480, {.chip = sim::Chip::H7A3}},
        {"H563", 0x484, {.chip = sim::Chip::H563}},
        {"H503", 0x474, {.chip = sim::Chip::H503}},
        {"L011", 0x457, {.chip = sim::Chip::L011}},
        {"L072", 0x447, {.chip = sim::Chip::L072}},
        {"L152", 0x437, {.chip = sim::Chip::L152}},
        {"L552", 0x472, {.chip = sim::Chip::L552}},
        {"U575", 0x482, {.chip = sim::Chip::U575}},
        {"WBA52", 0x492, {.chip = sim::Chip::WBA52}},
        {"WBA25", 0x4B2, {.chip = sim::Chip::WBA25}},
        {"U385", 0x454, {.chip = sim::Chip::U385}},
        {"U385Of512KB", 0x454, {.chip = sim::Chip::U385, .flashKb = 512}},
    };
    return chips;
}

inline VerifyNonce someNonce() {
    VerifyNonce nonce;
    std::iota(nonce.begin(), nonce.end(), std::uint8_t{7});
    return nonce;
}

inline std::uint32_t endOf(const Sector& sector) { return sector.address + sector.size; }

class Conformance : public testing::TestWithParam<BenchChip> {
protected:
    /// The board of the line with a change.
    template <typename Change>
    static sim::BoardSpec board(const Change& change) {
        sim::BoardSpec spec = GetParam().board;
        change(spec);
        return spec;
    }

    static sim::BoardSpec board() { return GetParam().board; }

    static bool changesReadProtection() {
        return findDevice(GetParam().devId)->protection.states.empty();
    }

    /// Old content at both ends of every sector, so that an erase of the wrong one shows.
    static void soilEverySector(LoaderBench& bench) {
        const auto junk = firmware(8, 99);
        for (const Sector& sector : bench.identity().sectors) {
            bench.soil(sector.address, junk);
            bench.soil(endOf(sector) - static_cast<std::uint32_t>(junk.size()), junk);
        }
    }

    /// Programs on soiled flash and demands that the flash is then as it was but for the plan, to
    /// the byte, and that the chip proves it.
    static void carryOut(LoaderBench& bench, const FlashPlan& plan) {
        soilEverySector(bench);
        std::vector<std::uint8_t> wanted = bench.wholeFlash();
        for (const ProofRange& range : plan.proof) {
            std::ranges::copy(plan.expected(range.address, range.length),
                              wanted.begin() + (range.address - flashBase));
        }
        const auto outcome = bench.program(plan);
        ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
        EXPECT_EQ(outcome->sectorsErased, plan.sectors);
        EXPECT_EQ(outcome->bytesProgrammed, plan.programBytes);
        EXPECT_EQ(outcome->bytesBlankChecked, plan.provenBytes);
        EXPECT_TRUE(bench.wholeFlash() == wanted);
        const auto digest = bench.verify(plan, someNonce());
        ASSERT_TRUE(digest.ok()) << base::toLogLine(digest.fault());
        EXPECT_EQ(digest->digest, plan.digest(someNonce()));
        EXPECT_EQ(digest->bytesDigested, plan.provenBytes);
    }

    /// Programs the second sector while `mishaps` are on from the first sign of `stage` on.
    static Result<FlashOutcome> programAmong(LoaderBench& bench, const sim::TargetMishaps& mishaps,
                                             Stage stage) {
        const Sector& sector = bench.identity().sectors[1];
        const auto bytes = firmware(std::min<std::size_t>(sector.size, 4096));
        if (stage == Stage::Erase) {
            bench.mishaps(mishaps);
        }
        return bench.program(bench.plan(sector.address, bytes), [&](const FlashProgress& progress) {
            if (progress.stage == stage) {
                bench.mishaps(mishaps);
            }
            return Result<void>();
        });
    }

    static void expectFault(const Result<FlashOutcome>& outcome, FaultCode code,
                            const Sector& sector) {
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.fault().code, code) << base::toLogLine(outcome.fault());
        ASSERT_TRUE(outcome.fault().address.has_value());
        EXPECT_GE(*outcome.fault().address, sector.address);
        EXPECT_LT(*outcome.fault().address, endOf(sector));
    }
};

} // namespace greenlight::target
