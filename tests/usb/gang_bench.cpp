#include "tests/usb/gang_bench.h"

#include "engine/base/fault.h"
#include "tests/line/floor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

namespace greenlight::usb {
namespace {

constexpr std::size_t imageBytes = 60'000;
constexpr std::array slotCounts{std::size_t{1}, std::size_t{8}, std::size_t{16}, std::size_t{32}};

double secondsOf(Duration duration) { return std::chrono::duration<double>(duration).count(); }

/// A number of /proc/self/status, such as "Threads" or "VmHWM" (KB); 0 when it is not told.
unsigned long ofThisProcess(std::string_view name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name) && line.size() > name.size() && line[name.size()] == ':') {
            return std::strtoul(line.c_str() + name.size() + 1, nullptr, 10);
        }
    }
    return 0;
}

struct Measured {
    double fastest = 0;
    double slowest = 0;
    double processor = 0; ///< seconds of this computer, with all virtual chips
    std::uint64_t transfers = 0;
    unsigned long threads = 0;
    bool passed = false;
};

Measured measure(std::size_t slots) {
    const test::TemporaryFolder folder;
    test::Floor floor(1, std::vector(slots, sim::ProbeSpec::v2("50FF6F067871515131090367")),
                      folder.path());
    for (std::size_t i = 0; i < slots; ++i) {
        floor.bench.insert(floor.port(i),
                           test::board(sim::Chip::G474, static_cast<unsigned>(i + 1)));
    }
    floor.open(test::recipeFor(sim::Chip::G474, imageBytes));
    const std::clock_t before = std::clock();
    Measured measured{.threads = ofThisProcess("Threads")};
    floor.runAll();
    measured.processor = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    const auto took = [](const test::Floor::Ended& each) { return each.ending.took; };
    const auto [fastest, slowest] = std::ranges::minmax(floor.ended, {}, took);
    measured.fastest = secondsOf(fastest.ending.took);
    measured.slowest = secondsOf(slowest.ending.took);
    measured.passed = floor.ended.size() == slots;
    for (const test::Floor::Ended& each : floor.ended) {
        measured.transfers += each.ending.evidence.probe.usbTransfers;
        measured.passed = measured.passed && each.ending.judgement.verdict == job::Verdict::Pass;
    }
    return measured;
}

} // namespace

bool runGang() {
    fmt::print("STM32G474, {} bytes, all slots started at once with ST-LINK/V2\n"
               "  {:>5} {:>10} {:>10} {:>9} {:>12} {:>12} {:>8} {:>9}\n",
               imageBytes, "slots", "fastest s", "slowest s", "to one", "CPU s/board", "USB/board",
               "threads", "peak MB");
    double one = 0;
    bool good = true;
    for (const std::size_t slots : slotCounts) {
        const Measured measured = measure(slots);
        one = one == 0 ? measured.slowest : one;
        good = good && measured.passed;
        fmt::print("  {:>5} {:>10.3f} {:>9.3f} {:>9.3f} {:>12.3f} {:>12} {:>8} {:>9.1f}{}\n", slots,
                   measured.fastest, measured.slowest, measured.slowest / one,
                   measured.processor / static_cast<double>(slots), measured.transfers / slots,
                   measured.threads, static_cast<double>(ofThisProcess("VmHWM")) / 1024,
                   measured.passed ? "" : "  NOT ALL PASSED");
        std::fflush(stdout);
    }
    fmt::print("The processor's time is that of the station and of its virtual chips together; "
               "threads and memory too.\n\n");
    return good;
}

} // namespace greenlight::usb
