import QtQuick
import QtQuick.Layouts
import Greenlight.View

// Which station, whose hands, what time, and whether engine and records are alive.
Rectangle {
    id: header
    required property lineFace face

    color: Style.bar

    component Lamp: Row {
        id: lamp
        property bool ok: true
        property bool lit: true
        property string text
        spacing: Style.mm(1.5)

        VerdictGlyph {
            anchors.verticalCenter: parent.verticalCenter
            width: Style.mm(5)
            height: Style.mm(5)
            name: lamp.ok ? "passed" : "trouble"
            body: lamp.ok ? "#D3D8DC" : Style.unknown
            mark: Style.bar
            opacity: lamp.ok && !lamp.lit ? 0.55 : 1
        }

        PlainText {
            anchors.verticalCenter: parent.verticalCenter
            text: lamp.text
            color: lamp.ok ? Style.barInk : Style.unknown
            // The person's name needs what is left.
            font.pixelSize: Style.mm(3.8 * Math.min(Style.textScale, 1.2))
            font.bold: !lamp.ok
        }
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Style.mm(4)
        anchors.rightMargin: Style.mm(4)
        spacing: Style.mm(5)

        PlainText {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumWidth: Style.mm(25)
            text: header.face.station
            color: Style.barInk
            font.bold: true
            font.pixelSize: Style.letters(6)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(2.5)
            verticalAlignment: Text.AlignVCenter
        }

        PlainText {
            objectName: "personText"
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            text: header.face.role === "" ? header.face.operatorName
                                          : header.face.operatorName + " · " + header.face.role
            color: Style.barInk
            font.pixelSize: Style.letters(4.5)
            font.bold: header.face.role !== ""
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Style.mm(2.2)
            verticalAlignment: Text.AlignVCenter
        }

        Lamp {
            objectName: "engineLamp"
            ok: header.face.alive
            lit: header.face.beat
            text: ok ? qsTr("Engine") : qsTr("No engine")
        }

        Lamp {
            objectName: "recordsLamp"
            ok: header.face.recordsOk
            text: ok ? qsTr("Records") : qsTr("No records")
        }

        PlainText {
            text: header.face.clock
            color: Style.barInk
            font.pixelSize: Style.mm(5.5 * Math.min(Style.textScale, 1.2))
        }
    }
}
