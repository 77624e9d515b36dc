#include "db/start_check.h"

#include "db/checkpoint.h"
#include "db/entry_rows.h"
#include "db/kept_note.h"
#include "db/tree_nodes.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::db {
namespace {

/// A week of a busy line. Reading and hashing them takes some tens of milliseconds, and a journal
/// is damaged where it was written last: that is what lay in no checkpoint yet, what a power cut
/// tears, and what a disk that promised too much has lost.
constexpr std::uint64_t entriesReadAtStart = 16'384;

Fault corrupt(std::string note) {
    return {.code = FaultCode::JournalCorrupt, .stage = Stage::Record, .note = std::move(note)};
}

Result<void> compareNewestEntries(Database& database, TreeNodes& nodes, const Frontier& frontier) {
    const std::uint64_t size = frontier.size();
    // Nodes stand on multiples of their size, so the walk begins at one.
    const std::uint64_t first =
        size <= entriesReadAtStart ? 0 : (size - entriesReadAtStart) / leavesOfNode * leavesOfNode;
    Frontier walked = TRY(nodes.frontierOf(first));
    EntryRows rows(database.sql(), static_cast<std::int64_t>(first) + 1, &database.shelf());
    while (const EntryRow* const row = rows.next()) {
        const std::uint64_t expected = walked.size() + 1;
        if (row->sequence != expected) {
            return corrupt(fmt::format("entry {} is missing", expected));
        }
        Digest leaf = leafHash(row->body);
        if (row->absent && row->leaf.size() == leaf.size()) {
            // The nodes above it say whether it is the one; an audit has its archive to hand.
            std::ranges::copy(row->leaf, leaf.begin());
        }
        if (!std::ranges::equal(leaf, row->leaf)) {
            return corrupt(fmt::format("entry {} is not the one that was written", expected));
        }
        walked.append(leaf);
    }
    if (walked.root() != frontier.root()) {
        return corrupt("the leaves do not give the nodes above them");
    }
    return {};
}

Result<void> compareKeptNote(TreeNodes& nodes, std::uint64_t size,
                             const std::filesystem::path& keptNote) {
    const auto kept = TRY(readKeptNote(keptNote));
    if (!kept) {
        return {};
    }
    if (kept->head.size > size) {
        return Fault{.code = FaultCode::RecordsOlder,
                     .stage = Stage::Record,
                     .note = fmt::format("{} has seen {} entries, there are {}", keptNote.string(),
                                         kept->head.size, size)};
    }
    if (TRY(nodes.frontierOf(kept->head.size)).root() != kept->head.root) {
        return corrupt(
            fmt::format("the entries are not those that {} has seen", keptNote.string()));
    }
    return {};
}

} // namespace

Result<Frontier> frontierAtStart(Database& database, const std::filesystem::path& keptNote) {
    SQLite::Database& sql = database.sql();
    TreeNodes nodes(sql);
    const auto size = static_cast<std::uint64_t>(
        sql.execAndGet("SELECT coalesce(max(sequence), 0) FROM entry").getInt64());
    Frontier frontier = TRY(nodes.frontierOf(size));
    SQLite::Statement lastNote(sql, "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1");
    if (lastNote.executeStep()) {
        const Checkpoint signedHead = TRY(readNote(lastNote.getColumn(0).getString()));
        if (signedHead.head.size > size ||
            TRY(nodes.frontierOf(signedHead.head.size)).root() != signedHead.head.root) {
            return corrupt("the entries are not those of the last checkpoint");
        }
    }
    TRY(compareKeptNote(nodes, size, keptNote));
    TRY(compareNewestEntries(database, nodes, frontier));
    return frontier;
}

} // namespace greenlight::db
