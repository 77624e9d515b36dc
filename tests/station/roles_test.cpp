#include "station/roles.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace greenlight::station {
namespace {

// Written down a second time on purpose: whoever changes who may do what has to say so twice.
TEST(Roles, MayDoWhatTheyMayAndNothingElse) {
    const std::map<Act, std::set<Role>> wanted{
        {Act::SignIn, {Role::Operator, Role::Supervisor, Role::Quality, Role::Engineer}},
        {Act::StartUnit, {Role::Operator, Role::Supervisor, Role::Engineer}},
        {Act::ReleaseSlot, {Role::Supervisor, Role::Engineer}},
        {Act::AllowRework, {Role::Supervisor, Role::Quality}},
        {Act::LockForEver, {Role::Supervisor}},
        {Act::ActivateRecipe, {Role::Supervisor, Role::Engineer}},
        {Act::ExportRecords, {Role::Supervisor, Role::Quality, Role::Engineer}},
        {Act::ReadRecords, {Role::Supervisor, Role::Quality, Role::Engineer}},
        {Act::AskRecall, {Role::Supervisor, Role::Quality, Role::Engineer}},
        {Act::RevokeImage, {Role::Supervisor, Role::Quality, Role::Engineer}},
        {Act::ManagePeople, {Role::Supervisor, Role::Engineer}},
        {Act::RestoreRecords, {Role::Supervisor, Role::Engineer}},
        {Act::ArchiveRecords, {Role::Supervisor, Role::Engineer}},
        {Act::ChangeSettings, {Role::Engineer}},
        {Act::BackUpRecords, {Role::Supervisor, Role::Quality, Role::Engineer}},
    };
    EXPECT_EQ(wanted.size(), actRules.size());
    for (const ActRule& rule : actRules) {
        for (const Role role : allRoles) {
            EXPECT_EQ(may(role, rule.act), wanted.at(rule.act).contains(role))
                << name(role) << " " << name(rule.act);
        }
    }
}

TEST(Roles, StandInTheOrderInWhichTheyAreLookedUp) {
    std::set<std::string_view> words;
    for (std::size_t i = 0; i < actRules.size(); ++i) {
        EXPECT_EQ(static_cast<std::size_t>(actRules.at(i).act), i);
        EXPECT_TRUE(words.insert(name(actRules.at(i).act)).second);
    }
    for (const Role role : allRoles) {
        EXPECT_TRUE(words.insert(name(role)).second);
        EXPECT_EQ(roleNamed(name(role)), role);
    }
    EXPECT_FALSE(roleNamed("admin").has_value());
}

TEST(Roles, AllNeedAPinButTheOperator) {
    for (const Role role : allRoles) {
        EXPECT_EQ(needsPin(role), role != Role::Operator) << name(role);
    }
}

} // namespace
} // namespace greenlight::station
