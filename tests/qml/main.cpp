#include <gtest/gtest.h>

#include <QFont>
#include <QGuiApplication>

/// One application for all tests, on a screen that nobody sees, drawn without a graphics card.
int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    const QGuiApplication app(argc, argv);
    QGuiApplication::setFont(
        QFont(QStringList{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")}));
    return RUN_ALL_TESTS();
}
