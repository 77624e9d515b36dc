#pragma once

#include "db/audit_walk.h"
#include "db/reckoning.h"
#include "db/replay.h"
#include "engine/base/json_tape.h"

namespace greenlight::db {

/// Reads entries in a tenth of the time that a Replay takes, and says only whether all is well:
/// what it finds is that there is doubt, not about what. It reads bodies from a tape, judges
/// endings anew, and compares the tables of attempts by sums; of entries that are no attempt's,
/// which are few, it keeps tables as a Replay does. One thread at a time. Throws what SQLite
/// throws.
class ReckonedAudit final : public EntryReader {
public:
    explicit ReckonedAudit(SQLite::Database& sql);

    Found take(const EntryRow& row) override;

    /// After the last entry: whether each derived table says what the entries say, and each index
    /// what its table says.
    [[nodiscard]] bool agrees();

    [[nodiscard]] std::uint64_t attempts() const noexcept { return m_reckoning.attempts(); }

    [[nodiscard]] std::uint64_t open() const noexcept { return m_reckoning.open(); }

private:
    [[nodiscard]] bool isPlain(const EntryRow& row);

    SQLite::Database& m_sql;
    Replay m_others;
    RowHashes m_hashes;
    Reckoning m_reckoning;
    base::JsonTape m_tape;
};

} // namespace greenlight::db
