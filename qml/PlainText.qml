import QtQuick

// Letters that are what they are: what a scanner, a file or a record brings is never taken for markup.
Text {
    textFormat: Text.PlainText
}
