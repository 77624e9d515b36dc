import QtQuick
import QtQuick.Layouts
import Greenlight.View

// Everything on the screen: above the station, in the middle the page that is open, below what to do
// next, and beside it the PIN pad while a PIN is waited for. Whatever page is open, the slots'
// states stay in sight. Fills any window from 1024 x 600 on, across or upright.
Rectangle {
    id: kiosk
    required property LineDesk desk
    required property RecordsDesk records
    readonly property lineFace face: desk.face
    readonly property bool across: width >= height
    readonly property bool onLine: desk.book.page === "line"

    color: Style.page

    // Whoever comes next does not find the list of the one before.
    onOnLineChanged: {
        if (onLine) {
            records.yields.behind.clear();
        }
    }

    Binding {
        target: Style
        property: "pixelsPerMm"
        value: kiosk.desk.pixelsPerMm
    }

    Binding {
        target: Style
        property: "night"
        value: kiosk.desk.night
    }

    Binding {
        target: Style
        property: "textScale"
        value: kiosk.desk.textScale / 100
    }

    // A frame all around in training, whatever the middle shows.
    Stripes {
        anchors.fill: parent
        visible: kiosk.face.training
        ground: Style.training
        stripe: Style.trainingStripe
        period: Style.mm(10)
    }

    Rectangle {
        anchors.fill: content
        visible: kiosk.face.training
        color: Style.page
    }

    ColumnLayout {
        id: content
        anchors.fill: parent
        anchors.margins: kiosk.face.training ? Style.mm(2) : 0
        spacing: 0

        TrainingBanner {
            objectName: "trainingBanner"
            visible: kiosk.face.training
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(8)
        }

        StationHeader {
            face: kiosk.face
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(11)
        }

        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: kiosk.across ? 2 : 1
            columnSpacing: 0
            rowSpacing: 0

            ColumnLayout {
                spacing: 0

                LineBand {
                    objectName: "lineBand"
                    visible: !kiosk.onLine
                    desk: kiosk.desk
                    Layout.fillWidth: true
                    Layout.preferredHeight: Style.mm(12)
                }

                LinePage {
                    id: line
                    desk: kiosk.desk
                    shift: kiosk.records.shift
                    across: kiosk.across
                    screenWidth: kiosk.width
                    visible: kiosk.onLine
                    // What is hidden keeps the keyboard unless it is told not to.
                    enabled: kiosk.onLine
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }

                // Built when it is opened, so that a page that nobody looks at asks for nothing.
                Loader {
                    objectName: "pageLoader"
                    active: !kiosk.onLine
                    visible: active
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.margins: Style.mm(2)
                    sourceComponent: kiosk.desk.book.page === "unit" ? unitPage
                                   : kiosk.desk.book.page === "yield" ? yieldPage
                                   : kiosk.desk.book.page === "recall" ? recallPage
                                   : kiosk.desk.book.page === "recipes" ? recipePage
                                   : kiosk.desk.book.page === "station" ? stationPage
                                   : kiosk.desk.book.page === "sign-in" ? signInPage : overridePage
                }

                BottomLine {
                    desk: kiosk.desk
                    Layout.fillWidth: true
                    Layout.preferredHeight: Style.mm(Style.touchMm)
                }
            }

            // It takes the place of what is made, and the slots make room for it: it hides none.
            PinPad {
                id: pad
                objectName: "pinPad"
                visible: kiosk.desk.pin.wanted
                pin: kiosk.desk.pin
                Layout.fillWidth: !kiosk.across
                Layout.fillHeight: kiosk.across
                Layout.preferredWidth: Style.mm(96)
                Layout.preferredHeight: Style.mm(118)
                onVisibleChanged: {
                    if (visible) {
                        forceActiveFocus();
                    } else if (kiosk.onLine) {
                        line.takeFocus();
                    }
                }
            }
        }
    }

    // What is built later sees the ids around it, which the linter of Qt 6.4 does not know.
    // qmllint disable unqualified
    Component {
        id: unitPage

        UnitPage {
            objectName: "unitPage"
            unit: kiosk.records.unit
            files: kiosk.desk.files
            audit: kiosk.records.audit
            mayCertify: kiosk.desk.book.mayRead
            fromList: kiosk.records.yields.behind.isOpen
            onBackAsked: kiosk.desk.book.open("yield")
            across: kiosk.across
            screenWidth: kiosk.width
        }
    }

    Component {
        id: yieldPage

        YieldPage {
            objectName: "yieldPage"
            yields: kiosk.records.yields
            files: kiosk.desk.files
            across: kiosk.across
            onUnitAsked: unit => {
                kiosk.records.unit.lookUp(unit);
                kiosk.desk.book.open("unit");
            }
        }
    }

    Component {
        id: recallPage

        RecallPage {
            objectName: "recallPage"
            recall: kiosk.records.recall
            across: kiosk.across
            screenWidth: kiosk.width
        }
    }

    Component {
        id: overridePage

        OverridePage {
            objectName: "overridePage"
            overrides: kiosk.desk.overrides
            across: kiosk.across
        }
    }

    Component {
        id: recipePage

        RecipePage {
            objectName: "recipePage"
            recipes: kiosk.desk.recipes
            across: kiosk.across
            screenWidth: kiosk.width
        }
    }

    Component {
        id: stationPage

        StationPage {
            objectName: "stationPage"
            station: kiosk.desk.station
            across: kiosk.across
        }
    }

    Component {
        id: signInPage

        SignInPage {
            objectName: "signInPage"
            signIn: kiosk.records.signIn
        }
    }

    // qmllint enable unqualified

    Component.onCompleted: line.takeFocus()
}
