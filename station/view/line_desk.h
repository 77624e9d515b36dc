#pragma once

#include "station/view/file_desk.h"
#include "station/view/guide.h"
#include "station/view/languages.h"
#include "station/view/line_face.h"
#include "station/view/line_model.h"
#include "station/view/line_source.h"
#include "station/view/override_desk.h"
#include "station/view/page_book.h"
#include "station/view/pin_desk.h"
#include "station/view/recipe_desk.h"
#include "station/view/sound_desk.h"
#include "station/view/station_desk.h"
#include "station/view/unit_model.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QTimer>
#include <atomic>
#include <optional>

namespace greenlight::station::view {

/// The line page's other half: takes pictures of the line, turns them into texts, and hands presses
/// and labels to the line's gate. Each press is answered before the call returns. Thread: the
/// GUI's, but for ring().
class LineDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the kiosk")
    Q_PROPERTY(greenlight::station::view::LineModel* tiles READ tiles CONSTANT)
    Q_PROPERTY(greenlight::station::view::UnitModel* units READ units CONSTANT)
    Q_PROPERTY(greenlight::station::view::PinDesk* pin READ pin CONSTANT)
    Q_PROPERTY(greenlight::station::view::PageBook* book READ book CONSTANT)
    Q_PROPERTY(greenlight::station::view::OverrideDesk* overrides READ overrides CONSTANT)
    Q_PROPERTY(greenlight::station::view::RecipeDesk* recipes READ recipes CONSTANT)
    Q_PROPERTY(greenlight::station::view::FileDesk* files READ files CONSTANT)
    Q_PROPERTY(greenlight::station::view::StationDesk* station READ station CONSTANT)
    Q_PROPERTY(greenlight::station::view::SoundDesk* sound READ sound CONSTANT)
    Q_PROPERTY(greenlight::station::view::LineFace face READ face NOTIFY faceChanged)
    /// Dark grounds, for a hall whose lights are low.
    Q_PROPERTY(bool night READ night NOTIFY nightChanged)
    /// Percent of the usual letters.
    Q_PROPERTY(int textScale READ textScale NOTIFY textScaleChanged)
    Q_PROPERTY(double pixelsPerMm READ pixelsPerMm WRITE setPixelsPerMm NOTIFY pixelsPerMmChanged)

public:
    /// Whose press it is.
    enum class Hand : std::uint8_t { Screen, Keyboard, FootSwitch };
    Q_ENUM(Hand)

    /// Without a sign of life for this long the engine counts as silent and the page greys.
    static constexpr Duration patience = std::chrono::seconds(1);
    /// How long the answer to a refused label or press for all stands at the bottom.
    static constexpr Duration answerShown = std::chrono::seconds(4);
    /// At most this often a changed line is looked at; faster nobody can see.
    static constexpr std::chrono::milliseconds frame{33};
    /// At least this often, for clock, seconds and signs of life.
    static constexpr std::chrono::milliseconds tick{250};

    /// Shows nothing before attach(). `clock` outlives the desk.
    explicit LineDesk(Clock& clock, QObject* parent = nullptr);

    /// The line to show from now on; it outlives the desk or is followed by another attach().
    void attach(LineSource& line);

    /// Says that the line has changed. Any thread; costs next to nothing.
    void ring();

    /// What the settings say the day begins with: grounds, letters and volume; and how labels come.
    void begin(const KioskRules& rules, const InputRules& input = {});

    /// What begin() was told, or what is usual.
    [[nodiscard]] const InputRules& input() const noexcept { return m_input; }

    /// Looks at the line now.
    void refresh();

    [[nodiscard]] LineModel* tiles() noexcept { return &m_tiles; }

    [[nodiscard]] UnitModel* units() noexcept { return &m_units; }

    [[nodiscard]] PinDesk* pin() noexcept { return &m_pin; }

    [[nodiscard]] PageBook* book() noexcept { return &m_book; }

    [[nodiscard]] OverrideDesk* overrides() noexcept { return &m_overrides; }

    [[nodiscard]] RecipeDesk* recipes() noexcept { return &m_recipes; }

    [[nodiscard]] FileDesk* files() noexcept { return &m_files; }

    [[nodiscard]] StationDesk* station() noexcept { return &m_station; }

    [[nodiscard]] SoundDesk* sound() noexcept { return &m_sound; }

    [[nodiscard]] const LineFace& face() const noexcept { return m_face; }

    [[nodiscard]] double pixelsPerMm() const noexcept { return m_pixelsPerMm; }

    void setPixelsPerMm(double pixelsPerMm);

    /// One press of Start. True when it started an attempt; else the tile says why not.
    Q_INVOKABLE bool press(int slot, greenlight::station::view::LineDesk::Hand hand);
    /// Start for all. True when it started anything; else the bottom line says why not.
    Q_INVOKABLE bool pressAll(greenlight::station::view::LineDesk::Hand hand);
    /// The next label goes to this slot.
    Q_INVOKABLE void chooseSlot(int slot);
    /// A touch on a tile too small for a button: the slot's next step, be it label or Start.
    Q_INVOKABLE void touch(int slot);
    /// A serial number typed by hand. True when it was taken; else the bottom line says why not.
    Q_INVOKABLE bool enterSerial(const QString& serial);
    /// Keys came faster than fingers type. Where no scanner is bound that is a scan, else it is
    /// none.
    bool takeBurst(const QString& text);
    /// A text that the scanner read, with the scanner's marks. While a PIN is waited for only a
    /// badge counts. On the unit's page one that is no badge is looked up (unitScanned); on every
    /// other the line comes to the front and takes it as its label; but a badge of somebody who is
    /// being written down stays there. True when it was taken.
    bool takeScan(const QString& text);
    /// Whether the bound scanner is there.
    void setScannerThere(bool there);
    /// The foot switch: the line comes to the front, and it is a Start for all.
    bool pressFootSwitch();
    /// Somebody says by their name who they are, and the line waits for their PIN.
    void signInAs(const QString& name);
    /// Nobody is at the line any more.
    Q_INVOKABLE void signOut();

    /// Into how many columns the tiles go on an area of this size in pixels.
    [[nodiscard]] Q_INVOKABLE static int columns(int count, double width, double height);

    [[nodiscard]] bool night() const noexcept { return m_night; }

    /// From day to night or back.
    Q_INVOKABLE void turnNight() {
        m_night = !m_night;
        Q_EMIT nightChanged();
    }

    [[nodiscard]] int textScale() const noexcept { return m_textScale; }

    /// The next larger letters, and after the largest the usual ones.
    Q_INVOKABLE void nextTextScale();

    /// The code of the language that is in use.
    [[nodiscard]] QString language() const { return m_languages.current(); }

    /// The page's next language, at once.
    Q_INVOKABLE void nextLanguage();
    bool chooseLanguage(const QString& code);

Q_SIGNALS:
    void faceChanged();
    void pixelsPerMmChanged();
    void nightChanged();
    void textScaleChanged();
    /// The line was looked at; it has ended this many attempts since it was opened.
    void looked(quint64 ended);
    /// A label was scanned whose unit shall be shown.
    void unitScanned(const QString& label);
    /// Texts made outside of here have to be made anew.
    void languageChanged();
    /// Somebody rang; emitted on that thread.
    void rung();

private:
    bool takeLabel(const QString& label, bool scanned);
    void answer(const Fault& fault);
    [[nodiscard]] bool isInVain();
    bool takeMarkless(const QString& label);
    [[nodiscard]] bool refuseScan(const Fault& why);
    [[nodiscard]] Guidance guidance(const LineView& view, Instant now) const;
    [[nodiscard]] LineFace draw(const LineView& view, Instant now) const;

    Clock& m_clock;
    LineSource* m_line = nullptr;
    LineModel m_tiles;
    UnitModel m_units;
    PinDesk m_pin;
    PageBook m_book;
    OverrideDesk m_overrides{m_pin};
    RecipeDesk m_recipes{m_pin, m_clock};
    FileDesk m_files{m_clock};
    StationDesk m_station{m_pin, m_clock};
    SoundDesk m_sound;
    InputRules m_input;
    bool m_scannerThere = true;
    LineFace m_face;
    Languages m_languages;
    double m_pixelsPerMm;
    bool m_night = false;
    int m_textScale = KioskRules::leastTextScale;
    QTimer m_frame{this};
    QTimer m_tick{this};
    std::atomic<bool> m_rung = false;
    std::uint64_t m_heartbeat = 0;
    Instant m_heardAt{};
    std::optional<Fault> m_answer; ///< to the last label or press for all
    Instant m_answeredAt{};
    std::optional<Instant> m_pressedInVainAt; ///< a press while the engine was silent
};

} // namespace greenlight::station::view
