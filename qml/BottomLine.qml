import QtQuick
import QtQuick.Layouts
import Greenlight.View

// One sentence: what to do next. Beside it what is not work: a serial number by hand, the menu and
// another language; on the other pages the way between them and back to the line.
Rectangle {
    id: line
    required property LineDesk desk
    readonly property lineFace face: desk.face
    readonly property bool onLine: desk.book.page === "line"
    readonly property bool turn: face.guideTone === "turn"
    readonly property bool alarm: face.guideTone === "alarm"

    color: alarm ? Style.failed : turn ? Style.turn : Style.plate

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Style.mm(3)
        spacing: Style.mm(2)

        VerdictGlyph {
            Layout.preferredWidth: Style.mm(11)
            Layout.preferredHeight: Style.mm(11)
            visible: line.width > Style.mm(140)
            name: line.alarm ? "trouble" : line.turn ? "press-start" : "wait"
            body: line.alarm ? Style.unknown : line.turn ? Style.turnInk : Style.ink
            mark: Style.unknownInk
        }

        PlainText {
            objectName: "guideText"
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: line.face.guideText
            color: line.alarm ? Style.failedInk : line.turn ? Style.turnInk : Style.ink
            font.pixelSize: Style.letters(7)
            font.bold: true
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(2.5)
            wrapMode: Text.WordWrap
            verticalAlignment: Text.AlignVCenter
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }

        EntryField {
            visible: line.face.serialWanted && line.onLine && line.width > Style.mm(130)
            desk: line.desk
            Layout.preferredWidth: Math.min(Style.mm(62), line.width * 0.3)
            Layout.fillHeight: true
        }

        Repeater {
            model: line.onLine ? [] : [{ page: "line", text: qsTr("Line"), may: true },
                                       { page: "unit", text: qsTr("Unit"), may: line.desk.book.mayRead },
                                       { page: "yield", text: qsTr("Yield"), may: line.desk.book.mayRead },
                                       { page: "recall", text: qsTr("Recall"), may: line.desk.book.mayRecall }]

            // qmllint disable unqualified
            delegate: StartButton {
                required property var modelData
                readonly property bool here: line.desk.book.page === modelData.page
                objectName: modelData.page + "Tab"
                // While the PIN pad takes the width, the sentence needs what is left.
                visible: modelData.may && (modelData.page === "line" || !line.desk.pin.wanted)
                Layout.preferredWidth: Style.mm(line.width > Style.mm(260) ? 34 : 24)
                Layout.minimumWidth: Style.mm(Style.touchMm)
                Layout.fillHeight: true
                radius: 0
                text: modelData.text
                letterMm: 5
                ground: here ? Style.ink : modelData.page === "line" ? Style.turn : Style.idle
                ink: here || modelData.page === "line" ? Style.turnInk : Style.ink
                activeFocusOnTab: false
                onPressed: line.desk.book.open(modelData.page)
            }
            // qmllint enable unqualified
        }

        StartButton {
            objectName: "menuButton"
            visible: line.onLine && line.desk.book.menuOffered && !line.desk.pin.wanted
            Layout.preferredWidth: Style.mm(24)
            Layout.minimumWidth: Style.mm(Style.touchMm)
            Layout.fillHeight: true
            radius: 0
            text: line.desk.book.menuOpen ? qsTr("Close") : qsTr("Menu")
            letterMm: 5
            ground: line.desk.book.menuOpen ? Style.ink : Style.idle
            ink: line.desk.book.menuOpen ? Style.turnInk : Style.ink
            activeFocusOnTab: false
            onPressed: line.desk.book.turnMenu()
        }

        StartButton {
            objectName: "languageButton"
            visible: line.onLine
            Layout.preferredWidth: Style.mm(26)
            Layout.minimumWidth: Style.mm(Style.touchMm)
            Layout.fillHeight: true
            radius: 0
            text: line.face.language
            letterMm: 5
            ground: Style.plate
            ink: Style.ink
            onPressed: line.desk.nextLanguage()
        }
    }
}
