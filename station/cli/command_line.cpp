#include "station/cli/command_line.h"

#include "engine/base/check.h"
#include "station/cli/commands.h"

#ifdef GREENLIGHT_KIOSK
#include "station/view/kiosk.h"
#endif

#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>

namespace greenlight::station::cli {

namespace {

/// The options as they are collected, and the command that was chosen.
struct Words {
    WorkplaceOptions workplace;
    ProgramOptions program;
    ReportOptions report;
    RecallOptions recall;
    RevokeOptions revoke;
    std::vector<std::string> serials;
    std::string recipeFolder;
    std::string unitName;
    std::string certificate;
    std::string slotName;
    std::string reason;
    PersonOptions person;
    std::string file;
    std::string key;
    std::vector<std::string> notes;
    bool json = false;
    bool windowed = false;
    bool verbose = false;
};

void addTraining(CLI::App* command, Words& words, bool withBoards) {
    CLI::Option* const training = command->add_flag("--training", words.workplace.training,
                                                    "on the virtual bench, with training records");
    if (withBoards) {
        command->add_option("--boards", words.workplace.boards, "virtual boards")
            ->check(CLI::Range(Training::leastBoards, Training::mostBoards))
            ->needs(training);
    }
}

/// Splits SLOT=SERIAL; the serial may contain further equal signs.
std::string takeSerials(Words& words) {
    for (const std::string& pair : words.serials) {
        const auto equal = pair.find('=');
        if (equal == std::string::npos || equal == 0 || equal + 1 == pair.size()) {
            return "--serial wants SLOT=SERIAL, not " + pair;
        }
        if (!words.program.serials.emplace(pair.substr(0, equal), pair.substr(equal + 1)).second) {
            return "--serial names slot " + pair.substr(0, equal) + " twice";
        }
    }
    return {};
}

Exit runKiosk(const Words& words, Clock& clock, int argc, char** argv) {
#ifdef GREENLIGHT_KIOSK
    WorkplaceOptions workplace = words.workplace;
    workplace.robot = Training::Robot::Yes;
    return static_cast<Exit>(view::runKiosk(
        {.workplace = workplace, .recipe = words.recipeFolder, .windowed = words.windowed}, clock,
        argc, argv));
#else
    (void)words;
    (void)clock;
    (void)argc;
    (void)argv;
    return refuseUse("this build has no kiosk");
#endif
}

/// Every command of the program, by the object that says whether it was given.
struct Commands {
    CLI::App* kiosk = nullptr;
    CLI::App* probes = nullptr;
    CLI::App* program = nullptr;
    CLI::App* recipeCheck = nullptr;
    CLI::App* slotList = nullptr;
    CLI::App* slotRelease = nullptr;
    CLI::App* peopleList = nullptr;
    CLI::App* peopleAdd = nullptr;
    CLI::App* peopleChange = nullptr;
    CLI::App* peopleRetire = nullptr;
    CLI::App* peopleUnlock = nullptr;
    CLI::App* report = nullptr;
    CLI::App* recall = nullptr;
    CLI::App* revokeImage = nullptr;
    CLI::App* revokeList = nullptr;
    CLI::App* unit = nullptr;
    CLI::App* auditVerify = nullptr;
    CLI::App* auditCheckpoint = nullptr;
    CLI::App* auditProve = nullptr;
    CLI::App* auditCheckProof = nullptr;
    CLI::App* auditCheckExport = nullptr;
    CLI::App* selftest = nullptr;
};

void describeLine(CLI::App& app, Words& words, Commands& commands) {
    commands.kiosk = app.add_subcommand("kiosk", "the screen at the line");
    addTraining(commands.kiosk, words, true);
    commands.kiosk->add_flag("--windowed", words.windowed, "in a window, not the whole screen");
    commands.kiosk->add_option("--recipe", words.recipeFolder, "the recipe folder to start with");

    commands.probes = app.add_subcommand("probes", "the probes that are plugged in");
    commands.probes->add_flag("--json", words.json);

    commands.program = app.add_subcommand("program", "one attempt for each slot, side by side");
    addTraining(commands.program, words, true);
    commands.program->add_option("--recipe", words.recipeFolder, "the recipe folder")->required();
    commands.program->add_option("--slot", words.program.slots, "only these slots");
    commands.program->add_option("--serial", words.serials, "SLOT=SERIAL");
    commands.program->add_option("--rework", words.program.rework,
                                 "why units that passed already are programmed again");
    commands.program->add_option("--lock-for-ever", words.program.lockForEver,
                                 "why the recipe may lock its chips for ever");
    commands.program->add_flag("--json", words.json, "one line of JSON for each attempt");

    CLI::App* const recipe = app.add_subcommand("recipe", "recipes");
    recipe->require_subcommand(1);
    commands.recipeCheck = recipe->add_subcommand("check", "read a recipe and say what is wrong");
    addTraining(commands.recipeCheck, words, false);
    commands.recipeCheck->add_option("folder", words.recipeFolder)->required();
}

void describeSlots(CLI::App& app, Words& words, Commands& commands) {
    CLI::App* const slot = app.add_subcommand("slot", "the slots of the fixture");
    slot->require_subcommand(1);
    commands.slotList = slot->add_subcommand("list", "which slots are locked, and why");
    addTraining(commands.slotList, words, false);
    commands.slotList->add_flag("--json", words.json);
    commands.slotRelease = slot->add_subcommand("release", "take a locked slot back into use");
    addTraining(commands.slotRelease, words, false);
    commands.slotRelease->add_option("slot", words.slotName)->required();
    commands.slotRelease->add_option("--reason", words.reason, "what was found and done")
        ->required();
}

CLI::App* describePerson(CLI::App* people, Words& words, const char* name, const char* help) {
    CLI::App* const command = people->add_subcommand(name, help);
    command->add_option("name", words.person.name)->required();
    return command;
}

void describePeople(CLI::App& app, Words& words, Commands& commands) {
    PersonOptions& person = words.person;
    CLI::App* const people = app.add_subcommand("people", "who works here, and who may what");
    people->require_subcommand(1);
    commands.peopleList = people->add_subcommand("list", "everybody");
    commands.peopleList->add_flag("--json", words.json);
    commands.peopleAdd = describePerson(people, words, "add", "add a person");
    commands.peopleAdd
        ->add_option("--role", person.role, "operator, supervisor, quality or engineer")
        ->required();
    commands.peopleChange = describePerson(people, words, "change", "another role, badge or PIN");
    commands.peopleChange->add_option("--role", person.role,
                                      "operator, supervisor, quality or engineer");
    for (CLI::App* const command : {commands.peopleAdd, commands.peopleChange}) {
        command->add_flag("--badge-from-stdin", person.badge, "read the badge");
        command->add_flag("--pin-from-stdin", person.pin, "read a PIN");
    }
    commands.peopleRetire = describePerson(people, words, "retire", "for ever");
    commands.peopleUnlock = describePerson(people, words, "unlock", "after too many wrong PINs");
    for (CLI::App* const command :
         {commands.peopleChange, commands.peopleRetire, commands.peopleUnlock}) {
        command->add_option("--reason", person.reason, "why")->required();
    }
}

void describeReport(CLI::App& app, Words& words, Commands& commands) {
    ReportOptions& report = words.report;
    commands.report = app.add_subcommand("report", "yield, faults, units, attempts of a time");
    addTraining(commands.report, words, false);
    commands.report->add_option("what", report.what, "yield, faults, units or attempts")
        ->check(CLI::IsMember({"yield", "faults", "units", "attempts"}));
    commands.report->add_option("--from", report.from, "2026-11-23 or 2026-11-23T14:30; today");
    commands.report->add_option("--to", report.to, "up to here; now");
    commands.report->add_option("--by", report.by,
                                "hour, shift, day, week, month, slot, probe, operator, product, "
                                "recipe, image, work-order");
    commands.report->add_option("--product", report.product, "only of this product");
    commands.report->add_option("--slot", report.slot, "only of this slot");
    commands.report->add_option("--recipe", report.recipe, "only of this recipe");
    commands.report->add_option("--operator", report.operatorName, "only of this person");
    commands.report->add_option("--work-order", report.workOrder, "only of this work order");
    commands.report
        ->add_option("--format", report.format,
                     "text, csv or json, of yield also pdf; of units and attempts csv, jsonl, "
                     "xlsx, of attempts also cfx")
        ->check(CLI::IsMember({"text", "csv", "json", "pdf", "jsonl", "xlsx", "cfx"}));
    commands.report->add_flag("--bom", report.byteOrderMark,
                              "a byte order mark in front of the CSV, for spreadsheets");
    commands.report->add_option("-o,--output", report.file, "into this file");
}

void describeRecall(CLI::App& app, Words& words, Commands& commands) {
    RecallOptions& recall = words.recall;
    commands.recall = app.add_subcommand("recall", "which units carry it, or were made there");
    addTraining(commands.recall, words, false);
    commands.recall->add_option("--image", recall.image,
                                "the SHA-256 of a file, or at least 8 of its first digits");
    commands.recall->add_option("--probe", recall.probe, "the serial number of a probe");
    commands.recall->add_option("--slot", recall.slot, "a slot's name");
    commands.recall->add_option("--recipe", recall.recipe, "a recipe's name");
    commands.recall->add_option("--from", recall.from, "2026-11-23 or 2026-11-23T14:30; ever");
    commands.recall->add_option("--to", recall.to, "up to here; now");
    commands.recall->add_option("--format", recall.format, "text, csv or json")
        ->check(CLI::IsMember({"text", "csv", "json"}));
    commands.recall->add_option("-o,--output", recall.file,
                                "into this file, with a signed manifest beside it");

    RevokeOptions& revoke = words.revoke;
    CLI::App* const revoking = app.add_subcommand("revoke", "what no board may be given any more");
    revoking->require_subcommand(1);
    commands.revokeImage = revoking->add_subcommand("image", "a file of a recipe, by its digest");
    addTraining(commands.revokeImage, words, false);
    commands.revokeImage->add_option("digest", revoke.image, "its SHA-256, or the begin of it")
        ->required();
    commands.revokeImage->add_option("--reason", revoke.reason, "why")->required();
    commands.revokeImage->add_flag("--undo", revoke.undo, "it may be given again");
    commands.revokeList = revoking->add_subcommand("list", "what is revoked");
    addTraining(commands.revokeList, words, false);
}

void describeRecords(CLI::App& app, Words& words, Commands& commands) {
    commands.unit = app.add_subcommand("unit", "what is on record about one unit");
    addTraining(commands.unit, words, false);
    commands.unit->add_option("name", words.unitName, "serial number or UID")->required();
    commands.unit->add_flag("--json", words.json);
    commands.unit->add_option("--certificate", words.certificate,
                              "a PDF of one page with the proof inside, into this file");

    CLI::App* const audit = app.add_subcommand("audit", "the records themselves");
    audit->require_subcommand(1);
    commands.auditVerify = audit->add_subcommand("verify", "recompute everything");
    addTraining(commands.auditVerify, words, false);
    commands.auditVerify->add_option("--note", words.notes,
                                     "a file with a checkpoint that was kept elsewhere");
    commands.auditCheckpoint = audit->add_subcommand("checkpoint", "sign the records as they are");
    addTraining(commands.auditCheckpoint, words, false);
    commands.auditProve = audit->add_subcommand("prove", "that a unit's attempts are on record");
    addTraining(commands.auditProve, words, false);
    commands.auditProve->add_option("name", words.unitName, "serial number or UID")->required();
    commands.auditProve->add_option("-o,--output", words.file, "into this file");
    commands.auditCheckProof = audit->add_subcommand("check-proof", "check such a proof, anywhere");
    commands.auditCheckProof->add_option("file", words.file, "the proof")->required();
    commands.auditCheckProof->add_option("--key", words.key, "station.key.pub, or its text")
        ->required();
    commands.auditCheckExport =
        audit->add_subcommand("check-export", "check an exported file with its manifest, anywhere");
    commands.auditCheckExport->add_option("file", words.file, "FILE, with FILE.manifest beside it")
        ->required();
    commands.auditCheckExport->add_option("--key", words.key, "station.key.pub, or its text")
        ->required();

    commands.selftest = app.add_subcommand("selftest", "is this station fit?");
    addTraining(commands.selftest, words, false);
}

std::optional<Exit> carryOutOnPeople(const Commands& commands, Words& words, Clock& clock) {
    words.person.workplace = words.workplace;
    words.person.as = words.workplace.as;
    if (commands.peopleList->parsed()) {
        return listPeople(words.workplace, words.json, clock);
    }
    if (commands.peopleAdd->parsed()) {
        return addPerson(words.person, clock);
    }
    if (commands.peopleChange->parsed()) {
        return changePerson(words.person, clock);
    }
    if (commands.peopleRetire->parsed()) {
        return retirePerson(words.person, clock);
    }
    if (commands.peopleUnlock->parsed()) {
        return unlockPerson(words.person, clock);
    }
    return std::nullopt;
}

Exit carryOut(const Commands& commands, Words& words, int argc, char** argv) {
    base::SystemClock clock;
    if (commands.kiosk->parsed()) {
        return runKiosk(words, clock, argc, argv);
    }
    if (commands.probes->parsed()) {
        return probes(words.json, clock);
    }
    if (commands.program->parsed()) {
        words.program.workplace = words.workplace;
        words.program.recipe = words.recipeFolder;
        words.program.json = words.json;
        words.program.as = words.workplace.as;
        return program(words.program, clock);
    }
    if (commands.recipeCheck->parsed()) {
        return checkRecipe(words.workplace, words.recipeFolder, clock);
    }
    if (commands.slotList->parsed()) {
        return listSlots(words.workplace, words.json, clock);
    }
    if (commands.slotRelease->parsed()) {
        return releaseSlot(words.workplace, words.slotName, words.reason, words.workplace.as,
                           clock);
    }
    if (const auto exit = carryOutOnPeople(commands, words, clock)) {
        return *exit;
    }
    if (commands.report->parsed()) {
        words.report.workplace = words.workplace;
        return report(words.report, clock);
    }
    if (commands.recall->parsed()) {
        words.recall.workplace = words.workplace;
        return recall(words.recall, clock);
    }
    if (commands.revokeImage->parsed()) {
        words.revoke.workplace = words.workplace;
        return revokeImage(words.revoke, clock);
    }
    if (commands.revokeList->parsed()) {
        return listRevoked(words.workplace, clock);
    }
    if (commands.unit->parsed()) {
        return unit({.workplace = words.workplace,
                     .name = words.unitName,
                     .json = words.json,
                     .certificate = words.certificate},
                    clock);
    }
    if (commands.auditVerify->parsed()) {
        return auditVerify(words.workplace, words.notes, clock);
    }
    if (commands.auditCheckpoint->parsed()) {
        return auditCheckpoint(words.workplace, clock);
    }
    if (commands.auditProve->parsed()) {
        return auditProve(words.workplace, words.unitName, words.file, clock);
    }
    if (commands.auditCheckProof->parsed()) {
        return auditCheckProof(words.file, words.key);
    }
    if (commands.auditCheckExport->parsed()) {
        return auditCheckExport(words.file, words.key);
    }
    CHECK(commands.selftest->parsed());
    return selftest(words.workplace, clock);
}

/// A result that did not reach its reader must not end as a success.
Exit afterOutput(Exit exit) {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
        return exit;
    }
    std::fputs("greenlight: the results could not be written to standard output\n", stderr);
    return exit == Exit::AllPassed ? Exit::NotFit : exit;
}

} // namespace

int run(int argc, char** argv) {
    // Standard output belongs to results, so that another program can read them.
    spdlog::set_default_logger(spdlog::stderr_color_mt("greenlight"));
    // Whoever reads our output may go away; that must not end the program in the middle of a board.
    (void)std::signal(SIGPIPE, SIG_IGN);

    Words words;
    CLI::App app("Greenlight: programs STM32 boards and proves what is in them");
    app.require_subcommand(1);
    app.fallthrough();
    std::string config;
    app.add_option("--config", config, "the station's settings (station.toml)");
    app.add_option("--as", words.workplace.as,
                   "who does it, where people sign in; the PIN is read");
    app.add_flag("--verbose", words.verbose, "more on standard error");
    Commands commands;
    describeLine(app, words, commands);
    describeSlots(app, words, commands);
    describePeople(app, words, commands);
    describeReport(app, words, commands);
    describeRecall(app, words, commands);
    describeRecords(app, words, commands);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = app.exit(error) == 0;
        return static_cast<int>(asked ? Exit::AllPassed : Exit::WrongUse);
    }
    spdlog::set_level(words.verbose ? spdlog::level::debug : spdlog::level::info);
    words.workplace.config = config;
    if (const std::string wrong = takeSerials(words); !wrong.empty()) {
        return static_cast<int>(refuseUse(wrong));
    }
    return static_cast<int>(afterOutput(carryOut(commands, words, argc, argv)));
}

} // namespace greenlight::station::cli
