#include "station/view/kiosk.h"

#include "station/view/line_desk.h"
#include "station/view/page.h"
#include "station/view/records_desk.h"

#include <spdlog/spdlog.h>

#include <QFont>
#include <QGuiApplication>
#include <QQuickView>
#include <QScreen>
#include <csignal>

namespace greenlight::station::view {

namespace {

constexpr int notFit = 4;
constexpr double millimetresPerInch = 25.4;
constexpr std::chrono::milliseconds signalInterval{100};
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
    std::filesystem::path folder = options.recipe;
    if (folder.empty()) {
        if (!options.workplace.training) {
            return Fault{.code = FaultCode::NoRecipe, .note = "no --recipe is given"};
        }
        folder = shop.workplace->firstTrainingRecipe();
    }
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

Result<FilePlace> filePlace(Workplace& workplace) {
    const Settings& settings = workplace.settings();
    return FilePlace{.journal = TRY(workplace.openJournal()),
                     .key = std::make_shared<const db::StationKey>(TRY(stationKey(settings))),
                     .station = settings.name,
                     .journalFile = workplace.journalFile(),
                     .folder = exportFolderOf(settings),
                     .training = workplace.training() != nullptr};
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
    window.showFullScreen();
}

} // namespace

int runKiosk(const KioskOptions& options, Clock& clock, int& argc, char** argv) {
    QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("Greenlight"));
    QGuiApplication::setFont(
        QFont(QStringList{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")}));

    LineDesk desk(clock);
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
    if (shop.line) {
        if (auto shelf = shop.workplace->recipeShelf()) {
            desk.recipes()->open(std::move(shelf).value(), shop.workplace->journalFile());
        } else {
            spdlog::error("{}", base::toLogLine(shelf.fault()));
        }
        if (const Result<FilePlace> files = filePlace(*shop.workplace)) {
            desk.files()->open(*files, *records.yields(), *records.unit());
        } else {
            spdlog::error("{}", base::toLogLine(files.fault()));
        }
        QObject::connect(desk.recipes(), &RecipeDesk::activated, &app,
                         [&shop](const std::shared_ptr<const job::Recipe>& recipe) {
                             train(shop, *recipe, true);
                         });
    }
    if (shop.workplace) {
        const Settings& settings = shop.workplace->settings();
        desk.begin(settings.kiosk);
        std::optional<db::SignerKey> signer;
        if (const auto key = stationKey(settings)) {
            signer = key->signer();
        } else {
            spdlog::error("{}", base::toLogLine(key.fault()));
        }
        records.open({.journal = shop.workplace->journalFile(),
                      .training = options.workplace.training,
                      .shifts = settings.shifts,
                      .targetPerShift = settings.kiosk.targetPerShift,
                      .signer = std::move(signer)});
    }

    QQuickView window;
    if (const QString wrong = openPage(window, desk, records); !wrong.isEmpty()) {
        spdlog::error("{}", wrong.toStdString());
        return notFit;
    }
    desk.setPixelsPerMm(window.screen()->physicalDotsPerInch() / millimetresPerInch);
    show(window, options.windowed);

    (void)std::signal(SIGTERM, askToEnd);
    (void)std::signal(SIGINT, askToEnd);
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &app, [] {
        if (endAsked != 0) {
            QGuiApplication::quit();
        }
    });
    watch.start(signalInterval);
    QGuiApplication::exec();
    // A PIN that is tried and a question that is read go on until here and no longer.
    desk.pin()->finish();
    desk.recipes()->finish();
    desk.files()->finish();
    records.close();
    return shop.line ? 0 : notFit;
}

} // namespace greenlight::station::view
