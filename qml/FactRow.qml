import QtQuick

// One thing in a list of things: what it is, what is known of it, and beside it a figure that says
// by its shape whether it is as it should be.
Rectangle {
    id: row
    property string figure
    property string title
    property string aside
    property string fact
    property string more
    property string remark
    property bool touchable: false
    property bool chosen: false
    property bool faint: false

    signal pressed

    height: Math.max(touchable ? Style.mm(Style.touchMm) : Style.mm(10), lines.height + Style.mm(3))
    radius: Style.mm(2)
    color: Style.plate
    border.width: Style.mm(chosen ? 1 : 0)
    border.color: Style.turn
    activeFocusOnTab: touchable
    Accessible.role: Accessible.ListItem
    Accessible.name: title + " " + aside + " " + fact + " " + more + " " + remark
    Accessible.onPressAction: row.pressed()

    Keys.onPressed: event => {
        if (row.touchable && (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space)) {
            event.accepted = true;
            if (!event.isAutoRepeat) {
                row.pressed();
            }
        }
    }

    component Line: PlainText {
        width: parent ? parent.width : 0
        visible: text !== ""
        color: Style.softInk
        font.pixelSize: Style.letters(3.6)
        wrapMode: Text.Wrap
    }

    VerdictGlyph {
        id: sign
        visible: row.figure !== ""
        x: Style.mm(2.5)
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? Style.mm(7) : 0
        height: width
        name: row.figure
        body: row.figure === "trouble" || row.figure === "failed" ? Style.failedSign : Style.softInk
        mark: row.figure === "trouble" || row.figure === "failed" ? Style.failedSignInk : Style.plate
    }

    Column {
        id: lines
        anchors.verticalCenter: parent.verticalCenter
        x: sign.x + sign.width + (sign.visible ? Style.mm(2.5) : 0)
        width: parent.width - x - Style.mm(2.5)
        spacing: Style.mm(0.5)

        Item {
            width: parent.width
            height: Math.max(name.height, beside.height)

            PlainText {
                id: name
                width: row.aside === "" ? parent.width : parent.width * 0.6 - Style.mm(2)
                text: row.title
                color: row.faint ? Style.softInk : Style.ink
                font.bold: true
                font.pixelSize: Style.letters(4.4)
                wrapMode: Text.Wrap
            }

            PlainText {
                id: beside
                anchors.right: parent.right
                width: parent.width * 0.4
                text: row.aside
                visible: text !== ""
                color: Style.ink
                font.pixelSize: Style.letters(4)
                wrapMode: Text.WrapAnywhere
                horizontalAlignment: Text.AlignRight
            }
        }

        Line {
            text: row.fact
        }

        Line {
            text: row.more
        }

        Line {
            text: row.remark
            color: Style.ink
            font.bold: true
        }
    }

    MouseArea {
        anchors.fill: parent
        enabled: row.touchable
        onClicked: row.pressed()
    }

    // Where the keyboard is.
    Rectangle {
        anchors.fill: parent
        visible: row.activeFocus
        color: "transparent"
        radius: Style.mm(2)
        border.width: Style.mm(0.8)
        border.color: Style.ink
    }
}
