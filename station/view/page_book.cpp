#include "station/view/page_book.h"

#include "station/view/may_act.h"
#include "station/view/override_desk.h"

namespace greenlight::station::view {

void PageBook::show(const LineView& view, Instant now) {
    const bool maySignIn = view.signInWanted || !view.role.empty();
    const bool mayRead = mayAct(view, Act::ReadRecords);
    const bool mayRecall = mayAct(view, Act::AskRecall);
    const bool mayOverride = OverrideDesk::mayAny(view);
    const bool mayActivate = mayAct(view, Act::ActivateRecipe);
    const bool mayTend = mayAct(view, Act::ChangeSettings) || mayAct(view, Act::ManagePeople) ||
                         mayAct(view, Act::BackUpRecords);
    bool different = maySignIn != m_maySignIn || mayRead != m_mayRead || mayRecall != m_mayRecall ||
                     mayOverride != m_mayOverride || mayActivate != m_mayActivate ||
                     mayTend != m_mayTend;
    m_now = now;
    m_maySignIn = maySignIn;
    m_mayRead = mayRead;
    m_mayRecall = mayRecall;
    m_mayOverride = mayOverride;
    m_mayActivate = mayActivate;
    m_mayTend = mayTend;
    const Duration idle = now - m_touchedAt;
    if (m_menuOpen && (idle >= menuShown || !menuOffered())) {
        m_menuOpen = false;
        different = true;
    }
    const Duration shown = m_page == QStringLiteral("station") ? stationShown : pageShown;
    if (!onLine() && (idle >= shown || !mayOpen(m_page))) {
        m_page = QStringLiteral("line");
        different = true;
    }
    if (different) {
        Q_EMIT changed();
    }
}

void PageBook::turnMenu() {
    m_menuOpen = !m_menuOpen && menuOffered();
    touched();
    Q_EMIT changed();
}

void PageBook::open(const QString& page) {
    if (mayOpen(page) && (m_menuOpen || !onLine())) {
        m_page = page;
        m_menuOpen = false;
        touched();
        Q_EMIT changed();
    }
}

void PageBook::toLine() {
    if (!onLine() || m_menuOpen) {
        m_page = QStringLiteral("line");
        m_menuOpen = false;
        Q_EMIT changed();
    }
}

bool PageBook::mayOpen(const QString& page) const {
    if (page == QStringLiteral("unit") || page == QStringLiteral("yield")) {
        return m_mayRead;
    }
    if (page == QStringLiteral("override")) {
        return m_mayOverride;
    }
    if (page == QStringLiteral("sign-in")) {
        return m_maySignIn;
    }
    if (page == QStringLiteral("recipes")) {
        return m_mayActivate;
    }
    if (page == QStringLiteral("station")) {
        return m_mayTend;
    }
    return page == QStringLiteral("recall") ? m_mayRecall : page == QStringLiteral("line");
}

} // namespace greenlight::station::view
