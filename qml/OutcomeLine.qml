import QtQuick

// What became of the last act: a figure and a sentence, until it is touched away or something else is
// done.
Rectangle {
    id: outcome
    property string text
    property bool done: false

    signal dismissed

    visible: text !== ""
    implicitHeight: Math.max(Style.mm(Style.touchMm), sentence.height + Style.mm(4))
    radius: Style.mm(2)
    color: Style.plate
    border.width: Style.mm(0.8)
    border.color: done ? Style.edge : Style.failedSign

    VerdictGlyph {
        id: figure
        x: Style.mm(3)
        anchors.verticalCenter: parent.verticalCenter
        width: Style.mm(9)
        height: width
        name: outcome.done ? "ready" : "trouble"
        body: outcome.done ? Style.ink : Style.failedSign
        mark: Style.failedSignInk
    }

    PlainText {
        id: sentence
        objectName: "outcomeText"
        anchors.verticalCenter: parent.verticalCenter
        x: figure.x + figure.width + Style.mm(3)
        width: parent.width - x - Style.mm(3)
        text: outcome.text
        color: Style.ink
        font.bold: true
        font.pixelSize: Style.letters(4.4)
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }

    MouseArea {
        anchors.fill: parent
        onPressed: outcome.dismissed()
    }
}
