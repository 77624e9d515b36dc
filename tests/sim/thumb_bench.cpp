#include "tests/sim/thumb_board.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t messageSize = 16 * 1024;

// How many of its own instructions the virtual core executes in a second of the host's.
void digest(benchmark::State& state, Architecture architecture, const std::string& program) {
    ThumbBoard board(architecture);
    std::ifstream file(std::string(THUMB_FIRMWARE_DIR) + "/" + program, std::ios::binary);
    const std::vector<char> code{std::istreambuf_iterator<char>(file), {}};
    std::copy(code.begin(), code.end(), board.flash.begin());
    while (state.KeepRunning()) {
        board.start(ThumbBoard::flashBase);
        board.core.setReg(0, ThumbBoard::ramBase);
        board.core.setReg(1, messageSize);
        board.core.setReg(2, ThumbBoard::ramBase + messageSize);
        if (board.core.run(std::numeric_limits<std::uint64_t>::max()) !=
            ThumbCore::Stop::Breakpoint) {
            state.SkipWithError("the program did not reach its end");
            break;
        }
    }
    state.counters["instructions"] =
        benchmark::Counter(static_cast<double>(board.core.executed()), benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(digest, M0Plus, Architecture::V6M, "sha256-cortex-m0plus-O2.bin");
BENCHMARK_CAPTURE(digest, M3, Architecture::V7M, "sha256-cortex-m3-O2.bin");

} // namespace
} // namespace greenlight::sim

BENCHMARK_MAIN();
