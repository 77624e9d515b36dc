#include "station/cli/commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace greenlight::station::cli {
namespace {

TEST(Exit, TellsTheStationFromTheProbeAndFromTheArguments) {
    for (const FaultCode code :
         {FaultCode::JournalWrite, FaultCode::JournalCorrupt, FaultCode::JournalInUse,
          FaultCode::DiskFull, FaultCode::StationKey, FaultCode::TrustUnreadable,
          FaultCode::NotReceipted, FaultCode::PersonSecrets, FaultCode::FileNotWritten,
          FaultCode::RecordsOlder, FaultCode::RecordsArchived, FaultCode::Internal}) {
        EXPECT_EQ(exitOf(code), Exit::NotFit) << base::name(code);
    }
    for (const FaultCode code :
         {FaultCode::ProbeAbsent, FaultCode::UsbPermission, FaultCode::UsbBusy,
          FaultCode::UsbFailure, FaultCode::ProbeWrongSerial, FaultCode::NothingInSlot}) {
        EXPECT_EQ(exitOf(code), Exit::NothingToDo) << base::name(code);
    }
    for (const FaultCode code :
         {FaultCode::SettingsSyntax, FaultCode::SettingsValue, FaultCode::FileUnreadable,
          FaultCode::RecipeSignature, FaultCode::ImageHash, FaultCode::SlotUnknown}) {
        EXPECT_EQ(exitOf(code), Exit::WrongUse) << base::name(code);
    }
}

TEST(Exit, TellsWhatWasCalledOffFromWhatWentWrong) {
    EXPECT_EQ(exitOf(FaultCode::Cancelled), Exit::Stopped);
    EXPECT_EQ(exitOf(FaultCode::ExportMismatch), Exit::NotAllPassed);
    EXPECT_EQ(exitOf(FaultCode::CopyDiffers), Exit::NotAllPassed);
}

TEST(Exit, NeverCallsAFaultASuccess) {
    for (const FaultCode code : base::allFaultCodes()) {
        EXPECT_NE(exitOf(code), Exit::AllPassed) << base::name(code);
    }
}

/// An ending without a record, with bytes from a damaged probe.
job::Ending unrecorded() {
    job::Ending ending;
    ending.judgement.verdict = job::Verdict::Pass;
    ending.evidence.probe.serial = "\xFF\xFEserial";
    ending.unrecorded = Fault{.code = FaultCode::DiskFull, .stage = Stage::Record};
    return ending;
}

TEST(AttemptJson, NeverSaysPassWithoutAReceipt) {
    const job::Order order{.slot = "1", .recipe = std::make_shared<const job::Recipe>()};
    job::Ending ending = unrecorded();
    auto json = attemptJson(order, ending);
    EXPECT_EQ(json["verdict"], "ERROR");
    EXPECT_EQ(json["fault"]["name"], "disk-full");
    EXPECT_EQ(json["receipt"], nullptr);
    ending.unrecorded.reset();
    json = attemptJson(order, ending);
    EXPECT_EQ(json["verdict"], "ERROR");
    EXPECT_EQ(json["fault"]["name"], "not-receipted");
}

TEST(AttemptJson, CallsWhatTheRecordsRefuseNoTroubleOfTheStation) {
    const job::Order order{.slot = "1", .recipe = std::make_shared<const job::Recipe>()};
    job::Ending ending;
    ending.refused = Fault{.code = FaultCode::SerialUsed};
    ending.judgement = {.verdict = job::Verdict::Aborted, .fault = ending.refused};
    const auto json = attemptJson(order, ending);
    EXPECT_EQ(json["verdict"], "ABORTED");
    EXPECT_EQ(json["fault"]["name"], "serial-used");
}

TEST(AttemptJson, IsOneLineOfUtf8WhateverAProbeCallsItself) {
    const job::Order order{.slot = "1", .recipe = std::make_shared<const job::Recipe>()};
    const std::string line = toText(attemptJson(order, unrecorded()));
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_THAT(line, testing::HasSubstr("\xEF\xBF\xBD\xEF\xBF\xBDserial"));
}

} // namespace
} // namespace greenlight::station::cli
