#include "station/cli/command_line.h"

#include "station/cli/commands.h"

#ifdef GREENLIGHT_KIOSK
#include "station/view/kiosk.h"
#endif

#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <optional>

namespace greenlight::station::cli {

namespace {

/// The options as they are collected, and the command that was chosen.
struct Words {
    WorkplaceOptions workplace;
    ProgramOptions program;
    std::vector<std::string> serials;
    std::string recipeFolder;
    std::string unitName;
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
    std::fputs("greenlight: this build has no kiosk\n", stderr);
    return Exit::WrongUse;
#endif
}

} // namespace

int run(int argc, char** argv) {
    // Standard output belongs to results, so that another program can read them.
    spdlog::set_default_logger(spdlog::stderr_color_mt("greenlight"));

    Words words;
    CLI::App app("Greenlight: programs STM32 boards and proves what is in them");
    app.require_subcommand(1);
    app.fallthrough();
    std::string config;
    app.add_option("--config", config, "the station's settings (station.toml)");
    app.add_flag("--verbose", words.verbose, "more on standard error");

    CLI::App* const kiosk = app.add_subcommand("kiosk", "the screen at the line");
    addTraining(kiosk, words, true);
    kiosk->add_flag("--windowed", words.windowed, "in a window instead of the whole screen");
    kiosk->add_option("--recipe", words.recipeFolder, "the recipe folder to start with");

    CLI::App* const probesCommand = app.add_subcommand("probes", "the probes that are plugged in");
    probesCommand->add_flag("--json", words.json);

    CLI::App* const programCommand =
        app.add_subcommand("program", "one attempt for each slot, side by side");
    addTraining(programCommand, words, true);
    programCommand->add_option("--recipe", words.recipeFolder, "the recipe folder")->required();
    programCommand->add_option("--slot", words.program.slots, "only these slots");
    programCommand->add_option("--serial", words.serials, "SLOT=SERIAL");
    programCommand->add_flag("--json", words.json, "one line of JSON for each attempt");

    CLI::App* const recipe = app.add_subcommand("recipe", "recipes");
    recipe->require_subcommand(1);
    CLI::App* const check = recipe->add_subcommand("check", "read a recipe and say what is wrong");
    addTraining(check, words, false);
    check->add_option("folder", words.recipeFolder)->required();

    CLI::App* const unitCommand = app.add_subcommand("unit", "what is on record about one unit");
    addTraining(unitCommand, words, false);
    unitCommand->add_option("name", words.unitName, "serial number or UID")->required();
    unitCommand->add_flag("--json", words.json);

    CLI::App* const audit = app.add_subcommand("audit", "the records themselves");
    audit->require_subcommand(1);
    CLI::App* const verify = audit->add_subcommand("verify", "recompute everything");
    addTraining(verify, words, false);
    CLI::App* const checkpoint =
        audit->add_subcommand("checkpoint", "sign the records as they are");
    addTraining(checkpoint, words, false);

    CLI::App* const selftestCommand = app.add_subcommand("selftest", "is this station fit?");
    addTraining(selftestCommand, words, false);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = app.exit(error) == 0;
        return static_cast<int>(asked ? Exit::AllPassed : Exit::WrongUse);
    }
    spdlog::set_level(words.verbose ? spdlog::level::debug : spdlog::level::info);
    words.workplace.config = config;
    if (const std::string wrong = takeSerials(words); !wrong.empty()) {
        std::fputs(("greenlight: " + wrong + "\n").c_str(), stderr);
        return static_cast<int>(Exit::WrongUse);
    }

    base::SystemClock clock;
    Exit exit = Exit::WrongUse;
    if (kiosk->parsed()) {
        exit = runKiosk(words, clock, argc, argv);
    } else if (probesCommand->parsed()) {
        exit = probes(words.json, clock);
    } else if (programCommand->parsed()) {
        words.program.workplace = words.workplace;
        words.program.recipe = words.recipeFolder;
        words.program.json = words.json;
        exit = program(words.program, clock);
    } else if (check->parsed()) {
        exit = checkRecipe(words.workplace, words.recipeFolder, clock);
    } else if (unitCommand->parsed()) {
        exit = unit(words.workplace, words.unitName, words.json, clock);
    } else if (verify->parsed()) {
        exit = auditVerify(words.workplace, clock);
    } else if (checkpoint->parsed()) {
        exit = auditCheckpoint(words.workplace, clock);
    } else if (selftestCommand->parsed()) {
        exit = selftest(words.workplace, clock);
    }
    return static_cast<int>(exit);
}

} // namespace greenlight::station::cli
