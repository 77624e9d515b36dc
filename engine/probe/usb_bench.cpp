#include "engine/probe/usb_bench.h"

#include "engine/probe/usb_link.h"

#include <algorithm>

namespace greenlight::probe {

std::string UsbBench::knownSerial(const ProbeSight& sight) const {
    const auto known = std::ranges::find_if(m_known, [&sight](const ProbeSight& other) {
        return other.port == sight.port && other.deviceNumber == sight.deviceNumber &&
               other.product == sight.product;
    });
    return known == m_known.end() ? std::string() : known->serial;
}

Result<std::vector<ProbeSight>> UsbBench::list() {
    const std::scoped_lock lock(m_mutex);
    if (m_context == nullptr) {
        m_context = TRY(openUsb());
    }
    std::vector<ProbeSight> found;
    TRY(visitProbes(m_context.get(), [&](libusb_device* device, const ProbeSight& sight) {
        found.push_back(sight);
        found.back().serial = knownSerial(sight);
        if (found.back().serial.empty()) {
            found.back().serial = readSerial(device);
        }
        return true;
    }));
    std::ranges::sort(found, {}, &ProbeSight::port);
    m_known = found;
    return found;
}

Result<std::unique_ptr<Link>> UsbBench::open(const PortPath& port) {
    return UsbLink::open(port, m_clock);
}

} // namespace greenlight::probe
