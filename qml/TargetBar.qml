import QtQuick
import QtQuick.Layouts
import Greenlight.View

// The target of the shift: how much of it is made, a mark where an even pace would be by now, and
// the pace in numbers. Behind is amber, has the figure of what needs help, and is a word.
ColumnLayout {
    id: bar
    required property ShiftDesk shift
    property real grow: 1
    readonly property bool behind: shift.standing === "behind"

    spacing: Style.mm(0.8)

    RowLayout {
        Layout.fillWidth: true
        spacing: Style.mm(1)

        PlainText {
            objectName: "progressText"
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Layout.preferredHeight: Style.mm(6.5) * bar.grow
            text: bar.shift.progress
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.mm(4.6) * bar.grow
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Style.mm(2)
            verticalAlignment: Text.AlignVCenter
        }

        Rectangle {
            objectName: "standingPlate"
            visible: bar.shift.standing !== ""
            Layout.fillWidth: true
            Layout.minimumWidth: Style.mm(20)
            Layout.preferredHeight: Style.mm(6.5) * bar.grow
            radius: Style.mm(1)
            color: bar.behind ? Style.unknown : "transparent"

            VerdictGlyph {
                id: sign
                anchors.verticalCenter: parent.verticalCenter
                x: Style.mm(1)
                width: Style.mm(4.6)
                height: width
                name: bar.behind ? "trouble" : "passed"
                body: bar.behind ? Style.unknownInk : Style.ink
                mark: bar.behind ? Style.unknown : Style.plate
            }

            PlainText {
                objectName: "standingText"
                anchors.left: sign.right
                anchors.leftMargin: Style.mm(1)
                anchors.right: parent.right
                anchors.rightMargin: Style.mm(1)
                height: parent.height
                text: bar.shift.word
                color: bar.behind ? Style.unknownInk : Style.ink
                font.bold: true
                font.pixelSize: Style.mm(4.5) * bar.grow
                fontSizeMode: Text.Fit
                minimumPixelSize: Style.mm(1.8)
                verticalAlignment: Text.AlignVCenter
            }
        }
    }

    Item {
        Layout.fillWidth: true
        Layout.preferredHeight: Style.mm(5)

        Rectangle {
            y: Style.mm(0.8)
            width: parent.width
            height: Style.mm(3.4)
            color: Style.field
            border.width: Style.mm(0.4)
            border.color: Style.ink

            Rectangle {
                objectName: "doneBar"
                width: parent.width * bar.shift.done
                height: parent.height
                color: Style.ink
            }
        }

        // Where the shift would be by now. It is seen on the bar and beside it.
        Rectangle {
            objectName: "dueMark"
            x: Math.max(0, Math.min(parent.width - width, parent.width * bar.shift.due - width / 2))
            width: Style.mm(1.6)
            height: parent.height
            color: Style.turn
            border.width: Style.mm(0.3)
            border.color: Style.plate
        }
    }

    PlainText {
        objectName: "paceText"
        Layout.fillWidth: true
        text: bar.shift.pace
        color: Style.ink
        font.pixelSize: Style.mm(4) * bar.grow
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Style.mm(1.8)
    }
}
