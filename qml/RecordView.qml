import QtQuick

// A flash record in its groups: what it is about as a heading, then label and value side by side.
// Values are as they are on record.
Column {
    id: view
    property var sections: []
    readonly property int columns: width > Style.mm(260) ? 2 : 1
    readonly property real labelWidth: Math.min(Style.mm(52), width / columns * 0.34)

    spacing: Style.mm(2)

    Repeater {
        objectName: "sections"
        model: view.sections

        // qmllint disable unqualified
        delegate: Rectangle {
            id: group
            required property var modelData
            width: view.width
            height: facts.height + Style.mm(4)
            radius: Style.mm(2)
            color: Style.plate

            Column {
                id: facts
                x: Style.mm(3)
                y: Style.mm(2)
                width: parent.width - 2 * x
                spacing: Style.mm(0.8)

                PlainText {
                    width: parent.width
                    text: group.modelData.title
                    color: Style.ink
                    font.bold: true
                    font.pixelSize: Style.letters(5)
                    wrapMode: Text.Wrap
                }

                Grid {
                    width: parent.width
                    columns: view.columns
                    columnSpacing: Style.mm(4)
                    rowSpacing: Style.mm(0.8)

                    Repeater {
                        model: group.modelData.fields

                        delegate: Row {
                            id: fact
                            required property var modelData
                            width: (facts.width + Style.mm(4)) / view.columns - Style.mm(4)
                            spacing: Style.mm(2)

                            PlainText {
                                width: view.labelWidth
                                text: fact.modelData.label
                                color: Style.softInk
                                font.pixelSize: Style.letters(3.8)
                                wrapMode: Text.Wrap
                            }

                            PlainText {
                                objectName: "factValue"
                                width: parent.width - view.labelWidth - parent.spacing
                                text: fact.modelData.value
                                color: Style.ink
                                font.pixelSize: Style.letters(3.8)
                                // Digests have no words to break at.
                                wrapMode: Text.WrapAnywhere
                            }
                        }
                    }
                }
            }
        }
        // qmllint enable unqualified
    }
}
