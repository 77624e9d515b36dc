#pragma once

#include "engine/base/clock.h"

#include <chrono>
#include <optional>

namespace greenlight::job {

/// Tells from looks at an idle slot that a board was put in: the slot was seen empty, and since
/// then contact has closed and stayed. A contact that bounces is neither a board that left nor one
/// that came. One thread.
class Arrival {
public:
    /// Contact is open for this long, in two looks at least, before a slot counts as empty.
    static constexpr Duration emptyFor = std::chrono::milliseconds(500);
    /// And closed for this long, in two looks at least, before a board counts as put in.
    static constexpr Duration steadyFor = std::chrono::milliseconds(300);

    /// Takes in one look. True as long as a board sits still that nobody has taken yet.
    bool look(bool contact, Instant now);

    /// The board is taken, or nobody knows any more what is in the slot: it has to be seen empty
    /// before the next one.
    void forget();

private:
    /// A state of the contact that has lasted.
    struct Run {
        bool closed = false;
        Instant since{};
        unsigned looks = 0;
    };

    std::optional<Run> m_run;
    bool m_empty = false; ///< the slot was seen empty, and no board was taken since
};

} // namespace greenlight::job
