#pragma once

#include "db/merkle.h"
#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace greenlight::db {

/// What sort of fact an entry states: a word, open to new ones. A reader that does not know a word
/// still verifies the entry.
class EntryKind {
public:
    /// `word` must outlive the kind; lower case with hyphens.
    constexpr explicit EntryKind(std::string_view word) : m_word(word) {}

    [[nodiscard]] constexpr std::string_view word() const noexcept { return m_word; }

    friend constexpr bool operator==(const EntryKind&, const EntryKind&) = default;

private:
    std::string_view m_word;
};

/// The words in use. Those of attempts are written by the Recorder's calls and by nothing else.
namespace kind {
inline constexpr EntryKind attemptBegun("attempt-begun");
inline constexpr EntryKind attemptIdentified("attempt-identified");
inline constexpr EntryKind attemptEnded("attempt-ended");
inline constexpr EntryKind attemptInterrupted("attempt-interrupted");
inline constexpr EntryKind stationStarted("station-started");
inline constexpr EntryKind stationStopped("station-stopped");
inline constexpr EntryKind pressRefused("press-refused");
inline constexpr EntryKind signIn("sign-in");
inline constexpr EntryKind signOut("sign-out");
inline constexpr EntryKind signInRefused("sign-in-refused");
inline constexpr EntryKind personAdded("person-added");
inline constexpr EntryKind personChanged("person-changed");
inline constexpr EntryKind recipeActivated("recipe-activated");
inline constexpr EntryKind serialAllocated("serial-allocated");
inline constexpr EntryKind overrideGiven("override");
inline constexpr EntryKind selfTest("self-test");
inline constexpr EntryKind slotQuarantined("slot-quarantined");
inline constexpr EntryKind slotReleased("slot-released");
inline constexpr EntryKind exported("export");
inline constexpr EntryKind backedUp("backup");
inline constexpr EntryKind backupFailed("backup-failed");
inline constexpr EntryKind restored("restored");
inline constexpr EntryKind archived("archived");
inline constexpr EntryKind workOrder("work-order");
inline constexpr EntryKind clockChanged("clock-changed");
inline constexpr EntryKind imageRevoked("image-revoked");
inline constexpr EntryKind imageRestored("image-restored");
inline constexpr EntryKind settingsChanged("settings-changed");
inline constexpr EntryKind recipeBroughtIn("recipe-brought-in");
} // namespace kind

/// Whether a word is one of the four that belong to attempts.
[[nodiscard]] bool belongsToAttempts(std::string_view word) noexcept;

/// What a body says of its own form.
inline constexpr int bodyFormat = 1;

/// The longest body, in bytes; an attempt's evidence takes a few thousand.
inline constexpr std::size_t maxBodyBytes = std::size_t{1} << 20U;

/// How deep objects and lists may lie in each other in a body.
inline constexpr int maxBodyDepth = 16;

/// What a body says.
struct Entry {
    std::uint64_t sequence = 0;
    std::string kind{};
    std::string time{};
    std::string station{};
    nlohmann::ordered_json data{};
};

/// The bytes of an entry, the ones that are hashed and kept:
///
///     {"format":1,"sequence":7,"kind":"sign-in","time":"2026-11-23T12:00:00.123456Z",
///      "station":"line1-st3","data":{…}}
///
/// on one line. UTF-8; no white space outside strings; these six keys in this order, and `data` an
/// object with its keys in the order its writer gave them; numbers are integers; in strings only
/// the quotation mark, the backslash and the control characters below 0x20 are escaped, as \", \\,
/// \b, \t, \n, \f, \r or \u00xx in lower case. Sequence, kind, time and station are inside, so that
/// an entry cannot be moved to another place unseen. Bytes that are not UTF-8 become U+FFFD: what
/// goes wrong on the line must be recordable whatever a file or a chip put into its text. Faults:
/// JournalWrite when `data` holds a number that is no integer, lies too deep or is too long.
Result<std::string> canonicalBody(const Entry& entry);

/// The reverse of canonicalBody; accepts exactly its output and nothing else, from anywhere.
/// Faults: JournalCorrupt with what is wrong.
Result<Entry> parseBody(std::string_view body);

} // namespace greenlight::db
