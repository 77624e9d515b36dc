// What green is not for. Each of these was met as a success in tools of the field.
#include "db/units.h"
#include "tests/line/floor.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace greenlight {
namespace {

using namespace std::chrono_literals;
using test::board;
using test::Floor;
using test::recipeFor;

constexpr std::size_t smallImage = 6'000;

class Green : public testing::Test {
protected:
    test::TemporaryFolder folder;

    std::unique_ptr<Floor> slots(std::shared_ptr<const job::Recipe> recipe, std::size_t count = 1) {
        auto floor = std::make_unique<Floor>(5, test::mixedProbes(count), folder.path());
        for (std::size_t i = 0; i < count; ++i) {
            floor->bench.insert(floor->port(i),
                                board(sim::Chip::G474, static_cast<unsigned>(i + 1)));
        }
        floor->open(std::move(recipe));
        return floor;
    }

    std::vector<db::AttemptRecord> recordsOf(unsigned number, Clock& clock) const {
        auto units = db::Units::open(folder.path() / "journal.db", clock);
        EXPECT_TRUE(units.ok());
        return units->byUid(job::uidText(board(sim::Chip::G474, number).uid))->attempts;
    }

    static std::vector<std::uint8_t> flashOf(Floor& floor, std::size_t slot) {
        std::vector<std::uint8_t> bytes;
        floor.bench.withBoard(floor.port(slot), [&bytes](sim::SimTarget& chip, Instant) {
            bytes.assign(chip.flash().begin(), chip.flash().end());
        });
        return bytes;
    }
};

/// A job that gets as far as this, and then the probe is pulled.
class GreenAfter : public testing::TestWithParam<Stage> {};

TEST_P(GreenAfter, ABoardThatGotNoFurtherIsNot) {
    const test::TemporaryFolder folder;
    Floor floor(5, test::mixedProbes(1), folder.path());
    floor.bench.insert(floor.port(0), board(sim::Chip::G474, 1));
    floor.open(recipeFor(sim::Chip::G474, 60'000));
    ASSERT_TRUE(floor.line->press(0, job::StartedBy::FootSwitch).ok());
    ASSERT_TRUE(floor.reach(0, GetParam()));
    floor.bench.unplug(floor.port(0));
    floor.finish();
    const job::Ending& ending = floor.ended.at(0).ending;
    EXPECT_TRUE(std::holds_alternative<job::Failed>(floor.slot(0).state));
    EXPECT_EQ(ending.judgement.verdict, job::Verdict::Error);
    EXPECT_EQ(ending.judgement.fault.value().code, FaultCode::ProbeUnplugged);
    ASSERT_TRUE(ending.receipt.has_value());
    EXPECT_EQ(ending.receipt->verdict(), job::Verdict::Error);

    // The first error is the end: no stage after it is begun, but for the release. Erasing and
    // programming are one stage whose time is told apart.
    const Stage last = std::max(ending.judgement.fault->stage, Stage::Program);
    for (const job::StageTime& each : ending.evidence.stages) {
        EXPECT_TRUE(each.stage <= last || each.stage == Stage::Release) << base::name(each.stage);
    }
    EXPECT_EQ(ending.evidence.flash.has_value(), GetParam() > Stage::Load);
    EXPECT_EQ(ending.evidence.verify.has_value(), GetParam() == Stage::Verify);
}

INSTANTIATE_TEST_SUITE_P(EachStage, GreenAfter,
                         testing::Values(Stage::Connect, Stage::Identify, Stage::Load, Stage::Erase,
                                         Stage::Program, Stage::Verify),
                         [](const auto& chosen) { return std::string(base::name(chosen.param)); });

TEST_F(Green, IsNotForABoardWhoseVerificationWasCutShortByThePeople) {
    const auto recipe = recipeFor(sim::Chip::G474, smallImage);
    const auto floor = slots(recipe);
    ASSERT_TRUE(floor->line->press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(floor->reach(0, Stage::Verify));
    floor->line.reset(); // the station is closed
    EXPECT_TRUE(test::holds(floor->bench, floor->port(0), *recipe));
    ASSERT_EQ(floor->ended.size(), 1U);
    const job::Ending& ending = floor->ended[0].ending;
    // The stage that runs is finished, and what follows is not begun.
    EXPECT_EQ(ending.judgement.verdict, job::Verdict::Aborted);
    EXPECT_EQ(ending.judgement.fault.value().stage, Stage::Protect);
}

TEST_F(Green, MeansTheBytesThatAreInThisUnit) {
    auto recipe = recipeFor(sim::Chip::G474, smallImage);
    recipe->serial = {.source = job::SerialSource::Scan, .address = 0x0800'0400};
    recipe->verify = job::VerifyMethod::Both;
    const auto floor = slots(recipe, 2);
    ASSERT_TRUE(floor->line->scan("UNIT-A", true, 0).ok());
    ASSERT_TRUE(floor->line->scan("UNIT-B", true, 1).ok());
    floor->runAll();
    std::vector<std::string> digests;
    for (std::size_t i = 0; i < 2; ++i) {
        const auto records = recordsOf(static_cast<unsigned>(i + 1), floor->clock);
        ASSERT_EQ(records.size(), 1U);
        ASSERT_EQ(records[0].verdict, job::Verdict::Pass);
        const auto evidence =
            job::evidenceFromJson(nlohmann::ordered_json::parse(records[0].ending).at("evidence"));
        ASSERT_TRUE(evidence.ok());
        // The proof on record is recomputed from what is in this chip, per-unit bytes included.
        const std::vector<std::uint8_t> flash = flashOf(*floor, i);
        const std::span proven(flash.data(), evidence->plan.provenBytes);
        EXPECT_EQ(evidence->verify->readbackDigest, base::sha256(proven));
        EXPECT_EQ(evidence->verify->chipDigest,
                  base::Sha256().add(evidence->verify->nonce).add(proven).finish());
        digests.push_back(base::toHex(evidence->plan.planDigest));
    }
    EXPECT_NE(digests[0], digests[1]) << "the master's digest says nothing about a unit";
}

TEST_F(Green, IsProvenUnderANonceThatNoOtherAttemptHas) {
    const auto floor = slots(recipeFor(sim::Chip::G474, smallImage), 2);
    floor->runAll();
    floor->swap(0, board(sim::Chip::G474, 3));
    floor->run(0);
    ASSERT_EQ(floor->ended.size(), 3U);
    std::vector<job::Nonce> nonces;
    for (const Floor::Ended& each : floor->ended) {
        nonces.push_back(each.ending.evidence.verify.value().nonce);
    }
    std::ranges::sort(nonces);
    EXPECT_TRUE(std::ranges::adjacent_find(nonces) == nonces.end());
}

TEST_F(Green, GoesTheMomentTheNextAttemptBegins) {
    const auto floor = slots(recipeFor(sim::Chip::G474, smallImage));
    floor->run(0);
    ASSERT_TRUE(std::holds_alternative<job::Passed>(floor->slot(0).state));
    floor->swap(0, board(sim::Chip::G474, 2));
    EXPECT_FALSE(std::holds_alternative<job::Passed>(floor->slot(0).state));
    ASSERT_TRUE(floor->line->press(0, job::StartedBy::Screen).ok());
    EXPECT_TRUE(std::holds_alternative<job::Working>(floor->slot(0).state));
    EXPECT_TRUE(floor->slot(0).uid.empty()) << "nothing of the last unit is left on show";
    floor->finish();
}

TEST_F(Green, IsNotTakenBackByTroubleWhileTheChipIsLetGo) {
    const auto floor = slots(recipeFor(sim::Chip::G474, smallImage));
    ASSERT_TRUE(floor->line->press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(floor->reach(0, Stage::Release));
    floor->bench.unplug(floor->port(0));
    floor->finish();
    const job::Ending& ending = floor->ended.at(0).ending;
    EXPECT_EQ(ending.judgement.verdict, job::Verdict::Pass);
    ASSERT_EQ(ending.evidence.warnings.size(), 1U) << "it is on record";
    EXPECT_NE(ending.evidence.warnings[0].find("probe-unplugged"), std::string::npos);
}

TEST_F(Green, OrRedNothingOutsideThePlanIsTouched) {
    constexpr std::uint8_t mark = 0x3C;
    const auto recipe = recipeFor(sim::Chip::G474, smallImage);
    for (const double programIgnored : {0.0, 0.1}) {
        const test::TemporaryFolder place;
        Floor floor(5, test::mixedProbes(1), place.path());
        floor.bench.insert(floor.port(0), board(sim::Chip::G474, 1));
        floor.bench.withBoard(floor.port(0), [programIgnored](sim::SimTarget& chip, Instant) {
            for (std::uint32_t offset = 0; offset < chip.flash().size(); ++offset) {
                chip.tamperFlash(offset, mark);
            }
            chip.setMishaps({.programIgnored = programIgnored});
        });
        floor.open(recipe);
        floor.run(0);
        const job::Ending& ending = floor.ended.at(0).ending;
        EXPECT_EQ(ending.judgement.verdict == job::Verdict::Pass, programIgnored == 0.0);
        const std::vector<std::uint8_t> flash = flashOf(floor, 0);
        const auto planned = static_cast<std::ptrdiff_t>(ending.evidence.plan.provenBytes);
        EXPECT_LT(planned, static_cast<std::ptrdiff_t>(flash.size()));
        EXPECT_TRUE(std::all_of(flash.begin() + planned, flash.end(),
                                [](std::uint8_t byte) { return byte == mark; }));
    }
}

TEST_F(Green, OfASecondAttemptDoesNotOverwriteTheFirst) {
    const auto floor = slots(recipeFor(sim::Chip::G474, smallImage));
    floor->bench.withBoard(floor->port(0), [](sim::SimTarget& chip, Instant) {
        chip.setMishaps({.programIgnored = 1});
    });
    floor->run(0);
    floor->bench.withBoard(floor->port(0),
                           [](sim::SimTarget& chip, Instant) { chip.setMishaps({}); });
    floor->run(0);
    const auto records = recordsOf(1, floor->clock);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].verdict, job::Verdict::Fail);
    EXPECT_FALSE(records[0].fault.empty());
    EXPECT_EQ(records[1].verdict, job::Verdict::Pass);
    EXPECT_LT(records[0].receipt, records[1].attempt);
}

TEST_F(Green, OfProbesThatShareASerialIsForTheBoardInTheirOwnSocket) {
    auto recipe = recipeFor(sim::Chip::G474, smallImage);
    constexpr std::uint32_t address = 0x0800'0400;
    recipe->serial = {.source = job::SerialSource::Scan, .address = address};
    Floor floor(5, std::vector(3, sim::ProbeSpec::v2("FFFFFFFFFFFFFFFFFFFFFFFF")), folder.path());
    for (std::size_t i = 0; i < 3; ++i) {
        floor.bench.insert(floor.port(i), board(sim::Chip::G474, static_cast<unsigned>(i + 1)));
    }
    floor.open(recipe);
    for (std::size_t i = 0; i < 3; ++i) {
        ASSERT_TRUE(floor.line->scan(fmt::format("UNIT-{}", i), true, i).ok());
    }
    floor.runAll();
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string serial = fmt::format("UNIT-{}", i);
        const auto flash = flashOf(floor, i);
        EXPECT_EQ(std::string(&flash[address - 0x0800'0000], &flash[address - 0x0800'0000 + 6]),
                  serial);
        const auto records = recordsOf(static_cast<unsigned>(i + 1), floor.clock);
        ASSERT_EQ(records.size(), 1U);
        EXPECT_EQ(records[0].serial, serial);
        EXPECT_EQ(records[0].port, floor.port(i).text());
        EXPECT_EQ(records[0].verdict, job::Verdict::Pass);
    }
}

TEST_F(Green, ComesEveryTimeAndNotEveryOtherTime) {
    const auto recipe = recipeFor(sim::Chip::G474, 900);
    const auto floor = slots(recipe, 3);
    for (unsigned round = 0; round < 6; ++round) {
        floor->runAll();
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_TRUE(std::holds_alternative<job::Passed>(floor->slot(i).state))
                << "slot " << i << " in round " << round;
            floor->swap(i, board(sim::Chip::G474, 100 + round * 3 + static_cast<unsigned>(i)));
        }
    }
}

TEST_F(Green, IsNotForAReadProtectedBoardWhichIsNamedAndLeftAlone) {
    const auto floor = slots(recipeFor(sim::Chip::G474, smallImage));
    auto spec = board(sim::Chip::G474, 2);
    spec.rdpLevel = 1;
    floor->swap(0, spec);
    floor->bench.withBoard(floor->port(0),
                           [](sim::SimTarget& chip, Instant) { chip.tamperFlash(0, 0x5A); });
    floor->run(0);
    const job::Ending& ending = floor->ended.at(0).ending;
    EXPECT_EQ(ending.judgement.fault.value().code, FaultCode::ReadProtected);
    EXPECT_EQ(flashOf(*floor, 0)[0], 0x5A);
    EXPECT_EQ(recordsOf(2, floor->clock).size(), 1U);
}

TEST_F(Green, IsNotForABoardWithoutAnIdentity) {
    const auto floor = slots(recipeFor(sim::Chip::G474, smallImage));
    for (const std::uint8_t byte : std::array<std::uint8_t, 2>{0x00, 0xFF}) {
        auto spec = board(sim::Chip::G474, 2);
        spec.uid.fill(byte);
        floor->swap(0, spec);
        floor->bench.withBoard(floor->port(0),
                               [](sim::SimTarget& chip, Instant) { chip.tamperFlash(0, 0x5A); });
        floor->run(0);
        const job::Ending& ending = floor->ended.back().ending;
        EXPECT_EQ(ending.judgement.fault.value().code, FaultCode::UidImplausible);
        EXPECT_EQ(flashOf(*floor, 0)[0], 0x5A);
    }
}

TEST_F(Green, IsNotForAProbeInTheWrongSocket) {
    sim::Turnstile clock(3);
    sim::SimBench bench(clock, sim::rowOfSockets(1), 3);
    bench.insert(bench.ports().front(), board(sim::Chip::G474, 1));
    auto journal =
        std::move(db::Journal::open(folder.path() / "journal.db", "test", clock)).value();
    station::Settings settings;
    settings.name = "test";
    settings.slots = {
        {.name = "1", .port = bench.ports().front(), .probeSerial = "066000000000000000000001"}};
    auto line = std::move(station::Line::open({.settings = settings, .operatorName = "tester"},
                                              bench, *journal, clock, [] {}))
                    .value();
    ASSERT_TRUE(line->activate(recipeFor(sim::Chip::G474, smallImage)).ok());
    ASSERT_TRUE(line->waitUntilLooked(clock.now() + 30s));
    const auto pressed = line->press(0, job::StartedBy::Screen);
    ASSERT_FALSE(pressed.ok());
    EXPECT_EQ(pressed.fault().code, FaultCode::ProbeWrongSerial);
}

TEST_F(Green, OrNotEveryPressIsAnsweredInTheSameMoment) {
    const auto floor = slots(recipeFor(sim::Chip::G474, smallImage));
    const auto press = [&floor] {
        const Instant before = floor->clock.now();
        const auto answer = floor->line->press(0, job::StartedBy::Screen);
        EXPECT_EQ(floor->clock.now(), before);
        return answer.ok() ? std::optional<FaultCode>() : answer.fault().code;
    };
    EXPECT_FALSE(press().has_value()) << "started";
    for (const Stage stage : {Stage::Connect, Stage::Program, Stage::Verify}) {
        ASSERT_TRUE(floor->reach(0, stage));
        EXPECT_EQ(press(), FaultCode::SlotBusy);
    }
    floor->finish();
    EXPECT_EQ(press(), FaultCode::BoardNotRemoved);
    floor->bench.remove(floor->port(0));
    floor->clock.sleepFor(1s);
    EXPECT_EQ(press(), FaultCode::NothingInSlot);
    floor->bench.unplug(floor->port(0));
    floor->clock.sleepFor(1s);
    EXPECT_TRUE(press().has_value());
    EXPECT_EQ(floor->slot(0).refusals, 6U);
}

TEST_F(Green, IsForOneOfTwoBoardsUnderOneLabel) {
    auto recipe = recipeFor(sim::Chip::G474, smallImage);
    recipe->serial = {.source = job::SerialSource::Scan};
    const auto floor = slots(recipe, 2);
    ASSERT_TRUE(floor->line->scan("A1", true, 0).ok());
    EXPECT_EQ(floor->line->scan("A1", true, 1).fault().code, FaultCode::SerialUsed)
        << "it waits in the other slot";
    ASSERT_TRUE(floor->line->press(0, job::StartedBy::Screen).ok());
    EXPECT_EQ(floor->line->scan("A1", true, 1).fault().code, FaultCode::SerialUsed)
        << "it is in work in the other slot";
    floor->finish();
}

} // namespace
} // namespace greenlight
