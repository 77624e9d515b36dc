import QtQuick
import QtQuick.Layouts
import Greenlight.View

// How it goes: the figures with what they are made of, what goes wrong most, and how hours, slots or
// people compare, and how it went over time. Numbers stand beside every bar, so no colour is needed to read one.
GridLayout {
    id: page
    required property YieldDesk yields
    required property FileDesk files
    property bool across: true
    property bool exporting: false
    readonly property bool found: yields.state === "found"
    readonly property bool listing: yields.behind.isOpen && !exporting

    signal unitAsked(string unit)

    columns: across ? 2 : 1
    columnSpacing: Style.mm(2)
    rowSpacing: Style.mm(2)

    GridLayout {
        Layout.fillHeight: page.across
        Layout.fillWidth: !page.across
        Layout.preferredWidth: Style.mm(38)
        Layout.maximumWidth: page.across ? Style.mm(38) : Infinity
        columns: page.across ? 1 : 3
        rowSpacing: Style.mm(1.5)
        columnSpacing: Style.mm(1.5)

        StartButton {
            objectName: "periodButton"
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(24)
            Layout.minimumHeight: Style.mm(Style.touchMm)
            text: page.yields.period
            note: qsTr("Time")
            letterMm: 5
            ground: Style.plate
            ink: Style.ink
            onPressed: page.yields.nextPeriod()
        }

        StartButton {
            objectName: "breakdownButton"
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(24)
            Layout.minimumHeight: Style.mm(Style.touchMm)
            text: page.yields.breakdown
            note: qsTr("Bars")
            letterMm: 5
            ground: Style.plate
            ink: Style.ink
            onPressed: page.yields.nextBreakdown()
        }

        StartButton {
            objectName: "exportButton"
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(24)
            Layout.minimumHeight: Style.mm(Style.touchMm)
            text: page.exporting || page.listing ? qsTr("Charts") : qsTr("Export")
            letterMm: 5
            ground: Style.plate
            ink: Style.ink
            onPressed: {
                if (page.listing) {
                    page.yields.behind.clear();
                } else {
                    page.exporting = !page.exporting;
                }
            }
        }

        Item {
            Layout.fillHeight: true
        }
    }

    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true

        ExportSheet {
            objectName: "exportSheet"
            anchors.fill: parent
            visible: page.exporting
            files: page.files
            period: page.yields.period
        }

        BehindList {
            objectName: "behindList"
            anchors.fill: parent
            visible: page.listing
            yields: page.yields
            onAsked: unit => page.unitAsked(unit)
        }

        PageNote {
            objectName: "yieldNote"
            anchors.fill: parent
            visible: !page.found && !page.exporting && !page.listing
            alarm: page.yields.state === "fault"
            figure: alarm ? "trouble" : "wait"
            text: alarm ? page.yields.message : qsTr("Counting …")
        }

        Scroller {
            id: scroll
            objectName: "yieldScroll"
            anchors.fill: parent
            visible: page.found && !page.exporting && !page.listing

            Grid {
                id: charts
                readonly property real cell: (scroll.innerWidth + spacing) / columns - spacing
                columns: scroll.innerWidth > Style.mm(280) ? 2 : 1
                spacing: Style.mm(2)

                Column {
                    width: charts.cell
                    spacing: charts.spacing

                    YieldFigures {
                        width: parent.width
                        yields: page.yields
                    }

                    FaultBars {
                        objectName: "faultsSheet"
                        width: parent.width
                        yields: page.yields
                    }
                }

                Column {
                    width: charts.cell
                    spacing: charts.spacing

                    TrendChart {
                        objectName: "trendSheet"
                        room: scroll.height
                        width: parent.width
                        yields: page.yields
                    }

                    YieldBars {
                        objectName: "barsSheet"
                        width: parent.width
                        yields: page.yields
                    }

                    SlotFaults {
                        objectName: "cellsSheet"
                        width: parent.width
                        yields: page.yields
                    }
                }
            }
        }
    }

    // What is counted while one looks appears by itself.
    Timer {
        interval: 15000
        repeat: true
        running: page.visible
        onTriggered: page.yields.refresh()
    }

    Component.onCompleted: yields.refresh()
}
