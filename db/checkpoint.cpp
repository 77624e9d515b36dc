#include "db/checkpoint.h"

#include "engine/base/check.h"
#include "engine/base/durable_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/store.h>
#include <openssl/ui.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <optional>
#include <vector>

namespace greenlight::db {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t ed25519Algorithm = 0x01; // C2SP signed-note, signature types
constexpr std::size_t signatureSize = 64;
constexpr std::size_t keyIdSize = 4;
constexpr std::size_t maxNoteBytes = 4096;
constexpr std::size_t maxKeyFileBytes = 4096;
constexpr std::string_view signatureLead = "\xE2\x80\x94 "; // an em dash and a space

Fault keyFault(std::string note) {
    return {.code = FaultCode::StationKey, .stage = Stage::Record, .note = std::move(note)};
}

Fault noteFault(std::string note) {
    return {.code = FaultCode::JournalCorrupt,
            .stage = Stage::Record,
            .note = "signed note: " + std::move(note)};
}

/// The last thing that OpenSSL complained of, and no other later.
std::string whyNot() {
    std::array<char, 256> words{};
    const unsigned long code = ERR_peek_last_error();
    ERR_error_string_n(code, words.data(), words.size());
    ERR_clear_error();
    return code == 0 ? std::string("it does not say why") : std::string(words.data());
}

std::string toBase64(std::span<const std::uint8_t> bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                       static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

/// Only the one right spelling of some bytes; a second one would make a second valid note.
std::optional<Bytes> fromBase64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0 || text.size() > maxNoteBytes) {
        return std::nullopt;
    }
    Bytes bytes(text.size() / 4 * 3);
    if (EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size())) < 0) {
        return std::nullopt;
    }
    bytes.resize(bytes.size() - static_cast<std::size_t>(text.ends_with("==")  ? 2
                                                         : text.ends_with('=') ? 1
                                                                               : 0));
    return toBase64(bytes) == text ? std::optional(bytes) : std::nullopt;
}

bool canBeAName(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != '+' && c != 0x7F;
    });
}

Bytes typedKey(const SignerKey& signer) {
    Bytes bytes(signer.key.size() + 1, ed25519Algorithm);
    std::ranges::copy(signer.key, bytes.begin() + 1);
    return bytes;
}

Bytes keyIdOf(const SignerKey& signer) {
    const Digest digest = base::Sha256().add(signer.name).add("\n").add(typedKey(signer)).finish();
    return {digest.begin(), digest.begin() + keyIdSize};
}

/// Cuts the text up to the next `separator` off the front of `rest`; empty when there is none.
std::optional<std::string_view> cut(std::string_view& rest, char separator) {
    const std::size_t end = rest.find(separator);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view piece = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return piece;
}

std::optional<std::uint64_t> decimal(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() ||
        std::to_string(number) != text) {
        return std::nullopt;
    }
    return number;
}

/// The text that is signed, and the signature lines below the empty line.
struct NoteParts {
    std::string_view text;
    std::string_view signatures;
};

std::optional<NoteParts> partsOf(std::string_view note, std::size_t mostBytes = maxNoteBytes) {
    const std::size_t gap = note.find("\n\n");
    if (note.size() > mostBytes || gap == std::string_view::npos || !note.ends_with('\n')) {
        return std::nullopt;
    }
    return NoteParts{.text = note.substr(0, gap + 1), .signatures = note.substr(gap + 2)};
}

bool isSignedBy(std::string_view text, std::span<const std::uint8_t> signature,
                const SignerKey& signer) {
    EVP_PKEY* key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, signer.key.data(),
                                                signer.key.size());
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const bool valid =
        key != nullptr && context != nullptr &&
        EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, key) == 1 &&
        EVP_DigestVerify(context, signature.data(), signature.size(),
                         reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return valid;
}

} // namespace

std::string SignerKey::text() const {
    return fmt::format("{}+{}+{}", name, base::toHex(keyIdOf(*this)), toBase64(typedKey(*this)));
}

Result<SignerKey> SignerKey::fromText(std::string_view text) {
    std::string_view rest = text;
    const auto signerName = cut(rest, '+');
    const auto keyId = cut(rest, '+');
    // Base64 has '+' among its letters, so what is left may contain some.
    const auto bytes = fromBase64(rest);
    SignerKey signer;
    if (!signerName || !canBeAName(*signerName) || !keyId || !bytes ||
        bytes->size() != signer.key.size() + 1 || bytes->front() != ed25519Algorithm) {
        return keyFault("this is no Ed25519 verifier key");
    }
    signer.name = *signerName;
    std::copy(bytes->begin() + 1, bytes->end(), signer.key.begin());
    if (base::toHex(keyIdOf(signer)) != *keyId) {
        return keyFault("the verifier key does not have its own key id");
    }
    return signer;
}

void StationKey::Free::operator()(evp_pkey_st* key) const noexcept { EVP_PKEY_free(key); }

Result<StationKey::Key> StationKey::read(const std::filesystem::path& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) {
        return keyFault(fmt::format("{}: {}", file.string(), std::strerror(errno)));
    }

    struct stat facts {};

    std::string pem(maxKeyFileBytes, '\0');
    const bool known = fstat(descriptor, &facts) == 0;
    const ssize_t size = ::read(descriptor, pem.data(), pem.size());
    close(descriptor);
    if (!known || !S_ISREG(facts.st_mode) || (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return keyFault(file.string() + " must be readable by its owner only");
    }
    BIO* text = BIO_new_mem_buf(pem.data(), static_cast<int>(std::max<ssize_t>(size, 0)));
    CHECK(text != nullptr);
    Key key(PEM_read_bio_PrivateKey(text, nullptr, nullptr, const_cast<char*>("")));
    BIO_free(text);
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) {
        return keyFault(file.string() + " holds no Ed25519 key");
    }
    return key;
}

Result<StationKey::Key> StationKey::make(const std::filesystem::path& file) {
    Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    BIO* text = BIO_new(BIO_s_mem());
    CHECK(key && text != nullptr);
    CHECK(PEM_write_bio_PKCS8PrivateKey(text, key.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
          1);
    char* pem = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(text, &pem));
    const int error = base::writeNewFile(file, std::string_view(pem, size), S_IRUSR | S_IWUSR);
    BIO_free(text);
    if (error != 0) {
        return keyFault(fmt::format("{}: {}", file.string(), std::strerror(error)));
    }
    return key;
}

Result<StationKey::Key> StationKey::find(const ProviderKey& place) {
    // Whoever loads one provider by name gets no other by itself, and ours is for all else.
    if (OSSL_PROVIDER_load(nullptr, "default") == nullptr ||
        OSSL_PROVIDER_load(nullptr, place.provider.c_str()) == nullptr) {
        return keyFault(
            fmt::format("OpenSSL has no provider \"{}\": {}", place.provider, whyNot()));
    }
    OSSL_STORE_CTX* const store =
        OSSL_STORE_open(place.uri.c_str(), UI_null(), nullptr, nullptr, nullptr);
    if (store == nullptr) {
        return keyFault(fmt::format("{}: {}", place.provider, whyNot()));
    }
    Key found;
    unsigned keys = 0;
    while (OSSL_STORE_eof(store) == 0 && keys < 2) {
        OSSL_STORE_INFO* const item = OSSL_STORE_load(store);
        if (item == nullptr) {
            break; // What cannot be loaded is no key; why, is in the error queue.
        }
        if (OSSL_STORE_INFO_get_type(item) == OSSL_STORE_INFO_PKEY) {
            found.reset(OSSL_STORE_INFO_get1_PKEY(item));
            ++keys;
        }
        OSSL_STORE_INFO_free(item);
    }
    OSSL_STORE_close(store);
    if (keys != 1 || EVP_PKEY_is_a(found.get(), "ED25519") != 1) {
        return keyFault(keys == 0 ? fmt::format("{} has no key there: {}", place.provider, whyNot())
                                  : fmt::format("{} has {} there", place.provider,
                                                keys == 1 ? "no Ed25519 key" : "several keys"));
    }
    return found;
}

/// A key that proves itself by what it signs, under the name of its station, with its public part
/// on the disk.
Result<StationKey> StationKey::settle(Key pair, const std::filesystem::path& publicFile,
                                      const std::string& station) {
    SignerKey signer{.name = "greenlight/" + station};
    std::size_t size = signer.key.size();
    if (EVP_PKEY_get_raw_public_key(pair.get(), signer.key.data(), &size) != 1 ||
        size != signer.key.size()) {
        return keyFault("the key does not show its public part: " + whyNot());
    }
    StationKey key(std::move(signer), std::move(pair));
    const std::string trial = "a trial of the station's key\n";
    TRY(verifiedText(TRY(key.signText(trial)), key.signer(), maxNoteBytes));
    std::error_code error;
    if (!std::filesystem::exists(publicFile, error)) {
        const int failed = base::writeNewFile(publicFile, key.signer().text() + "\n", 0644);
        if (failed != 0) {
            return keyFault(fmt::format("{}: {}", publicFile.string(), std::strerror(failed)));
        }
    }
    return key;
}

Result<StationKey> StationKey::loadOrMake(const std::filesystem::path& file,
                                          const std::string& station) {
    if (!canBeAName(station)) {
        return keyFault(fmt::format("\"{}\" is no name for a key", station));
    }
    std::error_code error;
    const bool exists = std::filesystem::exists(std::filesystem::symlink_status(file, error));
    return settle(exists ? TRY(read(file)) : TRY(make(file)), file.string() + ".pub", station);
}

Result<StationKey> StationKey::ofProvider(const ProviderKey& place,
                                          const std::filesystem::path& publicFile,
                                          const std::string& station) {
    if (!canBeAName(station)) {
        return keyFault(fmt::format("\"{}\" is no name for a key", station));
    }
    StationKey key = TRY(settle(TRY(find(place)), publicFile, station));
    // The records so far were signed by the key in that file: another one is a mistake, or worse.
    std::ifstream stream(publicFile, std::ios::binary);
    std::string known;
    std::getline(stream, known);
    if (known != key.signer().text()) {
        return keyFault(fmt::format("{} is of another key", publicFile.string()));
    }
    return key;
}

Result<std::string> StationKey::sign(const TreeHead& head) const {
    if (head.size == 0) {
        return Fault{.code = FaultCode::JournalWrite,
                     .stage = Stage::Record,
                     .note = "there is nothing to sign yet"};
    }
    return signText(fmt::format("{}\n{}\n{}\n", m_signer.name, head.size, toBase64(head.root)));
}

Result<std::string> StationKey::signText(std::string_view text) const {
    CHECK(text.ends_with('\n') && text.find("\n\n") == std::string_view::npos);
    std::array<std::uint8_t, signatureSize> signature{};
    std::size_t size = signature.size();
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    CHECK(context != nullptr);
    const bool done =
        EVP_DigestSignInit(context, nullptr, nullptr, nullptr, m_key.get()) == 1 &&
        EVP_DigestSign(context, signature.data(), &size,
                       reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
    EVP_MD_CTX_free(context);
    if (!done || size != signature.size()) {
        return keyFault("the key does not sign: " + whyNot());
    }
    Bytes line = keyIdOf(m_signer);
    line.insert(line.end(), signature.begin(), signature.end());
    return fmt::format("{}\n{}{} {}\n", text, signatureLead, m_signer.name, toBase64(line));
}

Result<Checkpoint> readNote(std::string_view note) {
    const auto parts = partsOf(note);
    if (!parts) {
        return noteFault("this is no signed note");
    }
    std::string_view rest = parts->text;
    const auto origin = cut(rest, '\n');
    const auto size = decimal(cut(rest, '\n').value_or(""));
    const auto root = fromBase64(cut(rest, '\n').value_or(""));
    Checkpoint checkpoint;
    if (!origin || origin->empty() || !size || *size == 0 || !root ||
        root->size() != checkpoint.head.root.size() || !rest.empty()) {
        return noteFault("it does not state origin, size and root");
    }
    checkpoint.origin = *origin;
    checkpoint.head.size = *size;
    std::ranges::copy(*root, checkpoint.head.root.begin());
    return checkpoint;
}

Result<Checkpoint> verifyNote(std::string_view note, const SignerKey& signer) {
    Checkpoint checkpoint = TRY(readNote(note));
    if (checkpoint.origin != signer.name) {
        return noteFault("it is of another station: " + checkpoint.origin);
    }
    TRY(verifiedText(note, signer, maxNoteBytes));
    return checkpoint;
}

Result<std::string> verifiedText(std::string_view note, const SignerKey& signer,
                                 std::size_t mostBytes) {
    const auto parts = partsOf(note, mostBytes);
    if (!parts) {
        return noteFault("this is no signed note");
    }
    const Bytes keyId = keyIdOf(signer);
    const std::string ours = fmt::format("{}{} ", signatureLead, signer.name);
    std::string_view rest = parts->signatures;
    // Notes may carry signatures of others (witnesses); only the one of our key decides.
    while (const auto line = cut(rest, '\n')) {
        if (!line->starts_with(ours)) {
            continue;
        }
        const auto bytes = fromBase64(line->substr(ours.size()));
        if (bytes && bytes->size() == keyIdSize + signatureSize &&
            std::equal(keyId.begin(), keyId.end(), bytes->begin())) {
            if (!isSignedBy(parts->text, std::span(*bytes).subspan(keyIdSize), signer)) {
                return noteFault("the signature is wrong");
            }
            return std::string(parts->text);
        }
    }
    return noteFault("this station's key did not sign it");
}

} // namespace greenlight::db
