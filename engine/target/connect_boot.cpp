#include "engine/target/connect.h"
#include "engine/target/connect_ladder.h"
#include "engine/target/link_fault.h"

// The product's own firmware at work, seen through the debug port.

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

constexpr Duration lookPace = milliseconds(5);

} // namespace

/// Nothing of the debugger is left in the core but its power, so that the firmware starts as it
/// will start at the customer's. The bits that keep debugging alive in sleep stay: without them a
/// firmware that sleeps could not be seen.
Result<void> Target::startFreely() {
    TRY(m_core.clearBreakpoints());
    if (m_pinWorks) {
        TRY(m_link.driveReset(probe::ResetLine::Low));
        TRY(m_core.disconnect());
        m_clock.sleepFor(resetHold);
        return m_link.driveReset(probe::ResetLine::Released);
    }
    TRY(m_core.disconnect());
    return m_core.requestReset();
}

Result<BootSight> Target::watchBoot(std::uint32_t address, std::uint32_t mask, std::uint32_t value,
                                    Duration within) {
    TRY(inStage(Stage::Boot, startFreely()));
    BootSight sight;
    const Instant began = m_clock.now();
    do {
        m_clock.sleepFor(lookPace);
        const Result<std::uint32_t> word = m_link.readWord(ap(), address);
        sight.took = m_clock.now() - began;
        if (word.ok()) {
            sight.word = *word;
            if ((*word & mask) == value) {
                break;
            }
        } else if (!isOnWires(word.fault())) {
            return inStage(Stage::Boot, Result<BootSight>(word.fault()));
        } else if (const Result<void> cleared = m_link.clearStickyErrors();
                   !cleared.ok() && !isOnWires(cleared.fault())) {
            // A firmware may sleep, start its clocks or take the pins: only the time decides.
            return inStage(Stage::Boot, Result<BootSight>(cleared.fault()));
        }
    } while (sight.took < within);
    TRY(inStage(Stage::Boot, reconnect()));
    return sight;
}

} // namespace greenlight::target
