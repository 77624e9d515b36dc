#include "db/export_manifest.h"

#include "engine/base/check.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

Fault bad(std::string note) {
    return {.code = FaultCode::JournalCorrupt, .stage = Stage::Record, .note = std::move(note)};
}

Fault other(std::string note) {
    return {.code = FaultCode::ExportMismatch, .stage = Stage::Record, .note = std::move(note)};
}

Result<std::string> textAt(const Json& json, const char* key) {
    if (!json.is_object() || !json.contains(key) || !json[key].is_string()) {
        return bad(fmt::format("the manifest has no {}", key));
    }
    return json[key].get<std::string>();
}

Result<std::uint64_t> numberAt(const Json& json, const char* key) {
    if (!json.is_object() || !json.contains(key) || !json[key].is_number_unsigned()) {
        return bad(fmt::format("the manifest has no {}", key));
    }
    return json[key].get<std::uint64_t>();
}

Result<Manifest> fromJson(const Json& json) {
    if (TRY(textAt(json, "format")) != manifestFormat) {
        return bad("it is no manifest of this kind");
    }
    Manifest manifest{.what = TRY(textAt(json, "what"))};
    manifest.filters = json.value("filters", Json::object());
    manifest.station = TRY(textAt(json, "station"));
    manifest.made = TRY(textAt(json, "made"));
    manifest.madeBy = TRY(textAt(json, "made_by"));
    manifest.program = TRY(textAt(json, "program"));
    const Json file = json.value("file", Json());
    manifest.fileName = TRY(textAt(file, "name"));
    manifest.fileSize = TRY(numberAt(file, "size"));
    const auto digest = base::digestFromHex(TRY(textAt(file, "sha256")));
    if (!digest) {
        return bad("the manifest has no digest of the file");
    }
    manifest.fileDigest = *digest;
    manifest.rows = TRY(numberAt(json, "rows"));
    manifest.entries.first = TRY(numberAt(json, "first_entry"));
    manifest.entries.last = TRY(numberAt(json, "last_entry"));
    manifest.exportEntry = TRY(numberAt(json, "export_entry"));
    manifest.checkpoint = TRY(textAt(json, "checkpoint"));
    return manifest;
}

} // namespace

Result<std::string> manifestNote(const Manifest& manifest, const StationKey& key) {
    Json json = Json::object();
    json["format"] = manifestFormat;
    json["what"] = manifest.what;
    json["filters"] = manifest.filters;
    json["station"] = manifest.station;
    json["made"] = manifest.made;
    json["made_by"] = manifest.madeBy;
    json["program"] = manifest.program;
    json["file"] = {{"name", manifest.fileName},
                    {"size", manifest.fileSize},
                    {"sha256", base::toHex(manifest.fileDigest)}};
    json["rows"] = manifest.rows;
    json["first_entry"] = manifest.entries.first;
    json["last_entry"] = manifest.entries.last;
    json["export_entry"] = manifest.exportEntry;
    json["checkpoint"] = manifest.checkpoint;
    return key.signText(json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

Result<Manifest> readManifest(std::string_view note, const SignerKey& signer) {
    const std::string text = TRY(verifiedText(note, signer, largestManifest));
    Manifest manifest = TRY(fromJson(Json::parse(text, nullptr, false)));
    const Checkpoint checkpoint = TRY(verifyNote(manifest.checkpoint, signer));
    if (checkpoint.head.size < manifest.entries.last) {
        return bad(fmt::format("the checkpoint has seen {} entries, the file was made of {}",
                               checkpoint.head.size, manifest.entries.last));
    }
    return manifest;
}

Result<FileFacts> factsOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    FileFacts facts;
    base::Sha256 digest;
    std::array<char, std::size_t{64} * 1024> block{};
    while (stream.read(block.data(), block.size()) || stream.gcount() > 0) {
        const auto size = static_cast<std::size_t>(stream.gcount());
        digest.add(std::string_view(block.data(), size));
        facts.size += size;
    }
    if (!stream.eof()) {
        return Fault{.code = FaultCode::FileUnreadable,
                     .note = fmt::format("{}: {}", file.string(), std::strerror(errno))};
    }
    facts.sha256 = digest.finish();
    return facts;
}

Result<Manifest> checkExport(const std::filesystem::path& file, std::string_view note,
                             const SignerKey& signer) {
    Manifest manifest = TRY(readManifest(note, signer));
    const FileFacts facts = TRY(factsOf(file));
    if (facts.size != manifest.fileSize) {
        return other(fmt::format("it has {} bytes, not {}", facts.size, manifest.fileSize));
    }
    if (facts.sha256 != manifest.fileDigest) {
        return other("its bytes are others");
    }
    return manifest;
}

} // namespace greenlight::db
