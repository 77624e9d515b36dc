#include "db/journal.h"
#include "station/line_floor.h"
#include "station/line_picture.h"

#include <fmt/format.h>

// What is only done at the line by somebody whose role allows it, for a reason, on record.

namespace greenlight::station {

Fault Line::Floor::lockNeedsPeople() {
    return {.code = FaultCode::LockNotAllowed,
            .note = "nobody signs in at this station: [people] sign_in"};
}

Result<Actor> Line::Floor::authoriseAt(std::size_t index, const Credentials& by, Act act,
                                       std::string_view reason) {
    if (index >= m_watches.size()) {
        return Fault{.code = FaultCode::SlotUnknown};
    }
    return authorise(by, act, reason);
}

Result<Actor> Line::Floor::authorise(const Credentials& by, Act act, std::string_view reason) {
    if (reason.find_first_not_of(' ') == std::string_view::npos) {
        return Fault{.code = FaultCode::ReasonMissing};
    }
    return m_signIn.authorise(by, act);
}

Result<void> Line::Floor::releaseSlot(std::size_t index, const Credentials& by,
                                      std::string_view reason) {
    const Actor actor = TRY(authoriseAt(index, by, Act::ReleaseSlot, reason));
    const std::scoped_lock lock(m_mutex);
    m_clerk.note(db::kind::slotReleased,
                 releaseData(m_parts.settings.slots[index].name, actor, reason,
                             !m_parts.settings.slotRules.goldenBoards.empty()));
    m_watches[index].release();
    m_changed();
    return {};
}

Result<void> Line::Floor::allowRework(std::size_t index, const Credentials& by,
                                      std::string_view reason) {
    const Actor actor = TRY(authoriseAt(index, by, Act::AllowRework, reason));
    nlohmann::ordered_json data{{"what", "rework"}, {"slot", m_parts.settings.slots[index].name}};
    actor.sign(data, "given_by");
    data["reason"] = reason;
    const std::scoped_lock lock(m_mutex);
    m_clerk.note(db::kind::overrideGiven, std::move(data));
    m_reworks[index] = fmt::format("{} ({})", reason, actor.name);
    m_changed();
    return {};
}

Result<void> Line::Floor::allowForEver(const Credentials& by, std::string_view reason) {
    if (!m_parts.settings.signIn.wanted) {
        return lockNeedsPeople();
    }
    const Actor actor = TRY(authorise(by, Act::LockForEver, reason));
    const std::scoped_lock lock(m_mutex);
    if (!m_recipe) {
        return Fault{.code = FaultCode::NoRecipe};
    }
    nlohmann::ordered_json data{{"what", "lock-for-ever"},
                                {"recipe", m_recipe->name},
                                {"recipe_sha256", base::toHex(m_recipe->digest)}};
    actor.sign(data, "given_by");
    data["reason"] = reason;
    m_clerk.note(db::kind::overrideGiven, std::move(data));
    m_lockAllowedBy = fmt::format("{} ({})", reason, actor.name);
    m_changed();
    return {};
}

Result<void> Line::Floor::revoke(const Digest& image, const Credentials& by,
                                 std::string_view reason) {
    const Actor actor = TRY(authorise(by, Act::RevokeImage, reason));
    const std::scoped_lock lock(m_mutex);
    m_clerk.note(db::kind::imageRevoked, revocationData(base::toHex(image), actor, reason));
    m_revocations.revoke(image);
    m_changed();
    return {};
}

Result<void> Line::Floor::restore(const Digest& image, const Credentials& by,
                                  std::string_view reason) {
    const Actor actor = TRY(authorise(by, Act::RevokeImage, reason));
    const std::scoped_lock lock(m_mutex);
    m_clerk.note(db::kind::imageRestored, revocationData(base::toHex(image), actor, reason));
    m_revocations.restore(image);
    m_changed();
    return {};
}

} // namespace greenlight::station
