#include "station/view/probe_desk.h"

#include "engine/probe/stlink_product.h"
#include "station/settings_change.h"
#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>
#include <memory>
#include <utility>

namespace greenlight::station::view {

namespace {

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// "ST-LINK/V2-1"; "ST-LINK" for a number that is not known yet.
QString productName(const probe::ProbeSight& sight) {
    const auto products = probe::stLinkProducts();
    const auto known = std::ranges::find(products, sight.product, &probe::StLinkProduct::number);
    return known == products.end()
               ? QStringLiteral("ST-LINK")
               : QString::fromUtf8(known->name.data(), static_cast<qsizetype>(known->name.size()));
}

/// The trouble of a probe or of its wires, and not of a board.
bool isOfTheSocket(const std::string& fault) {
    constexpr unsigned firstOfTheChip = 300;
    const auto code = base::faultNamed(fault);
    return code && static_cast<unsigned>(*code) < firstOfTheChip;
}

std::vector<std::string> namesFor(const Settings& settings) {
    std::vector<std::string> names;
    for (const job::SlotPlace& slot : settings.slots) {
        names.push_back(slot.name);
    }
    // More sockets than there were slots get the next numbers that are no slot's name.
    for (std::size_t number = 1; names.size() < mostSlots; ++number) {
        if (std::string name = std::to_string(number);
            std::ranges::find(names, name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

nlohmann::ordered_json listOf(const std::vector<job::SlotPlace>& slots) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const job::SlotPlace& slot : slots) {
        list.push_back({{"name", slot.name}, {"port", slot.port.text()}});
    }
    return list;
}

} // namespace

QString ProbeDesk::message() const {
    return m_fault ? Words::sentence(*m_fault)
           : m_looked && m_rows.isEmpty()
               ? Words::tr("No ST-LINK is plugged in. Plug one in, and it appears here.")
               : QString();
}

QString ProbeDesk::hindrance() const {
    return changeHindrance(Words::tr("Training has its own slots"));
}

void ProbeDesk::refresh() {
    if (m_office.isBusy() || place().bench == nullptr) {
        return;
    }
    m_office.ask(
        [this, bench = place().bench, journal = place().journalFile, training = place().training,
         counting = !m_look.counted,
         &clock = clock()](const BackOffice::Unwanted&) -> BackOffice::Answer {
            auto look = std::make_shared<Result<Look>>([&]() -> Result<Look> {
                Look found{.sights = TRY(bench->list())};
                if (counting) {
                    constexpr std::int64_t micros = std::int64_t{daysCounted} * 86'400'000'000;
                    const base::WallTime now = clock.wall();
                    auto yields = TRY(db::Yields::open(journal, clock));
                    found.counted =
                        TRY(yields.report({.from = db::quarterOf({now.unixMicros - micros}),
                                           .to = db::quarterOf(now) + 1,
                                           .training = training,
                                           .by = {db::YieldBy::Slot}}));
                }
                return found;
            }());
            return [this, look] { take(std::move(*look)); };
        },
        patience, [this] { take(Fault{.code = FaultCode::UsbFailure, .note = "no answer"}); });
}

void ProbeDesk::take(Result<Look> look) {
    m_looked = true;
    if (!look) {
        m_fault = look.fault();
        draw();
        Q_EMIT changed();
        return;
    }
    m_fault.reset();
    m_look.sights = std::move(look->sights);
    if (look->counted) {
        m_look.counted = std::move(look->counted);
    }
    follow();
    draw();
    Q_EMIT changed();
}

std::vector<SocketSeen> ProbeDesk::seen() const {
    std::vector<SocketSeen> sockets;
    for (const probe::ProbeSight& sight : m_look.sights) {
        SocketSeen socket{
            .port = sight.port, .probeSerial = sight.serial, .deviceNumber = sight.deviceNumber};
        for (const LineSlot& slot : view().slots) {
            if (slot.slot.port == sight.port) {
                socket.boards = slot.slot.boards;
            }
        }
        sockets.push_back(std::move(socket));
    }
    return sockets;
}

void ProbeDesk::follow() {
    if (!m_mapping) {
        return;
    }
    switch (m_mapping->look(seen())) {
    case SlotMapping::Answer::Nothing:
        return;
    case SlotMapping::Answer::Found:
        m_remark =
            Words::tr("That is slot %1, at %2.")
                .arg(textOf(m_mapping->slotOf()), textOf(m_mapping->places().back().port.text()));
        return;
    case SlotMapping::Answer::Several:
        m_remark = Words::tr("Several moved at once. One at a time.");
        return;
    case SlotMapping::Answer::Taken:
        m_remark = Words::tr("That one is slot %1 already.").arg(textOf(m_mapping->slotOf()));
        return;
    }
}

void ProbeDesk::beginMapping() {
    if (!hindrance().isEmpty() || m_mapping) {
        return;
    }
    forget();
    m_mapping.emplace(namesFor(place().settings));
    m_remark.clear();
    follow();
    Q_EMIT changed();
}

QString ProbeDesk::prompt() const {
    if (!m_mapping) {
        return {};
    }
    const auto asked = m_mapping->asked();
    return asked ? Words::tr("Plug in the probe of slot %1, or put a board into it.")
                       .arg(textOf(m_mapping->names().at(*asked)))
                 : Words::tr("All slots have their sockets.");
}

QString ProbeDesk::places() const {
    QStringList list;
    if (m_mapping) {
        for (const job::SlotPlace& slot : m_mapping->places()) {
            list << textOf(slot.name + ": " + slot.port.text());
        }
    }
    return list.join(QLatin1Char('\n'));
}

void ProbeDesk::takeBack() {
    if (m_mapping) {
        withdraw();
        m_mapping->takeBack();
        m_remark.clear();
        Q_EMIT changed();
    }
}

void ProbeDesk::endMapping() {
    if (m_mapping) {
        withdraw();
        m_mapping.reset();
        m_remark.clear();
        Q_EMIT changed();
    }
}

void ProbeDesk::save() {
    if (!m_mapping || m_mapping->places().empty() || !hindrance().isEmpty() || line() == nullptr) {
        return;
    }
    const auto slots = placesDemanding();
    act(
        [line = line(), file = place().settingsFile, journal = place().journal,
         slots](const Credentials& by) -> Result<void> {
            const auto before = TRY(SettingsFile::read(file));
            const auto after = TRY(before.withSlots(slots));
            const Actor actor = TRY(line->authorise(by, Act::ChangeSettings));
            return takeSettings(before, after,
                                {{"key", "slot"},
                                 {"before", listOf(before.settings().slots)},
                                 {"after", listOf(slots)}},
                                actor, *journal);
        },
        [this] {
            m_mapping.reset();
            m_remark.clear();
            Q_EMIT settingsReplaced();
            return Words::tr("The slots are those that you showed. The line opens anew.");
        });
}

/// A slot that demanded one probe demands the one that was shown to be its own.
std::vector<job::SlotPlace> ProbeDesk::placesDemanding() const {
    std::vector<job::SlotPlace> slots = m_mapping->places();
    for (job::SlotPlace& slot : slots) {
        const auto before =
            std::ranges::find(place().settings.slots, slot.name, &job::SlotPlace::name);
        const probe::ProbeSight* const sight = sightAt(slot.port);
        if (before != place().settings.slots.end() && !before->probeSerial.empty() &&
            sight != nullptr) {
            slot.probeSerial = sight->serial;
        }
    }
    return slots;
}

void ProbeDesk::leave() {
    StationSection::leave();
    if (m_mapping) {
        m_mapping.reset();
        m_remark.clear();
        Q_EMIT changed();
    }
    // What went wrong is counted anew when the page is opened again.
    m_look.counted.reset();
}

void ProbeDesk::retranslate() {
    m_remark.clear();
    StationSection::retranslate();
}

const probe::ProbeSight* ProbeDesk::sightAt(const probe::PortPath& port) const {
    const auto found = std::ranges::find(m_look.sights, port, &probe::ProbeSight::port);
    return found == m_look.sights.end() ? nullptr : &*found;
}

QString ProbeDesk::countsOf(const std::string& slot) const {
    if (!m_look.counted) {
        return {};
    }
    const auto by = m_look.counted->by.find(db::YieldBy::Slot);
    if (by == m_look.counted->by.end() || !by->second.contains(slot)) {
        return Words::tr("No attempt in %1 days").arg(daysCounted);
    }
    const db::YieldCounts& counts = by->second.at(slot);
    std::uint64_t ofSocket = 0;
    if (const auto faults = m_look.counted->faultsBySlot.find(slot);
        faults != m_look.counted->faultsBySlot.end()) {
        for (const db::FaultCount& fault : faults->second) {
            ofSocket += isOfTheSocket(fault.fault) ? fault.attempts : 0;
        }
    }
    return Words::tr("%1 attempts in %2 days, %3 not passed, %4 by probe or wires")
        .arg(counts.attempts)
        .arg(daysCounted)
        .arg(counts.attempts - counts.passed)
        .arg(ofSocket);
}

QVariantMap ProbeDesk::rowOf(const LineSlot& slot) const {
    const probe::ProbeSight* const sight = sightAt(slot.slot.port);
    QStringList probe;
    if (sight != nullptr) {
        probe << productName(*sight) << textOf(sight->serial);
    }
    if (!slot.slot.probeFirmware.empty()) {
        probe << textOf(slot.slot.probeFirmware);
    }
    const bool absent = sight == nullptr && m_looked && !m_fault;
    const QString remark = slot.slot.trouble ? Words::sentence(*slot.slot.trouble)
                           : absent          ? Words::tr("There is no probe here.")
                           : slot.locked     ? Words::tr("Locked for its failures")
                                             : QString();
    return {{QStringLiteral("title"), Words::tr("Slot %1").arg(textOf(slot.slot.name))},
            {QStringLiteral("port"), textOf(slot.slot.port.text())},
            {QStringLiteral("probe"), probe.join(QStringLiteral("  "))},
            {QStringLiteral("counts"), countsOf(slot.slot.name)},
            {QStringLiteral("remark"), remark},
            {QStringLiteral("sign"), slot.slot.trouble || slot.locked ? QStringLiteral("trouble")
                                     : absent                         ? QStringLiteral("vacant")
                                                                      : QStringLiteral("ready")}};
}

void ProbeDesk::draw() {
    QVariantList rows;
    for (const LineSlot& slot : view().slots) {
        rows << rowOf(slot);
    }
    for (const probe::ProbeSight& sight : m_look.sights) {
        const bool isSlot = std::ranges::any_of(
            view().slots, [&sight](const LineSlot& slot) { return slot.slot.port == sight.port; });
        if (!isSlot) {
            rows << QVariantMap{
                {QStringLiteral("title"), Words::tr("No slot")},
                {QStringLiteral("port"), textOf(sight.port.text())},
                {QStringLiteral("probe"),
                 QStringList{productName(sight), textOf(sight.serial)}.join(QStringLiteral("  "))},
                {QStringLiteral("counts"), QString()},
                {QStringLiteral("remark"), Words::tr("This probe is at no slot's socket.")},
                {QStringLiteral("sign"), QStringLiteral("vacant")}};
        }
    }
    if (rows != m_rows) {
        m_rows = std::move(rows);
        Q_EMIT changed();
    }
}

} // namespace greenlight::station::view
