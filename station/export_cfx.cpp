// IPC-2591 (CFX), message CFX.Production.TestAndInspection.UnitsTested, version 1.3. The names of
// fields, the words of the enumerations and the envelope are those of the reference library that
// IPC publishes (github.com/IPCConnectedFactoryExchange/CFX: CFXEnvelope, UnitsTested, TestedUnit,
// Test, Symptom, Operator, SamplingInformation, TestResult); its FromJsonList reads such a file.
// What the standard leaves to the sender, and what we chose:
// - a transaction is an attempt; its id and the message's are made from the leaves of its entries
//   (UUID version 8, RFC 9562), so that exporting twice gives the same messages;
// - each stage of an attempt is a test, named by the stage's word;
// - INTERRUPTED is an Error, for CFX has no word for it; an attempt that is open has no message;
// - a unit without a serial is identified by its UID.
#include "engine/base/fault.h"
#include "station/export_writer.h"
#include "station/local_time.h"

#include <fmt/format.h>

#include <array>

namespace greenlight::station {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view version = "1.3";
constexpr std::string_view message = "CFX.Production.TestAndInspection.UnitsTested";

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> results{
    {{"PASS", "Passed"},
     {"FAIL", "Failed"},
     {"ERROR", "Error"},
     {"ABORTED", "Aborted"},
     {"INTERRUPTED", "Error"}}};

std::string_view resultOf(std::string_view verdict) {
    for (const auto& [ours, theirs] : results) {
        if (ours == verdict) {
            return theirs;
        }
    }
    return "Error";
}

/// A UUID out of the first digits of a leaf, with the bits that make it one of version 8.
std::string uuidOf(const std::string& leaf, unsigned salt) {
    constexpr std::size_t digits = 32;
    std::string hex = leaf.substr(0, digits);
    hex.resize(digits, '0');
    hex[digits - 1] = "0123456789abcdef"[salt % 16];
    hex[12] = '8';
    hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
    return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                       hex.substr(16, 4), hex.substr(20));
}

Json symptomOf(const Json& fault, const std::string& leaf) {
    const std::string word = fault.value("name", "");
    const auto code = base::faultNamed(word);
    Json symptom = Json::object();
    symptom["UniqueIdentifier"] = uuidOf(leaf, 15);
    symptom["SymptomCode"] = word;
    symptom["SymptomCategory"] = fault.value("stage", "");
    symptom["Description"] = code ? base::describe({.code = *code}).happened : word;
    symptom["Comments"] = fault.value("note", "");
    symptom["ComponentsOfInterest"] = Json::array();
    symptom["RegionOfInterest"] = nullptr;
    symptom["Priority"] = 1;
    symptom["RelatedMeasurements"] = Json::array();
    return symptom;
}

Json testOf(const std::string& name, std::string_view result, const std::string& id) {
    Json test = Json::object();
    test["UniqueIdentifier"] = id;
    test["TestName"] = name;
    test["TestStartTime"] = nullptr;
    test["TestEndTime"] = nullptr;
    test["TestConditions"] = Json::array();
    test["TestProcedure"] = nullptr;
    test["Comments"] = nullptr;
    test["Result"] = result;
    test["Error"] = nullptr;
    test["SymptomsFound"] = Json::array();
    test["DefectsFound"] = Json::array();
    test["Measurements"] = Json::array();
    return test;
}

/// The stages the attempt went through; the one with the fault has its symptom. There is one for
/// the fault also where the evidence was lost with the station's power.
Json testsOf(const db::ExportedAttempt& attempt) {
    const Json& ending = attempt.ended.entry.data;
    const Json fault = ending.value("fault", Json());
    const std::string bad = fault.is_object() ? fault.value("stage", "") : "";
    Json tests = Json::array();
    unsigned place = 0;
    bool said = !fault.is_object();
    const auto add = [&](const std::string& stage) {
        const bool here = !said && stage == bad;
        Json test = testOf(stage, here ? resultOf(attempt.verdict) : "Passed",
                           uuidOf(attempt.ended.leaf, ++place));
        if (here) {
            test["SymptomsFound"].push_back(symptomOf(fault, attempt.ended.leaf));
            test["Error"] = attempt.verdict == "FAIL" ? Json(nullptr) : fault["name"];
            said = true;
        }
        tests.push_back(std::move(test));
    };
    for (const Json& stage :
         ending.value("evidence", Json::object()).value("stages", Json::array())) {
        add(stage.value("stage", ""));
    }
    if (!said) {
        add(bad);
    }
    return tests;
}

Json bodyOf(const db::ExportedAttempt& attempt) {
    const Json& intent = attempt.begun.entry.data;
    Json unit = Json::object();
    unit["UnitIdentifier"] = attempt.serial.empty() ? attempt.uid : attempt.serial;
    unit["UnitPositionNumber"] = 1;
    unit["OverallResult"] = resultOf(attempt.verdict);
    unit["Tests"] = testsOf(attempt);

    Json body = Json::object();
    body["$type"] = std::string(message) + ", CFX";
    body["TransactionId"] = uuidOf(attempt.begun.leaf, 0);
    body["TestMethod"] = "Automated";
    body["Tester"] = {{"OperatorIdentifier", intent.value("operator", "")},
                      {"ActorType", "Human"},
                      {"LastName", nullptr},
                      {"FirstName", nullptr},
                      {"LoginName", nullptr}};
    body["SamplingInformation"] = {
        {"SamplingMethod", "NoSampling"}, {"LotSize", nullptr}, {"SampleSize", nullptr}};
    body["TestedUnits"] = Json::array({std::move(unit)});
    return body;
}

/// An array of envelopes, one on each line.
class CfxWriter final : public ExportWriter {
public:
    CfxWriter(ExportTitle title, PartFile& file) : m_title(std::move(title)), m_file(file) {}

    Result<void> add(const ExportRow& row) override {
        const db::ExportedAttempt& attempt = *row.attempt;
        Json envelope = Json::object();
        envelope["MessageName"] = message;
        envelope["Version"] = version;
        envelope["TimeStamp"] = localMomentText(attempt.ended.entry.time);
        envelope["UniqueID"] = uuidOf(attempt.ended.leaf, 0);
        envelope["Source"] = "Greenlight.Station." + m_title.station;
        envelope["Target"] = nullptr;
        envelope["RequestID"] = nullptr;
        envelope["MessageBody"] = bodyOf(attempt);
        const std::string_view lead = m_first ? "[\n" : ",\n";
        m_first = false;
        return m_file.write(std::string(lead) +
                            envelope.dump(-1, ' ', false, Json::error_handler_t::replace));
    }

    Result<void> finish() override { return m_file.write(m_first ? "[]\n" : "\n]\n"); }

private:
    ExportTitle m_title;
    PartFile& m_file;
    bool m_first = true;
};

} // namespace

std::unique_ptr<ExportWriter> cfxWriter(ExportTitle title, PartFile& file) {
    return std::make_unique<CfxWriter>(std::move(title), file);
}

} // namespace greenlight::station
