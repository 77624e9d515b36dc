#include "station/export_table.h"

#include "db/fields.h"
#include "station/json_text.h"
#include "station/local_time.h"

#include <array>

namespace greenlight::station {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array unitColumns{
    ExportColumn{"product", false},       ExportColumn{"serial", false},
    ExportColumn{"uid", false},           ExportColumn{"first_attempt", true},
    ExportColumn{"first_begun", false},   ExportColumn{"first_verdict", false},
    ExportColumn{"attempts", true},       ExportColumn{"passed_by", true},
    ExportColumn{"final_verdict", false}, ExportColumn{"last_attempt", true},
    ExportColumn{"fault", false},         ExportColumn{"fault_stage", false},
    ExportColumn{"images", false},        ExportColumn{"plan_sha256", false},
    ExportColumn{"recipe", false},        ExportColumn{"recipe_version", false},
    ExportColumn{"recipe_sha256", false}, ExportColumn{"slot", false},
    ExportColumn{"port", false},          ExportColumn{"probe_serial", false},
    ExportColumn{"operator", false},      ExportColumn{"work_order", false},
    ExportColumn{"begun", false},         ExportColumn{"ended", false},
    ExportColumn{"receipt", true},        ExportColumn{"leaf", false}};

constexpr std::array attemptColumns{
    ExportColumn{"attempt", true},        ExportColumn{"product", false},
    ExportColumn{"serial", false},        ExportColumn{"uid", false},
    ExportColumn{"ordinal", true},        ExportColumn{"verdict", false},
    ExportColumn{"fault_code", true},     ExportColumn{"fault", false},
    ExportColumn{"fault_stage", false},   ExportColumn{"fault_note", false},
    ExportColumn{"drill", true},          ExportColumn{"rework_reason", false},
    ExportColumn{"recipe", false},        ExportColumn{"recipe_version", false},
    ExportColumn{"recipe_sha256", false}, ExportColumn{"signers", false},
    ExportColumn{"images", false},        ExportColumn{"plan_sha256", false},
    ExportColumn{"chip_digest", false},   ExportColumn{"readback_sha256", false},
    ExportColumn{"nonce", false},         ExportColumn{"bytes", true},
    ExportColumn{"slot", false},          ExportColumn{"port", false},
    ExportColumn{"probe_serial", false},  ExportColumn{"probe_firmware", false},
    ExportColumn{"operator", false},      ExportColumn{"started_by", false},
    ExportColumn{"serial_scanned", true}, ExportColumn{"work_order", false},
    ExportColumn{"begun", false},         ExportColumn{"ended", false},
    ExportColumn{"duration_ms", true},    ExportColumn{"receipt", true},
    ExportColumn{"leaf", false}};

/// A number of the journal; 0 is none.
std::string numberOrNothing(std::uint64_t number) {
    return number == 0 ? std::string() : std::to_string(number);
}

/// Of the stages of an attempt, which follow each other.
std::string durationOf(const Json& evidence) {
    constexpr std::int64_t microsOfMilli = 1000;
    const Json& stages = db::valueAt(evidence, {"stages"});
    if (!stages.is_array()) {
        return {};
    }
    std::int64_t micros = 0;
    for (const Json& stage : stages) {
        const Json& length = db::valueAt(stage, {"us"});
        micros += length.is_number_integer() ? length.get<std::int64_t>() : 0;
    }
    return std::to_string(micros / microsOfMilli);
}

} // namespace

std::span<const ExportColumn> columnsOf(ExportTable table) noexcept {
    return table == ExportTable::Units ? std::span<const ExportColumn>(unitColumns)
                                       : std::span<const ExportColumn>(attemptColumns);
}

std::vector<std::string> cellsOf(const db::ExportedUnit& unit) {
    return {unit.product,
            unit.serial,
            unit.uid,
            std::to_string(unit.unit),
            localMomentText(unit.firstBegun),
            unit.firstVerdict,
            std::to_string(unit.attempts),
            numberOrNothing(unit.passedBy),
            unit.lastVerdict,
            std::to_string(unit.lastAttempt),
            unit.fault,
            unit.faultStage,
            unit.images,
            unit.planDigest,
            unit.recipe,
            unit.recipeVersion,
            unit.recipeDigest,
            unit.slot,
            unit.port,
            unit.probeSerial,
            unit.operatorName,
            unit.workOrder,
            localMomentText(unit.begun),
            localMomentText(unit.ended),
            numberOrNothing(unit.receipt),
            unit.leaf};
}

std::vector<std::string> cellsOf(const db::ExportedAttempt& attempt) {
    const Json& intent = attempt.begun.entry.data;
    const Json& ending = attempt.ended.entry.data;
    const Json& evidence = db::valueAt(ending, {"evidence"});
    return {std::to_string(attempt.attempt),
            attempt.product,
            attempt.serial,
            attempt.uid,
            numberOrNothing(attempt.ordinal),
            attempt.verdict,
            textOf(db::valueAt(ending, {"fault", "code"})),
            textOf(db::valueAt(ending, {"fault", "name"})),
            textOf(db::valueAt(ending, {"fault", "stage"})),
            textOf(db::valueAt(ending, {"fault", "note"})),
            attempt.drill ? "1" : "0",
            textOf(db::valueAt(intent, {"rework_reason"})),
            textOf(db::valueAt(intent, {"recipe"})),
            textOf(db::valueAt(intent, {"recipe_version"})),
            textOf(db::valueAt(intent, {"recipe_digest"})),
            textOf(db::valueAt(intent, {"signers"})),
            attempt.images,
            attempt.planDigest,
            textOf(db::valueAt(evidence, {"verify", "chip_digest"})),
            textOf(db::valueAt(evidence, {"verify", "readback_sha256"})),
            textOf(db::valueAt(evidence, {"verify", "nonce"})),
            textOf(db::valueAt(evidence, {"plan", "proven_bytes"})),
            textOf(db::valueAt(intent, {"slot"})),
            textOf(db::valueAt(intent, {"port"})),
            textOf(db::valueAt(intent, {"probe_serial"})),
            textOf(db::valueAt(evidence, {"probe", "firmware"})),
            textOf(db::valueAt(intent, {"operator"})),
            textOf(db::valueAt(intent, {"started_by"})),
            textOf(db::valueAt(intent, {"serial_scanned"})),
            attempt.workOrder,
            localMomentText(attempt.begun.entry.time),
            localMomentText(attempt.ended.entry.time),
            durationOf(evidence),
            numberOrNothing(attempt.ended.sequence),
            attempt.ended.leaf};
}

} // namespace greenlight::station
