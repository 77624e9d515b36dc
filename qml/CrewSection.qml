import QtQuick
import QtQuick.Layouts
import Greenlight.View

// Who is who: everybody on the left, and on the right what becomes of somebody.
GridLayout {
    id: section
    required property CrewDesk crew
    property bool across: true

    // Who is written down gets the whole place: five fields have no room beside a list.
    readonly property bool writing: crew.task !== ""

    columns: across ? 2 : 1
    columnSpacing: Style.mm(2)
    rowSpacing: Style.mm(2)

    Scroller {
        id: list
        visible: !section.writing
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: section.across ? -1 : section.height * 0.4

        Column {
            width: list.innerWidth
            spacing: Style.mm(1)

            Repeater {
                objectName: "crew"
                model: section.crew.people

                // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
                // qmllint disable unqualified
                delegate: FactRow {
                    required property var modelData
                    required property int index
                    objectName: "member" + index
                    width: list.innerWidth
                    touchable: true
                    faint: modelData.away
                    chosen: section.crew.chosen === index
                    title: modelData.name
                    aside: modelData.remark
                    fact: modelData.role
                    onPressed: section.crew.choose(index)
                }
                // qmllint enable unqualified
            }
        }
    }

    ColumnLayout {
        readonly property bool narrow: section.across && !section.writing
        Layout.fillWidth: !narrow
        Layout.fillHeight: true
        Layout.minimumHeight: section.across ? 0 : section.height * 0.42
        Layout.preferredWidth: narrow ? Math.max(Style.mm(76), Math.min(Style.mm(130), section.width * 0.46)) : -1
        Layout.maximumWidth: narrow ? Layout.preferredWidth : Infinity
        spacing: Style.mm(1.5)

        OutcomeLine {
            Layout.fillWidth: true
            text: section.crew.outcome
            done: section.crew.done
            onDismissed: section.crew.forget()
        }

        Scroller {
            id: form
            Layout.fillWidth: true
            Layout.fillHeight: true

            Column {
                width: form.innerWidth
                spacing: Style.mm(1.2)

                StartButton {
                    objectName: "addPerson"
                    visible: !section.writing
                    width: parent.width
                    height: Style.mm(Style.touchMm)
                    text: section.crew.hindrance === "" ? qsTr("Add somebody") : section.crew.hindrance
                    letterMm: 4.6
                    ground: section.crew.hindrance === "" ? Style.turn : Style.idle
                    ink: section.crew.hindrance === "" ? Style.turnInk : Style.softInk
                    onPressed: section.crew.begin("add")
                }

                Repeater {
                    model: section.writing ? [] : section.crew.tasks

                    // qmllint disable unqualified
                    delegate: StartButton {
                        required property var modelData
                        objectName: "task_" + modelData.task
                        width: form.innerWidth
                        height: Style.mm(Style.touchMm)
                        text: modelData.text
                        letterMm: 4.6
                        ground: Style.plate
                        ink: Style.ink
                        onPressed: section.crew.begin(modelData.task)
                    }
                    // qmllint enable unqualified
                }

                Grid {
                    id: fields
                    readonly property real cell: (width + spacing) / columns - spacing
                    width: parent.width
                    columns: section.across ? 2 : 1
                    spacing: Style.mm(1.2)

                    Repeater {
                        objectName: "wants"
                        model: section.crew.wants

                        // qmllint disable unqualified
                        delegate: Loader {
                            id: want
                            required property string modelData
                            width: fields.cell
                            sourceComponent: modelData === "role" ? roleKey : typing

                            Component {
                                id: roleKey

                                StartButton {
                                    objectName: "crewRole"
                                    implicitHeight: Style.mm(Style.touchMm)
                                    text: section.crew.role
                                    note: qsTr("Role")
                                    letterMm: 5
                                    ground: Style.plate
                                    ink: Style.ink
                                    onPressed: section.crew.nextRole()
                                }
                            }

                            Component {
                                id: typing

                                TypingField {
                                    objectName: "crew_" + want.modelData
                                    secret: want.modelData === "pin" || want.modelData === "again" || want.modelData === "badge"
                                    longest: 128
                                    caption: want.modelData === "name" ? qsTr("Name")
                                           : want.modelData === "badge" ? qsTr("Badge: scan it now")
                                           : want.modelData === "pin" ? qsTr("PIN, 6 characters or more")
                                           : want.modelData === "again" ? qsTr("The same PIN once more") : qsTr("Reason")
                                    text: want.modelData === "badge" ? section.crew.badge : ""
                                    onEdited: text => section.crew.write(want.modelData, text)
                                }
                            }
                        }
                        // qmllint enable unqualified
                    }
                }

                PlainText {
                    objectName: "crewObjection"
                    visible: text !== ""
                    width: parent.width
                    text: section.crew.objection
                    color: Style.failedSign
                    font.bold: true
                    font.pixelSize: Style.letters(3.8)
                    wrapMode: Text.Wrap
                }
            }
        }

        RowLayout {
            visible: section.writing
            Layout.fillWidth: true
            spacing: Style.mm(1.2)

            StartButton {
                objectName: "crewCancel"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: Style.mm(Style.touchMm)
                text: qsTr("Cancel")
                letterMm: 4.6
                ground: Style.plate
                ink: Style.ink
                onPressed: section.crew.begin("")
            }

            StartButton {
                objectName: "crewSave"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: Style.mm(Style.touchMm)
                text: qsTr("Put on record")
                letterMm: 4.6
                ground: section.crew.due ? Style.turn : Style.idle
                ink: section.crew.due ? Style.turnInk : Style.softInk
                onPressed: section.crew.save()
            }
        }
    }

    Component.onCompleted: crew.refresh()
}
