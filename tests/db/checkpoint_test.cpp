#include "db/checkpoint.h"
#include "tests/db/workbench.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

namespace greenlight::db {
namespace {

/// A good private key, but a P-256 one.
std::string pemOfAnotherSort() {
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    BIO* text = BIO_new(BIO_s_mem());
    EXPECT_EQ(PEM_write_bio_PrivateKey(text, key, nullptr, nullptr, 0, nullptr, nullptr), 1);
    char* bytes = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(text, &bytes));
    std::string pem(bytes, size);
    BIO_free(text);
    EVP_PKEY_free(key);
    return pem;
}

class CheckpointTest : public ::testing::Test {
protected:
    Result<StationKey> load(const std::string& station = "line1-st3") {
        return StationKey::loadOrMake(m_file, station);
    }

    void expectRefused(const std::string& note) {
        const auto key = load();
        ASSERT_FALSE(key.ok());
        EXPECT_EQ(key.fault().code, FaultCode::StationKey);
        EXPECT_NE(key.fault().note.find(note), std::string::npos) << key.fault().note;
    }

    void writeKeyFile(const std::string& content) {
        std::ofstream(m_file) << content;
        std::filesystem::permissions(m_file, std::filesystem::perms(0600));
    }

    [[nodiscard]] std::string publicFile() const {
        std::ifstream file(m_file.string() + ".pub");
        std::stringstream text;
        text << file.rdbuf();
        return text.str();
    }

    Folder m_folder;
    std::filesystem::path m_file = m_folder.file("station.key");
    TreeHead m_head{.size = 1042, .root = leafHash("root")};
};

TEST_F(CheckpointTest, AKeyThatAProviderKeepsSignsLikeOneInAFile) {
    const auto made = load();
    ASSERT_TRUE(made.ok());
    const ProviderKey place{.provider = "default", .uri = "file:" + m_file.string()};
    const std::filesystem::path publicPart = m_folder.file("elsewhere.pub");
    const auto kept = StationKey::ofProvider(place, publicPart, "line1-st3");
    ASSERT_TRUE(kept.ok()) << kept.fault().note;
    EXPECT_EQ(kept->signer().text(), made->signer().text());
    EXPECT_TRUE(verifyNote(kept->sign(m_head).value(), made->signer()).ok());
    EXPECT_TRUE(std::filesystem::exists(publicPart));
    EXPECT_TRUE(StationKey::ofProvider(place, publicPart, "line1-st3").ok());
    EXPECT_FALSE(StationKey::ofProvider(place, publicPart, "line 1").ok());
}

TEST_F(CheckpointTest, AProviderThatHasNoSuchKeyIsRefusedInWords) {
    const auto refusal = [this](const std::string& provider, const std::string& uri) {
        const auto key = StationKey::ofProvider({.provider = provider, .uri = uri},
                                                m_folder.file("x.pub"), "line1-st3");
        EXPECT_FALSE(key.ok());
        EXPECT_FALSE(std::filesystem::exists(m_folder.file("x.pub")));
        return key.ok() ? std::string() : key.fault().note;
    };
    ASSERT_TRUE(load().ok());
    EXPECT_NE(refusal("no-such-provider", "file:/x").find("no-such-provider"), std::string::npos);
    EXPECT_NE(refusal("default", "file:" + m_folder.file("none").string()).find("default"),
              std::string::npos);
    EXPECT_NE(refusal("default", "pkcs11:object=station").find("default"), std::string::npos);
    std::ifstream stream(m_file);
    const std::string pem((std::istreambuf_iterator<char>(stream)), {});
    writeKeyFile(pemOfAnotherSort());
    EXPECT_NE(refusal("default", "file:" + m_file.string()).find("no Ed25519 key"),
              std::string::npos);
    writeKeyFile(pem + pem);
    EXPECT_NE(refusal("default", "file:" + m_file.string()).find("several keys"),
              std::string::npos);
    writeKeyFile("nothing of the kind");
    EXPECT_NE(refusal("default", "file:" + m_file.string()).find("no key there"),
              std::string::npos);
}

TEST_F(CheckpointTest, AProvidersKeyThatIsNotTheOneBeforeIsRefused) {
    ASSERT_TRUE(load().ok());
    const std::filesystem::path publicPart = m_file.string() + ".pub";
    std::filesystem::remove(m_file);
    std::filesystem::rename(publicPart, m_folder.file("before.pub"));
    ASSERT_TRUE(load().ok());
    const auto key =
        StationKey::ofProvider({.provider = "default", .uri = "file:" + m_file.string()},
                               m_folder.file("before.pub"), "line1-st3");
    ASSERT_FALSE(key.ok());
    EXPECT_NE(key.fault().note.find("is of another key"), std::string::npos) << key.fault().note;
}

TEST_F(CheckpointTest, AKeyIsMadeOnceForItsOwnerOnlyAndKept) {
    const auto made = load();
    ASSERT_TRUE(made.ok());

    struct stat facts {};

    ASSERT_EQ(stat(m_file.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 07777U, 0600U);
    EXPECT_EQ(publicFile(), made->signer().text() + "\n");
    const auto again = load();
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again->signer().key, made->signer().key);
}

TEST_F(CheckpointTest, AKeyThatOthersMayReadIsRefused) {
    ASSERT_TRUE(load().ok());
    std::filesystem::permissions(m_file, std::filesystem::perms(0640));
    expectRefused("readable by its owner only");
}

TEST_F(CheckpointTest, WhatIsNoEd25519KeyIsRefusedAndLeftAlone) {
    writeKeyFile("not a key");
    expectRefused("no Ed25519 key");
    writeKeyFile("");
    expectRefused("no Ed25519 key");
    writeKeyFile(pemOfAnotherSort());
    expectRefused("no Ed25519 key");
    EXPECT_FALSE(std::filesystem::exists(m_file.string() + ".pub"));
}

TEST_F(CheckpointTest, AKeyInAMissingFolderOrBehindALinkIsRefused) {
    m_file = m_folder.file("nowhere") / "station.key";
    expectRefused("No such file or directory");
    m_file = m_folder.file("link.key");
    std::filesystem::create_symlink("/dev/null", m_file);
    expectRefused("symbolic links");
}

TEST_F(CheckpointTest, AStationNameThatANoteCannotCarryIsRefused) {
    for (const std::string name : {"", "line 1", "line+1", "line\n1"}) {
        const auto key = load(name);
        ASSERT_FALSE(key.ok()) << name;
        EXPECT_EQ(key.fault().code, FaultCode::StationKey);
    }
    EXPECT_FALSE(std::filesystem::exists(m_file));
}

TEST_F(CheckpointTest, VerifierKeysAreWrittenAsOtherToolsWriteThem) {
    // Keys from the documentation of Go's sumdb/note package and of its checksum database.
    for (const std::string text :
         {"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"}) {
        const auto signer = SignerKey::fromText(text);
        ASSERT_TRUE(signer.ok()) << signer.fault().note;
        EXPECT_EQ(signer->text(), text);
    }
}

TEST_F(CheckpointTest, AVerifierKeyThatIsNotWholeIsRefused) {
    for (const std::string text :
         {"", "PeterNeumann", "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a3+",
          "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumann+c74f20a3+AhpcZQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
          "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
        const auto signer = SignerKey::fromText(text);
        ASSERT_FALSE(signer.ok()) << text;
        EXPECT_EQ(signer.fault().code, FaultCode::StationKey);
    }
}

TEST_F(CheckpointTest, ANoteSaysWhatWasSignedInTheAgreedForm) {
    const auto key = load();
    ASSERT_TRUE(key.ok());
    const auto note = key->sign(m_head);
    ASSERT_TRUE(note.ok());
    EXPECT_TRUE(note->starts_with("greenlight/line1-st3\n1042\n")) << *note;
    EXPECT_NE(note->find("\n\n\xE2\x80\x94 greenlight/line1-st3 "), std::string::npos) << *note;
    const auto checkpoint = verifyNote(*note, key->signer());
    ASSERT_TRUE(checkpoint.ok()) << checkpoint.fault().note;
    EXPECT_EQ(checkpoint->origin, "greenlight/line1-st3");
    EXPECT_EQ(checkpoint->head, m_head);
}

TEST_F(CheckpointTest, NothingIsNotSigned) {
    const auto note = load()->sign({});
    ASSERT_FALSE(note.ok());
    EXPECT_EQ(note.fault().code, FaultCode::JournalWrite);
}

TEST_F(CheckpointTest, ANoteThatWasChangedAnywhereIsRefused) {
    const auto key = load();
    ASSERT_TRUE(key.ok());
    const std::string note = key->sign(m_head).value();
    for (std::size_t place = 0; place < note.size(); ++place) {
        std::string changed = note;
        changed.at(place) = changed.at(place) == 'A' ? 'B' : 'A';
        EXPECT_FALSE(verifyNote(changed, key->signer()).ok()) << place;
        EXPECT_FALSE(verifyNote(note.substr(0, place), key->signer()).ok()) << place;
    }
}

TEST_F(CheckpointTest, ANoteOfAnotherKeyOrStationIsRefused) {
    const auto key = load();
    ASSERT_TRUE(key.ok());
    const auto other = StationKey::loadOrMake(m_folder.file("other.key"), "line1-st3");
    const auto elsewhere = StationKey::loadOrMake(m_file, "line1-st4");
    ASSERT_TRUE(other.ok() && elsewhere.ok());
    EXPECT_FALSE(verifyNote(other->sign(m_head).value(), key->signer()).ok());
    EXPECT_FALSE(verifyNote(elsewhere->sign(m_head).value(), key->signer()).ok());
}

TEST_F(CheckpointTest, TheSignatureOfAWitnessDoesNotDisturb) {
    const auto key = load();
    ASSERT_TRUE(key.ok());
    const std::string note = key->sign(m_head).value();
    const std::size_t signatures = note.find("\n\n") + 2;
    const std::string witness = "\xE2\x80\x94 witness.example AAAAAAAA\n";
    EXPECT_TRUE(verifyNote(note + witness, key->signer()).ok());
    std::string before = note;
    EXPECT_TRUE(verifyNote(before.insert(signatures, witness), key->signer()).ok());
}

TEST_F(CheckpointTest, HostileNotesAreRefused) {
    for (const std::string& note :
         {std::string(), std::string("\n\n"), std::string("a\n0\nAAAA\n\n"),
          std::string("a\n1\n\n"), std::string("a\n01\n") + std::string(43, 'A') + "=\n\n",
          std::string("a\n1\n") + std::string(44, 'A') + "\n\n",
          std::string("a\n1\n") + std::string(43, 'A') + "=\nmore\n\n",
          std::string("a\n99999999999999999999\n") + std::string(43, 'A') + "=\n\n",
          std::string(1'000'000, '\n')}) {
        const auto read = readNote(note);
        ASSERT_FALSE(read.ok()) << note.substr(0, 80);
        EXPECT_EQ(read.fault().code, FaultCode::JournalCorrupt);
    }
    EXPECT_TRUE(readNote("a\n1\n" + std::string(43, 'A') + "=\n\n").ok());
}

class JournalCheckpointTest : public JournalTest {};

TEST_F(JournalCheckpointTest, TheJournalSignsItsTreeAndKeepsTheNote) {
    const auto key = StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3");
    ASSERT_TRUE(key.ok());
    EXPECT_FALSE(journal().checkpoint(*key).ok());
    ASSERT_TRUE(pass("A", 1).ok());
    const auto note = journal().checkpoint(*key);
    ASSERT_TRUE(note.ok());
    EXPECT_EQ(verifyNote(*note, key->signer())->head, journal().head());
    EXPECT_EQ(text("SELECT note FROM checkpoint WHERE size = 3"), *note);
    EXPECT_EQ(journal().checkpoint(*key).value(), *note);
    ASSERT_TRUE(pass("B", 2).ok());
    EXPECT_EQ(verifyNote(journal().checkpoint(*key).value(), key->signer())->head.size, 6U);
    EXPECT_EQ(count("SELECT count(*) FROM checkpoint"), 2);
}

} // namespace
} // namespace greenlight::db
