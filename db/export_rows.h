#pragma once

#include "db/entry.h"
#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace greenlight::db {

class Database;

/// What is exported. Empty texts are no condition.
struct ExportQuestion {
    base::WallTime from{}; ///< attempts begun at this moment or later; units first seen then
    base::WallTime to{};   ///< and before this one
    bool training = false;
    std::string product{};
    std::string slot{};
    std::string recipe{};
    std::string operatorName{};
    std::string workOrder{};
};

/// The entries that an export was made of, by their sequences.
struct EntryRange {
    std::uint64_t first = 0; ///< 0 when there is none
    std::uint64_t last = 0;

    /// Takes an entry in; 0 is none.
    void take(std::uint64_t sequence);
};

/// One attempt with the entries that tell of it.
struct ExportedAttempt {
    std::uint64_t attempt = 0; ///< sequence of its first entry
    std::uint64_t unit = 0;    ///< first attempt of its unit; 0 when it belongs to none
    std::uint64_t ordinal = 0; ///< the how manieth of its unit; 0 likewise
    std::string product{};
    std::string serial{}; ///< empty when it has none
    std::string uid{};    ///< empty when it was never read
    bool drill = false;
    bool rework = false;
    std::string workOrder{};
    std::string verdict{}; ///< empty while it is open
    std::string images{};  ///< the digests of its files, in their order, with + between them
    std::string planDigest{};

    struct Part {
        std::uint64_t sequence = 0; ///< 0 when there is no such entry
        std::string leaf{};         ///< 64 hexadecimal digits
        Entry entry{};
    };

    Part begun{};
    Part identified{};
    Part ended{};
};

/// One unit as it stands: its first attempt, and what its last one was done with.
struct ExportedUnit {
    std::uint64_t unit = 0; ///< sequence of the entry that began its first attempt
    std::string product{};
    std::string serial{};
    std::string uid{};
    std::string firstBegun{}; ///< ISO 8601, UTC
    std::string firstVerdict{};
    std::uint64_t attempts = 0;
    std::uint64_t passedBy = 0;    ///< which attempt was its first PASS; 0 = none was
    std::uint64_t lastAttempt = 0; ///< sequence of the entry that began its last attempt
    std::string lastVerdict{};
    std::string fault{}; ///< of the last attempt; empty for a PASS
    std::string faultStage{};
    std::string images{}; ///< as in ExportedAttempt, of the last attempt like all that follows
    std::string recipe{};
    std::string recipeVersion{};
    std::string recipeDigest{};
    std::string planDigest{};
    std::string slot{};
    std::string port{};
    std::string probeSerial{};
    std::string operatorName{};
    std::string workOrder{};
    std::string begun{};
    std::string ended{};
    std::uint64_t receipt = 0;
    std::string leaf{}; ///< of the receipt, 64 hexadecimal digits
};

/// Reads what is exported from one moment of a journal, beside its writer, row by row: what it
/// takes of memory does not grow with the number of rows. One thread at a time. Faults of all:
/// JournalCorrupt, JournalWrite when the file stays locked by somebody, and what a visitor returns.
class ExportRows {
public:
    /// Opens the moment. `clock` outlives the object. Faults: FileUnreadable, JournalCorrupt.
    static Result<ExportRows> open(const std::filesystem::path& file, Clock& clock,
                                   ExportQuestion question);

    ExportRows(ExportRows&&) noexcept;
    ExportRows& operator=(ExportRows&&) noexcept;
    ExportRows(const ExportRows&) = delete;
    ExportRows& operator=(const ExportRows&) = delete;
    ~ExportRows();

    /// Units whose first attempt fits the question: the same units that a yield report of this time
    /// and these conditions counts.
    Result<std::uint64_t> countUnits();
    Result<std::uint64_t> countAttempts();

    /// In the order of their first attempts.
    Result<void> eachUnit(const std::function<Result<void>(const ExportedUnit&)>& visit);

    /// In the order in which they were begun; drills, refused and open ones too.
    Result<void> eachAttempt(const std::function<Result<void>(const ExportedAttempt&)>& visit);

private:
    class Moment;
    explicit ExportRows(std::unique_ptr<Moment> moment);
    std::unique_ptr<Moment> m_moment;
};

} // namespace greenlight::db
