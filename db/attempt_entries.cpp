#include "db/attempt_entries.h"

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

Json faultJson(const Fault& fault) {
    Json json = Json::object();
    json["code"] = static_cast<unsigned>(fault.code);
    json["name"] = std::string(base::name(fault.code));
    json["stage"] = std::string(base::name(fault.stage));
    json["note"] = fault.note;
    return json;
}

Json verdictJson(std::uint64_t attempt, const job::Judgement& judgement) {
    Json json = Json::object();
    json["attempt"] = attempt;
    json["verdict"] = std::string(job::name(judgement.verdict));
    json["fault"] = judgement.fault ? faultJson(*judgement.fault) : Json(nullptr);
    return json;
}

} // namespace

Json begunData(const job::Intent& intent, const std::optional<GivenNumber>& given,
               const std::string& workOrder) {
    Json images = Json::array();
    for (const job::FileFact& image : intent.images) {
        Json fact = Json::object();
        fact["name"] = image.name;
        fact["sha256"] = base::toHex(image.sha256);
        images.push_back(std::move(fact));
    }
    Json json = Json::object();
    json["slot"] = intent.slot;
    json["port"] = intent.port;
    json["probe_serial"] = intent.probeSerial;
    json["recipe"] = intent.recipe;
    json["recipe_version"] = intent.recipeVersion;
    json["recipe_digest"] = base::toHex(intent.recipeDigest);
    json["product"] = intent.product;
    json["images"] = std::move(images);
    json["signers"] = intent.signers;
    json["serial"] = intent.serial;
    if (given) {
        Json number = Json::object();
        number["series"] = given->series;
        number["number"] = given->number;
        json["serial_range"] = std::move(number);
    }
    json["serial_scanned"] = intent.serialScanned;
    json["operator"] = intent.operatorName;
    json["started_by"] = std::string(job::name(intent.startedBy));
    json["training"] = intent.training;
    json["rework_reason"] = intent.reworkReason;
    if (intent.drill) {
        json["drill"] = true;
    }
    if (intent.golden) {
        json["golden"] = true;
    }
    if (!workOrder.empty()) {
        json["work_order"] = workOrder;
    }
    return json;
}

Json identifiedData(std::uint64_t attempt, const job::ChipIdentity& chip,
                    const std::string& serial) {
    Json json = Json::object();
    json["attempt"] = attempt;
    json["serial"] = serial;
    json["uid"] = job::uidText(chip.uid);
    json["part"] = chip.part;
    json["dev_id"] = chip.devId;
    json["rev_id"] = chip.revId;
    json["flash_kb"] = chip.flashKb ? Json(*chip.flashKb) : Json(nullptr);
    return json;
}

Json endedData(std::uint64_t attempt, const job::Judgement& judgement,
               const job::Evidence& evidence) {
    Json json = verdictJson(attempt, judgement);
    json["evidence"] = job::toJson(evidence);
    return json;
}

Json interruptedData(std::uint64_t attempt, std::string note) {
    return verdictJson(attempt, {.verdict = job::Verdict::Interrupted,
                                 .fault = Fault{.code = FaultCode::Interrupted,
                                                .stage = Stage::Record,
                                                .note = std::move(note)}});
}

} // namespace greenlight::db
