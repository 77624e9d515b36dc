import QtQuick
import Greenlight.View

// The slots in one row while another page is open: number, figure and colour of each, and the word
// where there is room. Nobody misses a verdict because somebody reads a report.
Rectangle {
    id: band
    required property LineDesk desk

    color: Style.plate

    Row {
        id: row
        anchors.fill: parent
        anchors.margins: Style.mm(1)
        spacing: Style.mm(1)

        Repeater {
            id: cells
            model: band.desk.tiles

            // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
            // qmllint disable unqualified
            delegate: Rectangle {
                id: cell
                required property string name
                required property string status
                required property string glyph
                required property string word
                required property bool yourTurn

                // Of many slots there is room for a figure below the number and for no word.
                readonly property bool slim: width < Style.mm(14)

                objectName: "band" + name
                width: (row.width + row.spacing) / cells.count - row.spacing
                height: row.height
                radius: Style.mm(1)
                color: Style.groundOf(status)
                Accessible.role: Accessible.StaticText
                Accessible.name: name + ": " + word

                PlainText {
                    id: number
                    x: cell.slim ? 0 : Style.mm(0.8)
                    width: cell.slim ? parent.width : Style.mm(cell.name.length > 1 ? 7 : 3.6)
                    height: cell.slim ? Style.mm(4) : parent.height
                    text: cell.name
                    color: Style.inkOf(cell.status)
                    font.bold: true
                    font.pixelSize: cell.slim ? Style.mm(3.4) : Style.letters(5)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Style.mm(1.6)
                    horizontalAlignment: cell.slim ? Text.AlignHCenter : Text.AlignLeft
                    verticalAlignment: Text.AlignVCenter
                }

                VerdictGlyph {
                    id: figure
                    objectName: "bandFigure"
                    x: cell.slim ? (cell.width - width) / 2 : number.x + number.width + Style.mm(0.8)
                    y: cell.slim ? Style.mm(4.2) : (cell.height - height) / 2
                    width: cell.slim ? Math.min(Style.mm(5.4), cell.width - Style.mm(0.4))
                                     : Math.min(Style.mm(7), cell.width - number.width - Style.mm(2.4))
                    height: width
                    name: cell.glyph
                    body: cell.yourTurn && cell.status !== "passed" && cell.status !== "failed"
                          ? Style.turn : Style.inkOf(cell.status)
                    mark: cell.color
                }

                PlainText {
                    visible: width >= Style.mm(12)
                    x: figure.x + figure.width + Style.mm(1)
                    width: cell.width - x - Style.mm(0.6)
                    height: parent.height
                    text: cell.word
                    color: Style.inkOf(cell.status)
                    font.bold: true
                    font.pixelSize: Style.letters(cell.width < Style.mm(40) ? 2.6 : 5)
                    fontSizeMode: Text.Fit
                    minimumPixelSize: Style.mm(1.6)
                    wrapMode: Text.WordWrap
                    verticalAlignment: Text.AlignVCenter
                }
            }
            // qmllint enable unqualified
        }
    }
}
