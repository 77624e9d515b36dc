#include "station/workplace.h"

#include "db/activations.h"
#include "engine/base/check.h"
#include "engine/probe/usb_bench.h"
#include "station/computer_clock.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

namespace greenlight::station {

namespace fs = std::filesystem;

namespace {

/// The seed of the training bench: every training session meets the same troubles in the same
/// order, so a trainer knows what is coming.
constexpr std::uint64_t trainingSeed = 20260105;

constexpr const char* trainingRecipe = "thermostat";

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

fs::path trainingData() {
    if (const std::string data = variable("XDG_DATA_HOME"); !data.empty()) {
        return fs::path(data) / "greenlight";
    }
    if (const std::string home = variable("HOME"); !home.empty()) {
        return fs::path(home) / ".local" / "share" / "greenlight";
    }
    return fs::path("/tmp") / "greenlight";
}

} // namespace

std::string operatorAtTheComputer() {
    for (const char* name : {"GREENLIGHT_OPERATOR", "LOGNAME", "USER"}) {
        if (std::string value = variable(name); !value.empty()) {
            return value;
        }
    }
    return "unknown";
}

Result<std::unique_ptr<Workplace>> Workplace::open(WorkplaceOptions options, Clock& clock) {
    std::unique_ptr<Workplace> workplace(new Workplace(std::move(options), clock));
    TRY(workplace->settle());
    return workplace;
}

Result<void> Workplace::settle() {
    if (!m_options.config.empty()) {
        m_settings = TRY(readSettings(m_options.config));
    } else if (!m_options.training) {
        return Fault{.code = FaultCode::SettingsValue, .note = "no --config station.toml is given"};
    } else {
        m_settings.name = "training";
        m_settings.dataDir = trainingData();
    }
    if (m_options.training) {
        m_share = TRY(Training::shareFolder());
        // Never beside real records and never on real trust, whatever the settings say.
        m_settings.dataDir /= "training";
        m_settings.recipesDir = m_share / "recipes";
        m_settings.trust = m_share / "release.pem";
        m_settings.signaturesRequired = 2;
        m_settings.slots.clear();
        // Its records have no people, and nobody is to type a PIN that counts elsewhere.
        m_settings.signIn = {};
        m_settings.backup = {};
        m_settings.signing = {};
        m_settings.kiosk.exportFolder.clear();
    }
    return {};
}

Result<Trust> readTrust(const Settings& settings, bool training) {
    Trust trust = TRY(Trust::read(settings.trust));
    if (trust.forTraining() && !training) {
        return Fault{.code = FaultCode::SettingsValue,
                     .note = fmt::format("trust: {} holds the training authority, which releases "
                                         "nothing for production",
                                         settings.trust.string())};
    }
    return trust;
}

Result<const Trust*> Workplace::trust() {
    if (!m_trust) {
        m_trust = TRY(readTrust(m_settings, m_options.training));
    }
    return &*m_trust;
}

Result<std::shared_ptr<const job::Recipe>> Workplace::readRecipe(const fs::path& folder) {
    return station::readRecipe(folder, *TRY(trust()), m_settings.signaturesRequired,
                               m_clock.wall());
}

Result<RecipeShelf> Workplace::recipeShelf() {
    RecipeShelf shelf(m_settings.recipesDir, *TRY(trust()), m_settings.signaturesRequired, m_clock);
    if (!m_options.training) {
        // Where Debian and desktops put what somebody plugs in.
        shelf.lookAlsoIn({"/media", "/run/media", "/mnt"});
    }
    return shelf;
}

Result<fs::path> Workplace::usualRecipe() {
    if (m_options.training) {
        return m_settings.recipesDir / trainingRecipe;
    }
    std::error_code error;
    const std::vector<db::Activation> newest =
        fs::exists(journalFile(), error) ? TRY(db::readActivations(journalFile(), m_clock, 1))
                                         : std::vector<db::Activation>();
    if (newest.empty()) {
        return Fault{.code = FaultCode::NoRecipe,
                     .note = "no --recipe is given, and none was active here before"};
    }
    const RecipeShelf shelf = TRY(recipeShelf());
    for (const ShelvedRecipe& recipe : TRY(shelf.look([] { return false; }))) {
        if (!recipe.fault && !recipe.abroad &&
            base::toHex(recipe.digest) == newest.front().sha256) {
            return recipe.folder;
        }
    }
    return Fault{.code = FaultCode::NoRecipe,
                 .note = fmt::format("{} {}, which was active last, is not in {} any more",
                                     newest.front().recipe, newest.front().version,
                                     m_settings.recipesDir.string())};
}

Result<void> Workplace::openBench(const job::Recipe& recipe) {
    if (m_options.training) {
        const auto chip = Training::chipOf(recipe.device);
        if (!chip) {
            return Fault{.code = FaultCode::RecipeValue,
                         .note = fmt::format("the training bench has no {}", recipe.device)};
        }
        m_training = std::make_unique<Training>(m_clock, *chip, m_options.boards, m_options.robot,
                                                trainingSeed);
        m_settings.slots = m_training->slots();
        return {};
    }
    if (m_settings.slots.empty()) {
        for (const probe::ProbeSight& sight : TRY(bench()->list())) {
            if (m_settings.slots.size() == mostSlots) {
                spdlog::warn("the probe at {} is not used: a station serves {} at most",
                             sight.port.text(), mostSlots);
                continue;
            }
            m_settings.slots.push_back(
                {.name = std::to_string(m_settings.slots.size() + 1), .port = sight.port});
        }
    }
    return {};
}

probe::Bench* Workplace::bench() {
    if (m_options.training) {
        return m_training ? &m_training->bench() : nullptr;
    }
    if (!m_usb) {
        m_usb = std::make_unique<probe::UsbBench>(m_clock);
    }
    return m_usb.get();
}

Result<db::Journal*> Workplace::openJournal() {
    if (m_journal) {
        return m_journal.get();
    }
    std::error_code error;
    fs::create_directories(m_settings.dataDir, error);
    if (error) {
        return Fault{.code = FaultCode::JournalWrite,
                     .stage = Stage::Record,
                     .note = fmt::format("{}: {}", m_settings.dataDir.string(), error.message())};
    }
    m_journal = TRY(db::Journal::open(journalFile(), m_settings.name, m_clock));
    return m_journal.get();
}

Result<std::unique_ptr<Line>> Workplace::openLine(std::shared_ptr<const job::Recipe> recipe,
                                                  std::function<void()> changed,
                                                  bool mayBeHandsFree) {
    CHECK(m_journal != nullptr && bench() != nullptr);
    Settings settings = m_settings;
    settings.handsFree = settings.handsFree && mayBeHandsFree;
    auto line = TRY(Line::open({.settings = std::move(settings),
                                .operatorName = operatorAtTheComputer(),
                                .training = m_options.training},
                               *bench(), *m_journal, m_clock, std::move(changed)));
    TRY(line->activate(std::move(recipe)));
    Keeper::Order order{
        .journalFile = journalFile(), .station = m_settings.name, .backup = m_settings.backup};
    for (const db::Shift& shift : m_settings.shifts) {
        order.shiftMinutes.push_back(shift.startMinute);
    }
    if (!m_options.training) {
        order.clockIsKept = computerClockIsKept;
    }
    m_keeper = std::make_unique<Keeper>(std::move(order), *m_journal, TRY(stationKey(m_settings)),
                                        m_clock);
    return line;
}

} // namespace greenlight::station
