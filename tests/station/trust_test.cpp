// Who may release a recipe: every way in which a signature can be worth nothing, each with keys and
// certificates that are made for the test.
#include "station/trust.h"
#include "tests/station/scratch.h"
#include "tests/station/signer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenlight::station {
namespace {

using test::CertificateSpec;
using test::now;
using test::Signer;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view text = "[recipe]\nname = \"thermostat\"\n";

/// An authority with a release and a quality signer, and a bundle that names the authority.
class TrustTest : public testing::Test {
protected:
    Result<Trust> trusting(const std::string& bundle) {
        return Trust::read(scratch.write("release.pem", bundle));
    }

    Result<std::vector<std::string>> signersOf(std::span<const std::uint8_t> signature) {
        return trust.signersOf(text, signature, now);
    }

    FaultCode refusalOf(std::span<const std::uint8_t> signature) {
        const auto signers = signersOf(signature);
        EXPECT_FALSE(signers.ok());
        return signers ? FaultCode::Internal : signers.fault().code;
    }

    test::Scratch scratch;
    Signer root = Signer::make({.commonName = "Root", .authority = true});
    Signer ada = Signer::make({.commonName = "Ada Release"}, &root);
    Signer grace = Signer::make({.commonName = "Grace Quality"}, &root);
    Trust trust = trusting(root.pem()).value();
};

TEST_F(TrustTest, NamesASignerBelowAnAuthorityOfTheBundle) {
    EXPECT_THAT(*signersOf(test::sign(text, {&ada})), ElementsAre("Ada Release"));
}

TEST_F(TrustTest, NamesBothOfTwoSigners) {
    EXPECT_THAT(*signersOf(test::sign(text, {&ada, &grace})),
                testing::UnorderedElementsAre("Ada Release", "Grace Quality"));
}

TEST_F(TrustTest, TakesASignerThatTheBundleNamesItself) {
    trust = trusting(ada.pem()).value();
    EXPECT_THAT(*signersOf(test::sign(text, {&ada})), ElementsAre("Ada Release"));
    EXPECT_EQ(refusalOf(test::sign(text, {&grace})), FaultCode::RecipeSignature);
}

TEST_F(TrustTest, TakesEveryAuthorityOfABundle) {
    const Signer next = Signer::make({.commonName = "Next root", .authority = true});
    const Signer joan = Signer::make({.commonName = "Joan"}, &next);
    trust = trusting(root.pem() + next.pem()).value();
    EXPECT_TRUE(signersOf(test::sign(text, {&ada})).ok());
    EXPECT_TRUE(signersOf(test::sign(text, {&joan})).ok());
}

TEST_F(TrustTest, RefusesASignerOfAnotherAuthority) {
    const Signer other = Signer::make({.commonName = "Root", .authority = true});
    const Signer mallory = Signer::make({.commonName = "Ada Release"}, &other);
    EXPECT_EQ(refusalOf(test::sign(text, {&mallory})), FaultCode::RecipeSignature);
    const Signer alone = Signer::make({.commonName = "Ada Release"});
    EXPECT_EQ(refusalOf(test::sign(text, {&alone})), FaultCode::RecipeSignature);
}

TEST_F(TrustTest, RefusesAGoodSignatureBesideAnUnknownOne) {
    const Signer mallory = Signer::make({.commonName = "Mallory"});
    EXPECT_EQ(refusalOf(test::sign(text, {&ada, &mallory})), FaultCode::RecipeSignature);
    EXPECT_EQ(refusalOf(test::sign(text, {&mallory, &ada})), FaultCode::RecipeSignature);
}

TEST_F(TrustTest, RefusesASignerThatIssuesForItself) {
    // A signer's certificate does not make an authority of its holder.
    const Signer mallory = Signer::make({.commonName = "Mallory"}, &ada);
    EXPECT_EQ(refusalOf(test::sign(text, {&mallory})), FaultCode::RecipeSignature);
}

TEST_F(TrustTest, RefusesEveryChangedByteOfTheContent) {
    const auto signature = test::sign(text, {&ada});
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string tampered(text);
        tampered[i] = static_cast<char>(tampered[i] ^ 1);
        EXPECT_FALSE(trust.signersOf(tampered, signature, now).ok()) << i;
    }
    EXPECT_FALSE(trust.signersOf(std::string(text) + "\n", signature, now).ok());
    EXPECT_FALSE(trust.signersOf(text.substr(1), signature, now).ok());
}

TEST_F(TrustTest, RefusesTheSignatureOfAnotherText) {
    EXPECT_EQ(refusalOf(test::sign("[recipe]\nname = \"other\"\n", {&ada})),
              FaultCode::RecipeSignature);
}

TEST_F(TrustTest, RefusesAnAttachedSignature) {
    const auto attached = test::sign(text, {&ada}, {.attached = true});
    const auto signers = signersOf(attached);
    ASSERT_FALSE(signers.ok());
    EXPECT_THAT(signers.fault().note, HasSubstr("not detached"));
}

TEST_F(TrustTest, RefusesASignatureWithoutItsCertificate) {
    EXPECT_EQ(refusalOf(test::sign(text, {&ada}, {.withCertificates = false})),
              FaultCode::RecipeSignature);
}

TEST_F(TrustTest, RefusesAMessageThatNobodySigned) {
    EXPECT_EQ(refusalOf(test::sign(text, {})), FaultCode::RecipeSignature);
}

TEST_F(TrustTest, RefusesWhatIsNoSignature) {
    EXPECT_EQ(refusalOf({}), FaultCode::RecipeSignature);
    const std::vector<std::uint8_t> garbage(300, 0x30);
    EXPECT_EQ(refusalOf(garbage), FaultCode::RecipeSignature);
    const auto signature = test::sign(text, {&ada});
    for (std::size_t size = 0; size < signature.size(); size += 7) {
        EXPECT_EQ(refusalOf(std::span(signature).first(size)), FaultCode::RecipeSignature) << size;
    }
}

TEST_F(TrustTest, SurvivesEveryDamagedByteOfASignature) {
    const auto good = test::sign(text, {&ada});
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto damaged = good;
        damaged[i] ^= 0x55U;
        // Some bytes mean nothing to a signature; none may make another person of its signer.
        if (const auto signers = signersOf(damaged)) {
            EXPECT_THAT(*signers, ElementsAre("Ada Release")) << i;
        }
    }
}

TEST_F(TrustTest, RefusesAnEmptyContent) {
    EXPECT_FALSE(trust.signersOf({}, test::sign(text, {&ada}), now).ok());
}

TEST_F(TrustTest, RefusesWeakDigests) {
    const auto signers = signersOf(test::sign(text, {&ada}, {.digest = "SHA1"}));
    ASSERT_FALSE(signers.ok());
    EXPECT_THAT(signers.fault().note, HasSubstr("weak digest"));
    EXPECT_TRUE(signersOf(test::sign(text, {&ada}, {.digest = "SHA512"})).ok());
}

TEST_F(TrustTest, RefusesWeakKeys) {
    const Signer weak = Signer::make({.commonName = "Weak", .rsaBits = 1024}, &root);
    EXPECT_EQ(refusalOf(test::sign(text, {&weak})), FaultCode::RecipeSignature);
    const Signer strong = Signer::make({.commonName = "Strong", .rsaBits = 2048}, &root);
    EXPECT_TRUE(signersOf(test::sign(text, {&strong})).ok());
}

TEST_F(TrustTest, RefusesCertificatesForOtherPurposes) {
    const Signer server =
        Signer::make({.commonName = "Server", .extendedUsage = "serverAuth"}, &root);
    EXPECT_EQ(refusalOf(test::sign(text, {&server})), FaultCode::RecipeSignature);
}

TEST_F(TrustTest, TellsAnExpiredSignerByName) {
    const Signer old =
        Signer::make({.commonName = "Old", .until = {test::now.unixMicros - 1'000'000}}, &root);
    const auto signers = signersOf(test::sign(text, {&old}));
    ASSERT_FALSE(signers.ok());
    EXPECT_EQ(signers.fault().code, FaultCode::RecipeExpired);
    EXPECT_THAT(signers.fault().note, HasSubstr("Old"));
}

TEST_F(TrustTest, TellsASignerThatIsNotValidYet) {
    const Signer early =
        Signer::make({.commonName = "Early", .from = {test::now.unixMicros + 60'000'000}}, &root);
    EXPECT_EQ(refusalOf(test::sign(text, {&early})), FaultCode::RecipeNotYetValid);
}

TEST_F(TrustTest, TellsAnExpiredAuthority) {
    const Signer oldRoot = Signer::make(
        {.commonName = "Old root", .until = {test::now.unixMicros - 1'000'000}, .authority = true});
    const Signer joan = Signer::make({.commonName = "Joan"}, &oldRoot);
    trust = trusting(oldRoot.pem()).value();
    EXPECT_EQ(refusalOf(test::sign(text, {&joan})), FaultCode::RecipeExpired);
}

TEST_F(TrustTest, JudgesValidityAtTheGivenMoment) {
    const auto signature = test::sign(text, {&ada});
    EXPECT_TRUE(trust.signersOf(text, signature, now).ok());
    const auto later = trust.signersOf(text, signature, {test::yearAfter.unixMicros + 1'000'000});
    ASSERT_FALSE(later.ok());
    EXPECT_EQ(later.fault().code, FaultCode::RecipeExpired);
}

TEST_F(TrustTest, CountsAKeyOnceWhateverItsCertificateSays) {
    const Signer renamed = Signer::renew(ada, {.commonName = "Ada Quality"}, root);
    EXPECT_EQ(signersOf(test::sign(text, {&ada, &renamed}))->size(), 1U);
}

TEST_F(TrustTest, CountsAPersonOnceWhateverTheKey) {
    const Signer renewed = Signer::make({.commonName = "Ada Release"}, &root);
    EXPECT_THAT(*signersOf(test::sign(text, {&ada, &renewed})), ElementsAre("Ada Release"));
}

TEST_F(TrustTest, KnowsTheTrainingAuthority) {
    EXPECT_FALSE(trust.forTraining());
    const Signer training = Signer::make(
        {.commonName = "Training root", .organisation = "Greenlight training", .authority = true});
    EXPECT_TRUE(trusting(training.pem())->forTraining());
    EXPECT_TRUE(trusting(training.pem() + root.pem())->forTraining());
}

TEST_F(TrustTest, RefusesABundleItCannotReadEntirely) {
    const std::string pem = root.pem();
    const std::vector<std::pair<std::string, std::string>> bundles{
        {"", "contains no certificate"},
        {"no certificate at all\n", "contains no certificate"},
        {pem + pem.substr(0, pem.size() / 2), "release.pem"},
        {pem + test::with(ada.pem(), "MII", "!!!"), "release.pem"},
        {pem + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "release.pem"},
    };
    for (const auto& [bundle, reason] : bundles) {
        const auto read = trusting(bundle);
        ASSERT_FALSE(read.ok()) << bundle;
        EXPECT_EQ(read.fault().code, FaultCode::TrustUnreadable);
        EXPECT_THAT(read.fault().note, HasSubstr(reason));
    }
}

TEST_F(TrustTest, RefusesABundleThatIsNotThereOrTooLarge) {
    const auto absent = Trust::read(scratch.path() / "absent.pem");
    ASSERT_FALSE(absent.ok());
    EXPECT_EQ(absent.fault().code, FaultCode::TrustUnreadable);
    EXPECT_THAT(absent.fault().note, HasSubstr("absent.pem"));
    EXPECT_FALSE(trusting(root.pem() + std::string(std::size_t{1} << 20U, '\n')).ok());
}

} // namespace
} // namespace greenlight::station
