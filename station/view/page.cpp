#include "station/view/page.h"

#include "station/view/line_desk.h"
#include "station/view/scanner_input.h"

#include <QQmlEngine>
#include <QQmlError>
#include <QQuickView>
#include <QVariant>

// Made by the build for the two modules; naming them keeps the linker from dropping the modules,
// which nothing else in the program refers to.
void qml_register_types_Greenlight_View(); // NOLINT(readability-identifier-naming)
void qml_register_types_Greenlight();      // NOLINT(readability-identifier-naming)

namespace greenlight::station::view {

QString openPage(QQuickView& window, LineDesk& desk) {
    qml_register_types_Greenlight_View();
    qml_register_types_Greenlight();
    window.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
    window.setResizeMode(QQuickView::SizeRootObjectToView);
    window.setTitle(QStringLiteral("Greenlight"));
    window.setInitialProperties({{QStringLiteral("desk"), QVariant::fromValue(&desk)}});
    window.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Greenlight/LinePage.qml")));
    if (window.status() != QQuickView::Ready) {
        QString wrong = QStringLiteral("the line page cannot be shown");
        for (const QQmlError& error : window.errors()) {
            wrong += QStringLiteral("; ") + error.toString();
        }
        return wrong;
    }
    QObject::connect(&desk, &LineDesk::languageChanged, window.engine(), &QQmlEngine::retranslate);
    auto* const scanner = new ScannerInput(window); // the window owns it
    QObject::connect(scanner, &ScannerInput::scanned, &desk,
                     [&desk](const QString& label) { desk.takeScan(label); });
    QObject::connect(scanner, &ScannerInput::footSwitchPressed, &desk,
                     [&desk] { desk.pressAll(LineDesk::Hand::FootSwitch); });
    return {};
}

} // namespace greenlight::station::view
