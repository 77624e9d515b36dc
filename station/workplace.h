#pragma once

#include "db/journal.h"
#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/job/recipe.h"
#include "engine/probe/bench.h"
#include "station/keeper.h"
#include "station/line.h"
#include "station/recipe_file.h"
#include "station/recipe_shelf.h"
#include "station/settings.h"
#include "station/training.h"
#include "station/trust.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace greenlight::station {

/// What a person asked for on the command line.
struct WorkplaceOptions {
    std::filesystem::path config{}; ///< station.toml; empty = defaults, in training only
    bool training = false;
    unsigned boards = 8; ///< in training
    Training::Robot robot = Training::Robot::No;
    std::string as{}; ///< who does it, where people sign in
};

/// Everything a line stands on, opened in the order in which trouble must show: settings, trust,
/// recipe, bench, journal. In training each of them is the training one: a virtual bench, a journal
/// of its own, and the training authority, which a production line never accepts.
class Workplace {
public:
    /// Reads the settings. Faults: those of readSettings(), SettingsValue without any,
    /// FileUnreadable when this build has no training set.
    static Result<std::unique_ptr<Workplace>> open(WorkplaceOptions options, Clock& clock);

    [[nodiscard]] const Settings& settings() const noexcept { return m_settings; }

    /// The name of who does it, where people sign in; empty when nobody was named.
    [[nodiscard]] const std::string& as() const noexcept { return m_options.as; }

    [[nodiscard]] Clock& clock() noexcept { return m_clock; }

    [[nodiscard]] std::filesystem::path journalFile() const {
        return m_settings.dataDir / "journal.db";
    }

    /// Who may release recipes; read at the first call, for those who only look at records need no
    /// such list. Faults: those of readTrust().
    Result<const Trust*> trust();

    /// Faults: those of trust() and of station::readRecipe().
    Result<std::shared_ptr<const job::Recipe>> readRecipe(const std::filesystem::path& folder);

    /// The station's recipes. Faults: those of trust().
    Result<RecipeShelf> recipeShelf();

    /// The folder of the recipe to open the line with when none is named: in training the first
    /// one, else the one that was active last, wherever on the shelf it lies. Reads all recipes.
    /// Faults: NoRecipe when none was active yet or the shelf has it no more; those of
    /// recipeShelf(), RecipeShelf::look() and db::readActivations().
    Result<std::filesystem::path> usualRecipe();

    /// The real sockets, or a virtual bench with chips that `recipe` is for. Fills in the slots
    /// when the settings name none. Faults: RecipeValue when the bench has no such chip, those of
    /// Bench::list().
    Result<void> openBench(const job::Recipe& recipe);

    /// Where probes are; in training none before openBench().
    [[nodiscard]] probe::Bench* bench();

    [[nodiscard]] bool isTraining() const noexcept { return m_options.training; }

    /// station.toml; empty in training without one.
    [[nodiscard]] const std::filesystem::path& settingsFile() const noexcept {
        return m_options.config;
    }

    /// The same journal at every call. Faults: those of Journal::open(); JournalWrite when the
    /// folder cannot be made.
    Result<db::Journal*> openJournal();

    /// Opens the line with this recipe active; bench and journal must be open. From then on the
    /// records are kept (keeper.h), until this object ends, which is after the line. Faults: those
    /// of Line::open(), Line::activate() and StationKey::loadOrMake(). A board starts by itself
    /// where the settings say so and the caller as well, who has a screen that tells people.
    Result<std::unique_ptr<Line>> openLine(std::shared_ptr<const job::Recipe> recipe,
                                           std::function<void()> changed,
                                           bool mayBeHandsFree = false);

    [[nodiscard]] Training* training() noexcept { return m_training.get(); }

private:
    Workplace(WorkplaceOptions options, Clock& clock)
        : m_options(std::move(options))
        , m_clock(clock) {}

    Result<void> settle();

    WorkplaceOptions m_options;
    Clock& m_clock;
    Settings m_settings;
    std::filesystem::path m_share; ///< of the training set
    std::optional<Trust> m_trust;
    std::unique_ptr<Training> m_training;
    std::unique_ptr<probe::Bench> m_usb;
    std::unique_ptr<db::Journal> m_journal;
    std::unique_ptr<Keeper> m_keeper; // last: its thread uses the journal
};

/// Who may release recipes for this station. Faults: TrustUnreadable; SettingsValue when a
/// production line is told to trust the training authority.
Result<Trust> readTrust(const Settings& settings, bool training);

/// The name of the person at the computer, for records: $GREENLIGHT_OPERATOR, else the log-in name.
[[nodiscard]] std::string operatorAtTheComputer();

} // namespace greenlight::station
