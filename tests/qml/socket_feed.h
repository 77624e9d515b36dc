#pragma once

#include "engine/probe/bench.h"

#include <mutex>
#include <optional>
#include <vector>

namespace greenlight::station::view {

/// Sockets whose probes are plugged by hand. Nothing can be opened there.
class SocketFeed final : public probe::Bench {
public:
    void plug(const char* port, std::uint8_t number, std::uint16_t product = 0x374B) {
        const std::scoped_lock lock(m_mutex);
        m_sights.push_back({.port = probe::PortPath::parse(port).value(),
                            .vendor = 0x0483,
                            .product = product,
                            .serial = "066BFF515255827187" + std::to_string(100000 + number),
                            .deviceNumber = number});
    }

    void pull(const char* port) {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_sights, [port](const auto& sight) { return sight.port.text() == port; });
    }

    void fail(std::optional<Fault> fault) {
        const std::scoped_lock lock(m_mutex);
        m_fault = std::move(fault);
    }

    Result<std::vector<probe::ProbeSight>> list() override {
        const std::scoped_lock lock(m_mutex);
        if (m_fault) {
            return *m_fault;
        }
        return m_sights;
    }

    Result<std::unique_ptr<probe::Link>> open(const probe::PortPath&) override {
        return Fault{.code = FaultCode::ProbeAbsent};
    }

private:
    std::mutex m_mutex; // guards the rest: the page looks on another thread
    std::vector<probe::ProbeSight> m_sights;
    std::optional<Fault> m_fault;
};

} // namespace greenlight::station::view
