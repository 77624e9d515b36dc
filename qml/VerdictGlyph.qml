import QtQuick
import Greenlight.View

// The figure of a state or of a step. Its shape alone tells what it is: a result is a closed,
// filled form that stands still, work is an open ring that turns, a step is a drawing of the move.
Item {
    id: glyph

    required property string name
    property color body: "black"
    property color mark: "white"

    readonly property bool turns: name === "working" || name === "wait"

    implicitWidth: 40
    implicitHeight: 40
    Accessible.role: Accessible.Graphic
    Accessible.name: name

    Figure {
        id: figure

        property real angle

        anchors.fill: parent
        name: glyph.name
        body: glyph.body
        mark: glyph.mark
        // A figure that stands still stands upright, wherever the ring before it had stopped.
        turn: glyph.turns ? angle : 0

        NumberAnimation on angle {
            running: glyph.turns && glyph.visible
            from: 0
            to: 360
            duration: 1600
            loops: Animation.Infinite
        }
    }
}
