import QtQuick
import Greenlight.View

// Slots against faults: a column that is dark is the product's, a row that is dark is the slot's.
// Each cell says its number, and a touch opens its attempts.
Sheet {
    id: sheet
    required property YieldDesk yields
    readonly property int count: yields.slotHeads.length
    readonly property real headWidth: Math.min(Style.mm(20), innerWidth * 0.16)
    readonly property real cellWidth: (innerWidth - headWidth) / Math.max(1, count) - Style.mm(1)

    title: qsTr("Faults by slot")
    visible: count > 0

    Row {
        spacing: Style.mm(1)

        PlainText {
            width: sheet.headWidth
            height: Style.mm(12)
            text: qsTr("Slot")
            color: Style.softInk
            font.pixelSize: Style.letters(3.4)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Style.mm(1.8)
            verticalAlignment: Text.AlignBottom
        }

        Repeater {
            model: sheet.yields.slotHeads

            // qmllint disable unqualified
            delegate: PlainText {
                required property string modelData
                width: sheet.cellWidth
                height: Style.mm(12)
                text: modelData
                color: Style.softInk
                font.pixelSize: Style.letters(3.2)
                fontSizeMode: Text.Fit
                minimumPixelSize: Style.mm(1.6)
                wrapMode: Text.Wrap
                verticalAlignment: Text.AlignBottom
                horizontalAlignment: Text.AlignHCenter
            }
            // qmllint enable unqualified
        }
    }

    Repeater {
        objectName: "slotFaults"
        model: sheet.yields.slotFaults

        // qmllint disable unqualified
        delegate: Row {
            id: line
            required property var modelData
            required property int index
            spacing: Style.mm(1)

            PlainText {
                width: sheet.headWidth
                height: Style.mm(Style.touchMm)
                text: line.modelData.slot
                color: Style.ink
                font.bold: true
                font.pixelSize: Style.letters(4.4)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
                verticalAlignment: Text.AlignVCenter
            }

            Repeater {
                model: line.modelData.cells

                delegate: TouchPlate {
                    id: cell
                    required property var modelData
                    required property int index
                    objectName: "cell" + line.index + "_" + index
                    width: sheet.cellWidth
                    height: Style.mm(Style.touchMm)
                    name: line.modelData.slot + " " + sheet.yields.slotHeads[index] + " " + modelData.number
                    opens: modelData.any
                    arrow: false
                    onChosen: sheet.yields.showCell(line.index, index)

                    Rectangle {
                        anchors.fill: parent
                        radius: parent.radius
                        color: Style.unknown
                        opacity: cell.modelData.shade
                    }

                    PlainText {
                        anchors.fill: parent
                        text: cell.modelData.number
                        color: cell.modelData.shade >= 0.5 ? Style.unknownInk : Style.ink
                        font.bold: cell.modelData.shade > 0
                        font.pixelSize: Style.letters(4.4)
                        fontSizeMode: Text.Fit
                        minimumPixelSize: Style.mm(1.8)
                        horizontalAlignment: Text.AlignHCenter
                        verticalAlignment: Text.AlignVCenter
                    }
                }
            }
        }
        // qmllint enable unqualified
    }
}
