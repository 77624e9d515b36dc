#include "station/cli/command_line.h"

#include "engine/base/check.h"
#include "station/cli/command_words.h"
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

std::optional<Exit> carryOutOnRecords(const Commands& commands, Words& words, Clock& clock) {
    words.audit.workplace = words.workplace;
    words.restore.workplace = words.workplace;
    if (commands.auditVerify->parsed()) {
        return auditVerify(words.audit, clock);
    }
    if (commands.archive->parsed()) {
        return archive(words.workplace, words.before, clock);
    }
    if (commands.backup->parsed()) {
        return backup(words.workplace, words.file, clock);
    }
    if (commands.restore->parsed()) {
        return restoreRecords(words.restore, clock);
    }
    return std::nullopt;
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
    if (const auto exit = carryOutOnRecords(commands, words, clock)) {
        return *exit;
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
    describe(app, words, commands);
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
