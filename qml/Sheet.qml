import QtQuick

// A plate with a heading, as tall as what stands on it.
Rectangle {
    id: sheet
    property string title
    default property alias content: holder.data
    readonly property real innerWidth: width - Style.mm(6)

    height: holder.height + Style.mm(5)
    radius: Style.mm(2)
    color: Style.plate

    Column {
        id: holder
        x: Style.mm(3)
        y: Style.mm(2)
        width: sheet.innerWidth
        spacing: Style.mm(1.4)

        PlainText {
            width: parent.width
            text: sheet.title
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.letters(5)
            wrapMode: Text.WordWrap
        }
    }
}
