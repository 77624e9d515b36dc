#include "station/view/words.h"

#include <QStringList>
#include <array>

namespace greenlight::station::view {

namespace {

QString text(std::string_view words) {
    return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
}

QString translated(const std::string& english) {
    return QCoreApplication::translate("Fault", english.c_str());
}

/// A word and the untranslated text it stands for.
struct Entry {
    std::string_view word;
    const char* text;
};

template <std::size_t size>
const char* find(const std::array<Entry, size>& entries, std::string_view word) {
    for (const Entry& entry : entries) {
        if (entry.word == word) {
            return entry.text;
        }
    }
    return "";
}

} // namespace

QString Words::happened(const Fault& fault) {
    QString sentence = translated(base::describe({.code = fault.code}).happened);
    if (!fault.note.empty()) {
        sentence += QStringLiteral(" (%1)").arg(text(fault.note));
    }
    if (fault.address) {
        sentence += QStringLiteral(" [0x%1]").arg(*fault.address, 8, 16, QLatin1Char('0'));
    }
    return sentence;
}

QString Words::doNow(const Fault& fault) { return translated(base::describe(fault).doNow); }

QString Words::sentence(const Fault& fault) {
    return happened(fault) + QLatin1Char(' ') + doNow(fault);
}

QString Words::code(const Fault& fault) {
    return QStringLiteral("%1 %2")
        .arg(text(base::name(fault.code)))
        .arg(static_cast<unsigned>(fault.code));
}

QString Words::stage(Stage stage) {
    switch (stage) {
    case Stage::Prepare:
        return tr("Preparing");
    case Stage::Connect:
        return tr("Connecting");
    case Stage::Identify:
        return tr("Identifying");
    case Stage::Compare:
        return tr("Comparing");
    case Stage::Load:
        return tr("Loading");
    case Stage::Erase:
        return tr("Erasing");
    case Stage::Program:
        return tr("Programming");
    case Stage::Verify:
        return tr("Verifying");
    case Stage::Boot:
        return tr("Starting the product");
    case Stage::Protect:
        return tr("Protecting");
    case Stage::Release:
        return tr("Finishing");
    case Stage::Record:
        return tr("Recording");
    }
    return {};
}

QString Words::verdict(job::Verdict verdict) {
    switch (verdict) {
    case job::Verdict::Pass:
        return tr("PASSED");
    case job::Verdict::Fail:
        return tr("FAILED");
    case job::Verdict::Error:
        return tr("ERROR");
    case job::Verdict::Aborted:
        return tr("STOPPED");
    case job::Verdict::Interrupted:
        return tr("INTERRUPTED");
    }
    return {};
}

QString Words::role(std::string_view word) {
    static constexpr std::array entries{
        Entry{"operator", QT_TR_NOOP("Operator")},
        Entry{"supervisor", QT_TR_NOOP("Supervisor")},
        Entry{"quality", QT_TR_NOOP("Quality")},
        Entry{"engineer", QT_TR_NOOP("Engineer")},
    };
    return word.empty() ? QString() : tr(find(entries, word));
}

QString Words::record(const std::string& english) {
    for (const std::string_view prefix : {"File ", "Option "}) {
        if (english.starts_with(prefix)) {
            const std::string name(prefix.substr(0, prefix.size() - 1));
            return QCoreApplication::translate("Record", name.c_str()) +
                   text(std::string_view(english).substr(prefix.size() - 1));
        }
    }
    return QCoreApplication::translate("Record", english.c_str());
}

QString Words::state(std::string_view state) {
    static constexpr std::array entries{
        Entry{"vacant", QT_TR_NOOP("EMPTY")},
        Entry{"ready", QT_TR_NOOP("BOARD IN")},
        Entry{"working", QT_TR_NOOP("WORKING")},
        Entry{"unrecorded", QT_TR_NOOP("NOT RECORDED")},
        Entry{"trouble", QT_TR_NOOP("OUT OF ORDER")},
    };
    return tr(find(entries, state));
}

QString Words::step(std::string_view step) {
    static constexpr std::array entries{
        Entry{"insert-board", QT_TR_NOOP("Put a board in")},
        Entry{"insert-golden", QT_TR_NOOP("Put the golden board in")},
        Entry{"scan-label", QT_TR_NOOP("Scan the label")},
        Entry{"scan-badge", QT_TR_NOOP("Scan your badge")},
        Entry{"press-start", QT_TR_NOOP("START")},
        Entry{"wait", QT_TR_NOOP("Wait")},
        Entry{"remove-board", QT_TR_NOOP("Take the board out")},
        Entry{"red-bin", QT_TR_NOOP("Red bin")},
        Entry{"call-supervisor", QT_TR_NOOP("Call the supervisor")},
    };
    return tr(find(entries, step));
}

QString Words::stepAt(std::string_view step, const QStringList& names) {
    static constexpr std::array ofOne{
        Entry{"insert-board", QT_TR_NOOP("Put a board into slot %1.")},
        Entry{"insert-golden", QT_TR_NOOP("Put the golden board into slot %1.")},
        Entry{"scan-label", QT_TR_NOOP("Scan the label of the board in slot %1.")},
        Entry{"scan-badge", QT_TR_NOOP("Scan your badge to sign in.")},
        Entry{"press-start", QT_TR_NOOP("Press Start for slot %1.")},
        Entry{"wait", QT_TR_NOOP("Wait for the result.")},
        Entry{"remove-board", QT_TR_NOOP("Take the good board out of slot %1.")},
    };
    static constexpr std::array ofSeveral{
        Entry{"insert-board", QT_TR_NOOP("Put boards into slots %1.")},
        Entry{"insert-golden",
              QT_TR_NOOP("Put the golden board into slots %1, one after the other.")},
        Entry{"scan-label", QT_TR_NOOP("Scan the labels of the boards in slots %1.")},
        Entry{"scan-badge", QT_TR_NOOP("Scan your badge to sign in.")},
        Entry{"press-start", QT_TR_NOOP("Press Start for slots %1.")},
        Entry{"wait", QT_TR_NOOP("Wait for the results.")},
        Entry{"remove-board", QT_TR_NOOP("Take the good boards out of slots %1.")},
    };
    const QString sentence = tr(names.size() == 1 ? find(ofOne, step) : find(ofSeveral, step));
    return sentence.contains(QStringLiteral("%1")) ? sentence.arg(names.join(QStringLiteral(", ")))
                                                   : sentence;
}

} // namespace greenlight::station::view
