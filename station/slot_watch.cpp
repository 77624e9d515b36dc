#include "station/slot_watch.h"

#include <fmt/format.h>

#include <ctime>

namespace greenlight::station {

namespace {

constexpr std::int64_t microsOfSecond = 1'000'000;
constexpr int daysOfLongestYear = 366;

} // namespace

Day dayOf(base::WallTime time) {
    const auto seconds = static_cast<std::time_t>(time.unixMicros / microsOfSecond);
    std::tm local{};
    // Without a zone the day is that of UTC: it has to change once in 24 hours, no more.
    if (::localtime_r(&seconds, &local) == nullptr) {
        return seconds / (24 * 60 * 60);
    }
    return Day{local.tm_year} * daysOfLongestYear + local.tm_yday;
}

nlohmann::ordered_json releaseData(std::string_view slot, const Actor& by, std::string_view reason,
                                   bool goldenWanted) {
    nlohmann::ordered_json data{{"slot", slot}};
    by.sign(data, "released_by");
    data["reason"] = reason;
    if (goldenWanted) {
        data["golden_wanted"] = true;
    }
    return data;
}

SlotWatch::SlotWatch(const SlotRules& rules, const db::SlotPast& past)
    : m_rules(rules)
    , m_failures(past.failures)
    , m_goldenWanted(past.goldenWanted && !rules.goldenBoards.empty()) {
    if (past.drilled) {
        m_drilled = dayOf(*past.drilled);
    }
    if (past.lock) {
        m_locked =
            Fault{.code = base::faultNamed(past.lock->fault).value_or(FaultCode::SlotQuarantined),
                  .note = past.lock->note};
    }
}

bool SlotWatch::ended(const job::Order& order, const job::Ending& ending, Day today) {
    if (ending.refused || m_locked) {
        return false;
    }
    const std::optional<Fault>& fault = ending.judgement.fault;
    if (order.drill && fault && fault->code == FaultCode::DrillFound) {
        m_drilled = today;
        return false;
    }
    if (order.drill && fault && fault->code == FaultCode::DrillNotRed) {
        m_locked = fault;
        return true;
    }
    switch (ending.judgement.verdict) {
    case job::Verdict::Pass:
        m_failures = 0;
        // Without a receipt nothing passed.
        m_goldenWanted = m_goldenWanted && !(order.golden && ending.receipt);
        return false;
    case job::Verdict::Fail:
    case job::Verdict::Error:
        ++m_failures;
        break;
    case job::Verdict::Aborted:
    case job::Verdict::Interrupted:
        return false; // by people, not by the slot
    }
    const std::string_view word = base::name(fault.value_or(Fault{}).code);
    if (order.golden) {
        // A board that is known to be good leaves nothing but the slot to blame.
        m_locked = Fault{.code = FaultCode::SlotQuarantined,
                         .note = fmt::format("a golden board ended as {}", word)};
        return true;
    }
    if (m_rules.quarantineAfter == 0 || m_failures < m_rules.quarantineAfter) {
        return false;
    }
    m_locked = Fault{.code = FaultCode::SlotQuarantined,
                     .note = fmt::format("{} in a row, the last one {}", m_failures, word)};
    return true;
}

void SlotWatch::release() {
    m_failures = 0;
    m_drilled.reset();
    m_locked.reset();
    m_goldenWanted = !m_rules.goldenBoards.empty();
}

} // namespace greenlight::station
