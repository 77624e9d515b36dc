#include "tests/db/workbench.h"

#include <thread>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
FaultCode codeOf(const Result<T>& result) {
    return result.ok() ? FaultCode{} : result.fault().code;
}

TEST_F(JournalTest, APassIsOnRecordWithTheLeafOfItsReceipt) {
    const auto receipt = pass("TH200-000001", 1);
    ASSERT_TRUE(receipt.ok()) << base::toLogLine(receipt.fault());
    EXPECT_EQ(receipt->verdict(), job::Verdict::Pass);
    EXPECT_EQ(receipt->sequence(), 3U);
    EXPECT_EQ(text("SELECT lower(hex(leaf)) FROM entry WHERE sequence = 3"),
              base::toHex(receipt->leaf()));
    EXPECT_EQ(base::toHex(leafHash(text("SELECT body FROM entry WHERE sequence = 3"))),
              base::toHex(receipt->leaf()));
    EXPECT_EQ(text("SELECT group_concat(kind) FROM (SELECT kind FROM entry ORDER BY sequence)"),
              "attempt-begun,attempt-identified,attempt-ended");
    EXPECT_EQ(text("SELECT verdict || serial || uid FROM attempt"),
              "PASSTH200-00000133002A000F51000000000001");
}

TEST_F(JournalTest, TheIntentIsOnRecordWhenBeginReturns) {
    const auto ticket = journal().begin(intent("TH200-000001"));
    ASSERT_TRUE(ticket.ok());
    EXPECT_EQ(ticket->attempt(), 1U);
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'attempt-begun'"), 1);
    EXPECT_EQ(text("SELECT begun_at FROM attempt WHERE verdict IS NULL"),
              "2026-11-23T12:00:00.000000Z");
    EXPECT_EQ(text("SELECT sha256 FROM image WHERE attempt = 1"),
              base::toHex(leafHash("firmware")));
}

TEST_F(JournalTest, TheVerdictOnRecordIsTheOneTheEvidenceGives) {
    const auto receipt = attempt(intent("A"), chip(1), failing(chip(1), "A"));
    ASSERT_TRUE(receipt.ok());
    EXPECT_EQ(receipt->verdict(), job::Verdict::Fail);
    EXPECT_EQ(text("SELECT verdict || ' ' || fault || ' ' || fault_stage FROM attempt"),
              "FAIL digest-mismatch verify");
}

TEST_F(JournalTest, AUsedUpTicketEndsNothing) {
    auto ticket = journal().begin(intent("A"));
    ASSERT_TRUE(ticket.ok());
    ASSERT_TRUE(journal().close(std::move(*ticket), {}).ok());
    EXPECT_EQ(ticket->attempt(), 0U);
    EXPECT_DEATH(static_cast<void>(journal().close(std::move(*ticket), {}).ok()), "sequence != 0");
    EXPECT_DEATH(static_cast<void>(journal().identified(*ticket, chip(1), "A").ok()),
                 "attempt\\(\\) != 0");
}

TEST_F(JournalTest, EvidenceOfAnotherUnitThanTheIdentifiedOneIsNoPass) {
    struct Case {
        job::Evidence evidence;
        bool identified;
    };

    for (const Case& wrong : {Case{passing(chip(1), "A"), false}, Case{passing(chip(2), "A"), true},
                              Case{passing(chip(1), "B"), true}}) {
        auto ticket = journal().begin(intent("A"));
        ASSERT_TRUE(ticket.ok());
        if (wrong.identified) {
            ASSERT_TRUE(journal().identified(*ticket, chip(1), "A").ok());
        }
        const auto receipt = journal().close(std::move(*ticket), wrong.evidence);
        ASSERT_TRUE(receipt.ok());
        EXPECT_NE(receipt->verdict(), job::Verdict::Pass);
    }
    EXPECT_EQ(count("SELECT count(*) FROM attempt WHERE fault = 'evidence-incomplete'"), 3);
    EXPECT_EQ(count("SELECT count(*) FROM binding"), 0);
}

TEST_F(JournalTest, ASerialThatPassedCannotBeginAgain) {
    ASSERT_TRUE(pass("A", 1).ok());
    EXPECT_EQ(codeOf(journal().begin(intent("A"))), FaultCode::SerialUsed);
    EXPECT_EQ(count("SELECT count(*) FROM attempt"), 1);
    EXPECT_EQ(journal().head().size, 3U);
}

TEST_F(JournalTest, ASerialThatFailedMayTryAgainOnAnyBoard) {
    ASSERT_TRUE(attempt(intent("A"), chip(1), failing(chip(1), "A")).ok());
    const auto second = pass("A", 2);
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(second->verdict(), job::Verdict::Pass);
}

TEST_F(JournalTest, ASerialInWorkInOneSlotIsRefusedInAnother) {
    auto first = journal().begin(intent("A"));
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(codeOf(journal().begin(intent("A"))), FaultCode::SerialUsed);
    auto second = journal().begin(intent(""));
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(codeOf(journal().identified(*second, chip(2), "A")), FaultCode::SerialUsed);
    ASSERT_TRUE(journal().close(std::move(*first), failing(chip(1), "A")).ok());
    EXPECT_TRUE(journal().identified(*second, chip(2), "A").ok());
}

TEST_F(JournalTest, AUidInWorkInOneSlotIsRefusedInAnother) {
    auto first = journal().begin(intent("A"));
    auto second = journal().begin(intent("B"));
    ASSERT_TRUE(first.ok() && second.ok());
    ASSERT_TRUE(journal().identified(*first, chip(1), "A").ok());
    EXPECT_EQ(codeOf(journal().identified(*second, chip(1), "B")), FaultCode::UidOtherSerial);
    EXPECT_TRUE(journal().identified(*second, chip(2), "B").ok());
}

TEST_F(JournalTest, ABoardThatPassedIsRefusedUnderAnotherSerial) {
    ASSERT_TRUE(pass("A", 1).ok());
    EXPECT_EQ(codeOf(pass("B", 1)), FaultCode::UidOtherSerial);
    EXPECT_EQ(text("SELECT verdict || ' ' || uid FROM attempt WHERE serial = 'B'"),
              "ABORTED 33002A000F51000000000001");
}

TEST_F(JournalTest, ABoardThatPassedIsRefusedWhenLeftIn) {
    ASSERT_TRUE(pass("", 1).ok());
    EXPECT_EQ(codeOf(pass("", 1)), FaultCode::UnitAlreadyPassed);
}

TEST_F(JournalTest, ASerialAssignedAfterTheStartIsHeldToTheSameRules) {
    ASSERT_TRUE(pass("A", 1).ok());
    EXPECT_EQ(codeOf(attempt(intent(""), chip(2), passing(chip(2), "A"))), FaultCode::SerialUsed);
}

TEST_F(JournalTest, AReworkMayRepeatTheUnitButNotMixIt) {
    ASSERT_TRUE(pass("A", 1).ok());
    const auto rework = [](const std::string& serial) {
        job::Intent again = intent(serial);
        again.reworkReason = "firmware replaced after field return";
        return again;
    };
    EXPECT_TRUE(attempt(rework("A"), chip(1), passing(chip(1), "A")).ok());
    EXPECT_EQ(codeOf(attempt(rework("A"), chip(2), passing(chip(2), "A"))), FaultCode::SerialUsed);
    EXPECT_EQ(codeOf(attempt(rework("B"), chip(1), passing(chip(1), "B"))),
              FaultCode::UidOtherSerial);
    EXPECT_EQ(count("SELECT passed FROM binding WHERE serial = 'A'"), 4);
}

TEST_F(JournalTest, AUnitThatPassedWithoutASerialMayGetOneInARework) {
    ASSERT_TRUE(pass("", 1).ok());
    job::Intent again = intent("A");
    again.reworkReason = "label printed late";
    ASSERT_TRUE(attempt(again, chip(1), passing(chip(1), "A")).ok());
    EXPECT_EQ(codeOf(pass("B", 1)), FaultCode::UidOtherSerial);
    again.serial = "";
    ASSERT_TRUE(attempt(again, chip(1), passing(chip(1), "")).ok());
    EXPECT_EQ(text("SELECT serial FROM binding"), "A");
}

TEST_F(JournalTest, ProductsAndTrainingDoNotShareSerials) {
    ASSERT_TRUE(pass("A", 1).ok());
    job::Intent other = intent("A");
    other.product = "TH-300";
    EXPECT_TRUE(attempt(other, chip(1), passing(chip(1), "A")).ok());
    job::Intent training = intent("A");
    training.training = true;
    EXPECT_TRUE(attempt(training, chip(1), passing(chip(1), "A")).ok());
    EXPECT_EQ(codeOf(journal().begin(training)), FaultCode::SerialUsed);
}

TEST_F(JournalTest, AnAttemptIsBoundOnceAndToTheSerialItBeganWith) {
    auto ticket = journal().begin(intent("A"));
    ASSERT_TRUE(ticket.ok());
    EXPECT_EQ(codeOf(journal().identified(*ticket, chip(1), "B")), FaultCode::Internal);
    ASSERT_TRUE(journal().identified(*ticket, chip(1), "A").ok());
    EXPECT_EQ(codeOf(journal().identified(*ticket, chip(2), "A")), FaultCode::Internal);
    EXPECT_EQ(count("SELECT count(*) FROM entry"), 2);
}

TEST_F(JournalTest, WhatACrashLeftOpenIsInterruptedAndMayBeTriedAgain) {
    ASSERT_TRUE(journal().begin(intent("A")).ok());
    ASSERT_TRUE(pass("B", 2).ok());
    auto identified = journal().begin(intent("C"));
    ASSERT_TRUE(identified.ok());
    ASSERT_TRUE(journal().identified(*identified, chip(3), "C").ok());
    shut();
    EXPECT_EQ(journal().interruptedAtOpen(), (std::vector<std::uint64_t>{1, 5}));
    EXPECT_EQ(text("SELECT group_concat(last_verdict) FROM (SELECT * FROM unit ORDER BY id)"),
              "INTERRUPTED,PASS,INTERRUPTED");
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'attempt-interrupted'"), 2);
    shut();
    EXPECT_TRUE(journal().interruptedAtOpen().empty());
    EXPECT_TRUE(pass("C", 3).ok());
}

TEST_F(JournalTest, EntriesOfOtherKindsFollowInTheSameTree) {
    const auto first = journal().append(kind::stationStarted, Json{{"version", "0.1.0"}});
    const auto second = journal().append(kind::pressRefused, Json{{"slot", "1"}});
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(second->sequence, 2U);
    EXPECT_EQ(journal().head().root, nodeHash(first->leaf, second->leaf));
    EXPECT_EQ(text("SELECT body FROM entry WHERE sequence = 2"),
              R"({"format":1,"sequence":2,"kind":"press-refused",)"
              R"("time":"2026-11-23T12:00:00.000000Z","station":"line1-st3","data":{"slot":"1"}})");
    EXPECT_DEATH(static_cast<void>(journal().append(kind::attemptEnded, Json::object()).ok()),
                 "belongsToAttempts");
}

TEST_F(JournalTest, WhatCannotBeWrittenLeavesTheTreeAsItWas) {
    ASSERT_TRUE(journal().append(kind::selfTest, Json::object()).ok());
    const TreeHead before = journal().head();
    EXPECT_EQ(codeOf(journal().append(kind::selfTest, Json{{"share", 0.5}})),
              FaultCode::JournalWrite);
    EXPECT_EQ(journal().head(), before);
    EXPECT_TRUE(journal().append(kind::selfTest, Json::object()).ok());
}

TEST_F(JournalTest, TheTreeGoesOnWhereItStoodAfterARestart) {
    ASSERT_TRUE(pass("A", 1).ok());
    const TreeHead before = journal().head();
    shut();
    EXPECT_EQ(journal().head(), before);
    const auto next = journal().append(kind::signIn, Json{{"operator", "4711"}});
    ASSERT_TRUE(next.ok());
    EXPECT_EQ(next->sequence, before.size + 1);
}

TEST_F(JournalTest, SlotsMayRecordAtTheSameTime) {
    constexpr std::uint32_t slots = 4;
    constexpr std::uint32_t units = 20;
    Journal& shared = journal();
    std::vector<std::thread> threads;
    std::atomic<std::uint32_t> passes{0};
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
        threads.emplace_back([&shared, &passes, slot] {
            for (std::uint32_t i = 0; i < units; ++i) {
                const std::uint32_t number = slot * units + i + 1;
                const std::string serial = "S" + std::to_string(number);
                auto ticket = shared.begin(intent(serial));
                ASSERT_TRUE(ticket.ok());
                ASSERT_TRUE(shared.identified(*ticket, chip(number), serial).ok());
                const auto receipt =
                    shared.close(std::move(*ticket), passing(chip(number), serial));
                ASSERT_TRUE(receipt.ok());
                passes += receipt->verdict() == job::Verdict::Pass ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(passes.load(), slots * units);
    EXPECT_EQ(count("SELECT count(*) FROM unit WHERE last_verdict = 'PASS'"), slots * units);
    EXPECT_EQ(journal().head().size, 3U * slots * units);
}

} // namespace
} // namespace greenlight::db
