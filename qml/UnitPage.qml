import QtQuick
import QtQuick.Layouts
import Greenlight.View

// The story of a unit: on the left its attempts, the newest first, on the right everything that is
// on record about the one that is chosen.
GridLayout {
    id: page
    required property UnitDesk unit
    required property FileDesk files
    required property AuditDesk audit
    property bool mayCertify: false
    readonly property bool certified: files.certificate && (files.busy || files.outcome !== "")
    // The unit was chosen from a list, to which there is a way back.
    property bool fromList: false
    property bool across: true
    property real screenWidth: 0
    readonly property bool found: unit.state === "found"

    signal backAsked

    columns: across ? 2 : 1
    columnSpacing: Style.mm(2)
    rowSpacing: Style.mm(2)

    ColumnLayout {
        Layout.fillHeight: true
        Layout.fillWidth: !page.across
        Layout.preferredWidth: Math.max(Style.mm(76), Math.min(Style.mm(120), page.screenWidth * 0.32))
        Layout.maximumWidth: page.across ? Layout.preferredWidth : Infinity
        Layout.maximumHeight: page.across ? page.height : page.height * 0.4
        spacing: Style.mm(1.5)

        SearchField {
            id: search
            inputName: "unitField"
            caption: qsTr("Scan or type a serial number or UID")
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(Style.touchMm)
            onAsked: text => page.unit.lookUp(text)

            Connections {
                target: page.unit
                function onChanged() {
                    if (page.unit.asked !== "" && search.text !== page.unit.asked) {
                        search.text = page.unit.asked;
                    }
                }
            }
        }

        StartButton {
            objectName: "backButton"
            visible: page.fromList
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(Style.touchMm)
            text: qsTr("Back to the list")
            letterMm: 5
            ground: Style.plate
            ink: Style.ink
            onPressed: page.backAsked()
        }

        Scroller {
            id: times
            Layout.fillWidth: true
            Layout.fillHeight: true

            Column {
                width: times.innerWidth
                spacing: Style.mm(1)

                Repeater {
                    objectName: "attempts"
                    model: page.unit.attempts

                    // qmllint disable unqualified
                    delegate: AttemptRow {
                        required property var modelData
                        required property int index
                        objectName: "attempt" + modelData.number
                        width: times.innerWidth
                        attempt: modelData
                        chosen: page.unit.chosen === index
                        onPressed: page.unit.choose(index)
                    }
                    // qmllint enable unqualified
                }
            }
        }
    }

    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true

        PageNote {
            objectName: "unitNote"
            anchors.fill: parent
            visible: !page.found && !auditing.visible
            anchors.bottomMargin: start.visible ? start.height : 0
            alarm: page.unit.state === "fault" || page.unit.state === "unfit"
            figure: page.unit.state === "busy" ? "wait"
                  : page.unit.state === "empty" ? "scan-label"
                  : page.unit.state === "absent" ? "vacant" : "trouble"
            text: page.unit.state === "empty" ? qsTr("Whose record shall be shown?")
                : page.unit.state === "busy" ? qsTr("Looking through the records …") : page.unit.message
        }

        Scroller {
            id: record
            objectName: "record"
            anchors.fill: parent
            anchors.bottomMargin: certificate.visible ? certificate.height + Style.mm(1.5) : 0
            visible: page.found && !page.certified

            Connections {
                target: page.unit
                function onChanged() {
                    record.contentY = 0;
                }
            }

            RecordView {
                width: record.innerWidth
                sections: page.unit.sections
            }
        }

        // Before anybody is asked for there is room for all of them.
        AuditSheet {
            id: auditing
            objectName: "auditSheet"
            anchors.fill: parent
            visible: page.unit.state === "empty" && page.audit.state !== "empty"
            audit: page.audit
        }

        StartButton {
            id: start
            objectName: "auditButton"
            anchors.bottom: parent.bottom
            width: parent.width
            height: Style.mm(Style.touchMm)
            visible: page.unit.state === "empty" && page.audit.state === "empty"
            text: qsTr("Verify all records")
            letterMm: 6
            ground: Style.plate
            ink: Style.ink
            onPressed: page.audit.verify()
        }

        PageNote {
            objectName: "certificateNote"
            anchors.fill: parent
            anchors.bottomMargin: certificate.height
            visible: page.found && page.certified
            alarm: !page.files.busy && !page.files.done
            figure: page.files.busy ? "wait" : page.files.done ? "ready" : "trouble"
            text: page.files.busy ? qsTr("Writing the certificate …") : page.files.outcome
        }

        StartButton {
            id: certificate
            objectName: "certificateButton"
            anchors.bottom: parent.bottom
            width: parent.width
            height: Style.mm(Style.touchMm)
            visible: page.found && page.mayCertify && !page.files.busy
            text: page.certified ? qsTr("Back to the record") : qsTr("Certificate")
            letterMm: 6
            ground: Style.plate
            ink: Style.ink
            onPressed: {
                if (page.certified) {
                    page.files.forget();
                } else {
                    page.files.certify();
                }
            }
        }
    }

    Component.onCompleted: search.takeFocus()
}
