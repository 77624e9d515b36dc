import QtQuick
import QtQuick.Layouts

// A palm's target. Acts on the way down, once for each press; a key that is kept down is one press.
Rectangle {
    id: button

    property string text
    property string figure
    property string note
    property color ground: Style.turn
    property color ink: Style.turnInk
    property bool outlined: false
    property real letterMm: 9

    signal pressed(bool byKeyboard)

    color: area.pressed ? Qt.darker(ground, 1.25) : ground
    radius: Style.mm(2)
    border.width: outlined ? Style.mm(0.8) : 0
    border.color: ink
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: button.pressed(false)

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space) {
            event.accepted = true;
            if (!event.isAutoRepeat) {
                button.pressed(true);
            }
        }
    }

    MouseArea {
        id: area
        anchors.fill: parent
        onPressed: button.pressed(false)
    }

    Row {
        id: face
        anchors.centerIn: parent
        spacing: Style.mm(2)
        readonly property real side: Math.min(button.height * 0.5, Style.mm(button.letterMm * 1.3))

        VerdictGlyph {
            id: drawing
            visible: button.figure !== ""
            name: button.figure
            body: button.ink
            mark: button.ground
            width: visible ? face.side : 0
            height: face.side
            anchors.verticalCenter: parent.verticalCenter
        }

        // A layout, because a text that is fitted into a height cannot be asked how high it is.
        ColumnLayout {
            anchors.verticalCenter: parent.verticalCenter
            width: button.figure === "" ? room : Math.min(implicitWidth, room)
            height: Math.min(implicitHeight, button.height - Style.mm(2))
            spacing: 0
            readonly property real room: button.width - drawing.width - Style.mm(6)

            PlainText {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: 0
                text: button.text
                color: button.ink
                font.pixelSize: Style.letters(button.letterMm)
                font.bold: true
                fontSizeMode: Text.Fit
                minimumPixelSize: Style.mm(2.5)
                wrapMode: Text.WordWrap
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }

            PlainText {
                visible: button.note !== ""
                Layout.fillWidth: true
                text: button.note
                color: button.ink
                // The button's own word needs the height.
                font.pixelSize: Style.mm(4)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(2.5)
                wrapMode: Text.WordWrap
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }

    // Where the keyboard is.
    Rectangle {
        anchors.fill: parent
        anchors.margins: -Style.mm(1)
        visible: button.activeFocus
        color: "transparent"
        radius: Style.mm(2.6)
        border.width: Style.mm(0.8)
        border.color: Style.ink
    }
}
