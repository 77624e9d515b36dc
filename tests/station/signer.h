#pragma once

#include "engine/base/clock.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct x509_st;
struct evp_pkey_st;

namespace greenlight::test {

/// Moments that the certificates of the tests stand around.
inline constexpr base::WallTime now{1'780'000'000'000'000}; // 2026-05-28
inline constexpr base::WallTime yearBefore{now.unixMicros - 31'536'000'000'000};
inline constexpr base::WallTime yearAfter{now.unixMicros + 31'536'000'000'000};

/// What a certificate is to say.
struct CertificateSpec {
    std::string commonName{};
    std::string organisation = "Example Devices";
    base::WallTime from = yearBefore;
    base::WallTime until = yearAfter;
    bool authority = false;
    unsigned rsaBits = 0; ///< 0 = an elliptic curve key on P-256
    std::string extendedUsage = "emailProtection,codeSigning";
};

/// A certificate and its private key, made for one test with OpenSSL's library.
class Signer {
public:
    /// Signed by `issuer`, or by its own key without one.
    static Signer make(const CertificateSpec& spec, const Signer* issuer = nullptr);
    /// Another certificate for the key of `holder`.
    static Signer renew(const Signer& holder, const CertificateSpec& spec, const Signer& issuer);

    [[nodiscard]] std::string pem() const;

    [[nodiscard]] x509_st* certificate() const noexcept { return m_certificate.get(); }

    [[nodiscard]] evp_pkey_st* key() const noexcept { return m_key.get(); }

private:
    Signer(std::shared_ptr<x509_st> certificate, std::shared_ptr<evp_pkey_st> key)
        : m_certificate(std::move(certificate))
        , m_key(std::move(key)) {}

    static Signer certify(const CertificateSpec& spec, std::shared_ptr<evp_pkey_st> key,
                          const Signer* issuer);

    std::shared_ptr<x509_st> m_certificate;
    std::shared_ptr<evp_pkey_st> m_key;
};

/// How a signature is made.
struct SignatureSpec {
    bool attached = false;
    bool withCertificates = true;
    std::string digest = "SHA256";
};

/// A CMS signature of everybody in the list over `content`, in DER.
[[nodiscard]] std::vector<std::uint8_t> sign(std::string_view content,
                                             const std::vector<const Signer*>& signers,
                                             const SignatureSpec& spec = {});

} // namespace greenlight::test
