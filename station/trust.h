#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// Who may release recipes: the certificates of a PEM bundle, certification authorities or the
/// signers themselves. Read once; a changed file needs a new start. Any thread.
class Trust {
public:
    /// Faults: TrustUnreadable with file and reason.
    static Result<Trust> read(const std::filesystem::path& bundle);

    /// Whether one of the certificates belongs to the training authority, whose keys any build
    /// makes for itself and nobody guards.
    [[nodiscard]] bool forTraining() const noexcept;

    /// Checks a detached CMS signature (RFC 5652, DER) over exactly these bytes and gives the names
    /// of its signers, one for each person: neither a name nor a key counts twice. Every signature
    /// in it must verify, up to a certificate of the bundle, within its validity at `now`, with
    /// digests of at least 256 bits and keys of at least 112 bits of strength.
    /// Faults: RecipeSignature, RecipeNotYetValid, RecipeExpired.
    [[nodiscard]] Result<std::vector<std::string>>
    signersOf(std::string_view content, std::span<const std::uint8_t> signature,
              base::WallTime now) const;

private:
    struct Store;

    explicit Trust(std::shared_ptr<const Store> store) : m_store(std::move(store)) {}

    std::shared_ptr<const Store> m_store;
};

} // namespace greenlight::station
