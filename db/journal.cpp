#include "db/journal.h"

#include "db/attempt_entries.h"
#include "db/checkpoint.h"
#include "db/database.h"
#include "db/identity_rules.h"
#include "db/journal_lock.h"
#include "db/kept_note.h"
#include "db/number_ranges.h"
#include "db/projection.h"
#include "db/start_check.h"
#include "db/tree_nodes.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <optional>

namespace greenlight::db {

/// The only maker of tickets and receipts. It lives in this file and in no header, so that no other
/// code can call it.
class ReceiptMint {
public:
    static job::Ticket ticket(const Appended& begun, std::string serial) {
        return {begun.sequence, std::move(serial)};
    }

    static job::Receipt receipt(const Appended& ended, job::Verdict verdict) {
        return {ended.sequence, ended.leaf, verdict};
    }

    /// The attempt of a ticket, which is used up.
    static std::uint64_t spend(job::Ticket ticket) { return std::exchange(ticket.m_attempt, 0); }
};

namespace {

Fault fault(FaultCode code, std::string note) {
    return {.code = code, .stage = Stage::Record, .note = std::move(note)};
}

std::int64_t signedOf(std::uint64_t sequence) { return static_cast<std::int64_t>(sequence); }

/// An attempt that has not ended, as the rules and the ending need it.
struct OpenAttempt {
    Realm realm;
    Claim claim;
    bool identified = false;
};

/// What a PASS lacks when its evidence is about another unit than the one it was identified as.
std::optional<Fault> evidenceOfAnotherUnit(const OpenAttempt& attempt,
                                           const job::Evidence& evidence) {
    if (!attempt.identified) {
        return fault(FaultCode::EvidenceIncomplete, "the attempt was never bound to a chip");
    }
    if (!evidence.before || job::uidText(evidence.before->uid) != attempt.claim.uid) {
        return fault(FaultCode::EvidenceIncomplete,
                     fmt::format("the attempt was bound to UID {}", attempt.claim.uid));
    }
    if (evidence.serial != attempt.claim.serial) {
        return fault(FaultCode::EvidenceIncomplete,
                     fmt::format("the attempt was bound to serial {}", attempt.claim.serial));
    }
    return std::nullopt;
}

} // namespace

/// The open file with its prepared statements and the edge of the tree. Used under the mutex.
class Journal::Store {
public:
    Store(JournalLock lock, std::unique_ptr<Database> database, const std::filesystem::path& file,
          std::string station, Clock& clock)
        : m_lock(std::move(lock))
        , m_keptNote(keptNoteOf(file))
        , m_database(std::move(database))
        , m_station(std::move(station))
        , m_clock(clock)
        , m_projection(m_database->sql())
        , m_rules(m_database->sql())
        , m_ranges(m_database->sql())
        , m_nodes(m_database->sql())
        , m_begin(m_database->sql(), "BEGIN IMMEDIATE")
        , m_commit(m_database->sql(), "COMMIT")
        , m_rollback(m_database->sql(), "ROLLBACK")
        , m_insert(m_database->sql(),
                   "INSERT INTO entry (sequence, kind, time, leaf, body) VALUES (?, ?, ?, ?, ?)")
        , m_attempt(m_database->sql(),
                    "SELECT product, training, serial, uid, rework, identified IS NOT NULL,"
                    " EXISTS (SELECT 1 FROM serial_number WHERE attempt = begun AND state = 'out')"
                    " FROM attempt WHERE begun = ? AND ended IS NULL")
        , m_keep(m_database->sql(), "INSERT INTO checkpoint (size, time, note) VALUES (?, ?, ?)")
        , m_kept(m_database->sql(), "SELECT note FROM checkpoint WHERE size = ?") {}

    /// Runs `work` in one transaction: committed and fsynced when it succeeds, else undone. The
    /// edge of the tree moves with it.
    template <typename Work>
    auto inTransaction(std::string_view doing, Work&& work) -> decltype(work()) {
        const Frontier before = m_frontier;
        auto outcome = guarded(doing, [&]() -> decltype(work()) {
            Use(m_begin).run();
            auto done = work();
            if (done.ok()) {
                Use(m_commit).run();
            }
            return done;
        });
        if (!outcome.ok()) {
            m_frontier = before;
            undo();
        }
        return outcome;
    }

    /// Inside a transaction: the next entry and what it means.
    Result<Appended> append(std::string_view kind, nlohmann::ordered_json data) {
        Entry entry{.sequence = m_frontier.size() + 1,
                    .kind = std::string(kind),
                    .time = base::toIso8601(m_clock.wall()),
                    .station = m_station,
                    .data = std::move(data)};
        const std::string body = TRY(canonicalBody(entry));
        const Digest leaf = leafHash(body);
        Use insert(m_insert, signedOf(entry.sequence), entry.kind, entry.time);
        m_insert.bind(4, leaf.data(), static_cast<int>(leaf.size()));
        m_insert.bind(5, body);
        insert.run();
        // The derived tables come from the bytes on record, not from what they were made of.
        const Entry recorded = TRY(parseBody(body));
        TRY(m_projection.apply(recorded));
        m_frontier.append(leaf);
        TRY(m_nodes.grown(m_frontier.size()));
        return Appended{.sequence = entry.sequence, .leaf = leaf};
    }

    /// As frontierAtStart().
    Result<void> loadTree() {
        m_frontier = TRY(frontierAtStart(m_database->sql(), m_keptNote));
        return {};
    }

    /// Ends every attempt that a crash left open.
    Result<void> closeWhatWasLeftOpen();

    Result<OpenAttempt> openAttempt(std::uint64_t sequence) {
        Use row(m_attempt, signedOf(sequence));
        if (!row.next()) {
            return fault(FaultCode::Internal, fmt::format("attempt {} is not open", sequence));
        }
        return OpenAttempt{.realm = {.product = row.text(0), .training = row.number(1) != 0},
                           .claim = {.attempt = signedOf(sequence),
                                     .serial = row.text(2),
                                     .uid = row.text(3),
                                     .rework = row.number(4) != 0,
                                     .counted = row.number(6) != 0},
                           .identified = row.number(5) != 0};
    }

    Result<std::string> keepCheckpoint(const StationKey& key) {
        const std::int64_t size = signedOf(m_frontier.size());
        Use kept(m_kept, size);
        if (kept.next()) {
            return kept.text(0);
        }
        const std::string note = TRY(key.sign(head()));
        Use(m_keep, size, base::toIso8601(m_clock.wall()), note).run();
        return note;
    }

    Result<SlotPast> slotPast(const std::string& slot, Duration window) {
        base::WallTime since = m_clock.wall();
        since.unixMicros -= std::chrono::duration_cast<std::chrono::microseconds>(window).count();
        return guarded("reading what is known of a slot", [&]() -> Result<SlotPast> {
            return readSlotPast(m_database->sql(), slot, since);
        });
    }

    Result<std::vector<PersonRecord>> people() {
        return guarded("reading the people", [&]() -> Result<std::vector<PersonRecord>> {
            return readPeople(m_database->sql());
        });
    }

    Result<std::vector<std::string>> revokedImages() {
        return guarded("reading what is revoked", [&]() -> Result<std::vector<std::string>> {
            std::vector<std::string> digests;
            SQLite::Statement all(m_database->sql(), "SELECT sha256 FROM revoked_image");
            while (all.executeStep()) {
                digests.push_back(all.getColumn(0).getString());
            }
            return digests;
        });
    }

    /// Under the mutex, so that the newest note is the one that stays.
    Result<void> keepBeside(const std::string& note) const { return keepNote(m_keptNote, note); }

    IdentityRules& rules() noexcept { return m_rules; }

    NumberRanges& ranges() noexcept { return m_ranges; }

    [[nodiscard]] TreeHead head() const {
        return {.size = m_frontier.size(), .root = m_frontier.root()};
    }

    [[nodiscard]] const std::vector<std::uint64_t>& interrupted() const noexcept {
        return m_interrupted;
    }

private:
    void undo() noexcept {
        // SQLite may have rolled back on its own (disk full, I/O error); then there is nothing to
        // undo, and saying ROLLBACK again would be an error of its own.
        if (sqlite3_get_autocommit(m_database->sql().getHandle()) == 0) {
            m_rollback.tryReset();
            m_rollback.tryExecuteStep();
            m_rollback.tryReset();
        }
        CHECK(sqlite3_get_autocommit(m_database->sql().getHandle()) != 0);
    }

    JournalLock m_lock;
    std::filesystem::path m_keptNote;
    std::unique_ptr<Database> m_database;
    std::string m_station;
    Clock& m_clock;
    Frontier m_frontier;
    std::vector<std::uint64_t> m_interrupted;
    Projection m_projection;
    IdentityRules m_rules;
    NumberRanges m_ranges;
    TreeNodes m_nodes;
    SQLite::Statement m_begin;
    SQLite::Statement m_commit;
    SQLite::Statement m_rollback;
    SQLite::Statement m_insert;
    SQLite::Statement m_attempt;
    SQLite::Statement m_keep;
    SQLite::Statement m_kept;
};

Result<void> Journal::Store::closeWhatWasLeftOpen() {
    SQLite::Statement open(m_database->sql(),
                           "SELECT begun FROM attempt WHERE ended IS NULL ORDER BY begun");
    while (open.executeStep()) {
        m_interrupted.push_back(static_cast<std::uint64_t>(open.getColumn(0).getInt64()));
    }
    open.reset();
    if (m_interrupted.empty()) {
        return {};
    }
    return inTransaction("closing what was left open", [this]() -> Result<void> {
        for (const std::uint64_t attempt : m_interrupted) {
            TRY(append(kind::attemptInterrupted.word(),
                       interruptedData(attempt, "found open when the station started")));
        }
        return {};
    });
}

Journal::Journal(std::unique_ptr<Store> store) : m_store(std::move(store)) {}

Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::open(const std::filesystem::path& file,
                                               std::string station, Clock& clock) {
    JournalLock lock = TRY(JournalLock::take(file));
    std::unique_ptr<Database> database = TRY(Database::openForWriting(file, clock));
    return guarded("opening the journal", [&]() -> Result<std::unique_ptr<Journal>> {
        auto store = std::make_unique<Store>(std::move(lock), std::move(database), file,
                                             std::move(station), clock);
        TRY(store->loadTree());
        TRY(store->closeWhatWasLeftOpen());
        return std::unique_ptr<Journal>(new Journal(std::move(store)));
    });
}

Result<job::Ticket> Journal::begin(const job::Intent& intent) {
    const std::scoped_lock lock(m_mutex);
    const Realm realm{.product = intent.product, .training = intent.training};
    job::Intent recorded = intent;
    const Appended begun =
        TRY(m_store->inTransaction("beginning an attempt", [&]() -> Result<Appended> {
            std::optional<GivenNumber> given;
            if (intent.range && intent.serial.empty()) {
                given = TRY(m_store->ranges().next(realm, *intent.range, m_store->rules()));
                recorded.serial = intent.range->serial(given->number);
            }
            TRY(m_store->rules().mayBegin(
                realm, {.serial = recorded.serial, .rework = !intent.reworkReason.empty()}));
            return m_store->append(kind::attemptBegun.word(), begunData(recorded, given));
        }));
    return ReceiptMint::ticket(begun, std::move(recorded.serial));
}

Result<std::string> Journal::identified(const job::Ticket& ticket, const job::ChipIdentity& chip,
                                        const std::string& serial) {
    CHECK(ticket.attempt() != 0);
    const std::scoped_lock lock(m_mutex);
    return m_store->inTransaction("identifying a unit", [&]() -> Result<std::string> {
        OpenAttempt attempt = TRY(m_store->openAttempt(ticket.attempt()));
        if (attempt.identified ||
            (!attempt.claim.serial.empty() && attempt.claim.serial != serial)) {
            return fault(FaultCode::Internal,
                         fmt::format("attempt {} is bound already", ticket.attempt()));
        }
        attempt.claim.serial = serial;
        attempt.claim.uid = job::uidText(chip.uid);
        std::string holds = TRY(m_store->rules().mayGoOn(attempt.realm, attempt.claim));
        TRY(m_store->append(kind::attemptIdentified.word(),
                            identifiedData(ticket.attempt(), chip, holds)));
        return holds;
    });
}

Result<job::Receipt> Journal::close(job::Ticket ticket, const job::Evidence& evidence) {
    const std::uint64_t sequence = ReceiptMint::spend(std::move(ticket));
    CHECK(sequence != 0);
    const std::scoped_lock lock(m_mutex);
    job::Judgement judgement;
    auto ended = m_store->inTransaction("ending an attempt", [&]() -> Result<Appended> {
        const OpenAttempt attempt = TRY(m_store->openAttempt(sequence));
        job::Evidence recorded = evidence;
        judgement = job::judge(recorded);
        if (judgement.verdict == job::Verdict::Pass) {
            if (auto doubt = evidenceOfAnotherUnit(attempt, recorded)) {
                recorded.latch(std::move(*doubt));
                judgement = job::judge(recorded);
            }
        }
        return m_store->append(kind::attemptEnded.word(), endedData(sequence, judgement, recorded));
    });
    if (!ended.ok()) {
        interrupt(sequence);
        return std::move(ended).fault();
    }
    return ReceiptMint::receipt(*ended, judgement.verdict);
}

void Journal::interrupt(std::uint64_t attempt) {
    // An ending is far shorter without its evidence and may still fit on a full disk. If not, the
    // next start writes it; the caller learns of the failure either way.
    const auto written = m_store->inTransaction("interrupting an attempt", [&] {
        return m_store->append(kind::attemptInterrupted.word(),
                               interruptedData(attempt, "its ending could not be written"));
    });
    static_cast<void>(written.ok());
}

Result<Appended> Journal::append(EntryKind kind, const nlohmann::ordered_json& data) {
    CHECK(!belongsToAttempts(kind.word()));
    const std::scoped_lock lock(m_mutex);
    return m_store->inTransaction("appending an entry",
                                  [&] { return m_store->append(kind.word(), data); });
}

Result<std::string> Journal::checkpoint(const StationKey& key) {
    const std::scoped_lock lock(m_mutex);
    std::string note = TRY(m_store->inTransaction("keeping a checkpoint",
                                                  [&] { return m_store->keepCheckpoint(key); }));
    TRY(m_store->keepBeside(note));
    return note;
}

Result<SlotPast> Journal::slotPast(const std::string& slot, Duration window) {
    const std::scoped_lock lock(m_mutex);
    return m_store->slotPast(slot, window);
}

Result<std::vector<PersonRecord>> Journal::people() {
    const std::scoped_lock lock(m_mutex);
    return m_store->people();
}

Result<std::vector<std::string>> Journal::revokedImages() {
    const std::scoped_lock lock(m_mutex);
    return m_store->revokedImages();
}

TreeHead Journal::head() const {
    const std::scoped_lock lock(m_mutex);
    return m_store->head();
}

const std::vector<std::uint64_t>& Journal::interruptedAtOpen() const noexcept {
    return m_store->interrupted();
}

} // namespace greenlight::db
