// A shift at one line, through the page alone: real fingers, keys and labels on the one side, real
// slots, jobs, people and journal on virtual probes on the other, in virtual time. Whatever the
// people saw has to be what is on record.
#include "db/audit.h"
#include "db/export_manifest.h"
#include "db/units.h"
#include "engine/job/read_file.h"
#include "engine/sim/sim_bench.h"
#include "engine/sim/turnstile.h"
#include "station/people.h"
#include "station/recipe_file.h"
#include "station/training.h"
#include "station/view/line_desk.h"
#include "station/view/page.h"
#include "station/view/records_desk.h"
#include "station/view/words.h"
#include "tests/qml/line_feed.h"
#include "tests/qml/page_hands.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QSignalSpy>
#include <functional>
#include <map>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t slotCount = 8;
constexpr unsigned boardsOfAShift = 50;
constexpr const char* badgeOfAnn = "BADGE-ANN";
constexpr const char* badgeOfSue = "BADGE-SUE";
constexpr const char* pinOfSue = "471108";
constexpr const char* firstRecipe = "sensor-node";
constexpr const char* recipeOfTheShift = "logger";

/// One board on its way through the shift.
struct Board {
    unsigned number = 0;
    QString label{};
    bool started = false;
};

class ShiftWalk : public ::testing::Test {
protected:
    void SetUp() override {
        m_share = Training::shareFolder().value();
        m_trust.emplace(Trust::read(m_share / "release.pem").value());
        m_journal = db::Journal::open(journalFile(), "line1-st3", m_clock).value();
        hirePeople();
        openLine();
        m_desk.attach(*m_source);
        m_desk.recipes()->open(RecipeShelf(m_share / "recipes", *m_trust, 2, m_clock),
                               journalFile());
        m_records.open({.journal = journalFile()});
        m_desk.files()->open({.journal = m_journal.get(),
                              .key = m_key,
                              .station = "line1-st3",
                              .journalFile = journalFile(),
                              .folder = m_scratch.path() / "exports"},
                             *m_records.yields(), *m_records.unit());
        ASSERT_EQ(openPage(m_window, m_desk, m_records), QString());
        m_window.resize(1920, 1080);
        m_window.show();
        pass(1s);
    }

    void TearDown() override {
        m_desk.recipes()->finish();
        m_desk.pin()->finish();
        m_desk.files()->finish();
        m_records.close();
        m_source = std::make_unique<ClosedLine>(Fault{}, "closed", false);
        m_desk.attach(*m_source);
        m_line.reset();
    }

    void hirePeople() {
        People people =
            People::open(*m_journal, m_scratch.path() / "people.secret", m_clock, cheap).value();
        ASSERT_TRUE(people.addFirst({"Eve", Role::Engineer, "", "eagle-05"}, "installer").ok());
        const Actor eve{.name = "Eve", .person = 1, .role = Role::Engineer};
        ASSERT_TRUE(people.add({"Ann", Role::Operator, badgeOfAnn, ""}, eve).ok());
        ASSERT_TRUE(people.add({"Sue", Role::Supervisor, badgeOfSue, pinOfSue}, eve).ok());
    }

    void openLine() {
        Settings settings;
        settings.name = "line1-st3";
        settings.dataDir = m_scratch.path();
        settings.signIn = {.wanted = true};
        settings.slotRules = {.quarantineAfter = 2};
        for (const probe::PortPath& port : m_bench.ports()) {
            settings.slots.push_back(
                {.name = std::to_string(settings.slots.size() + 1), .port = port});
        }
        m_line = Line::open({.settings = settings, .operatorName = "tester"}, m_bench, *m_journal,
                            m_clock, [] {})
                     .value();
        const auto recipe =
            readRecipe(m_share / "recipes" / firstRecipe, *m_trust, 2, m_clock.wall());
        ASSERT_TRUE(recipe.ok()) << base::toLogLine(recipe.fault());
        ASSERT_TRUE(m_line->activate(*recipe).ok());
        m_source = std::make_unique<OpenLine>(*m_line);
    }

    [[nodiscard]] std::filesystem::path journalFile() const {
        return m_scratch.path() / "journal.db";
    }

    // What people do.

    /// Virtual time in which nobody does anything.
    void pass(Duration time) {
        m_clock.sleepFor(time);
        look();
    }

    /// The page as it is now.
    void look() {
        m_desk.refresh();
        QCoreApplication::processEvents();
    }

    QQuickItem* item(const QString& name, QQuickItem* from = nullptr) {
        return PageItems::find(name, from == nullptr ? m_window.rootObject() : from);
    }

    /// A finger on a key of the page; the key must be there.
    void touch(const QString& name, QQuickItem* from = nullptr) {
        look();
        // Drawing is what makes layouts take their places.
        (void)m_window.grabWindow();
        QQuickItem* const key = item(name, from);
        ASSERT_NE(key, nullptr) << name.toStdString();
        m_hands.touch(key);
        look();
    }

    void touchStart(std::size_t slot) { touch(QStringLiteral("start"), tile(slot)); }

    void scan(const QString& label) {
        m_hands.scan(label);
        look();
    }

    void givePin(const char* digits) {
        for (const char digit : std::string_view(digits)) {
            touch(QStringLiteral("digit%1").arg(QLatin1Char(digit)));
        }
        QSignalSpy tried(m_desk.pin(), &PinDesk::tried);
        touch(QStringLiteral("pinConfirm"));
        ASSERT_TRUE(!tried.isEmpty() || tried.wait());
        look();
    }

    /// Until the shelf, read on another thread, is on the page.
    void settleRecipes() {
        QSignalSpy changed(m_desk.recipes(), &RecipeDesk::changed);
        while (m_desk.recipes()->isAsking()) {
            ASSERT_TRUE(changed.wait());
        }
        look();
    }

    void signInSue() {
        scan(QString::fromLatin1(badgeOfSue));
        givePin(pinOfSue);
        ASSERT_EQ(m_line->view().operatorName, "Sue");
    }

    /// Eve and Sue have a PIN, and are offered by name.
    void signInSueWithoutHerBadge() {
        touch(QStringLiteral("menuButton"));
        touch(QStringLiteral("openSignIn"));
        QSignalSpy changed(m_records.signIn(), &SignInDesk::changed);
        while (m_records.signIn()->isAsking()) {
            ASSERT_TRUE(changed.wait());
        }
        touch(QStringLiteral("person1"));
        givePin(pinOfSue);
        ASSERT_EQ(m_line->view().operatorName, "Sue");
    }

    void signInAnn() {
        scan(QString::fromLatin1(badgeOfAnn));
        ASSERT_EQ(m_line->view().operatorName, "Ann");
    }

    // What people see.

    QQuickItem* tile(std::size_t slot) { return item(QStringLiteral("slot%1").arg(slot + 1)); }

    QString word(std::size_t slot) {
        return item(QStringLiteral("word"), tile(slot))->property("text").toString();
    }

    [[nodiscard]] bool showsResult(std::size_t slot) {
        const QString status = tile(slot)->property("status").toString();
        return status == QStringLiteral("passed") || status == QStringLiteral("failed");
    }

    [[nodiscard]] int number(const char* name) {
        return item(QLatin1String(name))->property("text").toString().toInt();
    }

    // What happens to the boards.

    [[nodiscard]] const probe::PortPath port(std::size_t slot) const {
        return m_bench.ports().at(slot);
    }

    /// The next board of the shift, some of which have something wrong with them.
    sim::BoardSpec nextBoard(std::size_t slot) {
        const unsigned number = ++m_boardsMade;
        sim::BoardSpec spec{.chip = sim::Chip::L476};
        for (std::size_t i = 0; i < sizeof(number); ++i) {
            spec.uid.at(i) = static_cast<std::uint8_t>(number >> (8 * i));
        }
        spec.rdpLevel = number == 7 ? 1 : 0;
        spec.millivolts = number == 19 ? 2600 : 3300;
        spec.writeProtectedSectors = number == 26 ? 1 : 0;
        // The contacts of slot 3 are worn from here on, until somebody cleans them.
        if (slot == 2 && number > 20 && m_wornContacts > 0) {
            --m_wornContacts;
            spec.millivolts = 2500;
        }
        return spec;
    }

    /// Lets one slot go on by one step of whoever stands there; true once it waits for no more.
    void serve(std::size_t slot) {
        Board& board = m_boards.at(slot);
        const LineView view = m_line->view();
        if (board.number == 0) {
            // Nobody is so fast that the slot would not have seen the board before go.
            if (m_boardsMade < boardsOfAShift && view.slots.at(slot).nextStep == "insert-board") {
                m_bench.insert(port(slot), nextBoard(slot));
                board = {.number = m_boardsMade};
            }
            return;
        }
        if (board.started && showsResult(slot)) {
            m_seen[board.label] = word(slot);
            m_bench.remove(port(slot));
            board = {};
            return;
        }
        // The foot switch starts every slot that may start, and not only the one it was meant for.
        board.started = board.started || view.slots.at(slot).slot.isWorking();
        if (board.label.isEmpty() && view.slots.at(slot).nextStep == "scan-label" &&
            view.scanGoesTo == slot) {
            board.label = QStringLiteral("%1").arg(10'000'000 + board.number);
            scan(board.label);
        } else if (!board.started && view.slots.at(slot).mayStart) {
            start(slot, board);
        }
    }

    void start(std::size_t slot, Board& board) {
        touchStart(slot);
        board.started = m_line->view().slots.at(slot).slot.isWorking();
        EXPECT_TRUE(board.started) << slot + 1;
        if (board.number % 10 == 3) {
            impatience(slot);
        }
        if (board.number == 33) {
            pullTheProbe(slot);
        }
    }

    /// Nothing happens fast enough for some.
    void impatience(std::size_t slot) {
        const std::uint64_t before = m_line->view().slots.at(slot).slot.attempts;
        for (int i = 0; i < 4; ++i) {
            touchStart(slot);
        }
        m_hands.pressKey(Qt::Key_F13);
        look();
        EXPECT_EQ(m_line->view().slots.at(slot).slot.attempts, before);
    }

    /// A sleeve catches the cable while the flash is written.
    void pullTheProbe(std::size_t slot) {
        pass(1500ms);
        ASSERT_TRUE(m_line->view().slots.at(slot).slot.isWorking());
        m_bench.unplug(port(slot));
        for (int i = 0; i < 600 && !showsResult(slot); ++i) {
            pass(100ms);
        }
        EXPECT_NE(word(slot), QStringLiteral("PASSED"));
        ++m_pulled;
        m_bench.plug(port(slot), m_probes.at(slot));
        pass(2s);
    }

    /// A locked slot is looked after by whoever may: the contacts are cleaned, for that reason.
    void releaseLockedSlots() {
        for (std::size_t slot = 0; slot < slotCount; ++slot) {
            if (!m_line->view().slots.at(slot).locked || m_boards.at(slot).number != 0) {
                continue;
            }
            signInSue();
            touch(QStringLiteral("menuButton"));
            touch(QStringLiteral("openOverride"));
            touch(QStringLiteral("release-slot"));
            touch(QStringLiteral("place%1").arg(slot + 1));
            touch(QStringLiteral("reason0"));
            touch(QStringLiteral("allowButton"));
            givePin(pinOfSue);
            EXPECT_FALSE(m_line->view().slots.at(slot).locked) << slot + 1;
            touch(QStringLiteral("lineTab"));
            signInAnn();
            ++m_released;
        }
    }

    /// The supervisor takes the shift's units along; gives the file.
    std::filesystem::path exportTheShift() {
        signInSue();
        touch(QStringLiteral("menuButton"));
        touch(QStringLiteral("openYield"));
        QSignalSpy counted(m_records.yields(), &YieldDesk::changed);
        while (m_records.yields()->isAsking()) {
            EXPECT_TRUE(counted.wait());
        }
        touch(QStringLiteral("exportButton"));
        touch(QStringLiteral("units-csv"));
        QSignalSpy changed(m_desk.files(), &FileDesk::changed);
        while (m_desk.files()->busy()) {
            EXPECT_TRUE(changed.wait());
        }
        EXPECT_TRUE(m_desk.files()->done()) << m_desk.files()->outcome().toStdString();
        for (const auto& each : std::filesystem::directory_iterator(m_scratch.path() / "exports")) {
            if (each.path().extension() == ".csv") {
                return each.path();
            }
        }
        return {};
    }

    [[nodiscard]] bool isOver() const {
        return m_boardsMade == boardsOfAShift &&
               std::ranges::all_of(m_boards, [](const Board& board) { return board.number == 0; });
    }

    /// Where everything stands, for whoever reads why it did not end.
    [[nodiscard]] std::string story() {
        std::string all = fmt::format("{} boards, guide: {}\n", m_boardsMade,
                                      m_desk.face().guideText.toStdString());
        const LineView view = m_line->view();
        for (std::size_t slot = 0; slot < slotCount; ++slot) {
            all += fmt::format(
                "slot {}: board {} {} {}, tile {} {}, next {}, locked {}\n", slot + 1,
                m_boards.at(slot).number, m_boards.at(slot).label.toStdString(),
                m_boards.at(slot).started ? "started" : "waits",
                tile(slot)->property("status").toString().toStdString(), word(slot).toStdString(),
                view.slots.at(slot).nextStep, view.slots.at(slot).locked);
        }
        return all;
    }

    // What is on record.

    std::optional<job::Verdict> verdictOnRecord(const QString& label) {
        auto units = db::Units::open(journalFile(), m_clock).value();
        const auto unit = units.bySerial(label.toStdString()).value();
        EXPECT_EQ(unit.attempts.size(), 1U) << label.toStdString();
        return unit.lastVerdict();
    }

    static constexpr ScryptCost cheap{.n = 16};

    static std::vector<sim::ProbeSpec> probes() {
        std::vector<sim::ProbeSpec> all;
        for (std::size_t i = 0; i < slotCount; ++i) {
            const std::string serial = fmt::format("0667FF5155{:014X}", i + 1);
            all.push_back(i % 2 == 0 ? sim::ProbeSpec::v21(serial) : sim::ProbeSpec::v3(serial));
        }
        return all;
    }

    static std::vector<sim::SocketSpec> sockets(const std::vector<sim::ProbeSpec>& probes) {
        std::vector<sim::SocketSpec> row = sim::rowOfSockets(slotCount);
        for (std::size_t i = 0; i < slotCount; ++i) {
            row[i].probe = probes[i];
        }
        return row;
    }

    Scratch m_scratch;
    std::filesystem::path m_share;
    std::optional<Trust> m_trust;
    base::SystemClock m_calendar;
    // The training certificates were made today, so the virtual day is today.
    sim::Turnstile m_clock{11, m_calendar.wall()};
    const std::vector<sim::ProbeSpec> m_probes = probes();
    sim::SimBench m_bench{m_clock, sockets(m_probes), 11};
    std::shared_ptr<const db::StationKey> m_key = std::make_shared<const db::StationKey>(
        db::StationKey::loadOrMake(m_scratch.path() / "station.key", "line1-st3").value());
    std::unique_ptr<db::Journal> m_journal;
    std::unique_ptr<Line> m_line;
    std::unique_ptr<LineSource> m_source;
    LineDesk m_desk{m_clock};
    RecordsDesk m_records{m_clock};
    QQuickView m_window;
    PageHands m_hands{m_window};

    std::array<Board, slotCount> m_boards{};
    unsigned m_boardsMade = 0;
    unsigned m_wornContacts = 2;
    unsigned m_pulled = 0;
    unsigned m_released = 0;
    std::map<QString, QString> m_seen; ///< what a tile said of each label
};

TEST_F(ShiftWalk, ScreenAndJournalAgreeOnEveryUnit) {
    // Nobody is at the line yet: a press is answered and starts nothing.
    m_bench.insert(port(0), nextBoard(0));
    m_boards[0] = {.number = m_boardsMade};
    pass(1s);
    touchStart(0);
    EXPECT_EQ(m_line->view().slots[0].slot.attempts, 0U);

    signInSueWithoutHerBadge();
    touch(QStringLiteral("menuButton"));
    touch(QStringLiteral("openRecipes"));
    settleRecipes();
    touch(QStringLiteral("recipe_") + QLatin1String(recipeOfTheShift));
    touch(QStringLiteral("activateButton"));
    givePin(pinOfSue);
    settleRecipes();
    ASSERT_EQ(m_line->view().recipe, recipeOfTheShift);
    touch(QStringLiteral("lineTab"));
    signInAnn();

    for (int step = 0; step < 3'000 && !isOver(); ++step) {
        for (std::size_t slot = 0; slot < slotCount; ++slot) {
            serve(slot);
        }
        releaseLockedSlots();
        pass(200ms);
    }
    ASSERT_TRUE(isOver()) << story();
    EXPECT_EQ(m_pulled, 1U);
    EXPECT_GE(m_released, 1U);

    ASSERT_EQ(m_seen.size(), boardsOfAShift);
    std::map<job::Verdict, unsigned> verdicts;
    for (const auto& [label, seen] : m_seen) {
        const auto verdict = verdictOnRecord(label);
        ASSERT_TRUE(verdict) << label.toStdString();
        EXPECT_EQ(seen, Words::verdict(*verdict)) << label.toStdString();
        ++verdicts[*verdict];
    }
    const LineView view = m_line->view();
    EXPECT_EQ(verdicts[job::Verdict::Pass], view.passed);
    EXPECT_GE(view.passed, boardsOfAShift - 8);
    EXPECT_GE(view.notPassed, 5U);

    const std::filesystem::path file = exportTheShift();
    const auto note = job::readFile(file.string() + ".manifest", db::largestManifest);
    ASSERT_TRUE(note.ok());
    const auto checked =
        db::checkExport(file, std::string(note->begin(), note->end()), m_key->signer());
    ASSERT_TRUE(checked.ok()) << checked.fault().note;
    EXPECT_EQ(checked->rows, boardsOfAShift);
    EXPECT_EQ(checked->madeBy, "Sue");

    const auto audit = db::verifyJournal(journalFile(), m_clock);
    ASSERT_TRUE(audit.ok()) << base::toLogLine(audit.fault());
    EXPECT_FALSE(audit->finding) << audit->finding->sentence;
    EXPECT_EQ(audit->attempts, boardsOfAShift);
    EXPECT_EQ(audit->open, 0U);
}

} // namespace
} // namespace greenlight::station::view
