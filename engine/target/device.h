#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace greenlight::target {

enum class Family : std::uint8_t {
    F0,
    F1,
    F2,
    F3,
    F4,
    F7,
    L4,
    G4,
    H7,
    G0,
    C0,
    WB,
    WL,
    U0,
    L0,
    L1,
    L5,
    U3,
    U5,
    WBA,
    H5,
    Unknown, ///< of a part that a recipe describes
};

/// The flash controllers; each needs its own program and erase sequence.
enum class FlashKind : std::uint8_t {
    F1,   ///< F0, F1, F3: half-word stores, pages (RM0008, PM0075, RM0091, RM0316)
    F4,   ///< F2, F4, F7: stores of PSIZE width, unequal sectors (RM0033, RM0090, RM0385)
    L4,   ///< double words with ECC, pages, option bytes by OBL_LAUNCH (RM0351, RM0440)
    H7,   ///< 256-bit words with ECC, 128 KB sectors (RM0468 and RM0433, section 4)
    H7AB, ///< 128-bit words with ECC, 8 KB sectors (RM0455, section 4)
    H5,   ///< the same words and sectors, product states instead of levels (RM0481, section 7)
    L5,   ///< non-secure registers, double or quad words with ECC, bursts (RM0438, RM0456, RM0493)
    L0,   ///< L0 and L1: erased is zero, half pages, option words with complements (RM0367, RM0038)
    Algorithm, ///< of a part that a recipe describes: only the algorithm of the recipe knows it
};

/// How many bits the flash programs and erases at once. The value is the PSIZE field of F4 and H7
/// parts; on the others there is only one way and the value says nothing.
enum class Parallelism : std::uint8_t { X8 = 0, X16 = 1, X32 = 2, X64 = 3 };

/// Where a controller keeps that the flash was found empty when the option bytes were loaded. While
/// it says so, every reset but a power-up leads into the boot loader and not to the program.
enum class EmptyFlag : std::uint8_t {
    None,        ///< nowhere
    StatusBit17, ///< PEMPTY in SR, toggled by writing 1 (RM0432 3.7.5)
    AccessBit16, ///< EMPTY or PROGEMPTY in ACR, plain to write (RM0444 3.7.1, RM0434 3.10.1)
};

/// In what controllers of the same kind differ from die to die.
struct FlashVariant {
    std::uint32_t busy =
        1U << 16;             ///< L4: bits of SR that are set while it works: BSY, BSY2, CFGBSY
    unsigned bankSelect = 11; ///< L4: the bit BKER of CR
    bool twoBanks = false;    ///< L4: the die has two, also where its options join them
    bool massErases = true;   ///< false where that would hit what belongs to another core
    EmptyFlag emptyFlag = EmptyFlag::None;
};

/// Figures of the datasheet: what an operation takes and what it may take.
struct Timing {
    Duration typical{};
    Duration longest{};
};

struct EraseTiming {
    std::uint32_t sectorBytes = 0;
    Timing time{};
};

/// Rows that are written without a pause in between, under one pulse of high voltage. Only after a
/// mass erase of their bank and with a bus of at least this clock (RM0351 3.3.8).
struct FastRows {
    std::uint32_t bytes = 0; ///< of a row, aligned to its size; 0 = there is no such mode
    unsigned fromKhz = 0;
    Timing time{}; ///< of a row
};

/// How the flash may be driven from a supply voltage up.
struct FlashMode {
    Parallelism parallelism = Parallelism::X8;
    unsigned fromMillivolts = 0;    ///< the datasheet's limit, without our margin
    std::uint32_t programBytes = 0; ///< what one operation of `program` writes
    Timing program{};
    std::span<const EraseTiming> erase{}; ///< one row for each sector size of the die
    /// The whole chip of the largest size; one bank where each has registers; zero = there is none.
    Timing massErase{};
    FastRows fastRows{};
    Timing regression{};          ///< lifting the read protection, where it is not a mass erase
    std::uint32_t burstBytes = 0; ///< aligned stretches of so many go faster together; 0 = none do
    Timing burst{};               ///< of one such stretch

    /// What it takes to program an aligned range of whole units.
    [[nodiscard]] Timing programTime(std::uint32_t address, std::uint32_t length) const noexcept;
};

/// One erase unit.
struct Sector {
    std::uint32_t address = 0;
    std::uint32_t size = 0;   ///< bytes
    std::uint8_t bank = 0;    ///< 0 or 1
    std::uint16_t number = 0; ///< within its bank, as SNB or PNB wants it

    friend bool operator==(const Sector&, const Sector&) = default;
};

/// RAM that the core can execute from and that no part of the die lacks.
struct RamRegion {
    std::uint32_t address = 0;
    std::uint32_t size = 0; ///< bytes

    friend bool operator==(const RamRegion&, const RamRegion&) = default;
};

/// An option register as read from the chip.
struct OptionWord {
    std::uint32_t address = 0;
    std::uint32_t value = 0;

    friend bool operator==(const OptionWord&, const OptionWord&) = default;
};

using OptionWords = std::vector<OptionWord>;

/// A condition on the option registers; without a mask it always holds.
struct OptionCondition {
    std::uint32_t address = 0;
    std::uint32_t mask = 0;
    std::uint32_t value = 0;

    [[nodiscard]] bool holds(std::span<const OptionWord> words) const noexcept;
};

/// Where the read protection level stands in the option registers.
struct ReadProtectionField {
    std::uint32_t address = 0;
    unsigned shift = 0;
    std::uint32_t mask = 0;
    std::uint32_t open = 0;  ///< level 0
    std::uint32_t final = 0; ///< level 2, if the family has one
    bool hasFinal = false;   ///< anything else is level 1
};

/// Write protection with one bit for each group of sectors; a cleared bit protects. Where the
/// second bank has bits of its own, both count the sectors within their bank.
struct WriteProtectionBits {
    /// In the place of a bank: they count the sectors of the whole flash.
    static constexpr std::uint8_t wholeFlash = 0xFF;

    std::uint32_t address = 0;
    unsigned firstBit = 0;
    unsigned bits = 0; ///< the last bit covers all sectors behind it
    unsigned sectorsPerBit = 1;
    std::uint8_t bank = wholeFlash; ///< else 0 or 1: they count the sectors of that bank alone
    OptionCondition condition{};    ///< the division of the flash they belong to
};

/// Write protection in whole registers of 32 bits, one bit for each group of sectors, counted
/// through both banks; a set bit protects.
struct WriteProtectionWords {
    std::span<const std::uint32_t> addresses{}; ///< ascending groups
    unsigned sectorsPerBit = 1;
};

/// Write protection of a range of pages: start in the low half-word, end in the high one, both
/// included; nothing when the start is behind the end.
struct WriteProtectionArea {
    std::uint32_t address = 0;
    std::uint8_t bank = 0;
    std::uint32_t mask = 0; ///< width of the page numbers
};

/// A range that hides code, given by two fields; it exists when the start is not behind the end.
struct HiddenArea {
    std::uint32_t startAddress = 0;
    std::uint32_t endAddress = 0;
    unsigned endShift = 0;
    std::uint32_t mask = 0;
    std::string_view what{}; ///< for people
};

/// A field that has one value in every chip that is not specially locked.
struct NormalField {
    std::uint32_t address = 0;
    std::uint32_t mask = 0;
    std::uint32_t normal = 0;
    std::string_view otherwise{}; ///< what another value means, for people
    bool reversed = false;        ///< this value is the locked one, and any other is normal
};

/// A value of a field that has a name, and is not the normal one.
struct NamedState {
    std::uint32_t address = 0;
    std::uint32_t mask = 0;
    std::uint32_t value = 0;
    std::string_view name{}; ///< for people
};

/// Everything the option registers of a die tell about protection.
struct ProtectionFields {
    ReadProtectionField read{};
    std::span<const NamedState> states{}; ///< of a product that is more than open or not
    WriteProtectionBits writeBits{};
    std::span<const WriteProtectionBits> moreWriteBits{}; ///< where one register is not all
    WriteProtectionBits secondWriteBits{}; ///< of the second bank, where it has its own
    std::span<const WriteProtectionArea> writeAreas{};
    WriteProtectionWords writeWords{};
    OptionCondition hardwareWatchdog{};
    std::span<const HiddenArea> hidden{};
    std::span<const NormalField> normal{};
};

/// RAM that an option field takes away from a region in steps.
struct SharedRam {
    std::uint32_t address = 0; ///< of the option register; 0 = the die has none
    std::uint32_t mask = 0;
    unsigned region = 0;    ///< index into Device::ram
    std::uint32_t step = 0; ///< bytes lost for each count of the field
};

/// Flash from a page on that belongs to another core of the chip: reading and writing it is
/// refused.
struct ForeignFlash {
    OptionCondition condition{};
    std::uint32_t address = 0; ///< of the option register; 0 = the die has none
    std::uint32_t mask = 0;    ///< of the page number, from bit 0
    std::uint32_t off = 0;     ///< a bit of the same register: nothing is foreign
    std::uint32_t pageBytes = 0;
};

struct SectorRun {
    std::uint32_t count = 0;
    std::uint32_t size = 0; ///< bytes
};

/// One way the flash of a die can be divided.
struct Geometry {
    unsigned fromKb = 0; ///< the smallest flash it holds for
    unsigned toKb = 0;
    OptionCondition condition{};
    unsigned banks = 1;
    std::uint32_t secondBank = 0;         ///< address; 0 = right behind the first bank
    std::span<const SectorRun> sectors{}; ///< of one bank, cut at the bank's size
    unsigned firstBankKb = 0;             ///< 0 = both banks have the same size
};

/// Bits to set in a DBGMCU register while we work, and to clear when we go.
struct DebugBits {
    std::uint32_t address = 0;
    std::uint32_t bits = 0;
};

/// Where a die keeps its identification and its debug support.
struct DebugBlock {
    std::uint8_t ap = 0; ///< the access port that reaches it even while nRST is low
    std::uint32_t idcode = 0;
    std::span<const DebugBits> bits{}; ///< debug in low power, watchdogs stopped while halted
    /// The clock enable in front of the block, which every reset closes again and without which
    /// IDCODE reads 0 (F0, L0, G0, C0, U0); address 0 = always clocked.
    DebugBits clock{};
};

/// One step on the way to a faster core clock, or to a core supply that the flash can be written
/// in.
struct ClockStep {
    std::uint32_t address = 0;
    std::uint32_t mask = 0;  ///< the bits that are written, or waited for
    std::uint32_t value = 0; ///< in place
    bool wait = false;
};

/// How the core is made faster than a reset leaves it, for code of ours that computes. From
/// internal oscillators only: what else is on the board is not known.
struct FastClock {
    std::span<const ClockStep> steps{}; ///< none = the core stays as it is
    unsigned khz = 0;                   ///< afterwards
    unsigned fromMillivolts = 0;        ///< the flash's wait states hold from this supply up
};

/// The parts of one line that carry this die: "STM32F405" with "OE RG" are STM32F405OE and
/// STM32F405RG.
struct PartLine {
    std::string_view line;
    std::string_view suffixes; ///< pin count and flash size letters, separated by one space
    unsigned flashKb = 0;      ///< of all of them, where the letter says something else
};

/// A second core of a die, which not every part of it has.
struct SecondCoreRow {
    std::uint8_t ap = 0;
    std::uint16_t corePart = 0; ///< CPUID bits 15:4; 0 = no part of the die has one
    OptionCondition starts{};   ///< when it starts by itself after a reset
};

/// Revisions that are known to be another maker's silicon behind ST's device id.
struct CloneRevision {
    std::uint16_t revId = 0;
    std::string_view who;
};

/// What a flash size register says that does not tell KB.
struct FlashSizeCode {
    std::uint16_t code = 0;
    unsigned flashKb = 0;
};

/// One die of ST as data: everything that is known before a chip is asked. Rows are constants that
/// live as long as the program; compare them by address.
struct Device {
    std::uint16_t devId = 0; ///< DBGMCU_IDCODE bits 11:0
    /// An id of another die that early silicon of this one answers with; the core tells them apart.
    std::uint16_t earlyDevId = 0;
    std::string_view name; ///< for people: "STM32H72x/73x"
    Family family = Family::F1;
    std::uint16_t corePart = 0; ///< CPUID bits 15:4, such as 0xC27 for a Cortex-M7
    std::uint32_t dpidr = 0;    ///< what its debug port is known to answer over SWD
    std::uint8_t coreAp = 0;
    std::uint32_t romTable = 0; ///< the top ROM table
    std::uint16_t romPart = 0;  ///< the part number in it; 0 = it is the DEV_ID
    DebugBlock debug{};
    /// The same block as the core's bus shows it, for when the port of `debug` cannot be had;
    /// idcode 0 = there is no other place.
    DebugBlock debugByCore{};
    SecondCoreRow secondCore{};
    std::span<const PartLine> parts{};
    std::span<const CloneRevision> clones{};
    std::uint32_t cloneDpidr = 0; ///< what the debug ports of known look-alikes answer

    std::uint32_t flashBase = 0;
    std::uint32_t flashSizeAddress = 0;   ///< 16 bits, KB
    std::uint16_t flashSizeMask = 0xFFFF; ///< the bits of it that count
    std::span<const FlashSizeCode> flashSizeCodes{};
    std::uint32_t uidAddress = 0;    ///< 12 bytes
    std::uint32_t uidLastOffset = 8; ///< of the last four of them; the others follow each other
    unsigned maxFlashKb = 0;
    std::span<const unsigned> flashSizes{}; ///< KB, as the parts of this die are sold
    std::span<const Geometry> geometries{};

    FlashKind flashKind = FlashKind::F1;
    std::uint32_t flashRegisters = 0; ///< base of the controller
    /// Register sets: with two each bank has one, and both are erased and programmed at once.
    unsigned flashLanes = 1;
    std::uint32_t programUnit = 0; ///< bytes written exactly once, aligned to their size
    std::uint8_t erasedByte = 0xFF;
    std::span<const FlashMode> flashModes{}; ///< fastest first
    FlashVariant flashVariant{};
    ForeignFlash foreignFlash{};
    /// What makes the flash writable after a reset: some dies start in a range of the core's supply
    /// in which it is not.
    std::span<const ClockStep> flashSupply{};

    std::span<const RamRegion> ram{};
    SharedRam sharedRam{};
    std::span<const std::uint32_t> optionAddresses{}; ///< the registers worth reading and recording
    ProtectionFields protection{};
    std::uint32_t watchdog = 0; ///< IWDG base
    unsigned coreKhz = 0;       ///< core clock after a reset
    FastClock fastClock{};

    /// True for a row that a recipe made (DescribedPart): of its registers only those are known
    /// that the recipe names, and none that tell a flash size, options or protection.
    [[nodiscard]] bool isDescribed() const noexcept { return flashKind == FlashKind::Algorithm; }

    /// The core's clock after Target::raiseCoreClock(), kHz.
    [[nodiscard]] unsigned fastestKhz() const noexcept {
        return fastClock.steps.empty() ? coreKhz : fastClock.khz;
    }

    /// The fastest mode this supply allows with a margin of 100 mV; nothing when it is too low for
    /// any. Too much parallelism for the voltage is not flagged by an F4 and leaves weak cells.
    [[nodiscard]] const FlashMode* flashModeAt(unsigned millivolts) const noexcept;

    /// KB of flash by the 16 bits of the size register.
    [[nodiscard]] unsigned flashKbOf(std::uint32_t sizeRegister) const noexcept;

    /// How this chip's flash is divided, in the order of addresses, without what belongs to another
    /// core. Faults: FlashSizeImplausible
    /// for a size no layout of the die can have.
    [[nodiscard]] Result<std::vector<Sector>> layout(unsigned flashKb,
                                                     std::span<const OptionWord> options) const;

    /// The address behind the last byte of a flash of this size, however its option bytes divide
    /// it; a second bank may stand behind a hole.
    [[nodiscard]] std::uint64_t flashEnd(unsigned flashKb) const noexcept;

    /// The RAM a loader may use, given the option registers: on an H72x the AXI SRAM shrinks by
    /// what TCM_AXI_SHARED gives to the ITCM (RM0468, OPTSR2). The first region holds code.
    [[nodiscard]] std::vector<RamRegion> loaderRam(std::span<const OptionWord> options) const;

    /// True if `wanted`, a part number or the start of one ("STM32F103", "STM32F103C8",
    /// "STM32F103C8T6"), names a part made of this die.
    [[nodiscard]] bool isNamedBy(std::string_view wanted) const noexcept;

    /// The same, for a chip whose flash size register says `flashKb`: a size letter in `wanted`
    /// must agree with it.
    [[nodiscard]] bool isNamedBy(std::string_view wanted, unsigned flashKb) const noexcept;
};

/// What the erase of a sector of this size takes in this mode. CHECKs that the die has such.
[[nodiscard]] Timing eraseTiming(const FlashMode& mode, std::uint32_t sectorBytes);

/// Every die this version can program, in the order of their ids.
[[nodiscard]] std::span<const Device> allDevices() noexcept;

/// The die behind DEV_ID on a core with this CPUID; nothing if unknown or if the core is another.
/// An F405 of revision A answers with the id of an F2, and is found by its core.
[[nodiscard]] const Device* findDevice(std::uint16_t devId, std::uint32_t cpuid) noexcept;

/// Like findDevice() without the core: to tell a wrong core from an unknown id.
[[nodiscard]] const Device* findDevice(std::uint16_t devId) noexcept;

/// The only die that a recipe's device names; nothing when none or several do.
[[nodiscard]] const Device* byPartName(std::string_view wanted) noexcept;

/// KB of flash by the size letter of ST's part numbers ('8' 64, 'B' 128, 'G' 1024); 0 if unknown.
[[nodiscard]] unsigned flashKbOfLetter(char letter) noexcept;

} // namespace greenlight::target
