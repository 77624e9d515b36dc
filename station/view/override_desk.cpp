#include "station/view/override_desk.h"

#include "station/view/may_act.h"
#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>
#include <array>
#include <utility>

namespace greenlight::station::view {

namespace {

/// An act that is offered here, in the words of the page.
struct Offer {
    Act act;
    const char* title;
    bool atSlot; ///< it is about one slot
    std::array<const char*, 4> reasons;
};

constexpr std::array offers{
    Offer{Act::ReleaseSlot,
          QT_TR_NOOP("Release a locked slot"),
          true,
          {QT_TR_NOOP("Contacts cleaned"), QT_TR_NOOP("Fixture repaired"),
           QT_TR_NOOP("Cable or probe exchanged"), QT_TR_NOOP("Checked with a good board")}},
    Offer{Act::AllowRework,
          QT_TR_NOOP("Program a unit again"),
          true,
          {QT_TR_NOOP("Newer firmware"), QT_TR_NOOP("Unit was repaired"),
           QT_TR_NOOP("Quality asked for it"), QT_TR_NOOP("Board of a returned unit")}},
    Offer{Act::LockForEver,
          QT_TR_NOOP("Lock chips for ever"),
          false,
          {QT_TR_NOOP("Order of the customer"), QT_TR_NOOP("First unit was approved"),
           QT_TR_NOOP("Release of the series"), QT_TR_NOOP("Quality asked for it")}},
};

const Offer* offerNamed(const QString& word) {
    const auto* const found = std::ranges::find_if(offers, [&word](const Offer& offer) {
        return word == QString::fromUtf8(name(offer.act).data());
    });
    return found == offers.end() ? nullptr : found;
}

/// A name at the computer is no supervisor, so nobody locks a chip for ever where nobody signs in.
bool isOffered(const LineView& view, Act act) {
    return mayAct(view, act) && !(act == Act::LockForEver && view.role.empty());
}

/// There is something that the act would change.
bool dueAt(const LineSlot& slot, Act act) {
    return act == Act::ReleaseSlot ? slot.locked : !slot.slot.isWorking() && !slot.reworkAllowed;
}

bool dueAnywhere(const LineView& view, const Offer& offer) {
    return offer.atSlot
               ? std::ranges::any_of(
                     view.slots, [&offer](const LineSlot& slot) { return dueAt(slot, offer.act); })
               : view.lockWanted;
}

QString remarkOn(const LineView& view, const Offer& offer) {
    switch (offer.act) {
    case Act::ReleaseSlot:
        return dueAnywhere(view, offer) ? QString() : Words::tr("No slot is locked.");
    case Act::AllowRework:
        return Words::tr("For the next board of a slot, once.");
    default:
        return view.lockWanted ? Words::tr("The active recipe asks for it.")
                               : Words::tr("No recipe asks for it.");
    }
}

QString remarkAt(const LineSlot& slot, Act act) {
    if (act == Act::ReleaseSlot) {
        return slot.locked ? Words::tr("locked") : QString();
    }
    return slot.reworkAllowed      ? Words::tr("allowed")
           : slot.slot.isWorking() ? Words::tr("works")
                                   : QString();
}

} // namespace

OverrideDesk::OverrideDesk(PinDesk& pin, QObject* parent) : QObject(parent), m_pin(pin) {}

void OverrideDesk::attach(LineSource& line) {
    m_line = &line;
    clear();
}

bool OverrideDesk::mayAny(const LineView& view) {
    return std::ranges::any_of(offers,
                               [&view](const Offer& offer) { return isOffered(view, offer.act); });
}

void OverrideDesk::show(const LineView& view) {
    // What somebody has begun is not for the next one to confirm.
    const bool another = view.operatorName != m_view.operatorName || view.role != m_view.role;
    m_view = view;
    if (another) {
        clear();
    }
    draw();
}

void OverrideDesk::withdraw() {
    if (m_pin.forAct()) {
        m_pin.cancel();
    }
}

void OverrideDesk::leave() {
    if (!m_act.isEmpty() || !m_outcome.isEmpty()) {
        clear();
    }
}

void OverrideDesk::retranslate() {
    m_outcome.clear();
    draw();
    Q_EMIT changed();
}

void OverrideDesk::draw() {
    QVariantList acts;
    for (const Offer& offer : offers) {
        if (isOffered(m_view, offer.act)) {
            acts.append(QVariantMap{
                {QStringLiteral("word"), QString::fromUtf8(name(offer.act).data())},
                {QStringLiteral("title"), Words::tr(offer.title)},
                {QStringLiteral("remark"), remarkOn(m_view, offer)},
                {QStringLiteral("due"), dueAnywhere(m_view, offer)},
            });
        }
    }
    QVariantList places;
    const Offer* const chosen = offerNamed(m_act);
    if (chosen != nullptr && chosen->atSlot) {
        for (const LineSlot& slot : m_view.slots) {
            places.append(QVariantMap{
                {QStringLiteral("name"), QString::fromStdString(slot.slot.name)},
                {QStringLiteral("remark"), remarkAt(slot, chosen->act)},
                {QStringLiteral("due"), dueAt(slot, chosen->act)},
            });
        }
    }
    if (acts != m_acts || places != m_places) {
        m_acts = std::move(acts);
        m_places = std::move(places);
        Q_EMIT changed();
    }
}

QStringList OverrideDesk::reasons() const {
    QStringList all;
    if (const Offer* const chosen = offerNamed(m_act)) {
        for (const char* const reason : chosen->reasons) {
            all.append(Words::tr(reason));
        }
    }
    return all;
}

bool OverrideDesk::complete() const {
    const Offer* const chosen = offerNamed(m_act);
    return chosen != nullptr && (m_place >= 0 || !chosen->atSlot) && !m_reason.trimmed().isEmpty();
}

void OverrideDesk::choose(const QString& act) {
    const Offer* const wanted = offerNamed(act);
    if (wanted == nullptr || !isOffered(m_view, wanted->act) || !dueAnywhere(m_view, *wanted)) {
        return;
    }
    clear();
    m_act = act;
    draw();
    Q_EMIT changed();
}

void OverrideDesk::choosePlace(int place) {
    const Offer* const chosen = offerNamed(m_act);
    const auto index = static_cast<std::size_t>(place);
    if (chosen == nullptr || !chosen->atSlot || place < 0 || index >= m_view.slots.size() ||
        !dueAt(m_view.slots[index], chosen->act)) {
        return;
    }
    withdraw();
    m_place = place;
    m_outcome.clear();
    Q_EMIT changed();
}

void OverrideDesk::giveReason(const QString& reason) {
    const QString taken = reason.left(mostLetters);
    if (taken != m_reason) {
        withdraw();
        m_reason = taken;
        m_outcome.clear();
        Q_EMIT changed();
    }
}

void OverrideDesk::confirm() {
    const Offer* const chosen = offerNamed(m_act);
    if (m_line == nullptr || chosen == nullptr || !complete()) {
        return;
    }
    m_outcome.clear();
    const auto act = [line = m_line, what = chosen->act, place = static_cast<std::size_t>(m_place),
                      who = m_view.operatorName,
                      reason = m_reason.trimmed().toStdString()](const std::string& pin) {
        const Credentials by{.who = who, .pin = pin};
        return what == Act::ReleaseSlot   ? line->releaseSlot(place, by, reason)
               : what == Act::AllowRework ? line->allowRework(place, by, reason)
                                          : line->allowForEver(by, reason);
    };
    if (m_view.role.empty()) {
        conclude(act({}));
    } else {
        m_pin.askFor(QString::fromStdString(m_view.operatorName), act, [this] { conclude({}); });
        Q_EMIT changed();
    }
}

void OverrideDesk::conclude(const Result<void>& result) {
    const QString text = result ? doneText() : Words::sentence(result.fault());
    clear();
    m_outcome = text;
    m_done = result.ok();
    Q_EMIT changed();
}

QString OverrideDesk::doneText() const {
    const auto index = static_cast<std::size_t>(m_place);
    const QString slot = m_place >= 0 && index < m_view.slots.size()
                             ? QString::fromStdString(m_view.slots[index].slot.name)
                             : QString();
    const Offer* const chosen = offerNamed(m_act);
    if (chosen == nullptr || !chosen->atSlot) {
        return Words::tr("The active recipe may lock chips for ever until another one takes its "
                         "place.");
    }
    if (chosen->act == Act::AllowRework) {
        return Words::tr("The next board in slot %1 may be a unit that passed before.").arg(slot);
    }
    // The picture from before the release does not know yet.
    const LineView now = m_line->view();
    return index < now.slots.size() && now.slots[index].goldenWanted
               ? Words::stepAt("insert-golden", {slot})
               : Words::tr("Slot %1 takes boards again.").arg(slot);
}

void OverrideDesk::clear() {
    withdraw();
    m_act.clear();
    m_place = -1;
    m_reason.clear();
    m_outcome.clear();
    m_done = false;
    draw();
    Q_EMIT changed();
}

} // namespace greenlight::station::view
