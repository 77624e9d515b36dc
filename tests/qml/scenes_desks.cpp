#include "tests/qml/scenes.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <array>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

void openOverrides(Stand& stand) {
    for (const std::size_t index : {2U, 5U}) {
        stand.feed.trouble(index, {.code = FaultCode::SlotQuarantined});
        stand.feed.slot(index).locked = true;
        stand.feed.slot(index).mayStart = false;
    }
    stand.feed.picture.role = "supervisor";
    stand.feed.picture.operatorName = "Sue Mbeki-Lindqvist";
    stand.feed.picture.lockWanted = true;
    open(stand, "override");
}

void chooseOverride(Stand& stand) {
    openOverrides(stand);
    stand.desk.overrides()->choose(QStringLiteral("release-slot"));
    stand.desk.overrides()->choosePlace(2);
}

void confirmOverride(Stand& stand) {
    chooseOverride(stand);
    stand.desk.overrides()->giveReason(QStringLiteral("Spring contact 14 exchanged"));
    stand.desk.overrides()->confirm();
}

/// The page with what was active until now.
void openRecipes(Stand& stand) {
    const std::array<std::array<const char*, 3>, 3> before{{{"sensor-node", "0.9.4", "4e1f0c55aa"},
                                                            {"thermostat", "1.4.1", "77b0a2d1c3"},
                                                            {"thermostat", "1.4.2", "9bf1d7e04c"}}};
    for (const auto& [recipe, version, digits] : before) {
        (void)stand.journal.journal().append(db::kind::recipeActivated,
                                             {{"recipe", recipe},
                                              {"version", version},
                                              {"product", "TH-200"},
                                              {"recipe_sha256", digits},
                                              {"operator", "Sue Mbeki-Lindqvist"},
                                              {"person", 2},
                                              {"role", "supervisor"}});
    }
    stand.feed.picture.role = "supervisor";
    stand.feed.picture.operatorName = "Sue Mbeki-Lindqvist";
    stand.desk.recipes()->open(stand.shelf.shelf(), stand.journal.file());
    open(stand, "recipes");
    while (stand.desk.recipes()->isAsking()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

void chooseRecipe(Stand& stand, const char* folder) {
    for (std::size_t i = 0; i < stand.feed.picture.slots.size(); ++i) {
        stand.feed.boardIn(i);
    }
    openRecipes(stand);
    const QVariantList rows = stand.desk.recipes()->recipes();
    for (int place = 0; place < rows.size(); ++place) {
        if (rows.at(place).toMap().value(QStringLiteral("folder")) == QLatin1String(folder)) {
            stand.desk.recipes()->choose(place);
        }
    }
}

void chooseFitRecipe(Stand& stand) { chooseRecipe(stand, "thermostat"); }

void chooseUnfitRecipe(Stand& stand) { chooseRecipe(stand, "worn-out"); }

void activateRecipe(Stand& stand) {
    chooseFitRecipe(stand);
    stand.desk.recipes()->activate();
}

/// Nobody is at the line, and somebody has left their badge at home.
void openSignIn(Stand& stand) {
    constexpr std::array<std::array<const char*, 2>, 5> people{
        {{"Sue Mbeki-Lindqvist", "supervisor"},
         {"Eve Osei", "engineer"},
         {"Quinn Ito", "quality"},
         {"Bob Nowak", "operator"},
         {"Maximiliane Obermayer-Strohschein", "supervisor"}}};
    for (const auto& [name, role] : people) {
        (void)stand.journal.journal().append(
            db::kind::personAdded,
            {{"name", name}, {"role", role}, {"badge", ""}, {"pin", std::string("pin ") + name}});
    }
    stand.feed.picture.operatorName.clear();
    stand.feed.picture.role.clear();
    stand.feed.picture.signInWanted = true;
    open(stand, "sign-in");
    settle(*stand.records.signIn());
}

constexpr std::array all{Scene{"override-slot", fillUsual, chooseOverride},
                         Scene{"override-pin", fillUsual, confirmOverride},
                         Scene{"override-many", fillMany, chooseOverride},
                         Scene{"recipes-fit", fillUsual, chooseFitRecipe},
                         Scene{"recipes-unfit", fillUsual, chooseUnfitRecipe},
                         Scene{"recipes-pin", fillUsual, activateRecipe},
                         Scene{"sign-in", fillUsual, openSignIn},
                         Scene{"override", fillUsual, openOverrides},
                         Scene{"recipes", fillUsual, openRecipes}};

} // namespace

std::span<const Scene> deskScenes() { return all; }

} // namespace greenlight::station::view
