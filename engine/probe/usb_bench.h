#pragma once

#include "engine/base/clock.h"
#include "engine/probe/bench.h"
#include "engine/probe/usb_device.h"

#include <mutex>
#include <vector>

namespace greenlight::probe {

/// The real sockets of this computer.
class UsbBench final : public Bench {
public:
    /// `clock` must outlive the bench and its links.
    explicit UsbBench(Clock& clock) noexcept : m_clock(clock) {}

    /// A serial number is read once per plugging, so that a probe at work is left alone. Faults:
    /// UsbFailure where the computer has no USB.
    Result<std::vector<ProbeSight>> list() override;
    Result<std::unique_ptr<Link>> open(const PortPath& port) override;

private:
    [[nodiscard]] std::string knownSerial(const ProbeSight& sight) const;

    Clock& m_clock;
    std::mutex m_mutex;
    UsbContext m_context;            ///< for listing only; made by the first list()
    std::vector<ProbeSight> m_known; ///< what the last list() found
};

} // namespace greenlight::probe
