pragma Singleton

import QtQuick

// Sizes are millimetres of real glass, because fingers in gloves are. Colours: saturated ones mean
// something, everything else is grey. Blue is the operator's turn, bluish green and vermilion
// (Okabe and Ito: told apart by every kind of eye, and by lightness alone) are results, amber is
// the unknown. By night the grounds are dark; results keep their colours. Numbers are WCAG contrast
// ratios against the colour the text stands on, by night | by day.
QtObject {
    property real pixelsPerMm: 3.78

    property bool night: false

    // What letters are multiplied with. Places grow with it where there is room; where there is none
    // a text is fitted into its place and never cut.
    property real textScale: 1

    readonly property color ink: night ? "#F1F3F4" : "#14181B"
    readonly property color page: night ? "#0F1316" : "#D3D8DC"        // ink 16.7 | 12.5
    readonly property color plate: night ? "#1E2429" : "#F1F3F4"       // ink 14.2 | 16.1
    readonly property color idle: night ? "#2B333A" : "#DDE1E4"        // ink 11.6 | 13.6
    readonly property color softInk: night ? "#C3CAD0" : "#3C444B"     // on idle 7.8 | 7.6
    readonly property color edge: night ? "#8A949D" : "#7B858E"
    readonly property color field: night ? "#0B0E11" : "#FFFFFF"
    readonly property color veil: night ? "#E0303840" : "#E0B4BBC1"
    readonly property color bar: night ? "#000000" : "#14181B"          // the header's, with barInk 17.9
    readonly property color barInk: "#FFFFFF"

    // At night the operator's turn is a light blue, because a dark one is nothing on black.
    readonly property color turn: night ? "#7FB7F5" : "#0A4F9E"
    readonly property color turnInk: night ? "#06182B" : "#FFFFFF"      // 8.5 | 8.1
    readonly property color passed: "#2CC295"
    readonly property color passedInk: "#0B1511"    // 8.2
    readonly property color failed: "#A82600"
    readonly property color failedInk: "#FFFFFF"    // 7.1
    // A failure's figure or bar where its ground is not the colour.
    readonly property color failedSign: night ? "#FF7A50" : "#A82600"   // on plate 6.4 | 6.4
    readonly property color failedSignInk: night ? "#14181B" : "#FFFFFF"
    readonly property color unknown: "#F2B200"
    readonly property color unknownInk: "#14181B"   // 9.6
    readonly property color hatch: "#B78600"
    readonly property color work: night ? "#262E35" : "#C9D0D6"
    readonly property color workStripe: night ? "#37424B" : "#A9B3BC"
    readonly property color workInk: night ? "#F1F3F4" : "#14181B"      // on the stripe 9.2 | 8.5
    readonly property color training: "#E3A6CB"
    readonly property color trainingStripe: "#D184B1"
    readonly property color trainingInk: "#14181B"  // 8.8, on the stripe 6.5; letters stand on a plate

    // Nothing touchable is smaller than a gloved thumb; the main button is a palm's target.
    readonly property real touchMm: 20
    readonly property real startWidthMm: 60
    readonly property real startHeightMm: 40

    // The ground and the ink of a slot's state.
    function groundOf(status: string): color {
        return status === "passed" ? passed
             : status === "failed" ? failed
             : status === "unrecorded" || status === "trouble" ? unknown
             : status === "working" ? work
             : status === "ready" ? plate : idle;
    }

    function inkOf(status: string): color {
        return status === "passed" ? passedInk
             : status === "failed" ? failedInk
             : status === "unrecorded" || status === "trouble" ? unknownInk
             : status === "working" ? workInk : ink;
    }

    function mm(length: real): real {
        return length * pixelsPerMm;
    }

    // The size of letters, or a height that grows with them.
    function letters(length: real): real {
        return length * pixelsPerMm * textScale;
    }
}
