import QtQuick

// One line to type into that tells every change. What is secret shows how long it is and no more.
Rectangle {
    id: field
    property string caption
    property string text
    property bool secret: false
    property int longest: 200

    signal edited(string text)

    implicitHeight: Style.mm(Style.touchMm)
    color: Style.plate
    radius: Style.mm(2)
    border.width: Style.mm(input.activeFocus ? 0.8 : 0.4)
    border.color: input.activeFocus ? Style.turn : Style.edge

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
        font.pixelSize: Style.letters(5)
        maximumLength: field.longest
        echoMode: field.secret ? TextInput.Password : TextInput.Normal
        clip: true
        activeFocusOnTab: true
        Accessible.role: Accessible.EditableText
        Accessible.name: field.caption
        Accessible.passwordEdit: field.secret
        onTextEdited: field.edited(text)
    }

    // What is typed goes out, and what somebody else writes comes in; a plain binding would break at
    // the first key.
    onTextChanged: {
        if (input.text !== text) {
            input.text = text;
        }
    }

    Component.onCompleted: input.text = text

    MouseArea {
        anchors.fill: parent
        onPressed: input.forceActiveFocus()
    }
}
