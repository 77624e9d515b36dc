import QtQuick
import QtQuick.Layouts
import Greenlight.View

// What only some may do, for a reason: on the left what can be done, on the right where and why, and
// below the one button that asks for the PIN.
GridLayout {
    id: page
    required property OverrideDesk overrides
    property bool across: true

    columns: across ? 2 : 1
    columnSpacing: Style.mm(2)
    rowSpacing: Style.mm(2)

    component Choice: StartButton {
        property bool chosen: false
        property bool due: true
        letterMm: 4.6
        ground: chosen ? Style.turn : due ? Style.plate : Style.idle
        ink: chosen ? Style.turnInk : due ? Style.ink : Style.softInk
        enabled: due
    }

    GridLayout {
        Layout.fillHeight: page.across
        Layout.fillWidth: !page.across
        Layout.preferredWidth: Style.mm(56)
        Layout.maximumWidth: page.across ? Style.mm(56) : Infinity
        columns: page.across ? 1 : 3
        rowSpacing: Style.mm(1.5)
        columnSpacing: Style.mm(1.5)

        Repeater {
            objectName: "acts"
            model: page.overrides.acts

            // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
            // qmllint disable unqualified
            delegate: Choice {
                required property var modelData
                objectName: modelData.word
                Layout.fillWidth: true
                Layout.fillHeight: page.across
                Layout.preferredWidth: 1
                Layout.preferredHeight: Style.mm(26)
                Layout.minimumHeight: Style.mm(Style.touchMm)
                Layout.maximumHeight: Style.mm(32)
                text: modelData.title
                note: modelData.remark
                due: modelData.due
                chosen: page.overrides.act === modelData.word
                onPressed: page.overrides.choose(modelData.word)
            }
            // qmllint enable unqualified
        }

        Item {
            Layout.fillHeight: page.across
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Style.mm(1.5)

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            PageNote {
                objectName: "overrideNote"
                anchors.fill: parent
                visible: page.overrides.act === ""
                alarm: page.overrides.outcome !== "" && !page.overrides.done
                figure: page.overrides.outcome === "" ? "call-supervisor"
                      : page.overrides.done ? "ready" : "trouble"
                text: page.overrides.outcome !== "" ? page.overrides.outcome
                    : qsTr("What shall be allowed? It goes on record with your name and your reason.")
            }

            Scroller {
                id: scroll
                anchors.fill: parent
                visible: page.overrides.act !== ""

                Column {
                    width: scroll.innerWidth
                    spacing: Style.mm(1.5)

                    PlainText {
                        visible: page.overrides.places.length > 0
                        width: parent.width
                        text: qsTr("Which slot?")
                        color: Style.ink
                        font.bold: true
                        font.pixelSize: Style.letters(4.4)
                    }

                    Flow {
                        width: parent.width
                        spacing: Style.mm(1.5)

                        Repeater {
                            objectName: "places"
                            model: page.overrides.places

                            // qmllint disable unqualified
                            delegate: Choice {
                                required property var modelData
                                required property int index
                                objectName: "place" + modelData.name
                                width: Style.mm(27)
                                height: Style.mm(Style.touchMm)
                                text: modelData.name
                                note: modelData.remark
                                letterMm: 6
                                due: modelData.due
                                chosen: page.overrides.place === index
                                onPressed: page.overrides.choosePlace(index)
                            }
                            // qmllint enable unqualified
                        }
                    }

                    PlainText {
                        width: parent.width
                        text: qsTr("Why?")
                        color: Style.ink
                        font.bold: true
                        font.pixelSize: Style.letters(4.4)
                    }

                    Grid {
                        id: usual
                        width: parent.width
                        columns: width > Style.mm(120) ? 2 : 1
                        spacing: Style.mm(1.5)

                        Repeater {
                            objectName: "reasons"
                            model: page.overrides.reasons

                            // qmllint disable unqualified
                            delegate: Choice {
                                required property string modelData
                                required property int index
                                objectName: "reason" + index
                                width: (usual.width + usual.spacing) / usual.columns - usual.spacing
                                height: Style.mm(Style.touchMm)
                                text: modelData
                                chosen: page.overrides.reason === modelData
                                onPressed: page.overrides.giveReason(modelData)
                            }
                            // qmllint enable unqualified
                        }
                    }

                    SearchField {
                        id: typed
                        inputName: "reasonField"
                        caption: qsTr("Another reason")
                        width: parent.width
                        height: Style.mm(Style.touchMm)
                        longest: 200
                        onTextChanged: {
                            if (text !== "") {
                                page.overrides.giveReason(text);
                            }
                        }

                        Connections {
                            target: page.overrides
                            function onChanged() {
                                if (typed.text !== page.overrides.reason) {
                                    typed.text = "";
                                }
                            }
                        }
                    }
                }
            }
        }

        StartButton {
            objectName: "allowButton"
            visible: page.overrides.act !== ""
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(Style.touchMm)
            text: page.overrides.complete ? qsTr("Allow") : qsTr("A slot and a reason are needed")
            letterMm: 6
            ground: page.overrides.complete ? Style.turn : Style.idle
            ink: page.overrides.complete ? Style.turnInk : Style.softInk
            onPressed: page.overrides.confirm()
        }
    }
}
