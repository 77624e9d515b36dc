#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace greenlight::probe {

/// What a probe says about its own firmware, decoded from GET_VERSION and GET_VERSION_EX.
struct FirmwareVersion {
    unsigned hardware = 0;    ///< 1 V1, 2 V2 and V2-1, 3 V3, 4 V3PWR
    unsigned debug = 0;       ///< "J": JTAG/SWD; 0 = the firmware cannot debug
    unsigned swim = 0;        ///< "S"
    unsigned massStorage = 0; ///< "M"
    unsigned bridge = 0;      ///< "B"
    unsigned power = 0;       ///< "P"
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;

    /// As ST writes it: "V2J39S7", "V2J45M30", "V3J10M3B2".
    [[nodiscard]] std::string text() const;

    friend bool operator==(const FirmwareVersion&, const FirmwareVersion&) = default;
};

/// What follows from a firmware version, derived once; nothing else ever compares versions.
struct Capabilities {
    bool highSpeed = false;         ///< USB high speed: a V3
    bool listedClocks = false;      ///< V3 clock list (62/61) instead of a divisor (43)
    bool mustOpenAp = false;        ///< INIT_AP before any access (V2J37, V3J7)
    bool canOpenAp = false;         ///< V2J28, V3
    bool statusWithAddress = false; ///< GETLASTRWSTATUS2 (V2J15, V3)
    bool memory16 = false;          ///< V2J26, V3
    bool dapRegisters = false;      ///< V2J24, V3
    bool bankedDp = false;          ///< V2J32, V3J2
    bool cswArgument = false;       ///< V2J32, V3J2
    bool reEnterKeepsReset = false; ///< a second ENTER without EXIT keeps nRST (V3J5)
    std::size_t maxRead = 6144;     ///< bytes of one 32/16-bit read block
    std::size_t maxWrite = 6144;    ///< bytes of one 32/16-bit write block
    std::size_t maxBytes = 64;      ///< bytes of one 8-bit block
    std::size_t autoIncrement = 0;  ///< split blocks at this boundary; 0 = firmware copes

    static Capabilities of(const FirmwareVersion& version);
};

/// Decodes the six bytes of GET_VERSION. For hardware 3 and later only `hardware`, `vendor` and
/// `product` are known from it; the rest is in GET_VERSION_EX. Faults: ProbeNonsense for a reply
/// that no ST-LINK gives.
Result<FirmwareVersion> parseVersion(std::span<const std::uint8_t> reply);

/// Decodes the twelve bytes of GET_VERSION_EX. Faults: ProbeNonsense.
Result<FirmwareVersion> parseVersionExtended(std::span<const std::uint8_t> reply);

/// Whether this firmware can do what the station needs: DAP registers and long reads without holes
/// (V2J24; older firmware leaves 64-byte holes of zeros), and a V3 that survives a change of
/// protocol (V3J3; V3J2 locks up). Faults: ProbeFirmwareTooOld.
Result<void> requireUsable(const FirmwareVersion& version);

} // namespace greenlight::probe
