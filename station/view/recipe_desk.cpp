#include "station/view/recipe_desk.h"

#include "db/journal.h"
#include "station/local_time.h"
#include "station/view/may_act.h"
#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>
#include <utility>

namespace greenlight::station::view {

namespace {

constexpr qsizetype digitsShown = 8;

QString textOf(const std::string& text) { return QString::fromStdString(text); }

QVariantMap field(const QString& label, const QString& value) {
    return {{QStringLiteral("label"), label}, {QStringLiteral("value"), value}};
}

QVariantMap section(const QString& title, const QVariantList& fields) {
    return {{QStringLiteral("title"), title}, {QStringLiteral("fields"), fields}};
}

QString namesOf(const std::vector<std::string>& people) {
    QStringList names;
    for (const std::string& name : people) {
        names << textOf(name);
    }
    return names.join(QStringLiteral(", "));
}

QVariantList factsOf(const ShelvedRecipe& recipe) {
    const QString folder = textOf(recipe.folder.filename().string());
    if (recipe.fault) {
        return {section(folder, {field(Words::tr("Folder"), folder),
                                 field(Words::tr("Not usable"), Words::sentence(*recipe.fault)),
                                 field(Words::tr("Fault"), Words::code(*recipe.fault))})};
    }
    QVariantList files;
    for (const job::FileFact& file : recipe.files) {
        files << field(textOf(file.name), textOf(base::toHex(file.sha256)));
    }
    return {section(textOf(recipe.name + "  " + recipe.version),
                    {field(Words::tr("Product"), textOf(recipe.product)),
                     field(Words::tr("Chip"), textOf(recipe.device)),
                     field(Words::tr("Released by"), namesOf(recipe.signers)),
                     field(QStringLiteral("SHA-256"), textOf(base::toHex(recipe.digest))),
                     field(Words::tr("Folder"), folder)}),
            section(Words::tr("Files"), files)};
}

QVariantMap lineOf(const db::Activation& activation) {
    constexpr qsizetype toMinutes = 16;
    const QString when = textOf(localMomentText(activation.time))
                             .left(toMinutes)
                             .replace(QLatin1Char('T'), QLatin1Char(' '));
    QString who = textOf(activation.by);
    if (!activation.role.empty()) {
        who += QStringLiteral(", ") + Words::role(activation.role);
    }
    return field(when, QStringLiteral("%1  %2  # %3\n%4")
                           .arg(textOf(activation.recipe), textOf(activation.version),
                                textOf(activation.sha256).left(digitsShown), who));
}

} // namespace

RecipeDesk::RecipeDesk(PinDesk& pin, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_pin(pin)
    , m_clock(clock) {}

void RecipeDesk::attach(LineSource& line) {
    m_office.finish();
    m_line = &line;
    leave();
}

void RecipeDesk::open(RecipeShelf shelf, std::filesystem::path journal, db::Journal* writer) {
    m_shelf.emplace(std::move(shelf));
    m_journal = std::move(journal);
    m_writer = writer;
}

void RecipeDesk::show(const LineView& view) {
    const bool another = view.operatorName != m_view.operatorName || view.role != m_view.role;
    const bool otherRecipe = view.recipeHash != m_view.recipeHash;
    const QString before = hindrance();
    m_view = view;
    if (another && m_chosen >= 0) {
        // What somebody has begun is not for the next one to confirm.
        leave();
    }
    if (otherRecipe) {
        draw();
    }
    if (otherRecipe || hindrance() != before) {
        Q_EMIT changed();
    }
}

QString RecipeDesk::message() const {
    return m_fault                               ? Words::sentence(*m_fault)
           : m_state == QStringLiteral("absent") ? Words::tr("There is no recipe in the folder of "
                                                             "this station.")
                                                 : QString();
}

void RecipeDesk::refresh() {
    if (!m_shelf) {
        return;
    }
    if (m_rows.isEmpty()) {
        m_state = QStringLiteral("busy");
    }
    m_office.ask(
        [this, shelf = *m_shelf, journal = m_journal,
         &clock = m_clock](const BackOffice::Unwanted& unwanted) -> BackOffice::Answer {
            auto found = std::make_shared<Result<Look>>(lookAt(shelf, journal, clock, unwanted));
            return [this, found] { take(std::move(*found)); };
        },
        patience, [this] { fail({.code = FaultCode::FileUnreadable, .note = "no answer"}); });
    Q_EMIT changed();
}

Result<RecipeDesk::Look> RecipeDesk::lookAt(const RecipeShelf& shelf,
                                            const std::filesystem::path& journal, Clock& clock,
                                            const BackOffice::Unwanted& unwanted) {
    Look look{.recipes = TRY(shelf.look(unwanted))};
    look.activations = TRY(db::readActivations(journal, clock, mostActivations));
    return look;
}

void RecipeDesk::take(Result<Look> look) {
    if (!look) {
        fail(look.fault());
        return;
    }
    const ShelvedRecipe* const before = seen();
    const std::filesystem::path folder = before == nullptr ? "" : before->folder;
    m_look = std::move(look).value();
    const auto place = std::ranges::find(m_look.recipes, folder, &ShelvedRecipe::folder);
    m_chosen =
        place == m_look.recipes.end() ? -1 : static_cast<int>(place - m_look.recipes.begin());
    m_fault.reset();
    m_state = m_look.recipes.empty() ? QStringLiteral("absent") : QStringLiteral("found");
    draw();
    Q_EMIT changed();
}

void RecipeDesk::fail(const Fault& fault) {
    m_look = {};
    m_chosen = -1;
    m_fault = fault;
    m_state = QStringLiteral("fault");
    draw();
    Q_EMIT changed();
}

const ShelvedRecipe* RecipeDesk::seen() const {
    const auto place = static_cast<std::size_t>(m_chosen);
    return m_chosen >= 0 && place < m_look.recipes.size() ? &m_look.recipes[place] : nullptr;
}

bool RecipeDesk::isActive(const ShelvedRecipe& recipe) const {
    return !recipe.fault && !m_view.recipeHash.empty() &&
           base::toHex(recipe.digest).starts_with(m_view.recipeHash);
}

QString RecipeDesk::hindrance() const {
    const ShelvedRecipe* const recipe = seen();
    if (recipe == nullptr) {
        return Words::tr("Choose a recipe");
    }
    if (recipe->fault) {
        return Words::tr("This one cannot be used");
    }
    if (isActive(*recipe)) {
        return Words::tr("This one is active");
    }
    if (recipe->abroad) {
        return !mayAct(m_view, Act::ActivateRecipe) ? Words::tr("Not for your role")
               : m_writer == nullptr                ? Words::tr("The line is not open")
                                                    : QString();
    }
    const bool works = std::ranges::any_of(
        m_view.slots, [](const LineSlot& slot) { return slot.slot.isWorking(); });
    return works                                 ? Words::tr("Not while a slot works")
           : mayAct(m_view, Act::ActivateRecipe) ? QString()
                                                 : Words::tr("Not for your role");
}

void RecipeDesk::choose(int place) {
    withdraw();
    const bool exists = place >= 0 && static_cast<std::size_t>(place) < m_look.recipes.size();
    m_chosen = exists && place != m_chosen ? place : -1;
    m_outcome.clear();
    draw();
    Q_EMIT changed();
}

void RecipeDesk::activate() {
    if (m_line == nullptr || !due() || isAbroad() || m_office.isBusy()) {
        return;
    }
    m_outcome.clear();
    const auto taken = std::make_shared<std::shared_ptr<const job::Recipe>>();
    // Read once more: what was seen on the shelf may have been exchanged since.
    const auto act = [line = m_line, shelf = *m_shelf, wanted = *seen(), who = m_view.operatorName,
                      taken](const std::string& pin) -> Result<void> {
        auto recipe = TRY(shelf.take(wanted));
        TRY(line->activate(recipe, {.who = who, .pin = pin}));
        *taken = std::move(recipe);
        return {};
    };
    if (!m_view.role.empty()) {
        m_pin.askFor(textOf(m_view.operatorName), act, [this, taken] { conclude(*taken); });
        return;
    }
    m_office.ask(
        [this, act, taken](const BackOffice::Unwanted&) -> BackOffice::Answer {
            const Result<void> acted = act({});
            return [this, acted, taken] {
                if (acted) {
                    conclude(*taken);
                } else {
                    conclude(acted.fault());
                }
            };
        },
        patience,
        [this] { conclude(Fault{.code = FaultCode::FileUnreadable, .note = "no answer"}); });
    Q_EMIT changed();
}

void RecipeDesk::bringIn() {
    if (m_line == nullptr || !due() || !isAbroad() || m_office.isBusy()) {
        return;
    }
    m_outcome.clear();
    const auto who = std::make_shared<Actor>();
    m_pin.actAs(
        m_view,
        [line = m_line, who](const Credentials& by) -> Result<void> {
            *who = TRY(line->authorise(by, Act::ActivateRecipe));
            return {};
        },
        [this, who, wanted = *seen()](const Result<void>& proven) {
            if (proven) {
                copy(wanted, *who);
            } else {
                say(Words::sentence(proven.fault()), false);
            }
        });
    Q_EMIT changed();
}

/// A stick may be slow, and a PIN is not kept for so long.
void RecipeDesk::copy(const ShelvedRecipe& wanted, const Actor& by) {
    const auto act = [shelf = *m_shelf, wanted, by, writer = m_writer]() -> Result<void> {
        const std::filesystem::path folder = TRY(shelf.bringIn(wanted));
        nlohmann::ordered_json data{{"recipe", wanted.name},
                                    {"version", wanted.version},
                                    {"product", wanted.product},
                                    {"recipe_sha256", base::toHex(wanted.digest)},
                                    {"signers", wanted.signers},
                                    {"from", wanted.folder.string()},
                                    {"folder", folder.filename().string()}};
        by.sign(data, "operator");
        TRY(writer->append(db::kind::recipeBroughtIn, data));
        return {};
    };
    const auto conclude = [this, wanted](const Result<void>& done) {
        m_chosen = -1;
        say(done ? Words::tr("%1 %2 is on the shelf now. It is not active yet.")
                       .arg(textOf(wanted.name), textOf(wanted.version))
                 : Words::sentence(done.fault()),
            done.ok());
        refresh();
    };
    m_office.ask(
        [act, conclude](const BackOffice::Unwanted&) -> BackOffice::Answer {
            return [conclude, done = act()] { conclude(done); };
        },
        patience,
        [conclude] { conclude(Fault{.code = FaultCode::FileUnreadable, .note = "no answer"}); });
    Q_EMIT changed();
}

void RecipeDesk::say(const QString& outcome, bool done) {
    m_outcome = outcome;
    m_done = done;
    draw();
    Q_EMIT changed();
}

void RecipeDesk::conclude(const Result<std::shared_ptr<const job::Recipe>>& result) {
    m_chosen = -1;
    say(result ? Words::tr("%1 %2 is active. Put in boards of %3.")
                     .arg(textOf((*result)->name), textOf((*result)->version),
                          textOf((*result)->product))
               : Words::sentence(result.fault()),
        result.ok());
    if (result) {
        Q_EMIT activated(*result);
        refresh();
    }
}

void RecipeDesk::withdraw() {
    if (m_chosen >= 0 && m_pin.forAct()) {
        m_pin.cancel();
    }
}

void RecipeDesk::leave() {
    if (m_chosen < 0 && m_outcome.isEmpty()) {
        return;
    }
    withdraw();
    m_chosen = -1;
    m_outcome.clear();
    draw();
    Q_EMIT changed();
}

void RecipeDesk::retranslate() {
    m_outcome.clear();
    draw();
    Q_EMIT changed();
}

void RecipeDesk::draw() {
    m_rows.clear();
    for (const ShelvedRecipe& recipe : m_look.recipes) {
        const QString folder = textOf(recipe.folder.filename().string());
        m_rows << QVariantMap{{QStringLiteral("folder"), folder},
                              {QStringLiteral("title"),
                               recipe.fault ? folder : textOf(recipe.name + "  " + recipe.version)},
                              {QStringLiteral("subject"),
                               recipe.fault ? Words::code(*recipe.fault)
                                            : textOf(recipe.product + ", " + recipe.device)},
                              {QStringLiteral("remark"), recipe.fault ? Words::tr("cannot be used")
                                                         : recipe.abroad ? Words::tr("on a stick")
                                                         : isActive(recipe) ? Words::tr("active")
                                                                            : QString()},
                              {QStringLiteral("active"), isActive(recipe)},
                              {QStringLiteral("fit"), !recipe.fault},
                              {QStringLiteral("abroad"), recipe.abroad}};
    }
    m_sections.clear();
    if (const ShelvedRecipe* const recipe = seen()) {
        m_sections = factsOf(*recipe);
    } else if (!m_look.activations.empty()) {
        QVariantList lines;
        for (const db::Activation& activation : m_look.activations) {
            lines << lineOf(activation);
        }
        m_sections << section(Words::tr("Active until now"), lines);
    }
}

} // namespace greenlight::station::view
