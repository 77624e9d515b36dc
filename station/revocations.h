#pragma once

#include "engine/base/fault.h"
#include "engine/job/recipe.h"
#include "station/people.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// The files that no board may be given any more, as a line knows them. One thread at a time.
class Revocations {
public:
    /// `digests`: SHA-256 as 64 lower-case hexadecimal digits, as the journal has them.
    explicit Revocations(std::vector<std::string> digests)
        : m_digests(digests.begin(), digests.end()) {}

    /// ImageRevoked with the name of the first file of the recipe that is revoked; none when all
    /// may be used. Loaders and tables of a recipe count like its images.
    [[nodiscard]] std::optional<Fault> against(const job::Recipe& recipe) const;

    void revoke(const Digest& image);
    void restore(const Digest& image);

private:
    std::set<std::string> m_digests;
};

/// What the entries of a revocation, and of one that is taken back, say.
[[nodiscard]] nlohmann::ordered_json revocationData(const std::string& sha256, const Actor& by,
                                                    std::string_view reason);

} // namespace greenlight::station
