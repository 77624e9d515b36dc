#pragma once

#include "engine/base/result.h"
#include "engine/base/sha256.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace greenlight::station {

/// What one guess at a PIN costs (RFC 7914): 128 * n * r bytes of memory, p times. The numbers are
/// kept with each PIN, so that later ones may cost more.
struct ScryptCost {
    std::uint64_t n = 32768; ///< a power of two
    std::uint64_t r = 8;
    std::uint64_t p = 1;

    friend bool operator==(const ScryptCost&, const ScryptCost&) = default;
};

/// The secrets of a station's people, in one file for its owner only, beside the station's signing
/// key. Not in the journal: that is copied, exported and proven to strangers, nothing in it is ever
/// forgotten, and a hash of six digits is guessed in a day by whoever has it. What the journal has
/// instead are names of these secrets, which tell nothing and still bind:
///
/// - of a PIN, the SHA-256 of its record with its 32 random bytes of salt. Without the file there
///   is nothing to try guesses against, and a file with another hash in it is not the one named.
/// - of a badge, its HMAC-SHA-256 under a key of this file. Numbers of badges are short.
///
/// Changing calls: one thread at a time.
class PinVault {
public:
    /// Reads the file. New PINs are kept at `cost`. Faults: PersonSecrets when it is missing, open
    /// to others, no such file, or asks for more memory than a PIN may cost.
    static Result<PinVault> open(std::filesystem::path file, ScryptCost cost = {});

    /// For a station that has no people yet: likewise, or makes the file. Faults: PersonSecrets.
    static Result<PinVault> openOrMake(std::filesystem::path file, ScryptCost cost = {});

    /// The name of a badge: 64 hexadecimal digits, the same ones for the same badge.
    [[nodiscard]] std::string nameOfBadge(std::string_view badge) const;

    /// Keeps a PIN and gives the name of its record, 64 hexadecimal digits. The file is on the disk
    /// before it returns. Takes as long as matches(). Faults: PersonSecrets.
    Result<std::string> keep(std::string_view pin);

    /// Forgets the PINs that are nobody's any more. Faults: PersonSecrets.
    Result<void> forgetAllBut(const std::set<std::string>& names);

    /// Whether this is the PIN of that name. Takes about a tenth of a second on purpose. Any
    /// thread, but not beside keep(). Faults: PersonSecrets when the file has no such record, or
    /// one that is not the one that was named.
    [[nodiscard]] Result<bool> matches(std::string_view pin, const std::string& name) const;

private:
    struct Record {
        Digest salt{};
        ScryptCost cost{};
        Digest hash{};

        [[nodiscard]] std::string name() const;
    };

    PinVault(std::filesystem::path file, ScryptCost cost) : m_file(std::move(file)), m_cost(cost) {}

    Result<void> read(std::string_view text);
    [[nodiscard]] Result<void> write() const;

    std::filesystem::path m_file;
    ScryptCost m_cost;
    Digest m_badgeKey{};
    std::map<std::string, Record> m_records; ///< by name
};

} // namespace greenlight::station
