#pragma once

#include "db/audit_walk.h"
#include "db/projection.h"

#include <cstdint>

namespace greenlight::db {

/// Indices decide what look-ups find and what the rules of identity see, and no row tells that one
/// lacks an entry, or that a key is there twice. SQLite compares them with their tables, and looks
/// at each page. Throws what SQLite throws.
[[nodiscard]] Found brokenIndex(SQLite::Database& sql);

/// Reads entries as everybody else reads them and makes their tables anew with the code that writes
/// them, in a temporary file: slow, and able to name what is wrong. One thread at a time. Throws
/// what SQLite throws.
class Replay final : public EntryReader {
public:
    Replay();

    /// What the body says, against its row, its own evidence and the entries before it.
    Found take(const EntryRow& row) override;

    /// The first row in which the derived tables of a journal differ from these, or an index from
    /// its table.
    Found compare(SQLite::Database& sql);

    /// Only the tables that attempts do not make.
    Found compareOthers(SQLite::Database& sql);

    [[nodiscard]] std::uint64_t attempts();
    [[nodiscard]] std::uint64_t open();

    SQLite::Database& model() noexcept { return m_model; }

private:
    SQLite::Database m_model;
    std::optional<Projection> m_projection;
};

} // namespace greenlight::db
