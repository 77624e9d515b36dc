import QtQuick
import Greenlight.View

// How many units, and which: those that carry the file now are marked in word and figure, not by
// their place alone.
Column {
    id: answer
    required property RecallDesk recall

    spacing: Style.mm(2)

    component Number: Row {
        id: number
        property string value
        property string text
        width: parent ? parent.width : 0
        spacing: Style.mm(3)

        PlainText {
            id: digits
            text: number.value
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.letters(8)
        }

        PlainText {
            anchors.baseline: digits.baseline
            width: number.width - digits.width - number.spacing
            text: number.text
            color: Style.ink
            font.pixelSize: Style.letters(4.4)
            wrapMode: Text.WordWrap
        }
    }

    Sheet {
        width: answer.width
        title: "# " + answer.recall.asked.substring(0, 16) + " …"

        Rectangle {
            visible: answer.recall.revoked !== ""
            width: parent.width
            height: visible ? ban.height + Style.mm(3) : 0
            radius: Style.mm(1)
            color: Style.unknown

            PlainText {
                id: ban
                objectName: "revokedText"
                x: Style.mm(2)
                y: Style.mm(1.5)
                width: parent.width - 2 * x
                text: answer.recall.revoked
                color: Style.unknownInk
                font.bold: true
                font.pixelSize: Style.letters(4.4)
                wrapMode: Text.WordWrap
            }
        }

        Number {
            objectName: "carryNow"
            value: answer.recall.carryNow
            text: qsTr("units carry it now")
        }

        Number {
            objectName: "once"
            value: answer.recall.once
            text: qsTr("more were given it once")
        }

        Number {
            objectName: "ofNoUnit"
            value: answer.recall.ofNoUnit
            text: qsTr("attempts on boards that are no units (drills, refused, without a name)")
        }
    }

    Repeater {
        objectName: "recalledUnits"
        model: answer.recall.units

        // qmllint disable unqualified
        delegate: Rectangle {
            id: row
            required property var modelData
            width: answer.width
            height: Math.max(Style.mm(14), lines.height + Style.mm(2.4))
            radius: Style.mm(1.4)
            color: Style.plate

            Rectangle {
                id: mark
                x: Style.mm(1.4)
                anchors.verticalCenter: parent.verticalCenter
                width: Style.mm(30)
                height: parent.height - Style.mm(2.8)
                radius: Style.mm(1)
                color: row.modelData.now ? Style.ink : Style.idle

                PlainText {
                    anchors.fill: parent
                    anchors.margins: Style.mm(1)
                    text: row.modelData.now ? qsTr("carries it") : qsTr("once")
                    color: row.modelData.now ? Style.turnInk : Style.ink
                    font.bold: true
                    font.pixelSize: Style.letters(4.4)
                    fontSizeMode: Text.Fit
                    minimumPixelSize: Style.mm(1.8)
                    wrapMode: Text.WordWrap
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                }
            }

            Column {
                id: lines
                anchors.left: mark.right
                anchors.leftMargin: Style.mm(2)
                anchors.right: parent.right
                anchors.rightMargin: Style.mm(2)
                anchors.verticalCenter: parent.verticalCenter

                PlainText {
                    width: parent.width
                    text: row.modelData.product + "  " + row.modelData.name
                    color: Style.ink
                    font.bold: true
                    font.pixelSize: Style.letters(4.4)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Style.mm(1.8)
                }

                PlainText {
                    width: parent.width
                    text: row.modelData.verdict + "  " + row.modelData.when + "  "
                          + qsTr("slot %1").arg(row.modelData.slot) + "  " + row.modelData.recipe
                    color: Style.softInk
                    font.pixelSize: Style.letters(3.6)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Style.mm(1.8)
                }
            }
        }
        // qmllint enable unqualified
    }

    PlainText {
        objectName: "recallMore"
        visible: text !== ""
        width: answer.width
        text: answer.recall.more
        color: Style.ink
        font.bold: true
        font.pixelSize: Style.letters(4)
        wrapMode: Text.WordWrap
    }
}
