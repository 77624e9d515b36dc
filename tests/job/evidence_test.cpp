#include "engine/job/evidence.h"
#include "tests/job/good_evidence.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace greenlight::job {
namespace {

using Json = nlohmann::ordered_json;

Evidence withEverything() {
    Evidence evidence = goodEvidence();
    evidence.fault = Fault{.code = FaultCode::SampleMismatch,
                           .stage = Stage::Verify,
                           .address = 0x0800'0000,
                           .probeStatus = 0x11,
                           .note = "expected 00, found FF"};
    evidence.plan.kept = {.sectors = 2, .programBytes = 262'144};
    evidence.probe.powerCycles = 1;
    return evidence;
}

TEST(Evidence, ComesBackFromItsJsonUnchanged) {
    for (const Evidence& evidence : {Evidence{}, goodEvidence(), withEverything(),
                                     evidenceOfMemoriesAlone(), evidenceOfADescribedChip()}) {
        const Json json = toJson(evidence);
        const auto again = evidenceFromJson(json);
        ASSERT_TRUE(again.ok()) << again.fault().note;
        EXPECT_EQ(toJson(*again).dump(), json.dump());
    }
}

TEST(Evidence, OfBeforeItHadAllItsFieldsIsReadAndWrittenAsItWas) {
    Evidence evidence = goodEvidence();
    evidence.boot.reset();
    evidence.options.reset();
    const auto json = toJson(evidence);
    EXPECT_FALSE(json.contains("boot"));
    EXPECT_FALSE(json.contains("options"));
    EXPECT_FALSE(json.contains("described"));
    EXPECT_FALSE(json["outside"].contains("foreign_bytes"));
    EXPECT_FALSE(json["plan"].contains("kept"));
    EXPECT_FALSE(json["probe"].contains("power_cycles"));
    const auto back = evidenceFromJson(json);
    ASSERT_TRUE(back.ok());
    EXPECT_FALSE(back->boot.has_value());
    EXPECT_FALSE(back->probe.powerCycles.has_value());
    EXPECT_EQ(toJson(*back), json);
}

TEST(Evidence, SaysOfADescribedChipWhatIsNotKnown) {
    const Json json = toJson(evidenceOfADescribedChip());
    EXPECT_TRUE(json["before"]["flash_kb"].is_null());
    EXPECT_TRUE(json["before"]["rdp"].is_null());
    EXPECT_EQ(json["described"]["loader"]["size"], 0x100000);
}

TEST(Evidence, WritesDigestsAndIdentitiesInHexadecimal) {
    const Json json = toJson(withEverything());
    EXPECT_EQ(json["before"]["uid"], "0102030405060708090a0b0c");
    EXPECT_EQ(json["verify"]["nonce"].get<std::string>().size(), 64U);
    EXPECT_EQ(json["fault"]["code"], 502);
    EXPECT_EQ(uidText(withEverything().before->uid), "0102030405060708090A0B0C");
}

/// Calls `test` with a copy of `json` for every member anywhere in it, changed by `change`.
template <typename Change, typename Test>
void forEveryMember(const Json& json, const Change& change, const Test& test) {
    const Json flat = json.flatten();
    for (const auto& [pointer, value] : flat.items()) {
        Json copy = json;
        const Json::json_pointer path(pointer);
        if (copy[path.parent_pointer()].is_object()) {
            change(copy[path.parent_pointer()], path.back());
            test(copy, pointer);
        }
    }
}

TEST(Evidence, AMissingFieldAnywhereIsRefusedAndNamed) {
    int fields = 0;
    forEveryMember(
        toJson(withEverything()), [](Json& parent, const std::string& key) { parent.erase(key); },
        [&fields](const Json& json, const std::string& pointer) {
            const auto evidence = evidenceFromJson(json);
            if (pointer == "/probe/power_cycles") {
                EXPECT_TRUE(evidence.ok()) << "records from before it was counted lack it";
                return;
            }
            ASSERT_FALSE(evidence.ok()) << pointer;
            EXPECT_EQ(evidence.fault().code, FaultCode::JournalCorrupt);
            const std::string key = pointer.substr(pointer.rfind('/') + 1);
            EXPECT_NE(evidence.fault().note.find(key), std::string::npos) << evidence.fault().note;
            ++fields;
        });
    EXPECT_GT(fields, 60);
}

TEST(Evidence, AFieldOfAnotherKindIsRefused) {
    forEveryMember(
        toJson(withEverything()),
        [](Json& parent, const std::string& key) { parent[key] = Json::array({Json::object()}); },
        [](const Json& json, const std::string& pointer) {
            EXPECT_FALSE(evidenceFromJson(json).ok()) << pointer;
        });
    EXPECT_FALSE(evidenceFromJson(Json::array()).ok());
    EXPECT_FALSE(evidenceFromJson(Json("PASS")).ok());
}

TEST(Evidence, ANumberThatDoesNotFitIsRefused) {
    Json json = toJson(withEverything());
    json["before"]["dev_id"] = 65536;
    EXPECT_FALSE(evidenceFromJson(json).ok());
    json["before"]["dev_id"] = -1;
    EXPECT_FALSE(evidenceFromJson(json).ok());
    json["before"]["dev_id"] = 1.5;
    EXPECT_FALSE(evidenceFromJson(json).ok());
}

TEST(Evidence, TheFirstFaultStaysAndLaterOnesBecomeWarnings) {
    Evidence evidence;
    evidence.latch({.code = FaultCode::EraseFailed});
    evidence.latch({.code = FaultCode::UsbTimeout});
    EXPECT_EQ(evidence.fault->code, FaultCode::EraseFailed);
    ASSERT_EQ(evidence.warnings.size(), 1U);
    EXPECT_NE(evidence.warnings.front().find("usb-timeout"), std::string::npos);
}

} // namespace
} // namespace greenlight::job
