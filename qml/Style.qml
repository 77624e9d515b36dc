pragma Singleton

import QtQuick

// Sizes are millimetres of real glass, because fingers in gloves are. Colours: saturated ones mean
// something, everything else is grey. Blue is the operator's turn, bluish green and vermilion
// (Okabe and Ito: told apart by every kind of eye, and by lightness alone) are results, amber is
// the unknown. Numbers are WCAG contrast ratios against the colour the text stands on.
QtObject {
    property real pixelsPerMm: 3.78

    readonly property color ink: "#14181B"
    readonly property color page: "#D3D8DC"        // ink 12.5
    readonly property color plate: "#F1F3F4"       // ink 16.1
    readonly property color idle: "#DDE1E4"        // ink 13.6
    readonly property color softInk: "#3C444B"     // on idle 7.6, on page 7.0, on plate 9.0
    readonly property color edge: "#7B858E"

    readonly property color turn: "#0A4F9E"
    readonly property color turnInk: "#FFFFFF"      // 8.1
    readonly property color passed: "#2CC295"
    readonly property color passedInk: "#0B1511"    // 8.2
    readonly property color failed: "#A82600"
    readonly property color failedInk: "#FFFFFF"    // 7.1
    readonly property color unknown: "#F2B200"
    readonly property color unknownInk: "#14181B"   // 9.6
    readonly property color hatch: "#B78600"
    readonly property color work: "#C9D0D6"
    readonly property color workStripe: "#A9B3BC"
    readonly property color workInk: "#14181B"      // 11.5 on work, 8.5 on the stripe
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
        return status === "passed" ? passedInk : status === "failed" ? failedInk : ink;
    }

    function mm(length: real): real {
        return length * pixelsPerMm;
    }
}
