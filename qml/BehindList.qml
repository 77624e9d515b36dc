import QtQuick
import QtQuick.Layouts
import Greenlight.View

// The units behind what was touched in a chart, the newest first. A touch on one opens its story.
Item {
    id: list
    required property YieldDesk yields
    readonly property BehindDesk behind: yields.behind

    signal asked(string unit)

    component Step: StartButton {
        Layout.preferredWidth: Style.mm(30)
        Layout.preferredHeight: Style.mm(Style.touchMm)
        letterMm: 4.4
        ground: Style.plate
        ink: Style.ink
    }

    RowLayout {
        id: head
        width: parent.width
        spacing: Style.mm(2)

        Step {
            objectName: "earlierButton"
            visible: list.yields.hasEarlier
            text: qsTr("Earlier")
            onPressed: list.yields.showEarlier()
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Style.mm(1)

            PlainText {
                objectName: "behindTitle"
                Layout.fillWidth: true
                text: list.behind.title
                color: Style.ink
                font.bold: true
                font.pixelSize: Style.letters(5)
                wrapMode: Text.WordWrap
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            PlainText {
                objectName: "behindAbout"
                Layout.fillWidth: true
                visible: list.behind.state === "found"
                text: list.behind.about
                color: Style.softInk
                font.pixelSize: Style.letters(4)
                wrapMode: Text.WordWrap
            }
        }

        Step {
            objectName: "laterButton"
            visible: list.yields.hasLater
            text: qsTr("Later")
            onPressed: list.yields.showLater()
        }
    }

    PageNote {
        objectName: "behindNote"
        anchors.fill: scroll
        visible: list.behind.state !== "found"
        alarm: list.behind.state === "fault"
        figure: alarm ? "trouble" : "wait"
        text: alarm ? list.behind.message : qsTr("Looking through the records …")
    }

    Scroller {
        id: scroll
        objectName: "behindScroll"
        anchors.top: head.bottom
        anchors.topMargin: Style.mm(1.5)
        anchors.bottom: parent.bottom
        width: parent.width
        visible: list.behind.state === "found"

        Column {
            width: scroll.innerWidth
            spacing: Style.mm(1.5)

            Repeater {
                objectName: "behindUnits"
                model: list.behind.attempts

                // qmllint disable unqualified
                delegate: TouchPlate {
                    id: row
                    required property var modelData
                    required property int index
                    objectName: "behind" + index
                    width: scroll.innerWidth
                    height: Math.max(Style.mm(Style.touchMm), lines.height + Style.mm(3))
                    radius: Style.mm(2)
                    color: Style.plate
                    name: modelData.name + " " + modelData.word + " " + modelData.date + " " + modelData.time
                    opens: modelData.unit !== ""
                    onChosen: list.asked(modelData.unit)

                    VerdictPlate {
                        id: verdict
                        x: Style.mm(1.6)
                        y: Style.mm(1.6)
                        height: row.height - 2 * y
                        glyph: row.modelData.glyph
                        word: row.modelData.word
                    }

                    Column {
                        id: lines
                        anchors.left: verdict.right
                        anchors.leftMargin: Style.mm(2)
                        anchors.right: parent.right
                        anchors.rightMargin: Style.mm(6)
                        anchors.verticalCenter: parent.verticalCenter

                        PlainText {
                            width: parent.width
                            text: row.modelData.name
                            color: Style.ink
                            font.bold: true
                            font.pixelSize: Style.letters(4.4)
                            fontSizeMode: Text.HorizontalFit
                            minimumPixelSize: Style.mm(1.8)
                        }

                        PlainText {
                            width: parent.width
                            text: row.modelData.date + "  " + row.modelData.time + "  "
                                  + qsTr("slot %1").arg(row.modelData.slot)
                            color: Style.ink
                            font.pixelSize: Style.letters(3.6)
                            fontSizeMode: Text.HorizontalFit
                            minimumPixelSize: Style.mm(1.8)
                        }

                        PlainText {
                            visible: text !== ""
                            width: parent.width
                            text: row.modelData.happened === ""
                                  ? row.modelData.code : row.modelData.happened + "  " + row.modelData.code
                            color: Style.softInk
                            font.pixelSize: Style.letters(3.6)
                            wrapMode: Text.WordWrap
                        }
                    }
                }
                // qmllint enable unqualified
            }

            PlainText {
                objectName: "behindMore"
                visible: text !== ""
                width: parent.width
                text: list.behind.more
                color: Style.ink
                font.bold: true
                font.pixelSize: Style.letters(4)
                wrapMode: Text.WordWrap
            }
        }
    }

    // Each list begins at its top.
    Connections {
        target: list.behind
        function onTitleChanged() {
            scroll.contentY = 0;
        }
    }
}
