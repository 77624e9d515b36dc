// A chip, or what stands between us and it, that answers some accesses with anything.
#include "engine/base/check.h"
#include "tests/fuzz/reader.h"
#include "tests/target/rig.h"

#include <deque>

namespace greenlight::fuzz {

namespace {

using namespace std::chrono_literals;

/// A way to a chip that ends in a fault may climb the whole ladder three times.
constexpr Duration longestWay = 120s;

/// Passes everything on to a chip and changes the answers that the fuzzer names.
class StrangeChip final : public sim::SimTarget {
public:
    StrangeChip(std::unique_ptr<sim::SimTarget> chip, Reader& strange)
        : m_chip(std::move(chip))
        , m_strange(strange) {
        aim();
    }

    void lineReset(Instant at) override { m_chip->lineReset(at); }

    sim::SwdReply transfer(bool accessPort, bool read, std::uint8_t address,
                           std::uint32_t writeData, Instant at) override {
        sim::SwdReply reply = m_chip->transfer(accessPort, read, address, writeData, at);
        if (m_left == 0) {
            switch (m_strange.byte() % 6) {
            case 0:
                reply.ack = sim::Ack::Wait;
                break;
            case 1:
                reply.ack = sim::Ack::Fault;
                break;
            case 2:
                reply.ack = sim::Ack::Silence;
                break;
            case 3:
                reply.badParity = true;
                break;
            case 4:
                reply.data ^= m_strange.number();
                break;
            default:
                reply.data = m_strange.number();
                break;
            }
            aim();
        } else {
            --m_left;
        }
        return reply;
    }

    void setNrst(bool low, Instant at) override { m_chip->setNrst(low, at); }

    void setPower(bool on, Instant at) override { m_chip->setPower(on, at); }

    unsigned millivolts(Instant at) override { return m_chip->millivolts(at); }

    void setMishaps(const sim::TargetMishaps& mishaps) override { m_chip->setMishaps(mishaps); }

    void setMillivolts(unsigned millivolts, Instant at) override {
        m_chip->setMillivolts(millivolts, at);
    }

    [[nodiscard]] std::span<const std::uint8_t> flash() const override { return m_chip->flash(); }

    [[nodiscard]] const sim::BoardSpec& spec() const override { return m_chip->spec(); }

    void tamperFlash(std::uint32_t offset, std::uint8_t value) override {
        m_chip->tamperFlash(offset, value);
    }

    bool running(Instant at) override { return m_chip->running(at); }

    [[nodiscard]] bool debugStateLeftBehind() const override {
        return m_chip->debugStateLeftBehind();
    }

    [[nodiscard]] std::uint64_t instructionsExecuted() const override {
        return m_chip->instructionsExecuted();
    }

private:
    /// The next transfer that is answered strangely, as a distance from this one.
    void aim() { m_left = m_strange.empty() ? ~0U : m_strange.number(2) % 4096; }

    std::unique_ptr<sim::SimTarget> m_chip;
    Reader& m_strange;
    std::uint32_t m_left = 0;
};

} // namespace

void takeChip(Bytes bytes) {
    Reader reader(bytes);
    static const std::vector<sim::Chip> chips = sim::everyChip();
    const sim::Chip chip = chips[reader.byte() % chips.size()];
    target::ConnectOptions options;
    options.mode = static_cast<target::ConnectMode>(reader.byte() % 3);
    target::Rig rig(
        target::Rig::board(chip), {}, [&reader](const sim::BoardSpec& spec, std::uint64_t seed) {
            return std::make_unique<StrangeChip>(sim::SimTarget::make(spec, seed), reader);
        });
    {
        const auto target = rig.connect(options);
        if (target.ok()) {
            const auto identity = (*target)->identify();
            CHECK(!identity.ok() || identity->device != nullptr);
            static_cast<void>((*target)->release().ok());
        }
    }
    CHECK(rig.clock.now() - Instant{} < longestWay);
}

} // namespace greenlight::fuzz
