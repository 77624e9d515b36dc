#include "engine/base/sha256.h"

#include "engine/base/check.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <utility>

namespace greenlight::base {

namespace {

/// OpenSSL looks an algorithm up by its name each time it is not given one that was fetched, which
/// takes longer than the digest of a short text.
const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    CHECK(fetched != nullptr);
    return fetched;
}

/// The context that this thread used last. An audit digests millions of texts one after the other.
struct Spare {
    Spare() = default;
    Spare(const Spare&) = delete;
    Spare& operator=(const Spare&) = delete;
    Spare(Spare&&) = delete;
    Spare& operator=(Spare&&) = delete;

    ~Spare() { EVP_MD_CTX_free(std::exchange(context, nullptr)); }

    evp_md_ctx_st* context = nullptr;
};

thread_local Spare spare;

evp_md_ctx_st* anyContext() {
    evp_md_ctx_st* const kept = std::exchange(spare.context, nullptr);
    return kept != nullptr ? kept : EVP_MD_CTX_new();
}

} // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const noexcept {
    EVP_MD_CTX_free(std::exchange(spare.context, context));
}

Sha256::Sha256() : m_context(anyContext()) {
    CHECK(m_context != nullptr);
    CHECK(EVP_DigestInit_ex2(m_context.get(), algorithm(), nullptr) == 1);
}

Sha256& Sha256::add(std::span<const std::uint8_t> bytes) {
    CHECK(EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()) == 1);
    return *this;
}

Sha256& Sha256::add(std::string_view text) {
    CHECK(EVP_DigestUpdate(m_context.get(), text.data(), text.size()) == 1);
    return *this;
}

Digest Sha256::finish() {
    Digest digest{};
    CHECK(EVP_DigestFinal_ex(m_context.get(), digest.data(), nullptr) == 1);
    return digest;
}

Digest sha256(std::span<const std::uint8_t> bytes) { return Sha256().add(bytes).finish(); }

std::string toHex(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 0xFU];
    }
    return text;
}

namespace {

int hexValue(char digit) noexcept {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    return -1;
}

} // namespace

std::optional<std::vector<std::uint8_t>> fromHex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return std::nullopt;
    }
    std::vector<std::uint8_t> bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hexValue(text[i]);
        const int low = hexValue(text[i + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

std::optional<Digest> digestFromHex(std::string_view text) {
    const auto bytes = fromHex(text);
    Digest digest{};
    if (!bytes || bytes->size() != digest.size()) {
        return std::nullopt;
    }
    std::ranges::copy(*bytes, digest.begin());
    return digest;
}

void fillRandom(std::span<std::uint8_t> bytes) {
    CHECK(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
}

} // namespace greenlight::base
