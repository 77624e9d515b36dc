#include "db/proof_file.h"

#include "db/database.h"
#include "db/tree_nodes.h"
#include "db/verdict_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t digitsOfDigest = 64;

Fault bad(std::string note) {
    return {.code = FaultCode::JournalCorrupt, .stage = Stage::Record, .note = std::move(note)};
}

std::optional<Digest> digestOf(const Json& text) {
    if (!text.is_string()) {
        return std::nullopt;
    }
    const auto bytes = base::fromHex(text.get_ref<const std::string&>());
    Digest digest{};
    if (!bytes || bytes->size() != digest.size()) {
        return std::nullopt;
    }
    std::ranges::copy(*bytes, digest.begin());
    return digest;
}

/// One entry of the file as it stands there.
struct Claim {
    std::uint64_t index = 0;
    std::string body;
    Proof path;
};

Result<Claim> readClaim(const Json& json) {
    const bool whole = json.is_object() && json.size() == 3 && json.contains("index") &&
                       json.contains("body") && json.contains("path") &&
                       json["index"].is_number_unsigned() && json["body"].is_string() &&
                       json["path"].is_array() && json["path"].size() <= longestPath;
    if (!whole) {
        return bad("an entry of the proof is not made of index, body and path");
    }
    Claim claim{.index = json["index"], .body = json["body"]};
    for (const Json& each : json["path"]) {
        const auto digest = digestOf(each);
        if (!digest) {
            return bad(fmt::format("the path of entry {} holds something that is no hash",
                                   claim.index + 1));
        }
        claim.path.push_back(*digest);
    }
    return claim;
}

Result<Entry> provenEntry(const Claim& claim, const TreeHead& head) {
    if (!verifyInclusion(leafHash(claim.body), claim.index, head.size, claim.path, head.root)) {
        return bad(fmt::format("entry {} is not in the tree that was signed", claim.index + 1));
    }
    Entry entry = TRY(parseBody(claim.body));
    if (entry.sequence != claim.index + 1) {
        return bad(
            fmt::format("entry {} says that it is entry {}", claim.index + 1, entry.sequence));
    }
    if (const auto complaint = checkVerdict(entry)) {
        return bad(fmt::format("entry {}: {}", entry.sequence, complaint->sentence));
    }
    return entry;
}

/// The entries of attempts, in their order. Faults: JournalCorrupt for what is no attempt.
Result<std::set<std::uint64_t>> entriesOf(SQLite::Database& sql,
                                          const std::vector<std::uint64_t>& attempts) {
    std::set<std::uint64_t> entries;
    SQLite::Statement row(sql, "SELECT begun, identified, ended FROM attempt WHERE begun = ?");
    for (const std::uint64_t attempt : attempts) {
        Use found(row, static_cast<std::int64_t>(attempt));
        if (!found.next()) {
            return bad(fmt::format("there is no attempt {}", attempt));
        }
        for (int column = 0; column < row.getColumnCount(); ++column) {
            if (!found.isNull(column)) {
                entries.insert(found.number(column));
            }
        }
    }
    return entries;
}

struct Kept {
    std::uint64_t size = 0;
    std::string note;
};

Kept newestCheckpoint(SQLite::Database& sql) {
    SQLite::Statement newest(sql, "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1");
    if (!newest.executeStep()) {
        return {};
    }
    return {static_cast<std::uint64_t>(newest.getColumn(0).getInt64()),
            newest.getColumn(1).getString()};
}

Result<Json> claimJson(SQLite::Database& sql, TreeNodes& nodes, std::uint64_t sequence,
                       std::uint64_t size) {
    SQLite::Statement row(sql, "SELECT body_of(sequence, body) FROM entry WHERE sequence = ?");
    Use body(row, static_cast<std::int64_t>(sequence));
    if (!body.next()) {
        return bad(fmt::format("entry {} is missing", sequence));
    }
    Json path = Json::array();
    for (const Digest& each : TRY(nodes.inclusion(sequence - 1, size))) {
        path.push_back(base::toHex(each));
    }
    Json json = Json::object();
    json["index"] = sequence - 1;
    json["body"] = body.text(0);
    json["path"] = std::move(path);
    return json;
}

} // namespace

Result<Proven> checkProof(std::string_view text, const SignerKey& signer) {
    if (text.size() > largestProofFile) {
        return bad("the proof is too long");
    }
    const Json json = Json::parse(text, nullptr, false);
    const bool whole = json.is_object() && json.size() == 3 && json.contains("entries") &&
                       json.contains("checkpoint") && json.value("format", Json()) == proofFormat &&
                       json["entries"].is_array() && json["checkpoint"].is_string();
    if (!whole || json["entries"].empty() || json["entries"].size() > mostEntriesOfProof) {
        return bad("it is no proof of this kind");
    }
    Proven proven;
    proven.checkpoint = TRY(verifyNote(json["checkpoint"].get_ref<const std::string&>(), signer));
    for (const Json& each : json["entries"]) {
        const Claim claim = TRY(readClaim(each));
        proven.entries.push_back(TRY(provenEntry(claim, proven.checkpoint.head)));
    }
    return proven;
}

Proofs::Proofs(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

Proofs::Proofs(Proofs&&) noexcept = default;
Proofs& Proofs::operator=(Proofs&&) noexcept = default;
Proofs::~Proofs() = default;

Result<Proofs> Proofs::open(const std::filesystem::path& file, Clock& clock) {
    return Proofs(TRY(Database::openForReading(file, clock)));
}

Result<bool> Proofs::isSigned(const std::vector<std::uint64_t>& attempts) {
    return guarded("looking for a checkpoint", [&]() -> Result<bool> {
        const auto entries = TRY(entriesOf(m_database->sql(), attempts));
        return !entries.empty() && newestCheckpoint(m_database->sql()).size >= *entries.rbegin();
    });
}

Result<std::string> Proofs::ofAttempts(const std::vector<std::uint64_t>& attempts) {
    return guarded("making a proof", [&]() -> Result<std::string> {
        SQLite::Database& sql = m_database->sql();
        SQLite::Transaction moment(sql);
        const auto entries = TRY(entriesOf(sql, attempts));
        const Kept kept = newestCheckpoint(sql);
        if (entries.empty() || kept.size < *entries.rbegin()) {
            return Fault{.code = FaultCode::StationKey,
                         .stage = Stage::Record,
                         .note = "no checkpoint has seen these entries yet"};
        }
        if (entries.size() > mostEntriesOfProof) {
            return Fault{.code = FaultCode::FileTooLarge,
                         .stage = Stage::Record,
                         .note = fmt::format("{} entries", entries.size())};
        }
        TreeNodes nodes(sql, TreeNodes::Remembers::Yes);
        Json json = Json::object();
        json["format"] = proofFormat;
        Json& claims = json["entries"] = Json::array();
        for (const std::uint64_t sequence : entries) {
            claims.push_back(TRY(claimJson(sql, nodes, sequence, kept.size)));
        }
        json["checkpoint"] = kept.note;
        return json.dump(1) + "\n";
    });
}

} // namespace greenlight::db
