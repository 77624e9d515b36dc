import QtQuick
import QtQuick.Layouts

// How much of something long is done. The number stands in words beside it.
Rectangle {
    id: bar
    property real share: 0

    Layout.fillWidth: true
    Layout.preferredHeight: Style.mm(4)
    radius: height / 2
    color: Style.idle

    Rectangle {
        width: parent.width * bar.share
        height: parent.height
        radius: parent.radius
        color: Style.turn
    }
}
