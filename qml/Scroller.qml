import QtQuick
import QtQuick.Window

// A column that is longer than its place: pulled with a finger, and a bar says where one is. What it
// holds is laid out in its width.
Item {
    id: scroller
    default property alias content: holder.data
    property alias contentY: flick.contentY
    readonly property real innerWidth: flick.width
    readonly property Item focused: Window.activeFocusItem

    // What the keyboard comes to is brought into sight.
    onFocusedChanged: {
        let above = focused;
        while (above && above !== holder) {
            above = above.parent;
        }
        if (above) {
            const top = focused.mapToItem(holder, 0, 0).y;
            const highest = Math.min(top, Math.max(flick.contentY, top + focused.height - flick.height));
            flick.contentY = Math.max(0, highest);
        }
    }

    Flickable {
        id: flick
        anchors.fill: parent
        anchors.rightMargin: Style.mm(3)
        contentWidth: width
        contentHeight: holder.childrenRect.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Item {
            id: holder
            width: flick.width
            height: childrenRect.height
        }
    }

    Rectangle {
        anchors.right: parent.right
        width: Style.mm(2)
        height: parent.height
        radius: width / 2
        visible: flick.contentHeight > flick.height + 1
        color: Style.idle

        Rectangle {
            objectName: "scrollBar"
            width: parent.width
            radius: width / 2
            color: Style.edge
            y: flick.visibleArea.yPosition * parent.height
            height: Math.max(Style.mm(6), flick.visibleArea.heightRatio * parent.height)
        }
    }
}
