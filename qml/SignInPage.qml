import QtQuick
import Greenlight.View

// For those without a badge: one's own name, and then the PIN pad.
Item {
    id: page
    required property SignInDesk signIn
    readonly property bool found: signIn.state === "found"

    PageNote {
        objectName: "signInNote"
        anchors.fill: parent
        visible: !page.found
        alarm: page.signIn.state === "fault"
        figure: page.signIn.state === "absent" ? "scan-label" : page.signIn.state === "fault" ? "trouble" : "wait"
        text: page.signIn.state === "busy" ? qsTr("Looking through the records …") : page.signIn.message
    }

    PlainText {
        id: heading
        visible: page.found
        width: parent.width
        height: Style.mm(9)
        text: qsTr("Who are you? Your PIN comes next.")
        color: Style.ink
        font.bold: true
        font.pixelSize: Style.letters(5)
        fontSizeMode: Text.Fit
        minimumPixelSize: Style.mm(1.8)
        verticalAlignment: Text.AlignVCenter
    }

    Scroller {
        id: names
        visible: page.found
        anchors.top: heading.bottom
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right

        Grid {
            id: keys
            width: names.innerWidth
            columns: Math.max(1, Math.floor((width + spacing) / (Style.mm(58) + spacing)))
            spacing: Style.mm(1.5)

            Repeater {
                objectName: "people"
                model: page.signIn.people

                // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
                // qmllint disable unqualified
                delegate: StartButton {
                    required property var modelData
                    required property int index
                    objectName: "person" + index
                    width: (keys.width + keys.spacing) / keys.columns - keys.spacing
                    height: Style.mm(Style.touchMm + 2)
                    text: modelData.name
                    note: modelData.role
                    letterMm: 5
                    ground: Style.plate
                    ink: Style.ink
                    onPressed: page.signIn.choose(index)
                }
                // qmllint enable unqualified
            }
        }
    }

    Component.onCompleted: signIn.refresh()
}
