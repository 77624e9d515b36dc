#include "station/cli/commands.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <set>

namespace greenlight::station::cli {

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

/// A probe that does not answer its first questions takes a few seconds to be given up.
constexpr Duration lookPatience = 20s;

/// No attempt takes longer: the slowest flash known takes about a minute.
constexpr Duration attemptPatience = 30min;

/// How soon Ctrl-C is noticed.
constexpr Duration signalInterval = 100ms;

volatile std::sig_atomic_t stopAsked = 0;

void askToStop(int) { stopAsked = 1; }

Json faultJson(const Fault& fault) {
    const base::Sentences sentences = base::describe(fault);
    return {{"code", static_cast<unsigned>(fault.code)},
            {"name", base::name(fault.code)},
            {"stage", base::name(fault.stage)},
            {"text", sentences.happened + " " + sentences.doNow}};
}

/// Milliseconds of each stage, those of a stage that ran in parts added up.
Json stagesJson(const std::vector<job::StageTime>& stages) {
    Json json = Json::object();
    for (const job::StageTime& time : stages) {
        const std::string key(base::name(time.stage));
        json[key] = json.value(key, std::int64_t{0}) + time.micros / 1000;
    }
    return json;
}

void print(const job::Order& order, const job::Ending& ending) {
    const Json json = attemptJson(order, ending);
    std::string line =
        fmt::format("slot {:<4} {:<11} {:>6.1f} s", order.slot, json["verdict"].get<std::string>(),
                    std::chrono::duration<double>(ending.took).count());
    if (!ending.evidence.serial.empty()) {
        line += fmt::format("  {}", ending.evidence.serial);
    }
    if (ending.evidence.before) {
        line += fmt::format("  chip {}", job::uidText(ending.evidence.before->uid));
    }
    if (ending.receipt) {
        line += fmt::format("  receipt {}", ending.receipt->sequence());
    }
    if (!json["fault"].is_null()) {
        line += fmt::format("\n          {}", json["fault"]["text"].get<std::string>());
    }
    std::puts(line.c_str());
}

/// Which slots are meant: those named, or those that have a serial, or all.
Result<std::vector<std::size_t>> chosenSlots(const ProgramOptions& options, const Line& line) {
    std::set<std::size_t> chosen;
    std::vector<std::string> names = options.slots;
    for (const auto& [slot, serial] : options.serials) {
        names.push_back(slot);
    }
    for (const std::string& name : names) {
        const auto index = line.findSlot(name);
        if (!index) {
            return Fault{.code = FaultCode::SettingsValue,
                         .note = fmt::format("there is no slot {}", name)};
        }
        chosen.insert(*index);
    }
    if (chosen.empty()) {
        for (std::size_t i = 0; i < line.view().slots.size(); ++i) {
            chosen.insert(i);
        }
    }
    return std::vector<std::size_t>(chosen.begin(), chosen.end());
}

/// What became of the presses and the attempts they started.
struct Tally {
    std::mutex mutex{};
    unsigned started = 0;
    unsigned refused = 0;
    unsigned passed = 0;
    bool unrecorded = false;
};

Result<void> pressAll(const ProgramOptions& options, Line& line,
                      const std::vector<std::size_t>& slots, Tally& tally) {
    const LineView view = line.view();
    for (const std::size_t slot : slots) {
        const std::string& name = view.slots[slot].slot.name;
        const auto serial = options.serials.find(name);
        if (serial != options.serials.end()) {
            TRY(line.scan(serial->second, false, slot));
        } else if (view.serialWanted) {
            return Fault{.code = FaultCode::SettingsValue,
                         .note = fmt::format("slot {} needs --serial {}=...", name, name)};
        }
    }
    for (const std::size_t slot : slots) {
        if (const Result<void> pressed = line.press(slot, job::StartedBy::CommandLine); pressed) {
            ++tally.started;
        } else {
            ++tally.refused;
            const base::Sentences sentences = base::describe(pressed.fault());
            spdlog::warn("slot {}: {} {}", view.slots[slot].slot.name, sentences.happened,
                         sentences.doNow);
        }
    }
    return {};
}

/// Waits for the attempts; on Ctrl-C the line is closed, which ends them as ABORTED on record.
void waitForEnd(std::unique_ptr<Line>& line, Clock& clock) {
    const Instant deadline = clock.now() + attemptPatience;
    while (!line->waitUntilIdle(clock.now() + signalInterval)) {
        if (stopAsked != 0 || clock.now() >= deadline) {
            spdlog::warn("stopping: attempts end as ABORTED and are recorded");
            break;
        }
    }
    line.reset();
}

} // namespace

Json attemptJson(const job::Order& order, const job::Ending& ending) {
    const job::Evidence& evidence = ending.evidence;
    std::optional<Fault> fault = ending.judgement.fault;
    job::Verdict verdict = ending.judgement.verdict;
    if (!ending.receipt) {
        fault = ending.unrecorded.value_or(Fault{.code = FaultCode::NotReceipted});
        verdict = job::Verdict::Error;
    }
    Json json = {
        {"slot", order.slot},
        {"port", order.port},
        {"probe_serial", evidence.probe.serial},
        {"serial", evidence.serial},
        {"uid", evidence.before ? Json(job::uidText(evidence.before->uid)) : Json(nullptr)},
        {"device", evidence.before ? Json(evidence.before->part) : Json(nullptr)},
        {"verdict", job::name(verdict)},
        {"fault", fault ? faultJson(*fault) : Json(nullptr)},
        {"image_sha256", order.recipe->files.empty()
                             ? Json(nullptr)
                             : Json(base::toHex(order.recipe->files.front().sha256))}};
    const bool digested = evidence.verify && evidence.verify->chipDigest;
    json["chip_digest"] =
        digested ? Json(base::toHex(*evidence.verify->chipDigest)) : Json(nullptr);
    json["nonce"] = digested ? Json(base::toHex(evidence.verify->nonce)) : Json(nullptr);
    json["bytes"] = evidence.plan.imageBytes;
    json["duration_ms"] =
        std::chrono::duration_cast<std::chrono::milliseconds>(ending.took).count();
    json["stages_ms"] = stagesJson(evidence.stages);
    json["retries"] = evidence.probe.waitRetries;
    json["receipt"] = ending.receipt ? Json{{"sequence", ending.receipt->sequence()},
                                            {"leaf", base::toHex(ending.receipt->leaf())}}
                                     : Json(nullptr);
    return json;
}

Exit program(const ProgramOptions& options, Clock& clock) {
    auto workplace = Workplace::open(options.workplace, clock);
    if (!workplace) {
        return complain(workplace.fault());
    }
    Workplace& place = **workplace;
    const auto recipe = place.readRecipe(options.recipe);
    if (!recipe) {
        return complain(recipe.fault());
    }
    if (const auto bench = place.openBench(**recipe); !bench) {
        return complain(bench.fault());
    }
    if (place.settings().slots.empty()) {
        return complain({.code = FaultCode::ProbeAbsent, .note = "no probe is plugged in"});
    }
    if (const auto journal = place.openJournal(); !journal) {
        return complain(journal.fault());
    }
    auto opened = place.openLine(*recipe, [] {});
    if (!opened) {
        return complain(opened.fault());
    }
    std::unique_ptr<Line> line = std::move(opened).value();

    std::signal(SIGINT, askToStop);
    std::signal(SIGTERM, askToStop);
    Tally tally;
    line->onEnded([&tally, &options](const job::Order& order, const job::Ending& ending) {
        const std::scoped_lock lock(tally.mutex);
        if (options.json) {
            std::puts(attemptJson(order, ending).dump().c_str());
        } else {
            print(order, ending);
        }
        std::fflush(stdout);
        tally.unrecorded = tally.unrecorded || !ending.receipt;
        tally.passed += ending.receipt && ending.receipt->verdict() == job::Verdict::Pass ? 1U : 0U;
    });
    if (!line->waitUntilLooked(clock.now() + lookPatience)) {
        spdlog::warn("not every probe answered in time");
    }
    const auto slots = chosenSlots(options, *line);
    if (!slots) {
        return complain(slots.fault());
    }
    if (const auto pressed = pressAll(options, *line, *slots, tally); !pressed) {
        return complain(pressed.fault());
    }
    waitForEnd(line, clock);
    if (tally.unrecorded) {
        return Exit::NotFit;
    }
    if (tally.started == 0) {
        return Exit::NothingToDo;
    }
    // An empty slot that nobody named is no unit; one that was named is one that did not pass.
    const bool refusedCounts = !options.slots.empty() || !options.serials.empty();
    const bool allPassed = tally.passed == tally.started && (tally.refused == 0 || !refusedCounts);
    return allPassed ? Exit::AllPassed : Exit::NotAllPassed;
}

} // namespace greenlight::station::cli
