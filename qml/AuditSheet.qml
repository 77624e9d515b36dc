import QtQuick
import QtQuick.Layouts
import Greenlight.View

// All records are verified: how far it is, and then what came out, in one sentence.
Item {
    id: sheet
    required property AuditDesk audit
    readonly property bool busy: audit.state === "busy"

    ColumnLayout {
        anchors.fill: parent
        spacing: Style.mm(1.5)

        PageNote {
            objectName: "auditNote"
            Layout.fillWidth: true
            Layout.fillHeight: true
            alarm: sheet.audit.state === "broken" || sheet.audit.state === "fault"
            figure: sheet.busy ? "wait" : sheet.audit.state === "sound" ? "ready" : "trouble"
            text: sheet.busy ? qsTr("Verifying …") + " " + sheet.audit.progress : sheet.audit.message
        }

        CourseBar {
            objectName: "auditBar"
            visible: sheet.busy
            share: sheet.audit.share
        }

        StartButton {
            objectName: "auditClose"
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(Style.touchMm)
            text: sheet.busy ? qsTr("Call off") : qsTr("Close")
            letterMm: 6
            ground: Style.plate
            ink: Style.ink
            onPressed: {
                if (sheet.busy) {
                    sheet.audit.cancel();
                } else {
                    sheet.audit.forget();
                }
            }
        }
    }
}
