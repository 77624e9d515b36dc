#include "engine/target/device.h"
#include "engine/target/devices/rows.h"

#include <algorithm>

namespace greenlight::target {

namespace {

std::vector<Device> joined() {
    std::vector<Device> all;
    for (const std::span<const Device> series :
         {devices::f0(), devices::f1(), devices::f2(), devices::f3(), devices::f4(), devices::f7(),
          devices::g4(), devices::h7(), devices::l4()}) {
        all.insert(all.end(), series.begin(), series.end());
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
