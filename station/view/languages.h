#pragma once

#include <QObject>
#include <QStringList>
#include <QTranslator>
#include <memory>

namespace greenlight::station::view {

/// The languages of the page and the one in use. Thread: the GUI's, after the application exists.
class Languages {
public:
    Languages() = default;
    Languages(const Languages&) = delete;
    Languages& operator=(const Languages&) = delete;
    Languages(Languages&&) = delete;
    Languages& operator=(Languages&&) = delete;
    ~Languages();

    /// "en", "de", "es", "pl", "zh_CN": English first.
    static QStringList codes();
    /// The language's name for itself.
    static QString endonym(const QString& code);

    [[nodiscard]] const QString& current() const noexcept { return m_current; }

    /// Changes all texts that are made from now on. False for a language there is none of.
    bool choose(const QString& code);
    /// The one after the current, round and round.
    [[nodiscard]] QString next() const;

private:
    QString m_current = QStringLiteral("en");
    std::unique_ptr<QTranslator> m_translator;
};

} // namespace greenlight::station::view
