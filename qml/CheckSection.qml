import QtQuick
import QtQuick.Layouts
import Greenlight.View

// The self-test: each thing that the station needs, as it is found.
ColumnLayout {
    id: section
    required property CheckDesk check
    readonly property bool busy: check.state === "busy"

    spacing: Style.mm(1.5)

    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true

        PageNote {
            anchors.fill: parent
            visible: section.check.state === "empty"
            figure: "press-start"
            text: qsTr("Trust, disk, records, people, key and probes are looked at. The line goes on meanwhile.")
        }

        Scroller {
            id: list
            anchors.fill: parent
            visible: section.check.points.length > 0

            Column {
                width: list.innerWidth
                spacing: Style.mm(1)

                Repeater {
                    objectName: "points"
                    model: section.check.points

                    // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
                    // qmllint disable unqualified
                    delegate: FactRow {
                        required property var modelData
                        width: list.innerWidth
                        figure: modelData.good ? "ready" : "trouble"
                        title: modelData.what
                        fact: modelData.good ? modelData.detail : ""
                        remark: modelData.good ? "" : modelData.detail
                    }
                    // qmllint enable unqualified
                }
            }
        }
    }

    PlainText {
        objectName: "checkVerdict"
        visible: text !== ""
        Layout.fillWidth: true
        text: section.check.verdict
        color: Style.ink
        font.bold: true
        font.pixelSize: Style.letters(5)
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }

    StartButton {
        objectName: "beginTest"
        Layout.fillWidth: true
        Layout.preferredHeight: Style.mm(Style.touchMm)
        text: section.busy ? qsTr("Call off") : qsTr("Test the station")
        letterMm: 5
        ground: section.busy ? Style.plate : Style.turn
        ink: section.busy ? Style.ink : Style.turnInk
        onPressed: {
            if (section.busy) {
                section.check.cancel();
            } else {
                section.check.begin();
            }
        }
    }
}
