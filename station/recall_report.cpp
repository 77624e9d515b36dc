#include "station/recall_report.h"

#include "station/csv.h"
#include "station/local_time.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace greenlight::station {

namespace {

using Json = nlohmann::ordered_json;
using db::RecalledUnit;

Json unitJson(const RecalledUnit& unit) {
    Json json = Json::object();
    json["product"] = unit.product;
    json["serial"] = unit.serial;
    json["uid"] = unit.uid;
    json["first_attempt"] = unit.unit;
    json["attempts"] = unit.attempts;
    json["last_attempt"] = unit.lastAttempt;
    json["last_begun"] = localMomentText(unit.lastBegun);
    json["last_verdict"] = unit.lastVerdict;
    json["recipe"] = unit.recipe;
    json["recipe_version"] = unit.recipeVersion;
    json["slot"] = unit.slot;
    json["probe_serial"] = unit.probeSerial;
    json["final_verdict"] = unit.finalVerdict;
    json["last_pass"] = unit.lastPass == 0 ? Json(nullptr) : Json(unit.lastPass);
    json["last_pass_begun"] =
        unit.lastPass == 0 ? Json(nullptr) : Json(localMomentText(unit.lastPassBegun));
    return json;
}

/// One answer in one format.
class Page {
public:
    virtual ~Page() = default;
    Page() = default;
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;
    Page(Page&&) = delete;
    Page& operator=(Page&&) = delete;

    virtual std::string begin(const Json& question) = 0;
    virtual std::string section(bool carryNow) = 0;
    virtual std::string unit(const RecalledUnit& unit) = 0;
    virtual std::string end(const RecallCounts& counts) = 0;
};

class TextPage final : public Page {
public:
    std::string begin(const Json& question) override {
        return "Units of the attempts with " + question.dump() + "\n";
    }

    std::string section(bool carryNow) override {
        return carryNow ? "\nThey carry it now: their last PASS was with it\n"
                        : "\nThey do not carry it now, but were given it once\n";
    }

    std::string unit(const RecalledUnit& unit) override {
        return fmt::format(
            "  {} serial {} chip {}: {} at {}, {} {}, slot {}, probe {}; {} of its attempts; it "
            "stands as {}\n",
            unit.product, unit.serial.empty() ? "-" : unit.serial,
            unit.uid.empty() ? "-" : unit.uid, unit.lastVerdict.empty() ? "OPEN" : unit.lastVerdict,
            localMomentText(unit.lastBegun), unit.recipe, unit.recipeVersion, unit.slot,
            unit.probeSerial, unit.attempts, unit.finalVerdict);
    }

    std::string end(const RecallCounts& counts) override {
        return fmt::format("\n{} units carry it now, {} more were given it once; {} attempts were "
                           "on boards that are no units (drills, refused, without a name)\n",
                           counts.carryNow, counts.once, counts.ofNoUnit);
    }
};

class CsvPage final : public Page {
public:
    std::string begin(const Json& question) override {
        static_cast<void>(question);
        std::vector<std::string> names{"carries_now"};
        const Json columns = unitJson({});
        for (const auto& item : columns.items()) {
            names.push_back(item.key());
        }
        return csvLine(names);
    }

    std::string section(bool carryNow) override {
        m_now = carryNow;
        return {};
    }

    std::string unit(const RecalledUnit& unit) override {
        std::vector<std::string> fields{m_now ? "1" : "0"};
        for (const Json& value : unitJson(unit)) {
            fields.push_back(value.is_null()     ? std::string()
                             : value.is_string() ? csvField(value.get<std::string>())
                                                 : csvField(value.dump(), true));
        }
        return csvLine(fields);
    }

    std::string end(const RecallCounts& counts) override {
        static_cast<void>(counts);
        return {};
    }

private:
    bool m_now = false;
};

class JsonPage final : public Page {
public:
    std::string begin(const Json& question) override { return "{\"question\":" + question.dump(); }

    std::string section(bool carryNow) override {
        m_first = true;
        return carryNow ? ",\n\"carry_now\":[" : "],\n\"once\":[";
    }

    std::string unit(const RecalledUnit& unit) override {
        const std::string lead = m_first ? "\n" : ",\n";
        m_first = false;
        return lead + unitJson(unit).dump(-1, ' ', false, Json::error_handler_t::replace);
    }

    std::string end(const RecallCounts& counts) override {
        return fmt::format("],\n\"attempts_of_no_unit\":{}}}\n", counts.ofNoUnit);
    }

private:
    bool m_first = true;
};

std::unique_ptr<Page> pageOf(RecallFormat format) {
    switch (format) {
    case RecallFormat::Csv:
        return std::make_unique<CsvPage>();
    case RecallFormat::Json:
        return std::make_unique<JsonPage>();
    case RecallFormat::Text:
        break;
    }
    return std::make_unique<TextPage>();
}

} // namespace

Result<RecallCounts> writeRecall(db::Recalls& recalls, const db::RecallQuestion& question,
                                 RecallFormat format, const Sink& sink) {
    const auto page = pageOf(format);
    RecallCounts counts;
    TRY(sink(page->begin(filtersOf(question))));
    for (const bool carryNow : {true, false}) {
        TRY(sink(page->section(carryNow)));
        TRY(recalls.eachUnit(question, [&](const RecalledUnit& unit) -> Result<void> {
            if (unit.carriesNow != carryNow) {
                return {};
            }
            ++(carryNow ? counts.carryNow : counts.once);
            counts.firstEntry =
                counts.firstEntry == 0 ? unit.unit : std::min(counts.firstEntry, unit.unit);
            counts.lastEntry =
                std::max({counts.lastEntry, unit.lastAttempt, unit.lastPass, unit.unit});
            return sink(page->unit(unit));
        }));
    }
    counts.ofNoUnit = TRY(recalls.countOfNoUnit(question));
    TRY(sink(page->end(counts)));
    return counts;
}

Json filtersOf(const db::RecallQuestion& question) {
    Json filters = Json::object();
    for (const auto& [name, value] :
         {std::pair{"image", question.image}, std::pair{"probe", question.probe},
          std::pair{"slot", question.slot}, std::pair{"recipe", question.recipe}}) {
        if (!value.empty()) {
            filters[name] = value;
        }
    }
    filters["from"] = base::toIso8601(question.from);
    filters["to"] = base::toIso8601(question.to);
    filters["training"] = question.training;
    return filters;
}

} // namespace greenlight::station
