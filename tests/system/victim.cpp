// The program that the kill test kills: an eight-board line in virtual time, board after board,
// until somebody stops it. It writes a line for each receipt as soon as it has it.
// line_victim DATA_FOLDER SEED
#include "tests/line/floor.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace {

using namespace greenlight;

constexpr std::size_t slots = 8;
constexpr unsigned mostRounds = 1000;

void tell(const std::string& line) {
    // One write is one line in the pipe, whatever happens to this process next.
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) {
        std::_Exit(3);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        return 2;
    }
    const std::string_view text = argv[2];
    unsigned seed = 0;
    std::from_chars(text.data(), text.data() + text.size(), seed);

    test::Floor floor(seed, test::mixedProbes(slots), argv[1]);
    unsigned number = seed * mostRounds * slots;
    for (std::size_t slot = 0; slot < slots; ++slot) {
        floor.bench.insert(floor.port(slot), test::board(sim::Chip::F103, ++number));
    }
    floor.open(test::recipeFor(sim::Chip::F103, 3'000));
    floor.line->onEnded([](const job::Order&, const job::Ending& ending) {
        if (ending.receipt) {
            tell(fmt::format("{} {} {}\n", job::name(ending.receipt->verdict()),
                             ending.receipt->sequence(), base::toHex(ending.receipt->leaf())));
        }
    });
    for (unsigned round = 0; round < mostRounds; ++round) {
        floor.runAll();
        for (std::size_t slot = 0; slot < slots; ++slot) {
            floor.swap(slot, test::board(sim::Chip::F103, ++number));
        }
    }
    return 0;
}
