import QtQuick
import QtQuick.Layouts
import Greenlight.View

// The settings that may be changed at the screen, and another value for one of them.
GridLayout {
    id: section
    required property SettingsDesk desk
    property bool across: true

    columns: across ? 2 : 1
    columnSpacing: Style.mm(2)
    rowSpacing: Style.mm(2)

    Scroller {
        id: list
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: section.across ? -1 : section.height * 0.5

        Column {
            width: list.innerWidth
            spacing: Style.mm(1)

            Repeater {
                objectName: "settings"
                model: section.desk.settings

                // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
                // qmllint disable unqualified
                delegate: FactRow {
                    required property var modelData
                    required property int index
                    objectName: "setting" + index
                    width: list.innerWidth
                    touchable: true
                    chosen: section.desk.chosen === index
                    title: modelData.name
                    aside: modelData.value
                    fact: modelData.key
                    onPressed: section.desk.choose(index)
                }
                // qmllint enable unqualified
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: !section.across
        Layout.fillHeight: true
        Layout.minimumHeight: section.across ? 0 : section.height * 0.42
        Layout.preferredWidth: section.across ? Math.max(Style.mm(70), Math.min(Style.mm(120), section.width * 0.4)) : -1
        Layout.maximumWidth: section.across ? Layout.preferredWidth : Infinity
        spacing: Style.mm(1.5)

        OutcomeLine {
            Layout.fillWidth: true
            text: section.desk.outcome
            done: section.desk.done
            onDismissed: section.desk.forget()
        }

        PageNote {
            visible: section.desk.chosen < 0 && section.desk.outcome === ""
            Layout.fillWidth: true
            Layout.fillHeight: true
            figure: "press-start"
            text: section.desk.hindrance === "" ? qsTr("Choose a setting.") : section.desk.hindrance
        }

        // What there is to read and to say scrolls where there is no room; the key stays in sight.
        Scroller {
            id: form
            visible: section.desk.chosen >= 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            Column {
                width: form.innerWidth
                spacing: Style.mm(1.5)

                PlainText {
                    objectName: "settingPurpose"
                    width: parent.width
                    text: section.desk.purpose
                    color: Style.ink
                    font.pixelSize: Style.letters(4)
                    wrapMode: Text.Wrap
                }

                Row {
                    id: keys
                    visible: section.desk.choices.length > 0
                    width: parent.width
                    spacing: Style.mm(1.2)

                    Repeater {
                        model: section.desk.choices

                        // qmllint disable unqualified
                        delegate: StartButton {
                            required property var modelData
                            readonly property bool is: section.desk.draft === modelData.word
                            objectName: "choice_" + modelData.word
                            width: (keys.width + keys.spacing) / Math.max(1, section.desk.choices.length) - keys.spacing
                            height: Style.mm(Style.touchMm)
                            text: modelData.text
                            figure: is ? "ready" : ""
                            letterMm: 4.4
                            ground: Style.plate
                            ink: Style.ink
                            outlined: is
                            onPressed: section.desk.draft = modelData.word
                        }
                        // qmllint enable unqualified
                    }
                }

                TypingField {
                    objectName: "settingField"
                    visible: section.desk.choices.length === 0
                    width: parent.width
                    caption: qsTr("Value")
                    text: section.desk.draft
                    onEdited: text => section.desk.draft = text
                }

                PlainText {
                    objectName: "settingObjection"
                    visible: text !== ""
                    width: parent.width
                    text: section.desk.objection
                    color: Style.failedSign
                    font.bold: true
                    font.pixelSize: Style.letters(3.8)
                    wrapMode: Text.Wrap
                }
            }
        }

        StartButton {
            objectName: "takeSetting"
            visible: section.desk.chosen >= 0
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(Style.touchMm)
            text: section.desk.hindrance === "" ? qsTr("Take this value") : section.desk.hindrance
            letterMm: 5
            ground: section.desk.due ? Style.turn : Style.idle
            ink: section.desk.due ? Style.turnInk : Style.softInk
            onPressed: section.desk.take()
        }
    }
}
