#include "tests/usb/bench_words.h"
#include "tests/usb/child_process.h"
#include "tests/usb/mock_usb_server.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdio>
#include <exception>
#include <fstream>
#include <optional>
#include <span>
#include <string_view>

// Runs any program with libusb in front of virtual ST-LINKs with virtual boards:
//
//   virtual_bench --board H725 --probe v2 -- openocd -f interface/stlink.cfg ...
//
// Boards and probes are paired in the order in which they are given; the first pair is at port
// 1-1.1, the second at 1-1.2 and so on.

namespace greenlight::usb {
namespace {

struct Options {
    std::vector<std::string> boards{};
    std::vector<std::string> probes{};
    std::string dumpFlash{};
    std::string report{};
    unsigned patience = 120;
    bool wallClock = false;
    std::vector<std::string> command{};
};

constexpr std::string_view usage =
    "virtual_bench --board CHIP [--probe KIND] [--board CHIP [--probe KIND]]... [option...] -- "
    "PROGRAM...\n"
    "  --board H725|F407|F103|L476|G474   one per board\n"
    "  --probe v2|v21|v3                  one per board; v2 where none is given\n"
    "  --dump-flash FILE                  write the flash here at the end\n"
    "  --report FILE                      write transfers and simulated seconds here as JSON\n"
    "  --timeout SECONDS                  before the program is killed; 120\n"
    "  --wall-clock                       transfers take the time they take\n";

/// Empty when the words are no use of this program.
std::optional<Options> parse(std::span<char* const> words) {
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (word == "--") {
            options.command.assign(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
            break;
        }
        if (word == "--wall-clock") {
            options.wallClock = true;
            continue;
        }
        if (++i == words.size()) {
            return std::nullopt;
        }
        const std::string value = words[i];
        if (word == "--board") {
            options.boards.push_back(value);
        } else if (word == "--probe") {
            options.probes.push_back(value);
        } else if (word == "--dump-flash") {
            options.dumpFlash = value;
        } else if (word == "--report") {
            options.report = value;
        } else if (word != "--timeout" ||
                   std::from_chars(value.data(), value.data() + value.size(), options.patience)
                           .ec != std::errc{}) {
            return std::nullopt;
        }
    }
    const bool good = !options.boards.empty() && options.probes.size() <= options.boards.size() &&
                      !options.command.empty();
    return good ? std::optional(options) : std::nullopt;
}

/// Empty when there is no such board or probe.
std::vector<MockSocket> socketsOf(const Options& options) {
    std::vector<MockSocket> sockets;
    for (std::size_t i = 0; i < options.boards.size(); ++i) {
        const auto board = boardNamed(options.boards[i], i + 1);
        const auto probe = probeNamed(i < options.probes.size() ? options.probes[i] : "v2", i + 1);
        const auto port = probe::PortPath::parse(fmt::format("1-1.{}", i + 1));
        if (!board || !probe || !port) {
            return {};
        }
        sockets.push_back({*port, probe, board});
    }
    return sockets;
}

int run(const Options& options, const std::vector<MockSocket>& sockets) {
    MockUsbServer server(sockets, options.wallClock ? Pace::WallClock : Pace::Swift);
    const ChildEnd end =
        runChild(options.command, server.environment(), std::chrono::seconds(options.patience));
    std::fwrite(end.output.data(), 1, end.output.size(), stdout);
    std::fwrite(end.errors.data(), 1, end.errors.size(), stderr);

    nlohmann::ordered_json report = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        const probe::PortPath& port = sockets[i].port;
        const double seconds = std::chrono::duration<double>(server.deviceTime(port)).count();
        fmt::print(stderr, "{} {}: {} transfers, {:.3f} simulated seconds\n", port.text(),
                   options.boards[i], server.transfers(port), seconds);
        report.push_back({{"port", port.text()},
                          {"board", options.boards[i]},
                          {"probe", sockets[i].probe->serial},
                          {"transfers", server.transfers(port)},
                          {"simulated_seconds", seconds}});
        if (!options.dumpFlash.empty()) {
            const auto cells = server.flash(port);
            const std::string name = sockets.size() == 1
                                         ? options.dumpFlash
                                         : fmt::format("{}.{}", options.dumpFlash, port.text());
            std::ofstream(name, std::ios::binary)
                .write(reinterpret_cast<const char*>(cells.data()),
                       static_cast<std::streamsize>(cells.size()));
        }
    }
    if (!options.report.empty()) {
        std::ofstream(options.report) << report.dump(2) << '\n';
    }
    if (end.timedOut) {
        fmt::print(stderr, "killed after {} s\n", options.patience);
    }
    return end.status;
}

} // namespace
} // namespace greenlight::usb

int main(int argc, char** argv) {
    using namespace greenlight::usb;
    constexpr int wrongUse = 2;
    try {
        const auto words = std::span(argv, static_cast<std::size_t>(argc)).subspan(1);
        const auto options = parse(words);
        const auto sockets = options ? socketsOf(*options) : std::vector<MockSocket>{};
        if (sockets.empty()) {
            std::fwrite(usage.data(), 1, usage.size(), stderr);
            return wrongUse;
        }
        return run(*options, sockets);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return wrongUse;
    }
}
