#include "engine/sim/sim_stlink.h"

#include <algorithm>

namespace greenlight::sim {

namespace {

// USB 2.0, tables 9-4 and 9-5.
constexpr unsigned getStatus = 0;
constexpr unsigned clearFeature = 1;
constexpr unsigned setAddress = 5;
constexpr unsigned getDescriptor = 6;
constexpr unsigned getConfiguration = 8;
constexpr unsigned setConfiguration = 9;
constexpr unsigned getInterface = 10;
constexpr unsigned setInterface = 11;

constexpr unsigned deviceDescriptor = 1;
constexpr unsigned configurationDescriptor = 2;
constexpr unsigned stringDescriptor = 3;
constexpr unsigned qualifierDescriptor = 6;

constexpr std::uint8_t toEndpoint = 0x02;
constexpr std::uint8_t typeBits = 0x60;

} // namespace

UsbCompletion SimStLink::descriptor(unsigned kind, unsigned index, std::size_t length,
                                    Instant at) const {
    const std::vector<std::uint8_t>* found = nullptr;
    if (kind == deviceDescriptor) {
        found = &m_descriptors.device;
    } else if (kind == configurationDescriptor && index == 0) {
        found = &m_descriptors.configuration;
    } else if (kind == qualifierDescriptor && !m_descriptors.qualifier.empty()) {
        found = &m_descriptors.qualifier;
    } else if (kind == stringDescriptor && index < m_descriptors.strings.size()) {
        found = &m_descriptors.strings[index];
    }
    if (found == nullptr) {
        return {UsbCompletion::Kind::Stall, at};
    }
    // A short request cuts the transfer and leaves the length byte inside it alone.
    const auto part = static_cast<std::ptrdiff_t>(std::min(length, found->size()));
    return {UsbCompletion::Kind::Done, at, {found->begin(), found->begin() + part}};
}

UsbCompletion SimStLink::handleControl(const std::array<std::uint8_t, 8>& setup, Instant at) {
    using Kind = UsbCompletion::Kind;
    const Instant end = at + m_pace.frame;
    if (m_lockedUp) {
        return {};
    }
    if ((setup[0] & typeBits) != 0) {
        return {Kind::Stall, end};
    }
    const unsigned value = get16(setup, 2);
    const std::size_t length = get16(setup, 6);
    const std::ptrdiff_t one = length == 0 ? 0 : 1;
    const std::vector<std::uint8_t> zeros(std::min<std::size_t>(length, 2), 0);
    switch (setup[1]) {
    case getDescriptor:
        return descriptor(value >> 8, value & 0xFFU, length, end);
    case getStatus:
        return {Kind::Done, end, zeros};
    case getConfiguration:
        return {Kind::Done, end,
                std::vector<std::uint8_t>(static_cast<std::size_t>(one), m_configuration)};
    case getInterface:
        return {Kind::Done, end, {zeros.begin(), zeros.begin() + one}};
    case setConfiguration:
        if (value > 1) {
            return {Kind::Stall, end};
        }
        m_configuration = static_cast<std::uint8_t>(value);
        return {Kind::Done, end};
    case clearFeature:
        if (setup[0] == toEndpoint && setup[4] == replyEndpoint) {
            m_replyHalted = false;
        }
        return {Kind::Done, end};
    case setAddress:
    case setInterface:
        return {value == 0 || setup[1] == setAddress ? Kind::Done : Kind::Stall, end};
    default:
        return {Kind::Stall, end};
    }
}

} // namespace greenlight::sim
