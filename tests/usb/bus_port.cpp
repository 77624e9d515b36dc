#include "tests/usb/bus_port.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace greenlight::usb {

void BusPort::advanceTo(Instant moment) { m_now = std::max(m_now, moment); }

void BusPort::unplug() {
    m_unplugged = true;
    endAllWaiting(-ENODEV);
    pulled();
}

void BusPort::endAllWaiting(int status) {
    for (Urb& urb : m_waiting) {
        end(urb, status, m_now);
    }
    m_waiting.clear();
}

void BusPort::end(Urb& urb, int status, Instant complete) {
    urb.status = status;
    urb.complete = complete;
    m_ended.push_back(std::move(urb));
}

std::optional<Urb> BusPort::collect(std::uint64_t client) {
    const auto found = std::ranges::find_if(m_ended, [&](const Urb& urb) {
        return urb.client == client && (m_pace == Pace::Swift || urb.complete <= m_now);
    });
    if (found == m_ended.end()) {
        return std::nullopt;
    }
    Urb urb = std::move(*found);
    m_ended.erase(found);
    advanceTo(urb.complete);
    return urb;
}

std::optional<Instant> BusPort::nextCollection() const {
    if (m_ended.empty()) {
        return std::nullopt;
    }
    if (m_pace == Pace::Swift) {
        return m_now;
    }
    return std::ranges::min_element(m_ended, {}, &Urb::complete)->complete;
}

void BusPort::forget(std::uint64_t client) {
    const auto theirs = [client](const Urb& urb) { return urb.client == client; };
    m_waiting.remove_if(theirs);
    std::erase_if(m_ended, theirs);
}

} // namespace greenlight::usb
