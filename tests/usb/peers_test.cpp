// Debian's openocd 0.12 and stlink-tools 1.7, as they are, program every virtual chip through every
// generation of virtual probe. They were written against real ones, by others: where they work, the
// virtual bench behaves as the silicon does, as far as they look.
#include "engine/sim/sim_target.h"
#include "tests/station/scratch.h"
#include "tests/usb/child_process.h"
#include "tests/usb/virtual_usb.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

namespace greenlight::usb {
namespace {

using namespace std::chrono_literals;

/// Not a multiple of any flash word above eight bytes, of any page or of any block.
constexpr std::size_t imageBytes = 8200;
constexpr auto patience = 150s;

/// A chip and what the peers call it.
struct ChipWords {
    std::string_view chip;
    std::string_view openocd;     ///< target/NAME.cfg
    std::string_view stlinkTools; ///< chip id and description of st-info
};

constexpr std::array<ChipWords, 5> chips{{
    {"H725", "stm32h7x", "0x0483 H72x/H73x"},
    {"F407", "stm32f4x", "0x0413 F4xx"},
    {"F103", "stm32f1x", "0x0410 F1xx Medium-density"},
    {"L476", "stm32l4x", "0x0415 L4xx"},
    {"G474", "stm32g4x", "0x0469 G4 Category-3"},
}};

struct Pairing {
    ChipWords chip;
    std::string probe;
};

std::ostream& operator<<(std::ostream& out, const Pairing& pairing) {
    return out << pairing.chip.chip << " at a " << pairing.probe;
}

std::vector<Pairing> allPairings() {
    std::vector<Pairing> pairings;
    for (const ChipWords& chip : chips) {
        for (const char* probe : {"v2", "v21", "v3"}) {
            pairings.push_back({chip, probe});
        }
    }
    return pairings;
}

std::string nameOf(const testing::TestParamInfo<Pairing>& info) {
    return std::string(info.param.chip.chip) + "_" + info.param.probe;
}

class Peer : public testing::TestWithParam<Pairing> {
protected:
    ChildEnd run(const std::vector<std::string>& words) {
        ChildEnd end = runChild(words, server.environment(), patience, scratch.path());
        EXPECT_FALSE(end.timedOut);
        return end;
    }

    /// What is in the chip is the image and nothing else, whatever the peer believes.
    void expectImageInChip() {
        const Bytes cells = server.flash(port);
        ASSERT_GE(cells.size(), imageBytes);
        const auto end = cells.begin() + static_cast<std::ptrdiff_t>(imageBytes);
        EXPECT_TRUE(std::equal(image.begin(), image.end(), cells.begin()));
        // Peers fill the last flash word with zeros or ones, stlink-tools two of an H7's.
        constexpr std::ptrdiff_t filled = 64;
        EXPECT_TRUE(std::all_of(end + filled, cells.end(), [](auto cell) { return cell == 0xFF; }));
    }

    void expectRunning() {
        server.withBoard(port,
                         [](sim::SimTarget& board, Instant at) { EXPECT_TRUE(board.running(at)); });
    }

    probe::PortPath port = portOf("1-1.1");
    Bytes image = firmware(imageBytes);
    test::Scratch scratch;
    MockUsbServer server{
        {{port, probeNamed(GetParam().probe, 1), boardNamed(GetParam().chip.chip, 1)}}};
};

class OpenOcd : public Peer {
protected:
    /// Writes, verifies by its own means, reads back, and lets the chip run.
    void program(const std::string& interface, const std::string& transport) {
        const auto file = scratch.write("image.bin", image).string();
        const auto back = (scratch.path() / "back.bin").string();
        const ChildEnd end =
            run({"openocd", "-f", "interface/" + interface + ".cfg", "-c",
                 "transport select " + transport, "-f",
                 "target/" + std::string(GetParam().chip.openocd) + ".cfg", "-c",
                 "program " + file + " 0x08000000 verify", "-c", "reset halt", "-c",
                 "dump_image " + back + " 0x08000000 " + std::to_string(imageBytes), "-c",
                 "reset run", "-c", "exit"});
        ASSERT_EQ(end.status, 0) << end.said();
        EXPECT_NE(end.said().find("** Verified OK **"), std::string::npos) << end.said();
        EXPECT_EQ(test::contentOf(back), std::string(image.begin(), image.end()));
        expectImageInChip();
        expectRunning();
    }
};

TEST_P(OpenOcd, ProgramsWithItsHighLevelAdapter) { program("stlink", "hla_swd"); }

TEST_P(OpenOcd, ProgramsThroughTheDebugPort) { program("stlink-dap", "dapdirect_swd"); }

INSTANTIATE_TEST_SUITE_P(EveryChipAndProbe, OpenOcd, testing::ValuesIn(allPairings()), nameOf);

class StlinkTools : public Peer {};

TEST_P(StlinkTools, IdentifyTheChip) {
    const ChildEnd end = run({"st-info", "--probe"});
    ASSERT_EQ(end.status, 0) << end.said();
    const std::string words(GetParam().chip.stlinkTools);
    EXPECT_NE(end.said().find(words.substr(0, words.find(' '))), std::string::npos) << end.said();
    EXPECT_NE(end.said().find(words.substr(words.find(' ') + 1)), std::string::npos) << end.said();
    EXPECT_NE(end.said().find(probeNamed(GetParam().probe, 1)->serial), std::string::npos)
        << end.said();
}

TEST_P(StlinkTools, ProgramAndReadBack) {
    const auto file = scratch.write("image.bin", image).string();
    const auto back = (scratch.path() / "back.bin").string();
    const ChildEnd written = run({"st-flash", "--reset", "write", file, "0x08000000"});
    ASSERT_EQ(written.status, 0) << written.said();
    EXPECT_NE(written.said().find("jolly good"), std::string::npos) << written.said();
    expectImageInChip();
    expectRunning();
    const ChildEnd read = run({"st-flash", "read", back, "0x08000000", std::to_string(imageBytes)});
    ASSERT_EQ(read.status, 0) << read.said();
    EXPECT_EQ(test::contentOf(back), std::string(image.begin(), image.end()));
}

INSTANTIATE_TEST_SUITE_P(EveryChipAndProbe, StlinkTools, testing::ValuesIn(allPairings()), nameOf);

} // namespace
} // namespace greenlight::usb
