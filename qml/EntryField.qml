import QtQuick
import Greenlight.View

// A serial number by hand, for a label that the scanner cannot read. No dialog, no mode: type and
// press Enter.
Rectangle {
    id: entry
    required property LineDesk desk

    color: Style.plate
    radius: Style.mm(2)
    border.width: Style.mm(input.activeFocus ? 0.8 : 0.4)
    border.color: input.activeFocus ? Style.turn : Style.edge

    PlainText {
        id: title
        x: Style.mm(2.5)
        y: Style.mm(1.5)
        width: parent.width - 2 * x
        text: qsTr("Serial number by hand")
        color: Style.softInk
        font.pixelSize: Style.letters(3.2)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Style.mm(1.8)
    }

    TextInput {
        id: input
        objectName: "serialField"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.top: title.bottom
        anchors.leftMargin: Style.mm(2.5)
        anchors.rightMargin: Style.mm(2.5)
        verticalAlignment: TextInput.AlignVCenter
        color: Style.ink
        font.pixelSize: Style.letters(6)
        maximumLength: 64
        clip: true
        activeFocusOnTab: true
        Accessible.role: Accessible.EditableText
        Accessible.name: title.text
        onAccepted: {
            if (entry.desk.enterSerial(text)) {
                clear();
            }
        }
    }

    MouseArea {
        anchors.fill: parent
        onPressed: input.forceActiveFocus()
    }
}
