import QtQuick
import QtQuick.Layouts
import Greenlight.View

// The station's recipes: on the left which there are, on the right what one of them is, or which were
// active until now, and below the one button that asks for the PIN.
GridLayout {
    id: page
    required property RecipeDesk recipes
    property bool across: true
    property real screenWidth: 0
    readonly property bool found: recipes.state === "found"
    readonly property bool told: recipes.outcome !== ""

    columns: across ? 2 : 1
    columnSpacing: Style.mm(2)
    rowSpacing: Style.mm(2)

    Scroller {
        id: shelf
        visible: page.found
        Layout.fillWidth: !page.across
        Layout.fillHeight: page.across
        Layout.preferredHeight: page.height * 0.4
        Layout.minimumHeight: page.across ? 0 : page.height * 0.4
        Layout.preferredWidth: Math.max(Style.mm(76), Math.min(Style.mm(130), page.screenWidth * 0.32))
        Layout.maximumWidth: page.across ? Layout.preferredWidth : Infinity

        Column {
            width: shelf.innerWidth
            spacing: Style.mm(1)

            Repeater {
                objectName: "recipeRows"
                model: page.recipes.recipes

                // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
                // qmllint disable unqualified
                delegate: RecipeRow {
                    required property var modelData
                    required property int index
                    objectName: "recipe_" + modelData.folder
                    width: shelf.innerWidth
                    recipe: modelData
                    chosen: page.recipes.chosen === index
                    onPressed: page.recipes.choose(index)
                }
                // qmllint enable unqualified
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Style.mm(1.5)

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            PageNote {
                objectName: "recipeNote"
                anchors.fill: parent
                visible: !page.found || page.told
                alarm: page.recipes.state === "fault" || (page.told && !page.recipes.done)
                figure: page.told ? (page.recipes.done ? "ready" : "trouble")
                      : page.recipes.state === "busy" ? "wait"
                      : page.recipes.state === "absent" ? "vacant" : "trouble"
                text: page.told ? page.recipes.outcome
                    : page.recipes.state === "busy" ? qsTr("Reading and checking the recipes …") : page.recipes.message
            }

            Scroller {
                id: facts
                objectName: "recipeFacts"
                anchors.fill: parent
                visible: page.found && !page.told

                Connections {
                    target: page.recipes
                    function onChanged() {
                        facts.contentY = 0;
                    }
                }

                RecordView {
                    width: facts.innerWidth
                    sections: page.recipes.sections
                }
            }
        }

        StartButton {
            objectName: "activateButton"
            visible: page.found
            Layout.fillWidth: true
            Layout.preferredHeight: Style.mm(Style.touchMm)
            text: !page.recipes.due ? page.recipes.hindrance
                : page.recipes.abroad ? qsTr("Bring it in") : qsTr("Make it the active recipe")
            letterMm: 6
            ground: page.recipes.due ? Style.turn : Style.idle
            ink: page.recipes.due ? Style.turnInk : Style.softInk
            onPressed: {
                if (page.recipes.abroad) {
                    page.recipes.bringIn();
                } else {
                    page.recipes.activate();
                }
            }
        }
    }

    Component.onCompleted: recipes.refresh()
}
