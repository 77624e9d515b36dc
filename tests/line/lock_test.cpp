// Chips that are locked for ever: by whom, on what proof, and by nobody else.
#include "tests/line/floor.h"
#include "tests/target/lying_target.h"

#include <gtest/gtest.h>

namespace greenlight::station {

namespace {

using namespace std::chrono_literals;
using job::Verdict;
using FinalFrom = sim::BoardSpec::FinalFrom;

/// A recipe that asks for level 2, at a line with a supervisor and an engineer.
class LockedForEver : public testing::Test {
protected:
    void SetUp() override {
        m_recipe->rdp = 2;
        People people = People::open(*m_floor.journal, vault(), m_floor.clock, cheap).value();
        ASSERT_TRUE(people.addFirst({"Eve", Role::Engineer, "", "eagle-05"}, "installer").ok());
        const Actor eve{.name = "Eve", .person = 1, .role = Role::Engineer};
        ASSERT_TRUE(people.add({"Sue", Role::Supervisor, "BADGE-SUE", "sun-4711"}, eve).ok());
    }

    void open(FinalFrom finalFrom = FinalFrom::OptionLoad, target::Untruth untruth = {}) {
        sim::BoardSpec spec = test::board(sim::Chip::F407, 1);
        spec.finalFrom = finalFrom;
        m_floor.bench.insert(m_floor.port(0),
                             std::make_unique<target::LyingTarget>(sim::SimTarget::make(spec, 1),
                                                                   std::move(untruth)));
        m_floor.signIn = {.wanted = true};
        m_floor.open(m_recipe);
        ASSERT_TRUE(line().signIn({"Eve", "eagle-05"}).ok());
    }

    void allow() { ASSERT_TRUE(line().allowForEver({"Sue", "sun-4711"}, "it ships").ok()); }

    [[nodiscard]] Line& line() const { return *m_floor.line; }

    [[nodiscard]] FaultCode pressed() const {
        const auto started = line().press(0, job::StartedBy::Screen);
        return started.ok() ? FaultCode::Internal : started.fault().code;
    }

    const job::Ending& last() { return m_floor.ended.back().ending; }

    [[nodiscard]] std::filesystem::path vault() const { return m_folder.path() / "people.secret"; }

    static constexpr ScryptCost cheap{.n = 16};

    const test::TemporaryFolder m_folder;
    test::Floor m_floor{1, {sim::ProbeSpec::v3("0034001F3137510A39383538")}, m_folder.path()};
    std::shared_ptr<job::Recipe> m_recipe = test::recipeFor(sim::Chip::F407, 4096);
};

TEST_F(LockedForEver, NoChipIsBeforeASupervisorAllowsItOnRecord) {
    open();
    EXPECT_TRUE(line().view().lockWanted);
    EXPECT_EQ(line().view().slots.at(0).slot.trouble.value().code, FaultCode::LockNotAllowed);
    EXPECT_EQ(line().view().slots.at(0).nextStep, "call-supervisor");
    EXPECT_EQ(pressed(), FaultCode::LockNotAllowed);
    const auto allowed = [&](const Credentials& by, std::string_view reason) {
        const auto done = line().allowForEver(by, reason);
        return done.ok() ? FaultCode::Internal : done.fault().code;
    };
    EXPECT_EQ(allowed({"Eve", "eagle-05"}, "it ships"), FaultCode::NotAllowed);
    EXPECT_EQ(allowed({"Sue"}, "it ships"), FaultCode::CredentialUnfit);
    EXPECT_EQ(allowed({"Sue", "sun-4712"}, "it ships"), FaultCode::PinWrong);
    EXPECT_EQ(allowed({"Sue", "sun-4711"}, " "), FaultCode::ReasonMissing);
    EXPECT_EQ(pressed(), FaultCode::LockNotAllowed);
    EXPECT_TRUE(m_floor.ended.empty());
    EXPECT_EQ(allowed({"Sue", "sun-4711"}, "it ships"), FaultCode::Internal);
    EXPECT_FALSE(line().view().lockWanted);
    m_floor.run(0);
    ASSERT_EQ(last().judgement.verdict, Verdict::Pass)
        << base::toLogLine(last().judgement.fault.value_or(Fault{}));
    EXPECT_EQ(last().evidence.protect.allowedBy, "it ships (Sue)");
    EXPECT_EQ(
        test::entriesWith(m_folder.path() / "journal.db", "\"what\":\"lock-for-ever\",\"recipe\":"),
        1U);
}

TEST_F(LockedForEver, AChipIsLeftAloneThatHasNoSuchLevel) {
    m_recipe = test::recipeFor(sim::Chip::F103, 4096);
    m_recipe->rdp = 2;
    m_floor.bench.insert(m_floor.port(0), test::board(sim::Chip::F103, 1));
    m_floor.signIn = {.wanted = true};
    m_floor.open(m_recipe);
    ASSERT_TRUE(line().signIn({"Eve", "eagle-05"}).ok());
    allow();
    m_floor.run(0);
    EXPECT_EQ(last().judgement.verdict, Verdict::Error);
    ASSERT_TRUE(last().judgement.fault.has_value());
    EXPECT_EQ(last().judgement.fault->code, FaultCode::RecipeValue)
        << base::toLogLine(*last().judgement.fault);
    EXPECT_FALSE(last().evidence.flash.has_value()) << "and that before anything is erased";
}

TEST_F(LockedForEver, AChipIsProvenByItsSilence) {
    open();
    allow();
    m_floor.run(0);
    const job::ProtectEvidence& proof = last().evidence.protect;
    EXPECT_EQ(last().judgement.verdict, Verdict::Pass);
    EXPECT_EQ(proof.portSilent, true);
    EXPECT_FALSE(proof.rdpFound.has_value());
    EXPECT_TRUE(test::holds(m_floor.bench, m_floor.port(0), *m_recipe));
    // Nobody gets in again, and the next board passes.
    m_floor.swap(0, test::board(sim::Chip::F407, 2));
    m_floor.run(0);
    EXPECT_EQ(last().judgement.verdict, Verdict::Pass);
}

TEST_F(LockedForEver, AChipWhosePortStaysOpenUntilItsPowerGoesIsProvenByWhatItSays) {
    open(FinalFrom::PowerUp);
    allow();
    m_floor.run(0);
    const job::ProtectEvidence& proof = last().evidence.protect;
    EXPECT_EQ(last().judgement.verdict, Verdict::Pass);
    EXPECT_EQ(proof.portSilent, false);
    EXPECT_EQ(proof.rdpFound, 2U);
    EXPECT_EQ(proof.flashReadRefused, true);
}

TEST_F(LockedForEver, AChipIsNotByAWriteThatDidNothing) {
    open(FinalFrom::OptionLoad, {.deafAddress = 0x4002'3C14}); // OPTCR
    allow();
    m_floor.run(0);
    EXPECT_EQ(last().judgement.verdict, Verdict::Fail);
    EXPECT_EQ(last().judgement.fault.value().code, FaultCode::OptionWriteFailed);
    EXPECT_FALSE(last().evidence.protect.portSilent.has_value());
}

TEST_F(LockedForEver, NoSilentChipIsThatHasNoPower) {
    open();
    allow();
    ASSERT_TRUE(line().press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(m_floor.reach(0, Stage::Protect));
    m_floor.bench.withBoard(m_floor.port(0),
                            [](sim::SimTarget& board, Instant at) { board.setPower(false, at); });
    m_floor.finish();
    EXPECT_NE(last().judgement.verdict, Verdict::Pass);
}

TEST_F(LockedForEver, TheAllowanceEndsWithTheRecipe) {
    open();
    allow();
    ASSERT_TRUE(line().activate(m_recipe, {"Eve", "eagle-05"}).ok());
    EXPECT_EQ(pressed(), FaultCode::LockNotAllowed);
}

TEST_F(LockedForEver, ADrillLocksNothing) {
    m_floor.rules.drill = true;
    open();
    allow();
    m_floor.run(0);
    EXPECT_EQ(last().judgement.fault.value().code, FaultCode::DrillFound);
    EXPECT_FALSE(last().evidence.protect.portSilent.has_value());
    m_floor.bench.withBoard(m_floor.port(0), [](sim::SimTarget& board, Instant at) {
        board.lineReset(at);
        EXPECT_EQ(board.transfer(false, true, 0, 0, at).ack, sim::Ack::Ok);
    });
}

TEST_F(LockedForEver, NoRecipeIsTakenWhereNobodySignsIn) {
    m_floor.bench.insert(m_floor.port(0), test::board(sim::Chip::F407, 1));
    Settings settings;
    settings.name = "test";
    settings.dataDir = m_folder.path();
    const auto line = Line::open({.settings = settings, .operatorName = "tester"}, m_floor.bench,
                                 *m_floor.journal, m_floor.clock, [] {});
    ASSERT_TRUE(line.ok());
    const auto refused = line.value()->activate(m_recipe);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::LockNotAllowed);
    EXPECT_NE(refused.fault().note.find("sign_in"), std::string::npos);
    EXPECT_EQ(line.value()->allowForEver({"Sue"}, "it ships").fault().code,
              FaultCode::LockNotAllowed);
}

TEST_F(LockedForEver, NoChipIsByAJobThatNobodyAllowedWhoeverMadeIt) {
    m_floor.bench.insert(m_floor.port(0), test::board(sim::Chip::F407, 1));
    auto link = m_floor.bench.open(m_floor.port(0));
    ASSERT_TRUE(link.ok());
    auto probe = probe::StLink::open(std::move(link).value(), m_floor.clock);
    ASSERT_TRUE(probe.ok());
    const std::atomic<bool> abort = false;
    job::Job job(
        {.slot = "1", .recipe = m_recipe}, probe->get(), {}, "S", *m_floor.journal, m_floor.clock,
        [](const job::Progress&) {}, abort);
    const job::Ending ending = job.run();
    EXPECT_EQ(ending.judgement.fault.value().code, FaultCode::LockNotAllowed);
    EXPECT_FALSE(ending.evidence.before.has_value()); // nobody has looked at the chip
}

} // namespace

} // namespace greenlight::station
