#include "tests/usb/bench_words.h"
#include "tests/usb/child_process.h"
#include "tests/usb/mock_usb_server.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>

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

std::vector<MockSocket> socketsOf(const Options& options) {
    std::vector<MockSocket> sockets;
    for (std::size_t i = 0; i < options.boards.size(); ++i) {
        const auto board = boardNamed(options.boards[i], i + 1);
        const std::string model = i < options.probes.size() ? options.probes[i] : "v2";
        const auto probe = probeNamed(model, i + 1);
        if (!board || !probe) {
            throw CLI::ValidationError("no such board or probe: " + options.boards[i] + ", " +
                                       model);
        }
        const auto port = probe::PortPath::parse(fmt::format("1-1.{}", i + 1));
        sockets.push_back({*port, probe, board});
    }
    return sockets;
}

int run(const Options& options) {
    const std::vector<MockSocket> sockets = socketsOf(options);
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
    CLI::App app("Runs a program with libusb in front of virtual ST-LINKs and boards");
    greenlight::usb::Options options;
    app.add_option("--board", options.boards, "H725, F407, F103, L476 or G474, once a board")
        ->required()
        ->allow_extra_args(false);
    app.add_option("--probe", options.probes, "v2, v21 or v3, once a board; v2 where none is given")
        ->allow_extra_args(false);
    app.add_option("--dump-flash", options.dumpFlash, "write the flash here at the end");
    app.add_option("--report", options.report, "write simulated seconds here as JSON");
    app.add_option("--timeout", options.patience, "seconds before the program is killed");
    app.add_flag("--wall-clock", options.wallClock, "transfers take the time they take");
    app.add_option("command", options.command, "the program and its arguments, after --")
        ->required();
    try {
        app.parse(argc, argv);
        return greenlight::usb::run(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    }
}
