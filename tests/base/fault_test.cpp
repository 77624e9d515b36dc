#include "engine/base/fault.h"
#include "engine/base/result.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace greenlight::base {
namespace {

TEST(Fault, EveryCodeHasAWordOfItsOwnThatLeadsBackToIt) {
    std::set<std::string_view> words;
    for (const FaultCode code : allFaultCodes()) {
        EXPECT_TRUE(words.insert(name(code)).second) << name(code);
        EXPECT_EQ(faultNamed(name(code)), code);
        EXPECT_EQ(faultNumbered(static_cast<unsigned>(code)), code);
    }
    EXPECT_FALSE(faultNamed("no-such-fault").has_value());
    EXPECT_FALSE(faultNumbered(1).has_value());
    EXPECT_FALSE(faultNumbered(0x10000U + 100U).has_value());
}

TEST(Fault, EverySentenceIsShortEnoughToBeReadAtADistanceAndSaysWhatToDo) {
    for (const FaultCode code : allFaultCodes()) {
        const Sentences sentences = describe({.code = code});
        EXPECT_LE(sentences.happened.size(), 80U) << name(code);
        EXPECT_LE(sentences.doNow.size(), 80U) << name(code);
        EXPECT_TRUE(sentences.happened.ends_with('.')) << name(code);
        EXPECT_TRUE(sentences.doNow.ends_with('.')) << name(code);
    }
}

TEST(Fault, TheSentenceCarriesNoteAndAddress) {
    const Fault fault{.code = FaultCode::SampleMismatch,
                      .stage = Stage::Verify,
                      .address = 0x0800'1234,
                      .probeStatus = 0x11,
                      .note = "expected 00, found FF"};
    const std::string happened = describe(fault).happened;
    EXPECT_NE(happened.find("expected 00, found FF"), std::string::npos);
    EXPECT_NE(happened.find("0x08001234"), std::string::npos);
    const std::string line = toLogLine(fault);
    EXPECT_NE(line.find("sample-mismatch (502) in stage verify"), std::string::npos);
    EXPECT_NE(line.find("probe status 0x11"), std::string::npos);
}

TEST(Stage, EveryWordLeadsBackToItsStage) {
    for (unsigned i = 0; i <= static_cast<unsigned>(Stage::Record); ++i) {
        const auto stage = static_cast<Stage>(i);
        EXPECT_EQ(stageNamed(name(stage)), stage);
    }
    EXPECT_FALSE(stageNamed("").has_value());
}

Result<int> half(int number) {
    if (number % 2 != 0) {
        return Fault{.code = FaultCode::Internal, .note = "odd"};
    }
    return number / 2;
}

Result<int> quarter(int number) { return TRY(half(TRY(half(number)))); }

Result<void> onlyEven(int number) {
    TRY(half(number));
    return {};
}

TEST(Result, TryPassesTheValueOnAndReturnsTheFault) {
    EXPECT_EQ(*quarter(8), 2);
    ASSERT_FALSE(quarter(6).ok());
    EXPECT_EQ(quarter(6).fault().note, "odd");
    EXPECT_TRUE(onlyEven(2).ok());
    EXPECT_FALSE(onlyEven(3).ok());
}

TEST(ResultDeathTest, AskingForAValueThatIsNotThereStopsTheProgram) {
    EXPECT_DEATH((void)quarter(6).value(), "broken invariant");
}

} // namespace
} // namespace greenlight::base
