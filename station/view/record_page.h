#pragma once

#include "db/checkpoint.h"
#include "db/yield.h"
#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "station/view/back_office.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace greenlight::station::view {

/// Where the records are and how they are to be read.
struct RecordsPlace {
    std::filesystem::path journal{};
    bool training = false;
    std::vector<db::Shift> shifts{}; ///< of station.toml
    unsigned targetPerShift = 0;     ///< units that a shift is to pass; 0 = there is no target
    std::optional<db::SignerKey> signer{}; ///< whose checkpoints count; none = any
};

/// What the pages about records have in common: a question goes to the office, which reads the
/// journal beside its writer through a connection of its own, and until the answer is there the
/// page says that it looks. Thread: the GUI's.
class RecordPage : public QObject {
    Q_OBJECT
    QML_ANONYMOUS
    /// "empty" = nothing was asked yet, "busy", "found", "absent" = there is no such thing,
    /// "unfit" = the question cannot be asked, "fault" = the records do not answer.
    Q_PROPERTY(QString state READ state NOTIFY changed)
    /// What that means to a person, as a sentence; empty where the page speaks for itself.
    Q_PROPERTY(QString message READ message NOTIFY changed)

public:
    /// Without an answer for this long the page says so and waits no more.
    static constexpr std::chrono::milliseconds patience{10'000};

    /// `clock` outlives the page.
    explicit RecordPage(Clock& clock, QObject* parent = nullptr);

    /// Where to look from now on; nothing is asked yet.
    void open(RecordsPlace place);

    /// Nothing is asked any more.
    Q_INVOKABLE void clear();

    /// Nothing is in work behind this call: before the records go away.
    void close() { m_office.finish(); }

    /// Makes the texts anew, in the language that is chosen now.
    virtual void retranslate() = 0;

    [[nodiscard]] const QString& state() const noexcept { return m_state; }

    [[nodiscard]] QString message() const;

    /// A question waits for its answer.
    [[nodiscard]] bool isAsking() const noexcept { return m_office.isBusy(); }

Q_SIGNALS:
    void changed();

protected:
    /// Asks; an answer that is no fault calls `show`, which sets what is found. What was found
    /// before stays until then.
    template <typename Found>
    void ask(std::function<Result<Found>(const RecordsPlace&, Clock&, const BackOffice::Unwanted&)>
                 question,
             std::function<void(Found)> show) {
        if (m_state != QStringLiteral("found")) {
            setState(QStringLiteral("busy"));
        }
        m_office.ask(
            [this, place = m_place, &clock = m_clock, question = std::move(question),
             show = std::move(show)](const BackOffice::Unwanted& unwanted) -> BackOffice::Answer {
                // Functions are copied; what was found may be long and is not.
                auto found = std::make_shared<Result<Found>>(question(place, clock, unwanted));
                return [this, found, show] {
                    if (*found) {
                        show(std::move(**found));
                    } else {
                        fail(found->fault());
                    }
                };
            },
            patience,
            [this] { fail(Fault{.code = FaultCode::JournalWrite, .note = "no answer"}); });
    }

    void setState(const QString& state, const QString& message = {});
    void fail(const Fault& fault);

    /// Empties what was found.
    virtual void forget() = 0;

    [[nodiscard]] const RecordsPlace& place() const noexcept { return m_place; }

    [[nodiscard]] Clock& clock() noexcept { return m_clock; }

private:
    Clock& m_clock;
    RecordsPlace m_place;
    QString m_state = QStringLiteral("empty");
    QString m_message;
    std::optional<Fault> m_fault;
    BackOffice m_office{this};
};

} // namespace greenlight::station::view
