#include "engine/base/check.h"
#include "engine/sim/sim_stlink_product.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace greenlight::sim {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t bulk = 2;
constexpr std::uint8_t interrupt = 3;

void append(Bytes& bytes, std::initializer_list<unsigned> values) {
    for (const unsigned value : values) {
        bytes.push_back(static_cast<std::uint8_t>(value));
    }
}

/// A configuration descriptor under construction (USB 2.0, section 9.6).
class Configuration {
public:
    Configuration(unsigned attributes, unsigned milliamperes, unsigned name) {
        append(m_bytes, {9, 2, 0, 0, 0, 1, name, attributes, milliamperes / 2});
    }

    void interface(unsigned endpoints, std::array<unsigned, 3> type, unsigned name) {
        append(m_bytes, {9, 4, m_bytes[4]++, 0, endpoints, type[0], type[1], type[2], name});
    }

    void endpoint(unsigned address, std::uint8_t type, unsigned size, unsigned interval = 0) {
        append(m_bytes, {7, 5, address, type, size & 0xFFU, size >> 8, interval});
    }

    /// An interface association and a communication port: control and data interfaces (CDC 1.1).
    void serialPort(const std::array<unsigned, 3>& endpoints, std::array<unsigned, 2> notify,
                    std::array<unsigned, 2> sizes, std::array<unsigned, 2> names) {
        const unsigned control = m_bytes[4];
        append(m_bytes, {8, 0x0B, control, 2, 2, 2, 1, names[0]});
        interface(1, {2, 2, 1}, names[0]);
        append(m_bytes, {5, 0x24, 0, 0x10, 1});
        append(m_bytes, {5, 0x24, 1, 0, control + 1});
        append(m_bytes, {4, 0x24, 2, 2});
        append(m_bytes, {5, 0x24, 6, control, control + 1});
        endpoint(endpoints[0], interrupt, notify[0], notify[1]);
        interface(2, {0x0A, 0, 0}, names[1]);
        endpoint(endpoints[1], bulk, sizes[0]);
        endpoint(endpoints[2], bulk, sizes[1]);
    }

    void massStorage(unsigned name, unsigned size) {
        interface(2, {8, 6, 0x50}, name);
        endpoint(0x83, bulk, size);
        endpoint(0x03, bulk, size);
    }

    Bytes finish() {
        m_bytes[2] = static_cast<std::uint8_t>(m_bytes.size());
        m_bytes[3] = static_cast<std::uint8_t>(m_bytes.size() >> 8);
        return std::move(m_bytes);
    }

private:
    Bytes m_bytes;
};

Bytes configurationV2(ProbeModel model) {
    constexpr std::array<unsigned, 3> vendor{0xFF, 0xFF, 0xFF};
    Configuration made(0x80, model == ProbeModel::V21NoMsd ? 300 : 100, 0);
    made.interface(3, vendor, 4);
    made.endpoint(0x81, bulk, 64);
    made.endpoint(commandEndpoint(model), bulk, 64);
    made.endpoint(traceEndpoint(model), bulk, model == ProbeModel::V2 ? 64 : 32);
    if (model == ProbeModel::V21) {
        made.massStorage(5, 64);
        made.serialPort({0x84, 0x05, 0x85}, {2, 255}, {8, 16}, {6, 7});
    } else if (model == ProbeModel::V21NoMsd) {
        made.serialPort({0x84, 0x05, 0x85}, {8, 16}, {64, 64}, {6, 7});
    }
    return made.finish();
}

Bytes configurationV3(ProbeModel model) {
    constexpr std::array<unsigned, 3> vendor{0xFF, 0xFF, 0xFF};
    constexpr unsigned size = 512;
    Configuration made(0x80, model == ProbeModel::V3TwoVcp ? 300 : 500, 4);
    made.interface(3, vendor, 5);
    made.endpoint(0x81, bulk, size);
    made.endpoint(0x01, bulk, size);
    made.endpoint(0x82, bulk, size);
    if (model == ProbeModel::V3E || model == ProbeModel::V3Set) {
        made.massStorage(6, size);
    }
    made.serialPort({0x84, 0x05, 0x85}, {10, 16}, {size, size}, {7, 8});
    if (model == ProbeModel::V3Set || model == ProbeModel::V3TwoVcp) {
        made.interface(2, vendor, 9);
        made.endpoint(0x86, bulk, size);
        made.endpoint(0x06, bulk, size);
    }
    if (model == ProbeModel::V3TwoVcp) {
        made.serialPort({0x83, 0x07, 0x87}, {10, 16}, {size, size}, {10, 11});
    }
    return made.finish();
}

Bytes stringDescriptor(std::string_view text) {
    Bytes bytes;
    append(bytes, {static_cast<unsigned>(2 + 2 * text.size()), 3});
    for (const char letter : text) {
        append(bytes, {static_cast<unsigned char>(letter), 0});
    }
    return bytes;
}

unsigned hexDigit(char digit) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto found = digits.find(digit);
    CHECK(found != std::string_view::npos);
    return static_cast<unsigned>(found);
}

Bytes serialDescriptor(const ProbeSpec& spec) {
    if (!spec.quirks.rawSerial) {
        return stringDescriptor(spec.serial);
    }
    std::string raw;
    for (std::size_t index = 0; index + 1 < spec.serial.size(); index += 2) {
        raw +=
            static_cast<char>(hexDigit(spec.serial[index]) << 4 | hexDigit(spec.serial[index + 1]));
    }
    return stringDescriptor(raw);
}

std::vector<std::string_view> interfaceNames(ProbeModel model) {
    switch (model) {
    case ProbeModel::V2:
        return {"ST Link"};
    case ProbeModel::V21:
    case ProbeModel::V21NoMsd:
        return {"ST-Link Debug", "ST-Link mass storage", "ST-Link VCP Ctrl", "ST-Link VCP Data"};
    default:
        return {"Default Config",   "ST-Link Debug",  "ST-Link mass storage", "ST-Link VCP Ctrl",
                "ST-Link VCP Data", "ST-Link Bridge", "ST-Link VCP2 Ctrl",    "ST-Link VCP2 Data"};
    }
}

} // namespace

ProbeDescriptors ProbeDescriptors::of(const ProbeSpec& spec) {
    const bool composite = spec.model != ProbeModel::V2;
    const unsigned product = productId(spec.model);
    ProbeDescriptors made;
    append(made.device, {18, 1, 0x00, 0x02});
    append(made.device, {composite ? 0xEFU : 0U, composite ? 2U : 0U, composite ? 1U : 0U, 64});
    append(made.device, {0x83, 0x04, product & 0xFFU, product >> 8, 0x00, 0x01, 1, 2, 3, 1});
    if (isHighSpeed(spec.model)) {
        made.configuration = configurationV3(spec.model);
        append(made.qualifier, {10, 6, 0x00, 0x02, 0, 0, 0, 64, 1, 0});
    } else {
        made.configuration = configurationV2(spec.model);
    }
    made.strings.push_back({4, 3, 0x09, 0x04});
    made.strings.push_back(stringDescriptor("STMicroelectronics"));
    made.strings.push_back(
        stringDescriptor(isHighSpeed(spec.model) ? "STLINK-V3" : "STM32 STLink"));
    made.strings.push_back(serialDescriptor(spec));
    for (const std::string_view name : interfaceNames(spec.model)) {
        made.strings.push_back(stringDescriptor(name));
    }
    return made;
}

} // namespace greenlight::sim
