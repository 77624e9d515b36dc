#pragma once

#include "db/units.h"
#include "engine/base/fault.h"
#include "engine/job/job.h"
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
    std::string rework{}; ///< why units that passed may be programmed again; empty = they may not
    std::string as{};     ///< whose attempts they are, where people sign in
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
    std::string what{"yield"}; ///< "yield" or "faults"
    std::string from{};        ///< empty = since the beginning of the day
    std::string to{};          ///< empty = now
    std::vector<std::string> by{};
    std::string product{};
    std::string slot{};
    std::string recipe{};
    std::string operatorName{};
    std::string workOrder{};
    std::string format{"text"}; ///< "text", "csv" or "json"
    bool byteOrderMark = false; ///< in front of a CSV file
    std::string file{};         ///< empty = standard output
};

/// Yield and faults of a time, beside a line that works.
Exit report(const ReportOptions& options, Clock& clock);

/// Everything on record about one unit.
Exit unit(const WorkplaceOptions& workplace, const std::string& name, bool json, Clock& clock);

/// Recomputes the whole journal and names the first bad entry. Signatures are checked with the
/// public key beside the journal; `notes` are files with checkpoints that were kept elsewhere.
Exit auditVerify(const WorkplaceOptions& workplace, const std::vector<std::string>& notes,
                 Clock& clock);

/// Prints a freshly signed checkpoint of the journal.
Exit auditCheckpoint(const WorkplaceOptions& workplace, Clock& clock);

/// Writes the proof that the attempts of a unit are in the signed journal, to a file or standard
/// output. Signs the journal first when no checkpoint has seen them all.
Exit auditProve(const WorkplaceOptions& workplace, const std::string& name, const std::string& file,
                Clock& clock);

/// Checks such a proof with the station's public key (a file, or its text) and prints what it says.
/// Needs neither journal nor settings.
Exit auditCheckProof(const std::string& file, const std::string& key);

/// Attempts under a name, as a serial and as a UID, each once, oldest first.
Result<std::vector<db::AttemptRecord>> findAttempts(db::Units& units, const std::string& name);

/// Says whether this station can work, point by point.
Exit selftest(const WorkplaceOptions& workplace, Clock& clock);

/// An attempt as one line of JSON, the format other programs rely on.
[[nodiscard]] nlohmann::ordered_json attemptJson(const job::Order& order,
                                                 const job::Ending& ending);

} // namespace greenlight::station::cli
