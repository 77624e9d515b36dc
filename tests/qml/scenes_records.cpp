#include "tests/qml/scenes.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QQuickItem>
#include <array>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

void openUnit(Stand& stand) {
    stand.journal.attempt("TH200-100417", 17,
                          Fault{.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect});
    stand.clock.sleepFor(3min);
    stand.journal.slot = "4";
    stand.journal.attempt("TH200-100417", 17,
                          Fault{.code = FaultCode::DigestMismatch, .stage = Stage::Verify});
    stand.clock.sleepFor(47min);
    stand.journal.attempt("TH200-100417", 17);
    open(stand, "unit");
    stand.records.unit()->lookUp("TH200-100417");
    settle(*stand.records.unit());
}

void openUnitAtNight(Stand& stand) {
    stand.desk.turnNight();
    openUnit(stand);
}

void openNoUnit(Stand& stand) { open(stand, "unit"); }

void verifyRecords(Stand& stand) {
    stand.journal.workAShift(stand.clock);
    open(stand, "unit");
    stand.records.audit()->verify();
    while (stand.records.audit()->isAsking()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

void openUnknownUnit(Stand& stand) {
    open(stand, "unit");
    stand.records.unit()->lookUp("TH200-999999");
    settle(*stand.records.unit());
}

void openUnfitUnit(Stand& stand) {
    open(stand, "unit");
    stand.records.unit()->lookUp(" ");
}

void openYield(Stand& stand) {
    stand.journal.workAShift(stand.clock);
    open(stand, "yield");
    settle(*stand.records.yields());
}

void openYieldAtNight(Stand& stand) {
    stand.desk.turnNight();
    openYield(stand);
}

void openYieldByPerson(Stand& stand) {
    openYield(stand);
    stand.records.yields()->choose(Period::Month, db::YieldBy::Operator);
    settle(*stand.records.yields());
}

void openYieldOfNothing(Stand& stand) {
    open(stand, "yield");
    settle(*stand.records.yields());
}

/// Hours with a bad one, an idle one and one with few units.
void openTrend(Stand& stand) {
    unsigned number = 0;
    for (const unsigned count : {38U, 41U, 12U, 40U, 0U, 39U, 4U}) {
        for (unsigned i = 0; i < count; ++i) {
            ++number;
            stand.journal.slot = std::to_string(number % 8 + 1);
            const bool bad = count == 40 ? i % 4 == 0 : number % 23 == 7;
            stand.journal.attempt("TH200-" + std::to_string(200'000 + number), number,
                                  bad ? std::optional(Fault{.code = FaultCode::DigestMismatch,
                                                            .stage = Stage::Verify})
                                      : std::nullopt);
        }
        stand.clock.sleepFor(1h);
    }
    open(stand, "yield");
    stand.records.yields()->choose(Period::Today, db::YieldBy::Hour);
    settle(*stand.records.yields());
}

/// Most of a month, day by day.
void openMonth(Stand& stand) {
    stand.clock.sleepFor(24h * 8);
    for (unsigned day = 0; day < 29; ++day) {
        for (unsigned i = 0; i < (day % 7 < 5 ? 6 + day % 4 : 0); ++i) {
            const unsigned number = 100 * day + i;
            stand.journal.attempt("TH200-" + std::to_string(300'000 + number), number,
                                  (day == 16 && i % 2 == 0) || number % 29 == 3
                                      ? std::optional(Fault{.code = FaultCode::DigestMismatch,
                                                            .stage = Stage::Verify})
                                      : std::nullopt);
        }
        stand.clock.sleepFor(24h);
    }
    open(stand, "yield");
    stand.records.yields()->choose(Period::Month, db::YieldBy::Day);
    settle(*stand.records.yields());
}

void openTrendAtNight(Stand& stand) {
    stand.desk.turnNight();
    openTrend(stand);
}

void enlargeTrend(Stand& stand) {
    stand.desk.begin({.textScale = 150});
    stand.records.open({.journal = stand.journal.file()});
    openTrend(stand);
}

/// What is behind a fault.
void openBehind(Stand& stand) {
    openYield(stand);
    stand.records.yields()->showFault(0);
    settle(*stand.records.yields()->behind());
}

/// And behind a point.
void openPoint(Stand& stand) {
    openTrend(stand);
    stand.records.yields()->showPoint(3);
    settle(*stand.records.yields()->behind());
}

void openBehindAll(Stand& stand) {
    openYield(stand);
    stand.records.yields()->choose(Period::Today, db::YieldBy::Product);
    settle(*stand.records.yields());
    stand.records.yields()->showBar(0);
    settle(*stand.records.yields()->behind());
}

void openUnitFromAList(Stand& stand) {
    openBehind(stand);
    stand.records.unit()->lookUp(stand.records.yields()
                                     ->behind()
                                     ->attempts()
                                     .at(0)
                                     .toMap()
                                     .value(QStringLiteral("unit"))
                                     .toString());
    stand.desk.book()->open(QStringLiteral("unit"));
    settle(*stand.records.unit());
}

/// Until the page knows which files ran.
void settleImages(Stand& stand) {
    while (stand.records.recall()->images().empty()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

void openRecall(Stand& stand) {
    stand.journal.workAShift(stand.clock);
    stand.journal.recipeVersion = "1.5.0";
    stand.journal.image = "newer firmware";
    for (unsigned i = 1; i < 4; ++i) {
        stand.journal.attempt(serial(900 + i), 1000 + i);
    }
    stand.journal.image = "firmware";
    stand.journal.revoke("watchdog is never started");
    open(stand, "recall");
    stand.records.recall()->lookFor(
        QString::fromStdString(base::toHex(JournalFeed::digestOf("firmware"))));
    settle(*stand.records.recall());
    settleImages(stand);
}

void openNoRecall(Stand& stand) {
    stand.journal.workAShift(stand.clock);
    open(stand, "recall");
    settleImages(stand);
}

/// The yield's page with the choice of files, before the first one is written.
void openExport(Stand& stand) {
    stand.feed.picture.role = "supervisor";
    stand.feed.picture.operatorName = "Sue Mbeki-Lindqvist";
    openYield(stand);
    QObject* const page =
        stand.window.rootObject()->findChild<QObject*>(QStringLiteral("yieldPage"));
    page->setProperty("exporting", true);
}

void exportIntoAFile(Stand& stand) {
    openExport(stand);
    const std::filesystem::path folder = stand.shelf.folder() / "exports";
    stand.desk.files()->open(
        {.journal = &stand.journal.journal(),
         .key = std::make_shared<const db::StationKey>(
             db::StationKey::loadOrMake(stand.shelf.folder() / "station.key", "line1-st3").value()),
         .station = "line1-st3",
         .journalFile = stand.journal.file(),
         .folder = folder},
        *stand.records.yields(), *stand.records.unit());
    stand.desk.files()->write(QStringLiteral("units-xlsx"));
    while (stand.desk.files()->busy()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

constexpr std::array all{Scene{"yield-person", fillTraining, openYieldByPerson},
                         Scene{"export-done", fillUsual, exportIntoAFile},
                         Scene{"night-unit", fillUsual, openUnitAtNight},
                         Scene{"night-yield", fillUsual, openYieldAtNight},
                         Scene{"unit", fillUsual, openUnit},
                         Scene{"unit-none", fillMany, openNoUnit},
                         Scene{"unit-unknown", fillMixed, openUnknownUnit},
                         Scene{"unit-unfit", fillTraining, openUnfitUnit},
                         Scene{"audit", fillUsual, verifyRecords},
                         Scene{"yield", fillUsual, openYield},
                         Scene{"yield-none", fillUsual, openYieldOfNothing},
                         Scene{"yield-trend", fillUsual, openTrend, "trendSheet"},
                         Scene{"yield-month", fillUsual, openMonth, "trendSheet"},
                         Scene{"yield-trend-large", fillUsual, enlargeTrend, "trendSheet"},
                         Scene{"yield-bars", fillUsual, openYield, "barsSheet"},
                         Scene{"yield-faults", fillUsual, openYield, "faultsSheet"},
                         Scene{"yield-cells", fillUsual, openYield, "cellsSheet"},
                         Scene{"night-trend", fillUsual, openTrendAtNight, "trendSheet"},
                         Scene{"yield-behind", fillUsual, openBehind},
                         Scene{"yield-behind-point", fillUsual, openPoint},
                         Scene{"yield-behind-all", fillTraining, openBehindAll},
                         Scene{"unit-behind", fillUsual, openUnitFromAList},
                         Scene{"export", fillUsual, openExport},
                         Scene{"recall", fillUsual, openRecall},
                         Scene{"recall-none", fillTraining, openNoRecall}};

} // namespace

std::span<const Scene> recordScenes() { return all; }

} // namespace greenlight::station::view
