#pragma once

#include "engine/base/result.h"
#include "engine/probe/link.h"

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::probe {

/// Where a USB socket is, such as "1-1.2": bus, then the port at each hub on the way. Slots are
/// sockets, because probes get swapped and their serial numbers can be cloned.
class PortPath {
public:
    PortPath() = default;

    /// Reads "bus-port[.port...]" with 1 to 7 ports (USB 2.0, section 4.1.1: at most seven tiers)
    /// of 1 to 255; empty for anything else.
    static std::optional<PortPath> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

    [[nodiscard]] bool empty() const noexcept { return m_text.empty(); }

    friend bool operator==(const PortPath& a, const PortPath& b) noexcept = default;
    /// By bus, then port by port as numbers: 1-2 before 1-10.
    friend std::strong_ordering operator<=>(const PortPath& a, const PortPath& b) noexcept;

private:
    std::string m_text;
    std::vector<unsigned> m_numbers;
};

/// A probe as USB shows it, before anything is said to it.
struct ProbeSight {
    PortPath port{};
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    /// 24 upper-case hexadecimal digits for a proper ST-LINK; what could be read otherwise; may be
    /// empty, may be shared by clones. Evidence, never an address.
    std::string serial{};
    std::uint8_t deviceNumber = 0; ///< the address on its bus; changes with every plugging
};

/// The sockets of a station. Any thread may list; a link belongs to the thread that uses it.
class Bench {
public:
    Bench() = default;
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;
    Bench(Bench&&) = delete;
    Bench& operator=(Bench&&) = delete;
    virtual ~Bench() = default;

    /// Every ST-LINK that is plugged in, in port order. An empty list is not a fault.
    virtual Result<std::vector<ProbeSight>> list() = 0;

    /// Opens and claims the probe at this port. Faults: ProbeAbsent, UsbBusy, UsbPermission,
    /// UsbFailure, ProbeModeStuck for a probe that shows its firmware-update loader only.
    virtual Result<std::unique_ptr<Link>> open(const PortPath& port) = 0;
};

} // namespace greenlight::probe
