import QtQuick
import QtQuick.Shapes

// The figure of a state or of a step. Its shape alone tells what it is: a result is a closed,
// filled form that stands still, work is an open ring that turns, a step is a drawing of the move.
Item {
    id: glyph

    required property string name
    property color body: "black"
    property color mark: "white"

    readonly property bool turns: name === "working" || name === "wait"
    readonly property var figures: ({
        "passed": ["M 50 1 A 49 49 0 1 1 49.9 1 Z", "M 26 52 L 44 70 L 76 34"],
        "failed": ["M 29.3 0 L 70.7 0 L 100 29.3 L 100 70.7 L 70.7 100 L 29.3 100 L 0 70.7 L 0 29.3 Z",
                   "M 31 31 L 69 69 M 69 31 L 31 69"],
        "unrecorded": ["M 50 2 L 100 94 L 0 94 Z",
                       "M 38 50 C 38 31 62 31 62 49 C 62 60 50 58 50 69 M 50 80 L 50 81"],
        "trouble": ["M 50 2 L 100 94 L 0 94 Z", "M 50 34 L 50 64 M 50 78 L 50 79"],
        "working": ["", "M 50 10 A 40 40 0 1 1 10 50"],
        "wait": ["", "M 50 10 A 40 40 0 1 1 10 50"],
        "press-start": ["M 22 8 L 92 50 L 22 92 Z", ""],
        "insert-board": ["", "M 50 6 L 50 54 M 30 36 L 50 56 L 70 36 M 10 58 L 10 92 L 90 92 L 90 58"],
        "remove-board": ["", "M 50 60 L 50 10 M 30 28 L 50 8 L 70 28 M 10 58 L 10 92 L 90 92 L 90 58"],
        "scan-label": ["M 8 16 h 12 v 68 h -12 Z M 28 16 h 6 v 68 h -6 Z M 42 16 h 14 v 68 h -14 Z "
                       + "M 64 16 h 6 v 68 h -6 Z M 78 16 h 14 v 68 h -14 Z", ""],
        "red-bin": ["M 14 30 L 86 30 L 78 98 L 22 98 Z M 6 12 h 88 v 10 h -88 Z M 38 2 h 24 v 8 h -24 Z", ""],
        "call-supervisor": ["M 50 2 L 100 94 L 0 94 Z", "M 50 34 L 50 64 M 50 78 L 50 79"],
        "ready": ["", "M 12 54 L 40 82 L 88 22"],
        "vacant": ["", "M 14 14 L 86 14 L 86 86 L 14 86 Z"]
    })
    readonly property var figure: figures[name] ?? figures["trouble"]
    // Line art takes the body's colour, marks on a filled form the other one.
    readonly property color lineColor: figure[0] === "" ? body : mark

    implicitWidth: 40
    implicitHeight: 40
    Accessible.role: Accessible.Graphic
    Accessible.name: name

    Shape {
        id: shape

        property real turn

        // A figure that stands still stands upright, wherever the ring before it had stopped.
        rotation: glyph.turns ? turn : 0
        width: 100
        height: 100
        anchors.centerIn: parent
        scale: Math.min(glyph.width, glyph.height) / 100
        antialiasing: true

        ShapePath {
            strokeWidth: -1
            strokeColor: "transparent"
            fillColor: glyph.figure[0] === "" ? "transparent" : glyph.body
            fillRule: ShapePath.WindingFill
            PathSvg { path: glyph.figure[0] === "" ? "M 0 0" : glyph.figure[0] }
        }

        ShapePath {
            strokeWidth: glyph.figure[1] === "" ? -1 : 13
            strokeColor: glyph.figure[1] === "" ? "transparent" : glyph.lineColor
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: glyph.figure[1] === "" ? "M 0 0" : glyph.figure[1] }
        }

        NumberAnimation on turn {
            running: glyph.turns && glyph.visible
            from: 0
            to: 360
            duration: 1600
            loops: Animation.Infinite
        }
    }
}
