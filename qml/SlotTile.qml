import QtQuick
import Greenlight.View

// One slot as the operator sees it from two metres: above its name and the unit's serial number,
// in the middle a figure and a word, below the one thing to touch. Results stand still, work moves.
Rectangle {
    id: tile
    required property LineDesk desk
    required property bool training
    required property int index
    required property string name
    required property string status
    required property string glyph
    required property string word
    required property string serialHead
    required property string serialTail
    required property string activity
    required property real progress
    required property string seconds
    required property string happened
    required property string doNow
    required property string code
    required property string receipt
    required property string step
    required property string action
    required property bool mayStart
    required property bool yourTurn
    required property bool scanHere
    required property string feedback

    readonly property bool working: status === "working"
    readonly property bool speaks: happened !== ""
    readonly property bool hatched: status === "unrecorded" || status === "trouble"
    // Where there is no room for a button the whole tile is one.
    readonly property bool small: width < Style.mm(46) || height < Style.mm(speaks ? 66 : 56)
    // And where there is not even room for a figure above a word, they share the top line.
    readonly property bool tight: width < Style.mm(32) || height < Style.mm(34)
    readonly property bool result: status === "passed" || status === "failed" || status === "unrecorded"
    readonly property color ground: Style.groundOf(status)
    readonly property color ink: Style.inkOf(status)
    readonly property color glyphInk: status === "passed" ? Style.passedInk
                                    : status === "failed" ? Style.failedInk
                                    : hatched ? Style.unknownInk
                                    : yourTurn ? Style.turn : Style.softInk
    readonly property real pad: Style.mm(small ? (hatched ? 2 : 1.2) : hatched ? 3.5 : 2)

    objectName: "slot" + name
    color: ground
    radius: Style.mm(2)
    clip: true
    Accessible.role: Accessible.Grouping
    Accessible.name: name + ": " + word

    function press(byKeyboard: bool) {
        desk.press(index, byKeyboard ? LineDesk.Hand.Keyboard : LineDesk.Hand.Screen);
    }

    // Hatched: not known to be good. Nothing else looks like this.
    Stripes {
        anchors.fill: parent
        visible: tile.hatched
        ground: Style.unknown
        stripe: Style.hatch
        period: Style.mm(8)
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: Style.mm(tile.small ? 1.5 : 2.5)
        visible: tile.hatched
        radius: Style.mm(1)
        color: Style.unknown
    }

    // The next scanned label goes here: a frame, and a tap anywhere brings it here.
    MouseArea {
        anchors.fill: parent
        onPressed: tile.small ? tile.desk.touch(tile.index) : tile.desk.chooseSlot(tile.index)
    }

    Item {
        id: top
        x: tile.pad
        y: tile.pad
        width: tile.width - 2 * tile.pad
        height: tile.tight ? Style.mm(7) : Style.letters(tile.small ? 6 : 10)

        PlainText {
            id: title
            objectName: "title"
            height: parent.height
            text: tile.name
            color: tile.ink
            font.bold: true
            font.pixelSize: parent.height * 0.82
            verticalAlignment: Text.AlignVCenter
        }

        VerdictGlyph {
            visible: tile.tight
            anchors.right: parent.right
            width: Math.min(Style.mm(10), parent.width - title.width - Style.mm(1))
            height: width
            name: tile.glyph
            body: tile.glyphInk
            mark: tile.ground
        }

        PlainText {
            id: head
            visible: !tile.small && title.width + implicitWidth + tail.width + Style.mm(3) <= top.width
            anchors.right: tail.left
            anchors.baseline: tail.baseline
            text: tile.serialHead
            color: tile.ink
            font.pixelSize: Style.letters(3.6)
        }

        PlainText {
            id: tail
            objectName: "serialTail"
            visible: !tile.tight
            anchors.right: parent.right
            width: Math.min(implicitWidth, parent.width - title.width - Style.mm(2))
            height: parent.height
            text: tile.serialTail
            color: tile.ink
            font.bold: true
            font.pixelSize: Style.letters(tile.small ? 4.5 : 6.5)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(1.8)
            horizontalAlignment: Text.AlignRight
            verticalAlignment: Text.AlignVCenter
        }
    }

    Item {
        id: middle
        anchors.top: top.bottom
        anchors.bottom: tile.small ? parent.bottom : strip.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: tile.pad
        anchors.topMargin: 0

        // Figure and word: side by side when a sentence needs the room below or the room is low.
        Item {
            id: sign
            readonly property bool flat: !tile.small && (tile.speaks || parent.height < Style.mm(30))
            readonly property real room: parent.height - foot.height - (tile.tight ? Style.mm(4) : tile.small && !tile.speaks ? Style.mm(7) : 0)
            y: tile.tight ? Style.mm(4) : 0
            width: parent.width
            height: tile.speaks && !tile.tight ? Math.min(Style.mm(40), room * 0.46)
                                               : tile.tight ? room * 0.45 : room

            VerdictGlyph {
                id: figure
                objectName: "figure"
                readonly property real side: sign.flat ? Math.min(sign.height, sign.width * 0.42)
                                                       : Math.min(sign.height - large.height, sign.width)
                visible: !tile.tight
                width: Math.max(0, Math.min(side, Style.mm(60)))
                height: width
                x: sign.flat ? 0 : (sign.width - width) / 2
                y: sign.flat ? (sign.height - height) / 2 : 0
                name: tile.glyph
                body: tile.glyphInk
                mark: tile.ground
            }

            PlainText {
                objectName: "secondsText"
                visible: tile.working && !tile.tight
                anchors.centerIn: figure
                width: figure.width * 0.6
                height: figure.height * 0.4
                text: tile.seconds
                color: Style.workInk
                font.bold: true
                font.pixelSize: figure.height * 0.3
                fontSizeMode: Text.Fit
                minimumPixelSize: Style.mm(2)
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }

            PlainText {
                id: large
                objectName: "word"
                x: sign.flat ? figure.width + Style.mm(2) : 0
                y: sign.flat || tile.tight ? 0 : sign.height - height
                width: sign.width - x
                height: sign.flat || tile.tight ? sign.height : Math.min(Style.mm(13), sign.height * 0.3)
                text: tile.word
                color: tile.ink
                font.bold: true
                font.pixelSize: Style.letters(tile.tight ? 5 : sign.flat ? 9 : 11)
                fontSizeMode: Text.Fit
                minimumPixelSize: Style.mm(1.8)
                horizontalAlignment: sign.flat || tile.tight ? Text.AlignLeft : Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                wrapMode: Text.WordWrap
            }
        }

        // Where there is room for one line only, it is the one that matters most.
        PlainText {
            objectName: "line"
            visible: tile.small && !(tile.speaks && !tile.tight)
            anchors.top: sign.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            text: tile.feedback !== "" ? tile.feedback
                : tile.working ? (tile.tight ? tile.seconds : tile.activity)
                : tile.code !== "" ? tile.code
                : tile.serialTail !== "" && tile.tight ? tile.serialTail : tile.action
            color: tile.ink
            font.bold: true
            font.pixelSize: Style.letters(tile.tight ? 4 : 4.5)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(1.6)
            horizontalAlignment: tile.tight ? Text.AlignLeft : Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.WordWrap
        }

        PlainText {
            objectName: "sentence"
            visible: tile.speaks && !tile.tight
            anchors.top: sign.bottom
            anchors.bottom: foot.top
            width: parent.width
            text: tile.feedback !== "" && tile.small ? tile.feedback
                : tile.happened + "\n" + tile.doNow + (tile.small && tile.mayStart ? "\n\u25B6 " + tile.action : "")
            color: tile.ink
            font.pixelSize: Style.letters(6)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(2)
            wrapMode: Text.WordWrap
            verticalAlignment: Text.AlignVCenter
        }

        Item {
            id: foot
            anchors.bottom: parent.bottom
            width: parent.width
            height: tile.small || (tile.receipt === "" && tile.code === "") ? 0 : Style.letters(5)
            visible: height > 0

            PlainText {
                objectName: "receiptText"
                anchors.left: parent.left
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width * 0.45
                text: tile.receipt === "" ? "" : qsTr("Receipt %1").arg(tile.receipt)
                color: tile.ink
                font.pixelSize: Style.letters(3.8)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.8)
            }

            PlainText {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width * 0.53
                text: tile.code !== "" ? tile.code : tile.training && tile.result ? qsTr("training") : ""
                color: tile.ink
                font.pixelSize: Style.letters(3.2)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Style.mm(1.6)
                horizontalAlignment: Text.AlignRight
            }
        }
    }

    // The answer to a press that was refused: at once, in words, over everything but the strip.
    Rectangle {
        objectName: "feedbackPlate"
        visible: tile.feedback !== "" && !tile.small
        anchors.fill: middle
        radius: Style.mm(1.5)
        color: Style.plate
        border.width: Style.mm(0.8)
        border.color: Style.ink

        PlainText {
            objectName: "feedback"
            anchors.fill: parent
            anchors.margins: Style.mm(2)
            text: tile.feedback
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.letters(6)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(2)
            wrapMode: Text.WordWrap
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
    }

    StartButton {
        id: strip
        objectName: "start"
        visible: !tile.small
        readonly property bool bright: tile.yourTurn && tile.step !== "insert-board"
        x: tile.pad
        width: tile.width - 2 * tile.pad
        height: tile.result || tile.status === "trouble"
                ? Style.mm(Style.touchMm)
                : Math.max(Style.mm(Style.touchMm), Math.min(Style.mm(Style.startHeightMm), tile.height * 0.55))
        y: tile.height - height - tile.pad
        text: tile.working ? "" : tile.action
        figure: tile.working ? "" : tile.mayStart ? "press-start" : tile.step
        letterMm: tile.mayStart && !tile.result ? 11 : tile.result ? 6 : 7
        ground: bright ? Style.turn : tile.working ? Style.work : tile.ground
        ink: bright ? Style.turnInk : tile.yourTurn && !tile.result ? Style.turn : tile.ink
        outlined: !bright
        onPressed: byKeyboard => tile.press(byKeyboard)

        // Neutral and in motion: neither of the two results.
        Item {
            visible: tile.working
            anchors.fill: parent
            anchors.margins: Style.mm(0.8)
            clip: true

            Stripes {
                id: band
                width: parent.width + period
                height: parent.height
                ground: Style.work
                stripe: Style.workStripe
                period: Style.mm(12)

                NumberAnimation on x {
                    running: tile.working && strip.visible
                    from: -band.period
                    to: 0
                    duration: 900
                    loops: Animation.Infinite
                }
            }

            PlainText {
                objectName: "activity"
                anchors.fill: parent
                anchors.margins: Style.mm(2)
                anchors.bottomMargin: Style.mm(7)
                text: tile.activity
                color: Style.workInk
                font.bold: true
                font.pixelSize: Style.letters(8)
                fontSizeMode: Text.Fit
                minimumPixelSize: Style.mm(2)
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }

            Rectangle {
                visible: tile.progress >= 0
                anchors.bottom: parent.bottom
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: Style.mm(1.5)
                height: Style.mm(4)
                color: Style.plate
                border.width: Style.mm(0.4)
                border.color: Style.ink

                Rectangle {
                    objectName: "progressBar"
                    x: Style.mm(0.4)
                    y: Style.mm(0.4)
                    width: (parent.width - Style.mm(0.8)) * Math.max(0, tile.progress)
                    height: parent.height - Style.mm(0.8)
                    color: Style.ink
                }
            }
        }
    }

    Rectangle {
        anchors.fill: parent
        visible: tile.scanHere || (tile.small && tile.yourTurn)
        color: "transparent"
        radius: tile.radius
        border.width: Style.mm(tile.scanHere ? 1.4 : 0.7)
        border.color: Style.turn
    }
}
