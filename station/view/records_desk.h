#pragma once

#include "station/view/audit_desk.h"
#include "station/view/recall_desk.h"
#include "station/view/shift_desk.h"
#include "station/view/sign_in_desk.h"
#include "station/view/unit_desk.h"
#include "station/view/yield_desk.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>

namespace greenlight::station::view {

/// The pages that look into the records, and what the line page shows of them. Thread: the GUI's.
class RecordsDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the kiosk")
    Q_PROPERTY(greenlight::station::view::UnitDesk* unit READ unit CONSTANT)
    Q_PROPERTY(greenlight::station::view::YieldDesk* yields READ yields CONSTANT)
    Q_PROPERTY(greenlight::station::view::RecallDesk* recall READ recall CONSTANT)
    Q_PROPERTY(greenlight::station::view::AuditDesk* audit READ audit CONSTANT)
    Q_PROPERTY(greenlight::station::view::ShiftDesk* shift READ shift CONSTANT)
    Q_PROPERTY(greenlight::station::view::SignInDesk* signIn READ signIn CONSTANT)

public:
    /// `clock` outlives the desk. Before open() each question is answered with what is wrong.
    explicit RecordsDesk(Clock& clock, QObject* parent = nullptr);

    void open(const RecordsPlace& place);

    /// No question is in work behind this call: before the journal goes away.
    void close();

    /// Makes all texts anew, in the language that is chosen now.
    void retranslate();

    [[nodiscard]] UnitDesk* unit() noexcept { return &m_unit; }

    [[nodiscard]] YieldDesk* yields() noexcept { return &m_yields; }

    [[nodiscard]] RecallDesk* recall() noexcept { return &m_recall; }

    [[nodiscard]] AuditDesk* audit() noexcept { return &m_audit; }

    [[nodiscard]] ShiftDesk* shift() noexcept { return &m_shift; }

    [[nodiscard]] SignInDesk* signIn() noexcept { return &m_signIn; }

private:
    UnitDesk m_unit;
    YieldDesk m_yields;
    RecallDesk m_recall;
    AuditDesk m_audit;
    ShiftDesk m_shift;
    SignInDesk m_signIn;
};

} // namespace greenlight::station::view
