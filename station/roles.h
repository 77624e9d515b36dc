#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace greenlight::station {

/// What somebody is at this station.
enum class Role : std::uint8_t { Operator, Supervisor, Quality, Engineer };

inline constexpr std::array allRoles{Role::Operator, Role::Supervisor, Role::Quality,
                                     Role::Engineer};

/// What is only done by those whose role allows it.
enum class Act : std::uint8_t {
    SignIn,         ///< be the one at the line
    StartUnit,      ///< Start, in every form
    ReleaseSlot,    ///< a locked slot takes boards again
    AllowRework,    ///< a unit that passed is programmed once more
    LockForEver,    ///< chips are given a protection that nobody takes off again
    ActivateRecipe, ///< another recipe while the line is open
    ExportRecords,  ///< records leave the station
    ReadRecords,    ///< look at units and yield on the screen of the line
    AskRecall,      ///< which units carry an image
    RevokeImage,    ///< an image goes onto no board any more, or again
    ManagePeople,   ///< who is who, and who may what
    RestoreRecords, ///< a copy takes the place of the records
    ArchiveRecords, ///< old records go into a file of their own
    ChangeSettings, ///< station.toml, and which socket is which slot
    BackUpRecords,  ///< a copy of the records, now
};

/// An act with its word in records and the roles that may do it.
struct ActRule {
    Act act;
    std::string_view word;
    std::array<bool, allRoles.size()> roles; ///< in the order of allRoles
};

/// The one place that says who may do what. A supervisor may all that an operator may. Quality
/// looks at records and decides about units, but neither starts any nor runs the station.
inline constexpr std::array actRules{
    //                                              operator supervisor quality engineer
    ActRule{Act::SignIn, "sign-in", {true, true, true, true}},
    ActRule{Act::StartUnit, "start-unit", {true, true, false, true}},
    ActRule{Act::ReleaseSlot, "release-slot", {false, true, false, true}},
    ActRule{Act::AllowRework, "allow-rework", {false, true, true, false}},
    ActRule{Act::LockForEver, "lock-for-ever", {false, true, false, false}},
    ActRule{Act::ActivateRecipe, "activate-recipe", {false, true, false, true}},
    ActRule{Act::ExportRecords, "export-records", {false, true, true, true}},
    ActRule{Act::ReadRecords, "read-records", {false, true, true, true}},
    ActRule{Act::AskRecall, "ask-recall", {false, true, true, true}},
    ActRule{Act::RevokeImage, "revoke-image", {false, true, true, true}},
    ActRule{Act::ManagePeople, "manage-people", {false, true, false, true}},
    ActRule{Act::RestoreRecords, "restore-records", {false, true, false, true}},
    ActRule{Act::ArchiveRecords, "archive-records", {false, true, false, true}},
    ActRule{Act::ChangeSettings, "change-settings", {false, false, false, true}},
    ActRule{Act::BackUpRecords, "back-up-records", {false, true, true, true}},
};

[[nodiscard]] constexpr bool may(Role role, Act act) noexcept {
    return actRules.at(static_cast<std::size_t>(act)).roles.at(static_cast<std::size_t>(role));
}

/// The act's word in records, such as "release-slot".
[[nodiscard]] constexpr std::string_view name(Act act) noexcept {
    return actRules.at(static_cast<std::size_t>(act)).word;
}

/// The role's word in records and on the command line, such as "supervisor".
[[nodiscard]] constexpr std::string_view name(Role role) noexcept {
    constexpr std::array<std::string_view, allRoles.size()> words{"operator", "supervisor",
                                                                  "quality", "engineer"};
    return words.at(static_cast<std::size_t>(role));
}

/// The reverse of name(Role); empty for a word that is no role.
[[nodiscard]] constexpr std::optional<Role> roleNamed(std::string_view word) noexcept {
    const auto* const found =
        std::ranges::find(allRoles, word, [](Role role) { return name(role); });
    return found == allRoles.end() ? std::nullopt : std::optional(*found);
}

/// An operator's badge is enough. Everybody else shows that the badge was not found on the floor.
[[nodiscard]] constexpr bool needsPin(Role role) noexcept { return role != Role::Operator; }

} // namespace greenlight::station
