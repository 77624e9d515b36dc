// The board that this product began with: an STM32H725 at an ST-LINK/V2 with V2J39S7 and 383,624
// bytes. How long its flash takes by the datasheet, how long our job takes, and how long the peers
// take, all in the time of the same simulated probe and chip.
#include "engine/base/fault.h"
#include "tests/line/floor.h"
#include "tests/station/scratch.h"
#include "tests/usb/child_process.h"
#include "tests/usb/virtual_usb.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace greenlight::usb {
namespace {

constexpr std::size_t imageBytes = 383'624;
constexpr std::size_t flashWord = 32;
constexpr std::size_t sector = std::size_t{128} * 1024;
/// DS13313 tables 43 to 45: a sector erase at x64, a flash word at x64.
constexpr double sectorSeconds = 1.0;
constexpr double wordSeconds = 100e-6;

constexpr std::size_t sectors = (imageBytes + sector - 1) / sector;
constexpr std::size_t words = (imageBytes + flashWord - 1) / flashWord;
constexpr double physicalFloor = sectors * sectorSeconds + words * wordSeconds;

constexpr auto patience = std::chrono::minutes(5);

double secondsOf(Duration duration) { return std::chrono::duration<double>(duration).count(); }

void row(std::string_view who, double seconds, std::string_view remark) {
    fmt::print("{:<44} {:>8.2f} s {:>7.2f}   {}\n", who, seconds, seconds / physicalFloor, remark);
    std::fflush(stdout);
}

/// Our whole line, with its journal, in virtual time.
void runOurs() {
    const test::TemporaryFolder folder;
    test::Floor floor(1, {sim::ProbeSpec::v2("50FF6F067871515131090367")}, folder.path());
    floor.bench.insert(floor.port(0), test::board(sim::Chip::H725, 1));
    const auto recipe = test::recipeFor(sim::Chip::H725, imageBytes);
    floor.open(recipe);
    floor.run(0);
    const job::Ending& ending = floor.ended.at(0).ending;
    const bool passed = ending.judgement.verdict == job::Verdict::Pass &&
                        test::holds(floor.bench, floor.port(0), *recipe);
    row("greenlight: connect to release, proven", secondsOf(ending.took),
        passed ? "PASS" : base::toLogLine(ending.judgement.fault.value_or(Fault{})));
    for (const job::StageTime& stage : ending.evidence.stages) {
        fmt::print("    {:<40} {:>8.2f} s\n", base::name(stage.stage),
                   static_cast<double>(stage.micros) * 1e-6);
    }
}

void runPeer(std::string_view who, const std::vector<std::string>& command) {
    const probe::PortPath port = portOf("1-1.1");
    MockUsbServer server({{port, probeNamed("v2", 1), boardNamed("H725", 1)}});
    const ChildEnd end = runChild(command, server.environment(), patience);
    const Bytes image = firmware(imageBytes);
    const Bytes cells = server.flash(port);
    const bool right = std::equal(image.begin(), image.end(), cells.begin());
    const std::string remark = fmt::format("exit status {}, the chip holds {}", end.status,
                                           right ? "the image" : "something else");
    row(who, secondsOf(server.deviceTime(port)), remark);
}

void runPeers() {
    test::Scratch scratch;
    const auto file = scratch.write("image.bin", firmware(imageBytes)).string();
    const auto openocd = [&file](const char* interface, const char* transport, const char* more) {
        return std::vector<std::string>{
            "openocd",
            "-f",
            fmt::format("interface/{}.cfg", interface),
            "-c",
            fmt::format("transport select {}", transport),
            "-f",
            "target/stm32h7x.cfg",
            "-c",
            "adapter speed 4000",
            "-c",
            fmt::format("program {} 0x08000000 {} reset exit", file, more)};
    };
    runPeer("openocd 0.12, hla: program, verify", openocd("stlink", "hla_swd", "verify"));
    runPeer("openocd 0.12, dapdirect: program, verify",
            openocd("stlink-dap", "dapdirect_swd", "verify"));
    runPeer("openocd 0.12, dapdirect: program only", openocd("stlink-dap", "dapdirect_swd", ""));
    runPeer("st-flash 1.7: write, verify",
            {"st-flash", "--freq=4000K", "write", file, "0x08000000"});
}

} // namespace
} // namespace greenlight::usb

int main() {
    using namespace greenlight::usb;
    fmt::print("STM32H725, ST-LINK/V2 V2J39S7 (SWD clock 2.36 MHz), {} bytes\n\n", imageBytes);
    fmt::print("{:<44} {:>10} {:>7}\n", "", "simulated", "x floor");
    row("physical floor", physicalFloor,
        fmt::format("{} sectors x {} s + {} flash words x {} us", sectors, sectorSeconds, words,
                    wordSeconds * 1e6));
    runOurs();
    runPeers();
    fmt::print("\nA peer's time includes its own pauses of more than half a millisecond; what it\n"
               "computes, and what this computer takes for it, is free.\n");
    return 0;
}
