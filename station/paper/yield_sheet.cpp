#include "station/paper/yield_sheet.h"

#include "station/local_time.h"
#include "station/paper/paper.h"
#include "station/paper/yield_charts.h"
#include "station/yield_report.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::station::paper {

namespace {

const Type plain{.points = 7.5};
const Type quiet{.points = 6.5, .color = grey};

constexpr double barsHeight = 50;
constexpr double paretoHeight = 54;
constexpr double signaturesAt = pageHeight - margin - 27;

std::string periodOf(const db::YieldQuestion& question) {
    const auto time = [](db::Quarter quarter) {
        return localTimeText({quarter * db::secondsOfQuarter * 1'000'000});
    };
    return fmt::format("Attempts begun from {} to {}{}", time(question.from), time(question.to),
                       conditionsText(question));
}

double head(Paper& paper, const YieldFacts& facts) {
    double y = margin;
    const double height = paper.write(margin, y, 120, "Shift report", {.points = 16, .bold = true});
    paper.writeEnding(pageWidth - margin, y + 0.5, facts.station, {.points = 9});
    paper.writeEnding(pageWidth - margin, y + 4.5,
                      fmt::format("made {} by {}", facts.madeAt, facts.madeBy), quiet);
    y += height + 1;
    paper.line(margin, y, pageWidth - margin, y, paleGrey, 0.4);
    y += 1.5;
    return y + paper.write(margin, y, usedWidth,
                           fmt::format("{}; the journal has {} entries", periodOf(facts.question),
                                       facts.report.entries),
                           plain);
}

double title(Paper& paper, double y, const std::string& text, const std::string& note) {
    const double height = paper.write(margin, y, usedWidth, text, {.points = 9, .bold = true});
    paper.writeEnding(pageWidth - margin, y + 0.8, note, quiet);
    paper.line(margin, y + height + 0.3, pageWidth - margin, y + height + 0.3, paleGrey);
    return y + height + 1.2;
}

double figures(Paper& paper, double y, const YieldFacts& facts) {
    for (const YieldFigure& figure : yieldFigures(facts.report)) {
        double height = paper.write(margin, y, 40, figure.label, plain);
        paper.writeEnding(margin + 62, y - 0.6, figure.value, {.points = 10, .bold = true});
        paper.write(margin + 66, y, 48, figure.interval, plain);
        height = std::max(
            height, paper.write(margin + 116, y + 0.2, usedWidth - 116, figure.formula, quiet));
        y += height + 0.7;
    }
    const db::YieldCounts& total = facts.report.total;
    return y +
           paper.write(margin, y + 0.5, usedWidth,
                       fmt::format("{} attempts, {} passed; {} units; beside these {} refused, {} "
                                   "drills, {} attempts on boards without a name",
                                   total.attempts, total.passed, total.units, total.refused,
                                   total.drills, total.nameless),
                       plain) +
           0.5;
}

/// As many slots as there is room for, in columns.
void slotsTable(Paper& paper, double y, double bottom, const db::Breakdown& breakdown) {
    constexpr double rowHeight = 3.8;
    constexpr double width = usedWidth / 3;
    const auto rows = static_cast<std::size_t>(std::max(1.0, (bottom - y) / rowHeight));
    std::size_t index = 0;
    for (const auto& [label, counts] : breakdown) {
        const std::size_t column = index / rows;
        if (column == 3) {
            break;
        }
        const double x = margin + width * static_cast<double>(column);
        const double at = y + rowHeight * static_cast<double>(index++ % rows);
        const db::Share share = db::firstPassYield(counts);
        const auto value = share.value();
        paper.write(x, at, 20, "slot " + label, plain);
        paper.writeEnding(x + 34, at, value ? fmt::format("{:.1f} %", 100 * *value) : "\u2013",
                          {.points = 7.5, .bold = true});
        paper.write(x + 36, at, width - 37, fmt::format("{} of {}", share.count, share.of), quiet);
    }
}

void signatures(Paper& paper) {
    paper.line(margin, signaturesAt - 2, pageWidth - margin, signaturesAt - 2, paleGrey, 0.4);
    double x = margin;
    for (const char* const role : {"Prepared by", "Checked by"}) {
        paper.write(x, signaturesAt, 60, role, {.points = 8, .bold = true});
        double line = x;
        for (const auto& [what, width] :
             {std::pair{"Name", 34.0}, std::pair{"Date", 18.0}, std::pair{"Signature", 34.0}}) {
            paper.line(line, signaturesAt + 17, line + width - 2, signaturesAt + 17, Qt::black);
            paper.write(line, signaturesAt + 18, width, what, quiet);
            line += width;
        }
        x += usedWidth / 2 + 4;
    }
}

} // namespace

Result<void> writeYieldSheet(const YieldFacts& facts, const std::filesystem::path& file) {
    const auto paper = TRY(Paper::begin(file, "Shift report of " + facts.station));
    double y = head(*paper, facts) + 3;
    y = title(*paper, y, "Yield", "share, what it is a share of, interval at 95 %");
    y = figures(*paper, y, facts) + 4;
    const auto over = facts.report.by.find(facts.over);
    y = title(*paper, y, fmt::format("Attempts by {}", db::name(facts.over)),
              "below: passed; above: did not pass");
    drawBars(*paper, {margin, y, usedWidth, barsHeight},
             over == facts.report.by.end() ? db::Breakdown() : over->second);
    y += barsHeight + 3;
    y = title(*paper, y, "What went wrong", "attempts, share, running share");
    drawPareto(*paper, {margin, y, usedWidth, paretoHeight}, facts.report.faults);
    const std::size_t bars = std::max<std::size_t>(1, facts.report.faults.size());
    y += std::min(paretoHeight, static_cast<double>(bars) * 5.4) + 3;
    y = title(*paper, y, "First-pass yield by slot", "units first seen there");
    const auto slotCounts = facts.report.by.find(db::YieldBy::Slot);
    if (slotCounts != facts.report.by.end()) {
        slotsTable(*paper, y, signaturesAt - 4, slotCounts->second);
    }
    signatures(*paper);
    return paper->finish();
}

} // namespace greenlight::station::paper
