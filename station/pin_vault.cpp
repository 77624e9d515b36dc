#include "station/pin_vault.h"

#include "engine/base/check.h"
#include "engine/base/durable_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <optional>

namespace greenlight::station {

namespace {

using Json = nlohmann::ordered_json;

constexpr int fileFormat = 1;
constexpr std::size_t largestFile = std::size_t{1} << 20U;
constexpr std::uint64_t mostMemory = std::uint64_t{64} << 20U;
constexpr std::uint64_t mostPasses = 4;
/// What OpenSSL counts beyond the big table: a few blocks of r.
constexpr std::uint64_t spareMemory = std::uint64_t{1} << 20U;

Fault unusable(const std::filesystem::path& file, std::string_view why) {
    return {.code = FaultCode::PersonSecrets, .note = fmt::format("{}: {}", file.string(), why)};
}

bool isAffordable(const ScryptCost& cost) {
    return std::has_single_bit(cost.n) && cost.n > 1 && cost.r > 0 && cost.p > 0 &&
           cost.p <= mostPasses && cost.r <= mostMemory && cost.n <= mostMemory &&
           128 * cost.r <= mostMemory / cost.n;
}

Digest scrypt(std::string_view pin, const Digest& salt, const ScryptCost& cost) {
    Digest hash{};
    CHECK(EVP_PBE_scrypt(pin.data(), pin.size(), salt.data(), salt.size(), cost.n, cost.r, cost.p,
                         mostMemory + spareMemory, hash.data(), hash.size()) == 1);
    return hash;
}

/// The content of a file that only its owner may read.
Result<std::string> contentOf(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) {
        return unusable(path, std::strerror(errno));
    }

    struct stat facts {};

    const bool known = ::fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size >= 0 &&
                       static_cast<std::uint64_t>(facts.st_size) <= largestFile;
    const bool closed = known && (facts.st_mode & (S_IRWXG | S_IRWXO)) == 0;
    std::string text(closed ? static_cast<std::size_t>(facts.st_size) : 0, '\0');
    const bool read = ::read(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(file);
    if (!known) {
        return unusable(path, "this is no such file");
    }
    if (!closed) {
        return unusable(path, "must be readable by its owner only");
    }
    return read ? Result<std::string>(std::move(text)) : unusable(path, "cannot be read");
}

std::optional<Digest> digestAt(const Json& json, const char* key) {
    return json.contains(key) && json[key].is_string()
               ? base::digestFromHex(json[key].get<std::string>())
               : std::nullopt;
}

std::uint64_t numberAt(const Json& json, const char* key) {
    return json.contains(key) && json[key].is_number_unsigned() ? json[key].get<std::uint64_t>()
                                                                : 0;
}

} // namespace

std::string PinVault::Record::name() const {
    return base::toHex(base::Sha256()
                           .add(fmt::format("greenlight pin 1\n{} {} {}\n", cost.n, cost.r, cost.p))
                           .add(salt)
                           .add(hash)
                           .finish());
}

Result<PinVault> PinVault::open(std::filesystem::path file, ScryptCost cost) {
    CHECK(isAffordable(cost));
    PinVault vault(std::move(file), cost);
    TRY(vault.read(TRY(contentOf(vault.m_file))));
    return vault;
}

Result<PinVault> PinVault::openOrMake(std::filesystem::path file, ScryptCost cost) {
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
        return open(std::move(file), cost);
    }
    CHECK(isAffordable(cost));
    PinVault vault(std::move(file), cost);
    base::fillRandom(vault.m_badgeKey);
    TRY(vault.write());
    return vault;
}

Result<void> PinVault::read(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    const auto key = json.is_object() ? digestAt(json, "badge_key") : std::nullopt;
    if (!key || numberAt(json, "format") != fileFormat || !json.contains("pins") ||
        !json["pins"].is_array()) {
        return unusable(m_file, "this is no file of PINs");
    }
    m_badgeKey = *key;
    for (const Json& pin : json["pins"]) {
        const auto salt = pin.is_object() ? digestAt(pin, "salt") : std::nullopt;
        const auto hash = pin.is_object() ? digestAt(pin, "hash") : std::nullopt;
        if (!salt || !hash) {
            return unusable(m_file, "a PIN in it is no PIN");
        }
        const Record record{.salt = *salt,
                            .cost = {numberAt(pin, "n"), numberAt(pin, "r"), numberAt(pin, "p")},
                            .hash = *hash};
        if (!isAffordable(record.cost)) {
            return unusable(m_file, "a PIN in it costs too much or nothing");
        }
        m_records.emplace(record.name(), record);
    }
    return {};
}

Result<void> PinVault::write() const {
    Json pins = Json::array();
    for (const auto& [name, record] : m_records) {
        pins.push_back({{"salt", base::toHex(record.salt)},
                        {"n", record.cost.n},
                        {"r", record.cost.r},
                        {"p", record.cost.p},
                        {"hash", base::toHex(record.hash)}});
    }
    const Json json{
        {"format", fileFormat}, {"badge_key", base::toHex(m_badgeKey)}, {"pins", std::move(pins)}};
    const int error = base::replaceFile(m_file, json.dump(1) + "\n", 0600);
    return error == 0 ? Result<void>() : unusable(m_file, std::strerror(error));
}

std::string PinVault::nameOfBadge(std::string_view badge) const {
    Digest digest{};
    unsigned size = 0;
    CHECK(HMAC(EVP_sha256(), m_badgeKey.data(), static_cast<int>(m_badgeKey.size()),
               reinterpret_cast<const unsigned char*>(badge.data()), badge.size(), digest.data(),
               &size) != nullptr &&
          size == digest.size());
    return base::toHex(digest);
}

Result<std::string> PinVault::keep(std::string_view pin) {
    Record record{.cost = m_cost};
    base::fillRandom(record.salt);
    record.hash = scrypt(pin, record.salt, record.cost);
    std::string name = record.name();
    m_records.emplace(name, record);
    TRY(write());
    return name;
}

Result<void> PinVault::forgetAllBut(const std::set<std::string>& names) {
    const auto gone = std::erase_if(
        m_records, [&names](const auto& known) { return !names.contains(known.first); });
    return gone == 0 ? Result<void>() : write();
}

Result<bool> PinVault::matches(std::string_view pin, const std::string& name) const {
    const auto found = m_records.find(name);
    if (found == m_records.end()) {
        return unusable(m_file, "it has not the PIN that is on record");
    }
    const Record& record = found->second;
    const Digest hash = scrypt(pin, record.salt, record.cost);
    return CRYPTO_memcmp(hash.data(), record.hash.data(), hash.size()) == 0;
}

} // namespace greenlight::station
