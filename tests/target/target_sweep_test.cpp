#include "rig.h"

namespace greenlight::target {

namespace {

using sim::Chip;
using sim::Mishap;
using sim::MishapPlan;
using std::chrono::seconds;

/// Counts the transfers of a connection that goes well, identity and release included.
std::uint64_t transfersOfAGoodRun(Chip chip) {
    Rig rig(Rig::board(chip));
    rig.link();
    rig.bench().setMishaps(rig.port, {});
    auto target = rig.connect();
    EXPECT_TRUE(target.ok() && (*target)->identify().ok() && (*target)->release().ok());
    return rig.bench().mishaps(rig.port).transfers;
}

} // namespace

/// One mishap at one transfer of connect, identify and release, for every transfer there is: it may
/// end in a fault, but never in a wrong identity, and it ends soon.
class TargetUnderMishap : public testing::TestWithParam<Mishap> {};

TEST_P(TargetUnderMishap, NeverBelievesAWrongChip) {
    const std::uint64_t transfers = transfersOfAGoodRun(Chip::H725);
    ASSERT_GT(transfers, 100U);
    unsigned struck = 0;
    for (std::uint64_t at = 0; at < transfers; ++at) {
        SCOPED_TRACE(at);
        const sim::BoardSpec board = Rig::board(Chip::H725);
        Rig rig(board);
        rig.link();
        rig.bench().setMishaps(rig.port, MishapPlan::once(at, GetParam()));
        const Instant before = rig.clock.now();
        auto target = rig.connect();
        if (target.ok()) {
            const auto identity = (*target)->identify();
            if (identity.ok()) {
                EXPECT_EQ(identity->uid, board.uid);
                EXPECT_EQ(identity->devId, 0x483);
                EXPECT_EQ(identity->flashKb, 1024U);
                EXPECT_EQ(identity->readProtection, 0U);
                EXPECT_EQ(identity->sectors.size(), 8U);
            }
            static_cast<void>((*target)->release());
        }
        struck += rig.bench().mishaps(rig.port).total() != 0 ? 1 : 0;
        EXPECT_LT(rig.clock.now() - before, seconds(30));
    }
    EXPECT_GT(struck, 0U);
}

INSTANTIATE_TEST_SUITE_P(EveryMishap, TargetUnderMishap, testing::ValuesIn(sim::cableMishaps),
                         [](const auto& each) {
                             std::string word(sim::name(each.param));
                             std::erase(word, '-');
                             return word;
                         });

} // namespace greenlight::target
