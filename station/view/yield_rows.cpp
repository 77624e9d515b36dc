#include "station/view/yield_rows.h"

#include "station/view/words.h"
#include "station/yield_report.h"

#include <QVariantMap>
#include <algorithm>
#include <array>
#include <map>

namespace greenlight::station::view {

namespace {

/// In the order of yieldFigures(); the rolled throughput yield behind them is no share.
constexpr std::array shares{&db::firstPassYield, &db::finalYield, &db::attemptYield,
                            &db::retestRate, &db::noTroubleRate};

double part(std::uint64_t count, std::uint64_t of) {
    return db::Share{count, of}.value().value_or(0);
}

QString intervalText(const db::Share& share) {
    const auto interval = share.interval();
    return interval ? Words::tr("%1 of %2; 95 %: %3 to %4")
                          .arg(share.count)
                          .arg(share.of)
                          .arg(percentText(interval->first), percentText(interval->second))
                    : Words::tr("of nothing");
}

QVariantMap figureRow(const YieldFigure& figure, const std::optional<db::Share>& share) {
    QVariantMap row{{QStringLiteral("label"), Words::record(figure.label)},
                    {QStringLiteral("value"), QString::fromStdString(figure.value)},
                    {QStringLiteral("formula"), Words::record(figure.formula)},
                    {QStringLiteral("interval"), share ? intervalText(*share) : QString()}};
    const auto value = share ? share->value() : std::nullopt;
    const auto interval = share ? share->interval() : std::nullopt;
    row[QStringLiteral("share")] = value.value_or(-1);
    row[QStringLiteral("low")] = interval ? interval->first : -1;
    row[QStringLiteral("high")] = interval ? interval->second : -1;
    return row;
}

QString stageOf(const std::string& word) {
    for (int number = 0; number <= static_cast<int>(Stage::Record); ++number) {
        if (base::name(static_cast<Stage>(number)) == word) {
            return Words::stage(static_cast<Stage>(number));
        }
    }
    return QString::fromStdString(word);
}

/// Faults by their words, whatever the stage, most attempts first.
std::vector<std::pair<std::string, std::uint64_t>> byFault(const db::YieldReport& report) {
    std::map<std::string, std::uint64_t> counts;
    for (const db::FaultCount& fault : report.faults) {
        counts[fault.fault] += fault.attempts;
    }
    std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, std::greater{},
                             &std::pair<std::string, std::uint64_t>::second);
    return sorted;
}

QVariantMap faultRow(const db::FaultCount& fault, std::uint64_t running, std::uint64_t all,
                     std::uint64_t most) {
    return {{QStringLiteral("code"), faultText(fault.fault)},
            {QStringLiteral("stage"), stageOf(fault.stage)},
            {QStringLiteral("happened"), faultSentence(fault.fault)},
            {QStringLiteral("attempts"), QString::number(fault.attempts)},
            {QStringLiteral("first"), QString::number(fault.firstAttempts)},
            {QStringLiteral("part"), percentText({fault.attempts, all})},
            {QStringLiteral("running"), percentText({running, all})},
            {QStringLiteral("runningPart"), part(running, all)},
            {QStringLiteral("length"), part(fault.attempts, most)}};
}

} // namespace

QString percentText(const db::Share& share) {
    const auto value = share.value();
    return value ? percentText(*value) : QStringLiteral("–");
}

QString percentText(double share) { return QStringLiteral("%1 %").arg(100 * share, 0, 'f', 2); }

QString breakdownText(db::YieldBy by) {
    switch (by) {
    case db::YieldBy::Hour:
        return Words::tr("By hour");
    case db::YieldBy::Shift:
        return Words::tr("By shift");
    case db::YieldBy::Day:
        return Words::tr("By day");
    case db::YieldBy::Slot:
        return Words::tr("By slot");
    case db::YieldBy::Operator:
        return Words::tr("By person");
    case db::YieldBy::Recipe:
        return Words::tr("By recipe");
    default:
        return Words::tr("By product");
    }
}

QString labelText(db::YieldBy by, const std::string& label) {
    return label.empty()             ? QStringLiteral("–")
           : by == db::YieldBy::Hour ? hourText(label)
                                     : QString::fromStdString(label);
}

QString faultText(const std::string& fault) {
    const auto code = base::faultNamed(fault);
    return code ? Words::code({.code = *code}) : QString::fromStdString(fault);
}

QString faultSentence(const std::string& fault) {
    const auto code = base::faultNamed(fault);
    return code ? Words::happened({.code = *code}) : QString();
}

QVariantList figureRows(const db::YieldReport& report) {
    QVariantList rows;
    const std::vector<YieldFigure> figures = yieldFigures(report);
    for (std::size_t i = 0; i < figures.size(); ++i) {
        rows << figureRow(figures[i], i < shares.size() ? std::optional(shares.at(i)(report.total))
                                                        : std::nullopt);
    }
    return rows;
}

QVariantList faultRows(const db::YieldReport& report, std::size_t most) {
    std::uint64_t all = 0;
    std::uint64_t longest = 0;
    for (const db::FaultCount& fault : report.faults) {
        all += fault.attempts;
        longest = std::max(longest, fault.attempts);
    }
    QVariantList rows;
    std::uint64_t running = 0;
    db::FaultCount rest;
    for (std::size_t i = 0; i < report.faults.size(); ++i) {
        const db::FaultCount& fault = report.faults[i];
        if (i < most) {
            running += fault.attempts;
            rows << faultRow(fault, running, all, longest);
        } else {
            rest.attempts += fault.attempts;
            rest.firstAttempts += fault.firstAttempts;
        }
    }
    if (rest.attempts != 0) {
        QVariantMap row = faultRow(rest, all, all, std::max(longest, rest.attempts));
        row[QStringLiteral("code")] = Words::tr("all others");
        rows << row;
    }
    return rows;
}

QVariantList barRows(const db::Breakdown& breakdown, db::YieldBy by,
                     const std::vector<std::string>& labels) {
    std::uint64_t most = 1;
    for (const auto& [label, counts] : breakdown) {
        most = std::max(most, counts.attempts);
    }
    QVariantList rows;
    for (const std::string& label : labels) {
        const auto found = breakdown.find(label);
        const db::YieldCounts counts = found == breakdown.end() ? db::YieldCounts() : found->second;
        rows << QVariantMap{
            {QStringLiteral("label"), labelText(by, label)},
            {QStringLiteral("text"), Words::tr("%1 of %2").arg(counts.passed).arg(counts.attempts)},
            {QStringLiteral("share"), percentText(db::attemptYield(counts))},
            {QStringLiteral("any"), counts.attempts != 0},
            {QStringLiteral("passed"), part(counts.passed, most)},
            {QStringLiteral("notPassed"), part(counts.attempts - counts.passed, most)}};
    }
    return rows;
}

QString hourText(const std::string& label) {
    return QString::fromStdString(label).replace(QLatin1Char('T'), QLatin1Char(' ')) +
           QStringLiteral(":00");
}

bool comesBefore(const std::string& slot, const std::string& other) {
    const auto isNumber = [](const std::string& name) {
        return name.find_first_not_of("0123456789") == std::string::npos;
    };
    if (isNumber(slot) != isNumber(other)) {
        return isNumber(slot);
    }
    const bool bySize = isNumber(slot) && slot.size() != other.size();
    return bySize ? slot.size() < other.size() : slot < other;
}

SlotFaults slotFaultRows(const db::YieldReport& report, std::size_t most) {
    SlotFaults table;
    auto columns = byFault(report);
    columns.resize(std::min(columns.size(), most));
    for (const auto& [fault, attempts] : columns) {
        table.heads << faultText(fault);
        table.faults.push_back(fault);
    }
    std::uint64_t darkest = 1;
    std::map<std::string, std::vector<std::uint64_t>, decltype(&comesBefore)> cells(&comesBefore);
    for (const auto& [slot, faults] : report.faultsBySlot) {
        std::vector<std::uint64_t>& row = cells[slot];
        row.resize(columns.size());
        for (const db::FaultCount& fault : faults) {
            const auto place = std::ranges::find(columns, fault.fault,
                                                 &std::pair<std::string, std::uint64_t>::first);
            if (place != columns.end()) {
                std::uint64_t& cell = row.at(static_cast<std::size_t>(place - columns.begin()));
                cell += fault.attempts;
                darkest = std::max(darkest, cell);
            }
        }
    }
    for (const auto& [slot, row] : cells) {
        QVariantList numbers;
        for (const std::uint64_t cell : row) {
            numbers << QVariantMap{{QStringLiteral("number"), QString::number(cell)},
                                   {QStringLiteral("any"), cell != 0},
                                   {QStringLiteral("shade"), part(cell, darkest)}};
        }
        table.slots.push_back(slot);
        table.rows << QVariantMap{{QStringLiteral("slot"), QString::fromStdString(slot)},
                                  {QStringLiteral("cells"), numbers}};
    }
    return table;
}

} // namespace greenlight::station::view
