import QtQuick

// One recipe of the station: its name, what it is for, and in a word whether it is active or cannot
// be used.
Rectangle {
    id: row
    required property var recipe
    property bool chosen: false

    signal pressed

    height: Math.max(Style.mm(Style.touchMm), lines.height + Style.mm(3))
    radius: Style.mm(2)
    color: Style.plate
    border.width: Style.mm(chosen ? 1 : 0)
    border.color: Style.turn
    Accessible.role: Accessible.ListItem
    Accessible.name: recipe.title + " " + recipe.remark
    Accessible.onPressAction: row.pressed()

    component Line: PlainText {
        width: parent ? parent.width : 0
        color: Style.softInk
        font.pixelSize: Style.letters(3.6)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Style.mm(1.8)
    }

    Column {
        id: lines
        anchors.verticalCenter: parent.verticalCenter
        x: Style.mm(2.5)
        width: parent.width - 2 * x

        Line {
            text: row.recipe.title
            color: row.recipe.fit ? Style.ink : Style.softInk
            font.bold: true
            font.pixelSize: Style.letters(4.4)
        }

        Line {
            text: row.recipe.subject
        }

        Rectangle {
            visible: row.recipe.remark !== ""
            width: mark.width + Style.mm(3)
            height: mark.height + Style.mm(1)
            radius: Style.mm(1)
            color: row.recipe.active ? Style.ink : Style.unknown

            PlainText {
                id: mark
                objectName: "recipeRemark"
                anchors.centerIn: parent
                width: Math.min(implicitWidth, lines.width - Style.mm(3))
                text: row.recipe.remark
                color: row.recipe.active ? Style.turnInk : Style.unknownInk
                font.bold: true
                font.pixelSize: Style.letters(3.8)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
            }
        }
    }

    MouseArea {
        anchors.fill: parent
        onClicked: row.pressed()
    }
}
