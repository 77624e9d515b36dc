import QtQuick
import QtQuick.Layouts
import Greenlight.View

// What the program logs, as it is logged, the newest on top.
ColumnLayout {
    id: section
    required property LogDesk log

    spacing: Style.mm(1.5)

    RowLayout {
        Layout.fillWidth: true
        spacing: Style.mm(1.2)

        StartButton {
            objectName: "logLeast"
            Layout.preferredWidth: Style.mm(46)
            Layout.preferredHeight: Style.mm(Style.touchMm)
            text: section.log.least
            note: qsTr("At least")
            letterMm: 4.6
            ground: Style.plate
            ink: Style.ink
            onPressed: section.log.nextLeast()
        }

        TypingField {
            objectName: "logWords"
            Layout.fillWidth: true
            caption: qsTr("Only lines with these words")
            longest: 64
            text: section.log.words
            onEdited: text => section.log.words = text
        }
    }

    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true

        PageNote {
            anchors.fill: parent
            visible: section.log.lines.length === 0
            figure: "vacant"
            text: qsTr("No such line was logged.")
        }

        ListView {
            id: list
            objectName: "logLines"
            anchors.fill: parent
            visible: section.log.lines.length > 0
            model: section.log.lines
            spacing: Style.mm(0.6)
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            // qmllint disable unqualified
            delegate: Rectangle {
                id: line
                required property var modelData
                readonly property bool loud: modelData.level === "error" || modelData.level === "warning"
                width: list.width
                height: words.height + Style.mm(2)
                radius: Style.mm(1)
                color: Style.plate

                Rectangle {
                    visible: line.loud
                    width: Style.mm(1.6)
                    height: parent.height
                    radius: Style.mm(0.8)
                    color: line.modelData.level === "error" ? Style.failedSign : Style.unknown
                }

                PlainText {
                    id: words
                    anchors.verticalCenter: parent.verticalCenter
                    x: Style.mm(3)
                    width: parent.width - Style.mm(5)
                    text: line.modelData.time + "  " + line.modelData.level + "  " + line.modelData.text
                    color: Style.ink
                    font.bold: line.modelData.level === "error"
                    font.pixelSize: Style.letters(3.4)
                    wrapMode: Text.WrapAnywhere
                }
            }
            // qmllint enable unqualified
        }
    }

    // Who reads further down is not pulled away by what comes on top.
    Timer {
        interval: 300
        repeat: true
        running: section.visible && (list.atYBeginning || list.count === 0)
        onTriggered: section.log.refresh()
    }

    Component.onCompleted: log.refresh()
}
