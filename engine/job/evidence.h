#pragma once

#include "engine/base/fault.h"
#include "engine/base/result.h"
#include "engine/base/sha256.h"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::job {

using Uid = std::array<std::uint8_t, 12>;
using Nonce = std::array<std::uint8_t, 32>;

/// How the programmed bytes are proven.
enum class VerifyMethod : std::uint8_t {
    Digest,   ///< the chip hashes nonce || every proven byte
    Readback, ///< every proven byte is read through the debug port
    Both,
};

std::string_view name(VerifyMethod method) noexcept;
std::optional<VerifyMethod> verifyMethodNamed(std::string_view word) noexcept;

/// How the bytes of a memory behind a loader are read for their proof.
enum class ReadWay : std::uint8_t {
    Mapped, ///< over the chip's bus, once the loader's Init has mapped the memory
    Loader, ///< by the loader's own function, into the chip's RAM
};

std::string_view name(ReadWay way) noexcept;
std::optional<ReadWay> readWayNamed(std::string_view word) noexcept;

/// Who the chip says it is.
struct ChipIdentity {
    std::string part{}; ///< the die's row in the device table, such as "STM32H72x/73x"
    std::uint32_t dpidr = 0;
    std::uint32_t cpuid = 0;
    std::uint16_t devId = 0;
    std::uint16_t revId = 0;
    std::optional<unsigned> flashKb{}; ///< absent where no register is known to tell it
    Uid uid{};
    std::optional<unsigned> rdpLevel{}; ///< likewise

    friend bool operator==(const ChipIdentity&, const ChipIdentity&) = default;
};

/// Which probe did it and how good the wires were.
struct ProbeEvidence {
    std::string port{};
    std::string serial{};
    std::string firmware{};
    unsigned clockKhz = 0;            ///< nominal setting in use
    std::vector<std::string> trail{}; ///< rungs of the connect ladder, in the order they were tried
    unsigned soakReads = 0;
    unsigned soakErrors = 0;
    std::uint64_t waitRetries = 0;
    std::uint64_t usbTransfers = 0;
    /// Times the USB port lost its power until the probe answered; absent when it never did.
    std::optional<std::uint64_t> powerCycles{};
};

/// Millivolts at the target's supply pin.
struct SupplyEvidence {
    unsigned lowLimit = 0;
    unsigned highLimit = 0;
    unsigned before = 0;
    unsigned lowest = 0; ///< of all samples while the flash was changed
    unsigned after = 0;
};

/// What was left as it was found, because the recipe allows it and it was right already: part of
/// what is proven and of no count of erased and programmed.
struct KeptEvidence {
    unsigned sectors = 0;
    std::uint32_t programBytes = 0; ///< of the plan's, in these sectors

    friend bool operator==(const KeptEvidence&, const KeptEvidence&) = default;
};

/// What was to be in the chip, fixed before the first erase.
struct PlanEvidence {
    std::string device{};           ///< what the recipe demands, such as "STM32H725"
    Digest planDigest{};            ///< SHA-256 over every proven byte in address order
    std::uint32_t imageBytes = 0;   ///< bytes of the firmware files and per-unit data
    std::uint32_t programBytes = 0; ///< with the padding to whole program units
    std::uint32_t provenBytes = 0;  ///< every byte of every erased sector
    unsigned sectors = 0;
    bool massErase = false;
    std::optional<KeptEvidence> kept{}; ///< absent where the recipe wants everything written
};

/// What the resident loader reported while it changed the flash.
struct FlashEvidence {
    bool loaderReadBack = false; ///< the loader's bytes were read back equal before it started
    unsigned sectorsErased = 0;
    std::uint32_t bytesBlankChecked = 0;
    std::uint32_t bytesProgrammed = 0;
};

/// What came back from the chip after a fresh reset with the core held.
struct VerifyEvidence {
    VerifyMethod method = VerifyMethod::Digest;
    bool resetSeen = false; ///< the chip itself reported the reset (S_RESET_ST)
    bool coreHeld = false;  ///< and that it was halted at its first instruction
    bool verifierReadBack = false;
    Nonce nonce{};
    std::uint32_t bytesDigested = 0;
    std::optional<Digest> expectedDigest{}; ///< computed by the host from the plan and the nonce
    std::optional<Digest> chipDigest{};     ///< computed by the chip
    std::uint32_t bytesReadBack = 0;
    std::optional<Digest> readbackDigest{}; ///< of what the debug port read, in address order
    bool vectorsMatch = false;              ///< the vector table, read through the debug port
    unsigned samples = 0;                   ///< random words read through the debug port
    unsigned sampleMismatches = 0;
};

/// The start of the new firmware, where the recipe asks for it.
struct BootEvidence {
    std::uint32_t address = 0; ///< of the word that shows it
    std::uint32_t mask = 0;
    std::uint32_t expected = 0;           ///< under the mask
    std::optional<std::uint32_t> found{}; ///< the whole word, as last read while the chip ran
    std::int64_t micros = 0;              ///< from the reset until it was seen or given up
};

/// An option byte that the recipe names, read back after the reload.
struct OptionEvidence {
    std::string name{};
    std::uint32_t wanted = 0;
    std::optional<std::uint32_t> found{};
};

/// Read protection, where the recipe asks for it.
struct ProtectEvidence {
    unsigned rdpDemanded = 0;
    std::optional<unsigned> rdpFound{};     ///< read back after the reload
    std::optional<bool> flashReadRefused{}; ///< the negative proof of level 1
    /// Of level 2: who allowed it and why, and that nobody answered on the wires afterwards.
    std::optional<std::string> allowedBy{};
    std::optional<bool> portSilent{};
};

/// Equal sectors in a row, as a loader describes its memory.
struct SectorsEvidence {
    std::uint32_t address = 0;
    std::uint32_t count = 0;
    std::uint32_t size = 0; ///< bytes
};

/// Somebody else's code for a memory, and what it says of that memory.
struct LoaderEvidence {
    std::string file{};
    Digest sha256{};
    std::string device{};
    unsigned type = 0;
    std::uint32_t address = 0;
    std::uint32_t size = 0;
    std::uint32_t pageBytes = 0;
    unsigned erasedByte = 0;
    std::vector<SectorsEvidence> sectors{};
};

/// A memory that was programmed by a loader of the recipe.
struct ExternalEvidence {
    LoaderEvidence loader{};
    PlanEvidence plan{};
    std::optional<FlashEvidence> flash{}; ///< without a blank check: the memory cannot be read then
    ReadWay readWay = ReadWay::Mapped;
    bool loadedAnew = false; ///< the loader, after the reset of the proof, and it did what it must
    std::optional<VerifyEvidence> verify{};
};

/// The chip's flash outside of the plan, which the code of a loader must have left alone.
struct OutsideEvidence {
    Nonce nonce{};
    std::uint32_t bytes = 0;
    std::optional<std::uint32_t> foreignBytes{}; ///< of another core, which nobody here can read
    std::optional<Digest> before{};              ///< computed by the chip before that code ran
    std::optional<Digest> after{};               ///< and in the verification
};

/// A chip that the table does not know, as the recipe describes it.
struct DescribedEvidence {
    std::uint16_t devId = 0;    ///< that the recipe demands of the chip
    std::uint16_t corePart = 0; ///< likewise, CPUID bits 15:4
    LoaderEvidence loader{};    ///< what programs its own flash, and whose word its size is
};

struct StageTime {
    Stage stage = Stage::Prepare;
    std::int64_t micros = 0;
};

/// Everything an attempt found out, in the order it found it. A verdict is computed from this and
/// from nothing else. Plain data; default constructed it proves nothing.
struct Evidence {
    ProbeEvidence probe{};
    SupplyEvidence supply{};
    std::optional<ChipIdentity> before{};
    std::optional<ChipIdentity> after{};          ///< read anew after the verify reset
    std::optional<DescribedEvidence> described{}; ///< absent for a chip of the table
    PlanEvidence plan{};
    std::optional<FlashEvidence> flash{};
    std::optional<VerifyEvidence> verify{};
    std::optional<std::vector<ExternalEvidence>> externals{}; ///< absent without such memories
    std::optional<OutsideEvidence> outside{}; ///< present where somebody else's code runs
    std::optional<BootEvidence> boot{};       ///< absent when the recipe asks for none
    std::optional<std::vector<OptionEvidence>> options{}; ///< absent when the recipe names none
    ProtectEvidence protect{};
    bool serialDemanded = false;
    std::string serial{};
    /// The first fault. It stays; what happens later cannot lift it.
    std::optional<Fault> fault{};
    /// What did not decide the verdict but belongs on the record (teardown trouble and the like).
    std::vector<std::string> warnings{};
    std::vector<StageTime> stages{};

    /// Keeps the first fault only; later ones become warnings.
    void latch(Fault later);
};

/// The exact fields of an Evidence as JSON: digests, nonce and UID in hexadecimal, integers as
/// numbers, absent optionals as null. toJson and fromJson are inverse.
nlohmann::ordered_json toJson(const Evidence& evidence);
/// Faults: JournalCorrupt with the field's name for anything missing or malformed.
Result<Evidence> evidenceFromJson(const nlohmann::ordered_json& json);

/// A UID as it is written everywhere: 24 upper-case hexadecimal digits, lowest address first.
std::string uidText(const Uid& uid);

/// The reverse of uidText(), in either case; empty for a text that is no UID.
std::optional<Uid> uidNamed(std::string_view text);

} // namespace greenlight::job
