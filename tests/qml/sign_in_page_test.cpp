// Signing in without a badge: one's own name at the screen, then the PIN.
#include "tests/qml/records_test.h"

namespace greenlight::station::view {
namespace {

class SignInPage : public RecordsTest {
protected:
    SignInPage() {
        hire("Sue Mbeki", "supervisor", "badge", "pin");
        hire("Ann Lee", "operator", "badge", "");
        hire("Eve Osei", "engineer", "", "pin");
        hire("Old Joe", "quality", "", "pin");
        retire(4);
        nobody();
    }

    void hire(const std::string& name, const std::string& role, const std::string& badge,
              const std::string& pin) {
        ASSERT_TRUE(
            m_journal.journal()
                .append(db::kind::personAdded, {{"name", name},
                                                {"role", role},
                                                {"badge", badge.empty() ? "" : badge + name},
                                                {"pin", pin.empty() ? "" : pin + name}})
                .ok());
    }

    void retire(std::uint64_t person) {
        ASSERT_TRUE(m_journal.journal()
                        .append(db::kind::personChanged, {{"person", person}, {"retired", true}})
                        .ok());
    }

    void nobody() {
        m_feed.picture.operatorName.clear();
        m_feed.picture.role.clear();
        m_feed.picture.signInWanted = true;
    }

    void openPage() {
        show();
        touch(item("menuButton"));
        show();
        touch(item("openSignIn"));
        show();
        ASSERT_TRUE(isSeen(item("signInPage")));
        settle(*m_records.signIn());
    }

    [[nodiscard]] bool isThere(const char* name) {
        return PageItems::find(QLatin1String(name), m_window.rootObject()) != nullptr;
    }
};

TEST_F(SignInPage, OffersThoseWhoHaveAPinAndAreStillHere) {
    openPage();
    const QVariantList people = m_records.signIn()->people();
    ASSERT_EQ(people.size(), 2);
    EXPECT_EQ(cell(people, 0, "name"), "Eve Osei");
    EXPECT_EQ(cell(people, 0, "role"), "Engineer");
    EXPECT_EQ(cell(people, 1, "name"), "Sue Mbeki");
    EXPECT_EQ(item("person1")->property("text").toString(), "Sue Mbeki");
}

TEST_F(SignInPage, GoesToTheLineAndWaitsForThePinOfWhoIsChosen) {
    openPage();
    touch(item("person0"));
    show();
    EXPECT_EQ(m_feed.picture.pinWantedOf, "Eve Osei");
    EXPECT_FALSE(isThere("signInPage"));
    EXPECT_TRUE(isSeen(item("pinPad")));
    EXPECT_EQ(text("pinPerson"), "PIN of Eve Osei");
    EXPECT_EQ(item("pinConfirm")->property("text").toString(), "Sign in");
}

TEST_F(SignInPage, IsOfferedWhileNobodyIsSignedInWherePeopleSignIn) {
    openPage();
    EXPECT_FALSE(isSeen(item("pinPad")));
    m_desk.book()->toLine();
    m_feed.picture.signInWanted = false;
    m_feed.picture.operatorName = "Ann Lee";
    m_feed.picture.role = "operator";
    show();
    touch(item("menuButton"));
    show();
    EXPECT_FALSE(isSeen(item("openSignIn"))) << "who is there signs out first";
    EXPECT_TRUE(isSeen(item("signOut")));
    // Where nobody signs in there is nothing to choose.
    m_feed.picture.role.clear();
    show();
    touch(item("menuButton"));
    show();
    touch(item("menuButton"));
    show();
    EXPECT_FALSE(isSeen(item("openSignIn")));
    m_desk.book()->open("sign-in");
    show();
    EXPECT_FALSE(isThere("signInPage"));
}

TEST_F(SignInPage, OpensNothingElseForNobody) {
    show();
    touch(item("menuButton"));
    show();
    for (const char* const name :
         {"openUnit", "openYield", "openRecall", "openOverride", "openRecipes", "signOut"}) {
        EXPECT_FALSE(isSeen(item(name))) << name;
    }
    for (const char* const page : {"unit", "yield", "recall", "override", "recipes"}) {
        m_desk.book()->open(page);
        EXPECT_TRUE(m_desk.book()->onLine()) << page;
    }
}

TEST_F(SignInPage, SaysWhenNobodyHasAPin) {
    retire(1);
    retire(3);
    openPage();
    EXPECT_TRUE(m_records.signIn()->people().isEmpty());
    EXPECT_EQ(text("noteText", item("signInNote")),
              "Nobody here signs in by a PIN. Scan your badge.");
    ASSERT_TRUE(m_desk.chooseLanguage("de"));
    show();
    EXPECT_EQ(text("noteText", item("signInNote")),
              "Hier meldet sich niemand mit PIN an. Bitte den Ausweis scannen.");
    ASSERT_TRUE(m_desk.chooseLanguage("en"));
}

TEST_F(SignInPage, SaysWhyTheLineDoesNotTakeSomebody) {
    openPage();
    m_feed.refusal = Fault{.code = FaultCode::PersonUnknown};
    touch(item("person0"));
    show();
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_TRUE(m_desk.face().guideText.contains(
        QString::fromStdString(base::describe({.code = FaultCode::PersonUnknown}).happened)))
        << m_desk.face().guideText.toStdString();
}

} // namespace
} // namespace greenlight::station::view
