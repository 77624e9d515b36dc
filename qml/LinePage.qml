import QtQuick
import QtQuick.Layouts
import Greenlight.View

// The line page: the fixture's slots as they lie in front of the operator, and beside them what is
// made, or the menu while it is open.
GridLayout {
    id: page
    required property LineDesk desk
    required property ShiftDesk shift
    required property bool across
    // Of the whole screen: a layout does not follow a width that it makes itself.
    required property real screenWidth
    readonly property lineFace face: desk.face
    readonly property bool silent: !face.alive
    readonly property real columnWidth: Math.max(Style.mm(46), Math.min(Style.mm(80), screenWidth * 0.21))
    readonly property bool padBeside: desk.pin.wanted && across

    columns: across ? 2 : 1
    columnSpacing: 0
    rowSpacing: 0

    function takeFocus() {
        column.startAll.forceActiveFocus();
    }

    Item {
        id: area
        readonly property real gap: Style.mm(1.5)
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.margins: gap

        Grid {
            id: grid
            readonly property int count: tiles.count
            readonly property int rowCount: Math.max(1, Math.ceil(count / columns))
            anchors.fill: parent
            columns: Math.max(1, page.desk.columns(count, area.width, area.height))
            spacing: area.gap

            Repeater {
                id: tiles
                objectName: "tiles"
                model: page.desk.tiles

                // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
                // qmllint disable unqualified
                delegate: SlotTile {
                    desk: page.desk
                    training: page.face.training
                    width: (grid.width + grid.spacing) / grid.columns - grid.spacing
                    height: (grid.height + grid.spacing) / grid.rowCount - grid.spacing
                }
                // qmllint enable unqualified
            }
        }

        // No slots: the reason takes their place.
        Column {
            visible: tiles.count === 0
            anchors.centerIn: parent
            width: parent.width * 0.8
            spacing: Style.mm(6)

            VerdictGlyph {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Style.mm(40)
                height: width
                name: "trouble"
                body: Style.unknown
                mark: Style.ink
            }

            PlainText {
                objectName: "noSlotsText"
                width: parent.width
                text: page.face.guideText
                color: Style.ink
                font.bold: true
                font.pixelSize: Style.letters(8)
                wrapMode: Text.WordWrap
                horizontalAlignment: Text.AlignHCenter
            }
        }

        // What is shown may be old: it fades, and says so.
        Rectangle {
            objectName: "silentPlate"
            visible: page.silent
            anchors.fill: parent
            color: Style.veil

            Column {
                anchors.centerIn: parent
                width: parent.width * 0.8
                spacing: Style.mm(4)

                VerdictGlyph {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(Style.mm(40), area.height * 0.5)
                    height: width
                    name: "unrecorded"
                    body: Style.ink
                    mark: Style.unknown
                }

                PlainText {
                    width: parent.width
                    text: qsTr("NO ANSWER")
                    color: Style.ink
                    font.bold: true
                    font.pixelSize: Style.letters(12)
                    fontSizeMode: Text.HorizontalFit
                    horizontalAlignment: Text.AlignHCenter
                }
            }
        }
    }

    RecipeColumn {
        id: column
        objectName: "recipeColumn"
        visible: !page.desk.book.menuOpen && !page.padBeside
        onVisibleChanged: {
            if (visible && page.enabled) {
                startAll.forceActiveFocus();
            }
        }
        desk: page.desk
        shift: page.shift
        upright: page.across
        Layout.fillHeight: page.across
        Layout.fillWidth: !page.across
        Layout.preferredWidth: page.columnWidth
        Layout.preferredHeight: Style.letters(page.shift.hasTarget ? 76 : 64)
    }

    MenuPanel {
        objectName: "menuPanel"
        visible: page.desk.book.menuOpen
        desk: page.desk
        upright: page.across
        Layout.fillHeight: page.across
        Layout.fillWidth: !page.across
        Layout.preferredWidth: Math.max(page.columnWidth, Style.mm(2.8 * Style.touchMm))
        Layout.maximumWidth: page.across ? Layout.preferredWidth : page.width
        Layout.preferredHeight: Style.mm(64)
    }
}
