import QtQuick

// A plate in a chart or a list that opens something: touched without being pulled, or by the keyboard.
Rectangle {
    id: plate
    // What it is called to those who do not see it.
    property string name
    // It opens something, and a small arrow says so.
    property bool opens: true
    property bool arrow: opens

    signal chosen

    color: area.pressed ? Style.work : Style.idle
    radius: Style.mm(1.4)
    activeFocusOnTab: opens
    Accessible.role: opens ? Accessible.Button : Accessible.StaticText
    Accessible.name: name
    Accessible.onPressAction: {
        if (plate.opens) {
            plate.chosen();
        }
    }

    Keys.onPressed: event => {
        if (plate.opens && (event.key === Qt.Key_Return || event.key === Qt.Key_Enter
                            || event.key === Qt.Key_Space)) {
            event.accepted = true;
            if (!event.isAutoRepeat) {
                plate.chosen();
            }
        }
    }

    MouseArea {
        id: area
        anchors.fill: parent
        enabled: plate.opens
        onClicked: plate.chosen()
    }

    // An arrow head from two strokes.
    Item {
        anchors.right: parent.right
        anchors.rightMargin: Style.mm(1.6)
        anchors.verticalCenter: parent.verticalCenter
        width: Style.mm(2.4)
        height: Style.mm(4)
        visible: plate.arrow

        Repeater {
            model: [45, -45]

            delegate: Rectangle {
                required property int modelData
                anchors.centerIn: parent
                anchors.verticalCenterOffset: modelData > 0 ? -Style.mm(0.85) : Style.mm(0.85)
                width: Style.mm(3)
                height: Style.mm(0.6)
                radius: height / 2
                rotation: modelData
                color: Style.softInk
            }
        }
    }

    // Where the keyboard is.
    Rectangle {
        anchors.fill: parent
        z: 1
        visible: plate.activeFocus
        color: "transparent"
        radius: plate.radius
        border.width: Style.mm(0.8)
        border.color: Style.ink
    }
}
