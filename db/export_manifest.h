#pragma once

#include "db/checkpoint.h"
#include "db/export_rows.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace greenlight::db {

/// What goes with an exported file, as FILE.manifest: a C2SP signed note (checkpoint.h) whose text
/// is one JSON object, so that everybody with the station's public key can tell whether the file is
/// what the station wrote, when, and out of which entries:
///
///     {
///      "format": "greenlight-manifest/1",
///      "what": "units", "filters": {…}, "station": "line1-st3", "made":
///      "2026-11-23T12:00:00.000000Z", "made_by": "…", "program": "0.1.0", "file": {"name":
///      "november.csv", "size": 1042, "sha256": "<64 hexadecimal digits>"}, "rows": 12,
///      "first_entry": 3, "last_entry": 41, "export_entry": 44, "checkpoint":
///      "greenlight/line1-st3\n43\n…"
///     }
///
///     — greenlight/line1-st3 <base64 of key id and Ed25519 signature>
///
/// The checkpoint is a signed note of its own over all entries that the rows were made of.
inline constexpr std::string_view manifestFormat = "greenlight-manifest/1";

/// The longest manifest that is read, in bytes; filters are what a person types.
inline constexpr std::size_t largestManifest = 64 * 1024;

struct Manifest {
    std::string what{};               ///< "units", "attempts", "recall", "yield"
    nlohmann::ordered_json filters{}; ///< an object: what was asked
    std::string station{};
    std::string made{}; ///< ISO 8601, UTC
    std::string madeBy{};
    std::string program{};  ///< version
    std::string fileName{}; ///< without a folder
    std::uint64_t fileSize = 0;
    Digest fileDigest{}; ///< SHA-256
    std::uint64_t rows = 0;
    EntryRange entries{};
    std::uint64_t exportEntry = 0; ///< the entry that says this file was made
    std::string checkpoint{};      ///< signed note
};

/// The manifest as it is written, signed. Faults: StationKey.
[[nodiscard]] Result<std::string> manifestNote(const Manifest& manifest, const StationKey& key);

/// The reverse, when `signer` signed it and the checkpoint in it, and the checkpoint has seen the
/// entries. Takes anything. Faults: JournalCorrupt with what is wrong.
Result<Manifest> readManifest(std::string_view note, const SignerKey& signer);

/// Size and digest of a file of any length, read once. Faults: FileUnreadable.
struct FileFacts {
    std::uint64_t size = 0;
    Digest sha256{};
};

Result<FileFacts> factsOf(const std::filesystem::path& file);

/// Whether a file is the one that its manifest speaks of. Its name may have changed. Faults:
/// ExportMismatch, FileUnreadable, and those of readManifest().
Result<Manifest> checkExport(const std::filesystem::path& file, std::string_view note,
                             const SignerKey& signer);

} // namespace greenlight::db
