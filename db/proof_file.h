#pragma once

#include "db/checkpoint.h"
#include "db/entry.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::db {

class Database;

/// A proof file says that entries are in a station's journal as it was signed. It is checked
/// without the journal, by whoever has the station's public key, years later, and by other programs
/// than this one. One JSON object:
///
///     {"format": "greenlight-proof/1",
///      "entries": [{"index": 41, "body": "{…}", "path": ["<64 hexadecimal digits>", …]}, …],
///      "checkpoint": "greenlight/line1-st3\n1042\n…"}
///
/// `body` is the entry's exact text; its leaf is SHA-256(0x00 || body), `path` leads from there to
/// the root as RFC 9162 section 2.1.3 has it, and the checkpoint is the signed note of that root
/// (checkpoint.h).
inline constexpr std::string_view proofFormat = "greenlight-proof/1";

/// Longest proof file that is read, and what may be in it.
inline constexpr std::uint64_t largestProofFile = 8ULL * 1024 * 1024;
inline constexpr std::size_t mostEntriesOfProof = 1024;
inline constexpr std::size_t longestPath = 64;

/// What a proof file proves, once it was checked.
struct Proven {
    Checkpoint checkpoint{};
    std::vector<Entry> entries{}; ///< in the order of the file
};

/// Checks a proof file, in this order: its form, the signature of its checkpoint, the path of every
/// entry to the checkpoint's root, that each body is the entry of its index, and that every
/// ending's verdict is the one its evidence gives. Takes anything. Faults: JournalCorrupt with what
/// is wrong.
Result<Proven> checkProof(std::string_view text, const SignerKey& signer);

/// Makes proof files from a journal, beside its writer. One thread at a time.
class Proofs {
public:
    /// Faults: FileUnreadable, JournalCorrupt.
    static Result<Proofs> open(const std::filesystem::path& file, Clock& clock);

    Proofs(Proofs&&) noexcept;
    Proofs& operator=(Proofs&&) noexcept;
    Proofs(const Proofs&) = delete;
    Proofs& operator=(const Proofs&) = delete;
    ~Proofs();

    /// True when a kept checkpoint has seen all entries of these attempts.
    Result<bool> isSigned(const std::vector<std::uint64_t>& attempts);

    /// The proof of all entries of these attempts under the newest checkpoint, in their order. What
    /// it costs does not grow with the journal. Faults: JournalCorrupt; StationKey when no
    /// checkpoint has seen them all; FileTooLarge for too many.
    Result<std::string> ofAttempts(const std::vector<std::uint64_t>& attempts);

private:
    explicit Proofs(std::unique_ptr<Database> database);

    std::unique_ptr<Database> m_database;
};

} // namespace greenlight::db
