// The station's recipes at the screen, in front of a real shelf: looked at, told apart from what
// cannot be used, and made the active one by somebody who proves that they may.
#include "db/newest_entries.h"
#include "tests/qml/journal_feed.h"
#include "tests/qml/page_test.h"
#include "tests/qml/shelf_feed.h"

#include <QSignalSpy>
#include <fstream>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

class RecipePage : public PageTest {
protected:
    RecipePage() {
        m_feed.empty(3);
        m_desk.recipes()->open(m_shelf.shelf(), m_journal.file());
        beSomebody("Sue Mbeki", "supervisor");
    }

    void TearDown() override { recipes().finish(); }

    void beSomebody(const std::string& name, const std::string& role) {
        m_feed.picture.operatorName = name;
        m_feed.picture.role = role;
        show();
    }

    void press(const QString& name) {
        touch(item(name));
        show();
    }

    /// Until the shelf has been looked at, which happens on another thread.
    void settle() {
        QSignalSpy changed(&recipes(), &RecipeDesk::changed);
        while (recipes().isAsking()) {
            ASSERT_TRUE(changed.wait());
        }
        show();
    }

    void openPage() {
        press("menuButton");
        press("openRecipes");
        ASSERT_TRUE(isSeen(item("recipePage")));
        settle();
    }

    void givePin(const std::string& digits) {
        for (const char digit : digits) {
            press(QStringLiteral("digit%1").arg(QLatin1Char(digit)));
        }
        QSignalSpy tried(m_desk.pin(), &PinDesk::tried);
        touch(item("pinConfirm"));
        ASSERT_TRUE(!tried.isEmpty() || tried.wait());
        settle();
    }

    [[nodiscard]] bool isThere(const char* name) {
        return PageItems::find(QLatin1String(name), m_window.rootObject()) != nullptr;
    }

    RecipeDesk& recipes() { return *m_desk.recipes(); }

    /// A word of the row of a folder.
    QVariant of(const QString& folder, const char* word) {
        for (const QVariant& row : recipes().recipes()) {
            if (row.toMap().value("folder") == folder) {
                return row.toMap().value(QLatin1String(word));
            }
        }
        ADD_FAILURE() << folder.toStdString();
        return {};
    }

    /// All facts that are shown, one after the other.
    QString facts() {
        QString all;
        for (const QVariant& section : recipes().sections()) {
            all += section.toMap().value("title").toString() + "\n";
            for (const QVariant& each : section.toMap().value("fields").toList()) {
                all += each.toMap().value("label").toString() + ": " +
                       each.toMap().value("value").toString() + "\n";
            }
        }
        return all;
    }

    void recordActivation(const std::string& version) {
        nlohmann::ordered_json data{{"recipe", "thermostat"}, {"version", version},
                                    {"product", "TH-200"},    {"recipe_sha256", "0123456789abcdef"},
                                    {"operator", "Eve Osei"}, {"person", 2},
                                    {"role", "engineer"}};
        ASSERT_TRUE(m_journal.journal().append(db::kind::recipeActivated, std::move(data)).ok());
    }

    ShelfFeed m_shelf;
    JournalFeed m_journal{m_clock};
};

TEST_F(RecipePage, ShowsWhatLiesOnTheShelfAndWhatCannotBeUsed) {
    openPage();
    EXPECT_EQ(recipes().recipes().size(), 6);
    EXPECT_TRUE(isSeen(item("recipe_thermostat")));
    EXPECT_TRUE(of("thermostat", "title").toString().startsWith("thermostat  "));
    EXPECT_EQ(of("thermostat", "subject"), "TH-200, STM32H725");
    EXPECT_EQ(of("thermostat", "remark"), "");
    EXPECT_FALSE(of("worn-out", "fit").toBool());
    EXPECT_EQ(of("worn-out", "remark"), "cannot be used");
    press("recipe_thermostat");
    EXPECT_TRUE(facts().contains("Released by: ")) << facts().toStdString();
    EXPECT_TRUE(facts().contains("Chip: STM32H725"));
    EXPECT_TRUE(facts().contains("SHA-256: "));
    press("recipe_worn-out");
    EXPECT_TRUE(facts().contains("Not usable: ")) << facts().toStdString();
    EXPECT_EQ(item("activateButton")->property("text").toString(), "This one cannot be used");
    press("activateButton");
    EXPECT_FALSE(isSeen(item("pinPad")));
}

TEST_F(RecipePage, MakesAnotherOneTheActiveOneWithAPin) {
    QSignalSpy activated(&recipes(), &RecipeDesk::activated);
    openPage();
    press("recipe_sensor-node");
    press("activateButton");
    EXPECT_TRUE(m_feed.activated.empty()) << "being signed in is not enough";
    ASSERT_TRUE(isSeen(item("pinPad")));
    EXPECT_EQ(text("pinPerson"), "PIN of Sue Mbeki");
    givePin("402817");
    ASSERT_EQ(m_feed.activated.size(), 1U);
    EXPECT_EQ(m_feed.activated[0]->name, "sensor-node");
    EXPECT_EQ(m_feed.allowed[0].by.who, "Sue Mbeki");
    EXPECT_EQ(m_feed.allowed[0].by.pin, "402817");
    EXPECT_NE(m_feed.pinThread, std::this_thread::get_id());
    EXPECT_EQ(activated.size(), 1);
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_TRUE(recipes().outcome().endsWith("is active. Put in boards of SN-8."))
        << recipes().outcome().toStdString();
    EXPECT_EQ(text("noteText", item("recipeNote")), recipes().outcome());
    EXPECT_EQ(of("sensor-node", "remark"), "active");
    EXPECT_EQ(of("thermostat", "remark"), "");
    EXPECT_EQ(m_desk.overrides()->outcome(), "") << "no other page thinks it was its own PIN";
}

TEST_F(RecipePage, BringsOneInFromAStickWithAPinAndOnRecord) {
    const Scratch stick;
    std::filesystem::rename(m_shelf.folder() / "sensor-node", stick.path() / "sensor-node");
    RecipeShelf shelf = m_shelf.shelf();
    shelf.lookAlsoIn({stick.path()});
    recipes().open(std::move(shelf), m_journal.file(), &m_journal.journal());
    openPage();
    EXPECT_EQ(of("sensor-node", "remark"), "on a stick");
    press("recipe_sensor-node");
    EXPECT_EQ(item("activateButton")->property("text").toString(), "Bring it in");
    press("activateButton");
    givePin("402817");
    EXPECT_TRUE(m_feed.activated.empty()) << "it is not active by that";
    EXPECT_EQ(m_feed.allowed.at(0).what, "activate-recipe");
    EXPECT_TRUE(recipes().done()) << recipes().outcome().toStdString();
    EXPECT_TRUE(recipes().outcome().endsWith("is on the shelf now. It is not active yet."));
    EXPECT_EQ(recipes().recipes().size(), 6);
    bool onShelf = false;
    for (const QVariant& row : recipes().recipes()) {
        onShelf = onShelf || (row.toMap().value("title").toString().startsWith("sensor-node") &&
                              !row.toMap().value("abroad").toBool());
    }
    EXPECT_TRUE(onShelf);
    const auto entries =
        db::readNewest(m_journal.file(), m_clock, db::kind::recipeBroughtIn, 1).value();
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].data.value("recipe", ""), "sensor-node");
    EXPECT_EQ(entries[0].data.value("operator", ""), "Sue Mbeki");
}

TEST_F(RecipePage, OffersNothingForTheOneThatIsActive) {
    openPage();
    press("recipe_sensor-node");
    press("activateButton");
    givePin("402817");
    press("recipe_sensor-node");
    EXPECT_FALSE(recipes().due());
    EXPECT_EQ(recipes().hindrance(), "This one is active");
    press("activateButton");
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_EQ(m_feed.activated.size(), 1U);
}

TEST_F(RecipePage, SaysWhyTheLineDidNotTakeIt) {
    openPage();
    press("recipe_sensor-node");
    press("activateButton");
    m_feed.refusal = Fault{.code = FaultCode::PinWrong};
    givePin("111222");
    EXPECT_TRUE(isSeen(item("pinPad")));
    EXPECT_NE(text("pinRefusal"), "");
    EXPECT_TRUE(m_feed.activated.empty());
    EXPECT_EQ(recipes().outcome(), "");
}

TEST_F(RecipePage, TakesNothingThatWasExchangedAfterItWasSeen) {
    openPage();
    press("recipe_sensor-node");
    // Signed as well as the first, but not what stands on the page.
    std::filesystem::remove_all(m_shelf.folder() / "sensor-node");
    std::filesystem::copy(m_shelf.folder() / "logger", m_shelf.folder() / "sensor-node",
                          std::filesystem::copy_options::recursive);
    press("activateButton");
    givePin("402817");
    EXPECT_TRUE(m_feed.activated.empty());
    EXPECT_TRUE(text("pinRefusal").contains("another recipe")) << text("pinRefusal").toStdString();
}

TEST_F(RecipePage, WaitsUntilNoSlotWorks) {
    m_feed.working(0, Stage::Program, 1s, 1s);
    show();
    openPage();
    press("recipe_sensor-node");
    EXPECT_EQ(item("activateButton")->property("text").toString(), "Not while a slot works");
    press("activateButton");
    EXPECT_FALSE(isSeen(item("pinPad")));
    m_feed.boardIn(0);
    show();
    EXPECT_EQ(item("activateButton")->property("text").toString(), "Make it the active recipe");
}

TEST_F(RecipePage, ShowsWhatWasActiveBeforeAndWhoMadeItSo) {
    recordActivation("1.0.0");
    recordActivation("1.1.0");
    openPage();
    const QString before = facts();
    EXPECT_TRUE(before.startsWith("Active until now\n")) << before.toStdString();
    EXPECT_TRUE(before.contains("thermostat  1.1.0  # 01234567\nEve Osei, Engineer"))
        << before.toStdString();
    EXPECT_LT(before.indexOf("1.1.0"), before.indexOf("1.0.0"));
}

TEST_F(RecipePage, SeesWhatWasPutOntoTheShelfMeanwhile) {
    openPage();
    std::filesystem::remove_all(m_shelf.folder() / "worn-out");
    press("lineTab");
    openPage();
    EXPECT_EQ(recipes().recipes().size(), 5);
    std::filesystem::remove_all(m_shelf.folder());
    press("lineTab");
    openPage();
    EXPECT_EQ(recipes().state(), "fault");
    EXPECT_TRUE(isSeen(item("recipeNote")));
    EXPECT_FALSE(isSeen(item("activateButton")));
    std::filesystem::create_directory(m_shelf.folder());
    press("lineTab");
    openPage();
    EXPECT_EQ(recipes().state(), "absent");
    EXPECT_EQ(text("noteText", item("recipeNote")), "There is no recipe in the folder of this "
                                                    "station.");
}

TEST_F(RecipePage, WhatOneHasChosenTheNextDoesNotConfirm) {
    openPage();
    press("recipe_sensor-node");
    press("activateButton");
    press("digit4");
    beSomebody("Eve Osei", "engineer");
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_EQ(recipes().chosen(), -1);
    beSomebody("Quinn Ito", "quality");
    EXPECT_FALSE(isThere("recipePage")) << "quality runs no station";
}

TEST_F(RecipePage, WaitsForNoPinOnceItIsLeftOrAnotherIsChosen) {
    openPage();
    press("recipe_sensor-node");
    press("activateButton");
    press("recipe_logger");
    EXPECT_FALSE(m_desk.pin()->wanted());
    press("activateButton");
    EXPECT_TRUE(m_desk.pin()->wanted());
    press("lineTab");
    show();
    EXPECT_FALSE(m_desk.pin()->wanted());
    EXPECT_TRUE(m_feed.activated.empty());
}

TEST_F(RecipePage, TakesTheNameAtTheComputerWhereNobodySignsIn) {
    beSomebody("M. Okafor", "");
    openPage();
    press("recipe_logger");
    press("activateButton");
    settle();
    EXPECT_FALSE(isSeen(item("pinPad")));
    ASSERT_EQ(m_feed.activated.size(), 1U);
    EXPECT_EQ(m_feed.activated[0]->name, "logger");
    EXPECT_EQ(m_feed.allowed[0].by.who, "M. Okafor");
    m_feed.refusal = Fault{.code = FaultCode::ImageRevoked};
    press("recipe_thermostat");
    press("activateButton");
    settle();
    EXPECT_EQ(m_feed.activated.size(), 1U);
    EXPECT_FALSE(recipes().done());
    EXPECT_TRUE(recipes().outcome().startsWith(
        QString::fromStdString(base::describe({.code = FaultCode::ImageRevoked}).happened)));
}

} // namespace
} // namespace greenlight::station::view
