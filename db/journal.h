#pragma once

#include "db/entry.h"
#include "db/merkle.h"
#include "db/people.h"
#include "db/slot_past.h"
#include "engine/base/clock.h"
#include "engine/job/recorder.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace greenlight::db {

class StationKey;

/// The place of an entry in the journal and in the tree.
struct Appended {
    std::uint64_t sequence = 0;
    Digest leaf{};
};

/// The station's journal: the one object that writes history, and the only one that can mint a
/// receipt. Every call may come from any thread; it blocks until the disk has it, and either has
/// happened entirely (entry and derived tables in one transaction) or not at all.
///
/// The rules of identity hold within one product, training kept apart from production. A pass binds
/// serial and UID to each other for ever:
/// - a serial that passed on one UID is refused on another, and a serial that is in work in one
///   slot is refused in another (SerialUsed);
/// - a UID that passed or is in work under one serial is refused under another (UidOtherSerial);
/// - the same UID again is refused (UnitAlreadyPassed), unless the intent carries the reason of a
///   rework; begin refuses a passed serial without such a reason at once (SerialUsed).
///
/// Entries are in the order of their sequence, whatever the calendar does. Where it was set
/// (against the monotonic clock of this computer, or back against the newest entry when the journal
/// is opened), the entry that is written next has a clock-changed entry before it
/// (clock_changes.h).
class Journal final : public job::Recorder {
public:
    /// Opens or creates the journal file for `station`, locks it for this process, and closes what
    /// a crash left open: each such attempt gets its attempt-interrupted entry. `clock` outlives
    /// the journal. Faults: JournalInUse; JournalCorrupt when the file is no journal, is damaged,
    /// or does not agree with its leaves or its last checkpoint; RecordsOlder when the checkpoint
    /// beside it has seen more; JournalWrite; DiskFull.
    static Result<std::unique_ptr<Journal>> open(const std::filesystem::path& file,
                                                 std::string station, Clock& clock);

    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    Journal(Journal&&) = delete;
    Journal& operator=(Journal&&) = delete;
    ~Journal() override;

    Result<job::Ticket> begin(const job::Intent& intent) override;

    /// Beyond the contract: Internal when the attempt was begun under another serial or is
    /// identified already. A refused identification leaves no entry; the attempt stays open and
    /// its owner closes it.
    Result<std::string> identified(const job::Ticket& ticket, const job::ChipIdentity& chip,
                                   const std::string& serial) override;

    /// Beyond the contract: evidence of a PASS whose UID or serial is not the one this attempt was
    /// identified with gets EvidenceIncomplete latched and is recorded as the FAIL it is. When the
    /// ending cannot be written, the attempt is closed as INTERRUPTED at once if the disk takes
    /// that, else at the next start. (If the disk broke between writing a commit and confirming it,
    /// the next start may find the true ending instead; a fault means "not confirmed", and without
    /// a receipt nobody has been shown green.)
    Result<job::Receipt> close(job::Ticket ticket, const job::Evidence& evidence) override;

    /// Appends an entry that is not an attempt's; `data` is an object of texts, integers, lists and
    /// objects. CHECKs that the kind is not one of those that belong to attempts.
    /// Faults: JournalWrite, DiskFull.
    Result<Appended> append(EntryKind kind, const nlohmann::ordered_json& data);

    /// The attempts that begin from now on are of this work order, in the station's words; none for
    /// an empty text. Does not wait for the disk.
    void workOn(std::string workOrder);

    /// The work order of the newest work-order entry; empty when there is none. Faults:
    /// JournalCorrupt, JournalWrite.
    Result<std::string> lastWorkOrder();

    /// Whether the computer's calendar is kept right by somebody (NTP, say), for whoever watches
    /// it: on record each time it is another than the journal says, which begins with a clock that
    /// is. Faults: JournalWrite, DiskFull.
    Result<void> clockIsSynchronised(bool is);

    /// Signs the tree as it stands and keeps the note with the entries and once more beside the
    /// journal (kept_note.h); the note kept already when nothing was appended since. Faults:
    /// JournalWrite (an empty journal has nothing to sign), DiskFull, StationKey.
    Result<std::string> checkpoint(const StationKey& key);

    /// Lets go of the bodies of attempts' entries that an archive has (archive_file.h), of at most
    /// `most` entries from `from` on; whoever calls has verified that the archive is whole. Gives
    /// where to go on; 0 behind the last. Faults: JournalWrite, DiskFull.
    Result<std::uint64_t> letGoOfArchived(std::uint64_t from, std::uint64_t most);

    /// What an earlier run of the station knew of a slot; drills are looked for in the last
    /// `window` only. Faults: JournalCorrupt, JournalWrite.
    Result<SlotPast> slotPast(const std::string& slot, Duration window);

    /// Everybody who was ever added. Faults: JournalCorrupt, JournalWrite.
    Result<std::vector<PersonRecord>> people();

    /// The digests of the files that no board may be given any more, as they are written. Faults:
    /// JournalCorrupt, JournalWrite.
    Result<std::vector<std::string>> revokedImages();

    /// How many entries there are, and the root over them.
    [[nodiscard]] TreeHead head() const;

    /// The attempts that were open when the journal was opened and are INTERRUPTED now.
    [[nodiscard]] const std::vector<std::uint64_t>& interruptedAtOpen() const noexcept;

private:
    class Store;

    explicit Journal(std::unique_ptr<Store> store);

    void interrupt(std::uint64_t attempt);
    std::string workOrder();

    mutable std::mutex m_mutex;
    std::unique_ptr<Store> m_store;
    std::mutex m_workOrderMutex; ///< taken last
    std::string m_workOrder;
};

} // namespace greenlight::db
