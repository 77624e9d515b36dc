#include "engine/target/core_clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <vector>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

// PLLs of these families lock within 0.3 ms, internal oscillators start within 0.1 ms.
constexpr Duration readyWithin = milliseconds(20);
constexpr Duration readyPace = milliseconds(1);

/// The values of the registers that the steps change, each read once before the first of them: what
/// the chip itself changes in them meanwhile are flags that nobody can write.
class Registers {
public:
    Result<void> read(probe::StLink& link, std::uint8_t ap, std::span<const ClockStep> steps) {
        probe::StLink::Batch batch;
        m_values.reserve(steps.size());
        for (const ClockStep& step : steps) {
            if (!step.wait && find(step.address) == nullptr) {
                m_values.push_back({step.address, 0});
                batch.readWord(ap, step.address, m_values.back().value);
            }
        }
        return link.perform(batch);
    }

    /// What the register holds after the step.
    std::uint32_t apply(const ClockStep& step) {
        std::uint32_t& value = *find(step.address);
        value = (value & ~step.mask) | step.value;
        return value;
    }

private:
    std::uint32_t* find(std::uint32_t address) {
        const auto found = std::ranges::find(m_values, address, &OptionWord::address);
        return found == m_values.end() ? nullptr : &found->value;
    }

    std::vector<OptionWord> m_values;
};

bool isReady(std::uint32_t value, const ClockStep& step) {
    return (value & step.mask) == step.value;
}

Result<void> await(probe::StLink& link, Clock& clock, std::uint8_t ap, const ClockStep& step) {
    const Instant deadline = clock.now() + readyWithin;
    for (;;) {
        const std::uint32_t value = TRY(link.readWord(ap, step.address));
        if (isReady(value, step)) {
            return {};
        }
        if (clock.now() >= deadline) {
            return Fault{.code = FaultCode::ClockNotReady,
                         .stage = Stage::Load,
                         .address = step.address,
                         .note = fmt::format("reads 0x{:08X}", value)};
        }
        clock.sleepFor(readyPace);
    }
}

/// Each run of writes in one batch with a first look at what is waited for behind it, which is
/// there by then as a rule.
Result<void> take(probe::StLink& link, Clock& clock, std::uint8_t ap,
                  std::span<const ClockStep> left) {
    Registers registers;
    TRY(registers.read(link, ap, left));
    while (!left.empty()) {
        const auto wait = std::ranges::find(left, true, &ClockStep::wait);
        probe::StLink::Batch batch;
        for (const ClockStep& step : std::ranges::subrange(left.begin(), wait)) {
            batch.writeWord(ap, step.address, registers.apply(step));
        }
        std::uint32_t seen = 0;
        if (wait != left.end()) {
            batch.readWord(ap, wait->address, seen);
        }
        TRY(link.perform(batch));
        if (wait == left.end()) {
            break;
        }
        if (!isReady(seen, *wait)) {
            TRY(await(link, clock, ap, *wait));
        }
        left = std::span(std::next(wait), left.end());
    }
    return {};
}

} // namespace

Result<void> raiseClock(probe::StLink& link, Clock& clock, const Device& device) {
    return take(link, clock, device.coreAp, device.fastClock.steps);
}

Result<void> supplyFlash(probe::StLink& link, Clock& clock, const Device& device) {
    return take(link, clock, device.coreAp, device.flashSupply);
}

} // namespace greenlight::target
