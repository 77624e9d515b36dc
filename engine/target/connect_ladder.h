#pragma once

#include "engine/target/connect.h"

#include <string>

namespace greenlight::target {

/// How long nRST is held: a line with a capacitor and a strong pull-up needs milliseconds to fall
/// and to rise. What is done meanwhile counts.
inline constexpr Duration resetHold = std::chrono::milliseconds(20);

/// Until a line that is driven low is low: the probe pulls a thousand times stronger than any
/// pull-up, so that even 100 nF are empty by then.
inline constexpr Duration resetFall = std::chrono::milliseconds(2);

/// The climb from a probe with a board somewhere behind it to a chip that stands still. Lives for
/// one connect() or one reconnect().
class Target::Ladder {
public:
    Ladder(Target& target, Trail& trail) noexcept : m_target(target), m_trail(trail) {}

    /// Supply, clock, reset, halt, recognition, soak; on trouble with a slower clock.
    Result<void> climb();

    /// One way to a halted chip at the clock that is set, up to the proof that it stands still.
    Result<void> attempt(ConnectMode mode);

private:
    Result<void> climbOnce();
    Result<void> underReset();
    Result<void> running();
    Result<void> resetByRequest();
    Result<void> enter();
    Result<void> openDebugBlock();
    Result<void> setClock(unsigned kilohertz);

    /// Notes what was tried and what came of it, and hands the result on.
    Result<void> rung(std::string what, Result<void> result);

    Target& m_target;
    Trail& m_trail;
};

} // namespace greenlight::target
