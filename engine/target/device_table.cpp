#include "engine/target/device.h"
#include "engine/target/devices/rows.h"

#include <algorithm>
#include <array>

namespace greenlight::target {

namespace {

std::vector<Device> joined() {
    std::vector<Device> all;
    // clang-format off
    const auto series = std::to_array<std::span<const Device>>({
        devices::c0(),
        devices::f0(),
        devices::f1(),
        devices::f2(),
        devices::f3(),
        devices::f4(),
        devices::f7(),
        devices::g0(),
        devices::g4(),
        devices::h5(),
        devices::h7(),
        devices::l0(),
        devices::l1(),
        devices::l4(),
        devices::l5(),
        devices::u0(),
        devices::u3(),
        devices::u5(),
        devices::wb(),
        devices::wba(),
        devices::wl(),
    });
    // clang-format on
    for (const std::span<const Device> each : series) {
        all.insert(all.end(), each.begin(), each.end());
    }
    std::ranges::sort(all, {}, &Device::devId);
    return all;
}

} // namespace

std::span<const Device> allDevices() noexcept {
    static const std::vector<Device> table = joined();
    return table;
}

} // namespace greenlight::target
