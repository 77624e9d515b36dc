#include "station/cli/commands.h"
#include "station/local_time.h"
#include "station/yield_report.h"

#include <fmt/format.h>

namespace greenlight::station::cli {

namespace {

/// The byte order mark that tells spreadsheets that a CSV file is UTF-8.
constexpr const char* byteOrderMark = "\xEF\xBB\xBF";

/// What is wrong with a time; empty when it is taken.
std::string takeTime(const std::string& text, std::string_view option, db::Quarter& quarter) {
    if (text.empty()) {
        return {};
    }
    const auto time = localTimeNamed(text);
    if (!time) {
        return fmt::format("{} wants a time such as 2026-11-23 or 2026-11-23T14:30, not {}", option,
                           text);
    }
    quarter = db::quarterOf(*time);
    if (quarter * db::secondsOfQuarter * 1'000'000 != time->unixMicros) {
        return fmt::format("{} wants a quarter of an hour: {} is none", option, text);
    }
    return {};
}

std::string takeQuestion(const ReportOptions& options, const Settings& settings, Clock& clock,
                         db::YieldQuestion& question) {
    question.from = db::quarterOf(startOfDay(clock.wall()));
    question.to = db::quarterOf(clock.wall()) + 1;
    for (const std::string& wrong : {takeTime(options.from, "--from", question.from),
                                     takeTime(options.to, "--to", question.to)}) {
        if (!wrong.empty()) {
            return wrong;
        }
    }
    if (question.to <= question.from) {
        return "--to must be later than --from";
    }
    for (const std::string& word : options.by) {
        const auto by = db::yieldByNamed(word);
        if (!by) {
            return fmt::format("--by does not know {}", word);
        }
        question.by.push_back(*by);
    }
    question.training = options.workplace.training;
    question.product = options.product;
    question.slot = options.slot;
    question.recipe = options.recipe;
    question.operatorName = options.operatorName;
    question.workOrder = options.workOrder;
    question.shifts = settings.shifts;
    return {};
}

bool fitsYield(const ReportOptions& options) {
    return options.format == "text" || options.format == "csv" || options.format == "json";
}

std::string rendered(const ReportOptions& options, const db::YieldQuestion& question,
                     const db::YieldReport& report) {
    if (options.format == "json") {
        return yieldJson(question, report);
    }
    if (options.format == "csv") {
        return (options.byteOrderMark ? byteOrderMark : "") +
               (options.what == "faults" ? faultsCsv(report) : yieldCsv(question, report));
    }
    return yieldText(question, report);
}

} // namespace

Exit report(const ReportOptions& options, Clock& clock) {
    if (options.what == "units" || options.what == "attempts") {
        return exportRecords(options, clock);
    }
    const bool pdf = options.format == "pdf" && options.what == "yield";
    if (!pdf && !fitsYield(options)) {
        return refuseUse(fmt::format("report {} knows text, csv{} and json, not {}", options.what,
                                     options.what == "yield" ? ", pdf" : "", options.format));
    }
    if (pdf && options.file.empty()) {
        return refuseUse("a PDF wants -o FILE: its manifest goes beside it");
    }
    const auto place = Workplace::open(options.workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    db::YieldQuestion question;
    if (const std::string wrong = takeQuestion(options, (*place)->settings(), clock, question);
        !wrong.empty()) {
        return refuseUse(wrong);
    }
    auto yields = db::Yields::open((*place)->journalFile(), clock);
    if (!yields) {
        return complainOfRecords(yields.fault());
    }
    if (pdf) {
        return yieldSheet(**place, *yields, std::move(question), options.file);
    }
    const auto report = yields->report(question);
    if (!report) {
        return complainOfRecords(report.fault());
    }
    return writeOut(rendered(options, question, *report), options.file);
}

} // namespace greenlight::station::cli
