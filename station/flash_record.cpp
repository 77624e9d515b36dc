#include "station/flash_record.h"

#include "db/fields.h"
#include "engine/base/fault.h"
#include "station/json_text.h"
#include "station/local_time.h"

#include <fmt/format.h>

#include <cmath>

namespace greenlight::station {

namespace {

using Json = nlohmann::ordered_json;

/// Collects the fields of a section; what is not known is left out.
class Fields {
public:
    explicit Fields(std::string title) { m_section.title = std::move(title); }

    Fields& add(std::string label, std::string value) {
        if (!value.empty()) {
            m_section.fields.push_back({std::move(label), std::move(value)});
        }
        return *this;
    }

    Fields& add(std::string label, const Json& value, std::string_view unit = "") {
        const std::string text = textOf(value);
        return add(std::move(label), text.empty() ? text : text + std::string(unit));
    }

    [[nodiscard]] RecordSection section() { return std::move(m_section); }

private:
    RecordSection m_section;
};

std::string hexNumber(const Json& value) {
    return value.is_number_integer() ? fmt::format("0x{:X}", value.get<std::uint64_t>())
                                     : std::string();
}

std::string yesOrNo(const Json& value, std::string_view yes, std::string_view no) {
    return value.is_boolean() ? std::string(value.get<bool>() ? yes : no) : std::string();
}

std::string howTheSerialCame(const Json& intent) {
    if (!db::valueAt(intent, {"serial_range", "series"}).is_null()) {
        return "counted by the station, " + textOf(db::valueAt(intent, {"serial_range", "series"}));
    }
    return textOf(db::valueAt(intent, {"serial"})).empty()
               ? std::string()
               : yesOrNo(db::valueAt(intent, {"serial_scanned"}), "scanned",
                         "typed or from the chip");
}

RecordSection unitSection(const db::AttemptRecord& attempt, const Json& intent,
                          const Json& evidence) {
    const Json& chip = db::valueAt(evidence, {"before"});
    return Fields("Unit")
        .add("Product", attempt.product)
        .add("Serial", attempt.serial)
        .add("Serial from", howTheSerialCame(intent))
        .add("Chip UID", attempt.uid)
        .add("Die", db::valueAt(chip, {"part"}))
        .add("DEV_ID, REV_ID", hexNumber(db::valueAt(chip, {"dev_id"})) + " " +
                                   hexNumber(db::valueAt(chip, {"rev_id"})))
        .add("Flash", db::valueAt(chip, {"flash_kb"}), " KB")
        .add("Protection before", db::valueAt(chip, {"rdp"}))
        .section();
}

RecordSection softwareSection(const db::AttemptRecord& attempt, const Json& intent,
                              const Json& evidence) {
    Fields fields("Software");
    fields.add("Recipe", attempt.recipe + " " + attempt.recipeVersion)
        .add("Recipe SHA-256", db::valueAt(intent, {"recipe_digest"}))
        .add("Released by", db::valueAt(intent, {"signers"}));
    for (const Json& image : db::valueAt(intent, {"images"})) {
        fields.add("File " + textOf(db::valueAt(image, {"name"})), db::valueAt(image, {"sha256"}));
    }
    const Json& plan = db::valueAt(evidence, {"plan"});
    return fields.add("Unit's bytes SHA-256", db::valueAt(plan, {"plan_sha256"}))
        .add("Bytes of files", db::valueAt(plan, {"image_bytes"}))
        .add("Bytes proven", db::valueAt(plan, {"proven_bytes"}))
        .section();
}

RecordSection whoSection(const db::AttemptRecord& attempt, const Json& intent) {
    return Fields("Who")
        .add("Operator", attempt.operatorName)
        .add("Started from", db::valueAt(intent, {"started_by"}))
        .add("Golden board", db::valueAt(intent, {"golden"}))
        .add("Rework allowed", db::valueAt(intent, {"rework_reason"}))
        .add("Work order", attempt.workOrder)
        .section();
}

RecordSection whereSection(const db::AttemptRecord& attempt, const Json& evidence) {
    return Fields("Where")
        .add("Slot", attempt.slot)
        .add("USB port", attempt.port)
        .add("Probe", attempt.probeSerial)
        .add("Probe firmware", db::valueAt(evidence, {"probe", "firmware"}))
        .section();
}

std::string stagesText(const Json& evidence) {
    constexpr double microsOfMilli = 1000;
    std::string text;
    for (const Json& stage : db::valueAt(evidence, {"stages"})) {
        const Json& micros = db::valueAt(stage, {"us"});
        text += fmt::format("{}{} {:.0f}", text.empty() ? "" : ", ",
                            textOf(db::valueAt(stage, {"stage"})),
                            micros.is_number() ? micros.get<double>() / microsOfMilli : 0);
    }
    return text.empty() ? text : text + " ms";
}

/// What makes the times of an attempt doubtful.
std::string clockText(const std::vector<db::ClockChange>& changes) {
    constexpr double microsOfSecond = 1e6;
    std::string text;
    for (const db::ClockChange& change : changes) {
        text += text.empty() ? "" : "; ";
        if (change.isStep()) {
            text += fmt::format("{} by {:.1f} s to {} (entry {})",
                                change.what == db::clock_word::setBack ? "set back" : "set forward",
                                std::abs(static_cast<double>(change.byMicros)) / microsOfSecond,
                                localMomentText(change.after), change.sequence);
        } else {
            text += fmt::format("not synchronised (entry {})", change.sequence);
        }
    }
    return text;
}

RecordSection whenSection(const db::AttemptRecord& attempt, const Json& evidence) {
    return Fields("When")
        .add("Begun", localMomentText(attempt.begunAt))
        .add("Ended", localMomentText(attempt.endedAt))
        .add("Stages", stagesText(evidence))
        .add("Clock", clockText(attempt.clock))
        .section();
}

std::string supplyText(const Json& supply) {
    return db::valueAt(supply, {"before_mv"}).is_null()
               ? std::string()
               : fmt::format("{} before, {} lowest, {} after; {} to {} allowed, mV",
                             textOf(db::valueAt(supply, {"before_mv"})),
                             textOf(db::valueAt(supply, {"lowest_mv"})),
                             textOf(db::valueAt(supply, {"after_mv"})),
                             textOf(db::valueAt(supply, {"low_limit_mv"})),
                             textOf(db::valueAt(supply, {"high_limit_mv"})));
}

void addVerification(Fields& fields, const Json& verify) {
    if (verify.is_null()) {
        return;
    }
    fields.add("Proven by", db::valueAt(verify, {"method"}))
        .add("After", yesOrNo(db::valueAt(verify, {"reset_seen"}), "a reset that the chip reported",
                              "no reset that the chip reported"))
        .add("Core", yesOrNo(db::valueAt(verify, {"core_held"}), "held at its first instruction",
                             "not held"))
        .add("Nonce", db::valueAt(verify, {"nonce"}))
        .add("Digest expected", db::valueAt(verify, {"expected_digest"}))
        .add("Digest by the chip", db::valueAt(verify, {"chip_digest"}))
        .add("Read-back SHA-256", db::valueAt(verify, {"readback_sha256"}))
        .add("Words sampled",
             fmt::format("{}, {} of them wrong", textOf(db::valueAt(verify, {"samples"})),
                         textOf(db::valueAt(verify, {"sample_mismatches"}))));
}

void addOptions(Fields& fields, const Json& evidence) {
    for (const Json& option : db::valueAt(evidence, {"options"})) {
        fields.add("Option " + textOf(db::valueAt(option, {"name"})),
                   fmt::format("{} wanted, {} found", textOf(db::valueAt(option, {"wanted"})),
                               textOf(db::valueAt(option, {"found"}))));
    }
    const Json& protect = db::valueAt(evidence, {"protect"});
    if (!db::valueAt(protect, {"rdp_found"}).is_null()) {
        fields.add("Read protection",
                   fmt::format("level {} wanted, {} found; {}",
                               textOf(db::valueAt(protect, {"rdp_demanded"})),
                               textOf(db::valueAt(protect, {"rdp_found"})),
                               yesOrNo(db::valueAt(protect, {"flash_read_refused"}),
                                       "a read was refused", "a read was not refused")));
    }
    if (const Json& boot = db::valueAt(evidence, {"boot"}); !boot.is_null()) {
        fields.add("Start shown",
                   fmt::format("{} expected, {} found", hexNumber(db::valueAt(boot, {"expected"})),
                               hexNumber(db::valueAt(boot, {"found"}))));
    }
}

RecordSection howSection(const Json& evidence) {
    const Json& probe = db::valueAt(evidence, {"probe"});
    const Json& flash = db::valueAt(evidence, {"flash"});
    Fields fields("How");
    fields.add("Connected", db::valueAt(probe, {"trail"}))
        .add("SWD clock", db::valueAt(probe, {"swd_khz"}), " kHz")
        .add("Supply", supplyText(db::valueAt(evidence, {"supply"})));
    if (!db::valueAt(probe, {"soak_reads"}).is_null()) {
        fields.add("Link", fmt::format("{} reads, {} errors, {} waits, {} USB transfers",
                                       textOf(db::valueAt(probe, {"soak_reads"})),
                                       textOf(db::valueAt(probe, {"soak_errors"})),
                                       textOf(db::valueAt(probe, {"wait_retries"})),
                                       textOf(db::valueAt(probe, {"usb_transfers"}))));
    }
    if (!flash.is_null()) {
        fields.add("Erased",
                   fmt::format("{} sectors{}, {} bytes seen blank",
                               textOf(db::valueAt(flash, {"sectors_erased"})),
                               textOf(db::valueAt(evidence, {"plan", "mass_erase"})) == "1"
                                   ? " by a mass erase"
                                   : "",
                               textOf(db::valueAt(flash, {"bytes_blank_checked"}))));
        fields.add("Programmed", db::valueAt(flash, {"bytes_programmed"}), " bytes");
    }
    addVerification(fields, db::valueAt(evidence, {"verify"}));
    addOptions(fields, evidence);
    fields.add("Remarks", db::valueAt(evidence, {"warnings"}));
    return fields.section();
}

RecordSection verdictSection(const db::AttemptRecord& attempt, const Json& ending,
                             std::size_t ordinal, std::size_t attempts) {
    Fields fields("Verdict");
    fields.add("Verdict", attempt.verdict ? std::string(job::name(*attempt.verdict)) : "OPEN")
        .add("Attempt", fmt::format("{} of {} on record", ordinal, attempts));
    if (!attempt.fault.empty()) {
        fields
            .add("Fault",
                 fmt::format("{} {} at {}: {}", textOf(db::valueAt(ending, {"fault", "code"})),
                             attempt.fault, textOf(db::valueAt(ending, {"fault", "stage"})),
                             sentenceOf(attempt.fault)))
            .add("Fault's note", db::valueAt(ending, {"fault", "note"}));
    }
    if (attempt.receipt != 0 && attempt.leaf) {
        fields.add("Entries", fmt::format("{} to {}", attempt.attempt, attempt.receipt))
            .add("Leaf of the last", base::toHex(*attempt.leaf));
    }
    return fields.section();
}

} // namespace

std::string sentenceOf(const std::string& fault) {
    const auto code = base::faultNamed(fault);
    return code ? base::describe({.code = *code}).happened : fault;
}

std::vector<RecordSection> flashRecordOf(const db::AttemptRecord& attempt, std::size_t ordinal,
                                         std::size_t attempts) {
    const Json intent = Json::parse(attempt.intent, nullptr, false);
    const Json ending = Json::parse(attempt.ending, nullptr, false);
    const Json& evidence = db::valueAt(ending, {"evidence"});
    return {verdictSection(attempt, ending, ordinal, attempts),
            unitSection(attempt, intent, evidence),
            softwareSection(attempt, intent, evidence),
            whoSection(attempt, intent),
            whereSection(attempt, evidence),
            whenSection(attempt, evidence),
            howSection(evidence)};
}

} // namespace greenlight::station
