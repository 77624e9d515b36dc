import QtQuick
import Greenlight.View

// First-pass yield over time as a p-chart: between its limits a point is a disc, outside of them a
// diamond. A touch on a point opens its units.
Sheet {
    id: sheet
    required property YieldDesk yields
    // How high the place is in which it is seen: the chart and its heads find room in it together.
    property real room: Style.mm(100)
    readonly property real scaleWidth: Style.letters(11)
    readonly property real plotHeight: Math.max(Style.mm(34), Math.min(Style.mm(60), room - Style.letters(38)))
    readonly property real headHeight: Style.letters(5)
    // Below the lowest number of the scale, which is half a line lower than its line.
    readonly property real headsAt: Style.mm(2) + plotHeight + headHeight / 2
    readonly property real column: (innerWidth - scaleWidth) / Math.max(1, yields.trend.length)
    readonly property bool any: yields.trend.length > 0

    title: qsTr("First-pass yield over time")

    // qmllint disable unqualified
    component Remark: PlainText {
        width: sheet.innerWidth
        visible: text !== ""
        color: Style.softInk
        font.pixelSize: Style.letters(3.4)
        wrapMode: Text.WordWrap
    }

    component Small: PlainText {
        height: sheet.headHeight
        color: Style.ink
        font.pixelSize: Style.letters(3.2)
        fontSizeMode: Text.Fit
        minimumPixelSize: Style.mm(1.4)
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    // qmllint enable unqualified

    // The marks of points: told apart by their shape, the colour comes on top.
    component Mark: Rectangle {
        property bool outside: false
        width: Style.mm(outside ? 3.6 : 2.6)
        height: width
        radius: outside ? 0 : width / 2
        rotation: outside ? 45 : 0
        color: outside ? Style.failedSign : Style.ink
        border.width: outside ? Style.mm(0.5) : 0
        border.color: Style.ink
    }

    Remark {
        visible: !sheet.any
        text: qsTr("Nothing was made in this time.")
        font.pixelSize: Style.letters(4)
    }

    PlainText {
        objectName: "trendFinding"
        visible: text !== ""
        width: sheet.innerWidth
        text: sheet.yields.trendFinding
        color: Style.ink
        font.bold: true
        font.pixelSize: Style.letters(3.8)
        wrapMode: Text.WordWrap
    }

    Item {
        objectName: "trendPlot"
        visible: sheet.any
        width: sheet.innerWidth
        height: sheet.headsAt + 2 * sheet.headHeight

        // The scale.
        Repeater {
            model: sheet.yields.trendLines

            // qmllint disable unqualified
            delegate: Item {
                id: mark
                required property var modelData
                y: Style.mm(2) + (1 - modelData.at) * sheet.plotHeight
                width: sheet.innerWidth

                Rectangle {
                    x: sheet.scaleWidth
                    width: parent.width - x
                    height: Math.max(1, Style.mm(0.2))
                    color: Style.edge
                }

                Small {
                    width: sheet.scaleWidth - Style.mm(1.4)
                    anchors.verticalCenter: parent.top
                    horizontalAlignment: Text.AlignRight
                    text: mark.modelData.text
                }
            }
            // qmllint enable unqualified
        }

        Item {
            id: plot
            x: sheet.scaleWidth
            y: Style.mm(2)
            width: sheet.column * sheet.yields.trend.length
            height: sheet.plotHeight

            // Between the limits, which are as wide as each point's units make them.
            Repeater {
                model: sheet.yields.trend

                // qmllint disable unqualified
                delegate: Item {
                    id: limits
                    required property var modelData
                    required property int index
                    visible: modelData.any
                    x: index * sheet.column
                    y: (1 - modelData.high) * plot.height
                    width: sheet.column
                    height: (modelData.high - modelData.low) * plot.height

                    Rectangle {
                        anchors.fill: parent
                        color: Style.work
                        opacity: 0.6
                    }

                    Rectangle {
                        width: parent.width
                        height: Style.mm(0.5)
                        color: Style.softInk
                    }

                    Rectangle {
                        anchors.bottom: parent.bottom
                        width: parent.width
                        height: Style.mm(0.5)
                        color: Style.softInk
                    }
                }
                // qmllint enable unqualified
            }

            Rectangle {
                y: (1 - sheet.yields.trendCentre) * plot.height - height / 2
                width: parent.width
                height: Style.mm(0.4)
                color: Style.turn
            }

            TrendLine {
                anchors.fill: parent
                points: sheet.yields.trend
                ink: Style.ink
                thickness: Style.mm(0.5)
            }
        }

        // A column for each point: as high as the chart, so that a gloved finger finds it.
        Repeater {
            objectName: "trend"
            model: sheet.yields.trend

            // qmllint disable unqualified
            delegate: TouchPlate {
                id: point
                required property var modelData
                required property int index
                objectName: "point" + index
                x: sheet.scaleWidth + index * sheet.column
                width: sheet.column
                height: parent ? parent.height : 0
                color: "transparent"
                name: modelData.text
                opens: modelData.any
                arrow: false
                onChosen: sheet.yields.showPoint(index)

                Mark {
                    objectName: "pointMark"
                    visible: point.modelData.any
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: Style.mm(2) + (1 - point.modelData.at) * sheet.plotHeight - height / 2
                    outside: point.modelData.outside
                }

                Small {
                    id: when
                    y: sheet.headsAt
                    width: parent.width
                    text: point.modelData.label
                    font.bold: point.modelData.outside
                }

                Small {
                    anchors.top: when.bottom
                    width: parent.width
                    text: point.modelData.units
                    color: Style.softInk
                }
            }
            // qmllint enable unqualified
        }

        Small {
            id: head
            y: sheet.headsAt
            width: sheet.scaleWidth - Style.mm(1.4)
            horizontalAlignment: Text.AlignRight
            text: sheet.yields.trendBy
        }

        Small {
            anchors.top: head.bottom
            width: head.width
            horizontalAlignment: Text.AlignRight
            text: "n"
            color: Style.softInk
        }
    }

    Flow {
        visible: sheet.any
        width: sheet.innerWidth
        spacing: Style.mm(4)

        component Legend: Row {
            property alias text: word.text
            default property alias figure: sign.data
            spacing: Style.mm(1.4)

            Item {
                id: sign
                width: Style.mm(5)
                height: word.height
            }

            PlainText {
                id: word
                color: Style.ink
                font.pixelSize: Style.letters(3.4)
            }
        }

        Legend {
            text: qsTr("inside")

            Mark {
                anchors.centerIn: parent
            }
        }

        Legend {
            text: qsTr("outside")

            Mark {
                anchors.centerIn: parent
                outside: true
            }
        }

        Legend {
            text: qsTr("between the limits")

            Rectangle {
                anchors.centerIn: parent
                width: parent.width
                height: Style.mm(3)
                color: Style.work
                border.width: Style.mm(0.5)
                border.color: Style.softInk
            }
        }

        Legend {
            text: qsTr("centre line")

            Rectangle {
                anchors.centerIn: parent
                width: parent.width
                height: Style.mm(0.4)
                color: Style.turn
            }
        }
    }

    Remark {
        objectName: "trendFormula"
        text: sheet.yields.trendFormula
    }

    Remark {
        visible: sheet.any
        text: qsTr("Touch a point, a bar or a number to see its units.")
    }
}
