#include "tests/usb/usb_tree.h"

#include "engine/base/check.h"
#include "tests/usb/preload_socket.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace greenlight::usb {

namespace fs = std::filesystem;

namespace {

// Root hub and hub as Linux shows them: class 9, one configuration with one interrupt endpoint.
constexpr std::array<std::uint8_t, 18> hubDevice{18,   1,    0x00, 0x02, 9,    0, 1, 64, 0x6B,
                                                 0x1D, 0x02, 0x00, 0x00, 0x06, 0, 0, 0,  1};
constexpr std::array<std::uint8_t, 25> hubConfiguration{9, 2, 25, 0, 1, 1, 0, 0xE0, 0, 9, 4, 0, 0,
                                                        1, 9, 0,  0, 0, 7, 5, 0x81, 3, 4, 0, 12};

/// Linux gives USB devices the character device number 189, 128 minors a bus.
constexpr unsigned usbMajor = 189;
constexpr unsigned minorsPerBus = 128;

unsigned busOf(const std::string& name) {
    // "1-1.2", or "usb1" for a root hub.
    const std::size_t start = name.starts_with("usb") ? 3 : 0;
    unsigned bus = 0;
    std::from_chars(name.data() + start, name.data() + name.size(), bus);
    return bus;
}

/// The hub that a device hangs on: "1-1.2" on "1-1", "1-1" on "usb1".
std::string parentOf(const std::string& name) {
    if (const std::size_t dot = name.rfind('.'); dot != std::string::npos) {
        return name.substr(0, dot);
    }
    return fmt::format("usb{}", busOf(name));
}

void put(const fs::path& file, std::string_view text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    CHECK(out.good());
}

std::string nodeName(unsigned bus, unsigned address) {
    return fmt::format("bus/usb/{:03}/{:03}", bus, address);
}

std::string_view textOf(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What precedes the properties of a udev event (systemd, sd-device's monitor).
struct EventHeader {
    std::array<char, 8> prefix{'l', 'i', 'b', 'u', 'd', 'e', 'v', '\0'};
    std::uint32_t magic = htonl(0xFEEDCAFE);
    std::uint32_t headerBytes = sizeof(EventHeader);
    std::uint32_t propertiesOffset = sizeof(EventHeader);
    std::uint32_t propertiesBytes = 0;
    std::uint32_t subsystemHash = 0;
    std::uint32_t deviceTypeHash = 0;
    std::uint32_t tagsHigh = 0;
    std::uint32_t tagsLow = 0;
};

static_assert(sizeof(EventHeader) == 40);

/// MurmurHash2 with seed 0, by which listeners filter events in the kernel.
std::uint32_t eventHash(std::string_view text) {
    constexpr std::uint32_t factor = 0x5BD1E995;
    auto hash = static_cast<std::uint32_t>(text.size());
    for (; text.size() >= 4; text.remove_prefix(4)) {
        std::uint32_t word = 0;
        std::memcpy(&word, text.data(), sizeof(word));
        word *= factor;
        word ^= word >> 24U;
        hash = hash * factor ^ word * factor;
    }
    for (std::size_t i = text.size(); i-- > 0;) {
        hash ^= static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) << 8U * i;
    }
    if (!text.empty()) {
        hash *= factor;
    }
    hash ^= hash >> 13U;
    hash *= factor;
    return hash ^ hash >> 15U;
}

} // namespace

UsbTree::UsbTree() {
    std::string pattern = (fs::temp_directory_path() / "greenlight-usb-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    m_folder = pattern;
    // A client may be somebody else, and hears of hotplug at a socket that it makes here.
    fs::permissions(m_folder, fs::perms::all);
    // The shape that libusb asks for before it believes in USB.
    for (const char* each : {"sys/bus/usb/devices", "sys/bus/usb/drivers", "sys/dev/char",
                             "sys/class", "dev/bus/usb", "dev/.node", "run/udev/data"}) {
        fs::create_directories(m_folder / each);
    }
}

UsbTree::~UsbTree() {
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

unsigned UsbTree::nextAddress(const probe::PortPath& port) {
    const std::scoped_lock lock(m_mutex);
    needParents(port.text());
    return ++m_lastAddress[busOf(port.text())];
}

fs::path UsbTree::socketOf(const probe::PortPath& port, unsigned address) {
    fs::path path = m_folder / "ioctl/dev" / nodeName(busOf(port.text()), address);
    fs::create_directories(path.parent_path());
    return path;
}

fs::path UsbTree::deviceFolder(const std::string& name) const {
    if (name.starts_with("usb")) {
        return fs::path("sys/devices/pci0000:00/0000:00:14.0") / name;
    }
    return deviceFolder(parentOf(name)) / name;
}

void UsbTree::link(const fs::path& to, const fs::path& at) const {
    // Relative, as the kernel's are: an absolute one would lead out of what the client sees.
    fs::create_directory_symlink(to.lexically_relative(at.parent_path()), m_folder / at);
}

void UsbTree::needParents(const std::string& name) {
    const std::string parent = parentOf(name);
    if (m_entries.contains(parent)) {
        return;
    }
    if (!parent.starts_with("usb")) {
        needParents(parent);
    }
    const unsigned bus = busOf(parent);
    const TreeDevice hub{.device = hubDevice,
                         .configuration = hubConfiguration,
                         .speed = "480",
                         .manufacturer = "Linux",
                         .product = "USB hub",
                         .serial = "",
                         .terminal = ""};
    write(parent, bus, ++m_lastAddress[bus], hub);
}

void UsbTree::write(const std::string& name, unsigned bus, unsigned address,
                    const TreeDevice& device) {
    const Entry entry{bus, address, deviceFolder(name), fs::path("dev") / nodeName(bus, address)};
    const fs::path folder = m_folder / entry.folder;
    fs::create_directories(folder);
    const unsigned minor = (bus - 1) * minorsPerBus + address - 1;
    const std::string number = fmt::format("{}:{}", usbMajor, minor);
    const auto word = [&device](std::size_t offset) {
        return fmt::format("{:02x}{:02x}\n", device.device[offset + 1], device.device[offset]);
    };
    put(folder / "uevent", fmt::format("MAJOR={}\nMINOR={}\nDEVNAME={}\nDEVTYPE=usb_device\n"
                                       "DRIVER=usb\nBUSNUM={:03}\nDEVNUM={:03}\n",
                                       usbMajor, minor, nodeName(bus, address), bus, address));
    put(folder / "descriptors",
        fmt::format("{}{}", textOf(device.device), textOf(device.configuration)));
    put(folder / "busnum", fmt::format("{}\n", bus));
    put(folder / "devnum", fmt::format("{}\n", address));
    put(folder / "dev", number + "\n");
    put(folder / "idVendor", word(8));
    put(folder / "idProduct", word(10));
    put(folder / "bcdDevice", word(12));
    put(folder / "bDeviceClass", fmt::format("{:02x}\n", device.device[4]));
    put(folder / "bConfigurationValue", "1\n");
    put(folder / "bNumConfigurations", "1\n");
    put(folder / "speed", device.speed + "\n");
    put(folder / "manufacturer", device.manufacturer + "\n");
    put(folder / "product", device.product + "\n");
    put(folder / "serial", device.serial + "\n");
    link("sys/bus/usb", entry.folder / "subsystem");
    link(entry.folder, fs::path("sys/bus/usb/devices") / name);
    link(entry.folder, fs::path("sys/dev/char") / number);

    const fs::path node = m_folder / entry.node;
    fs::create_directories(node.parent_path());
    fs::create_symlink(number,
                       m_folder / "dev/.node" / fmt::format("bus_usb_{:03}_{:03}", bus, address));
    if (device.terminal.empty()) {
        put(node, "");
    } else {
        fs::create_symlink(device.terminal, node);
    }
    m_entries[name] = entry;
}

unsigned UsbTree::addressOfHub(const probe::PortPath& hub) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(hub.text());
    CHECK(found != m_entries.end());
    return found->second.address;
}

void UsbTree::showHub(const probe::PortPath& hub, const std::string& terminal,
                      const std::string& speed) {
    const std::scoped_lock lock(m_mutex);
    const Entry& entry = m_entries.at(hub.text());
    put(m_folder / entry.folder / "speed", speed + "\n");
    fs::remove(m_folder / entry.node);
    fs::create_symlink(terminal, m_folder / entry.node);
}

void UsbTree::add(const probe::PortPath& port, unsigned address, const TreeDevice& device) {
    const std::scoped_lock lock(m_mutex);
    needParents(port.text());
    write(port.text(), busOf(port.text()), address, device);
    announce("add", m_entries[port.text()]);
}

void UsbTree::remove(const probe::PortPath& port, unsigned address) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(port.text());
    if (found == m_entries.end() || found->second.address != address) {
        return;
    }
    const Entry entry = found->second;
    m_entries.erase(found);
    const unsigned minor = (entry.bus - 1) * minorsPerBus + entry.address - 1;
    fs::remove(m_folder / "sys/bus/usb/devices" / port.text());
    fs::remove(m_folder / "sys/dev/char" / fmt::format("{}:{}", usbMajor, minor));
    fs::remove(m_folder / "dev/.node" /
               fmt::format("bus_usb_{:03}_{:03}", entry.bus, entry.address));
    fs::remove(m_folder / entry.node);
    // The socket stays: a client that is just opening the node would be aborted without it.
    fs::remove_all(m_folder / entry.folder);
    announce("remove", entry);
}

void UsbTree::announce(std::string_view action, const Entry& entry) const {
    static std::atomic<unsigned> sequence{0};
    // The path of the device as the client sees it, without the "sys" in front.
    const std::string path = entry.folder.string().substr(3);
    const unsigned minor = (entry.bus - 1) * minorsPerBus + entry.address - 1;
    std::string properties;
    for (const std::string& each :
         {fmt::format("ACTION={}", action), "DEVPATH=" + path, std::string("SUBSYSTEM=usb"),
          fmt::format("SEQNUM={}", ++sequence), "DEVNAME=/" + entry.node.string(),
          std::string("DEVTYPE=usb_device"), fmt::format("BUSNUM={:03}", entry.bus),
          fmt::format("DEVNUM={:03}", entry.address), fmt::format("MAJOR={}", usbMajor),
          fmt::format("MINOR={}", minor)}) {
        properties += each;
        properties += '\0';
    }
    EventHeader header;
    header.propertiesBytes = static_cast<std::uint32_t>(properties.size());
    header.subsystemHash = htonl(eventHash("usb"));
    header.deviceTypeHash = htonl(eventHash("usb_device"));
    std::string message(reinterpret_cast<const char*>(&header), sizeof(header));
    message += properties;

    for (const auto& each : fs::directory_iterator(m_folder)) {
        if (!each.path().filename().string().starts_with("event")) {
            continue;
        }
        const OwnedFd sender(socket(AF_UNIX, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        each.path().string().copy(address.sun_path, sizeof(address.sun_path) - 1);
        // Nobody listens any more at a socket that refuses; its client has ended.
        static_cast<void>(sendto(sender.get(), message.data(), message.size(), 0,
                                 reinterpret_cast<const sockaddr*>(&address), sizeof(address)));
    }
}

} // namespace greenlight::usb
