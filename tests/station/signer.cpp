#include "tests/station/signer.h"

#include "engine/base/check.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <atomic>

namespace greenlight::test {

namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Message = std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)>;

std::string contentOf(BIO* bio) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

std::shared_ptr<EVP_PKEY> makeKey(unsigned rsaBits) {
    EVP_PKEY* const key =
        rsaBits == 0 ? EVP_EC_gen("P-256") : EVP_RSA_gen(static_cast<std::size_t>(rsaBits));
    CHECK(key != nullptr);
    return {key, EVP_PKEY_free};
}

void setTime(ASN1_TIME* field, base::WallTime time) {
    CHECK(ASN1_TIME_set(field, static_cast<std::time_t>(time.unixMicros / 1'000'000)) != nullptr);
}

void addName(X509_NAME* name, const char* field, const std::string& value) {
    CHECK(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1,
                                     0) == 1);
}

void addExtension(X509* certificate, int kind, const std::string& value) {
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    CHECK(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

} // namespace

Signer Signer::certify(const CertificateSpec& spec, std::shared_ptr<EVP_PKEY> key,
                       const Signer* issuer) {
    static std::atomic<long> serial = 0;
    std::shared_ptr<X509> certificate(X509_new(), X509_free);
    CHECK(X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    CHECK(ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial) == 1);
    setTime(X509_getm_notBefore(certificate.get()), spec.from);
    setTime(X509_getm_notAfter(certificate.get()), spec.until);
    X509_NAME* const subject = X509_get_subject_name(certificate.get());
    addName(subject, "O", spec.organisation);
    addName(subject, "CN", spec.commonName);
    CHECK(X509_set_issuer_name(
              certificate.get(),
              issuer == nullptr ? subject : X509_get_subject_name(issuer->certificate())) == 1);
    CHECK(X509_set_pubkey(certificate.get(), key.get()) == 1);
    if (spec.authority) {
        addExtension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
        addExtension(certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    } else {
        addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
        addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature");
        addExtension(certificate.get(), NID_ext_key_usage, spec.extendedUsage);
    }
    EVP_PKEY* const signingKey = issuer == nullptr ? key.get() : issuer->key();
    CHECK(X509_sign(certificate.get(), signingKey, EVP_sha256()) > 0);
    return {std::move(certificate), std::move(key)};
}

Signer Signer::make(const CertificateSpec& spec, const Signer* issuer) {
    return certify(spec, makeKey(spec.rsaBits), issuer);
}

Signer Signer::renew(const Signer& holder, const CertificateSpec& spec, const Signer& issuer) {
    return certify(spec, holder.m_key, &issuer);
}

std::string Signer::pem() const {
    const Bio bio(BIO_new(BIO_s_mem()), BIO_free_all);
    CHECK(PEM_write_bio_X509(bio.get(), certificate()) == 1);
    return contentOf(bio.get());
}

std::vector<std::uint8_t> sign(std::string_view content, const std::vector<const Signer*>& signers,
                               const SignatureSpec& spec) {
    const unsigned flags = CMS_BINARY | CMS_PARTIAL | (spec.attached ? 0U : CMS_DETACHED) |
                           (spec.withCertificates ? 0U : CMS_NOCERTS);
    const Message message(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags),
                          CMS_ContentInfo_free);
    CHECK(message != nullptr);
    for (auto signer = signers.begin(); signer != signers.end(); ++signer) {
        // Who signs twice is in the message twice, with one certificate.
        const bool again = std::find(signers.begin(), signer, *signer) != signer;
        CHECK(CMS_add1_signer(message.get(), (*signer)->certificate(), (*signer)->key(),
                              EVP_get_digestbyname(spec.digest.c_str()),
                              flags | (again ? CMS_NOCERTS : 0U)) != nullptr);
    }
    if (!signers.empty()) { // There is nothing to finish without any.
        const Bio text(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())),
                       BIO_free_all);
        CHECK(CMS_final(message.get(), text.get(), nullptr, flags) == 1);
    }
    const Bio der(BIO_new(BIO_s_mem()), BIO_free_all);
    CHECK(i2d_CMS_bio(der.get(), message.get()) == 1);
    const std::string bytes = contentOf(der.get());
    return {bytes.begin(), bytes.end()};
}

} // namespace greenlight::test
