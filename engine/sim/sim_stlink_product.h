#pragma once

#include "engine/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::sim {

/// The probes of the family by what they are on USB (lsusb dumps in OpenOCD's documentation).
enum class ProbeModel : std::uint8_t {
    V2,       ///< 0483:3748, the stand-alone ST-LINK/V2
    V21,      ///< 0483:374B, on Nucleo and Discovery boards: mass storage and a serial port
    V21NoMsd, ///< 0483:3752
    V3E,      ///< 0483:374E
    V3Set,    ///< 0483:374F, with the bridge
    V3TwoVcp, ///< 0483:3753
    V3MiniE,  ///< 0483:3754
};

[[nodiscard]] std::uint16_t productId(ProbeModel model) noexcept;
[[nodiscard]] bool isHighSpeed(ProbeModel model) noexcept;
/// Bytes of one bulk packet on the command endpoints: 64 at full speed, 512 at high speed.
[[nodiscard]] std::size_t packetSize(ProbeModel model) noexcept;
/// The bulk OUT endpoint for commands and data: 0x02 on the V2, 0x01 on all others.
[[nodiscard]] std::uint8_t commandEndpoint(ProbeModel model) noexcept;
/// The bulk IN endpoint of replies.
inline constexpr std::uint8_t replyEndpoint = 0x81;
/// The bulk IN endpoint of SWO data, where nothing ever comes.
[[nodiscard]] std::uint8_t traceEndpoint(ProbeModel model) noexcept;

/// A firmware version as ST writes it.
struct ProbeFirmware {
    unsigned hardware = 2;    ///< 2 or 3
    unsigned debug = 39;      ///< J
    unsigned swim = 0;        ///< S
    unsigned massStorage = 0; ///< M
    unsigned bridge = 0;      ///< B

    /// "V2J39S7", "V2J45M30", "V3J10M3B2"; empty for anything else.
    static std::optional<ProbeFirmware> parse(std::string_view text);

    /// True from the version a feature came with, on either line.
    [[nodiscard]] bool since(unsigned v2, unsigned v3) const noexcept {
        return debug >= (hardware >= 3 ? v3 : v2);
    }
};

/// What is wrong with one particular probe. All of these are met on benches.
struct ProbeQuirks {
    /// The serial string holds twelve raw bytes instead of 24 digits (V2 firmware before J21).
    bool rawSerial = false;
    /// T_NRST is not wired to the connector (clones): DRIVE_NRST succeeds and does nothing.
    bool nrstNotConnected = false;
    /// The voltage measurement shows a reference of zero (clones).
    bool noVoltageReference = false;
    /// The first reply after the host opens the device is lost (data toggle out of step).
    bool losesFirstReply = false;
};

/// One probe as it lies on the table.
struct ProbeSpec {
    ProbeModel model = ProbeModel::V2;
    ProbeFirmware firmware{2, 39, 7, 0, 0};
    std::string serial = "50FF6F067871515131090367"; ///< 24 upper-case hexadecimal digits
    ProbeQuirks quirks{};

    /// The probe of the complaint that this product answers: a V2 with V2J39S7.
    static ProbeSpec v2(std::string serial);
    /// A Nucleo's V2-1 with V2J45M30.
    static ProbeSpec v21(std::string serial);
    /// A V3SET with V3J10M3B2.
    static ProbeSpec v3(std::string serial);
};

/// The costs of one command, fitted to published measurements (bus traces of a V2J24, OpenOCD logs
/// of V2 and V3 dumps): a block of n words with its status query takes two commands, n transfers
/// and the time of its bytes on USB.
struct ProbePace {
    Duration perCommand{};     ///< firmware and bus, for one command whose transfers are queued
    Duration frame{};          ///< a reply never completes sooner after its IN was submitted
    Duration perCommandOut{};  ///< the 16 bytes alone
    Duration perWord{};        ///< what the firmware adds to each transfer on the wires
    double bytesPerSecond = 1; ///< of data phases

    static ProbePace of(ProbeModel model) noexcept;
};

/// What the host can ask of endpoint 0; byte-exact descriptors.
struct ProbeDescriptors {
    std::vector<std::uint8_t> device;
    std::vector<std::uint8_t> configuration;
    std::vector<std::uint8_t> qualifier;            ///< empty at full speed: the request stalls
    std::vector<std::vector<std::uint8_t>> strings; ///< by index; 0 is the language list

    static ProbeDescriptors of(const ProbeSpec& spec);
};

} // namespace greenlight::sim
