import QtQuick
import Greenlight.View

// The Pareto: what goes wrong most, how often, and how much of all it is together with what stands
// above it. A touch opens the attempts.
Sheet {
    id: sheet
    required property YieldDesk yields

    title: qsTr("What went wrong most")

    PlainText {
        visible: sheet.yields.faults.length === 0
        width: sheet.innerWidth
        text: qsTr("No attempt failed in this time.")
        color: Style.softInk
        font.pixelSize: Style.letters(4)
        wrapMode: Text.WordWrap
    }

    Repeater {
        objectName: "faults"
        model: sheet.yields.faults

        // qmllint disable unqualified
        delegate: TouchPlate {
            id: fault
            required property var modelData
            required property int index
            objectName: "fault" + index
            width: sheet.innerWidth
            height: Math.max(Style.mm(Style.touchMm), lines.height + Style.mm(3))
            name: (modelData.happened === "" ? modelData.code : modelData.happened) + " " + modelData.attempts
            onChosen: sheet.yields.showFault(index)

            Column {
                id: lines
                x: Style.mm(2)
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - Style.mm(8)
                spacing: Style.mm(0.4)

                PlainText {
                    width: parent.width
                    text: fault.modelData.happened === "" ? fault.modelData.code : fault.modelData.happened
                    color: Style.ink
                    font.bold: true
                    font.pixelSize: Style.letters(3.8)
                    wrapMode: Text.WordWrap
                }

                Item {
                    width: parent.width
                    height: Style.mm(6)

                    Rectangle {
                        width: parent.width
                        height: parent.height
                        color: Style.work
                    }

                    Rectangle {
                        width: Math.max(Style.mm(0.6), fault.modelData.length * parent.width)
                        height: parent.height
                        color: Style.failedSign
                    }

                    // The running share, as a mark on the scale from nothing to all.
                    Rectangle {
                        x: Math.min(parent.width - width, fault.modelData.runningPart * parent.width)
                        width: Style.mm(0.8)
                        height: parent.height
                        color: Style.ink
                    }
                }

                PlainText {
                    width: parent.width
                    text: qsTr("%1 attempts, %2 of them first ones; %3, with those above %4")
                          .arg(fault.modelData.attempts).arg(fault.modelData.first)
                          .arg(fault.modelData.part).arg(fault.modelData.running)
                    color: Style.ink
                    font.pixelSize: Style.letters(3.4)
                    wrapMode: Text.WordWrap
                }

                PlainText {
                    visible: fault.modelData.happened !== ""
                    width: parent.width
                    text: fault.modelData.code + "  " + fault.modelData.stage
                    color: Style.softInk
                    font.pixelSize: Style.letters(3.4)
                    wrapMode: Text.WordWrap
                }
            }
        }
        // qmllint enable unqualified
    }
}
