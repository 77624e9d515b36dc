#pragma once

#include "station/line.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>

namespace greenlight::station::view {

/// Which page is open. The line's is the one that opens by itself: the others want two touches at
/// two places, are for those whose role may open them, and close when nobody touches them.
/// Thread: the GUI's.
class PageBook : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// "line", "unit", "yield", "recall", "override", "recipes", "station" or
    /// "sign-in".
    Q_PROPERTY(QString page READ page NOTIFY changed)
    Q_PROPERTY(bool menuOpen READ menuOpen NOTIFY changed)
    /// There is something in the menu for whoever is at the line.
    Q_PROPERTY(bool menuOffered READ menuOffered NOTIFY changed)
    /// Whoever is at the line may look at units and yield.
    Q_PROPERTY(bool mayRead READ mayRead NOTIFY changed)
    /// And ask which units carry a file.
    Q_PROPERTY(bool mayRecall READ mayRecall NOTIFY changed)
    /// And take back what stands in a slot's way, or allow what a recipe asks for.
    Q_PROPERTY(bool mayOverride READ mayOverride NOTIFY changed)
    /// People sign in here, and somebody may by their PIN alone.
    Q_PROPERTY(bool maySignIn READ maySignIn NOTIFY changed)
    /// And make another recipe the active one.
    Q_PROPERTY(bool mayActivate READ mayActivate NOTIFY changed)
    /// And look after the station itself, or after some of it.
    Q_PROPERTY(bool mayTend READ mayTend NOTIFY changed)

public:
    /// Without a touch a page goes back to the line after this long.
    static constexpr Duration pageShown = std::chrono::seconds(90);
    /// The station's page is one to look at while something is done at the fixture.
    static constexpr Duration stationShown = std::chrono::minutes(10);
    /// And a menu from which nothing is chosen closes.
    static constexpr Duration menuShown = std::chrono::seconds(10);

    using QObject::QObject;

    /// Takes in one picture of the line, seen at `now`.
    void show(const LineView& view, Instant now);

    [[nodiscard]] const QString& page() const noexcept { return m_page; }

    [[nodiscard]] bool onLine() const { return m_page == QStringLiteral("line"); }

    [[nodiscard]] bool menuOpen() const noexcept { return m_menuOpen; }

    [[nodiscard]] bool menuOffered() const noexcept {
        return m_mayRead || m_mayRecall || m_mayOverride || m_mayActivate || m_maySignIn ||
               m_mayTend;
    }

    [[nodiscard]] bool mayRead() const noexcept { return m_mayRead; }

    [[nodiscard]] bool mayRecall() const noexcept { return m_mayRecall; }

    [[nodiscard]] bool mayOverride() const noexcept { return m_mayOverride; }

    [[nodiscard]] bool maySignIn() const noexcept { return m_maySignIn; }

    [[nodiscard]] bool mayActivate() const noexcept { return m_mayActivate; }

    [[nodiscard]] bool mayTend() const noexcept { return m_mayTend; }

    /// Opens the menu, or closes it.
    Q_INVOKABLE void turnMenu();
    /// Opens a page, and closes the menu. A page that does not exist or that whoever is at the line
    /// may not see leaves everything as it is; so does any but the line's while neither the menu
    /// nor another page is open.
    Q_INVOKABLE void open(const QString& page);

    /// The line needs to be seen.
    void toLine();

    /// Somebody touched the screen or a key.
    void touched() noexcept { m_touchedAt = m_now; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool mayOpen(const QString& page) const;

    QString m_page = QStringLiteral("line");
    bool m_menuOpen = false;
    bool m_maySignIn = false;
    bool m_mayRead = false;
    bool m_mayRecall = false;
    bool m_mayOverride = false;
    bool m_mayActivate = false;
    bool m_mayTend = false;
    Instant m_now{};
    Instant m_touchedAt{};
};

} // namespace greenlight::station::view
