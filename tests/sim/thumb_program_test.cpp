#include "engine/base/sha256.h"
#include "tests/sim/thumb_board.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

extern "C" std::uint32_t mixture(const std::uint8_t* bytes, std::uint32_t length);

namespace greenlight::sim {
namespace {

constexpr std::uint32_t inputAt = ThumbBoard::ramBase;
constexpr std::uint32_t outputAt = ThumbBoard::ramBase + 0x4000;
constexpr std::uint64_t patience = 100'000'000;

struct Build {
    std::string cpu;
    std::string level;
};

class ThumbProgram : public testing::TestWithParam<Build> {
protected:
    ThumbProgram() : board(GetParam().cpu == "cortex-m3" ? Architecture::V7M : Architecture::V6M) {}

    // Runs work(input, length, output) of a test program to its breakpoint.
    void run(const std::string& program, std::span<const std::uint8_t> input) {
        const std::string path = std::string(THUMB_FIRMWARE_DIR) + "/" + program + "-" +
                                 GetParam().cpu + "-" + GetParam().level + ".bin";
        std::ifstream file(path, std::ios::binary);
        const std::vector<char> code{std::istreambuf_iterator<char>(file), {}};
        ASSERT_FALSE(code.empty()) << path;
        std::copy(code.begin(), code.end(), board.flash.begin());
        std::copy(input.begin(), input.end(), board.memory(inputAt));
        board.start(ThumbBoard::flashBase);
        board.core.setReg(0, inputAt);
        board.core.setReg(1, static_cast<std::uint32_t>(input.size()));
        board.core.setReg(2, outputAt);
        ASSERT_EQ(board.core.run(board.core.cycle() + patience), ThumbCore::Stop::Breakpoint);
        EXPECT_EQ(board.core.reg(15), ThumbBoard::flashBase + 4);
        EXPECT_EQ(board.core.reg(13), ThumbBoard::ramBase + ThumbBoard::ramSize);
    }

    ThumbBoard board;
};

std::vector<std::uint8_t> pattern(std::size_t size, std::uint32_t seed) {
    std::vector<std::uint8_t> bytes(size);
    std::uint32_t state = seed * 2654435761U + 1;
    for (std::uint8_t& byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(state >> 24U);
    }
    return bytes;
}

TEST_P(ThumbProgram, DigestsAsOpenSslDoes) {
    for (const std::size_t size : {0U, 1U, 55U, 56U, 63U, 64U, 65U, 1000U, 10000U}) {
        const std::vector<std::uint8_t> message = pattern(size, static_cast<std::uint32_t>(size));
        ASSERT_NO_FATAL_FAILURE(run("sha256", message));
        const std::span<const std::uint8_t> digest{board.memory(outputAt), 32};
        EXPECT_EQ(base::toHex(digest), base::toHex(base::sha256(message))) << size;
    }
}

TEST_P(ThumbProgram, ComputesWhatTheHostComputesFromTheSameSource) {
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const std::vector<std::uint8_t> input = pattern(100 + 37 * seed, seed);
        ASSERT_NO_FATAL_FAILURE(run("mixture", input));
        EXPECT_EQ(board.peek(outputAt),
                  mixture(input.data(), static_cast<std::uint32_t>(input.size())))
            << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(Builds, ThumbProgram,
                         testing::Values(Build{"cortex-m0plus", "O2"}, Build{"cortex-m0plus", "O3"},
                                         Build{"cortex-m0plus", "Os"}, Build{"cortex-m3", "O2"},
                                         Build{"cortex-m3", "O3"}, Build{"cortex-m3", "Os"}),
                         [](const testing::TestParamInfo<Build>& build) {
                             return (build.param.cpu == "cortex-m3" ? "M3" : "M0Plus") +
                                    build.param.level;
                         });

} // namespace
} // namespace greenlight::sim
