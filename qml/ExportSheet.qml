import QtQuick
import QtQuick.Layouts
import Greenlight.View

// Records as files: a touch chooses the form, a bar shows how far it is, a sentence says which file
// it has become.
Item {
    id: sheet
    required property FileDesk files
    property string period

    ColumnLayout {
        anchors.fill: parent
        spacing: Style.mm(1.5)

        PlainText {
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(9)
            text: qsTr("Export: %1").arg(sheet.period)
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.letters(5)
            fontSizeMode: Text.Fit
            minimumPixelSize: Style.mm(1.8)
            verticalAlignment: Text.AlignVCenter
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Scroller {
                id: scroll
                anchors.fill: parent
                visible: !note.visible

                Grid {
                    id: keys
                    width: scroll.innerWidth
                    columns: Math.max(1, Math.floor((width + spacing) / (Style.mm(62) + spacing)))
                    spacing: Style.mm(1.5)

                    Repeater {
                        objectName: "exportForms"
                        model: sheet.files.forms

                        // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
                        // qmllint disable unqualified
                        delegate: StartButton {
                            required property var modelData
                            objectName: modelData.word
                            width: (keys.width + keys.spacing) / keys.columns - keys.spacing
                            height: Style.mm(Style.touchMm + 4)
                            text: modelData.title
                            note: modelData.remark
                            letterMm: 5
                            ground: Style.plate
                            ink: Style.ink
                            onPressed: sheet.files.write(modelData.word)
                        }
                        // qmllint enable unqualified
                    }
                }
            }

            PageNote {
                id: note
                objectName: "exportNote"
                anchors.fill: parent
                visible: sheet.files.busy || (sheet.files.outcome !== "" && !sheet.files.certificate)
                alarm: !sheet.files.busy && !sheet.files.done
                figure: sheet.files.busy ? "wait" : sheet.files.done ? "ready" : "trouble"
                text: sheet.files.busy ? qsTr("Writing …") + " " + sheet.files.progress : sheet.files.outcome
            }
        }

        CourseBar {
            objectName: "exportBar"
            visible: sheet.files.busy
            share: sheet.files.share
        }

        StartButton {
            objectName: "exportCancel"
            visible: note.visible
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(Style.touchMm)
            text: sheet.files.busy ? qsTr("Call off") : qsTr("Another file")
            letterMm: 6
            ground: Style.plate
            ink: Style.ink
            onPressed: {
                if (sheet.files.busy) {
                    sheet.files.cancel();
                } else {
                    sheet.files.forget();
                }
            }
        }
    }
}
