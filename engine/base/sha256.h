#pragma once

#include "engine/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct evp_md_ctx_st;

namespace greenlight::base {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of FIPS 180-4, by OpenSSL. One object digests one message; one thread at a time.
class Sha256 {
public:
    Sha256();

    Sha256& add(std::span<const std::uint8_t> bytes);
    Sha256& add(std::string_view text);
    /// The digest of everything added. Call once.
    [[nodiscard]] Digest finish();

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const noexcept;
    };

    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

[[nodiscard]] Digest sha256(std::span<const std::uint8_t> bytes);

/// Lower-case hexadecimal, two digits a byte.
[[nodiscard]] std::string toHex(std::span<const std::uint8_t> bytes);

/// The bytes of an even number of hexadecimal digits of either case; empty for anything else.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> fromHex(std::string_view text);

/// A digest written as 64 hexadecimal digits; empty for anything else.
[[nodiscard]] std::optional<Digest> digestFromHex(std::string_view text);

/// Bytes nobody can guess, from OpenSSL's generator. CHECKs that the generator works.
void fillRandom(std::span<std::uint8_t> bytes);

} // namespace greenlight::base

namespace greenlight {
using base::Digest;
} // namespace greenlight
