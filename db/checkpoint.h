#pragma once

#include "db/merkle.h"
#include "engine/base/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace greenlight::db {

/// A tree head in the words of a station.
struct Checkpoint {
    std::string origin{}; ///< which log: "greenlight/" and the station's name
    TreeHead head{};
};

/// A checkpoint is kept and handed around as a C2SP signed note (c2sp.org/tlog-checkpoint and
/// c2sp.org/signed-note):
///
///     greenlight/line1-st3
///     1042
///     <base64 of the root>
///
///     — greenlight/line1-st3 <base64 of key id and Ed25519 signature>
///
/// The key id is the first four bytes of SHA-256(name || "\n" || 0x01 || public key); what is
/// signed is the text above the empty line, its last line break included.

/// Who may have signed: a name and an Ed25519 public key (RFC 8032).
struct SignerKey {
    std::string name{};
    std::array<std::uint8_t, 32> key{};

    /// "name+key id+base64", as signed-note tools take it.
    [[nodiscard]] std::string text() const;

    /// The reverse of text(). Faults: StationKey.
    static Result<SignerKey> fromText(std::string_view text);
};

/// A key that somebody else keeps, such as a security token: an OpenSSL provider by the name of its
/// module, and the key by a URI that the provider understands (RFC 7512 for PKCS#11).
struct ProviderKey {
    std::string provider{};
    std::string uri{};
};

/// The station's own key pair. Signing is for any thread.
class StationKey {
public:
    /// Reads the key from `file` (PKCS#8 PEM), or makes one there when there is none: mode 0600,
    /// synced, and beside it `file`.pub with the text of its SignerKey. Faults: StationKey for a
    /// file that others may read, that is no Ed25519 key or cannot be read or written, and for a
    /// station name that a note cannot carry (empty, white space, '+').
    static Result<StationKey> loadOrMake(const std::filesystem::path& file,
                                         const std::string& station);

    /// Finds the key at its provider and has it sign something once. The text of its SignerKey is
    /// written to `publicFile` when there is none. What a provider asks a person for, such as a
    /// PIN, has to be in the URI or in OpenSSL's configuration. Faults: StationKey for a provider
    /// that cannot be loaded, a URI that leads to no Ed25519 key or to several, a public file that
    /// is of another key, a key that cannot sign, and for a station name that a note cannot carry.
    static Result<StationKey> ofProvider(const ProviderKey& place,
                                         const std::filesystem::path& publicFile,
                                         const std::string& station);

    /// A signed note of `head`. Faults: JournalWrite for a tree of no entries, StationKey when the
    /// key's provider does not sign any more.
    [[nodiscard]] Result<std::string> sign(const TreeHead& head) const;

    /// A signed note of any text: UTF-8 that ends with a line break and has no empty line in it,
    /// which it CHECKs. Faults: StationKey when the key's provider does not sign any more.
    [[nodiscard]] Result<std::string> signText(std::string_view text) const;

    [[nodiscard]] const SignerKey& signer() const noexcept { return m_signer; }

private:
    struct Free {
        void operator()(evp_pkey_st* key) const noexcept;
    };

    using Key = std::unique_ptr<evp_pkey_st, Free>;

    StationKey(SignerKey signer, Key key) : m_signer(std::move(signer)), m_key(std::move(key)) {}

    static Result<Key> read(const std::filesystem::path& file);
    static Result<Key> make(const std::filesystem::path& file);
    static Result<Key> find(const ProviderKey& place);
    static Result<StationKey> settle(Key key, const std::filesystem::path& publicFile,
                                     const std::string& station);

    SignerKey m_signer;
    Key m_key;
};

/// What a note says, its signature not looked at. Takes anything. Faults: JournalCorrupt.
Result<Checkpoint> readNote(std::string_view note);

/// What a note says when `signer` signed it. Takes anything. Faults: JournalCorrupt when it is no
/// such note, is another log's, has no signature of this key, or a wrong one.
Result<Checkpoint> verifyNote(std::string_view note, const SignerKey& signer);

/// The text of a note of at most `mostBytes` bytes when `signer` signed it, whatever it says. Takes
/// anything. Faults: JournalCorrupt.
Result<std::string> verifiedText(std::string_view note, const SignerKey& signer,
                                 std::size_t mostBytes);

} // namespace greenlight::db
