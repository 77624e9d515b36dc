#include "station/view/page.h"

#include "station/view/line_desk.h"
#include "station/view/records_desk.h"
#include "station/view/scanner_device.h"
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

namespace {

/// Sees that somebody is there. What they do is not its business.
class TouchWatch final : public QObject {
public:
    TouchWatch(QQuickView& window, PageBook& book) : QObject(&window), m_book(book) {}

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        switch (event->type()) {
        case QEvent::MouseButtonPress:
        case QEvent::TouchBegin:
        case QEvent::KeyPress:
        case QEvent::Wheel:
            m_book.touched();
            break;
        default:
            break;
        }
        return false;
    }

private:
    PageBook& m_book;
};

void bindScanner(LineDesk& desk) {
    const std::filesystem::path device = desk.input().scanner;
    if (device.empty()) {
        return;
    }
    auto* const bound = new ScannerDevice([device] { return openScanner(device); }, &desk);
    QObject::connect(bound, &ScannerDevice::scanned, &desk,
                     [&desk](const QString& text) { desk.takeScan(text); });
    QObject::connect(bound, &ScannerDevice::presenceChanged, &desk, &LineDesk::setScannerThere);
    desk.setScannerThere(false);
    bound->look();
}

} // namespace

QString openPage(QQuickView& window, LineDesk& desk, RecordsDesk& records) {
    qml_register_types_Greenlight_View();
    qml_register_types_Greenlight();
    window.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
    window.setResizeMode(QQuickView::SizeRootObjectToView);
    window.setTitle(QStringLiteral("Greenlight"));
    window.setInitialProperties({{QStringLiteral("desk"), QVariant::fromValue(&desk)},
                                 {QStringLiteral("records"), QVariant::fromValue(&records)}});
    window.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Greenlight/KioskPage.qml")));
    if (window.status() != QQuickView::Ready) {
        QString wrong = QStringLiteral("the pages cannot be shown");
        for (const QQmlError& error : window.errors()) {
            wrong += QStringLiteral("; ") + error.toString();
        }
        return wrong;
    }
    QObject::connect(&desk, &LineDesk::languageChanged, window.engine(), &QQmlEngine::retranslate);
    QObject::connect(&desk, &LineDesk::languageChanged, &records, &RecordsDesk::retranslate);
    QObject::connect(&desk, &LineDesk::looked, records.shift(), &ShiftDesk::look);
    QObject::connect(records.signIn(), &SignInDesk::chosen, &desk, &LineDesk::signInAs);
    QObject::connect(&desk, &LineDesk::unitScanned, records.unit(), &UnitDesk::lookUp);
    auto* const scanner = new ScannerInput(window); // the window owns it
    scanner->setFootSwitch(QString::fromStdString(desk.input().footSwitch));
    QObject::connect(scanner, &ScannerInput::scanned, &desk,
                     [&desk](const QString& text) { desk.takeBurst(text); });
    QObject::connect(scanner, &ScannerInput::footSwitchPressed, &desk,
                     [&desk] { desk.pressFootSwitch(); });
    bindScanner(desk);
    window.installEventFilter(new TouchWatch(window, *desk.book()));
    return {};
}

} // namespace greenlight::station::view
