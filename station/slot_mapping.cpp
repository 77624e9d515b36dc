#include "station/slot_mapping.h"

#include <algorithm>
#include <utility>

namespace greenlight::station {

SlotMapping::SlotMapping(std::vector<std::string> names) : m_names(std::move(names)) {}

SlotMapping::Answer SlotMapping::look(const std::vector<SocketSeen>& sockets) {
    std::map<probe::PortPath, Known> now;
    std::vector<const SocketSeen*> moved;
    for (const SocketSeen& socket : sockets) {
        now[socket.port] = {socket.deviceNumber, socket.boards};
        if (!m_known) {
            continue;
        }
        const auto before = m_known->find(socket.port);
        // A count that fell is one that began anew, and nobody put a board in.
        if (before == m_known->end() || before->second.deviceNumber != socket.deviceNumber ||
            socket.boards > before->second.boards) {
            moved.push_back(&socket);
        }
    }
    m_known = std::move(now);
    m_slotOf.clear();
    if (moved.empty() || !asked()) {
        return Answer::Nothing;
    }
    if (moved.size() > 1) {
        return Answer::Several;
    }
    const auto taken = std::ranges::find(m_places, moved.front()->port, &job::SlotPlace::port);
    if (taken != m_places.end()) {
        m_slotOf = taken->name;
        return Answer::Taken;
    }
    m_places.push_back({.name = m_names.at(m_places.size()), .port = moved.front()->port});
    m_slotOf = m_places.back().name;
    return Answer::Found;
}

std::optional<std::size_t> SlotMapping::asked() const {
    return m_places.size() < m_names.size() ? std::optional(m_places.size()) : std::nullopt;
}

void SlotMapping::takeBack() {
    if (!m_places.empty()) {
        m_places.pop_back();
    }
    m_slotOf.clear();
}

} // namespace greenlight::station
