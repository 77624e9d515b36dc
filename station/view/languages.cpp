#include "station/view/languages.h"

#include <QCoreApplication>
#include <array>

namespace greenlight::station::view {

namespace {

struct Language {
    const char* code;
    const char* endonym;
};

constexpr std::array languages{Language{"en", "English"}, Language{"de", "Deutsch"},
                               Language{"es", "Español"}, Language{"pl", "Polski"},
                               Language{"zh_CN", "中文"}};

} // namespace

Languages::~Languages() {
    if (m_translator) {
        QCoreApplication::removeTranslator(m_translator.get());
    }
}

QStringList Languages::codes() {
    QStringList codes;
    for (const Language& language : languages) {
        codes << QString::fromUtf8(language.code);
    }
    return codes;
}

QString Languages::endonym(const QString& code) {
    for (const Language& language : languages) {
        if (code == QString::fromUtf8(language.code)) {
            return QString::fromUtf8(language.endonym);
        }
    }
    return {};
}

bool Languages::choose(const QString& code) {
    if (!codes().contains(code)) {
        return false;
    }
    std::unique_ptr<QTranslator> translator;
    // The source texts are English and need no file.
    if (code != codes().constFirst()) {
        translator = std::make_unique<QTranslator>();
        if (!translator->load(QStringLiteral(":/i18n/greenlight_%1.qm").arg(code))) {
            return false;
        }
    }
    if (m_translator) {
        QCoreApplication::removeTranslator(m_translator.get());
    }
    m_translator = std::move(translator);
    if (m_translator) {
        QCoreApplication::installTranslator(m_translator.get());
    }
    m_current = code;
    return true;
}

QString Languages::next() const {
    const QStringList all = codes();
    return all.at((all.indexOf(m_current) + 1) % all.size());
}

} // namespace greenlight::station::view
