#pragma once

#include "db/activations.h"
#include "station/recipe_shelf.h"
#include "station/view/back_office.h"
#include "station/view/line_source.h"
#include "station/view/pin_desk.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>
#include <QVariantList>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace greenlight::db {
class Journal;
} // namespace greenlight::db

namespace greenlight::station::view {

/// The station's recipes: which there are, whether each would be taken, who released it, which one
/// is active and which were, and making another one the active one. Whoever is at the line proves
/// that it is them; where nobody signs in the name at the computer is enough. Thread: the GUI's.
class RecipeDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// "busy", "found", "absent" = the shelf is empty, "fault" = it cannot be looked at.
    Q_PROPERTY(QString state READ state NOTIFY changed)
    /// What that means to a person, as a sentence; empty where the page speaks for itself.
    Q_PROPERTY(QString message READ message NOTIFY changed)
    /// Rows: folder, title, subject, remark, active, fit, abroad.
    Q_PROPERTY(QVariantList recipes READ recipes NOTIFY changed)
    /// Whose facts are shown, by its place in `recipes`; -1 = none, and which were active is shown.
    Q_PROPERTY(int chosen READ chosen NOTIFY changed)
    /// Groups of facts, each with title and fields of label and value.
    Q_PROPERTY(QVariantList sections READ sections NOTIFY changed)
    /// The chosen one can be made the active one now, or brought in if it is on a stick.
    Q_PROPERTY(bool due READ due NOTIFY changed)
    Q_PROPERTY(bool abroad READ isAbroad NOTIFY changed)
    /// What stands in the way of that, in few words; else empty.
    Q_PROPERTY(QString hindrance READ hindrance NOTIFY changed)
    /// What became of the last one, as a sentence, and whether it is active.
    Q_PROPERTY(QString outcome READ outcome NOTIFY changed)
    Q_PROPERTY(bool done READ done NOTIFY changed)

public:
    /// A look at all recipes that takes longer gets no answer: some other thing is wrong.
    static constexpr std::chrono::milliseconds patience{60'000};
    /// Activations that are shown.
    static constexpr unsigned mostActivations = 30;

    /// `pin` and `clock` outlive the desk.
    RecipeDesk(PinDesk& pin, Clock& clock, QObject* parent = nullptr);

    /// The line that is acted upon from now on.
    void attach(LineSource& line);

    /// Where recipes and records lie. Before it there is no recipe to be seen, and without the
    /// journal's writer, which outlives the desk, none is brought in.
    void open(RecipeShelf shelf, std::filesystem::path journal, db::Journal* writer = nullptr);

    /// Nothing is in work behind this call: before the line goes away.
    void finish() { m_office.finish(); }

    /// Takes in one picture of the line.
    void show(const LineView& view);

    [[nodiscard]] const QString& state() const noexcept { return m_state; }

    [[nodiscard]] QString message() const;

    [[nodiscard]] const QVariantList& recipes() const noexcept { return m_rows; }

    [[nodiscard]] int chosen() const noexcept { return m_chosen; }

    [[nodiscard]] const QVariantList& sections() const noexcept { return m_sections; }

    [[nodiscard]] bool due() const { return seen() != nullptr && hindrance().isEmpty(); }

    [[nodiscard]] bool isAbroad() const { return seen() != nullptr && seen()->abroad; }

    [[nodiscard]] QString hindrance() const;

    [[nodiscard]] const QString& outcome() const noexcept { return m_outcome; }

    [[nodiscard]] bool done() const noexcept { return m_done; }

    /// A look or an activation waits for its answer.
    [[nodiscard]] bool isAsking() const noexcept { return m_office.isBusy(); }

    /// Looks anew at what lies on the shelf.
    Q_INVOKABLE void refresh();
    /// Shows another one; the one that is chosen already, or a number that is none: none.
    Q_INVOKABLE void choose(int place);
    /// Makes the chosen one the active one: asks for the PIN, or does it where nobody signs in.
    /// Nothing happens while something stands in the way.
    Q_INVOKABLE void activate();
    /// Copies the chosen one from its stick onto the shelf, checked and on record; asks for the PIN
    /// likewise.
    Q_INVOKABLE void bringIn();

    /// The page is closed: nothing is chosen any more, and no PIN is waited for.
    void leave();

    /// Makes the texts anew, in the language that is chosen now.
    void retranslate();

Q_SIGNALS:
    void changed();
    /// Another recipe is active, made so from here.
    void activated(const std::shared_ptr<const greenlight::job::Recipe>& recipe);

private:
    /// What a look has found.
    struct Look {
        std::vector<ShelvedRecipe> recipes{};
        std::vector<db::Activation> activations{};
    };

    static Result<Look> lookAt(const RecipeShelf& shelf, const std::filesystem::path& journal,
                               Clock& clock, const BackOffice::Unwanted& unwanted);
    [[nodiscard]] const ShelvedRecipe* seen() const;
    [[nodiscard]] bool isActive(const ShelvedRecipe& recipe) const;
    void withdraw();
    void take(Result<Look> look);
    void fail(const Fault& fault);
    void conclude(const Result<std::shared_ptr<const job::Recipe>>& result);
    void copy(const ShelvedRecipe& wanted, const Actor& by);
    void say(const QString& outcome, bool done);
    void draw();

    PinDesk& m_pin;
    Clock& m_clock;
    LineSource* m_line = nullptr;
    LineView m_view;
    std::optional<RecipeShelf> m_shelf;
    std::filesystem::path m_journal;
    db::Journal* m_writer = nullptr;
    QString m_state = QStringLiteral("absent");
    std::optional<Fault> m_fault;
    Look m_look;
    QVariantList m_rows;
    QVariantList m_sections;
    int m_chosen = -1;
    QString m_outcome;
    bool m_done = false;
    BackOffice m_office{this};
};

} // namespace greenlight::station::view
