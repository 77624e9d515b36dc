#pragma once

#include "db/clock_changes.h"
#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/base/sha256.h"
#include "engine/job/verdict.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::db {

class Database;

/// The most attempts one look-up gives.
inline constexpr int maxAttemptsShown = 200;

/// One attempt as the journal knows it.
struct AttemptRecord {
    std::uint64_t attempt = 0; ///< sequence of its first entry
    std::string begunAt{};     ///< ISO 8601, UTC
    std::string endedAt{};     ///< empty while it is open
    std::string slot{};
    std::string port{};
    std::string probeSerial{};
    std::string product{};
    bool training = false;
    std::string recipe{};
    std::string recipeVersion{};
    std::string operatorName{};
    std::string serial{}; ///< empty when it has none
    std::string uid{};    ///< empty when it was never read
    bool rework = false;
    std::optional<job::Verdict> verdict{}; ///< none while it is open
    std::string fault{};                   ///< the fault's word; empty for a PASS
    std::string intent{};                  ///< JSON: the data of the entry that began it
    std::string ending{};                  ///< JSON: verdict, fault and evidence; empty while open
    std::uint64_t receipt = 0;             ///< sequence of the ending; 0 while it is open
    std::optional<Digest> leaf{};          ///< of the ending
    std::string workOrder{};               ///< empty when none was named
    std::vector<ClockChange> clock{};      ///< that make its times doubtful
};

/// What is on record about one unit, or about several when a look-up fits several.
struct UnitRecord {
    std::vector<AttemptRecord> attempts{}; ///< oldest first

    /// Of the newest attempt; none when there is no attempt or it is open.
    [[nodiscard]] std::optional<job::Verdict> lastVerdict() const;
};

/// Look-ups in a journal, beside its writer and without disturbing it. Opens the file for reading
/// only; one thread at a time. Faults of all: JournalCorrupt, JournalWrite when the file stays
/// locked by somebody.
class Units {
public:
    /// `clock` outlives the object. Faults: FileUnreadable, JournalCorrupt.
    static Result<Units> open(const std::filesystem::path& file, Clock& clock);

    Units(Units&&) noexcept;
    Units& operator=(Units&&) noexcept;
    Units(const Units&) = delete;
    Units& operator=(const Units&) = delete;
    ~Units();

    /// The newest attempts under a serial, of all products.
    Result<UnitRecord> bySerial(const std::string& serial);

    /// The newest attempts on a chip; `uid` as it is written everywhere (either case of letters).
    Result<UnitRecord> byUid(const std::string& uid);

    /// The attempts that were to program a file with this digest: the question of a recall. Gives
    /// the oldest ones that began after attempt `after`; ask on with the last one given.
    Result<UnitRecord> byImage(const Digest& sha256, std::uint64_t after = 0);

private:
    explicit Units(std::unique_ptr<Database> database);

    Result<UnitRecord> newestWhere(const char* condition, const std::string& value);

    std::unique_ptr<Database> m_database;
};

} // namespace greenlight::db
