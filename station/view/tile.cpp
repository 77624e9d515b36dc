#include "station/view/tile.h"

#include "station/view/words.h"

#include <algorithm>
#include <cmath>

namespace greenlight::station::view {

namespace {

constexpr qsizetype tailLength = 6;

QString text(std::string_view words) {
    return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
}

/// Full seconds, the last one counted until it is over.
QString secondsText(Duration duration) {
    const double seconds = std::chrono::duration<double>(duration).count();
    return QStringLiteral("%1 s").arg(std::lround(std::ceil(std::max(seconds, 0.0))));
}

void showFault(Tile& tile, const Fault& fault) {
    tile.happened = Words::happened(fault);
    tile.doNow = Words::doNow(fault);
    tile.code = Words::code(fault);
}

void showWorking(Tile& tile, const job::Working& working, const TileMemory& memory, Instant now) {
    tile.state = QStringLiteral("working");
    tile.word = Words::state("working");
    tile.activity = Words::stage(working.progress.stage);
    const Duration gone = std::max(now - working.since, Duration::zero());
    const auto left = memory.left(now);
    if (!left) {
        tile.seconds = secondsText(gone);
        return;
    }
    tile.seconds = secondsText(*left);
    const auto part = static_cast<double>(gone.count());
    const auto rest = static_cast<double>(left->count());
    tile.progress = part + rest > 0 ? part / (part + rest) : 0;
}

void showResult(Tile& tile, const job::SlotView& slot) {
    if (const auto* passed = std::get_if<job::Passed>(&slot.state)) {
        tile.state = QStringLiteral("passed");
        tile.word = Words::verdict(job::Verdict::Pass);
        tile.receipt = QString::number(passed->receipt().sequence());
    } else if (const auto* failed = std::get_if<job::Failed>(&slot.state)) {
        tile.state = QStringLiteral("failed");
        tile.word = Words::verdict(failed->receipt.verdict());
        tile.receipt = QString::number(failed->receipt.sequence());
        showFault(tile, failed->fault);
    } else if (const auto* unrecorded = std::get_if<job::Unrecorded>(&slot.state)) {
        tile.state = QStringLiteral("unrecorded");
        tile.word = Words::state("unrecorded");
        showFault(tile, unrecorded->fault);
    }
}

void showIdle(Tile& tile, const LineSlot& slot) {
    if (slot.slot.trouble) {
        tile.state = QStringLiteral("trouble");
        tile.word = Words::state("trouble");
        showFault(tile, *slot.slot.trouble);
        return;
    }
    const bool ready = std::holds_alternative<job::Ready>(slot.slot.state);
    tile.state = ready ? QStringLiteral("ready") : QStringLiteral("vacant");
    tile.word = Words::state(ready ? "ready" : "vacant");
    // What is scanned next, the label or the badge, is said in words; and which board is put in.
    tile.glyph = slot.nextStep == "scan-badge"      ? QStringLiteral("scan-label")
                 : slot.nextStep == "insert-golden" ? QStringLiteral("insert-board")
                                                    : text(slot.nextStep);
}

/// What stands on the tile's action strip. A unit that failed may be started anew, so its button
/// says that; else it is the next step.
QString actionOf(const LineSlot& slot, const Tile& tile) {
    if (tile.state == QStringLiteral("failed") && slot.mayStart) {
        return Words::tr("START AGAIN");
    }
    return Words::step(slot.nextStep);
}

} // namespace

void TileMemory::note(const job::SlotView& slot, Instant now) {
    if (slot.attempts != m_attempts) {
        m_attempts = slot.attempts;
        m_left.reset();
        m_refusedAt.reset();
    }
    if (slot.refusals > m_refusals) {
        m_refusedAt = now;
    }
    m_refusals = slot.refusals;
    const auto* working = std::get_if<job::Working>(&slot.state);
    // An estimate is taken when it is new; a stage without one lets the last go on counting down.
    if (working != nullptr && working->progress.left && working->progress.left != m_left) {
        m_left = working->progress.left;
        m_estimatedAt = now;
    }
}

bool TileMemory::refusalFresh(Instant now) const {
    return m_refusedAt && now - *m_refusedAt < answerShown;
}

std::optional<Duration> TileMemory::left(Instant now) const {
    if (!m_left) {
        return std::nullopt;
    }
    return std::max(*m_left - (now - m_estimatedAt), Duration::zero());
}

SplitSerial splitSerial(const std::string& serial) {
    const QString whole = text(serial);
    return {whole.left(std::max<qsizetype>(whole.size() - tailLength, 0)), whole.right(tailLength)};
}

Tile makeTile(const LineSlot& slot, const TileMemory& memory, bool scanHere, Instant now) {
    Tile tile;
    tile.name = text(slot.slot.name);
    tile.step = text(slot.nextStep);
    tile.mayStart = slot.mayStart;
    tile.scanHere = scanHere;
    const bool labelWaits = !slot.nextSerial.empty();
    bool ofResult = false;
    if (const auto* working = std::get_if<job::Working>(&slot.slot.state)) {
        showWorking(tile, *working, memory, now);
        ofResult = true;
    } else if (std::holds_alternative<job::Ready>(slot.slot.state) ||
               std::holds_alternative<job::Vacant>(slot.slot.state)) {
        showIdle(tile, slot);
    } else {
        showResult(tile, slot.slot);
        ofResult = true;
    }
    if (tile.glyph.isEmpty()) {
        tile.glyph = tile.state;
    }
    // A result keeps the serial of the unit it is about, whatever was scanned for the next one.
    const std::string none;
    const std::string& waiting = labelWaits ? slot.nextSerial : none;
    const SplitSerial serial = splitSerial(ofResult ? slot.slot.serial : waiting);
    tile.serialHead = serial.head;
    tile.serialTail = serial.tail;
    tile.action = actionOf(slot, tile);
    tile.yourTurn = slot.nextStep == "insert-board" || slot.nextStep == "insert-golden" ||
                    slot.nextStep == "scan-label" || slot.nextStep == "scan-badge" ||
                    slot.nextStep == "press-start" || slot.nextStep == "remove-board";
    if (slot.slot.refusal && memory.refusalFresh(now)) {
        tile.feedback = Words::happened(*slot.slot.refusal) + QLatin1Char(' ') +
                        Words::doNow(*slot.slot.refusal);
    }
    return tile;
}

} // namespace greenlight::station::view
