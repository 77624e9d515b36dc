#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace greenlight::station::cli {

/// The proof that lies in a certificate as proof.json; empty when these bytes are no PDF with one.
/// Every byte is hostile: no more than db::largestProofFile is unpacked of any stream, and what
/// comes out is text to be checked and nothing more.
[[nodiscard]] std::optional<std::string> proofInside(std::string_view pdf);

} // namespace greenlight::station::cli
