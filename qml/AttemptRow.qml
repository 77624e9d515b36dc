import QtQuick

// One attempt on the time line of a unit: when, how it ended as figure and word, where and by whom.
Rectangle {
    id: row
    required property var attempt
    property bool chosen: false

    signal pressed

    height: Math.max(Style.mm(Style.touchMm), lines.height + Style.mm(3))
    radius: Style.mm(2)
    color: Style.plate
    border.width: Style.mm(chosen ? 1 : 0)
    border.color: Style.turn
    Accessible.role: Accessible.ListItem
    Accessible.name: attempt.date + " " + attempt.time + " " + attempt.word
    Accessible.onPressAction: row.pressed()

    VerdictPlate {
        id: plate
        x: Style.mm(1.6)
        y: Style.mm(1.6)
        height: row.height - 2 * y
        glyph: row.attempt.glyph
        word: row.attempt.word
    }

    Column {
        id: lines
        anchors.left: plate.right
        anchors.leftMargin: Style.mm(2)
        anchors.right: parent.right
        anchors.rightMargin: Style.mm(2)
        anchors.verticalCenter: parent.verticalCenter

        PlainText {
            width: parent.width
            text: row.attempt.number + ".  " + row.attempt.date + "  " + row.attempt.time
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.letters(4)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Style.mm(1.8)
        }

        PlainText {
            width: parent.width
            text: qsTr("Slot %1, %2").arg(row.attempt.slot).arg(row.attempt.person)
            color: Style.softInk
            font.pixelSize: Style.letters(3.4)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Style.mm(1.8)
        }

        PlainText {
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
