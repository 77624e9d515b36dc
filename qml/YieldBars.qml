import QtQuick
import Greenlight.View

// Attempts side by side: the plain part passed, the striped part did not.
Sheet {
    id: sheet
    required property YieldDesk yields
    readonly property real labelWidth: Math.min(Style.mm(40), innerWidth * 0.3)
    readonly property real numberWidth: Math.min(Style.mm(46), innerWidth * 0.34)
    readonly property real barWidth: innerWidth - labelWidth - numberWidth - Style.mm(3)

    title: sheet.yields.breakdown

    Text {
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
        delegate: Row {
            id: bar
            required property var modelData
            width: sheet.innerWidth
            height: Style.letters(6)
            spacing: Style.mm(1.5)

            Text {
                width: sheet.labelWidth
                height: parent.height
                text: bar.modelData.label
                color: Style.ink
                font.pixelSize: Style.letters(3.8)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
                verticalAlignment: Text.AlignVCenter
            }

            Item {
                width: sheet.barWidth
                height: parent.height

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

            Text {
                width: sheet.numberWidth
                height: parent.height
                text: bar.modelData.text + "   " + bar.modelData.share
                color: Style.ink
                font.pixelSize: Style.letters(3.8)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
                verticalAlignment: Text.AlignVCenter
            }
        }
        // qmllint enable unqualified
    }
}
