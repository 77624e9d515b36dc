#include "station/cli/pdf_proof.h"

#include "db/proof_file.h"

#include <zlib.h>

namespace greenlight::station::cli {

namespace {

/// A certificate has some ten; each may claim to unpack to megabytes.
constexpr unsigned mostStreams = 128;

/// A proof names its format at its begin.
constexpr std::size_t formatWithin = 200;

/// A zlib stream up to the length of the largest proof; empty when it is none.
std::string unpacked(std::string_view packed) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) {
        return {};
    }
    std::string text(db::largestProofFile, '\0');
    // zlib does not write to its input; its type is older than const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    const int end = inflate(&stream, Z_FINISH);
    text.resize(text.size() - stream.avail_out);
    (void)inflateEnd(&stream);
    return end == Z_STREAM_END ? text : std::string();
}

} // namespace

std::optional<std::string> proofInside(std::string_view pdf) {
    constexpr std::string_view begin = "stream\n";
    if (!pdf.starts_with("%PDF")) {
        return std::nullopt;
    }
    std::size_t place = 0;
    for (unsigned streams = 0; streams < mostStreams; ++streams) {
        place = pdf.find(begin, place);
        if (place == std::string_view::npos) {
            break;
        }
        place += begin.size();
        std::string text = unpacked(pdf.substr(place));
        if (std::string_view(text).substr(0, formatWithin).find(db::proofFormat) !=
            std::string_view::npos) {
            return text;
        }
    }
    return std::nullopt;
}

} // namespace greenlight::station::cli
