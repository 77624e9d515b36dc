#include "engine/target/core_clock.h"

#include <fmt/format.h>

#include <vector>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

// PLLs of these families lock within 0.3 ms, internal oscillators start within 0.1 ms.
constexpr Duration readyWithin = milliseconds(20);
constexpr Duration readyPace = milliseconds(1);

/// The values of the registers that a run of writes changes, each read once.
class Registers {
public:
    Result<void> read(probe::StLink& link, std::uint8_t ap, std::span<const ClockStep> run) {
        probe::StLink::Batch batch;
        m_values.reserve(run.size());
        for (const ClockStep& step : run) {
            if (find(step.address) == nullptr) {
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
        for (OptionWord& each : m_values) {
            if (each.address == address) {
                return &each.value;
            }
        }
        return nullptr;
    }

    std::vector<OptionWord> m_values;
};

Result<void> await(probe::StLink& link, Clock& clock, std::uint8_t ap, const ClockStep& step) {
    const Instant deadline = clock.now() + readyWithin;
    for (;;) {
        const std::uint32_t value = TRY(link.readWord(ap, step.address));
        if ((value & step.mask) == step.value) {
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

Result<void> take(probe::StLink& link, Clock& clock, std::uint8_t ap,
                  std::span<const ClockStep> left) {
    while (!left.empty()) {
        if (left.front().wait) {
            TRY(await(link, clock, ap, left.front()));
            left = left.subspan(1);
            continue;
        }
        std::size_t count = 0;
        while (count < left.size() && !left[count].wait) {
            count++;
        }
        Registers registers;
        TRY(registers.read(link, ap, left.first(count)));
        probe::StLink::Batch batch;
        for (const ClockStep& step : left.first(count)) {
            batch.writeWord(ap, step.address, registers.apply(step));
        }
        TRY(link.perform(batch));
        left = left.subspan(count);
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
