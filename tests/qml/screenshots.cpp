// Writes the pages in their states, sizes and languages as pictures, for people to judge:
// kiosk_screenshots FOLDER [SCENE]
#include "station/view/line_desk.h"
#include "station/view/page.h"
#include "station/view/records_desk.h"
#include "tests/qml/journal_feed.h"
#include "tests/qml/line_feed.h"
#include "tests/qml/shelf_feed.h"
#include "tests/qml/station_feed.h"

#include <QDir>
#include <QEventLoop>
#include <QFont>
#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickView>
#include <array>
#include <cstdio>
#include <functional>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

struct Screen {
    const char* name;
    int width;
    int height;
    double inches; ///< diagonal
};

constexpr std::array screens{Screen{"22in", 1920, 1080, 21.5}, Screen{"15in", 1920, 1080, 15.6},
                             Screen{"10in", 1024, 600, 10.1}, Screen{"portrait", 1080, 1920, 21.5}};

std::string serial(unsigned number) { return "TH200-" + std::to_string(100'400 + number); }

void fillEmpty(LineFeed& feed, ReceiptBook&) { feed.empty(8); }

/// Every state at once.
void fillMixed(LineFeed& feed, ReceiptBook& book) {
    feed.empty(8);
    feed.picture.serialWanted = true;
    feed.passed(0, serial(17), book);
    feed.working(1, Stage::Program, 3s, 4s);
    feed.slot(1).slot.serial = serial(18);
    feed.failed(2, serial(19), {.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect}, book);
    feed.boardIn(3);
    feed.slot(3).nextSerial = serial(20);
    feed.boardIn(4);
    feed.slot(4).mayStart = false;
    feed.slot(4).nextStep = "scan-label";
    feed.picture.scanGoesTo = 4;
    feed.unrecorded(6, serial(21));
    feed.trouble(7, {.code = FaultCode::ProbeAbsent});
    feed.picture.refusals = 3;
    feed.picture.workOrder = "4711/2";
}

/// A usual moment of a good day: the picture for the front door.
void fillUsual(LineFeed& feed, ReceiptBook& book) {
    feed.empty(8);
    for (unsigned i = 0; i < 6; ++i) {
        feed.passed(i, serial(i + 34), book);
    }
    const std::vector<LastUnit> before = feed.picture.last;
    feed.empty(8);
    feed.picture.last = before;
    feed.picture.serialWanted = true;
    feed.passed(0, serial(41), book);
    feed.passed(1, serial(42), book);
    feed.failed(2, serial(43), {.code = FaultCode::DigestMismatch, .stage = Stage::Verify}, book);
    feed.working(3, Stage::Verify, 5s, 1s);
    feed.slot(3).slot.serial = serial(44);
    feed.working(4, Stage::Program, 3s, 3s);
    feed.slot(4).slot.serial = serial(45);
    feed.working(5, Stage::Erase, 1s, 6s);
    feed.slot(5).slot.serial = serial(46);
    feed.boardIn(6);
    feed.slot(6).nextSerial = serial(47);
    feed.picture.passed = 412;
    feed.picture.notPassed = 3;
    feed.picture.refusals = 1;
}

void fillTraining(LineFeed& feed, ReceiptBook& book) {
    fillUsual(feed, book);
    feed.picture.training = true;
    feed.picture.station = "training";
    feed.slot(4).slot.refusals = 2;
    feed.slot(4).slot.refusal = Fault{.code = FaultCode::SlotBusy};
}

void fillUnfit(LineFeed& feed, ReceiptBook& book) {
    fillMixed(feed, book);
    feed.picture.unfit = Fault{.code = FaultCode::DiskFull, .stage = Stage::Record};
    for (LineSlot& slot : feed.picture.slots) {
        slot.mayStart = false;
        slot.nextStep = "call-supervisor";
    }
}

void fillMany(LineFeed& feed, ReceiptBook& book) {
    feed.empty(32);
    for (std::size_t i = 0; i < 32; ++i) {
        const auto number = static_cast<unsigned>(i) + 60;
        switch (i % 7) {
        case 0:
        case 1:
            feed.passed(i, serial(number), book);
            break;
        case 2:
            feed.failed(i, serial(number), {.code = FaultCode::ReadProtected}, book);
            break;
        case 3:
        case 4:
            feed.working(i, Stage::Erase, 2s, 5s);
            break;
        case 5:
            feed.boardIn(i);
            break;
        default:
            break;
        }
    }
    feed.unrecorded(20, serial(99));
    feed.trouble(27, {.code = FaultCode::ProbeAbsent});
}

void fillOne(LineFeed& feed, ReceiptBook& book) {
    feed.empty(1);
    feed.failed(0, serial(1),
                {.code = FaultCode::DeviceMismatch,
                 .stage = Stage::Identify,
                 .note = "expected 0x483, found 0x413"},
                book);
    feed.slot(0).mayStart = true;
}

/// What is in front of the camera: the line, its records and the pages of both.
struct Stand {
    HandClock clock{};
    ReceiptBook book{clock};
    LineFeed feed{clock};
    JournalFeed journal{clock};
    ShelfFeed shelf{};
    StationFeed place{clock};
    LineDesk desk{clock};
    RecordsDesk records{clock};
    QQuickView window{};
};

void open(Stand& stand, const char* page) {
    stand.desk.refresh();
    if (!stand.desk.book()->menuOpen()) {
        stand.desk.book()->turnMenu();
    }
    stand.desk.book()->open(QLatin1String(page));
}

/// Until the journal has answered.
void settle(RecordPage& page) {
    while (page.isAsking()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

void nothing(Stand&) {}

void askForPin(Stand& stand) {
    stand.feed.picture.role = "operator";
    stand.feed.picture.pinWantedOf = "Sue Mbeki-Lindqvist";
    stand.desk.refresh();
    for (const char* const key : {"1", "2", "3", "4"}) {
        stand.desk.pin()->type(QLatin1String(key));
    }
}

void giveWrongPin(Stand& stand) {
    askForPin(stand);
    stand.feed.refusal = Fault{.code = FaultCode::PinWrong};
    stand.desk.pin()->confirm();
    while (stand.desk.pin()->busy()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

/// The middle of a shift that is to pass 600 units.
void showShift(Stand& stand, std::uint64_t passed, std::uint64_t lately) {
    const base::WallTime now = stand.clock.wall();
    constexpr std::int64_t hour = 3'600'000'000;
    stand.records.open({.targetPerShift = 600});
    stand.records.shift()->show(
        {.from = {now.unixMicros - 5 * hour}, .to = {now.unixMicros + 3 * hour}, .name = "early"},
        {.passed = passed,
         .notPassed = 6,
         .firstPass = {.count = passed - 4, .of = passed + 6},
         .lately = lately,
         .latelyFrom = {now.unixMicros - hour}});
}

void fallBehind(Stand& stand) { showShift(stand, 312, 58); }

void beOnTime(Stand& stand) { showShift(stand, 412, 82); }

void reachTheTarget(Stand& stand) { showShift(stand, 604, 96); }

void turnNight(Stand& stand) { stand.desk.turnNight(); }

void enlarge(Stand& stand) {
    showShift(stand, 312, 58);
    stand.desk.begin({.textScale = 150});
}

void pinAtNight(Stand& stand) {
    turnNight(stand);
    askForPin(stand);
}

void openMenu(Stand& stand) {
    stand.feed.picture.role = "supervisor";
    stand.desk.refresh();
    stand.desk.book()->turnMenu();
}

void leave(Stand& stand) {
    stand.feed.signOut();
    for (LineSlot& slot : stand.feed.picture.slots) {
        slot.nextStep = "scan-badge";
        slot.mayStart = false;
    }
}

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
    turnNight(stand);
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
    turnNight(stand);
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
    turnNight(stand);
    openTrend(stand);
}

void enlargeTrend(Stand& stand) {
    enlarge(stand);
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

void openStation(Stand& stand, const char* section) {
    const auto& slots = stand.feed.picture.slots;
    std::string settings = StationFeed::usualSettings;
    settings.resize(settings.find("\n[[slot]]"));
    for (std::size_t i = 1; i <= slots.size(); ++i) {
        settings += "\n[[slot]]\nname = \"" + std::to_string(i) + "\"\nport = \"1-1." +
                    std::to_string(i) + "\"\n";
        if (i != 4) {
            stand.place.sockets.plug(("1-1." + std::to_string(i)).c_str(),
                                     static_cast<std::uint8_t>(i));
            stand.feed.slot(i - 1).slot.probeFirmware = "V2J40M27";
        }
    }
    stand.place.write(settings);
    stand.place.journal.workAShift(stand.clock);
    for (const auto& [name, role] : {std::pair{"Sue Mbeki-Lindqvist", "supervisor"},
                                     {"Eve Osei", "engineer"},
                                     {"Quinn Ito", "quality"},
                                     {"Bob Nowak", "operator"}}) {
        stand.place.addToJournal(name, role);
    }
    stand.place.log->write(stand.clock.wall(), LogLevel::Info, "line1-st3 opened with 8 slots");
    stand.place.log->write(stand.clock.wall(), LogLevel::Warning,
                           "the probe at 1-2.9 is not used: a station serves 32 at most");
    stand.place.log->write(
        stand.clock.wall(), LogLevel::Error,
        base::toLogLine(
            {.code = FaultCode::ProbeAbsent, .stage = Stage::Connect, .note = "port 1-1.4"}));
    stand.place.open(*stand.desk.station(), stand.feed);
    stand.feed.picture.operatorName = "Eve Osei";
    stand.feed.picture.role = "engineer";
    open(stand, "station");
    stand.desk.refresh();
    stand.desk.station()->open(QString::fromLatin1(section));
    QCoreApplication::processEvents();
    StationFeed::settle(*stand.desk.station());
}

void openProbes(Stand& stand) { openStation(stand, "probes"); }

void mapSlots(Stand& stand) {
    openStation(stand, "probes");
    stand.desk.station()->probes()->beginMapping();
    for (const char* const port : {"1-2.1", "1-2.2", "1-2.3"}) {
        stand.place.sockets.plug(port, 77);
        stand.desk.station()->probes()->refresh();
        StationFeed::settle(*stand.desk.station());
    }
}

void openSettings(Stand& stand) { openStation(stand, "settings"); }

void changeSetting(Stand& stand) {
    openStation(stand, "settings");
    stand.desk.station()->settings()->choose(2);
    stand.desk.station()->settings()->write("many");
}

void openCrew(Stand& stand) {
    openStation(stand, "people");
    stand.desk.station()->crew()->choose(0);
}

void addPerson(Stand& stand) {
    openStation(stand, "people");
    stand.desk.station()->crew()->begin("add");
    stand.desk.station()->crew()->write("name", "Ann Bell");
}

void openBackups(Stand& stand) {
    openStation(stand, "backup");
    StationDesk& station = *stand.desk.station();
    stand.feed.picture.role.clear();
    stand.desk.refresh();
    station.backups()->make();
    while (station.backups()->outcome().isEmpty()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    StationFeed::settle(station);
}

void testStation(Stand& stand) {
    openStation(stand, "test");
    stand.desk.station()->check()->begin();
    StationFeed::settle(*stand.desk.station());
}

void openLog(Stand& stand) { openStation(stand, "log"); }

struct Scene {
    const char* name;
    void (*fill)(LineFeed&, ReceiptBook&);
    void (*act)(Stand&) = nothing;
    const char* sight = nullptr; ///< what the charts are pulled to
};

constexpr std::array scenes{Scene{"empty", fillEmpty},
                            Scene{"mixed", fillMixed},
                            Scene{"usual", fillUsual},
                            Scene{"behind", fillUsual, fallBehind},
                            Scene{"on-time", fillUsual, beOnTime},
                            Scene{"reached", fillMany, reachTheTarget},
                            Scene{"large", fillUsual, enlarge},
                            Scene{"large-mixed", fillMixed, enlarge},
                            Scene{"night", fillMixed, turnNight},
                            Scene{"night-many", fillMany, turnNight},
                            Scene{"night-training", fillTraining, turnNight},
                            Scene{"night-pin", fillUsual, pinAtNight},
                            Scene{"night-unit", fillUsual, openUnitAtNight},
                            Scene{"night-yield", fillUsual, openYieldAtNight},
                            Scene{"training", fillTraining},
                            Scene{"unfit", fillUnfit},
                            Scene{"many", fillMany},
                            Scene{"one", fillOne},
                            Scene{"badge", fillEmpty, leave},
                            Scene{"pin", fillUsual, askForPin},
                            Scene{"pin-training", fillTraining, askForPin},
                            Scene{"pin-wrong", fillUsual, giveWrongPin},
                            Scene{"menu", fillTraining, openMenu},
                            Scene{"unit", fillUsual, openUnit},
                            Scene{"unit-none", fillMany, openNoUnit},
                            Scene{"unit-unknown", fillMixed, openUnknownUnit},
                            Scene{"unit-unfit", fillTraining, openUnfitUnit},
                            Scene{"audit", fillUsual, verifyRecords},
                            Scene{"yield", fillUsual, openYield},
                            Scene{"yield-person", fillTraining, openYieldByPerson},
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
                            Scene{"export-done", fillUsual, exportIntoAFile},
                            Scene{"override", fillUsual, openOverrides},
                            Scene{"override-slot", fillUsual, chooseOverride},
                            Scene{"override-pin", fillUsual, confirmOverride},
                            Scene{"override-many", fillMany, chooseOverride},
                            Scene{"recipes", fillUsual, openRecipes},
                            Scene{"recipes-fit", fillUsual, chooseFitRecipe},
                            Scene{"recipes-unfit", fillUsual, chooseUnfitRecipe},
                            Scene{"recipes-pin", fillUsual, activateRecipe},
                            Scene{"sign-in", fillUsual, openSignIn},
                            Scene{"probes", fillUsual, openProbes},
                            Scene{"mapping", fillUsual, mapSlots},
                            Scene{"settings", fillUsual, openSettings},
                            Scene{"setting", fillUsual, changeSetting},
                            Scene{"people", fillUsual, openCrew},
                            Scene{"person", fillUsual, addPerson},
                            Scene{"backup", fillUsual, openBackups},
                            Scene{"self-test", fillUsual, testStation},
                            Scene{"log", fillUsual, openLog},
                            Scene{"recall", fillUsual, openRecall},
                            Scene{"recall-none", fillTraining, openNoRecall}};

QQuickItem* find(QQuickItem* from, const QString& name) {
    if (from->objectName() == name) {
        return from;
    }
    for (QQuickItem* const child : from->childItems()) {
        if (QQuickItem* const found = find(child, name)) {
            return found;
        }
    }
    return nullptr;
}

/// Pulls the charts until this part of them is at the top.
void pullTo(QQuickView& window, const char* name) {
    QQuickItem* const scroll = find(window.rootObject(), QStringLiteral("yieldScroll"));
    QQuickItem* const target = find(window.rootObject(), QLatin1String(name));
    if (scroll != nullptr && target != nullptr) {
        const double now = scroll->property("contentY").toDouble();
        scroll->setProperty("contentY", now + target->mapToItem(scroll, {0, 0}).y());
    }
}

/// Draws one scene in all sizes and languages. False when a picture could not be written.
bool draw(const Scene& scene, const QDir& folder) {
    Stand stand;
    scene.fill(stand.feed, stand.book);
    stand.desk.attach(stand.feed);
    stand.records.open({.journal = stand.journal.file()});
    if (const QString wrong = openPage(stand.window, stand.desk, stand.records); !wrong.isEmpty()) {
        std::fputs((wrong.toStdString() + "\n").c_str(), stderr);
        return false;
    }
    stand.window.show();
    scene.act(stand);
    bool written = true;
    for (const Screen& screen : screens) {
        stand.desk.setPixelsPerMm(std::hypot(screen.width, screen.height) / (screen.inches * 25.4));
        stand.window.resize(screen.width, screen.height);
        for (const QString& language : Languages::codes()) {
            stand.desk.chooseLanguage(language);
            stand.feed.picture.heartbeat++;
            stand.desk.refresh();
            for (RecordPage* const page : {static_cast<RecordPage*>(stand.records.unit()),
                                           static_cast<RecordPage*>(stand.records.recall())}) {
                settle(*page);
            }
            (void)stand.window.grabWindow();
            QCoreApplication::processEvents();
            if (scene.sight != nullptr) {
                pullTo(stand.window, scene.sight);
            }
            const QString file =
                QStringLiteral("%1-%2-%3.png")
                    .arg(QLatin1String(scene.name), QLatin1String(screen.name), language);
            written = stand.window.grabWindow().save(folder.filePath(file)) && written;
        }
    }
    stand.desk.chooseLanguage(Languages::codes().constFirst());
    return written;
}

} // namespace
} // namespace greenlight::station::view

int main(int argc, char** argv) {
    using namespace greenlight::station::view;
    if (argc < 2) {
        std::fputs("kiosk_screenshots FOLDER [SCENE]\n", stderr);
        return 2;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    const QGuiApplication app(argc, argv);
    QGuiApplication::setFont(
        QFont(QStringList{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")}));
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(QStringLiteral("."))) {
        return 1;
    }
    bool written = true;
    for (const Scene& scene : scenes) {
        if (argc < 3 || std::string_view(argv[2]) == scene.name) {
            written = draw(scene, folder) && written;
        }
    }
    return written ? 0 : 1;
}
