#include "db/proof_file.h"
#include "engine/job/recipe.h"
#include "station/paper/certificate.h"
#include "tests/db/workbench.h"
#include "tests/paper/pdf.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace greenlight::station::paper {
namespace {

using test::outputOf;
using test::textOfPdf;
using testing::HasSubstr;
using testing::Not;

/// A unit on record, and its certificate.
class Certificate : public db::JournalTest {
protected:
    void SetUp() override {
        auto made = db::StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3");
        ASSERT_TRUE(made.ok());
        key.emplace(std::move(made).value());
    }

    void fail(const std::string& serial, std::uint32_t chipNumber) {
        ASSERT_TRUE(attempt(db::intent(serial), db::chip(chipNumber),
                            db::failing(db::chip(chipNumber), serial))
                        .ok());
    }

    CertificateFacts factsOf(const std::string& serial) {
        CertificateFacts facts{
            .station = "line1-st3", .madeAt = "2026-11-23T13:00:00.000+01:00", .madeBy = "Mara"};
        facts.checkpoint = journal().checkpoint(*key).value();
        auto units = db::Units::open(m_file, m_clock);
        facts.attempts = units->bySerial(serial)->attempts;
        std::vector<std::uint64_t> sequences;
        for (const db::AttemptRecord& each : facts.attempts) {
            sequences.push_back(each.attempt);
        }
        auto proofs = db::Proofs::open(m_file, m_clock);
        facts.proof = proofs->ofAttempts(sequences).value();
        return facts;
    }

    std::string textOf(const CertificateFacts& facts) {
        const auto written = writeCertificate(facts, file);
        EXPECT_TRUE(written.ok()) << base::toLogLine(written.fault());
        EXPECT_EQ(test::pagesOfPdf(file), "1\n");
        EXPECT_EQ(test::strangeFontsOfPdf(file), "");
        return textOfPdf(file);
    }

    /// The text without the breaks of its lines.
    static std::string joined(std::string text) {
        std::erase_if(text, [](char c) { return c == '\n' || c == ' ' || c == '\f'; });
        return text;
    }

    std::filesystem::path file = m_folder.file("unit.pdf");
    std::optional<db::StationKey> key;
};

TEST_F(Certificate, SaysOnOnePageWhatIsOnRecord) {
    fail("TH200-000101", 1);
    ASSERT_TRUE(pass("TH200-000101", 1).ok());
    const CertificateFacts facts = factsOf("TH200-000101");
    const std::string text = textOf(facts);
    for (const char* part :
         {"PASS", "TH200-000101", "TH-200", "thermostat-main 1.4.2", "4711", "1-1.2", "line1-st3",
          "V2J39S7", "All attempts (2)", "entries 4 to 6", "STM32H72x/73x"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
    const db::AttemptRecord& last = facts.attempts.back();
    const std::string whole = joined(text);
    EXPECT_THAT(whole, HasSubstr(base::toHex(*last.leaf)));
    EXPECT_THAT(whole, HasSubstr(base::toHex(db::leafHash("flash"))));
    EXPECT_THAT(whole, HasSubstr(joined(facts.checkpoint)));
}

TEST_F(Certificate, SaysWhatWentWrongInASentence) {
    fail("A", 1);
    const std::string text = textOf(factsOf("A"));
    EXPECT_THAT(text, HasSubstr("FAIL"));
    EXPECT_THAT(text, Not(HasSubstr("PASS")));
    EXPECT_THAT(joined(text),
                HasSubstr(joined(base::describe({.code = FaultCode::DigestMismatch}).happened)));
}

TEST_F(Certificate, HoldsTheProofAsAFileThatOthersCheck) {
    ASSERT_TRUE(pass("A", 1).ok());
    const CertificateFacts facts = factsOf("A");
    static_cast<void>(textOf(facts));
    const std::filesystem::path proof = m_folder.file("proof.json");
    outputOf("pdfdetach -savefile proof.json -o " + proof.string() + " " + file.string());
    std::ifstream stream(proof, std::ios::binary);
    const std::string saved{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(saved, facts.proof);
    EXPECT_TRUE(db::checkProof(saved, key->signer()).ok());
    std::ofstream(m_folder.file("key.pub")) << key->signer().text() << "\n";
    const std::string check = std::string(GREENLIGHT_SOURCE_DIR) + "/deploy/check-proof ";
    const std::string with = " --key " + m_folder.file("key.pub").string();
    EXPECT_THAT(outputOf(check + proof.string() + with), HasSubstr("proven: 3 entries"));
    EXPECT_THAT(outputOf(check + file.string() + with), HasSubstr("proven: 3 entries"))
        << "out of the PDF itself";
}

TEST_F(Certificate, HoldsEverythingHoweverMuchItIs) {
    job::Intent wanted = db::intent(std::string(job::longestSerial, 'W'));
    wanted.operatorName = std::string(60, 'M');
    wanted.slot = "the slot with the long name";
    wanted.images.clear();
    for (int i = 0; i < 8; ++i) {
        wanted.images.push_back({.name = std::string(50, static_cast<char>('a' + i)) + ".hex",
                                 .sha256 = db::leafHash(std::to_string(i))});
    }
    job::Evidence evidence = db::failing(db::chip(1), wanted.serial);
    for (int i = 0; i < 12; ++i) {
        evidence.warnings.push_back("a remark about something that was seen at the end");
    }
    for (int i = 0; i < 30; ++i) {
        ASSERT_TRUE(attempt(wanted, db::chip(1), evidence).ok());
    }
    const std::string text = joined(textOf(factsOf(wanted.serial)));
    EXPECT_THAT(text, HasSubstr(wanted.serial));
    EXPECT_THAT(text, HasSubstr(base::toHex(db::leafHash("7"))));
    EXPECT_THAT(text, HasSubstr(wanted.operatorName));
    EXPECT_THAT(text, HasSubstr("of30attempts"));
    const std::string note = joined(journal().checkpoint(*key).value());
    EXPECT_THAT(text, HasSubstr(note)) << "the last thing on the page";
}

TEST_F(Certificate, SaysSoWhereItCannotWrite) {
    ASSERT_TRUE(pass("A", 1).ok());
    const auto written = writeCertificate(factsOf("A"), m_folder.file("nowhere") / "unit.pdf");
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.fault().code, FaultCode::FileNotWritten);
}

} // namespace
} // namespace greenlight::station::paper
