#include "db/archive_file.h"

#include "db/audit_walk.h"
#include "db/checkpoint.h"
#include "db/database.h"
#include "db/entry.h"
#include "db/entry_rows.h"
#include "db/tree_nodes.h"
#include "db/verdict_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <map>

namespace greenlight::db {
namespace {

constexpr int archiveVersion = 1;

constexpr const char* archiveSchema =
    "CREATE TABLE archive (station TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
    " edge BLOB NOT NULL, note TEXT NOT NULL) STRICT;"
    "CREATE TABLE entry (sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL, time TEXT NOT NULL,"
    " leaf BLOB NOT NULL, body TEXT NOT NULL) STRICT";

/// Entries between two looks at the progress.
constexpr std::uint64_t entriesAtOnce = 4096;

Fault fault(FaultCode code, std::string note) {
    return {.code = code, .stage = Stage::Record, .note = std::move(note)};
}

std::uint64_t numberOf(SQLite::Database& sql, const std::string& query) {
    return static_cast<std::uint64_t>(sql.execAndGet(query).getInt64());
}

/// The last entry of the range that leaves no attempt half in it.
std::uint64_t lastWhole(SQLite::Database& sql, std::uint64_t first, std::uint64_t last) {
    // What is cut off with an attempt may cut another one in two.
    SQLite::Statement cut(sql, "SELECT coalesce(min(begun), 0) FROM attempt WHERE begun BETWEEN ?"
                               " AND ? AND (ended IS NULL OR ended > ?)");
    while (last >= first) {
        Use row(cut, static_cast<std::int64_t>(first), static_cast<std::int64_t>(last),
                static_cast<std::int64_t>(last));
        const std::uint64_t begun = row.next() ? row.number(0) : 0;
        if (begun == 0) {
            break;
        }
        last = begun - 1;
    }
    return last;
}

std::vector<std::uint8_t> bytesOf(const Frontier& edge) {
    std::vector<std::uint8_t> bytes;
    for (const Digest& subtree : edge.subtrees()) {
        bytes.insert(bytes.end(), subtree.begin(), subtree.end());
    }
    return bytes;
}

/// The reverse, of anything; nothing where these cannot be the subtrees of so many entries.
std::optional<Frontier> edgeOf(std::span<const std::uint8_t> bytes, std::uint64_t size) {
    Digest subtree{};
    if (bytes.size() != static_cast<std::size_t>(std::popcount(size)) * subtree.size()) {
        return std::nullopt;
    }
    Frontier edge;
    for (unsigned height = std::numeric_limits<std::uint64_t>::digits; height-- > 0;) {
        if ((size >> height & 1U) != 0) {
            std::ranges::copy(bytes.first(subtree.size()), subtree.begin());
            edge.append(subtree, height);
            bytes = bytes.subspan(subtree.size());
        }
    }
    return edge;
}

Result<void> copyEntries(Database& journal, SQLite::Database& to, EntryRange range,
                         const CopyProgress& progress) {
    SQLite::Statement insert(
        to, "INSERT INTO entry (sequence, kind, time, leaf, body) VALUES (?, ?, ?, ?, ?)");
    EntryRows rows(journal.sql(), static_cast<std::int64_t>(range.first));
    const std::uint64_t all = range.last - range.first + 1;
    for (std::uint64_t done = 0; done < all; ++done) {
        if (progress && done % entriesAtOnce == 0 && !progress(done, all)) {
            return Fault{.code = FaultCode::Cancelled};
        }
        const EntryRow* const row = rows.next();
        if (row == nullptr || row->sequence != range.first + done) {
            return fault(FaultCode::JournalCorrupt,
                         fmt::format("entry {} is missing", range.first + done));
        }
        if (row->body.empty()) {
            return fault(FaultCode::RecordsArchived,
                         fmt::format("entry {} is in an archive already", row->sequence));
        }
        Use use(insert, static_cast<std::int64_t>(row->sequence), std::string(row->kind),
                std::string(row->time));
        insert.bind(4, row->leaf.data(), static_cast<int>(row->leaf.size()));
        insert.bind(5, std::string(row->body));
        use.run();
    }
    return !progress || progress(all, all) ? Result<void>() : Fault{.code = FaultCode::Cancelled};
}

/// An archive that is read: what it says of itself, nothing of it believed.
struct Cover {
    EntryRange range;
    std::string station;
    std::string note;
    Frontier edge;
};

Result<Cover> coverOf(SQLite::Database& sql, const std::filesystem::path& file) {
    const auto bad = [&file](std::string_view why) {
        return fault(FaultCode::JournalCorrupt, fmt::format("{}: {}", file.string(), why));
    };
    if (sql.execAndGet("PRAGMA application_id").getInt() != archiveApplicationId) {
        return bad("it is no archive");
    }
    const int version = sql.execAndGet("PRAGMA user_version").getInt();
    if (version != archiveVersion) {
        return bad(fmt::format("it is an archive of version {}, this program knows {}", version,
                               archiveVersion));
    }
    SQLite::Statement row(sql, "SELECT station, first, last, edge, note FROM archive");
    if (!row.executeStep()) {
        return bad("it does not say what it holds");
    }
    Cover cover{.range = {.first = static_cast<std::uint64_t>(row.getColumn(1).getInt64()),
                          .last = static_cast<std::uint64_t>(row.getColumn(2).getInt64())},
                .station = row.getColumn(0).getString(),
                .note = row.getColumn(4).getString()};
    const std::string bytes = row.getColumn(3).getString();
    const std::vector<std::uint8_t> edge(bytes.begin(), bytes.end());
    auto read = edgeOf(edge, cover.range.first - 1);
    if (cover.range.first == 0 || cover.range.last < cover.range.first || !read) {
        return bad("it does not say what it holds");
    }
    cover.edge = std::move(*read);
    return cover;
}

/// Roots that signed notes demand of the tree, by its size.
using Heads = std::map<std::uint64_t, Digest>;

/// Takes a note in; gives what is wrong with it.
Found expectNote(const std::string& note, const AuditOrder& order, Heads& heads, Audit& audit) {
    const auto checkpoint = order.signer ? verifyNote(note, *order.signer) : readNote(note);
    if (!checkpoint.ok()) {
        return Finding{.trouble = Trouble::Signature, .sentence = checkpoint.fault().note};
    }
    ++audit.checkpoints;
    const auto [place, fresh] = heads.emplace(checkpoint->head.size, checkpoint->head.root);
    if (!fresh && place->second != checkpoint->head.root) {
        return Finding{.trouble = Trouble::Rewritten,
                       .sequence = checkpoint->head.size,
                       .sentence = "two checkpoints of this size differ"};
    }
    return std::nullopt;
}

Found meaningOf(const EntryRow& row, const std::string& station) {
    const auto entry = parseBody(row.body);
    if (!entry.ok()) {
        return findingAt(Trouble::Malformed, row, entry.fault().note);
    }
    if (entry->sequence != row.sequence || entry->kind != row.kind || entry->time != row.time ||
        entry->station != station) {
        return findingAt(Trouble::Misplaced, row,
                         fmt::format("the body is entry {}, {}, of {} at {}", entry->sequence,
                                     entry->kind, entry->station, entry->time));
    }
    if (const auto complaint = checkVerdict(*entry)) {
        return findingAt(complaint->malformed ? Trouble::Malformed : Trouble::Verdict, row,
                         complaint->sentence);
    }
    return std::nullopt;
}

/// One pass over the entries of an archive.
Found walk(SQLite::Database& sql, Cover& cover, const AuditOrder& order, const Heads& heads,
           Audit& audit) {
    EntryRows rows(sql, std::numeric_limits<std::int64_t>::min());
    Frontier& tree = cover.edge;
    while (const EntryRow* const row = rows.next()) {
        const std::uint64_t expected = tree.size() + 1;
        if (row->sequence != expected) {
            return Finding{
                .trouble = Trouble::Missing,
                .sequence = expected,
                .sentence = fmt::format("entry {} follows entry {}", row->sequence, expected - 1)};
        }
        const Digest leaf = leafHash(row->body);
        if (!std::ranges::equal(leaf, row->leaf)) {
            return findingAt(Trouble::Altered, *row, "the body does not give the leaf");
        }
        tree.append(leaf);
        audit.attempts += row->kind == kind::attemptBegun.word() ? 1U : 0U;
        if (order.depth == AuditDepth::All) {
            if (Found wrong = meaningOf(*row, cover.station)) {
                return wrong;
            }
        }
        const auto wanted = heads.find(tree.size());
        if (wanted != heads.end() && wanted->second != tree.root()) {
            return findingAt(Trouble::Rewritten, *row,
                             "an entry up to here is not the one that was signed");
        }
    }
    audit.head = {.size = tree.size(), .root = tree.root()};
    if (tree.size() < cover.range.last) {
        return Finding{
            .trouble = Trouble::Truncated,
            .sequence = tree.size() + 1,
            .sentence = fmt::format("it was signed with the entries up to {}", cover.range.last)};
    }
    return std::nullopt;
}

Found examine(SQLite::Database& sql, Cover& cover, const AuditOrder& order, Audit& audit) {
    Heads heads;
    if (Found wrong = expectNote(cover.note, order, heads, audit)) {
        return wrong;
    }
    const auto said = readNote(cover.note);
    if (!said.ok() || said->head.size != cover.range.last ||
        said->origin != "greenlight/" + cover.station) {
        return Finding{.trouble = Trouble::Signature,
                       .sequence = cover.range.last,
                       .sentence = "the note in the archive is about other entries"};
    }
    for (const std::string& note : order.notes) {
        if (Found wrong = expectNote(note, order, heads, audit)) {
            return wrong;
        }
    }
    return walk(sql, cover, order, heads, audit);
}

} // namespace

bool isArchive(const std::filesystem::path& file) {
    try {
        SQLite::Database sql(file.string(), SQLite::OPEN_READONLY);
        return sql.execAndGet("PRAGMA application_id").getInt() == archiveApplicationId;
    } catch (const SQLite::Exception&) {
        return false; // Whoever opens it as what it should be says why it is not.
    }
}

std::string archiveName(EntryRange range) {
    return fmt::format("entries-{}-{}.archive", range.first, range.last);
}

Result<EntryRange> archivable(const std::filesystem::path& journal, base::WallTime before,
                              Clock& clock) {
    const auto database = TRY(Database::openForReading(journal, clock));
    return guarded("looking for old entries", [&]() -> Result<EntryRange> {
        SQLite::Database& sql = database->sql();
        SQLite::Transaction moment(sql);
        const std::uint64_t first = numberOf(sql, "SELECT coalesce(max(last), 0) + 1 FROM archive");
        // The calendar may have been set back, so the first late entry decides.
        SQLite::Statement late(sql, "SELECT sequence FROM entry WHERE sequence >= ? AND time >= ?"
                                    " ORDER BY sequence LIMIT 1");
        Use row(late, static_cast<std::int64_t>(first), base::toIso8601(before));
        const std::uint64_t behind =
            row.next() ? row.number(0)
                       : numberOf(sql, "SELECT coalesce(max(sequence), 0) + 1 FROM entry");
        const std::uint64_t last = lastWhole(sql, first, behind - 1);
        // An archive of nothing but the entries about archives would be made at every call.
        const std::uint64_t attempts = numberOf(
            sql, fmt::format("SELECT EXISTS (SELECT 1 FROM attempt WHERE begun BETWEEN {} AND {})",
                             first, last));
        return attempts == 0 ? EntryRange{} : EntryRange{.first = first, .last = last};
    });
}

Result<TreeHead> headAt(const std::filesystem::path& journal, std::uint64_t size, Clock& clock) {
    const auto database = TRY(Database::openForReading(journal, clock));
    return guarded("reading the tree", [&]() -> Result<TreeHead> {
        const Frontier tree = TRY(TreeNodes(database->sql()).frontierOf(size));
        return TreeHead{.size = tree.size(), .root = tree.root()};
    });
}

Result<std::vector<EntryRange>> halfArchived(const std::filesystem::path& journal, Clock& clock) {
    const auto database = TRY(Database::openForReading(journal, clock));
    return guarded("looking for what is archived", [&]() -> Result<std::vector<EntryRange>> {
        SQLite::Statement rows(
            database->sql(),
            "SELECT first, last FROM archive WHERE EXISTS (SELECT 1 FROM entry WHERE sequence "
            "BETWEEN"
            " first AND last AND body <> '' AND kind GLOB 'attempt-*') ORDER BY first");
        std::vector<EntryRange> ranges;
        while (rows.executeStep()) {
            ranges.push_back({.first = static_cast<std::uint64_t>(rows.getColumn(0).getInt64()),
                              .last = static_cast<std::uint64_t>(rows.getColumn(1).getInt64())});
        }
        return ranges;
    });
}

Result<void> writeArchive(const std::filesystem::path& journal, const std::filesystem::path& file,
                          EntryRange range, const std::string& note, Clock& clock,
                          const CopyProgress& progress) {
    const auto database = TRY(Database::openForReading(journal, clock));
    const Frontier edge = TRY(guarded("reading the tree", [&] {
        return TreeNodes(database->sql()).frontierOf(range.first - 1);
    }));
    const std::vector<std::uint8_t> edgeBytes = bytesOf(edge);
    const std::string station = TRY(readNote(note)).origin.substr(std::size("greenlight/") - 1);
    try {
        SQLite::Database to(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        // A crash leaves a file without its name; it needs no way back.
        to.tryExec("PRAGMA journal_mode=OFF");
        to.exec("PRAGMA synchronous=OFF");
        to.exec(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}",
                            archiveApplicationId, archiveVersion));
        SQLite::Transaction transaction(to);
        to.exec(archiveSchema);
        SQLite::Statement cover(to, "INSERT INTO archive (station, first, last, edge, note)"
                                    " VALUES (?, ?, ?, ?, ?)");
        Use use(cover, station, static_cast<std::int64_t>(range.first),
                static_cast<std::int64_t>(range.last));
        cover.bind(4, edgeBytes.empty() ? static_cast<const void*>("") : edgeBytes.data(),
                   static_cast<int>(edgeBytes.size()));
        cover.bind(5, note);
        use.run();
        TRY(copyEntries(*database, to, range, progress));
        transaction.commit();
        return {};
    } catch (const SQLite::Exception& exception) {
        return fault(FaultCode::FileNotWritten,
                     fmt::format("{}: {}", file.string(), exception.what()));
    }
}

Result<Audit> verifyArchive(const std::filesystem::path& file, const AuditOrder& order) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
        return fault(FaultCode::FileUnreadable, file.string() + " is no file");
    }
    return guarded("verifying the archive", [&]() -> Result<Audit> {
        SQLite::Database sql(file.string(), SQLite::OPEN_READONLY);
        Cover cover = TRY(coverOf(sql, file));
        Audit audit{.first = cover.range.first, .depth = order.depth};
        audit.finding = examine(sql, cover, order, audit);
        return audit;
    });
}

} // namespace greenlight::db
