// The rules of units and of yield: unit_tables.cpp says the same in SQL.
#include "db/reckoning.h"
#include "engine/base/fault.h"

namespace greenlight::db {
namespace {

using job::Verdict;

// What tells a serial from a UID among the names of units, as in unit_name.
constexpr char serialName = 'S';
constexpr char uidName = 'U';

} // namespace

Reckoning::Place Reckoning::count(const Ending& ending) {
    const Open& open = ending.open;
    const auto here = [&](CellColumn column, int count = 1) {
        add(open.quarter, ending.group, column, count);
    };
    const bool refused =
        ending.verdict == Verdict::Aborted && ending.fault != base::name(FaultCode::Aborted);
    if (open.drill || refused) {
        here(open.drill ? CellColumn::Drills : CellColumn::Refused);
        return {};
    }
    here(CellColumn::Attempts);
    if (ending.passed()) {
        here(CellColumn::Passed);
    }
    const bool nameless = ending.serial == 0 && ending.uid == 0;
    ReckonedUnit* const unit = nameless ? nullptr : unitOf(ending);
    if (!ending.passed()) {
        const bool first = !nameless && unit == nullptr;
        m_sums.faults.add(
            m_hashes.fault(open.quarter, ending.group, first, ending.stage, ending.fault), 1);
    }
    if (nameless) {
        here(CellColumn::Nameless);
        return {};
    }
    return unit != nullptr ? goOn(ending, *unit) : beginUnit(ending);
}

ReckonedUnit* Reckoning::named(std::uint64_t key) {
    const std::uint32_t* const place = m_names.find(key);
    return place == nullptr ? nullptr : &m_units[*place];
}

ReckonedUnit* Reckoning::unitOf(const Ending& ending) {
    const Open& open = ending.open;
    if (ending.serial != 0) {
        if (ReckonedUnit* const unit = named(m_hashes.key(open.realm, serialName, open.serial))) {
            return unit;
        }
    }
    if (ending.uid == 0) {
        return nullptr;
    }
    ReckonedUnit* const unit = named(m_hashes.key(open.realm, uidName, open.uid));
    return unit != nullptr && (ending.serial == 0 || unit->serial == 0) ? unit : nullptr;
}

Reckoning::Place Reckoning::beginUnit(const Ending& ending) {
    const Open& open = ending.open;
    const ReckonedUnit unit{.id = open.attempt,
                            .last = open.attempt,
                            .realm = open.realm,
                            .serial = ending.serial,
                            .uid = ending.uid,
                            .firstUid = ending.uid,
                            .quarter = static_cast<std::int32_t>(open.quarter),
                            .group = ending.group,
                            .attempts = 1,
                            .passedBy = ending.passed() ? 1U : 0U,
                            .firstVerdict = ending.verdict,
                            .lastVerdict = ending.verdict};
    m_units.push_back(unit);
    m_sums.unit.add(m_hashes.unit(unit));
    giveNames(ending, m_units.size() - 1, ending.serial != 0);
    add(unit.quarter, unit.group, CellColumn::Units);
    if (ending.passed()) {
        for (const CellColumn column : {CellColumn::FirstPassed, CellColumn::SecondPassed,
                                        CellColumn::ThirdPassed, CellColumn::LastPassed}) {
            add(unit.quarter, unit.group, column);
        }
    }
    return {.unit = unit.id, .ordinal = 1};
}

Reckoning::Place Reckoning::goOn(const Ending& ending, ReckonedUnit& unit) {
    constexpr std::uint32_t second = 2;
    constexpr std::uint32_t third = 3;
    const Open& open = ending.open;
    m_sums.unit.remove(m_hashes.unit(unit));
    const bool passedLast = unit.lastVerdict == Verdict::Pass;
    const bool passesFirst = ending.passed() && unit.passedBy == 0;
    const bool sameBoard = unit.firstUid == 0 || unit.firstUid == ending.uid;
    const std::uint32_t ordinal = ++unit.attempts;
    unit.serial = ending.serial != 0 ? ending.serial : unit.serial;
    unit.uid = ending.uid != 0 ? ending.uid : unit.uid;
    unit.last = open.attempt;
    unit.lastVerdict = ending.verdict;
    unit.passedBy = passesFirst ? ordinal : unit.passedBy;
    m_sums.unit.add(m_hashes.unit(unit));
    giveNames(ending, static_cast<std::size_t>(&unit - m_units.data()), unit.serial != 0);
    if (passesFirst && ordinal <= second) {
        add(unit.quarter, unit.group, CellColumn::SecondPassed);
    }
    if (passesFirst && ordinal <= third) {
        add(unit.quarter, unit.group, CellColumn::ThirdPassed);
    }
    if (ending.passed() != passedLast) {
        add(unit.quarter, unit.group, CellColumn::LastPassed, ending.passed() ? 1 : -1);
    }
    if (ordinal == second) {
        add(unit.quarter, unit.group, CellColumn::Retested);
        if (passesFirst && sameBoard && !open.rework) {
            add(unit.quarter, unit.group, CellColumn::NoTrouble);
        }
    }
    return {.unit = unit.id, .ordinal = ordinal};
}

/// A serial that the attempt did not bring is the unit's own already.
void Reckoning::giveNames(const Ending& ending, std::size_t unit, bool hasSerial) {
    const Open& open = ending.open;
    if (ending.serial != 0) {
        giveName(m_hashes.key(open.realm, serialName, open.serial), unit);
    }
    if (ending.uid != 0 && (!hasSerial || ending.passed())) {
        giveName(m_hashes.key(open.realm, uidName, open.uid), unit);
    }
}

void Reckoning::giveName(std::uint64_t key, std::size_t unit) {
    if (const std::uint32_t* const known = m_names.find(key)) {
        m_sums.name.remove(m_hashes.name(key, m_units[*known].id));
    }
    m_names.insert(key) = static_cast<std::uint32_t>(unit);
    m_sums.name.add(m_hashes.name(key, m_units[unit].id));
}

void Reckoning::add(std::int64_t quarter, std::uint32_t group, CellColumn column, int count) {
    m_sums.cells.add(m_hashes.cell(quarter, group, column), count);
}

} // namespace greenlight::db
