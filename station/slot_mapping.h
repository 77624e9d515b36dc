#pragma once

#include "engine/job/gang.h"
#include "engine/probe/bench.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::station {

/// A socket with a probe at one moment.
struct SocketSeen {
    probe::PortPath port{};
    std::string probeSerial{};
    std::uint8_t deviceNumber = 0; ///< changes with every plugging
    std::uint64_t boards = 0;      ///< how often a board was put in there, as far as that is known
};

/// Finds out which socket is which slot, by asking for one slot after the other until somebody
/// moves something there: a probe that is plugged in, or a board that is put in. Nothing is
/// guessed: two at once are none, and a socket that has its slot is told apart. One thread at a
/// time.
class SlotMapping {
public:
    /// What the last look has given.
    enum class Answer : std::uint8_t {
        Nothing, ///< nothing has moved
        Found,   ///< the slot that was asked for has its socket
        Several, ///< more than one has moved at once
        Taken,   ///< the socket that moved is a slot's already: slotOf()
    };

    /// `names` are the slots in the order in which they are asked for.
    explicit SlotMapping(std::vector<std::string> names);

    /// Takes in what is plugged in now. The first look only says from where on things move.
    Answer look(const std::vector<SocketSeen>& sockets);

    /// The slot that is asked for; none once all have their sockets.
    [[nodiscard]] std::optional<std::size_t> asked() const;

    /// The slots that have their sockets, in their order.
    [[nodiscard]] const std::vector<job::SlotPlace>& places() const noexcept { return m_places; }

    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return m_names; }

    /// The slot that was told apart by the last look; empty without one.
    [[nodiscard]] const std::string& slotOf() const noexcept { return m_slotOf; }

    /// The last slot that got its socket is asked for again.
    void takeBack();

private:
    struct Known {
        std::uint8_t deviceNumber = 0;
        std::uint64_t boards = 0;
    };

    std::vector<std::string> m_names;
    std::vector<job::SlotPlace> m_places;
    std::optional<std::map<probe::PortPath, Known>> m_known;
    std::string m_slotOf;
};

} // namespace greenlight::station
