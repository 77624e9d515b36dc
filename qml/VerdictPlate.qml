import QtQuick

// How an attempt ended, as figure, word and colour.
Rectangle {
    id: plate
    required property string glyph
    required property string word
    readonly property string status: glyph === "wait" ? "working" : glyph

    width: Style.mm(26)
    radius: Style.mm(1.4)
    color: Style.groundOf(status)

    VerdictGlyph {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Style.mm(1.2)
        width: Style.mm(8.4)
        height: width
        name: plate.glyph
        body: Style.inkOf(plate.status)
        mark: plate.color
    }

    PlainText {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Style.mm(0.6)
        x: Style.mm(1)
        width: parent.width - Style.mm(2)
        height: Style.mm(6)
        text: plate.word
        color: Style.inkOf(plate.status)
        font.bold: true
        font.pixelSize: Style.letters(4.4)
        fontSizeMode: Text.Fit
        minimumPixelSize: Style.mm(1.8)
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
}
