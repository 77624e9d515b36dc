#pragma once

#include "db/checkpoint.h"
#include "db/units.h"
#include "db/yield.h"
#include "engine/base/fault.h"
#include "engine/job/job.h"
#include "station/exporter.h"
#include "station/people.h"
#include "station/workplace.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace greenlight::station::cli {

/// What the program tells the shell.
enum class Exit : int {
    AllPassed = 0,
    NotAllPassed = 1,
    WrongUse = 2,    ///< arguments, settings, recipe
    NothingToDo = 3, ///< no probe, no board, no such unit
    NotFit = 4,      ///< the station itself: journal, disk, trust
    Stopped = 130,   ///< by Ctrl-C, as shells have it: nothing was made
};

/// The exit status for a command that could not be carried out.
[[nodiscard]] Exit exitOf(FaultCode code) noexcept;

/// Says on standard error what is wrong and what to do; gives exitOf(fault).
Exit complain(const Fault& fault);

/// Says on standard error why these arguments make no sense; gives WrongUse.
Exit refuseUse(const std::string& sentence);

/// Like complain(), for records that cannot be read: that is the station's trouble, not that of who
/// asks.
Exit complainOfRecords(const Fault& fault);

/// Writes a result to a file, or to standard output without one. What was not written whole is no
/// result: then it says so and gives NotFit.
Exit writeOut(const std::string& text, const std::string& file);

/// JSON as text, on one line without `indent`. Never throws: bytes that are not UTF-8, as a damaged
/// probe may send them, become U+FFFD.
[[nodiscard]] std::string toText(const nlohmann::ordered_json& json, int indent = -1);

struct ProgramOptions {
    WorkplaceOptions workplace{};
    std::filesystem::path recipe{};
    std::vector<std::string> slots{};
    std::map<std::string, std::string> serials{}; ///< by slot name
    std::string lockForEver{}; ///< why its chips may be locked for ever; empty = they may not
    std::string rework{}; ///< why units that passed may be programmed again; empty = they may not
    std::string as{};     ///< whose attempts they are, where people sign in
    std::optional<std::string> workOrder{}; ///< none = that of the settings
    bool json = false;
};

/// One attempt for each slot named (all when none is), side by side.
Exit program(const ProgramOptions& options, Clock& clock);

/// The probes that are plugged in, with their firmware.
Exit probes(bool json, Clock& clock);

/// Reads a recipe and checks all that can be checked without a board.
Exit checkRecipe(const WorkplaceOptions& workplace, const std::filesystem::path& folder,
                 Clock& clock);

/// How the slots of the fixture stand: locked and why, failures in a row, the last drill. Wants the
/// journal for itself, like the line.
Exit listSlots(const WorkplaceOptions& workplace, bool json, Clock& clock);

/// Takes a locked slot back into use, on record with the name of who sits at the computer; where
/// people sign in, of `as`.
Exit releaseSlot(const WorkplaceOptions& workplace, const std::string& slot,
                 const std::string& reason, const std::string& as, Clock& clock);

struct PersonOptions {
    WorkplaceOptions workplace{};
    std::string name{};
    std::string role{}; ///< a word; empty = stays
    bool badge = false; ///< one is read
    bool pin = false;   ///< one is read
    std::string reason{};
    std::string as{}; ///< who does it; nobody for the first person of a station
};

/// Everybody, beside a line that works.
Exit listPeople(const WorkplaceOptions& workplace, bool json, Clock& clock);

/// These want the journal for themselves, like the line. From a standard input that is no terminal
/// they read a line each for: the PIN of `as`, the badge, the new PIN; as far as each is needed.
Exit addPerson(const PersonOptions& options, Clock& clock);
Exit changePerson(const PersonOptions& options, Clock& clock);
/// For ever; the name and the badge are not given again.
Exit retirePerson(const PersonOptions& options, Clock& clock);
/// After too many wrong PINs.
Exit unlockPerson(const PersonOptions& options, Clock& clock);

struct ReportOptions {
    WorkplaceOptions workplace{};
    std::string what{"yield"}; ///< "yield", "faults", "units" or "attempts"
    std::string from{};        ///< empty = since the beginning of the day
    std::string to{};          ///< empty = now
    std::vector<std::string> by{};
    std::string product{};
    std::string slot{};
    std::string recipe{};
    std::string operatorName{};
    std::string workOrder{};
    std::string format{"text"}; ///< "text", "csv", "json"; of records "csv", "jsonl", "xlsx", "cfx"
    bool byteOrderMark = false; ///< in front of a CSV file
    std::string file{};         ///< empty = standard output
};

/// Yield and faults of a time, beside a line that works; or units and attempts as exportRecords().
Exit report(const ReportOptions& options, Clock& clock);

/// Units or attempts into a file with its manifest, on record. Wants the journal for itself. Ctrl-C
/// ends it without a file.
Exit exportRecords(const ReportOptions& options, Clock& clock);

/// What exports are made with.
struct ExportOffice {
    db::Journal* journal;
    db::StationKey key;
    Actor by{};

    /// Outlived by the office.
    [[nodiscard]] ExportDesk desk(Workplace& place) const;
};

/// Opens an existing journal for somebody who does this. Faults: those of Workplace::openJournal(),
/// of StationKey::loadOrMake() and of actAs(), FileUnreadable when there is no journal.
Result<ExportOffice> openOffice(Workplace& place, Act act);

/// Reads --from and --to; `begin` stays as it is where none is given, `end` is now then. What is
/// wrong with them; empty when they are taken.
std::string takePeriod(const std::string& from, const std::string& to, Clock& clock,
                       base::WallTime& begin, base::WallTime& end);

/// Says on standard error what became of an export.
Exit tellOfExport(const Result<Exported>& exported, const std::string& file);

struct RecallOptions {
    WorkplaceOptions workplace{};
    std::string image{}; ///< the begin of a digest
    std::string probe{};
    std::string slot{};
    std::string recipe{};
    std::string from{};         ///< empty = since ever
    std::string to{};           ///< empty = now
    std::string format{"text"}; ///< "text", "csv" or "json"
    std::string file{};         ///< with its manifest; empty = standard output
};

/// Which units carry a file, or were made on a probe, in a slot, by a recipe. With a file it wants
/// the journal for itself.
Exit recall(const RecallOptions& options, Clock& clock);

struct RevokeOptions {
    WorkplaceOptions workplace{};
    std::string image{}; ///< the begin of a digest
    std::string reason{};
    bool undo = false;
};

/// Puts on record that no board may be given a file any more, and lists the units that were; or
/// takes that back. Wants the journal for itself, like the line.
Exit revokeImage(const RevokeOptions& options, Clock& clock);

/// The files that are revoked.
Exit listRevoked(const WorkplaceOptions& workplace, Clock& clock);

/// Checks an exported file with the manifest beside it and the station's public key (a file, or its
/// text). Needs neither journal nor settings.
Exit auditCheckExport(const std::string& file, const std::string& key);

/// A public key as a file or as its text. Faults: FileUnreadable, StationKey.
Result<db::SignerKey> keyNamed(const std::string& name);

struct UnitOptions {
    WorkplaceOptions workplace{};
    std::string name{}; ///< serial or UID
    bool json = false;
    std::string certificate{}; ///< a PDF file instead; empty = none
};

/// Everything on record about one unit: the flash record of its last attempt and all its attempts;
/// as JSON, every attempt with all of its entries; or as a certificate.
Exit unit(const UnitOptions& options, Clock& clock);

/// The flash record of a unit as a PDF of one page, with its manifest, on record. `attempts` are
/// those that have ended, oldest first, at least one. Wants the journal for itself.
Exit certificate(Workplace& place, const std::vector<db::AttemptRecord>& attempts,
                 const std::string& name, const std::string& file);

/// A shift report as a PDF of one page, with its manifest, on record. Wants the journal for itself.
Exit yieldSheet(Workplace& place, db::Yields& yields, db::YieldQuestion question,
                const std::string& file);

/// The proof of attempts that have ended. Signs the journal first when no checkpoint has seen them
/// all, for which it wants the journal for itself.
Result<std::string> proofOfAttempts(Workplace& place, const std::vector<std::uint64_t>& attempts);

struct AuditOptions {
    WorkplaceOptions workplace{};
    std::vector<std::string> notes{}; ///< files with checkpoints that were kept elsewhere
    std::string file{};               ///< a copy instead of the journal; empty = the journal
    bool leavesOnly = false;          ///< neither verdicts nor derived tables
};

/// Recomputes the whole journal, or a copy of it, and names the first bad entry. Signatures are
/// checked with the public key beside the journal.
Exit auditVerify(const AuditOptions& options, Clock& clock);

/// Copies the journal into a file, verifies the copy and puts it on record. Beside a line that
/// works it is not on record, which it says.
Exit backup(const WorkplaceOptions& workplace, const std::string& file, Clock& clock);

/// Moves the records of attempts before a day into a file of their own. Wants the journal for
/// itself.
Exit archive(const WorkplaceOptions& workplace, const std::string& before, Clock& clock);

struct RestoreOptions {
    WorkplaceOptions workplace{};
    std::string file{};
    std::vector<std::string> notes{}; ///< files with checkpoints that were kept elsewhere
    std::string acceptLoss{};         ///< why entries may be lost; empty = they may not
};

/// Puts a copy in the place of the journal. Wants the journal for itself.
Exit restoreRecords(const RestoreOptions& options, Clock& clock);

/// Files with checkpoints, as texts. Faults: FileUnreadable, FileTooLarge.
Result<std::vector<std::string>> readNotes(const std::vector<std::string>& files);

/// Prints a freshly signed checkpoint of the journal.
Exit auditCheckpoint(const WorkplaceOptions& workplace, Clock& clock);

/// Writes the proof that the attempts of a unit are in the signed journal, to a file or standard
/// output. Signs the journal first when no checkpoint has seen them all.
Exit auditProve(const WorkplaceOptions& workplace, const std::string& name, const std::string& file,
                Clock& clock);

/// Checks such a proof, or the one in a certificate, with the station's public key (a file, or its
/// text) and prints what it says. Needs neither journal nor settings.
Exit auditCheckProof(const std::string& file, const std::string& key);

/// Attempts under a name, as a serial and as a UID, each once, oldest first.
Result<std::vector<db::AttemptRecord>> findAttempts(db::Units& units, const std::string& name);

/// Says whether this station can work, point by point.
Exit selftest(const WorkplaceOptions& workplace, Clock& clock);

/// An attempt as one line of JSON, the format other programs rely on.
[[nodiscard]] nlohmann::ordered_json attemptJson(const job::Order& order,
                                                 const job::Ending& ending);

} // namespace greenlight::station::cli
