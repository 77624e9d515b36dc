#include "station/paper/yield_charts.h"

#include "station/flash_record.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::station::paper {

namespace {

const Type small{.points = 6.5, .color = grey};
const QColor failed(0xB3, 0x26, 0x1E);
const QColor passed(0x4A, 0x9B, 0x63);

/// Room for the numbers of the scale, and for the labels under the bars.
constexpr double scaleWidth = 11;
constexpr double labelHeight = 5;
constexpr double barHeight = 5.4;

/// "14" of "2026-11-23T14", "11-23" of "2026-11-23", else the label itself.
std::string shortLabel(const std::string& label) {
    constexpr std::size_t hour = 13;
    constexpr std::size_t day = 10;
    constexpr std::size_t year = 5;
    return label.size() == hour && label[day] == 'T' ? label.substr(day + 1)
           : label.size() == day                     ? label.substr(year)
                                                     : label;
}

void drawScale(Paper& paper, const Place& bars, std::uint64_t top) {
    constexpr std::uint64_t steps = 4;
    for (std::uint64_t step = 0; step <= steps; ++step) {
        const double y = bars.y + bars.height * (1 - static_cast<double>(step) / steps);
        paper.line(bars.x, y, bars.x + bars.width, y, paleGrey, 0.15);
        const double value = static_cast<double>(top * step) / steps;
        // Part of an attempt is none.
        if (top % steps == 0 || step == 0 || step == steps) {
            paper.writeEnding(bars.x - 1.5, y - 1.6, fmt::format("{:.0f}", value), small);
        }
    }
}

} // namespace

std::uint64_t roundedUp(std::uint64_t count) {
    constexpr std::uint64_t base = 10;
    std::uint64_t unit = 1;
    while (unit * base < count) {
        unit *= base;
    }
    for (const std::uint64_t factor : {1ULL, 2ULL, 5ULL, 10ULL}) {
        if (unit * factor >= count) {
            return unit * factor;
        }
    }
    return count;
}

void drawBars(Paper& paper, const Place& place, const db::Breakdown& breakdown) {
    const Place bars{.x = place.x + scaleWidth,
                     .y = place.y + 2,
                     .width = place.width - scaleWidth,
                     .height = place.height - labelHeight - 2};
    std::uint64_t most = 0;
    for (const auto& [label, counts] : breakdown) {
        most = std::max(most, counts.attempts);
    }
    if (most == 0) {
        paper.write(place.x, place.y + 2, place.width, "There were no attempts in this time.",
                    small);
        return;
    }
    const std::uint64_t top = std::max<std::uint64_t>(4, roundedUp(most));
    drawScale(paper, bars, top);
    const double step = bars.width / static_cast<double>(breakdown.size());
    const double width = std::min(step * 0.7, 14.0);
    // Labels that would run into each other are left out.
    double freeFrom = bars.x;
    std::size_t index = 0;
    for (const auto& [label, counts] : breakdown) {
        const auto heightOf = [&](std::uint64_t count) {
            return bars.height * static_cast<double>(count) / static_cast<double>(top);
        };
        const double middle = bars.x + step * (static_cast<double>(index++) + 0.5);
        const double bottom = bars.y + bars.height;
        const double good = heightOf(counts.passed);
        const double bad = heightOf(counts.attempts - counts.passed);
        paper.fill(middle - width / 2, bottom - good, width, good, passed);
        paper.fill(middle - width / 2, bottom - good - bad, width, bad, failed);
        const std::string text = shortLabel(label);
        const double textWidth = paper.widthOf(text, small);
        if (middle - textWidth / 2 >= freeFrom) {
            paper.write(middle - textWidth / 2, bottom + 1, textWidth + 1, text, small);
            freeFrom = middle + textWidth / 2 + 1;
        }
    }
    paper.line(bars.x, bars.y + bars.height, bars.x + bars.width, bars.y + bars.height, grey);
}

void drawPareto(Paper& paper, const Place& place, const std::vector<db::FaultCount>& faults) {
    if (faults.empty()) {
        paper.write(place.x, place.y + 1, place.width, "Nothing went wrong in this time.", small);
        return;
    }
    std::uint64_t all = 0;
    for (const db::FaultCount& fault : faults) {
        all += fault.attempts;
    }
    const auto rows = static_cast<std::size_t>(place.height / barHeight);
    const std::size_t named = faults.size() <= rows ? faults.size() : rows - 1;
    constexpr double labelWidth = 78;
    constexpr double numberWidth = 34;
    const double widest = place.width - labelWidth - numberWidth;
    std::uint64_t running = 0;
    double y = place.y;
    const auto bar = [&](const std::string& label, std::uint64_t count) {
        running += count;
        paper.write(place.x, y + 0.6, labelWidth - 2, label, {.points = 6.5});
        // The rest behind the named ones may be more than the first of them.
        const double share = static_cast<double>(count) / static_cast<double>(all);
        paper.fill(place.x + labelWidth, y + 0.6, widest * share, barHeight - 1.8, failed);
        paper.writeEnding(
            place.x + place.width, y + 0.6,
            fmt::format("{}   {:.1f} %   {:.1f} %", count, 100 * share,
                        100.0 * static_cast<double>(running) / static_cast<double>(all)),
            {.points = 6.5});
        y += barHeight;
    };
    for (std::size_t i = 0; i < named; ++i) {
        bar(fmt::format("{} at {}", faults[i].fault, faults[i].stage), faults[i].attempts);
    }
    if (named < faults.size()) {
        const std::size_t others = faults.size() - named;
        bar(fmt::format("{} others", others), all - running);
    }
}

} // namespace greenlight::station::paper
