#include "station/cli/acting.h"
#include "station/cli/commands.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
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

std::optional<std::size_t> slotNamed(const Settings& settings, const std::string& name) {
    const auto found = std::ranges::find(settings.slots, name, &job::SlotPlace::name);
    return found == settings.slots.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - settings.slots.begin()));
}

/// Which slots are meant: those named and those that have a serial, or all. Else a sentence.
std::string chooseSlots(const ProgramOptions& options, const Settings& settings,
                        std::set<std::size_t>& chosen) {
    std::vector<std::string> names = options.slots;
    for (const auto& [slot, serial] : options.serials) {
        names.push_back(slot);
    }
    for (const std::string& name : names) {
        const auto index = slotNamed(settings, name);
        if (!index) {
            return fmt::format("there is no slot {}", name);
        }
        chosen.insert(*index);
    }
    for (std::size_t i = 0; names.empty() && i < settings.slots.size(); ++i) {
        chosen.insert(i);
    }
    return {};
}

/// What is wrong with the serials for these slots, before anything is opened; empty when nothing.
std::string checkSerials(const ProgramOptions& options, const Settings& settings,
                         const std::set<std::size_t>& chosen, const job::Recipe& recipe) {
    if (recipe.serial.source != job::SerialSource::Scan) {
        return options.serials.empty()
                   ? std::string()
                   : fmt::format("a {} takes no serial number: leave --serial away",
                                 recipe.product);
    }
    std::map<std::string, std::string> slotOf;
    for (const std::size_t slot : chosen) {
        const std::string& name = settings.slots[slot].name;
        const auto serial = options.serials.find(name);
        if (serial == options.serials.end()) {
            return fmt::format("slot {0} needs a serial number: --serial {0}=SERIAL", name);
        }
        if (const auto good = job::checkSerial(recipe.serial, serial->second); !good) {
            return fmt::format("{} is not a serial number of a {}: {}", serial->second,
                               recipe.product,
                               recipe.serial.pattern.empty()
                                   ? fmt::format("1 to {} ASCII characters", job::longestSerial)
                                   : "pattern " + recipe.serial.pattern);
        }
        const auto [first, alone] = slotOf.emplace(serial->second, name);
        if (!alone) {
            return fmt::format("--serial gives {} to slots {} and {}", serial->second,
                               first->second, name);
        }
    }
    return {};
}

/// What became of the presses and the attempts they started.
struct Tally {
    std::mutex mutex{};
    unsigned started = 0;
    std::vector<Fault> refusals{};
    unsigned passed = 0;
    bool unrecorded = false;
};

Result<void> pressAll(const ProgramOptions& options, const Credentials& by, Line& line,
                      const Settings& settings, const std::set<std::size_t>& slots, Tally& tally) {
    if (settings.signIn.wanted && TRY(line.signIn(by)) != SignIn::Step::Done) {
        return Fault{.code = FaultCode::CredentialUnfit};
    }
    if (!options.lockForEver.empty()) {
        TRY(line.allowForEver(by, options.lockForEver));
    }
    for (const std::size_t slot : slots) {
        const auto serial = options.serials.find(settings.slots[slot].name);
        if (serial != options.serials.end()) {
            // It answers with the slot that took the label, which is the one named here.
            static_cast<void>(TRY(line.scan(serial->second, false, slot)));
        }
    }
    for (const std::size_t slot : slots) {
        if (!options.rework.empty()) {
            TRY(line.allowRework(slot, by, options.rework));
        }
        if (const Result<void> pressed = line.press(slot, job::StartedBy::CommandLine); pressed) {
            ++tally.started;
        } else {
            tally.refusals.push_back(pressed.fault());
            const base::Sentences sentences = base::describe(pressed.fault());
            spdlog::warn("slot {}: {} {}", settings.slots[slot].name, sentences.happened,
                         sentences.doNow);
        }
    }
    return {};
}

/// Writes one line for each attempt as it ends; on the slots' threads.
void report(const ProgramOptions& options, Tally& tally, const job::Order& order,
            const job::Ending& ending) {
    const std::scoped_lock lock(tally.mutex);
    if (options.json) {
        std::puts(toText(attemptJson(order, ending)).c_str());
    } else {
        print(order, ending);
    }
    (void)std::fflush(stdout); // What did not get out is noticed when the program ends.
    tally.unrecorded = tally.unrecorded || (!ending.receipt && !ending.refused);
    tally.passed += ending.receipt && ending.receipt->verdict() == job::Verdict::Pass ? 1U : 0U;
}

Exit exitOf(const Tally& tally, bool slotsWereNamed) {
    const auto refusedFor = [&tally](Exit exit) {
        return std::ranges::any_of(
            tally.refusals, [exit](const Fault& fault) { return cli::exitOf(fault.code) == exit; });
    };
    if (tally.unrecorded || refusedFor(Exit::NotFit)) {
        return Exit::NotFit;
    }
    // A board that may not be started is a unit that did not pass. An empty slot is none, unless
    // somebody named it.
    const bool missed = refusedFor(Exit::WrongUse) ||
                        std::ranges::any_of(tally.refusals, [slotsWereNamed](const Fault& fault) {
                            return slotsWereNamed || fault.code != FaultCode::NothingInSlot;
                        });
    if (tally.started == 0 && !refusedFor(Exit::WrongUse)) {
        return Exit::NothingToDo;
    }
    return tally.passed == tally.started && !missed ? Exit::AllPassed : Exit::NotAllPassed;
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

/// Whose attempts they are to be.
Result<Credentials> readCredentials(const ProgramOptions& options, const Settings& settings) {
    if (!settings.signIn.wanted) {
        return options.as.empty()
                   ? Result<Credentials>(Credentials{.who = operatorAtTheComputer()})
                   : Fault{.code = FaultCode::NotAllowed,
                           .note = "nobody signs in at this station: leave --as away"};
    }
    if (options.as.empty()) {
        return Fault{.code = FaultCode::NotSignedIn, .note = "--as NAME says who does it"};
    }
    return Credentials{.who = options.as,
                       .pin = TRY(readSecret(fmt::format("PIN of {}", options.as)))};
}

/// Opens the line, presses once at each slot, and waits for what comes of it.
Exit runLine(const ProgramOptions& options, const Credentials& by, Workplace& place,
             const std::shared_ptr<const job::Recipe>& recipe, const std::set<std::size_t>& slots) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        (void)std::signal(signal, askToStop);
    }
    Clock& clock = place.clock();
    Tally tally;
    auto opened = place.openLine(recipe, [] {});
    if (!opened) {
        return complain(opened.fault());
    }
    std::unique_ptr<Line> line = std::move(opened).value();
    if (options.workOrder) {
        if (const auto working = line->workOn(*options.workOrder); !working) {
            return complain(working.fault());
        }
    }
    line->onEnded([&tally, &options](const job::Order& order, const job::Ending& ending) {
        report(options, tally, order, ending);
    });
    if (!line->waitUntilLooked(clock.now() + lookPatience)) {
        spdlog::warn("not every probe answered in time");
    }
    if (stopAsked != 0) {
        return Exit::NothingToDo;
    }
    if (const auto pressed = pressAll(options, by, *line, place.settings(), slots, tally);
        !pressed) {
        return complain(pressed.fault());
    }
    waitForEnd(line, clock);
    return exitOf(tally, !options.slots.empty() || !options.serials.empty());
}

} // namespace

Json attemptJson(const job::Order& order, const job::Ending& ending) {
    const job::Evidence& evidence = ending.evidence;
    std::optional<Fault> fault = ending.judgement.fault;
    job::Verdict verdict = ending.judgement.verdict;
    if (!ending.receipt && !ending.refused) {
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
    const Settings& settings = place.settings();
    if (settings.slots.empty()) {
        return complain({.code = FaultCode::ProbeAbsent, .note = "no ST-LINK is plugged in"});
    }
    std::set<std::size_t> slots;
    for (const std::string& wrong : {chooseSlots(options, settings, slots),
                                     checkSerials(options, settings, slots, **recipe)}) {
        if (!wrong.empty()) {
            return refuseUse(wrong);
        }
    }
    const auto by = readCredentials(options, settings);
    if (!by) {
        return complain(by.fault());
    }
    if (const auto journal = place.openJournal(); !journal) {
        return complain(journal.fault());
    }
    return runLine(options, *by, place, *recipe, slots);
}

} // namespace greenlight::station::cli
