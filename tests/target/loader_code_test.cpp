#include "engine/base/sha256.h"
#include "engine/sim/thumb.h"
#include "engine/target/chip_ram.h"
#include "engine/target/loader/blobs.h"
#include "engine/target/loader/mailbox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <vector>

// The verifier's very bytes on the simulated core, with nothing around it but memory.

namespace greenlight::target {

namespace {

constexpr std::uint32_t flashBase = 0x08000000;
constexpr std::uint32_t flashBytes = 65536;
constexpr std::uint32_t ramBytes = 10 * 1024; // of the smallest part
constexpr std::uint32_t watchdog = 0x40003000;

/// Memory, and a watchdog's key register that counts how often it is fed.
class Memory final : public sim::Bus {
public:
    Memory() {
        std::iota(flash.begin(), flash.end(), std::uint8_t{0});
        for (std::size_t i = 0; i < flash.size(); i++) {
            flash[i] = static_cast<std::uint8_t>(flash[i] ^ i / 251);
        }
        m_windows = {Window{wire::WireBase, ramBytes, ram.data(), true, 0},
                     Window{flashBase, flashBytes, flash.data(), false, 0}};
    }

    sim::BusReply read(std::uint32_t, unsigned, std::uint64_t) override { return {.fault = true}; }

    sim::BusReply write(std::uint32_t address, unsigned, std::uint32_t value,
                        std::uint64_t) override {
        feedings += address == watchdog && value == 0xAAAA ? 1 : 0;
        return {.fault = address != watchdog};
    }

    [[nodiscard]] bool isHarmlessToRepeat(std::uint32_t, std::uint32_t) const override {
        return false;
    }

    std::span<const std::uint8_t> code(std::uint32_t address) override {
        const std::uint32_t offset = address - wire::WireBase;
        return offset < ramBytes ? std::span<const std::uint8_t>(ram).subspan(offset)
                                 : std::span<const std::uint8_t>{};
    }

    [[nodiscard]] std::span<const Window> windows() const override { return m_windows; }

    std::vector<std::uint8_t> ram = std::vector<std::uint8_t>(ramBytes, 0xA5);
    std::vector<std::uint8_t> flash = std::vector<std::uint8_t>(flashBytes);
    unsigned feedings = 0;

private:
    std::array<Window, 2> m_windows{};
};

struct Ran {
    wire::VerifierMailbox mailbox{};
    std::uint64_t cycles = 0;
    unsigned feedings = 0;
};

Ran runVerifier(sim::Architecture architecture, VerifierVariant variant, Memory& memory,
                std::span<const wire::VerifierRange> ranges) {
    const Blob blob = verifierBlob(variant);
    std::vector<std::uint8_t> image;
    appendWords(image, blob.words);
    const auto end = static_cast<std::uint32_t>(blob.entryOffset + image.size());
    const std::uint32_t stack =
        variant == VerifierVariant::V7M ? wire::FastStackBytes : wire::SmallStackBytes;
    const std::uint32_t list = end + stack;
    wire::VerifierMailbox mailbox{};
    mailbox.watchdog = watchdog;
    mailbox.ranges = wire::WireBase + list;
    mailbox.rangeCount = static_cast<std::uint32_t>(ranges.size());
    std::iota(std::begin(mailbox.nonce), std::end(mailbox.nonce), std::uint8_t{100});
    std::memcpy(memory.ram.data(), &mailbox, sizeof mailbox);
    std::ranges::copy(image, memory.ram.begin() + blob.entryOffset);
    std::memcpy(memory.ram.data() + list, ranges.data(), ranges.size_bytes());

    sim::ThumbCore core(architecture, memory);
    core.reset();
    core.setReg(13, wire::WireBase + list);
    core.setReg(15, wire::WireBase + blob.entryOffset);
    EXPECT_EQ(core.run(1'000'000'000), sim::ThumbCore::Stop::Breakpoint);
    Ran ran{.cycles = core.cycle(), .feedings = memory.feedings};
    std::memcpy(&ran.mailbox, memory.ram.data(), sizeof ran.mailbox);
    // A quarter of the stack was never needed.
    EXPECT_TRUE(std::ranges::all_of(std::span(memory.ram).subspan(end, stack / 4),
                                    [](std::uint8_t byte) { return byte == 0xA5; }));
    return ran;
}

Digest expectedDigest(const Memory& memory, const Ran& ran,
                      std::span<const wire::VerifierRange> ranges) {
    base::Sha256 hash;
    hash.add(ran.mailbox.nonce);
    for (const wire::VerifierRange& range : ranges) {
        hash.add(std::span(memory.flash).subspan(range.address - flashBase, range.length));
    }
    return hash.finish();
}

class VerifierCode : public testing::TestWithParam<std::pair<sim::Architecture, VerifierVariant>> {
};

TEST_P(VerifierCode, DigestsNonceAndRangesOfEveryLength) {
    const auto [architecture, variant] = GetParam();
    // Every number of words up to two blocks: all ways to end and to pad a message.
    for (std::uint32_t words = 0; words <= 33; words++) {
        Memory memory;
        const std::array ranges{wire::VerifierRange{flashBase + 4, words * 4},
                                wire::VerifierRange{flashBase + 1024, 68}};
        const Ran ran = runVerifier(architecture, variant, memory, ranges);
        EXPECT_EQ(ran.mailbox.state, wire::VerifierDone);
        EXPECT_EQ(ran.mailbox.bytesDigested, words * 4 + 68);
        const Digest expected = expectedDigest(memory, ran, ranges);
        EXPECT_TRUE(std::ranges::equal(expected, ran.mailbox.digest)) << words;
    }
}

TEST_P(VerifierCode, RefusesWhatIsNotMadeOfWords) {
    const auto [architecture, variant] = GetParam();
    for (const wire::VerifierRange& range :
         {wire::VerifierRange{flashBase + 2, 64}, wire::VerifierRange{flashBase, 63}}) {
        Memory memory;
        const Ran ran = runVerifier(architecture, variant, memory, std::span(&range, 1));
        EXPECT_EQ(ran.mailbox.state, wire::VerifierRefused);
    }
}

TEST_P(VerifierCode, FeedsTheWatchdogEveryKilobyte) {
    const auto [architecture, variant] = GetParam();
    Memory memory;
    const std::array ranges{wire::VerifierRange{flashBase, flashBytes}};
    const Ran ran = runVerifier(architecture, variant, memory, ranges);
    EXPECT_GE(ran.feedings, flashBytes / 1024);
}

INSTANTIATE_TEST_SUITE_P(Variants, VerifierCode,
                         testing::Values(std::pair{sim::Architecture::V6M, VerifierVariant::V6M},
                                         std::pair{sim::Architecture::V7M, VerifierVariant::V6M},
                                         std::pair{sim::Architecture::V7M, VerifierVariant::V7M}));

TEST(VerifierSpeed, IsThirtyFiveCyclesAByteWithoutOverlappingLoads) {
    Memory memory;
    const std::array ranges{wire::VerifierRange{flashBase, flashBytes}};
    const Ran ran = runVerifier(sim::Architecture::V7M, VerifierVariant::V7M, memory, ranges);
    constexpr std::uint64_t beginAndEnd = 1000;
    EXPECT_LE(ran.cycles, 35ULL * flashBytes + beginAndEnd);
}

TEST(VerifierSpeed, StaysBelowTwoHundredAndTwentyCyclesAByteOnArmv6M) {
    Memory memory;
    const std::array ranges{wire::VerifierRange{flashBase, flashBytes}};
    const Ran ran = runVerifier(sim::Architecture::V6M, VerifierVariant::V6M, memory, ranges);
    EXPECT_LE(ran.cycles, 220ULL * flashBytes);
}

} // namespace

} // namespace greenlight::target
