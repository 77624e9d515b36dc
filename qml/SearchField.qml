import QtQuick

// One line to type into, for what the scanner cannot read. Enter asks.
Rectangle {
    id: field
    property string caption
    property alias text: input.text
    property alias inputName: input.objectName
    property int longest: 64

    signal asked(string text)

    color: Style.plate
    radius: Style.mm(2)
    border.width: Style.mm(input.activeFocus ? 0.8 : 0.4)
    border.color: input.activeFocus ? Style.turn : Style.edge

    function takeFocus() {
        input.forceActiveFocus();
    }

    PlainText {
        id: title
        x: Style.mm(2.5)
        y: Style.mm(1.5)
        width: parent.width - 2 * x
        height: Style.letters(5)
        text: field.caption
        color: Style.softInk
        font.pixelSize: Style.letters(3.4)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Style.mm(1.8)
    }

    TextInput {
        id: input
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.top: title.bottom
        anchors.leftMargin: Style.mm(2.5)
        anchors.rightMargin: Style.mm(2.5)
        verticalAlignment: TextInput.AlignVCenter
        color: Style.ink
        font.pixelSize: Style.letters(5.5)
        maximumLength: field.longest
        clip: true
        activeFocusOnTab: true
        Accessible.role: Accessible.EditableText
        Accessible.name: title.text
        onAccepted: field.asked(text)
    }

    MouseArea {
        anchors.fill: parent
        onPressed: input.forceActiveFocus()
    }
}
