import QtQuick
import QtQuick.Layouts
import Greenlight.View

// What is made here, how the shift goes, the last units, and the one Start for all.
Rectangle {
    id: column
    required property LineDesk desk
    required property ShiftDesk shift
    readonly property lineFace face: desk.face
    property bool upright: true
    readonly property alias startAll: startAllButton
    // Where the height is short, what is made takes a line each and numbers stand close.
    readonly property bool low: upright && height < Style.mm(120)
    // Where it is shorter still, the order stands beside the product, and what can be asked for elsewhere
    // is left out.
    readonly property bool scant: low && height <= Style.mm(92)
    // And letters grow as far as the height allows.
    readonly property real grow: upright ? Math.max(1, Math.min(Style.textScale, height / Style.mm(120)))
                                         : Style.textScale

    color: Style.plate

    component Count: Column {
        id: count
        property string figure
        property color tint
        property string number
        property string text
        property bool low: false
        property real grow: 1
        Layout.fillWidth: true
        // A long number needs the room that short ones leave, and its words in two lines as well.
        readonly property real ofNumber: figure === "" ? 2.3 * number.length : 6.5 + 4 * number.length
        readonly property bool wide: text.charCodeAt(0) > 0x2e80 // Chinese signs, kept on one line
        readonly property real ofWords: wide ? 1.9 * text.length
                                             : 1.3 * Math.max(text.length / 2, ...text.split(" ").map(word => word.length))
        Layout.preferredWidth: Math.max(ofNumber, ofWords)
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

            PlainText {
                objectName: "countNumber"
                width: count.width - (count.figure === "" ? 0 : Style.mm(5.5)) - parent.spacing
                height: Style.mm(count.low ? 7.5 : 9) * count.grow
                text: count.number
                color: Style.ink
                font.bold: true
                font.pixelSize: Style.mm(7) * count.grow
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
                verticalAlignment: Text.AlignVCenter
            }
        }

        PlainText {
            width: count.width
            height: Style.mm(count.low ? 5 : 9) * count.grow
            text: count.text
            color: Style.softInk
            font.pixelSize: Style.mm(3.2) * count.grow
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(1.6)
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

            PlainText {
                Layout.fillWidth: true
                text: column.face.product
                      + (column.scant && column.face.workOrder !== "" ? "  " + qsTr("Order %1").arg(column.face.workOrder) : "")
                color: Style.ink
                font.bold: true
                font.pixelSize: Style.mm(column.low ? 5.5 : 7) * column.grow
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
            }

            PlainText {
                objectName: "recipeText"
                Layout.fillWidth: true
                text: column.face.recipe + "  " + column.face.version
                color: Style.ink
                font.pixelSize: Style.mm(5) * column.grow
                fontSizeMode: column.low ? Text.HorizontalFit : Text.FixedSize
                minimumPixelSize: Style.mm(1.8)
                wrapMode: column.low ? Text.NoWrap : Text.Wrap
            }

            PlainText {
                objectName: "workOrderText"
                visible: !column.scant && column.face.workOrder !== ""
                Layout.fillWidth: true
                text: qsTr("Order %1").arg(column.face.workOrder)
                color: Style.ink
                font.pixelSize: Style.mm(4) * column.grow
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
            }

            PlainText {
                visible: !column.scant && !(column.low && column.face.workOrder !== "")
                Layout.fillWidth: true
                text: column.face.device + "   # " + column.face.hash
                color: Style.softInk
                font.pixelSize: Style.mm(3.5) * column.grow
                fontSizeMode: column.low ? Text.HorizontalFit : Text.FixedSize
                minimumPixelSize: Style.mm(1.8)
                wrapMode: column.low ? Text.NoWrap : Text.Wrap
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            spacing: Style.mm(1)

            PlainText {
                objectName: "shiftText"
                Layout.fillWidth: true
                Layout.preferredHeight: Style.mm(5) * column.grow
                text: column.shift.name
                      + (column.shift.nameless === "" ? "" : " · " + qsTr("%1 without a name").arg(column.shift.nameless))
                      + (column.face.refusals === "0" ? "" : " · " + qsTr("%1 refused presses").arg(column.face.refusals))
                color: Style.softInk
                font.pixelSize: Style.mm(3.6) * column.grow
                fontSizeMode: Text.Fit
                minimumPixelSize: Style.mm(1.5)
                wrapMode: Text.WordWrap
                verticalAlignment: Text.AlignVCenter
            }

            RowLayout {
                Layout.fillWidth: true
                spacing: Style.mm(2)

                Count {
                    objectName: "passedCount"
                    low: column.low
                    grow: column.grow
                    figure: "passed"
                    tint: Style.ink
                    number: column.shift.passed
                    text: qsTr("passed")
                }

                Count {
                    objectName: "notPassedCount"
                    low: column.low
                    grow: column.grow
                    figure: "failed"
                    tint: Style.failedSign
                    number: column.shift.notPassed
                    text: qsTr("not passed")
                }

                Count {
                    objectName: "firstPassCount"
                    low: column.low
                    grow: column.grow
                    number: column.shift.firstPass
                    text: qsTr("first pass")
                }
            }

            TargetBar {
                objectName: "targetBar"
                visible: column.shift.hasTarget
                shift: column.shift
                grow: column.grow
                Layout.fillWidth: true
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
            // Nobody can move it, so no row has to be ready beyond its end.
            cacheBuffer: 0
            model: column.desk.units
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Last units")

            // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
            // qmllint disable unqualified
            delegate: Item {
                id: row
                required property int index
                required property string slot
                required property string glyph
                required property string unit
                required property string time
                required property string receipt
                width: ListView.view.width
                height: Style.mm(7) * column.grow
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

                PlainText {
                    id: place
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.left: figure.right
                    anchors.leftMargin: Style.mm(1.5)
                    width: Style.mm(7) * column.grow
                    text: row.slot
                    color: Style.ink
                    font.bold: true
                    font.pixelSize: Style.mm(4) * column.grow
                }

                // Where all of it would be too small to read, what people compare: the end.
                TextMetrics {
                    id: whole
                    font.pixelSize: Style.mm(2.6) * column.grow
                    text: row.unit
                }

                PlainText {
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.left: place.right
                    anchors.right: when.left
                    anchors.rightMargin: Style.mm(1)
                    height: parent.height
                    verticalAlignment: Text.AlignVCenter
                    text: whole.advanceWidth <= width ? row.unit : "…" + row.unit.slice(-6)
                    color: Style.ink
                    font.pixelSize: Style.mm(3.6) * column.grow
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Style.mm(1.8)
                }

                PlainText {
                    id: when
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.right: parent.right
                    text: row.time
                    color: Style.softInk
                    font.pixelSize: Style.mm(3.4) * column.grow
                }
            }
            // qmllint enable unqualified
        }

        StartButton {
            id: startAllButton
            objectName: "startAll"
            readonly property bool any: column.face.startable > 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.preferredHeight: Math.max(Style.mm(Style.touchMm),
                                             Math.min(Style.mm(Style.startHeightMm),
                                                      column.height * (column.low && column.shift.hasTarget ? 0 : 0.3)))
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
