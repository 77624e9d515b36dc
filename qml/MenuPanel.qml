import QtQuick
import QtQuick.Layouts
import Greenlight.View

// What is not work: other pages, and signing out. It takes the place of what is made, never that of
// a slot, and closes by itself.
Rectangle {
    id: panel
    required property LineDesk desk
    property bool upright: true

    // How the screen looks, in place of the pages.
    property bool display: false

    color: Style.plate
    onVisibleChanged: display = false

    component Entry: StartButton {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.preferredHeight: Style.mm(Style.touchMm)
        Layout.minimumHeight: Style.mm(Style.touchMm)
        Layout.maximumHeight: Style.mm(26)
        Layout.fillHeight: true
        letterMm: width < Style.mm(30) ? 4.4 : 6
        ground: Style.idle
        ink: Style.ink
        activeFocusOnTab: false
    }

    GridLayout {
        id: keys
        // As many columns as it takes for every key to be a finger high; the last child is the filler.
        readonly property int rowsThatFit: Math.floor((height + rowSpacing)
                                                      / (Style.mm(Style.touchMm) + rowSpacing))
        readonly property int shown: visibleChildren.length - 1
        anchors.fill: parent
        anchors.margins: Style.mm(1.2)
        columns: !panel.upright ? 4 : Math.max(1, Math.ceil(shown / Math.max(1, rowsThatFit)))
        columnSpacing: Style.mm(1.2)
        rowSpacing: Style.mm(1.2)

        Entry {
            objectName: "openUnit"
            visible: !panel.display && panel.desk.book.mayRead
            text: qsTr("Unit")
            onPressed: panel.desk.book.open("unit")
        }

        Entry {
            objectName: "openYield"
            visible: !panel.display && panel.desk.book.mayRead
            text: qsTr("Yield")
            onPressed: panel.desk.book.open("yield")
        }

        Entry {
            objectName: "openRecall"
            visible: !panel.display && panel.desk.book.mayRecall
            text: qsTr("Recall")
            onPressed: panel.desk.book.open("recall")
        }

        Entry {
            objectName: "openOverride"
            visible: !panel.display && panel.desk.book.mayOverride
            text: qsTr("Exceptions")
            onPressed: panel.desk.book.open("override")
        }

        Entry {
            objectName: "openRecipes"
            visible: !panel.display && panel.desk.book.mayActivate
            text: qsTr("Recipes")
            onPressed: panel.desk.book.open("recipes")
        }

        Entry {
            objectName: "openStation"
            visible: !panel.display && panel.desk.book.mayTend
            text: qsTr("Station")
            onPressed: panel.desk.book.open("station")
        }

        Entry {
            objectName: "openSignIn"
            visible: !panel.display && panel.desk.book.maySignIn && !panel.desk.face.signedIn
            text: qsTr("Sign in")
            onPressed: panel.desk.book.open("sign-in")
        }

        Entry {
            objectName: "openDisplay"
            visible: !panel.display
            text: qsTr("Display")
            onPressed: panel.display = true
        }

        Entry {
            objectName: "turnNight"
            visible: panel.display
            text: panel.desk.night ? qsTr("Day") : qsTr("Night")
            onPressed: panel.desk.turnNight()
        }

        Entry {
            objectName: "nextTextScale"
            visible: panel.display
            // The space is one that no line breaks at.
            text: qsTr("Text %1 %").arg(panel.desk.textScale)
            onPressed: panel.desk.nextTextScale()
        }

        Entry {
            objectName: "nextVolume"
            visible: panel.display
            text: panel.desk.sound.volume > 0 ? qsTr("Sound %1 %").arg(panel.desk.sound.volume)
                                              : qsTr("No sound")
            onPressed: panel.desk.sound.nextVolume()
        }

        Entry {
            objectName: "signOut"
            visible: !panel.display && panel.desk.face.signedIn
            text: qsTr("Sign out")
            onPressed: panel.desk.signOut()
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 0
        }
    }
}
