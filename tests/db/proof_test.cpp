#include "db/proof_file.h"
#include "tests/db/workbench.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <random>

namespace greenlight::db {
namespace {

class ProofFile : public JournalTest {
protected:
    void SetUp() override {
        for (std::uint32_t i = 1; i <= 100; ++i) {
            ASSERT_TRUE(pass("A" + std::to_string(i), i).ok());
        }
        auto made = StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3");
        ASSERT_TRUE(made.ok());
        key.emplace(std::move(made).value());
    }

    void sign() { ASSERT_TRUE(journal().checkpoint(*key).ok()); }

    Result<std::string> proofOf(const std::vector<std::uint64_t>& attempts) {
        auto proofs = TRY(Proofs::open(m_file, m_clock));
        return proofs.ofAttempts(attempts);
    }

    std::optional<StationKey> key;
};

TEST_F(ProofFile, ProvesTheEntriesOfAnAttemptWithoutTheJournal) {
    sign();
    const auto proof = proofOf({1, 148});
    ASSERT_TRUE(proof.ok()) << base::toLogLine(proof.fault());
    const auto proven = checkProof(*proof, key->signer());
    ASSERT_TRUE(proven.ok()) << base::toLogLine(proven.fault());
    EXPECT_EQ(proven->checkpoint.head, journal().head());
    ASSERT_EQ(proven->entries.size(), 6U);
    EXPECT_EQ(proven->entries.at(0).kind, "attempt-begun");
    EXPECT_EQ(proven->entries.at(2).data["verdict"], "PASS");
    EXPECT_EQ(proven->entries.at(3).sequence, 148U);
}

TEST_F(ProofFile, IsFoundGoodAndBadByAnIndependentProgramToo) {
    // Of the keys that there are, one whose base64 has a plus sign, which separates the parts of
    // its text as well.
    for (int i = 0; i < 64 && std::ranges::count(key->signer().text(), '+') < 3; ++i) {
        auto made = StationKey::loadOrMake(m_folder.file(std::to_string(i)), "line1-st3");
        ASSERT_TRUE(made.ok());
        key.emplace(std::move(made).value());
    }
    sign();
    const std::filesystem::path signer = m_folder.file("signer");
    std::ofstream(signer) << key->signer().text() << "\n";
    const auto accepts = [&](const std::string& proof) {
        const std::filesystem::path file = m_folder.file("proof.json");
        std::ofstream(file) << proof;
        const std::string command = std::string(GREENLIGHT_SOURCE_DIR) + "/deploy/check-proof " +
                                    file.string() + " --key " + signer.string() +
                                    " >/dev/null 2>&1";
        return std::system(command.c_str()) == 0;
    };
    const std::string proof = *proofOf({31});
    EXPECT_TRUE(accepts(proof));
    for (const char* part : {"4711", "\"index\": 31", "greenlight/line1-st3\\n30"}) {
        std::string lie = proof;
        ASSERT_NE(lie.find(part), std::string::npos) << part;
        lie[lie.find(part) + std::string_view(part).size() - 1] ^= 1;
        EXPECT_FALSE(accepts(lie)) << part;
    }
}

TEST_F(ProofFile, IsOfSignedEntriesOnly) {
    EXPECT_FALSE(proofOf({1}).ok()) << "nothing was signed yet";
    sign();
    ASSERT_TRUE(pass("late", 200).ok());
    const auto late = proofOf({301});
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.fault().code, FaultCode::StationKey);
    EXPECT_FALSE(proofOf({2}).ok()) << "no attempt begins there";
    auto proofs = Proofs::open(m_file, m_clock);
    ASSERT_TRUE(proofs.ok());
    EXPECT_TRUE(proofs->isSigned({1}).value());
    EXPECT_FALSE(proofs->isSigned({301}).value());
}

TEST_F(ProofFile, IsNoneForAnotherKey) {
    sign();
    auto other = StationKey::loadOrMake(m_folder.file("other.key"), "line1-st3");
    ASSERT_TRUE(other.ok());
    EXPECT_FALSE(checkProof(*proofOf({1}), other->signer()).ok());
}

TEST_F(ProofFile, WithAnyPartChangedIsNone) {
    sign();
    using Json = nlohmann::ordered_json;
    const Json good = Json::parse(*proofOf({31}));
    const auto refused = [this](const Json& json) {
        const auto proven = checkProof(json.dump(), key->signer());
        return !proven.ok() && proven.fault().code == FaultCode::JournalCorrupt;
    };
    ASSERT_FALSE(refused(good));
    const auto with = [&good](const auto& change) {
        Json json = good;
        change(json);
        return json;
    };
    EXPECT_TRUE(refused(with([](Json& j) { j["format"] = "greenlight-proof/2"; })));
    EXPECT_TRUE(refused(with([](Json& j) { j["entries"].clear(); })));
    EXPECT_TRUE(refused(with([](Json& j) { j["entries"][0]["index"] = 31; })));
    EXPECT_TRUE(refused(with([](Json& j) { j["entries"][0]["index"] = -1; })));
    EXPECT_TRUE(refused(with([](Json& j) { j["entries"][0]["index"] = UINT64_MAX; })));
    EXPECT_TRUE(refused(with([](Json& j) { j["entries"][0].erase("path"); })));
    EXPECT_TRUE(refused(with([](Json& j) { j["entries"][0]["path"].clear(); })));
    EXPECT_TRUE(refused(with([](Json& j) { j["entries"][0]["path"].push_back("00"); })));
    EXPECT_TRUE(refused(with([](Json& j) {
        auto& path = j["entries"][0]["path"];
        path.push_back(path.front());
    })));
    EXPECT_TRUE(refused(
        with([](Json& j) { std::swap(j["entries"][0]["body"], j["entries"][1]["body"]); })));
    EXPECT_TRUE(refused(with([](Json& j) { j["more"] = 1; })));
    EXPECT_TRUE(refused(Json(nullptr)));
    EXPECT_TRUE(refused(Json::array()));
}

TEST_F(ProofFile, SurvivesAnyByteBeingAnything) {
    sign();
    const std::string good = *proofOf({31});
    const Proven truth = *checkProof(good, key->signer());
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        std::string text = good;
        const std::size_t place = random() % text.size();
        text[place] = static_cast<char>(random());
        const auto proven = checkProof(text, key->signer());
        // White space and capitals of hexadecimal digits may differ; what is proven may not.
        if (proven.ok()) {
            ASSERT_EQ(proven->entries.size(), truth.entries.size()) << place;
            for (std::size_t each = 0; each < truth.entries.size(); ++each) {
                ASSERT_EQ(proven->entries[each].data, truth.entries[each].data) << place;
            }
        }
    }
    EXPECT_FALSE(checkProof(std::string(1000, '['), key->signer()).ok());
    EXPECT_FALSE(checkProof("", key->signer()).ok());
}

} // namespace
} // namespace greenlight::db
