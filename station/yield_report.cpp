#include "station/yield_report.h"

#include "engine/base/fault.h"
#include "station/csv.h"
#include "station/local_time.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <string_view>
#include <vector>

namespace greenlight::station {

namespace {

using Json = nlohmann::ordered_json;
using db::YieldCounts;

struct Figure {
    std::string_view word;
    std::string_view label;
    std::string_view formula;
    db::Share (*of)(const YieldCounts&);
};

constexpr std::array figures{
    Figure{"first_pass_yield", "First-pass yield",
           "units whose first attempt ever passed / units first seen in this time",
           &db::firstPassYield},
    Figure{"final_yield", "Final yield", "of the same units, those whose last attempt passed",
           &db::finalYield},
    Figure{"attempt_yield", "Attempt yield", "attempts that passed / all attempts in this time",
           &db::attemptYield},
    Figure{"retest_rate", "Retest rate", "units with more than one attempt / units",
           &db::retestRate},
    Figure{
        "no_trouble_rate", "No trouble found",
        "units that passed at the second attempt, same board, no repair / units that failed first",
        &db::noTroubleRate}};

struct Column {
    std::string_view word;
    std::uint64_t YieldCounts::*count;
};

constexpr std::array columns{Column{"attempts", &YieldCounts::attempts},
                             Column{"attempts_passed", &YieldCounts::passed},
                             Column{"attempts_nameless", &YieldCounts::nameless},
                             Column{"refused", &YieldCounts::refused},
                             Column{"drills", &YieldCounts::drills},
                             Column{"units", &YieldCounts::units},
                             Column{"units_first_passed", &YieldCounts::firstPassed},
                             Column{"units_second_passed", &YieldCounts::secondPassed},
                             Column{"units_third_passed", &YieldCounts::thirdPassed},
                             Column{"units_last_passed", &YieldCounts::lastPassed},
                             Column{"units_retested", &YieldCounts::retested},
                             Column{"units_no_trouble", &YieldCounts::noTrouble}};

base::WallTime startOf(db::Quarter quarter) { return {quarter * db::secondsOfQuarter * 1'000'000}; }

std::string percent(double share) { return fmt::format("{:.2f} %", 100 * share); }

std::string shareText(const db::Share& share) {
    const auto value = share.value();
    if (!value) {
        return fmt::format("{:>9}   of 0", "\u2013");
    }
    const auto [low, high] = *share.interval();
    return fmt::format("{:>9}   {} of {}, {} to {} at 95 %", percent(*value), share.count, share.of,
                       percent(low), percent(high));
}

std::vector<std::string> countFields(const YieldCounts& counts) {
    std::vector<std::string> fields;
    for (const Column& column : columns) {
        fields.push_back(std::to_string(counts.*column.count));
    }
    for (const Figure& figure : figures) {
        const db::Share share = figure.of(counts);
        const auto value = share.value();
        const auto interval = share.interval();
        fields.push_back(value ? fmt::format("{:.6f}", *value) : "");
        fields.push_back(interval ? fmt::format("{:.6f}", interval->first) : "");
        fields.push_back(interval ? fmt::format("{:.6f}", interval->second) : "");
    }
    return fields;
}

std::string csvRow(const db::YieldQuestion& question, std::string_view by, const std::string& label,
                   const YieldCounts& counts) {
    std::vector<std::string> fields{csvField(by), csvField(label),
                                    localTimeText(startOf(question.from)),
                                    localTimeText(startOf(question.to))};
    for (std::string& field : countFields(counts)) {
        fields.push_back(std::move(field));
    }
    return csvLine(fields);
}

Json countsJson(const YieldCounts& counts) {
    Json json = Json::object();
    for (const Column& column : columns) {
        json[std::string(column.word)] = counts.*column.count;
    }
    for (const Figure& figure : figures) {
        const db::Share share = figure.of(counts);
        const auto value = share.value();
        const auto interval = share.interval();
        json[std::string(figure.word)] = {
            {"count", share.count},
            {"of", share.of},
            {"value", value ? Json(*value) : Json(nullptr)},
            {"interval_95", interval ? Json{interval->first, interval->second} : Json(nullptr)}};
    }
    return json;
}

Json questionJson(const db::YieldQuestion& question) {
    return {{"from", localTimeText(startOf(question.from))},
            {"to", localTimeText(startOf(question.to))},
            {"training", question.training},
            {"product", question.product},
            {"slot", question.slot},
            {"recipe", question.recipe},
            {"operator", question.operatorName},
            {"work_order", question.workOrder}};
}

} // namespace

std::string conditionsText(const db::YieldQuestion& question) {
    std::string text;
    const auto add = [&text](std::string_view what, const std::string& value) {
        text += value.empty() ? "" : fmt::format(", {} {}", what, value);
    };
    add("product", question.product);
    add("slot", question.slot);
    add("recipe", question.recipe);
    add("operator", question.operatorName);
    add("work order", question.workOrder);
    return text + (question.training ? ", training" : "");
}

std::vector<YieldFigure> yieldFigures(const db::YieldReport& report) {
    std::vector<YieldFigure> shown;
    for (const Figure& figure : figures) {
        const db::Share share = figure.of(report.total);
        const auto value = share.value();
        const auto interval = share.interval();
        shown.push_back(
            {.label = std::string(figure.label),
             .value = value ? percent(*value) : "\u2013",
             .interval = interval ? fmt::format("{} of {}, {} to {}", share.count, share.of,
                                                percent(interval->first), percent(interval->second))
                                  : "of 0",
             .formula = std::string(figure.formula)});
    }
    shown.push_back(
        {.label = "Rolled throughput",
         .value = report.rolledThroughput ? percent(*report.rolledThroughput) : "\u2013",
         .formula = "product over the stages of first attempts that passed each"});
    return shown;
}

std::string yieldText(const db::YieldQuestion& question, const db::YieldReport& report) {
    std::string text =
        fmt::format("Attempts begun from {} to {}{}; the journal has {} entries\n\n",
                    localTimeText(startOf(question.from)), localTimeText(startOf(question.to)),
                    conditionsText(question), report.entries);
    for (const Figure& figure : figures) {
        text += fmt::format("{:<18}{}\n{:18}= {}\n", figure.label,
                            shareText(figure.of(report.total)), "", figure.formula);
    }
    text += fmt::format(
        "{:<18}{:>9}\n{:18}= product over the stages of first attempts that passed each\n",
        "Rolled throughput", report.rolledThroughput ? percent(*report.rolledThroughput) : "\u2013",
        "");
    text +=
        fmt::format("\nBeside these: {} refused, {} drills, {} attempts on boards without a name\n",
                    report.total.refused, report.total.drills, report.total.nameless);
    for (const db::FaultCount& fault : report.faults) {
        const auto code = base::faultNamed(fault.fault);
        text += fmt::format("{:>8}  {} at {}: {}\n", fault.attempts, fault.fault, fault.stage,
                            code ? base::describe({.code = *code}).happened : "");
    }
    for (const auto& [by, breakdown] : report.by) {
        text += fmt::format("\nBy {}\n", db::name(by));
        for (const auto& [label, counts] : breakdown) {
            text += fmt::format("  {:<28} first pass {}\n", label.empty() ? "\u2013" : label,
                                shareText(db::firstPassYield(counts)));
        }
    }
    return text;
}

std::string yieldCsv(const db::YieldQuestion& question, const db::YieldReport& report) {
    std::vector<std::string> head{"by", "label", "from", "to"};
    for (const Column& column : columns) {
        head.emplace_back(column.word);
    }
    for (const Figure& figure : figures) {
        for (const char* part : {"", "_low_95", "_high_95"}) {
            head.push_back(std::string(figure.word) + part);
        }
    }
    std::string csv = csvLine(head) + csvRow(question, "total", "", report.total);
    for (const auto& [by, breakdown] : report.by) {
        for (const auto& [label, counts] : breakdown) {
            csv += csvRow(question, db::name(by), label, counts);
        }
    }
    return csv;
}

std::string faultsCsv(const db::YieldReport& report) {
    std::string csv =
        csvLine({"fault", "stage", "attempts", "first_attempts", "share", "running_share"});
    std::uint64_t all = 0;
    for (const db::FaultCount& fault : report.faults) {
        all += fault.attempts;
    }
    std::uint64_t running = 0;
    for (const db::FaultCount& fault : report.faults) {
        running += fault.attempts;
        csv += csvLine({csvField(fault.fault), csvField(fault.stage),
                        std::to_string(fault.attempts), std::to_string(fault.firstAttempts),
                        fmt::format("{:.6f}", *db::Share{fault.attempts, all}.value()),
                        fmt::format("{:.6f}", *db::Share{running, all}.value())});
    }
    return csv;
}

std::string yieldJson(const db::YieldQuestion& question, const db::YieldReport& report) {
    Json json{{"question", questionJson(question)}, {"entries", report.entries}};
    Json& definitions = json["definitions"] = Json::object();
    for (const Figure& figure : figures) {
        definitions[std::string(figure.word)] = figure.formula;
    }
    json["total"] = countsJson(report.total);
    json["rolled_throughput"] =
        report.rolledThroughput ? Json(*report.rolledThroughput) : Json(nullptr);
    Json& stages = json["stages"] = Json::array();
    for (const db::StageYield& stage : report.stages) {
        stages.push_back(
            {{"stage", stage.stage}, {"passed", stage.passed.count}, {"of", stage.passed.of}});
    }
    Json& faults = json["faults"] = Json::array();
    for (const db::FaultCount& fault : report.faults) {
        faults.push_back({{"fault", fault.fault},
                          {"stage", fault.stage},
                          {"attempts", fault.attempts},
                          {"first_attempts", fault.firstAttempts}});
    }
    Json& by = json["by"] = Json::object();
    for (const auto& [each, breakdown] : report.by) {
        Json& groups = by[std::string(db::name(each))] = Json::array();
        for (const auto& [label, counts] : breakdown) {
            Json group{{"label", label}};
            group.update(countsJson(counts));
            groups.push_back(std::move(group));
        }
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace greenlight::station
