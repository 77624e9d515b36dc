import QtQuick
import QtQuick.Layouts
import Greenlight.View

// One sentence: what to do next. Beside it the two things that are not work: another language and
// a serial number by hand.
Rectangle {
    id: line
    required property LineDesk desk
    readonly property lineFace face: desk.face
    readonly property bool turn: face.guideTone === "turn"
    readonly property bool alarm: face.guideTone === "alarm"

    color: alarm ? Style.failed : turn ? Style.turn : Style.plate

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Style.mm(3)
        spacing: Style.mm(3)

        VerdictGlyph {
            Layout.preferredWidth: Style.mm(11)
            Layout.preferredHeight: Style.mm(11)
            visible: line.width > Style.mm(140)
            name: line.alarm ? "trouble" : line.turn ? "press-start" : "wait"
            body: line.alarm ? Style.unknown : line.turn ? Style.turnInk : Style.ink
            mark: Style.ink
        }

        Text {
            objectName: "guideText"
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: line.face.guideText
            color: line.alarm ? Style.failedInk : line.turn ? Style.turnInk : Style.ink
            font.pixelSize: Style.mm(7)
            font.bold: true
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(2.5)
            wrapMode: Text.WordWrap
            verticalAlignment: Text.AlignVCenter
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }

        EntryField {
            visible: line.face.serialWanted
            desk: line.desk
            Layout.preferredWidth: Math.min(Style.mm(62), line.width * 0.3)
            Layout.fillHeight: true
        }

        StartButton {
            objectName: "languageButton"
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
