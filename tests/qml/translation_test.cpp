#include "station/view/languages.h"
#include "station/yield_report.h"
#include "tests/qml/page_test.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTranslator>
#include <set>

namespace greenlight::station::view {
namespace {

/// A language file by itself; an empty answer means that the text is missing there.
class Translation : public ::testing::TestWithParam<const char*> {
protected:
    Translation() {
        const QString file = QStringLiteral(":/i18n/greenlight_%1.qm").arg(GetParam());
        m_loaded = m_file.load(file);
    }

    void expect(const char* context, const std::string& english) {
        EXPECT_FALSE(m_file.translate(context, english.c_str()).isEmpty())
            << context << ": " << english;
    }

    QTranslator m_file;
    bool m_loaded = false;
};

TEST_P(Translation, KnowsEverySentenceAboutAFault) {
    ASSERT_TRUE(m_loaded);
    for (const FaultCode code : base::allFaultCodes()) {
        const base::Sentences sentences = base::describe({.code = code});
        expect("Fault", sentences.happened);
        expect("Fault", sentences.doNow);
    }
}

TEST_P(Translation, KnowsEveryTextOfThePages) {
    ASSERT_TRUE(m_loaded);
    static const QRegularExpression text(QStringLiteral("qsTr\\(\"([^\"]+)\"\\)"));
    int found = 0;
    QDirIterator pages(QStringLiteral(":/qt/qml/Greenlight"), {QStringLiteral("*.qml")});
    while (pages.hasNext()) {
        QFile file(pages.next());
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        const QString content = QString::fromUtf8(file.readAll());
        const std::string context = QFileInfo(file).baseName().toStdString();
        for (const auto& match : text.globalMatch(content)) {
            expect(context.c_str(), match.captured(1).toStdString());
            ++found;
        }
    }
    EXPECT_GT(found, 10);
}

TEST_P(Translation, KnowsEveryTextMadeInCode) {
    ASSERT_TRUE(m_loaded);
    static const QRegularExpression text(
        QStringLiteral("(?:\\btr|QT_TR_NOOP)\\(((?:\\s*\"[^\"]*\")+)\\)"));
    static const QRegularExpression part(QStringLiteral("\"([^\"]*)\""));
    int found = 0;
    QDirIterator sources(QStringLiteral(GREENLIGHT_SOURCE_DIR "/station/view"),
                         {QStringLiteral("*.cpp")});
    while (sources.hasNext()) {
        QFile file(sources.next());
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        for (const auto& match : text.globalMatch(QString::fromUtf8(file.readAll()))) {
            std::string whole;
            for (const auto& piece : part.globalMatch(match.captured(1))) {
                whole += piece.captured(1).toStdString();
            }
            expect("Words", whole);
            ++found;
        }
    }
    EXPECT_GT(found, 40);
}

TEST_P(Translation, KnowsWhatRecordsAndFiguresCallThings) {
    ASSERT_TRUE(m_loaded);
    QFile file(QStringLiteral(GREENLIGHT_SOURCE_DIR "/station/flash_record.cpp"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    static const QRegularExpression label(
        QStringLiteral("(?:\\badd|\\bFields|\\bfields)\\(\"([^\"]+)\""));
    int found = 0;
    for (const auto& match : label.globalMatch(QString::fromUtf8(file.readAll()))) {
        expect("Record", match.captured(1).trimmed().toStdString());
        ++found;
    }
    EXPECT_GT(found, 40);
    for (const YieldFigure& figure : yieldFigures({})) {
        expect("Record", figure.label);
        expect("Record", figure.formula);
    }
}

INSTANTIATE_TEST_SUITE_P(Languages, Translation, ::testing::Values("de", "es", "pl", "zh_CN"),
                         [](const auto& language) { return std::string(language.param); });

TEST(Languages, EnglishComesFirstAndTheRoundIsWhole) {
    Languages languages;
    std::set<QString> seen;
    for (qsizetype i = 0; i < Languages::codes().size(); ++i) {
        seen.insert(languages.current());
        EXPECT_FALSE(Languages::endonym(languages.current()).isEmpty());
        ASSERT_TRUE(languages.choose(languages.next()));
    }
    EXPECT_EQ(languages.current(), "en");
    EXPECT_EQ(seen.size(), 5U);
    EXPECT_FALSE(languages.choose("xx"));
    EXPECT_EQ(languages.current(), "en");
}

} // namespace
} // namespace greenlight::station::view
