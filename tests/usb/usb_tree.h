#pragma once

#include "engine/probe/bench.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::usb {

/// What the kernel shows of one USB device in /sys.
struct TreeDevice {
    std::span<const std::uint8_t> device{};        ///< device descriptor
    std::span<const std::uint8_t> configuration{}; ///< configuration descriptor, whole
    std::string speed{};                           ///< "12" or "480"
    std::string manufacturer{};
    std::string product{};
    std::string serial{};
    std::string terminal{}; ///< the terminal that stands for the device node
};

/// The /sys and /dev of a computer with USB in a temporary folder, as libumockdev-preload shows it
/// to its clients; root hubs and hubs are made where a port path needs them. Any thread.
class UsbTree {
public:
    UsbTree();
    UsbTree(const UsbTree&) = delete;
    UsbTree& operator=(const UsbTree&) = delete;
    UsbTree(UsbTree&&) = delete;
    UsbTree& operator=(UsbTree&&) = delete;
    ~UsbTree();

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder; }

    /// The next free address on the bus of this port.
    unsigned nextAddress(const probe::PortPath& port);
    /// Where the preload library looks for the ioctl socket of this device.
    [[nodiscard]] std::filesystem::path socketOf(const probe::PortPath& port, unsigned address);
    /// The address of a hub; some device must have been given an address below it (CHECK).
    unsigned addressOfHub(const probe::PortPath& hub);
    /// Gives it a speed ("480" or "5000") and a node that can be opened.
    void showHub(const probe::PortPath& hub, const std::string& terminal, const std::string& speed);
    /// Shows a device and tells everybody who listens for hotplug.
    void add(const probe::PortPath& port, unsigned address, const TreeDevice& device);
    /// The opposite; does nothing when this device is not there any more, whatever is now.
    void remove(const probe::PortPath& port, unsigned address);

private:
    struct Entry {
        unsigned bus = 0;
        unsigned address = 0;
        std::filesystem::path folder{}; ///< below m_folder
        std::filesystem::path node{};   ///< below m_folder
    };

    void needParents(const std::string& name);
    void write(const std::string& name, unsigned bus, unsigned address, const TreeDevice& device);
    void link(const std::filesystem::path& to, const std::filesystem::path& at) const;
    void announce(std::string_view action, const Entry& entry) const;
    [[nodiscard]] std::filesystem::path deviceFolder(const std::string& name) const;

    std::filesystem::path m_folder;
    std::mutex m_mutex;
    std::map<std::string, Entry> m_entries;
    std::map<unsigned, unsigned> m_lastAddress;
};

} // namespace greenlight::usb
