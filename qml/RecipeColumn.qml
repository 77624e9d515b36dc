import QtQuick
import QtQuick.Layouts
import Greenlight.View

// What is made here, how the shift goes, the last units, and the one Start for all.
Rectangle {
    id: column
    required property LineDesk desk
    readonly property lineFace face: desk.face
    property bool upright: true
    readonly property alias startAll: startAllButton

    color: Style.plate

    component Count: Column {
        id: count
        property string figure
        property color tint
        property string number
        property string text
        Layout.fillWidth: true
        // A long number needs the room that short ones leave.
        Layout.preferredWidth: 5 + number.length
        Layout.alignment: Qt.AlignTop

        Row {
            spacing: Style.mm(1)

            VerdictGlyph {
                visible: count.figure !== ""
                anchors.verticalCenter: parent.verticalCenter
                width: visible ? Style.mm(5.5) : 0
                height: Style.mm(5.5)
                name: count.figure
                body: count.tint
                mark: Style.plate
            }

            Text {
                objectName: "countNumber"
                width: count.width - (count.figure === "" ? 0 : Style.mm(5.5)) - parent.spacing
                height: Style.mm(9)
                text: count.number
                color: Style.ink
                font.bold: true
                font.pixelSize: Style.mm(7)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(2.5)
                verticalAlignment: Text.AlignVCenter
            }
        }

        Text {
            width: count.width
            height: Style.mm(9)
            text: count.text
            color: Style.softInk
            font.pixelSize: Style.mm(3.2)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(1.8)
            wrapMode: Text.WordWrap
        }
    }

    GridLayout {
        anchors.fill: parent
        anchors.margins: Style.mm(3)
        columns: column.upright ? 1 : 2
        columnSpacing: Style.mm(5)
        rowSpacing: Style.mm(2)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Style.mm(0.5)

            Text {
                Layout.fillWidth: true
                text: column.face.product
                color: Style.ink
                font.bold: true
                font.pixelSize: Style.mm(7)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(2.5)
            }

            Text {
                objectName: "recipeText"
                Layout.fillWidth: true
                text: column.face.recipe + "  " + column.face.version
                color: Style.ink
                font.pixelSize: Style.mm(5)
                wrapMode: Text.Wrap
            }

            Text {
                Layout.fillWidth: true
                text: column.face.device + "   # " + column.face.hash
                color: Style.softInk
                font.pixelSize: Style.mm(3.5)
                wrapMode: Text.Wrap
            }
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            spacing: Style.mm(2)

            Count {
                objectName: "passedCount"
                figure: "passed"
                tint: Style.ink
                number: column.face.passed
                text: qsTr("passed")
            }

            Count {
                objectName: "notPassedCount"
                figure: "failed"
                tint: Style.failedSign
                number: column.face.notPassed
                text: qsTr("not passed")
            }

            Count {
                number: column.face.refusals
                text: qsTr("refused presses")
            }
        }

        ListView {
            id: last
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            // What does not fit whole is not begun.
            Layout.minimumHeight: 0
            clip: true
            interactive: false
            model: column.desk.units
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Last units")

            delegate: Item {
                id: row
                required property int index
                required property string slot
                required property string glyph
                required property string unit
                required property string time
                required property string receipt
                width: ListView.view.width
                height: Style.mm(7)
                visible: y + height <= ListView.view.height + 1

                VerdictGlyph {
                    id: figure
                    anchors.verticalCenter: parent.verticalCenter
                    width: Style.mm(4.6)
                    height: width
                    name: row.glyph
                    body: row.glyph === "passed" ? Style.ink : row.glyph === "failed" ? Style.failedSign : Style.hatch
                    mark: Style.plate
                }

                Text {
                    id: place
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.left: figure.right
                    anchors.leftMargin: Style.mm(1.5)
                    width: Style.mm(7)
                    text: row.slot
                    color: Style.ink
                    font.bold: true
                    font.pixelSize: Style.mm(4)
                }

                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.left: place.right
                    anchors.right: when.left
                    anchors.rightMargin: Style.mm(1)
                    height: parent.height
                    verticalAlignment: Text.AlignVCenter
                    text: row.unit
                    color: Style.ink
                    font.pixelSize: Style.mm(3.6)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Style.mm(1.8)
                }

                Text {
                    id: when
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.right: parent.right
                    text: row.time
                    color: Style.softInk
                    font.pixelSize: Style.mm(3.4)
                }
            }
        }

        StartButton {
            id: startAllButton
            objectName: "startAll"
            readonly property bool any: column.face.startable > 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.preferredHeight: Math.max(Style.mm(Style.touchMm),
                                             Math.min(Style.mm(Style.startHeightMm), column.height * 0.3))
            focus: true
            figure: any ? "press-start" : ""
            text: any ? qsTr("START ALL: %1").arg(column.face.startable) : qsTr("START ALL")
            letterMm: 7
            ground: any ? Style.turn : Style.idle
            ink: any ? Style.turnInk : Style.softInk
            onPressed: byKeyboard => column.desk.pressAll(byKeyboard ? LineDesk.Hand.Keyboard
                                                                     : LineDesk.Hand.Screen)
        }
    }
}
