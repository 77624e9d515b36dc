#include "engine/sim/sim_stlink.h"
#include "tests/sim/bench_desk.h"

namespace greenlight::sim {
namespace {

using namespace std::chrono_literals;
using Kind = UsbCompletion::Kind;

constexpr Instant start{};
constexpr std::uint32_t ram = 0x2000'0000;

/// A probe on a bare bus: the test is the host controller.
struct BareBus {
    explicit BareBus(const ProbeSpec& spec = ProbeSpec::v21("066BFF535254887767184336"))
        : device(spec, start) {
        chip.setPower(true, start);
        device.attach(&chip, start);
    }

    UsbCompletion out(const Bytes& bytes, Instant at) {
        return device.handleOut(commandEndpoint(device.spec().model), bytes, at);
    }

    UsbCompletion command(const Bytes& bytes, Instant at) {
        const auto block = blockOf(bytes);
        return out({block.begin(), block.end()}, at);
    }

    /// Sends a command and fetches the reply one after the other.
    Bytes ask(const Bytes& bytes, std::size_t length) {
        now = command(bytes, now).at;
        UsbCompletion done = device.handleIn(0x81, length, now);
        EXPECT_EQ(done.kind, Kind::Done);
        now = done.at;
        return done.data;
    }

    void connect() {
        EXPECT_EQ(ask({0xF2, 0x30, 0xA3}, 2), (Bytes{0x80, 0}));
        EXPECT_EQ(ask({0xF2, 0x4B, 0}, 2), (Bytes{0x80, 0}));
    }

    Bytes descriptor(unsigned kind, unsigned index, unsigned length) {
        const auto done = device.handleControl(
            {0x80, 6, static_cast<std::uint8_t>(index), static_cast<std::uint8_t>(kind), 9, 4,
             static_cast<std::uint8_t>(length), static_cast<std::uint8_t>(length >> 8)},
            now);
        return done.kind == Kind::Done ? done.data : Bytes{};
    }

    PlainTarget chip;
    SimStLink device;
    Instant now = start;
};

TEST(SimStLink, KeepsAnInThatComesBeforeItsCommandWaiting) {
    BareBus bus;
    EXPECT_EQ(bus.device.handleIn(0x81, 6, start).kind, Kind::NotYet);
    EXPECT_EQ(bus.command({0xF1}, start).kind, Kind::Done);
    const UsbCompletion done = bus.device.handleIn(0x81, 6, start);
    EXPECT_EQ(done.kind, Kind::Done);
    EXPECT_EQ(done.data.size(), 6U);
}

TEST(SimStLink, CostsAFrameMoreForAHostThatWaitsBetweenThePhases) {
    BareBus together;
    (void)together.command({0xF1}, start);
    EXPECT_EQ(together.device.handleIn(0x81, 6, start).at, start + 1ms);
    BareBus apart;
    const Instant sent = apart.command({0xF1}, start).at;
    EXPECT_EQ(sent, start + 15us);
    EXPECT_EQ(apart.device.handleIn(0x81, 6, sent).at, sent + 1ms);
}

TEST(SimStLink, TakesADataPhaseInPiecesOfAnySize) {
    BareBus bus;
    bus.connect();
    Bytes pattern(200);
    for (std::size_t index = 0; index < pattern.size(); ++index) {
        pattern[index] = static_cast<std::uint8_t>(index + 1);
    }
    bus.now = bus.command(memoryCommand(0x08, ram, pattern.size()), bus.now).at;
    for (std::size_t taken = 0, part = 1; taken < pattern.size(); taken += part, part += 13) {
        const std::size_t size = std::min(part, pattern.size() - taken);
        EXPECT_EQ(bus.device.wantsBytes(), pattern.size() - taken);
        const auto first = pattern.begin() + static_cast<std::ptrdiff_t>(taken);
        bus.now = bus.out({first, first + static_cast<std::ptrdiff_t>(size)}, bus.now).at;
    }
    EXPECT_EQ(bus.ask({0xF2, 0x3E}, 12).at(0), 0x80);
    EXPECT_EQ(bus.ask(memoryCommand(0x07, ram, 200), 200), pattern);
}

TEST(SimStLink, EndsARequestThatIsTooSmallWithOverflow) {
    BareBus bus;
    (void)bus.command({0xF1}, start);
    EXPECT_EQ(bus.device.handleIn(0x81, 4, start).kind, Kind::Overflow);
    EXPECT_EQ(bus.device.handleIn(0x81, 4, start).kind, Kind::NotYet);
}

TEST(SimStLink, SendsNoEmptyPacketAfterAFullOne) {
    BareBus bus;
    bus.connect();
    (void)bus.command(memoryCommand(0x07, ram, 64), bus.now);
    // A host that asks for more than comes waits for a packet that ends the transfer.
    EXPECT_EQ(bus.device.handleIn(0x81, 512, bus.now).kind, Kind::NotYet);
    EXPECT_EQ(bus.device.handleIn(0x81, 64, bus.now).kind, Kind::Done);
}

TEST(SimStLink, KeepsWhatTheHostLeavesUnreadBeforeTheNextReply) {
    BareBus bus;
    bus.connect();
    (void)bus.command(memoryCommand(0x07, ram, 128), bus.now);
    EXPECT_EQ(bus.device.handleIn(0x81, 64, bus.now).data.size(), 64U);
    (void)bus.command({0xF5}, bus.now);
    EXPECT_EQ(bus.device.handleIn(0x81, 64, bus.now).data, Bytes(64, 0));
    EXPECT_EQ(bus.device.handleIn(0x81, 64, bus.now).data, (Bytes{2, 0}));
}

TEST(SimStLink, SwallowsACommandAsDataWhenItWaitsForData) {
    BareBus bus;
    bus.connect();
    bus.now = bus.command(memoryCommand(0x08, ram, 16), bus.now).at;
    bus.now = bus.command({0xF5}, bus.now).at;
    EXPECT_EQ(bus.device.handleIn(0x81, 2, bus.now).kind, Kind::NotYet);
    EXPECT_EQ(bus.chip.memory[ram], 0xF5U);
    EXPECT_EQ(bus.ask({0xF5}, 2), (Bytes{2, 0}));
}

TEST(SimStLink, ForgetsHalfACommandAtABusReset) {
    BareBus bus;
    bus.connect();
    bus.now = bus.command(memoryCommand(0x08, ram, 16), bus.now).at;
    bus.device.resetBus(bus.now);
    EXPECT_EQ(bus.ask({0xF5}, 2), (Bytes{2, 0}));
    EXPECT_EQ(bus.chip.memory[ram], 0U);
}

TEST(SimStLink, GivesACancelledReadOnlyWhatHadArrived) {
    BareBus bus;
    bus.connect();
    const Instant sent = bus.now;
    (void)bus.command(memoryCommand(0x07, ram, 4096), sent);
    const UsbCompletion whole = bus.device.handleIn(0x81, 4096, sent, sent + 10ms);
    EXPECT_EQ(whole.kind, Kind::NotYet) << "4 KiB take far more than 10 ms";
    const Instant ready = bus.device.acceptsAt(sent);
    // Half a millisecond at 1.2 MB/s are nine packets.
    const Bytes part = bus.device.cancelIn(4096, sent, ready + 500us);
    EXPECT_EQ(part.size(), 9U * 64);
    const std::size_t rest = 4096 - part.size();
    EXPECT_EQ(bus.device.handleIn(0x81, rest, ready + 500us).data.size(), rest);
}

TEST(SimStLink, StallsForeignEndpoints) {
    BareBus bus;
    EXPECT_EQ(bus.device.handleOut(0x02, Bytes(16), start).kind, Kind::Stall);
    EXPECT_EQ(bus.device.handleIn(0x85, 64, start).kind, Kind::Stall);
    EXPECT_EQ(bus.device.handleIn(0x82, 64, start).kind, Kind::NotYet);
}

struct Layout {
    ProbeModel model;
    unsigned product;
    std::size_t total;
    unsigned interfaces;
    unsigned milliamperes;
    unsigned deviceClass;
};

TEST(SimStLink, DescribesEveryModelAsItsDump) {
    for (const Layout& layout : {Layout{ProbeModel::V2, 0x3748, 0x27, 1, 100, 0},
                                 Layout{ProbeModel::V21, 0x374B, 0x80, 4, 100, 0xEF},
                                 Layout{ProbeModel::V21NoMsd, 0x3752, 0x69, 3, 300, 0xEF},
                                 Layout{ProbeModel::V3E, 0x374E, 0x80, 4, 500, 0xEF},
                                 Layout{ProbeModel::V3Set, 0x374F, 0x97, 5, 500, 0xEF},
                                 Layout{ProbeModel::V3TwoVcp, 0x3753, 0xC2, 6, 300, 0xEF}}) {
        ProbeSpec spec = ProbeSpec::v2("066BFF535254887767184336");
        spec.model = layout.model;
        BareBus bus(spec);
        const Bytes device = bus.descriptor(1, 0, 18);
        ASSERT_EQ(device.size(), 18U);
        EXPECT_EQ(get16(device, 8), 0x0483U);
        EXPECT_EQ(get16(device, 10), layout.product);
        EXPECT_EQ(device[4], layout.deviceClass);
        const Bytes configuration = bus.descriptor(2, 0, 512);
        ASSERT_EQ(configuration.size(), layout.total);
        EXPECT_EQ(get16(configuration, 2), layout.total);
        EXPECT_EQ(configuration[4], layout.interfaces);
        EXPECT_EQ(configuration[5], 1U);
        EXPECT_EQ(configuration[8] * 2U, layout.milliamperes);
        const bool fast = isHighSpeed(layout.model);
        EXPECT_EQ(bus.descriptor(6, 0, 10).size(), fast ? 10U : 0U);
        // Every descriptor's length leads to the next and the last ends at the end.
        std::size_t offset = 0;
        unsigned interfaces = 0;
        while (offset < configuration.size() && configuration[offset] > 0) {
            interfaces += configuration[offset + 1] == 4 ? 1U : 0U;
            offset += configuration[offset];
        }
        EXPECT_EQ(offset, configuration.size());
        EXPECT_EQ(interfaces, layout.interfaces);
    }
}

TEST(SimStLink, DescribesTheDebugInterfaceOfAV2ByteForByte) {
    BareBus bus(ProbeSpec::v2("066BFF535254887767184336"));
    EXPECT_EQ(bus.descriptor(2, 0, 512),
              (Bytes{9,    2, 0x27, 0, 1, 1, 0, 0x80, 50, 9,  4, 0, 0, 3, 0xFF, 0xFF, 0xFF, 4, 7, 5,
                     0x81, 2, 64,   0, 0, 7, 5, 2,    2,  64, 0, 0, 7, 5, 0x83, 2,    64,   0, 0}));
}

TEST(SimStLink, CutsAStringToTheRequestAndKeepsItsLengthByte) {
    BareBus bus;
    const Bytes whole = bus.descriptor(3, 3, 255);
    EXPECT_EQ(whole.size(), 50U);
    EXPECT_EQ(whole[0], 50U);
    EXPECT_EQ(whole[2], '0');
    const Bytes cut = bus.descriptor(3, 3, 48);
    EXPECT_EQ(cut.size(), 48U);
    EXPECT_EQ(cut[0], 50U);
    EXPECT_EQ(bus.descriptor(3, 0, 255), (Bytes{4, 3, 9, 4}));
    EXPECT_TRUE(bus.descriptor(3, 40, 255).empty());
}

TEST(SimStLink, SendsTheSerialRawWithTheOldQuirk) {
    ProbeSpec spec = ProbeSpec::v2("57FF72067265575742132067");
    spec.quirks.rawSerial = true;
    BareBus bus(spec);
    const Bytes raw = bus.descriptor(3, 3, 255);
    ASSERT_EQ(raw.size(), 26U);
    EXPECT_EQ(Bytes(raw.begin(), raw.begin() + 10),
              (Bytes{0x1A, 3, 0x57, 0, 0xFF, 0, 0x72, 0, 0x06, 0}));
}

} // namespace
} // namespace greenlight::sim
