#include "station/view/line_desk.h"

#include "station/view/local_time.h"
#include "station/view/tile_grid.h"
#include "station/view/words.h"

#include <algorithm>
#include <array>

namespace greenlight::station::view {

namespace {

/// What a screen has that does not say: 96 dots per inch.
constexpr double usualPixelsPerMm = 96 / 25.4;

job::StartedBy origin(LineDesk::Hand hand) {
    switch (hand) {
    case LineDesk::Hand::Keyboard:
        return job::StartedBy::Keyboard;
    case LineDesk::Hand::FootSwitch:
        return job::StartedBy::FootSwitch;
    case LineDesk::Hand::Screen:
        break;
    }
    return job::StartedBy::Screen;
}

bool isAboutRecords(const Fault& fault) {
    static constexpr std::array codes{FaultCode::JournalWrite, FaultCode::JournalCorrupt,
                                      FaultCode::DiskFull,     FaultCode::JournalInUse,
                                      FaultCode::StationKey,   FaultCode::NotReceipted};
    return std::ranges::find(codes, fault.code) != codes.end();
}

} // namespace

LineDesk::LineDesk(Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_pixelsPerMm(usualPixelsPerMm) {
    m_frame.setSingleShot(true);
    m_frame.setInterval(frame);
    connect(&m_frame, &QTimer::timeout, this, &LineDesk::refresh);
    // Rings come from other threads; the look is for this one.
    connect(
        this, &LineDesk::rung, this,
        [this] {
            if (!m_frame.isActive()) {
                m_frame.start();
            }
        },
        Qt::QueuedConnection);
    connect(&m_pin, &PinDesk::tried, this, &LineDesk::refresh);
    m_tick.setInterval(tick);
    connect(&m_tick, &QTimer::timeout, this, &LineDesk::refresh);
}

void LineDesk::attach(LineSource& line) {
    m_line = &line;
    m_pin.attach(line);
    m_overrides.attach(line);
    m_recipes.attach(line);
    m_station.attach(line);
    m_heardAt = m_clock.now();
    m_tick.start();
    refresh();
}

void LineDesk::ring() {
    // One ring is under way at most, however often a busy line changes.
    if (!m_rung.exchange(true)) {
        Q_EMIT rung();
    }
}

void LineDesk::refresh() {
    m_rung = false;
    if (m_line == nullptr) {
        return;
    }
    const LineView view = m_line->view();
    const Instant now = m_clock.now();
    if (view.heartbeat != m_heartbeat) {
        m_heartbeat = view.heartbeat;
        m_heardAt = now;
    }
    m_sound.show(view, now - m_heardAt <= patience, now);
    m_tiles.show(view, now);
    m_units.show(view.last);
    m_pin.show(view);
    m_overrides.show(view);
    m_recipes.show(view);
    m_files.show(view);
    m_station.show(view);
    m_book.show(view, now);
    if (m_book.page() != QStringLiteral("override")) {
        m_overrides.leave();
    }
    if (m_book.page() != QStringLiteral("recipes")) {
        m_recipes.leave();
    }
    m_station.setShown(m_book.page() == QStringLiteral("station"));
    LineFace drawn = draw(view, now);
    if (drawn != m_face) {
        m_face = std::move(drawn);
        Q_EMIT faceChanged();
    }
    Q_EMIT looked(view.passed + view.notPassed);
}

void LineDesk::setPixelsPerMm(double pixelsPerMm) {
    // Screens lie about their size: outside of this it is a wrong one, not an odd one.
    constexpr double least = 2;
    constexpr double most = 16;
    const double wanted =
        pixelsPerMm >= least && pixelsPerMm <= most ? pixelsPerMm : usualPixelsPerMm;
    if (!qFuzzyCompare(wanted, m_pixelsPerMm)) {
        m_pixelsPerMm = wanted;
        Q_EMIT pixelsPerMmChanged();
    }
}

/// While the engine is silent nobody would see what becomes of a press, so it is not passed on.
bool LineDesk::isInVain() {
    refresh();
    if (m_face.alive) {
        return false;
    }
    m_pressedInVainAt = m_clock.now();
    m_sound.refused();
    refresh();
    return true;
}

bool LineDesk::press(int slot, Hand hand) {
    if (m_line == nullptr || slot < 0) {
        return false;
    }
    if (isInVain()) {
        return false;
    }
    const Result<void> started = m_line->press(static_cast<std::size_t>(slot), origin(hand));
    if (started) {
        m_sound.taken();
    } else {
        m_sound.refused();
    }
    refresh();
    return started.ok();
}

bool LineDesk::pressAll(Hand hand) {
    if (m_line == nullptr) {
        return false;
    }
    if (isInVain()) {
        return false;
    }
    const Result<unsigned> started = m_line->pressAll(origin(hand));
    if (started) {
        m_answer.reset();
        m_sound.taken();
    } else {
        answer(started.fault());
    }
    refresh();
    return started.ok();
}

void LineDesk::chooseSlot(int slot) {
    if (m_line != nullptr && slot >= 0) {
        if (const Result<void> chosen = m_line->chooseSlot(static_cast<std::size_t>(slot));
            !chosen) {
            answer(chosen.fault());
        }
        refresh();
    }
}

void LineDesk::touch(int slot) {
    const std::vector<Tile>& tiles = m_tiles.tiles();
    if (slot >= 0 && static_cast<std::size_t>(slot) < tiles.size() &&
        tiles.at(static_cast<std::size_t>(slot)).step == QStringLiteral("scan-label")) {
        chooseSlot(slot);
    } else {
        press(slot, Hand::Screen);
    }
}

bool LineDesk::enterSerial(const QString& serial) { return takeLabel(serial.trimmed(), false); }

bool LineDesk::takeBurst(const QString& text) {
    return m_input.scanner.empty()
               ? takeScan(text)
               : refuseScan({.code = FaultCode::ScanUnmarked, .note = "from a keyboard"});
}

bool LineDesk::takeScan(const QString& text) {
    const Result<std::string> label = labelIn(m_input, text.toStdString());
    return label ? takeMarkless(QString::fromStdString(*label)) : refuseScan(label.fault());
}

bool LineDesk::refuseScan(const Fault& why) {
    answer(why);
    refresh();
    return false;
}

void LineDesk::setScannerThere(bool there) {
    m_scannerThere = there;
    refresh();
}

bool LineDesk::takeMarkless(const QString& label) {
    if (m_line == nullptr) {
        return false;
    }
    m_book.touched();
    if (m_station.takeBadge(label)) {
        return true;
    }
    if (m_pin.wanted() || m_book.page() == QStringLiteral("unit")) {
        if (m_line->isBadge(label.toStdString())) {
            return takeLabel(label, true);
        }
        if (m_pin.wanted()) {
            return false;
        }
        Q_EMIT unitScanned(label);
        return true;
    }
    m_book.toLine();
    return takeLabel(label, true);
}

bool LineDesk::pressFootSwitch() {
    m_book.toLine();
    return pressAll(Hand::FootSwitch);
}

void LineDesk::signInAs(const QString& name) {
    if (m_line == nullptr) {
        return;
    }
    if (const auto step = m_line->signIn({.who = name.toStdString()}); !step) {
        answer(step.fault());
    }
    m_book.toLine();
    refresh();
}

void LineDesk::signOut() {
    if (m_line != nullptr) {
        m_line->signOut();
        m_book.toLine();
        refresh();
    }
}

bool LineDesk::takeLabel(const QString& label, bool scanned) {
    if (m_line == nullptr) {
        return false;
    }
    const auto taken = m_line->scan(label.toStdString(), scanned);
    if (taken) {
        m_answer.reset();
        m_sound.taken();
    } else {
        answer(taken.fault());
    }
    refresh();
    return taken.ok();
}

void LineDesk::answer(const Fault& fault) {
    m_answer = fault;
    m_answeredAt = m_clock.now();
    m_sound.refused();
}

int LineDesk::columns(int count, double width, double height) {
    return tileColumns(count, width, height);
}

void LineDesk::begin(const KioskRules& rules, const InputRules& input) {
    m_input = input;
    m_sound.setVolume(static_cast<int>(rules.volume));
    m_night = rules.night;
    m_textScale = static_cast<int>(rules.textScale);
    Q_EMIT nightChanged();
    Q_EMIT textScaleChanged();
}

void LineDesk::nextTextScale() {
    static constexpr std::array steps{100, 125, 150};
    const auto* const next = std::ranges::upper_bound(steps, m_textScale);
    m_textScale = next == steps.end() ? steps.front() : *next;
    Q_EMIT textScaleChanged();
}

void LineDesk::nextLanguage() { chooseLanguage(m_languages.next()); }

bool LineDesk::chooseLanguage(const QString& code) {
    if (!m_languages.choose(code)) {
        return false;
    }
    Q_EMIT languageChanged();
    Q_EMIT m_pin.changed();
    m_overrides.retranslate();
    m_recipes.retranslate();
    m_files.retranslate();
    m_station.retranslate();
    refresh();
    return true;
}

Guidance LineDesk::guidance(const LineView& view, Instant now) const {
    if (now - m_heardAt > patience) {
        Guidance silent = engineSilent();
        if (m_pressedInVainAt && now - *m_pressedInVainAt < answerShown) {
            silent.text += QLatin1Char(' ') + Words::tr("The press did nothing.");
        }
        return silent;
    }
    // What makes the station unfit outranks the answer to a press, which is refused because of it.
    if (m_answer && now - m_answeredAt < answerShown && !view.unfit) {
        return {Words::sentence(*m_answer), QStringLiteral("alarm")};
    }
    Guidance next = guide(view);
    if (!m_scannerThere && view.serialWanted && next.tone != QStringLiteral("alarm")) {
        return {Words::tr("The scanner is not there. Check its cable, or type the numbers."),
                QStringLiteral("alarm")};
    }
    return next;
}

LineFace LineDesk::draw(const LineView& view, Instant now) const {
    LineFace face;
    face.station = QString::fromStdString(view.station);
    face.operatorName = view.signInWanted ? Words::tr("Nobody is signed in")
                                          : QString::fromStdString(view.operatorName);
    face.role = Words::role(view.role);
    face.signedIn = !view.role.empty();
    face.clock = clockText(m_clock.wall());
    face.alive = now - m_heardAt <= patience;
    face.beat = view.heartbeat % 2 == 1;
    face.fit = !view.unfit.has_value();
    face.recordsOk = face.fit || !isAboutRecords(*view.unfit);
    face.training = view.training;
    face.recipe = QString::fromStdString(view.recipe);
    face.version = QString::fromStdString(view.recipeVersion);
    face.hash = QString::fromStdString(view.recipeHash);
    face.product = QString::fromStdString(view.product);
    face.device = QString::fromStdString(view.device);
    face.workOrder = QString::fromStdString(view.workOrder);
    face.serialWanted = view.serialWanted;
    face.refusals = QString::number(view.refusals);
    face.startable = static_cast<int>(std::ranges::count_if(view.slots, &LineSlot::mayStart));
    const Guidance next = guidance(view, now);
    face.guideText = next.text;
    face.guideTone = next.tone;
    face.language = Languages::endonym(m_languages.current());
    return face;
}

} // namespace greenlight::station::view
