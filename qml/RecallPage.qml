import QtQuick
import QtQuick.Layouts
import Greenlight.View

// Which boards have this file: on the left the files that ran, on the right how many units carry it
// now, how many were given it once, and which.
GridLayout {
    id: page
    required property RecallDesk recall
    property bool across: true
    property real screenWidth: 0
    readonly property bool found: recall.state === "found"

    columns: across ? 2 : 1
    columnSpacing: Style.mm(2)
    rowSpacing: Style.mm(2)

    ColumnLayout {
        Layout.fillHeight: true
        Layout.fillWidth: !page.across
        Layout.preferredWidth: Math.max(Style.mm(76), Math.min(Style.mm(130), page.screenWidth * 0.32))
        Layout.maximumWidth: page.across ? Layout.preferredWidth : Infinity
        Layout.maximumHeight: page.across ? page.height : page.height * 0.4
        spacing: Style.mm(1.5)

        SearchField {
            id: search
            inputName: "recallField"
            caption: qsTr("First digits of a file's SHA-256")
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(Style.touchMm)
            onAsked: text => page.recall.lookFor(text)

            Connections {
                target: page.recall
                function onChanged() {
                    if (page.recall.asked !== "" && search.text !== page.recall.asked) {
                        search.text = page.recall.asked;
                    }
                }
            }
        }

        Scroller {
            id: files
            Layout.fillWidth: true
            Layout.fillHeight: true

            Column {
                width: files.innerWidth
                spacing: Style.mm(1)

                Repeater {
                    objectName: "images"
                    model: page.recall.images

                    // qmllint disable unqualified
                    delegate: Rectangle {
                        id: file
                        required property var modelData
                        required property int index
                        objectName: "image" + index
                        width: files.innerWidth
                        height: Math.max(Style.mm(Style.touchMm), lines.height + Style.mm(3))
                        radius: Style.mm(2)
                        color: Style.plate
                        border.width: Style.mm(page.recall.asked.startsWith(modelData.digits) ? 1 : 0)
                        border.color: Style.turn
                        Accessible.role: Accessible.ListItem
                        Accessible.name: modelData.recipe + " " + modelData.version

                        Column {
                            id: lines
                            anchors.verticalCenter: parent.verticalCenter
                            x: Style.mm(2.5)
                            width: parent.width - 2 * x

                            PlainText {
                                width: parent.width
                                text: file.modelData.recipe + "  " + file.modelData.version
                                color: Style.ink
                                font.bold: true
                                font.pixelSize: Style.letters(4.4)
                                fontSizeMode: Text.HorizontalFit
                                minimumPixelSize: Style.mm(1.8)
                            }

                            PlainText {
                                width: parent.width
                                text: file.modelData.product + ", " + file.modelData.file
                                color: Style.softInk
                                font.pixelSize: Style.letters(3.6)
                                fontSizeMode: Text.HorizontalFit
                                minimumPixelSize: Style.mm(1.8)
                            }

                            PlainText {
                                width: parent.width
                                text: "# " + file.modelData.digits
                                color: Style.softInk
                                font.pixelSize: Style.letters(3.6)
                                fontSizeMode: Text.HorizontalFit
                                minimumPixelSize: Style.mm(1.8)
                            }
                        }

                        MouseArea {
                            anchors.fill: parent
                            onClicked: page.recall.choose(file.index)
                        }
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
            objectName: "recallNote"
            anchors.fill: parent
            visible: !page.found
            alarm: page.recall.state === "fault" || page.recall.state === "unfit"
            figure: page.recall.state === "busy" ? "wait"
                  : page.recall.state === "empty" ? "remove-board"
                  : page.recall.state === "absent" ? "vacant" : "trouble"
            text: page.recall.state === "empty" ? qsTr("Which file shall be looked for? Choose one that ran, or type.")
                : page.recall.state === "busy" ? qsTr("Looking through the records …") : page.recall.message
        }

        Scroller {
            id: answer
            anchors.fill: parent
            visible: page.found

            RecallAnswer {
                width: answer.innerWidth
                recall: page.recall
            }
        }
    }

    Component.onCompleted: {
        recall.refresh();
        search.takeFocus();
    }
}
