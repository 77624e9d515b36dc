// A probe that answers with anything, or not at all, to everything that can be asked of it.
#include "engine/base/check.h"
#include "engine/probe/stlink.h"
#include "tests/fuzz/reader.h"
#include "tests/probe/scripted_link.h"

#include <array>
#include <vector>

namespace greenlight::fuzz {

namespace {

using namespace std::chrono_literals;

/// No single call may take longer than this in the probe's own time.
constexpr Duration longestCall = 60s;

/// Answers out of the fuzzer's bytes. When these are used up the cable is out.
class AnsweringLink final : public probe::Link {
public:
    AnsweringLink(Reader answers, Clock& clock) : m_answers(answers), m_clock(clock) {}

    Result<void> perform(std::span<probe::Exchange> batch, Instant /*deadline*/) override {
        for (probe::Exchange& exchange : batch) {
            CHECK(exchange.out.empty() || exchange.in.empty());
            TRY(answer(exchange));
        }
        return {};
    }

    Result<void> drain() override { return trouble(m_answers.byte()); }

    Result<void> resetDevice() override { return trouble(m_answers.byte()); }

    Result<probe::PowerCut> cyclePower() override {
        const std::uint8_t choice = m_answers.byte();
        TRY(trouble(choice));
        return choice % 2 == 0 ? probe::PowerCut{.done = true}
                               : probe::PowerCut{.whyNot = "a hub of another kind"};
    }

    [[nodiscard]] probe::LinkCounters counters() const noexcept override { return {}; }

private:
    Result<void> trouble(std::uint8_t choice) {
        static constexpr std::array faults{FaultCode::ProbeUnplugged, FaultCode::UsbTimeout,
                                           FaultCode::UsbStall,       FaultCode::UsbShortReply,
                                           FaultCode::UsbLongReply,   FaultCode::UsbFailure};
        m_clock.sleepFor(100us);
        if (m_answers.empty()) {
            return Fault{.code = FaultCode::ProbeUnplugged};
        }
        // One in eight goes wrong.
        return choice < 224 ? Result<void>{} : Fault{.code = faults.at(choice % faults.size())};
    }

    Result<void> answer(probe::Exchange& exchange) {
        const std::uint8_t choice = m_answers.byte();
        TRY(trouble(choice));
        const Bytes bytes = m_answers.take(exchange.in.size());
        std::ranges::copy(bytes, exchange.in.begin());
        if (choice < 160) {
            makePlausible(exchange);
        }
        return {};
    }

    /// What keeps a conversation going, so that the bytes get further than the first question.
    static void makePlausible(probe::Exchange& exchange) {
        const auto put = [&exchange](std::initializer_list<std::uint8_t> bytes) {
            std::copy_n(bytes.begin(), std::min(bytes.size(), exchange.in.size()),
                        exchange.in.begin());
        };
        switch (exchange.command[0]) {
        case 0xF1:
            put({0x29, 0xC7, 0x83, 0x04, 0x48, 0x37}); // V2J39S7
            break;
        case 0xF5:
            put({1, 0});
            break;
        case 0xF2:
            put({0x80, 0});
            break;
        default:
            break;
        }
    }

    Reader m_answers;
    Clock& m_clock;
};

/// One call of those that a job makes.
void call(probe::StLink& link, Reader& orders) {
    std::array<std::uint8_t, 300> memory{};
    const std::uint8_t which = orders.byte();
    const std::uint8_t ap = orders.byte() % 4;
    const std::uint32_t address = orders.number();
    const std::uint32_t value = orders.number(2);
    const std::span<std::uint8_t> part(memory.data(), value % (memory.size() + 1));
    probe::StLink::Batch batch;
    std::uint32_t word = 0;
    const auto use = [](const auto& result) { static_cast<void>(result.ok()); };
    switch (which % 20) {
    case 0:
        use(link.targetMillivolts());
        break;
    case 1:
        use(link.setSwdClock(value));
        break;
    case 2:
        use(link.enterSwd());
        break;
    case 3:
        use(link.leaveSwd());
        break;
    case 4:
        use(link.driveReset(probe::ResetLine::Low));
        break;
    case 5:
        use(link.driveReset(probe::ResetLine::Released));
        break;
    case 6:
        use(link.readDpidr());
        break;
    case 7:
        use(link.openAp(ap));
        break;
    case 8:
        use(link.closeAp(ap));
        break;
    case 9:
        use(link.readDp(static_cast<std::uint8_t>(address % 0x30)));
        break;
    case 10:
        use(link.writeDp(static_cast<std::uint8_t>(address % 0x30), value));
        break;
    case 11:
        use(link.readApRegister(ap, static_cast<std::uint8_t>(address)));
        break;
    case 12:
        use(link.writeApRegister(ap, static_cast<std::uint8_t>(address), value));
        break;
    case 13:
        use(link.readWord(ap, address));
        break;
    case 14:
        use(link.writeWord(ap, address, value));
        break;
    case 15:
        use(link.readMemory(ap, address, part));
        break;
    case 16:
        use(link.writeMemory(ap, address, part));
        break;
    case 17:
        use(link.readHalfwords(ap, address, part));
        break;
    case 18:
        batch.readWord(ap, address & ~3U, word)
            .writeWord(ap, address & ~3U, value)
            .readMemory(ap, address & ~3U, part.first(part.size() & ~std::size_t{3}));
        use(link.perform(batch));
        break;
    default:
        use(link.recover());
        break;
    }
}

} // namespace

void takeProbe(Bytes bytes) {
    // The first part says what is asked, the rest what is answered.
    Reader reader(bytes);
    const std::size_t asked = reader.number(2) % 160;
    Reader orders(reader.take(asked));
    probe::StillClock clock;
    auto link = probe::StLink::open(std::make_unique<AnsweringLink>(Reader(reader.rest()), clock),
                                    clock, probe::LastRung::PortPower);
    CHECK(clock.now() - Instant{} < longestCall);
    if (!link) {
        return;
    }
    while (!orders.empty()) {
        const Instant before = clock.now();
        call(**link, orders);
        CHECK(clock.now() - before < longestCall);
    }
}

} // namespace greenlight::fuzz
