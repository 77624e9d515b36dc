#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace greenlight::base {

/// Where in an attempt a fault happened. The order is the order of a job.
enum class Stage : std::uint8_t {
    Prepare, ///< before the probe is touched: settings, recipe, image, serial
    Connect, ///< opening the probe, power, SWD, halt
    Identify,
    Compare, ///< what the flash holds already, where the recipe lets it stay
    Load,    ///< putting the resident loader into the chip's RAM
    Erase,
    Program,
    Verify,
    Boot,    ///< the new firmware runs and has to show itself
    Protect, ///< option bytes and read protection
    Release, ///< letting the chip run and leaving the probe clean
    Record,  ///< the journal
};

/// The stage's word in records and on the command line, such as "verify".
std::string_view name(Stage stage) noexcept;

/// The reverse of name(Stage); empty for a word that is no stage.
std::optional<Stage> stageNamed(std::string_view word) noexcept;

/// What can go wrong, each with a number that is for ever: it is written into records, so a retired
/// number is never given to another fault. The hundred says whose trouble it is: 1 the probe or its
/// USB, 2 the wires and the core, 3 the chip's identity, 4 the flash, 5 the proof, 6 protection,
/// 7 files, 8 the rules of the line, 9 the station itself.
enum class FaultCode : std::uint16_t {
    ProbeAbsent = 100,
    ProbeUnplugged = 101,
    UsbTimeout = 102,
    UsbStall = 103,
    UsbShortReply = 104,
    UsbLongReply = 105,
    UsbBusy = 106,
    UsbPermission = 107,
    UsbFailure = 108,
    ProbeFirmwareTooOld = 110,
    ProbeModeStuck = 111,
    ProbeUnknownCommand = 112,
    ProbeNonsense = 113,
    ProbeWrongSerial = 114,
    ProbeRefused = 115,

    TargetVoltage = 200,
    SwdNoAnswer = 201,
    SwdWait = 202,
    SwdFault = 203,
    SwdParity = 204,
    SwdFailure = 205,
    DebugPowerUp = 206,
    LinkUnstable = 207,
    AccessPort = 208,
    ResetFailed = 209,
    NotHalted = 210,
    RegisterTimeout = 211,
    CoreLockup = 212,
    Alignment = 213,
    SpeedRefused = 214,
    ClockNotReady = 215,

    DeviceUnknown = 300,
    DeviceImplausible = 301,
    DeviceMismatch = 302,
    FlashSizeImplausible = 303,
    UidImplausible = 304,
    UidChanged = 305,
    ReadProtected = 306,
    WriteProtected = 307,
    CloneSuspected = 308,
    CoreMismatch = 309,
    OptionsUnusual = 310,

    LoaderCorrupt = 400,
    LoaderNotStarted = 401,
    LoaderSilent = 402,
    LoaderCrashed = 403,
    FlashLocked = 404,
    EraseFailed = 405,
    EraseTimeout = 406,
    NotBlank = 407,
    ProgramFailed = 408,
    ProgramTimeout = 409,
    FlashProtected = 410,
    CountMismatch = 411,
    UploadCorrupt = 412,
    SupplyDip = 413,
    AlgorithmFailed = 414,
    AlgorithmStrayed = 415,

    DigestMismatch = 500,
    ReadbackMismatch = 501,
    SampleMismatch = 502,
    VerifierCorrupt = 503,
    NotVerified = 504,
    EvidenceIncomplete = 505,
    BootNotProven = 506,
    OutsideChanged = 507,
    DrillFound = 508,
    DrillNotRed = 509,

    OptionWriteFailed = 600,
    ProtectionNotEffective = 601,
    RegressionFailed = 602,

    FileUnreadable = 700,
    ImageSyntax = 701,
    ImageChecksum = 702,
    ImageTruncated = 703,
    ImageOverlap = 704,
    ImageOutsideDevice = 705,
    ImageEmpty = 706,
    FileTooLarge = 707,
    ImageHash = 708,
    LoaderFile = 709,
    LoaderDoesNotFit = 710,
    RecipeSyntax = 720,
    RecipeValue = 721,
    RecipeUnsigned = 722,
    RecipeSignature = 723,
    RecipeNotYetValid = 724,
    RecipeExpired = 725,
    RecipeSigners = 726,
    TrustUnreadable = 727,
    PatchTable = 728,

    SerialMissing = 800,
    SerialPattern = 801,
    SerialUsed = 802,
    UidOtherSerial = 803,
    BoardNotRemoved = 804,
    SlotBusy = 805,
    NoRecipe = 806,
    Aborted = 807,
    Interrupted = 808,
    SerialDoesNotFit = 809,
    SlotUnknown = 810,
    UnitAlreadyPassed = 811,
    NothingInSlot = 812,
    SerialsUsedUp = 813,
    SerialCheckDigit = 814,
    UnitDataMissing = 815,
    SlotQuarantined = 816,
    NotSignedIn = 820,
    PersonUnknown = 821,
    PinWrong = 822,
    PersonLocked = 823,
    NotAllowed = 824,
    PersonName = 825,
    PersonExists = 826,
    CredentialUnfit = 827,
    ReasonMissing = 828,
    NobodyLeft = 829,
    ImageRevoked = 830,
    LockNotAllowed = 831,
    GoldenBoardWanted = 832,
    GoldenBoard = 833,
    ScanUnmarked = 834,

    JournalWrite = 900,
    JournalCorrupt = 901,
    DiskFull = 902,
    SettingsSyntax = 903,
    SettingsValue = 904,
    JournalInUse = 905,
    StationKey = 906,
    NotReceipted = 907,
    PersonSecrets = 910,
    FileNotWritten = 915,
    Cancelled = 916,
    ExportMismatch = 917,
    CopyDiffers = 918,
    RecordsOlder = 919,
    RecordsArchived = 920,
    Internal = 999,
};

/// One failure as a value. Copyable, cheap when the note is short.
struct Fault {
    FaultCode code = FaultCode::Internal;
    Stage stage = Stage::Prepare;
    /// The chip's address it happened at, where one is known.
    std::optional<std::uint32_t> address{};
    /// The status byte the probe gave, where it gave one (ST-LINK protocol codes).
    std::optional<std::uint8_t> probeStatus{};
    /// What a person needs beyond the fixed sentence: "line 12", "expected 0x483, found 0x413".
    std::string note{};

    friend bool operator==(const Fault&, const Fault&) = default;
};

/// The stable word of a code, such as "swd-no-answer"; written into records beside the number.
std::string_view name(FaultCode code) noexcept;

/// The code of a word or number from a record; empty when this version does not know it.
std::optional<FaultCode> faultNamed(std::string_view word) noexcept;
std::optional<FaultCode> faultNumbered(unsigned number) noexcept;

/// Every code this version knows, in the order of their numbers.
std::span<const FaultCode> allFaultCodes() noexcept;

/// What an operator is told: what happened, and what to do with the board now.
struct Sentences {
    std::string happened;
    std::string doNow;
};

/// Plain English for an operator, the note and the address included in `happened`.
Sentences describe(const Fault& fault);

/// One line for a log: "swd-no-answer (201) while connecting: note [address 0x…, status 0x…]".
std::string toLogLine(const Fault& fault);

} // namespace greenlight::base

namespace greenlight {
using base::Fault;
using base::FaultCode;
using base::Stage;
} // namespace greenlight
