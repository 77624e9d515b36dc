#include "station/view/settings_desk.h"

#include "db/people.h"
#include "station/settings_change.h"
#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>
#include <array>

namespace greenlight::station::view {

namespace {

using Kind = OfferedSetting::Kind;

struct SettingWords {
    std::string_view key;
    const char* name;
    const char* purpose;
};

constexpr std::array words{
    SettingWords{"sign_in", QT_TRANSLATE_NOOP("Words", "Signing in"),
                 QT_TRANSLATE_NOOP("Words", "Whether a press needs somebody who has signed in.")},
    SettingWords{"lock_after_s", QT_TRANSLATE_NOOP("Words", "Sign out after, s"),
                 QT_TRANSLATE_NOOP("Words", "Seconds without a press until nobody is signed in any "
                                            "more. 0 = never.")},
    SettingWords{"quarantine_after", QT_TRANSLATE_NOOP("Words", "Failures that lock a slot"),
                 QT_TRANSLATE_NOOP("Words", "So many in a row, and the slot takes no board until "
                                            "somebody releases it. 0 = never.")},
    SettingWords{"drill", QT_TRANSLATE_NOOP("Words", "Daily drill"),
                 QT_TRANSLATE_NOOP("Words",
                                   "The first board of each slot and day is proven against "
                                   "a wrong plan and has to go red.")},
    SettingWords{"hands_free", QT_TRANSLATE_NOOP("Words", "Hands-free"),
                 QT_TRANSLATE_NOOP("Words", "A board that is put in starts by itself.")},
    SettingWords{"work_order_prefix", QT_TRANSLATE_NOOP("Words", "Work order prefix"),
                 QT_TRANSLATE_NOOP("Words", "A label that begins with this names the work order. "
                                            "Empty = none does.")},
    SettingWords{"target_per_shift", QT_TRANSLATE_NOOP("Words", "Target per shift"),
                 QT_TRANSLATE_NOOP("Words", "Units that a shift is to pass. 0 = no target.")},
    SettingWords{"night", QT_TRANSLATE_NOOP("Words", "Night"),
                 QT_TRANSLATE_NOOP("Words", "Dark grounds when the station starts.")},
    SettingWords{"text_scale", QT_TRANSLATE_NOOP("Words", "Letters, percent"),
                 QT_TRANSLATE_NOOP("Words", "Of the usual size when the station starts, 100 to "
                                            "150.")},
    SettingWords{"volume", QT_TRANSLATE_NOOP("Words", "Volume, percent"),
                 QT_TRANSLATE_NOOP("Words", "Of the sounds when the station starts. 0 = silent.")},
    SettingWords{"foot_switch", QT_TRANSLATE_NOOP("Words", "Foot switch"),
                 QT_TRANSLATE_NOOP("Words",
                                   "The key that it sends, such as F13 or PgDown: none that "
                                   "may stand in a label.")},
    SettingWords{"scanner", QT_TRANSLATE_NOOP("Words", "Bound scanner"),
                 QT_TRANSLATE_NOOP("Words",
                                   "Its event device below /dev/input/by-id. Empty = labels "
                                   "come as from a keyboard.")},
    SettingWords{"scan_prefix", QT_TRANSLATE_NOOP("Words", "Prefix of the scanner"),
                 QT_TRANSLATE_NOOP("Words", "What the scanner puts before each label. What comes "
                                            "without it is refused.")},
    SettingWords{"scan_suffix", QT_TRANSLATE_NOOP("Words", "Suffix of the scanner"),
                 QT_TRANSLATE_NOOP("Words", "What the scanner puts after each label, before its "
                                            "Enter.")},
    SettingWords{"scan_pattern", QT_TRANSLATE_NOOP("Words", "Pattern of labels"),
                 QT_TRANSLATE_NOOP("Words", "Every scanned text has to look like this regular "
                                            "expression; badges too. Empty = anything.")},
    SettingWords{"export_folder", QT_TRANSLATE_NOOP("Words", "Folder for exports"),
                 QT_TRANSLATE_NOOP("Words", "Where files go that are exported at the screen. Empty "
                                            "= exports in the data folder.")},
    SettingWords{"folder", QT_TRANSLATE_NOOP("Words", "Folder for backups"),
                 QT_TRANSLATE_NOOP("Words", "On another disk. Each copy is a new file there, and "
                                            "none is ever removed.")},
    SettingWords{"at", QT_TRANSLATE_NOOP("Words", "Time of the backup"),
                 QT_TRANSLATE_NOOP("Words", "Each day at this time, such as 02:00, while the line "
                                            "goes on.")}};

const SettingWords& wordsOf(const OfferedSetting& setting) {
    return *std::ranges::find(words, setting.key, &SettingWords::key);
}

QString choiceText(std::string_view word) {
    return word == "true"     ? Words::tr("On")
           : word == "false"  ? Words::tr("Off")
           : word == "wanted" ? Words::tr("Wanted")
                              : Words::tr("Nobody signs in");
}

QString rawText(const SettingValue& value) {
    const std::string text =
        std::holds_alternative<std::string>(value) ? std::get<std::string>(value) : tomlText(value);
    return QString::fromStdString(text);
}

/// Nobody may lock everybody out.
Result<void> demandPeople(const std::filesystem::path& journal, Clock& clock) {
    for (const db::PersonRecord& person : TRY(db::readPeople(journal, clock))) {
        const auto role = roleNamed(person.role);
        if (!person.retired && role && may(*role, Act::ManagePeople)) {
            return {};
        }
    }
    return Fault{.code = FaultCode::NobodyLeft};
}

} // namespace

QString SettingsDesk::hindrance() const {
    return changeHindrance(Words::tr("Training has its own settings"));
}

const OfferedSetting* SettingsDesk::seen() const {
    const auto all = offeredSettings();
    const auto at = static_cast<std::size_t>(m_chosen);
    return m_chosen >= 0 && at < all.size() ? &all[at] : nullptr;
}

QString SettingsDesk::valueText(const OfferedSetting& setting) const {
    const QString raw = rawText(setting.of(place().settings));
    return setting.kind == Kind::Flag || setting.kind == Kind::Choice
               ? choiceText(raw.toStdString())
           : raw.isEmpty() ? Words::tr("none")
                           : raw;
}

QString SettingsDesk::purpose() const {
    const OfferedSetting* const setting = seen();
    return setting == nullptr ? QString() : Words::tr(wordsOf(*setting).purpose);
}

QVariantList SettingsDesk::choices() const {
    QVariantList list;
    const OfferedSetting* const setting = seen();
    if (setting == nullptr) {
        return list;
    }
    std::vector<std::string_view> all(setting->choices.begin(), setting->choices.end());
    if (setting->kind == Kind::Flag) {
        all = {"true", "false"};
    }
    for (const std::string_view word : all) {
        list << QVariantMap{{QStringLiteral("word"),
                             QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()))},
                            {QStringLiteral("text"), choiceText(word)}};
    }
    return list;
}

bool SettingsDesk::due() const {
    const OfferedSetting* const setting = seen();
    return setting != nullptr && !m_objection && hindrance().isEmpty() &&
           m_draft != rawText(setting->of(place().settings));
}

QString SettingsDesk::objection() const {
    return m_objection ? Words::happened(*m_objection) : QString();
}

void SettingsDesk::choose(int at) {
    withdraw();
    forget();
    m_chosen = at != m_chosen && at >= 0 && at < m_rows.size() ? at : -1;
    const OfferedSetting* const setting = seen();
    m_draft = setting == nullptr ? QString() : rawText(setting->of(place().settings));
    m_objection.reset();
    Q_EMIT changed();
}

void SettingsDesk::write(const QString& draft) {
    const QString taken = draft.left(longest);
    if (seen() != nullptr && taken != m_draft) {
        withdraw();
        m_draft = taken;
        check();
        Q_EMIT changed();
    }
}

void SettingsDesk::check() {
    m_objection.reset();
    if (place().settingsFile.empty()) {
        return;
    }
    const auto made = [this]() -> Result<SettingsFile> {
        const SettingValue value = TRY(valueTyped(*seen(), m_draft.toStdString()));
        return TRY(SettingsFile::read(place().settingsFile))
            .with(seen()->table, seen()->key, value);
    }();
    if (!made) {
        m_objection = made.fault();
    }
}

void SettingsDesk::take() {
    if (!due() || line() == nullptr) {
        return;
    }
    act(
        [line = line(), file = place().settingsFile, journal = place().journal,
         journalFile = place().journalFile, &clock = clock(), setting = *seen(),
         draft = m_draft.toStdString()](const Credentials& by) -> Result<void> {
            const SettingValue value = TRY(valueTyped(setting, draft));
            const auto before = TRY(SettingsFile::read(file));
            const auto after = TRY(before.with(setting.table, setting.key, value));
            if (after.settings().signIn.wanted && !before.settings().signIn.wanted) {
                TRY(demandPeople(journalFile, clock));
            }
            const Actor actor = TRY(line->authorise(by, Act::ChangeSettings));
            return takeSettings(
                before, after,
                {{"key", std::string(setting.table) + "." + std::string(setting.key)},
                 {"before", tomlText(setting.of(before.settings()))},
                 {"after", tomlText(value)}},
                actor, *journal);
        },
        [this] {
            m_chosen = -1;
            Q_EMIT settingsReplaced();
            return Words::tr("Taken. The line opens anew.");
        });
}

void SettingsDesk::leave() {
    StationSection::leave();
    if (m_chosen >= 0) {
        m_chosen = -1;
        m_objection.reset();
        Q_EMIT changed();
    }
}

void SettingsDesk::draw() {
    QVariantList rows;
    for (const OfferedSetting& setting : offeredSettings()) {
        const std::string key = "[" + std::string(setting.table) + "] " + std::string(setting.key);
        rows << QVariantMap{{QStringLiteral("name"), Words::tr(wordsOf(setting).name)},
                            {QStringLiteral("key"), QString::fromStdString(key)},
                            {QStringLiteral("value"), valueText(setting)}};
    }
    if (rows != m_rows) {
        m_rows = std::move(rows);
        Q_EMIT changed();
    }
}

} // namespace greenlight::station::view
