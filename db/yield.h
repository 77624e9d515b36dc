#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/job/verdict.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::db {

class Database;

/// Time is counted in quarters of an hour since 1970-01-01T00:00Z: every time zone and every shift
/// begins at one.
using Quarter = std::int64_t;

inline constexpr std::int64_t secondsOfQuarter = 900;

/// The quarter of an hour that a moment lies in.
[[nodiscard]] constexpr Quarter quarterOf(base::WallTime time) noexcept {
    constexpr std::int64_t micros = secondsOfQuarter * 1'000'000;
    return time.unixMicros >= 0 ? time.unixMicros / micros
                                : -((-time.unixMicros + micros - 1) / micros);
}

/// What was counted. Attempts are neither drills nor those that the rules of identity refused.
/// Counts of units are of those whose first attempt ever was begun in the time asked for, whenever
/// the later ones were.
struct YieldCounts {
    std::uint64_t attempts = 0;
    std::uint64_t passed = 0;   ///< attempts
    std::uint64_t nameless = 0; ///< attempts on boards that never told their name
    std::uint64_t refused = 0;  ///< beside the attempts
    std::uint64_t drills = 0;   ///< beside the attempts
    std::uint64_t units = 0;
    std::uint64_t firstPassed = 0;  ///< units whose first attempt passed
    std::uint64_t secondPassed = 0; ///< units that passed at their second attempt or before
    std::uint64_t thirdPassed = 0;
    std::uint64_t lastPassed = 0; ///< units whose last attempt passed
    std::uint64_t retested = 0;   ///< units with more than one attempt
    std::uint64_t noTrouble = 0;  ///< units that failed and then passed unrepaired

    YieldCounts& operator+=(const YieldCounts& other);
    friend bool operator==(const YieldCounts&, const YieldCounts&) = default;
};

/// A share with what it is a share of: shown as a dash where `of` is 0, never as 0 or 100 percent.
struct Share {
    std::uint64_t count = 0;
    std::uint64_t of = 0;

    [[nodiscard]] std::optional<double> value() const;

    /// The interval that holds the true share in 95 of 100 cases (E. B. Wilson, 1927); none of
    /// nothing.
    [[nodiscard]] std::optional<std::pair<double, double>> interval() const;
};

/// Unit level: first attempt ever passed, of the units first seen.
[[nodiscard]] Share firstPassYield(const YieldCounts& counts);
/// Unit level: last attempt passed, of the same units.
[[nodiscard]] Share finalYield(const YieldCounts& counts);
/// Attempts passed of all attempts: what the station does, not the product.
[[nodiscard]] Share attemptYield(const YieldCounts& counts);
/// Units that needed more than one attempt.
[[nodiscard]] Share retestRate(const YieldCounts& counts);
/// Units that failed first and passed the second time unrepaired, of those that failed first.
[[nodiscard]] Share noTroubleRate(const YieldCounts& counts);

/// A bar of the Pareto.
struct FaultCount {
    std::string fault{}; ///< the fault's word
    std::string stage{};
    std::uint64_t attempts = 0;
    std::uint64_t firstAttempts = 0; ///< of these, attempts that were their unit's first

    friend bool operator==(const FaultCount&, const FaultCount&) = default;
};

/// How first attempts fared at a stage.
struct StageYield {
    std::string stage{};
    Share passed{};
};

/// What attempts are counted together by.
enum class YieldBy : std::uint8_t {
    Hour,
    Shift,
    Day,
    Week,
    Month,
    Slot,
    Probe,
    Operator,
    Product,
    Recipe,
    Image,
    WorkOrder,
};

/// "hour", "work-order" and so on; empty for a word that is none.
[[nodiscard]] std::string_view name(YieldBy by) noexcept;
[[nodiscard]] std::optional<YieldBy> yieldByNamed(std::string_view word) noexcept;

/// A shift of the day by the clock on the wall.
struct Shift {
    std::string name{};
    unsigned startMinute = 0; ///< after midnight, a multiple of 15

    friend bool operator==(const Shift&, const Shift&) = default;
};

/// What is asked. Empty texts are no condition.
struct YieldQuestion {
    Quarter from = 0; ///< begun in this quarter or later
    Quarter to = 0;   ///< and before this one
    bool training = false;
    std::string product{};
    std::string slot{};
    std::string recipe{};
    std::string operatorName{};
    std::string workOrder{};
    std::vector<YieldBy> by{};
    std::vector<Shift> shifts{}; ///< in the order of the day; none = the whole day is one
};

/// Counts by the label of a group: "2026-11-23T14" for an hour, the slot's name for a slot. Times
/// are those of this computer's zone. In the order of the labels.
using Breakdown = std::map<std::string, YieldCounts>;

struct YieldReport {
    YieldCounts total{};
    std::map<YieldBy, Breakdown> by{};
    std::vector<FaultCount> faults{}; ///< most attempts first
    /// The same by the slot's name, of slots with a fault; only when asked by YieldBy::Slot.
    std::map<std::string, std::vector<FaultCount>> faultsBySlot{};
    /// Of first attempts, through the stages in their order; the product of the shares is the
    /// rolled throughput yield.
    std::vector<StageYield> stages{};
    std::optional<double> rolledThroughput{}; ///< none without units
    std::uint64_t entries = 0;                ///< of the journal at that moment
};

/// Where attempts end that did not pass.
struct FaultPlace {
    std::string fault{}; ///< the fault's word
    std::string stage{};

    friend bool operator==(const FaultPlace&, const FaultPlace&) = default;
};

/// Which of the attempts that a report counts are asked for: those behind a bar, a fault or a
/// point.
struct CountedQuestion {
    YieldQuestion yield{};       ///< of the report; what it is broken down by says nothing here
    std::optional<YieldBy> by{}; ///< only those of one group
    std::string label{};         ///< what the breakdown by that calls it
    bool firstOnly = false;      ///< only those that were their unit's first: its units
    std::vector<FaultPlace> faults{}; ///< only those that ended like one of these; none = all
    /// As the journal stood with so many entries, so that what was counted then is found however
    /// much is made meanwhile; none = as it stands now.
    std::optional<std::uint64_t> entries{};
    std::size_t most = 0; ///< of them the newest
};

/// One attempt that was counted.
struct CountedAttempt {
    std::uint64_t attempt = 0; ///< sequence of its first entry
    std::string begunAt{};     ///< ISO 8601, UTC
    std::string slot{};
    std::string serial{}; ///< empty when it has none
    std::string uid{};    ///< empty when it was never read
    job::Verdict verdict = job::Verdict::Error;
    std::string fault{}; ///< the fault's word; empty for a PASS
    std::string stage{};
    bool first = false; ///< of its unit
};

struct CountedAttempts {
    std::vector<CountedAttempt> newest{}; ///< the newest first
    std::uint64_t all = 0;                ///< how many there are
    std::uint64_t passed = 0;             ///< of all
};

/// Answers about yield from a journal, beside its writer. One thread at a time. Faults of all:
/// JournalCorrupt, JournalWrite when the file stays locked by somebody.
class Yields {
public:
    /// Faults: FileUnreadable, JournalCorrupt.
    static Result<Yields> open(const std::filesystem::path& file, Clock& clock);

    Yields(Yields&&) noexcept;
    Yields& operator=(Yields&&) noexcept;
    Yields(const Yields&) = delete;
    Yields& operator=(const Yields&) = delete;
    ~Yields();

    /// Reads one moment of the journal. What it costs grows with the time asked about and not with
    /// the age of the journal.
    Result<YieldReport> report(const YieldQuestion& question);

    /// The attempts that a report of this question counts in one place, by the same rules, read
    /// from the attempts themselves. What it costs grows with the attempts of the time asked about.
    Result<CountedAttempts> attempts(const CountedQuestion& question);

private:
    explicit Yields(std::unique_ptr<Database> database);

    std::unique_ptr<Database> m_database;
};

} // namespace greenlight::db
