// What a board costs: how long its flash takes by the datasheet, how long our whole job takes with
// its proof and its record, and how long the peers take with their verification on, all in the time
// of the same simulated probe and chip. The first row is the board that this product began with.
#include "engine/base/fault.h"
#include "tests/line/floor.h"
#include "tests/station/scratch.h"
#include "tests/usb/child_process.h"
#include "tests/usb/gang_bench.h"
#include "tests/usb/virtual_usb.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace greenlight::usb {
namespace {

constexpr std::size_t kib = 1024;
constexpr auto patience = std::chrono::minutes(10);
// The clock that is asked for; everybody at a bench asks for the same.
constexpr unsigned usualKhz = 4000;
constexpr unsigned fastestV3Khz = 24000;

/// A board, an image, and the time below which no tool can be: typical figures of the datasheet.
struct Row {
    std::string_view chip;
    std::size_t imageBytes;
    double floorSeconds;
    std::string_view arithmetic;
    std::string_view
        openocd;      ///< target/NAME.cfg; empty where its reset waits for what no bench has
    bool stlinkTools; ///< st-flash 1.7 knows it
};

// Sources: DS13313 tables 43 to 45 and DS12110 (H7), DS8626 tables 39 to 42 (F407), DS10198 (L476),
// DS12288 table 47 (G474), DS5319 table 28 (F103), STM32U575/585 datasheet table 88 (U575).
constexpr std::array rows{
    Row{"H725", 383'624, 3 * 1.0 + 11'989 * 100e-6, "3 sectors x 1 s + 11,989 words x 100 us",
        "stm32h7x", true},
    Row{"F407", 1024 * kib, 8.0 + 262'144 * 16e-6, "chip erase 8 s + 262,144 words x 16 us",
        "stm32f4x", true},
    Row{"F407", 64 * kib, 4 * 0.25 + 16'384 * 16e-6, "4 sectors x 0.25 s + 16,384 words x 16 us",
        "stm32f4x", true},
    Row{"L476", 1024 * kib, 0.022'13 + 4096 * 1.91e-3, "mass erase 22 ms + 4,096 rows x 1.91 ms",
        "stm32l4x", true},
    Row{"G474", 512 * kib, 0.022'13 + 2048 * 1.91e-3, "mass erase 22 ms + 2,048 rows x 1.91 ms",
        "stm32g4x", true},
    Row{"F103", 128 * kib, 0.030 + 65'536 * 52.5e-6, "mass erase 30 ms + 65,536 x 52.5 us",
        "stm32f1x", true},
    Row{"H743", 2048 * kib, 5.0 + 32'768 * 100e-6,
        "both banks at once: 5 s + 32,768 words x 100 us", "stm32h7x_dual_bank", false},
    Row{"U575", 2048 * kib, 0.390 + 131'072 * 48e-6,
        "mass erase 390 ms + 131,072 quad-words x 48 us in bursts", "stm32u5x", false},
    Row{"F103", 64 * kib, 64 * 0.030 + 32'768 * 52.5e-6, "64 pages x 30 ms + 32,768 x 52.5 us",
        "stm32f1x", true},
};

struct Wishes {
    std::string chip{};
    bool peers = true;
    bool stages = false;
};

double secondsOf(Duration duration) { return std::chrono::duration<double>(duration).count(); }

void line(std::string_view who, double seconds, double floor, std::string_view remark) {
    fmt::print("  {:<40} {:>8.2f} s {:>7.2f}   {}\n", who, seconds, seconds / floor, remark);
    std::fflush(stdout);
}

double processorSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Our whole line, with its journal, in virtual time.
void runOurs(const Row& row, const std::string& probe, const Wishes& wishes) {
    const test::TemporaryFolder folder;
    const sim::Chip chip = *chipNamed(row.chip);
    test::Floor floor(1, {*probeNamed(probe, 1)}, folder.path());
    floor.bench.insert(floor.port(0), test::board(chip, 1));
    const auto recipe = test::recipeFor(chip, row.imageBytes);
    recipe->swdKhz = probe == "v3" ? fastestV3Khz : usualKhz;
    floor.open(recipe);
    const double before = processorSeconds();
    floor.run(0);
    const double used = processorSeconds() - before;
    const job::Ending& ending = floor.ended.at(0).ending;
    const bool passed = ending.judgement.verdict == job::Verdict::Pass &&
                        test::holds(floor.bench, floor.port(0), *recipe);
    line("greenlight, proven and on record", secondsOf(ending.took), row.floorSeconds,
         fmt::format("{}, {} USB transfers, {:.2f} s of this computer with its simulated chip",
                     passed ? "PASS" : base::toLogLine(ending.judgement.fault.value_or(Fault{})),
                     ending.evidence.probe.usbTransfers, used));
    for (const job::StageTime& stage : ending.evidence.stages) {
        if (wishes.stages) {
            fmt::print("      {:<36} {:>8.3f} s\n", base::name(stage.stage),
                       static_cast<double>(stage.micros) * 1e-6);
        }
    }
}

void runPeer(const Row& row, const std::string& probe, std::string_view who,
             const std::vector<std::string>& command) {
    const probe::PortPath port = portOf("1-1.1");
    MockUsbServer server({{port, probeNamed(probe, 1), boardNamed(row.chip, 1)}});
    const ChildEnd end = runChild(command, server.environment(), patience);
    const Bytes image = firmware(row.imageBytes);
    const Bytes cells = server.flash(port);
    const bool right =
        cells.size() >= image.size() && std::equal(image.begin(), image.end(), cells.begin());
    line(who, secondsOf(server.deviceTime(port)), row.floorSeconds,
         fmt::format("exit status {}, the chip holds {}", end.status,
                     right ? "the image" : "something else"));
}

void runPeers(const Row& row, const std::string& probe) {
    test::Scratch scratch;
    const auto file = scratch.write("image.bin", firmware(row.imageBytes)).string();
    const auto openocd = [&](const char* interface, const char* transport) {
        return std::vector<std::string>{
            "openocd",
            "-f",
            fmt::format("interface/{}.cfg", interface),
            "-c",
            fmt::format("transport select {}", transport),
            "-f",
            fmt::format("target/{}.cfg", row.openocd),
            "-c",
            fmt::format("adapter speed {}", probe == "v3" ? fastestV3Khz : usualKhz),
            "-c",
            fmt::format("program {} 0x08000000 verify reset exit", file)};
    };
    if (!row.openocd.empty()) {
        runPeer(row, probe, "openocd 0.12, hla", openocd("stlink", "hla_swd"));
        runPeer(row, probe, "openocd 0.12, dapdirect", openocd("stlink-dap", "dapdirect_swd"));
    }
    if (row.stlinkTools) {
        runPeer(row, probe, "st-flash 1.7",
                {"st-flash", probe == "v3" ? "--freq=24M" : "--freq=4000K", "write", file,
                 "0x08000000"});
    }
}

void run(const Wishes& wishes) {
    for (const Row& row : rows) {
        if (!row.chip.starts_with(wishes.chip) || !chipNamed(row.chip)) {
            continue;
        }
        for (const char* probe : {"v2", "v3"}) {
            fmt::print("STM32{}, {} bytes, ST-LINK/{}\n", row.chip, row.imageBytes,
                       probe == std::string_view("v2")
                           ? "V2 (4 MHz asked for, 2.36 MHz on the wire)"
                           : "V3");
            line("floor of the flash", row.floorSeconds, row.floorSeconds, row.arithmetic);
            runOurs(row, probe, wishes);
            if (wishes.peers) {
                runPeers(row, probe);
            }
        }
    }
    fmt::print("\nA peer's time includes its own pauses of more than half a millisecond; what it\n"
               "computes, and what this computer takes for it, is free.\n");
}

} // namespace
} // namespace greenlight::usb

int main(int argc, char** argv) {
    greenlight::usb::Wishes wishes;
    bool onlyOurs = false;
    bool gang = false;
    CLI::App app("How long a board takes, beside its flash and beside the peers");
    app.add_option("--chip", wishes.chip, "only the chips whose name begins like this: H725");
    app.add_flag("--ours", onlyOurs, "without the peers");
    app.add_flag("--gang", gang, "and 1 to 32 slots side by side");
    app.add_flag("--stages", wishes.stages, "where our time goes");
    CLI11_PARSE(app, argc, argv);
    wishes.peers = !onlyOurs;
    greenlight::usb::run(wishes);
    return !gang || greenlight::usb::runGang() ? 0 : 1;
}
