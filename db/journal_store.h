#pragma once

// Behind journal.h; for journal.cpp alone.

#include "db/checkpoint.h"
#include "db/clock_changes.h"
#include "db/database.h"
#include "db/identity_rules.h"
#include "db/journal.h"
#include "db/journal_lock.h"
#include "db/kept_note.h"
#include "db/number_ranges.h"
#include "db/projection.h"
#include "db/start_check.h"
#include "db/tree_nodes.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace greenlight::db {

inline Fault journalFault(FaultCode code, std::string note) {
    return {.code = code, .stage = Stage::Record, .note = std::move(note)};
}

inline std::int64_t signedOf(std::uint64_t sequence) { return static_cast<std::int64_t>(sequence); }

/// An attempt that has not ended, as the rules and the ending need it.
struct OpenAttempt {
    Realm realm;
    Claim claim;
    bool identified = false;
};

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
        const ClockSteps stepsBefore = m_steps;
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
            m_steps = stepsBefore;
            undo();
        }
        return outcome;
    }

    /// Inside a transaction: the next entry and what it means, behind what has become of the clock.
    Result<Appended> append(std::string_view kind, nlohmann::ordered_json data) {
        const base::WallTime wall = m_clock.wall();
        if (auto step = m_steps.look(m_clock.now(), wall)) {
            TRY(write(kind::clockChanged.word(), std::move(*step), wall));
        }
        return write(kind, std::move(data), wall);
    }

    Result<Appended> write(std::string_view kind, nlohmann::ordered_json data,
                           base::WallTime wall) {
        Entry entry{.sequence = m_frontier.size() + 1,
                    .kind = std::string(kind),
                    .time = base::toIso8601(wall),
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
        m_frontier = TRY(frontierAtStart(*m_database, m_keptNote));
        return {};
    }

    /// What earlier runs say of the clock.
    void loadClock();

    Result<void> clockIsSynchronised(bool is);

    /// Ends every attempt that a crash left open.
    Result<void> closeWhatWasLeftOpen();

    Result<OpenAttempt> openAttempt(std::uint64_t sequence) {
        Use row(m_attempt, signedOf(sequence));
        if (!row.next()) {
            return journalFault(FaultCode::Internal,
                                fmt::format("attempt {} is not open", sequence));
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

    /// Inside a transaction.
    Result<std::uint64_t> letGoOfArchived(std::uint64_t from, std::uint64_t most) {
        SQLite::Statement last(m_database->sql(), "SELECT coalesce(max(last), 0) FROM archive");
        const std::uint64_t end =
            last.executeStep() ? static_cast<std::uint64_t>(last.getColumn(0).getInt64()) : 0;
        const std::uint64_t upTo = std::min(end, from + most - 1);
        SQLite::Statement drop(m_database->sql(),
                               "UPDATE entry SET body = '' WHERE sequence BETWEEN ? AND ?"
                               " AND body <> '' AND kind GLOB 'attempt-*'");
        Use(drop, signedOf(from), signedOf(upTo)).run();
        return upTo < end ? upTo + 1 : 0;
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

    Result<std::string> lastWorkOrder() {
        return guarded("reading the work order", [&]() -> Result<std::string> {
            SQLite::Statement newest(m_database->sql(),
                                     "SELECT coalesce(json_extract(body, '$.data.work_order'), '')"
                                     " FROM entry WHERE kind = ? ORDER BY sequence DESC LIMIT 1");
            Use row(newest, std::string(kind::workOrder.word()));
            return row.next() ? row.text(0) : std::string();
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
    ClockSteps m_steps;
    bool m_synchronised = true;
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

} // namespace greenlight::db
