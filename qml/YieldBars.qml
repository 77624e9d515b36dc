import QtQuick
import Greenlight.View

// Attempts side by side: the plain part passed, the striped part did not. A touch opens them.
Sheet {
    id: sheet
    required property YieldDesk yields
    readonly property real barWidth: innerWidth - Style.mm(8)

    title: sheet.yields.breakdown

    PlainText {
        visible: sheet.yields.bars.length === 0
        width: sheet.innerWidth
        text: qsTr("Nothing was made in this time.")
        color: Style.softInk
        font.pixelSize: Style.letters(4)
        wrapMode: Text.WordWrap
    }

    Repeater {
        objectName: "bars"
        model: sheet.yields.bars

        // qmllint disable unqualified
        delegate: TouchPlate {
            id: bar
            required property var modelData
            required property int index
            objectName: "bar" + index
            width: sheet.innerWidth
            // Where there is nothing to open no finger needs room.
            height: opens ? Math.max(Style.mm(Style.touchMm), label.height + Style.mm(11))
                          : label.height + Style.mm(3)
            name: modelData.label + " " + modelData.text + " " + modelData.share
            opens: modelData.any
            onChosen: sheet.yields.showBar(index)

            PlainText {
                id: label
                x: Style.mm(2)
                y: Style.mm(1.5)
                width: sheet.barWidth * 0.5
                height: Style.letters(6)
                text: bar.modelData.label
                color: Style.ink
                font.bold: true
                font.pixelSize: Style.letters(4)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
                verticalAlignment: Text.AlignVCenter
            }

            PlainText {
                anchors.left: label.right
                anchors.leftMargin: Style.mm(2)
                y: label.y
                width: sheet.barWidth * 0.5 - Style.mm(2)
                height: label.height
                text: bar.modelData.text + "   " + bar.modelData.share
                color: Style.ink
                font.pixelSize: Style.letters(4)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
                horizontalAlignment: Text.AlignRight
                verticalAlignment: Text.AlignVCenter
            }

            Item {
                x: label.x
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Style.mm(2)
                width: sheet.barWidth
                height: Style.mm(7)

                Rectangle {
                    id: good
                    width: bar.modelData.passed * parent.width
                    height: parent.height
                    color: Style.passed
                }

                Stripes {
                    anchors.left: good.right
                    width: bar.modelData.notPassed * parent.width
                    height: parent.height
                    visible: width > 0
                    ground: Style.failed
                    stripe: "#D98A70"
                    period: Style.mm(2)
                }
            }
        }
        // qmllint enable unqualified
    }
}
