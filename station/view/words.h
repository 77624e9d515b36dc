#pragma once

#include "engine/job/verdict.h"

#include <QCoreApplication>
#include <QString>
#include <string_view>

namespace greenlight::station::view {

/// The page's words in the language that is chosen. What a fault says is kept in English where
/// the fault is defined; its translations are looked up by that English sentence, in the context
/// "Fault" of the language files, so a sentence that changes falls back to English and a test
/// names it.
class Words {
    Q_DECLARE_TR_FUNCTIONS(Words)

public:
    /// What happened, with the fault's note and address.
    static QString happened(const Fault& fault);
    /// What to do with the board now.
    static QString doNow(const Fault& fault);
    /// Both, one after the other.
    static QString sentence(const Fault& fault);
    /// "swd-no-answer 201", the same in every language.
    static QString code(const Fault& fault);

    /// What somebody is, by the role's word in records ("supervisor"); empty for none.
    static QString role(std::string_view word);
    /// A title or label of a flash record or a figure's name, which are kept in English where they
    /// are made; what follows a name such as "File" or "Option" stays as it is. Its translations
    /// are in the context "Record" of the language files.
    static QString record(const std::string& english);
    /// What the slot is doing, such as "Erasing".
    static QString stage(Stage stage);
    /// The large word of a result.
    static QString verdict(job::Verdict verdict);
    /// The large word of any other state: "vacant", "ready", "working", "unrecorded", "trouble".
    static QString state(std::string_view state);
    /// What the operator does next at one slot, by LineSlot::nextStep; short enough for a button.
    static QString step(std::string_view step);
    /// The same as one sentence for one or several slots.
    static QString stepAt(std::string_view step, const QStringList& names);
};

} // namespace greenlight::station::view
