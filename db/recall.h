#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/base/sha256.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::db {

class Database;

/// Which attempts a recall is about: those that fit all that is named. Empty is no condition; one
/// of image, probe, slot and recipe is named.
struct RecallQuestion {
    std::string image{}; ///< SHA-256 of a file of the recipe, 64 lower-case hexadecimal digits
    std::string probe{}; ///< its serial number
    std::string slot{};
    std::string recipe{}; ///< its name
    base::WallTime from{};
    base::WallTime to{}; ///< attempts begun before this moment
    bool training = false;
};

/// A unit with at least one attempt that the question is about.
struct RecalledUnit {
    std::uint64_t unit = 0; ///< sequence of the entry that began its first attempt
    std::string product{};
    std::string serial{};
    std::string uid{};
    /// Its last PASS, whenever that was, is one of these attempts: this is what it left with.
    bool carriesNow = false;
    std::uint64_t attempts = 0;    ///< of this unit, that the question is about
    std::uint64_t lastAttempt = 0; ///< the last one of these
    std::string lastBegun{};       ///< ISO 8601, UTC, like all times here
    std::string lastVerdict{};
    std::string recipe{}; ///< of that attempt, like slot and probe
    std::string recipeVersion{};
    std::string slot{};
    std::string probeSerial{};
    std::string finalVerdict{};  ///< of the last attempt on this unit, whatever it was about
    std::uint64_t lastPass = 0;  ///< its last PASS, whatever that was about; 0 when it has none
    std::string lastPassBegun{}; ///< empty when it has none
};

/// A file that no board may be given any more.
struct RevokedImage {
    std::string sha256{};
    std::uint64_t since = 0; ///< the entry that revoked it
    std::string givenBy{};
    std::string reason{};
};

/// A file that boards were given, with the recipe it belonged to.
struct ImageThatRan {
    std::string sha256{};
    std::string name{};
    std::string product{};
    std::string recipe{};
    std::string recipeVersion{};

    friend bool operator==(const ImageThatRan&, const ImageThatRan&) = default;
};

/// How many digits of a digest name a file at least.
inline constexpr std::size_t fewestDigits = 8;

/// Answers "which units carry this", beside the journal's writer. One thread at a time. Faults of
/// all: JournalCorrupt, JournalWrite when the file stays locked by somebody, and what a visitor
/// returns.
class Recalls {
public:
    /// Faults: FileUnreadable, JournalCorrupt.
    static Result<Recalls> open(const std::filesystem::path& file, Clock& clock);

    Recalls(Recalls&&) noexcept;
    Recalls& operator=(Recalls&&) noexcept;
    Recalls(const Recalls&) = delete;
    Recalls& operator=(const Recalls&) = delete;
    ~Recalls();

    /// The digests on record that begin with these hexadecimal digits of either case, at least
    /// fewestDigits of them; two are given of more, for then the name is not clear.
    Result<std::vector<std::string>> imagesNamed(const std::string& digits);

    /// In the order of the units' first attempts. What it costs grows with the attempts that the
    /// question is about and not with the journal.
    Result<void> eachUnit(const RecallQuestion& question,
                          const std::function<Result<void>(const RecalledUnit&)>& visit);

    /// Attempts that the question is about and that are of no unit: drills, those that were refused
    /// or are in work, and boards that never told their name.
    Result<std::uint64_t> countOfNoUnit(const RecallQuestion& question);

    Result<std::vector<RevokedImage>> revoked();

    /// The files of the recipes that ran, those of the one that ran first last, at most `most`.
    /// What it costs grows with the recipes and slots and not with the attempts.
    Result<std::vector<ImageThatRan>> imagesThatRan(bool training, std::size_t most);

private:
    explicit Recalls(std::unique_ptr<Database> database);

    std::unique_ptr<Database> m_database;
};

/// The SQL of eachUnit(), for whoever wants to see its plan.
[[nodiscard]] std::string recallSql(const RecallQuestion& question);

} // namespace greenlight::db
