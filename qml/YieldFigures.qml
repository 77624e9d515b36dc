import QtQuick
import Greenlight.View

// Each figure with what it is a share of, the interval that holds the true share in 95 of 100 cases
// drawn and in numbers, and its formula.
Sheet {
    id: sheet
    required property YieldDesk yields

    title: qsTr("Figures")

    Repeater {
        objectName: "figures"
        model: sheet.yields.figures

        // qmllint disable unqualified
        delegate: Column {
            id: figure
            required property var modelData
            required property int index
            objectName: "figure" + index
            width: sheet.innerWidth
            spacing: Style.mm(0.6)

            Row {
                width: parent.width
                spacing: Style.mm(2)

                PlainText {
                    width: parent.width - number.width - parent.spacing
                    anchors.baseline: number.baseline
                    text: figure.modelData.label
                    color: Style.ink
                    font.bold: true
                    font.pixelSize: Style.letters(4.4)
                    wrapMode: Text.WordWrap
                }

                PlainText {
                    id: number
                    objectName: "figureValue"
                    text: figure.modelData.value
                    color: Style.ink
                    font.bold: true
                    font.pixelSize: Style.letters(7)
                }
            }

            // From 0 to 100 percent: the interval as a beam, the share as a stroke through it.
            Item {
                visible: figure.modelData.share >= 0
                width: parent.width
                height: Style.mm(3)

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    height: Style.mm(0.6)
                    color: Style.edge
                }

                Rectangle {
                    x: figure.modelData.low * parent.width
                    width: Math.max(Style.mm(0.6), (figure.modelData.high - figure.modelData.low) * parent.width)
                    height: Style.mm(2)
                    anchors.verticalCenter: parent.verticalCenter
                    color: Style.edge
                }

                Rectangle {
                    x: Math.min(parent.width - width, figure.modelData.share * parent.width)
                    width: Style.mm(1)
                    height: parent.height
                    color: Style.ink
                }
            }

            PlainText {
                objectName: "figureInterval"
                visible: text !== ""
                width: parent.width
                text: figure.modelData.interval
                color: Style.ink
                font.pixelSize: Style.letters(3.6)
                wrapMode: Text.WordWrap
            }

            PlainText {
                width: parent.width
                text: "= " + figure.modelData.formula
                color: Style.softInk
                font.pixelSize: Style.letters(3.4)
                wrapMode: Text.WordWrap
            }
        }
        // qmllint enable unqualified
    }

    PlainText {
        objectName: "yieldAbout"
        width: sheet.innerWidth
        text: sheet.yields.about
        color: Style.softInk
        font.pixelSize: Style.letters(3.4)
        wrapMode: Text.WordWrap
    }

    PlainText {
        objectName: "yieldBeside"
        width: sheet.innerWidth
        text: sheet.yields.beside
        color: Style.softInk
        font.pixelSize: Style.letters(3.4)
        wrapMode: Text.WordWrap
    }
}
