#include "station/trust.h"

#include "engine/base/check.h"
#include "engine/base/sha256.h"
#include "engine/job/read_file.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <set>

namespace greenlight::station {

namespace {

constexpr std::uint64_t largestBundle = 1024ULL * 1024;
constexpr int mostSigners = 16;
constexpr int leastDigestBytes = 32;

/// OpenSSL's security level of 112 bits: RSA from 2048 bits, no SHA-1 in certificates.
constexpr int leastAuthLevel = 2;

/// The organisation in the certificates that training/make-pki issues.
constexpr std::string_view trainingOrganisation = "Greenlight training";

template <auto free>
struct Free {
    template <typename T>
    void operator()(T* object) const noexcept {
        free(object);
    }
};

using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Message = std::unique_ptr<CMS_ContentInfo, Free<CMS_ContentInfo_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>>;

struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_free(stack); }
};

struct FreeStackAndContent {
    void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_pop_free(stack, X509_free); }
};

using BorrowedCertificates = std::unique_ptr<STACK_OF(X509), FreeStack>;
using Certificates = std::unique_ptr<STACK_OF(X509), FreeStackAndContent>;

/// `size` is that of a file we have read, so it is far below what an int holds.
Bio memory(const void* bytes, std::size_t size) {
    Bio bio(BIO_new_mem_buf(bytes == nullptr ? "" : bytes, static_cast<int>(size)));
    CHECK(bio != nullptr);
    return bio;
}

std::string lastError() {
    const unsigned long error = ERR_peek_last_error();
    ERR_clear_error();
    const char* const reason = ERR_reason_error_string(error);
    return reason == nullptr ? "unknown reason" : reason;
}

Fault badSignature(std::string note) {
    return {.code = FaultCode::RecipeSignature, .note = std::move(note)};
}

/// The first value of this kind in a subject, such as its common name; empty without one.
std::string subjectPart(X509* certificate, int kind) {
    X509_NAME* const subject = X509_get_subject_name(certificate);
    const int index = X509_NAME_get_index_by_NID(subject, kind, -1);
    if (index < 0) {
        return {};
    }
    unsigned char* utf8 = nullptr;
    ASN1_STRING* const value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index));
    const int length = ASN1_STRING_to_UTF8(&utf8, value);
    if (length < 0) {
        return {};
    }
    std::string part(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(length));
    OPENSSL_free(utf8);
    return part;
}

/// The person or role a certificate is for: its common name, or the whole subject without one.
std::string nameOf(X509* certificate) {
    if (std::string name = subjectPart(certificate, NID_commonName); !name.empty()) {
        return name;
    }
    char* const line = X509_NAME_oneline(X509_get_subject_name(certificate), nullptr, 0);
    std::string name = line == nullptr ? "unnamed" : line;
    OPENSSL_free(line);
    return name;
}

/// A key's identity, whatever certificate carries it.
std::string keyOf(X509* certificate) {
    unsigned char* der = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    CHECK(length > 0);
    const Digest digest = base::sha256({der, static_cast<std::size_t>(length)});
    OPENSSL_free(der);
    return base::toHex(digest);
}

Fault refusal(int error, const std::string& signer) {
    const char* const reason = X509_verify_cert_error_string(error);
    const FaultCode code = error == X509_V_ERR_CERT_HAS_EXPIRED     ? FaultCode::RecipeExpired
                           : error == X509_V_ERR_CERT_NOT_YET_VALID ? FaultCode::RecipeNotYetValid
                                                                    : FaultCode::RecipeSignature;
    return {.code = code, .note = fmt::format("{}: {}", signer, reason)};
}

} // namespace

struct Trust::Store {
    std::unique_ptr<X509_STORE, Free<X509_STORE_free>> anchors{X509_STORE_new()};
    bool forTraining = false;
};

bool Trust::forTraining() const noexcept { return m_store->forTraining; }

Result<Trust> Trust::read(const std::filesystem::path& bundle) {
    const auto bytes = job::readFile(bundle.string(), largestBundle);
    if (!bytes) {
        return Fault{.code = FaultCode::TrustUnreadable, .note = bytes.fault().note};
    }
    ERR_clear_error();
    const Bio pem = memory(bytes->data(), bytes->size());
    auto store = std::make_shared<Store>();
    int count = 0;
    while (Certificate certificate{PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr)}) {
        if (X509_STORE_add_cert(store->anchors.get(), certificate.get()) != 1) {
            return Fault{.code = FaultCode::TrustUnreadable,
                         .note = fmt::format("{}: {}", bundle.string(), lastError())};
        }
        store->forTraining =
            store->forTraining ||
            subjectPart(certificate.get(), NID_organizationName) == trainingOrganisation;
        ++count;
    }
    // Reading ends at "no start line", which is the end of the file; anything else is damage.
    const bool atEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    const std::string reason = lastError();
    if (count == 0 || !atEnd) {
        return Fault{.code = FaultCode::TrustUnreadable,
                     .note = fmt::format("{}: {}", bundle.string(),
                                         atEnd ? "contains no certificate" : reason)};
    }
    return Trust(std::move(store));
}

namespace {

/// Checks one signer's certificate against the anchors at a time.
Result<void> verifySigner(X509_STORE* anchors, X509* signer, STACK_OF(X509) * others,
                          base::WallTime now) {
    const StoreContext context(X509_STORE_CTX_new());
    CHECK(context != nullptr);
    if (X509_STORE_CTX_init(context.get(), anchors, signer, others) != 1) {
        return badSignature(lastError());
    }
    X509_VERIFY_PARAM* const rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(rules, static_cast<std::time_t>(now.unixMicros / 1'000'000));
    // A bundle may name the signers themselves instead of an authority above them.
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SMIME_SIGN);
    X509_VERIFY_PARAM_set_auth_level(rules, leastAuthLevel);
    if (X509_verify_cert(context.get()) != 1) {
        Fault fault = refusal(X509_STORE_CTX_get_error(context.get()), nameOf(signer));
        ERR_clear_error();
        return fault;
    }
    return {};
}

/// A signature over a digest that others can find collisions for proves nothing.
Result<void> requireStrongDigests(CMS_ContentInfo* message) {
    STACK_OF(CMS_SignerInfo)* const signers = CMS_get0_SignerInfos(message);
    for (int i = 0; i < sk_CMS_SignerInfo_num(signers); ++i) {
        X509_ALGOR* algorithm = nullptr;
        CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(signers, i), nullptr, nullptr, &algorithm,
                                 nullptr);
        const ASN1_OBJECT* object = nullptr;
        X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
        const EVP_MD* const digest = EVP_get_digestbyobj(object);
        if (digest == nullptr || EVP_MD_get_size(digest) < leastDigestBytes) {
            return badSignature("signed with a weak digest; SHA-256 is the least");
        }
    }
    return {};
}

} // namespace

Result<std::vector<std::string>> Trust::signersOf(std::string_view content,
                                                  std::span<const std::uint8_t> signature,
                                                  base::WallTime now) const {
    ERR_clear_error();
    const Bio der = memory(signature.data(), signature.size());
    const Message message(d2i_CMS_bio(der.get(), nullptr));
    if (!message || OBJ_obj2nid(CMS_get0_type(message.get())) != NID_pkcs7_signed) {
        return badSignature("not a CMS signature: " + lastError());
    }
    if (CMS_is_detached(message.get()) != 1) {
        return badSignature("the signature is not detached from its content");
    }
    TRY(requireStrongDigests(message.get()));
    const Bio text = memory(content.data(), content.size());
    // The certificates are judged below, one by one, for a reason that can be told.
    if (CMS_verify(message.get(), nullptr, nullptr, text.get(), nullptr,
                   CMS_BINARY | CMS_DETACHED | CMS_NO_SIGNER_CERT_VERIFY) != 1) {
        return badSignature(lastError());
    }
    const BorrowedCertificates signers(CMS_get0_signers(message.get()));
    const Certificates others(CMS_get1_certs(message.get()));
    const int count = signers ? sk_X509_num(signers.get()) : 0;
    if (count < 1 || count > mostSigners) {
        return badSignature(fmt::format("{} signers", count));
    }
    std::vector<std::string> names;
    // Who has two certificates, an old and a renewed one, is still one person.
    std::set<std::string> keys;
    for (int i = 0; i < count; ++i) {
        X509* const signer = sk_X509_value(signers.get(), i);
        TRY(verifySigner(m_store->anchors.get(), signer, others.get(), now));
        std::string name = nameOf(signer);
        const bool newKey = keys.insert(keyOf(signer)).second;
        if (newKey && std::ranges::find(names, name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

} // namespace greenlight::station
