import QtQuick
import Greenlight.View

// Nobody may take a training pass for a real one, not even on a photograph of the screen.
Item {
    id: banner
    clip: true

    Stripes {
        anchors.fill: parent
        ground: Style.training
        stripe: Style.trainingStripe
        period: Style.mm(10)
    }

    Rectangle {
        anchors.centerIn: parent
        width: words.width + Style.mm(8)
        height: parent.height
        color: Style.training
    }

    PlainText {
        id: words
        objectName: "trainingWords"
        anchors.centerIn: parent
        width: Math.min(implicitWidth, banner.width - Style.mm(10))
        height: parent.height
        text: qsTr("TRAINING – virtual boards, nothing here counts")
        color: Style.trainingInk
        font.bold: true
        font.pixelSize: banner.height * 0.6
        fontSizeMode: Text.Fit
        minimumPixelSize: Style.mm(2.5)
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: Text.AlignHCenter
    }
}
