import QtQuick
import QtQuick.Layouts
import Greenlight.View

// A PIN with gloves on. Dots count the keys; what was pressed is never shown. A keyboard does as
// well, for PINs that are not numbers.
Rectangle {
    id: pad
    required property PinDesk pin
    readonly property real gap: Style.mm(1.6)

    color: Style.plate
    focus: visible
    activeFocusOnTab: false

    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
            pad.pin.confirm();
        } else if (event.key === Qt.Key_Backspace) {
            pad.pin.back();
        } else if (event.key === Qt.Key_Escape) {
            pad.pin.cancel();
        } else {
            pad.pin.type(event.text);
        }
    }

    component PadKey: StartButton {
        Layout.fillWidth: true
        Layout.preferredWidth: Style.mm(Style.touchMm)
        Layout.minimumWidth: Style.mm(Style.touchMm)
        Layout.fillHeight: true
        Layout.minimumHeight: Style.mm(Style.touchMm)
        letterMm: 9
        ground: Style.idle
        ink: Style.ink
        activeFocusOnTab: false
    }

    component Digit: PadKey {
        required property int digit
        required property PinDesk pin
        objectName: "digit" + digit
        text: digit
        onPressed: pin.type(text)
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Style.mm(2)
        spacing: Style.mm(1)

        PlainText {
            objectName: "pinPerson"
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(6.5)
            text: qsTr("PIN of %1").arg(pad.pin.person)
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.letters(5)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(2.5)
            verticalAlignment: Text.AlignVCenter
        }

        // Dots, or why the last PIN was not taken.
        Item {
            Layout.fillWidth: true
            Layout.preferredHeight: Math.max(Style.mm(9), Math.min(Style.mm(20), pad.height - Style.mm(100)))

            Rectangle {
                anchors.fill: parent
                radius: Style.mm(1)
                color: pad.pin.refusal !== "" ? Style.failed : Style.field
                border.width: Style.mm(0.4)
                border.color: pad.pin.refusal !== "" ? Style.failed : Style.edge
            }

            Row {
                anchors.centerIn: parent
                visible: pad.pin.refusal === ""
                spacing: Style.mm(1.4)

                Repeater {
                    objectName: "pinDots"
                    // More than a PIN ever has would not fit, and nobody counts them.
                    model: Math.min(pad.pin.typed, 16)

                    Rectangle {
                        width: Style.mm(3.4)
                        height: width
                        radius: width / 2
                        color: Style.ink
                    }
                }
            }

            VerdictGlyph {
                anchors.centerIn: parent
                visible: pad.pin.busy
                width: Style.mm(7)
                height: width
                name: "wait"
                body: Style.ink
            }

            PlainText {
                objectName: "pinRefusal"
                anchors.fill: parent
                anchors.margins: Style.mm(1)
                visible: text !== ""
                text: pad.pin.refusal
                color: Style.failedInk
                font.bold: true
                font.pixelSize: Style.letters(4.5)
                fontSizeMode: Text.Fit
                minimumPixelSize: Style.mm(1.8)
                wrapMode: Text.WordWrap
                verticalAlignment: Text.AlignVCenter
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
        }

        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: Style.mm(4 * 26) + 3 * pad.gap
            columns: 4
            rowSpacing: pad.gap
            columnSpacing: pad.gap

            Digit { digit: 1; pin: pad.pin }
            Digit { digit: 2; pin: pad.pin }
            Digit { digit: 3; pin: pad.pin }

            PadKey {
                objectName: "pinCancel"
                Layout.preferredWidth: Style.mm(27)
                text: qsTr("Cancel")
                letterMm: 4.6
                onPressed: pad.pin.cancel()
            }

            Digit { digit: 4; pin: pad.pin }
            Digit { digit: 5; pin: pad.pin }
            Digit { digit: 6; pin: pad.pin }

            PadKey {
                objectName: "pinBack"
                Layout.preferredWidth: Style.mm(27)
                text: qsTr("Back")
                letterMm: 4.6
                onPressed: pad.pin.back()
            }

            Digit { digit: 7; pin: pad.pin }
            Digit { digit: 8; pin: pad.pin }
            Digit { digit: 9; pin: pad.pin }

            PadKey {
                objectName: "pinConfirm"
                Layout.preferredWidth: Style.mm(27)
                Layout.rowSpan: 2
                text: pad.pin.forAct ? qsTr("Allow") : qsTr("Sign in")
                letterMm: 5.4
                ground: pad.pin.typed > 0 && !pad.pin.busy ? Style.turn : Style.idle
                ink: pad.pin.typed > 0 && !pad.pin.busy ? Style.turnInk : Style.softInk
                onPressed: pad.pin.confirm()
            }

            Item {
                Layout.fillWidth: true
            }
            Digit { digit: 0; pin: pad.pin }
            Item {
                Layout.fillWidth: true
            }
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
