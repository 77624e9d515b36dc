import QtQuick

// What a page says where it has nothing to show: a figure and a sentence, large enough to be read
// in passing.
Item {
    id: note
    property string figure: "wait"
    property string text
    property bool alarm: false

    Column {
        anchors.centerIn: parent
        width: parent.width * 0.9
        spacing: Style.mm(3)

        VerdictGlyph {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(Style.mm(24), note.height * 0.4)
            height: width
            name: note.figure
            body: note.alarm ? Style.failedSign : Style.softInk
            mark: note.alarm ? Style.failedSignInk : Style.page
        }

        PlainText {
            objectName: "noteText"
            width: parent.width
            height: Math.min(implicitHeight, note.height * 0.5)
            text: note.text
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.letters(6)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(2.5)
            wrapMode: Text.WordWrap
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
    }
}
