#include "station/view/kiosk.h"

#include "station/sound/loudspeaker.h"
#include "station/view/line_desk.h"
#include "station/view/page.h"
#include "station/view/records_desk.h"

#include <spdlog/spdlog.h>

#include <QFont>
#include <QGuiApplication>
#include <QQuickView>
#include <QScreen>
#include <QTimer>
#include <algorithm>
#include <csignal>
#include <functional>

namespace greenlight::station::view {

namespace {

constexpr int notFit = 4;
constexpr double millimetresPerInch = 25.4;
constexpr std::chrono::milliseconds signalInterval{100};
/// So long one can read what became of a setting before the line opens anew.
constexpr std::chrono::milliseconds sentenceShown{2500};
constexpr QSize windowSize{1280, 800};

volatile std::sig_atomic_t endAsked = 0;

void askToEnd(int) { endAsked = 1; }

/// What has been opened, in the order in which it depends on each other.
struct Shop {
    Shop() = default;
    Shop(const Shop&) = delete;
    Shop& operator=(const Shop&) = delete;
    Shop(Shop&&) = delete;
    Shop& operator=(Shop&&) = delete;

    ~Shop() {
        // The robot of the training bench outlives the line and must not reach for it.
        if (workplace && workplace->training() != nullptr) {
            workplace->training()->scanWith({}, {});
        }
    }

    std::unique_ptr<Workplace> workplace;
    std::unique_ptr<Line> line;
};

/// The robot of the training bench fetches what a recipe is for, and scans its labels.
void train(const Shop& shop, const job::Recipe& recipe, bool otherBoards) {
    Training* const training = shop.workplace->training();
    if (training == nullptr) {
        return;
    }
    if (const auto chip = Training::chipOf(recipe.device); chip && otherBoards) {
        training->fetch(*chip);
    }
    if (recipe.serial.source != job::SerialSource::Scan) {
        training->scanWith({}, {});
        return;
    }
    training->scanWith(recipe.serial.pattern,
                       [line = shop.line.get()](std::size_t slot, const std::string& label) {
                           if (const auto taken = line->scan(label, true, slot); !taken) {
                               spdlog::debug("{}", base::toLogLine(taken.fault()));
                           }
                       });
}

Result<void> open(Shop& shop, const KioskOptions& options, Clock& clock, LineDesk& desk) {
    shop.workplace = TRY(Workplace::open(options.workplace, clock));
    const std::filesystem::path folder =
        options.recipe.empty() ? TRY(shop.workplace->usualRecipe()) : options.recipe;
    auto recipe = TRY(shop.workplace->readRecipe(folder));
    TRY(shop.workplace->openBench(*recipe));
    TRY(shop.workplace->openJournal());
    const std::shared_ptr<const job::Recipe> active = recipe;
    shop.line = TRY(shop.workplace->openLine(
        std::move(recipe), [&desk] { desk.ring(); }, true));
    if (Training* const training = shop.workplace->training()) {
        train(shop, *active, false);
        shop.line->onEnded([training](const job::Order& order, const job::Ending&) {
            training->finished(order.port);
        });
    }
    return {};
}

/// What signs here; none, with a line in the log, where there is no key.
std::shared_ptr<const db::StationKey> keyOf(const Settings& settings) {
    auto key = stationKey(settings);
    if (!key) {
        spdlog::error("{}", base::toLogLine(key.fault()));
        return nullptr;
    }
    return std::make_shared<const db::StationKey>(std::move(key).value());
}

/// What can be done beside the line once it is open.
void openDesks(Shop& shop, LineDesk& desk, RecordsDesk& records,
               const std::shared_ptr<const db::StationKey>& key) {
    Workplace& workplace = *shop.workplace;
    if (auto shelf = workplace.recipeShelf()) {
        desk.recipes()->open(std::move(shelf).value(), workplace.journalFile(),
                             workplace.openJournal().value());
    } else {
        spdlog::error("{}", base::toLogLine(shelf.fault()));
    }
    const Result<db::Journal*> journal = workplace.openJournal();
    if (journal && key) {
        const Settings& settings = workplace.settings();
        desk.files()->open({.journal = *journal,
                            .key = key,
                            .station = settings.name,
                            .journalFile = workplace.journalFile(),
                            .folder = exportFolderOf(settings),
                            .training = workplace.isTraining()},
                           *records.yields(), *records.unit());
    }
    QObject::connect(
        desk.recipes(), &RecipeDesk::activated, &desk,
        [&shop](const std::shared_ptr<const job::Recipe>& recipe) { train(shop, *recipe, true); });
}

/// What is to be seen even where the line could not be opened.
void openRecords(Shop& shop, LineDesk& desk, RecordsDesk& records,
                 const std::shared_ptr<const db::StationKey>& key,
                 const std::shared_ptr<const LogRing>& log) {
    Workplace& workplace = *shop.workplace;
    const Settings& settings = workplace.settings();
    desk.begin(settings.kiosk, settings.input);
    records.open({.journal = workplace.journalFile(),
                  .training = workplace.isTraining(),
                  .shifts = settings.shifts,
                  .targetPerShift = settings.kiosk.targetPerShift,
                  .signer = key ? std::optional(key->signer()) : std::nullopt});
    desk.station()->open({.settings = settings,
                          .settingsFile = workplace.isTraining() ? std::filesystem::path()
                                                                 : workplace.settingsFile(),
                          .training = workplace.isTraining(),
                          .journalFile = workplace.journalFile(),
                          .journal = shop.line ? workplace.openJournal().value() : nullptr,
                          .bench = workplace.bench(),
                          .key = key,
                          .log = log});
}

void show(QQuickView& window, bool windowed) {
    if (windowed) {
        window.resize(windowSize);
        window.show();
        return;
    }
    // Fingers need no pointer, and one that stands on a word hides it.
    QGuiApplication::setOverrideCursor(Qt::BlankCursor);
    window.setFlags(Qt::FramelessWindowHint);
    // Where no window manager runs nobody makes it as large as the screen.
    window.setGeometry(window.screen()->geometry());
    window.showFullScreen();
}

/// Calls `then` once no slot works. Nobody's board is given up because somebody changed a setting.
void whenIdle(LineDesk& desk, LineSource& line, const std::function<void()>& then) {
    auto* const wait = new QTimer(&desk); // the desk owns it
    wait->setInterval(signalInterval);
    QObject::connect(wait, &QTimer::timeout, &desk, [&line, wait, then] {
        const LineView view = line.view();
        if (std::ranges::none_of(view.slots,
                                 [](const LineSlot& slot) { return slot.slot.isWorking(); })) {
            wait->stop();
            then();
        }
    });
    wait->start();
}

/// One opening of the line, until the window is closed, the program is told to end, or the settings
/// are others.
struct Session {
    bool fit = false;
    bool again = false;       ///< the line is to be opened anew
    bool recipeStands = true; ///< the one that it was opened with is still the active one
    QString language{};       ///< as somebody chose it
};

Session runSession(const KioskOptions& options, Clock& clock,
                   const std::shared_ptr<const LogRing>& log, sound::Loudspeaker& loudspeaker,
                   const QString& language) {
    LineDesk desk(clock);
    QObject::connect(desk.sound(), &SoundDesk::sounded, desk.sound(),
                     [&loudspeaker](sound::Chime chime, int volume) {
                         loudspeaker.play(chime, static_cast<unsigned>(volume));
                     });
    if (!language.isEmpty()) {
        desk.chooseLanguage(language);
    }
    RecordsDesk records(clock);
    Shop shop;
    std::unique_ptr<LineSource> source;
    if (const Result<void> opened = open(shop, options, clock, desk); opened) {
        source = std::make_unique<OpenLine>(*shop.line);
    } else {
        spdlog::error("{}", base::toLogLine(opened.fault()));
        source = std::make_unique<ClosedLine>(
            opened.fault(), shop.workplace ? shop.workplace->settings().name : std::string(),
            options.workplace.training);
    }
    desk.attach(*source);
    const auto key = shop.workplace ? keyOf(shop.workplace->settings()) : nullptr;
    if (shop.line) {
        openDesks(shop, desk, records, key);
    }
    if (shop.workplace) {
        openRecords(shop, desk, records, key, log);
    }

    QQuickView window;
    if (const QString wrong = openPage(window, desk, records); !wrong.isEmpty()) {
        spdlog::error("{}", wrong.toStdString());
        return {};
    }
    desk.setPixelsPerMm(window.screen()->physicalDotsPerInch() / millimetresPerInch);
    show(window, options.windowed);
    Session session{.fit = shop.line != nullptr};
    QObject::connect(desk.recipes(), &RecipeDesk::activated, &desk,
                     [&session] { session.recipeStands = false; });
    QObject::connect(desk.station(), &StationDesk::settingsReplaced, &desk, [&] {
        QTimer::singleShot(sentenceShown, &desk, [&] {
            whenIdle(desk, *source, [&session] {
                session.again = true;
                QGuiApplication::quit();
            });
        });
    });
    QGuiApplication::exec();
    // A PIN that is tried and a question that is read go on until here and no longer.
    desk.pin()->finish();
    desk.recipes()->finish();
    desk.files()->finish();
    desk.station()->finish();
    records.close();
    session.language = desk.language();
    return session;
}

} // namespace

int runKiosk(const KioskOptions& options, Clock& clock, int& argc, char** argv) {
    QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("Greenlight"));
    QGuiApplication::setFont(
        QFont(QStringList{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")}));
    const auto log = keepLog();
    (void)std::signal(SIGTERM, askToEnd);
    (void)std::signal(SIGINT, askToEnd);
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &app, [] {
        if (endAsked != 0) {
            QGuiApplication::quit();
        }
    });
    watch.start(signalInterval);
    sound::Loudspeaker loudspeaker;
    KioskOptions next = options;
    Session session;
    do {
        session = runSession(next, clock, log, loudspeaker, session.language);
        if (!session.recipeStands) {
            next.recipe.clear(); // the one that is active now is found in the journal
        }
        // The window that goes with a session is not the last one, and the next one has to begin.
        QCoreApplication::removePostedEvents(&app, QEvent::Quit);
    } while (session.again && endAsked == 0);
    return session.fit ? 0 : notFit;
}

} // namespace greenlight::station::view
