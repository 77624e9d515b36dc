#include <gtest/gtest.h>

#include <QGuiApplication>

/// One application for all tests, on a screen that nobody sees.
int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    return RUN_ALL_TESTS();
}
