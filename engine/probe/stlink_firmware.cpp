#include "engine/probe/stlink_firmware.h"

#include "engine/probe/bytes.h"
#include "engine/probe/stlink_product.h"

#include <fmt/format.h>

namespace greenlight::probe {

namespace {

constexpr std::size_t versionBytes = 6;
constexpr std::size_t versionExtendedBytes = 12;
constexpr unsigned newestHardware = 4;

constexpr unsigned oldestUsableV2 = 24;
constexpr unsigned oldestUsableV3 = 3;

/// The STM8-only flavour of the V2-1 firmware swaps the two fields and has no debug part; it can
/// only be told by its numbers.
bool isStm8Only(std::uint16_t product, unsigned first, unsigned second) {
    const bool affected = product == 0x374B || product == 0x3752;
    const bool byNumbers =
        (first <= 22 && second == 7) || (first >= 25 && second >= 7 && second <= 12);
    return affected && byNumbers;
}

Result<void> requireSane(const FirmwareVersion& version) {
    if (version.vendor != stVendor) {
        return Fault{.code = FaultCode::ProbeNonsense,
                     .note = fmt::format("version reply names vendor {:04x}", version.vendor)};
    }
    if (version.hardware == 0 || version.hardware > newestHardware) {
        return Fault{.code = FaultCode::ProbeNonsense,
                     .note = fmt::format("hardware version {} is not known", version.hardware)};
    }
    return {};
}

} // namespace

std::string FirmwareVersion::text() const {
    std::string text = fmt::format("V{}J{}", hardware, debug);
    if (hardware < 3) {
        text += hasMassStorageVersion(product) ? fmt::format("M{}", massStorage)
                                               : fmt::format("S{}", swim);
        return text;
    }
    const auto append = [&text](char letter, unsigned number) {
        if (number != 0) {
            text += fmt::format("{}{}", letter, number);
        }
    };
    append('M', massStorage);
    append('B', bridge);
    append('S', swim);
    append('P', power);
    return text;
}

Capabilities Capabilities::of(const FirmwareVersion& version) {
    Capabilities can;
    const unsigned j = version.debug;
    if (version.hardware >= 3) {
        // A V3PWR counts its J from one again but started with everything a V3 had by then.
        const bool superset = version.hardware > 3;
        can.highSpeed = true;
        can.listedClocks = true;
        can.canOpenAp = true;
        can.statusWithAddress = true;
        can.memory16 = true;
        can.dapRegisters = true;
        can.mustOpenAp = superset || j >= 7;
        can.bankedDp = superset || j >= 2;
        can.cswArgument = superset || j >= 2;
        can.reEnterKeepsReset = superset || j >= 5;
        // 512 bytes can be written from J6 on, but reads above 255 have been seen to fail on J7.
        can.maxBytes = superset || j >= 6 ? 128 : 64;
        return can;
    }
    can.statusWithAddress = j >= 15;
    can.dapRegisters = j >= 24;
    can.memory16 = j >= 26;
    can.canOpenAp = j >= 28;
    can.bankedDp = j >= 32;
    can.cswArgument = j >= 32;
    can.mustOpenAp = j >= 37;
    // The debug port's address counter is only sure to carry through ten bits (ARM IHI 0031,
    // 7.2.2), and firmware of about J24 and older does not reload it on the way.
    can.autoIncrement = j < 26 ? 1024 : 0;
    return can;
}

Result<FirmwareVersion> parseVersion(std::span<const std::uint8_t> reply) {
    if (reply.size() != versionBytes) {
        return Fault{.code = FaultCode::ProbeNonsense, .note = "version reply of wrong length"};
    }
    const unsigned word = (static_cast<unsigned>(reply[0]) << 8U) | reply[1];
    const unsigned first = (word >> 6U) & 0x3FU;
    const unsigned second = word & 0x3FU;
    FirmwareVersion version;
    version.hardware = word >> 12U;
    version.vendor = takeU16(reply, 2);
    version.product = takeU16(reply, 4);
    TRY(requireSane(version));
    if (version.hardware >= 3) {
        return version;
    }
    if (isStm8Only(version.product, first, second)) {
        version.massStorage = first;
        version.swim = second;
        return version;
    }
    version.debug = first;
    (hasMassStorageVersion(version.product) ? version.massStorage : version.swim) = second;
    return version;
}

Result<FirmwareVersion> parseVersionExtended(std::span<const std::uint8_t> reply) {
    if (reply.size() != versionExtendedBytes) {
        return Fault{.code = FaultCode::ProbeNonsense, .note = "version reply of wrong length"};
    }
    FirmwareVersion version;
    version.hardware = reply[0];
    version.swim = reply[1];
    version.debug = reply[2];
    version.massStorage = reply[3];
    version.bridge = reply[4];
    version.power = reply[5];
    version.vendor = takeU16(reply, 8);
    version.product = takeU16(reply, 10);
    TRY(requireSane(version));
    if (version.hardware < 3) {
        return Fault{.code = FaultCode::ProbeNonsense,
                     .note = "extended version from hardware that has none"};
    }
    return version;
}

Result<void> requireUsable(const FirmwareVersion& version) {
    const bool usable = version.hardware == 4 ||
                        (version.hardware == 3 && version.debug >= oldestUsableV3) ||
                        (version.hardware == 2 && version.debug >= oldestUsableV2);
    if (usable) {
        return {};
    }
    return Fault{.code = FaultCode::ProbeFirmwareTooOld,
                 .note = fmt::format("{}, at least V2J{} or V3J{} is needed", version.text(),
                                     oldestUsableV2, oldestUsableV3)};
}

} // namespace greenlight::probe
