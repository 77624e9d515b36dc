import QtQuick

// One attempt on the time line of a unit: when, how it ended as figure and word, where and by whom.
Rectangle {
    id: row
    required property var attempt
    property bool chosen: false
    readonly property string status: attempt.glyph === "wait" ? "working" : attempt.glyph

    signal pressed

    height: Math.max(Style.mm(Style.touchMm), lines.height + Style.mm(3))
    radius: Style.mm(2)
    color: Style.plate
    border.width: Style.mm(chosen ? 1 : 0)
    border.color: Style.turn
    Accessible.role: Accessible.ListItem
    Accessible.name: attempt.date + " " + attempt.time + " " + attempt.word
    Accessible.onPressAction: row.pressed()

    Rectangle {
        id: plate
        x: Style.mm(1.6)
        y: Style.mm(1.6)
        width: Style.mm(26)
        height: row.height - 2 * y
        radius: Style.mm(1.4)
        color: Style.groundOf(row.status)

        VerdictGlyph {
            id: figure
            anchors.horizontalCenter: parent.horizontalCenter
            y: Style.mm(1.2)
            width: Style.mm(8.4)
            height: width
            name: row.attempt.glyph
            body: Style.inkOf(row.status)
            mark: plate.color
        }

        Text {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Style.mm(0.6)
            x: Style.mm(1)
            width: parent.width - Style.mm(2)
            height: Style.mm(6)
            text: row.attempt.word
            color: Style.inkOf(row.status)
            font.bold: true
            font.pixelSize: Style.letters(4.4)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(1.8)
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
    }

    Column {
        id: lines
        anchors.left: plate.right
        anchors.leftMargin: Style.mm(2)
        anchors.right: parent.right
        anchors.rightMargin: Style.mm(2)
        anchors.verticalCenter: parent.verticalCenter

        Text {
            width: parent.width
            text: row.attempt.number + ".  " + row.attempt.date + "  " + row.attempt.time
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.letters(4)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Style.mm(1.8)
        }

        Text {
            width: parent.width
            text: qsTr("Slot %1, %2").arg(row.attempt.slot).arg(row.attempt.person)
            color: Style.softInk
            font.pixelSize: Style.letters(3.4)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Style.mm(1.8)
        }

        Text {
            width: parent.width
            text: row.attempt.code === "" ? row.attempt.recipe : row.attempt.code
            color: Style.softInk
            font.pixelSize: Style.letters(3.4)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Style.mm(1.8)
        }
    }

    MouseArea {
        anchors.fill: parent
        onClicked: row.pressed()
    }
}
