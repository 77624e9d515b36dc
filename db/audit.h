#pragma once

#include "db/checkpoint.h"
#include "db/merkle.h"
#include "engine/base/clock.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::db {

/// What an audit can find wrong.
enum class Trouble : std::uint8_t {
    Missing,    ///< an entry is gone: the sequence has a hole
    Altered,    ///< the body does not give the leaf
    Malformed,  ///< the body is not in the fixed form, or an attempt's entry lacks something
    Misplaced,  ///< the body is that of another sequence, kind or time than its row
    Disordered, ///< it does not fit the entries before it, such as a second ending
    Verdict,    ///< its verdict or fault is not what its evidence gives
    Rewritten,  ///< a signed checkpoint has another root for the entries up to here
    Truncated,  ///< a signed checkpoint has seen more entries than there are
    Signature,  ///< a checkpoint is no note, or not signed by the station
    Derived,    ///< a derived table does not say what the entries say
    Schema,     ///< the tables or the triggers that guard them were changed
};

/// "missing", "altered", and so on.
std::string_view name(Trouble trouble) noexcept;

/// The first bad entry. `sequence` is 0 where no single entry is to blame.
struct Finding {
    Trouble trouble = Trouble::Missing;
    std::uint64_t sequence = 0;
    std::string kind{}; ///< of the entry, where it is known
    std::string sentence{};
};

/// How much an audit recomputes.
enum class AuditDepth : std::uint8_t {
    Leaves, ///< each leaf from its body, the tree, the checkpoints: no entry was changed
    All,    ///< also that each body means what the derived tables and its verdict say
};

/// What an audit is given beyond the file.
struct AuditOrder {
    AuditDepth depth = AuditDepth::All;
    /// Whose checkpoints count; without it signatures are not looked at.
    std::optional<SignerKey> signer{};
    /// Checkpoints kept elsewhere (printed, on another disk): they reveal a journal that was
    /// rewritten together with its own checkpoints.
    std::vector<std::string> notes{};
    /// Where the archives of the journal are; empty = in the folder beside it.
    std::filesystem::path archives{};
    /// Archives that are not there make the audit go no deeper than leaves, and what is in them is
    /// not read; else they are a fault in full depth.
    bool mayLackArchives = false;
    /// Told again and again how many entries are read of how many, on the thread of the audit; says
    /// whether to go on. When all are read the tables are compared, which takes a while too, and
    /// where there is a doubt everything is read once more.
    std::function<bool(std::uint64_t done, std::uint64_t of)> progress{};
};

/// What was read, and what is wrong with it.
struct Audit {
    std::uint64_t first = 1; ///< entry; later in an archive that goes on from another
    TreeHead head{};
    std::uint64_t checkpoints = 0; ///< how many were compared
    std::uint64_t attempts = 0;    ///< counted in full depth only, like the open ones
    std::uint64_t open = 0;        ///< attempts without an ending: in work, or left by a crash
    /// Entries whose bodies are in archives that are not there: of them the tree was compared with
    /// the leaves that the journal has.
    std::uint64_t absent = 0;
    AuditDepth depth = AuditDepth::All; ///< how deep it went
    /// Whether the derived tables were made anew, which takes ten times as long: where something
    /// was to be named, or where an entry is one that no station writes.
    bool replayed = false;
    std::optional<Finding> finding{};
};

/// Reads the whole journal, beside its writer and without changing it, and recomputes as much as
/// the order wants: each leaf from its body, the nodes of the tree, the root at each checkpoint;
/// then each verdict from its evidence and each derived table from the entries. Gives the first bad
/// entry. Takes memory for the leaves of no more than O(log n). In full depth it takes some 130
/// bytes for each unit, from 64 MB on in files without a name in the folder for temporary files
/// (spill.h), and a temporary file for the tables where one of them differs. Faults:
/// FileUnreadable, JournalCorrupt when it cannot even be read as a journal, RecordsArchived,
/// Cancelled.
Result<Audit> verifyJournal(const std::filesystem::path& file, Clock& clock,
                            const AuditOrder& order = {});

/// How far a journal goes, as it says itself: nothing is checked.
struct LastOf {
    std::uint64_t entries = 0;
    std::string note{}; ///< the last checkpoint in it; empty = none
};

/// Faults: FileUnreadable, JournalCorrupt.
Result<LastOf> lastOf(const std::filesystem::path& file, Clock& clock);

} // namespace greenlight::db
