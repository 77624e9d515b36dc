import QtQuick
import QtQuick.Layouts
import Greenlight.View

// Every socket with its probe, and telling the slots apart by moving something at each.
GridLayout {
    id: section
    required property ProbeDesk probes
    property bool across: true

    columns: across ? 2 : 1
    columnSpacing: Style.mm(2)
    rowSpacing: Style.mm(2)

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Style.mm(1.5)

        OutcomeLine {
            Layout.fillWidth: true
            text: section.probes.outcome
            done: section.probes.done
            onDismissed: section.probes.forget()
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            PageNote {
                objectName: "probeNote"
                anchors.fill: parent
                visible: section.probes.message !== ""
                alarm: true
                figure: "vacant"
                text: section.probes.message
            }

            Scroller {
                id: list
                objectName: "socketList"
                anchors.fill: parent
                visible: section.probes.message === ""

                Column {
                    width: list.innerWidth
                    spacing: Style.mm(1)

                    Repeater {
                        objectName: "sockets"
                        model: section.probes.sockets

                        // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
                        // qmllint disable unqualified
                        delegate: FactRow {
                            required property var modelData
                            objectName: "socket_" + modelData.port
                            width: list.innerWidth
                            figure: modelData.sign
                            title: modelData.title
                            aside: modelData.port
                            fact: modelData.probe
                            more: modelData.counts
                            remark: modelData.remark
                        }
                        // qmllint enable unqualified
                    }
                }
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: !section.across
        Layout.fillHeight: section.across
        Layout.preferredWidth: section.across ? Math.max(Style.mm(62), Math.min(Style.mm(110), section.width * 0.34)) : -1
        Layout.maximumWidth: section.across ? Layout.preferredWidth : Infinity
        spacing: Style.mm(1.5)

        StartButton {
            objectName: "beginMapping"
            visible: !section.probes.mapping
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(Style.touchMm)
            text: section.probes.hindrance === "" ? qsTr("Say which socket is which slot") : section.probes.hindrance
            letterMm: 4.6
            ground: section.probes.hindrance === "" ? Style.turn : Style.idle
            ink: section.probes.hindrance === "" ? Style.turnInk : Style.softInk
            onPressed: section.probes.beginMapping()
        }

        PlainText {
            objectName: "mappingPrompt"
            visible: section.probes.mapping
            Layout.fillWidth: true
            text: section.probes.prompt
            color: Style.ink
            font.bold: true
            font.pixelSize: Style.letters(4.8)
            wrapMode: Text.Wrap
        }

        PlainText {
            objectName: "mappingRemark"
            visible: section.probes.mapping && text !== ""
            Layout.fillWidth: true
            text: section.probes.remark
            color: Style.ink
            font.pixelSize: Style.letters(4)
            wrapMode: Text.Wrap
        }

        Scroller {
            id: places
            visible: section.probes.mapping
            Layout.fillWidth: true
            Layout.fillHeight: true

            PlainText {
                objectName: "mappingPlaces"
                width: places.innerWidth
                text: section.probes.places
                color: Style.softInk
                font.pixelSize: Style.letters(4)
            }
        }

        RowLayout {
            visible: section.probes.mapping
            Layout.fillWidth: true
            spacing: Style.mm(1.2)

            StartButton {
                objectName: "mappingBack"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: Style.mm(Style.touchMm)
                text: section.probes.places !== "" ? qsTr("Take back") : qsTr("Cancel")
                letterMm: 4.4
                ground: Style.plate
                ink: Style.ink
                onPressed: {
                    if (section.probes.places !== "") {
                        section.probes.takeBack();
                    } else {
                        section.probes.endMapping();
                    }
                }
            }

            StartButton {
                objectName: "mappingSave"
                readonly property bool due: section.probes.places !== ""
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: Style.mm(Style.touchMm)
                text: qsTr("These are all")
                letterMm: 4.4
                ground: due ? Style.turn : Style.idle
                ink: due ? Style.turnInk : Style.softInk
                onPressed: section.probes.save()
            }
        }

        Item {
            visible: !section.probes.mapping
            Layout.fillHeight: true
        }
    }

    Timer {
        interval: section.probes.mapping ? 300 : 2000
        repeat: true
        running: section.visible
        onTriggered: section.probes.refresh()
    }

    Component.onCompleted: probes.refresh()
}
