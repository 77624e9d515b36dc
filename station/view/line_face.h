#pragma once

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>

namespace greenlight::station::view {

/// Everything the page shows besides the tiles and the last units, as texts ready to be drawn.
struct LineFace {
    Q_GADGET
    QML_VALUE_TYPE(lineFace)
    Q_PROPERTY(QString station MEMBER station)
    Q_PROPERTY(QString operatorName MEMBER operatorName)
    Q_PROPERTY(QString role MEMBER role)
    Q_PROPERTY(bool signedIn MEMBER signedIn)
    Q_PROPERTY(QString clock MEMBER clock)
    Q_PROPERTY(bool alive MEMBER alive)
    Q_PROPERTY(bool beat MEMBER beat)
    Q_PROPERTY(bool fit MEMBER fit)
    Q_PROPERTY(bool recordsOk MEMBER recordsOk)
    Q_PROPERTY(bool training MEMBER training)
    Q_PROPERTY(QString recipe MEMBER recipe)
    Q_PROPERTY(QString version MEMBER version)
    Q_PROPERTY(QString hash MEMBER hash)
    Q_PROPERTY(QString product MEMBER product)
    Q_PROPERTY(QString device MEMBER device)
    Q_PROPERTY(QString workOrder MEMBER workOrder)
    Q_PROPERTY(bool serialWanted MEMBER serialWanted)
    Q_PROPERTY(QString refusals MEMBER refusals)
    Q_PROPERTY(int startable MEMBER startable)
    Q_PROPERTY(QString guideText MEMBER guideText)
    Q_PROPERTY(QString guideTone MEMBER guideTone)
    Q_PROPERTY(QString language MEMBER language)

public:
    QString station{};
    QString operatorName{}; ///< who is at the line, or that nobody is
    QString role{};         ///< and as what, for people; empty where nobody signs in
    bool signedIn = false;  ///< somebody is who may sign out
    QString clock{};        ///< HH:mm:ss of here
    bool alive = true;      ///< the engine gave a sign of life within the last second
    bool beat = false;      ///< changes with every sign of life
    bool fit = true;        ///< the station itself can work
    bool recordsOk = true;  ///< and it is not the records that keep it from working
    bool training = false;
    QString recipe{};
    QString version{};
    QString hash{};
    QString product{};
    QString device{};
    QString workOrder{}; ///< empty when none is named
    bool serialWanted = false;
    QString refusals{};
    int startable = 0;   ///< how many slots a Start for all would start
    QString guideText{}; ///< what to do next
    QString guideTone{}; ///< "turn", "calm" or "alarm"
    QString language{};  ///< the name of the page's language for itself

    friend bool operator==(const LineFace&, const LineFace&) = default;
};

} // namespace greenlight::station::view
