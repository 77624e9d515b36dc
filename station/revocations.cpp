#include "station/revocations.h"

#include "engine/base/sha256.h"

#include <fmt/format.h>

namespace greenlight::station {

namespace {

/// Digits that name a digest to a person.
constexpr std::size_t digitsShown = 16;

} // namespace

std::optional<Fault> Revocations::against(const job::Recipe& recipe) const {
    for (const job::FileFact& file : recipe.files) {
        const std::string digest = base::toHex(file.sha256);
        if (m_digests.contains(digest)) {
            return Fault{.code = FaultCode::ImageRevoked,
                         .note = fmt::format("{} {}: {} {}…", recipe.name, recipe.version,
                                             file.name, digest.substr(0, digitsShown))};
        }
    }
    return std::nullopt;
}

void Revocations::revoke(const Digest& image) { m_digests.insert(base::toHex(image)); }

void Revocations::restore(const Digest& image) { m_digests.erase(base::toHex(image)); }

nlohmann::ordered_json revocationData(const std::string& sha256, const Actor& by,
                                      std::string_view reason) {
    nlohmann::ordered_json data{{"sha256", sha256}};
    by.sign(data, "given_by");
    data["reason"] = reason;
    return data;
}

} // namespace greenlight::station
