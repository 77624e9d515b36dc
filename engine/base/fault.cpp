#include "engine/base/fault.h"

#include "engine/base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::base {

namespace {

struct StageWord {
    Stage stage;
    std::string_view word;
};

constexpr std::array stageWords{
    StageWord{Stage::Prepare, "prepare"},   StageWord{Stage::Connect, "connect"},
    StageWord{Stage::Identify, "identify"}, StageWord{Stage::Compare, "compare"},
    StageWord{Stage::Load, "load"},         StageWord{Stage::Erase, "erase"},
    StageWord{Stage::Program, "program"},   StageWord{Stage::Verify, "verify"},
    StageWord{Stage::Boot, "boot"},         StageWord{Stage::Protect, "protect"},
    StageWord{Stage::Release, "release"},   StageWord{Stage::Record, "record"},
};

struct Entry {
    FaultCode code;
    std::string_view word;
    std::string_view happened;
    std::string_view doNow;
};

constexpr std::string_view reseat =
    "Take the board out, put it back firmly, press Start. Second time: red bin.";
constexpr std::string_view redBin = "Put the board into the red bin.";
constexpr std::string_view redBinAndCall =
    "Put the board into the red bin and call the supervisor if it happens again.";
constexpr std::string_view callSupervisor = "Call the supervisor. Do not use this slot.";
constexpr std::string_view callEngineer = "Call the engineer. Nothing was written to the board.";
constexpr std::string_view stopLine = "Stop. Call the supervisor. Do not ship this board.";

// The sentences an operator reads. Ordered by number; a test holds order, uniqueness and length.
constexpr std::array entries{
    Entry{FaultCode::ProbeAbsent, "probe-absent", "There is no probe at this slot's USB port.",
          "Call the supervisor: the probe of this slot is unplugged."},
    Entry{FaultCode::ProbeUnplugged, "probe-unplugged",
          "The probe lost its USB connection while it was working.",
          "Put the board into the red bin. Call the supervisor to check the cable."},
    Entry{FaultCode::UsbTimeout, "usb-timeout", "The probe stopped answering.",
          "Put the board into the red bin. Second time: call the supervisor."},
    Entry{FaultCode::UsbStall, "usb-stall", "The probe refused a USB transfer.",
          "Put the board into the red bin. Second time: call the supervisor."},
    Entry{FaultCode::UsbShortReply, "usb-short-reply", "The probe sent an incomplete answer.",
          "Put the board into the red bin. Second time: call the supervisor."},
    Entry{FaultCode::UsbLongReply, "usb-long-reply", "The probe sent more than it was asked for.",
          "Put the board into the red bin. Second time: call the supervisor."},
    Entry{FaultCode::UsbBusy, "usb-busy", "Another program is using this probe.",
          "Call the supervisor: close the other program."},
    Entry{FaultCode::UsbPermission, "usb-permission", "The station may not open this probe.",
          "Call the engineer: the USB permission rules are not installed."},
    Entry{FaultCode::UsbFailure, "usb-failure", "The USB transfer failed.",
          "Put the board into the red bin. Second time: call the supervisor."},
    Entry{FaultCode::ProbeFirmwareTooOld, "probe-firmware-too-old",
          "The firmware of this probe is too old.", callSupervisor},
    Entry{FaultCode::ProbeModeStuck, "probe-mode-stuck",
          "The probe is stuck in a mode that cannot program.",
          "Call the supervisor: unplug the probe and plug it in again."},
    Entry{FaultCode::ProbeUnknownCommand, "probe-unknown-command",
          "The probe does not know a command it must know.", callSupervisor},
    Entry{FaultCode::ProbeNonsense, "probe-nonsense", "The probe gave an impossible answer.",
          callSupervisor},
    Entry{FaultCode::ProbeWrongSerial, "probe-wrong-serial",
          "Another probe than the expected one is plugged into this slot's port.", callSupervisor},
    Entry{FaultCode::ProbeRefused, "probe-refused", "The probe refused a command.", redBinAndCall},
    Entry{FaultCode::TargetVoltage, "target-voltage",
          "The supply voltage of the board is outside the allowed window.", reseat},
    Entry{FaultCode::SwdNoAnswer, "swd-no-answer", "The board does not answer.", reseat},
    Entry{FaultCode::SwdWait, "swd-wait", "The chip stayed busy for too long.", redBinAndCall},
    Entry{FaultCode::SwdFault, "swd-fault", "The chip refused an access.", redBinAndCall},
    Entry{FaultCode::SwdParity, "swd-parity",
          "The connection to the board has transmission errors.", reseat},
    Entry{FaultCode::SwdFailure, "swd-failure", "The connection to the chip failed.", reseat},
    Entry{FaultCode::DebugPowerUp, "debug-power-up", "The debug port of the chip did not power up.",
          reseat},
    Entry{FaultCode::LinkUnstable, "link-unstable", "The connection to the board is not reliable.",
          reseat},
    Entry{FaultCode::AccessPort, "access-port", "The probe could not open the chip's access port.",
          redBinAndCall},
    Entry{FaultCode::ResetFailed, "reset-failed", "The chip did not reset when told to.", reseat},
    Entry{FaultCode::NotHalted, "not-halted", "The chip did not stop when told to.", reseat},
    Entry{FaultCode::RegisterTimeout, "register-timeout",
          "The chip's core did not hand over a register.", redBinAndCall},
    Entry{FaultCode::CoreLockup, "core-lockup", "The chip's core is locked up.", redBinAndCall},
    Entry{FaultCode::Alignment, "alignment", "The probe refused an unaligned access.",
          callSupervisor},
    Entry{FaultCode::SpeedRefused, "speed-refused", "The probe refused the SWD clock speed.",
          callSupervisor},
    Entry{FaultCode::ClockNotReady, "clock-not-ready",
          "A clock inside the chip did not become ready.", redBin},
    Entry{FaultCode::DeviceUnknown, "device-unknown", "This chip type is not known.",
          "Wrong board? Compare with the work order, then red bin."},
    Entry{FaultCode::DeviceImplausible, "device-implausible",
          "The chip's identity could not be read properly.", reseat},
    Entry{FaultCode::DeviceMismatch, "device-mismatch",
          "This chip is not the one the recipe is for.",
          "Wrong board? Compare with the work order, then red bin."},
    Entry{FaultCode::FlashSizeImplausible, "flash-size-implausible",
          "The chip reports an impossible flash size.", redBin},
    Entry{FaultCode::UidImplausible, "uid-implausible",
          "The chip's unique number is not plausible.", redBin},
    Entry{FaultCode::UidChanged, "uid-changed",
          "The board was changed while it was being programmed.",
          "Put both boards into the red bin and call the supervisor."},
    Entry{FaultCode::ReadProtected, "read-protected", "The chip is read-protected.",
          "Already programmed? Call the supervisor."},
    Entry{FaultCode::WriteProtected, "write-protected",
          "Part of the chip's flash is write-protected.",
          "Already programmed? Call the supervisor."},
    Entry{FaultCode::CloneSuspected, "clone-suspected",
          "The chip does not look like a genuine STM32.",
          "Put the board into the red bin and call the supervisor."},
    Entry{FaultCode::CoreMismatch, "core-mismatch",
          "The processor core does not belong to this chip type.",
          "Put the board into the red bin and call the supervisor."},
    Entry{FaultCode::OptionsUnusual, "options-unusual",
          "The chip's option bytes are not as the recipe expects.",
          "Put the board into the red bin and call the supervisor."},
    Entry{FaultCode::LoaderCorrupt, "loader-corrupt",
          "The loader in the chip's memory does not read back as it was written.", redBin},
    Entry{FaultCode::LoaderNotStarted, "loader-not-started",
          "The loader did not start in the chip.", redBinAndCall},
    Entry{FaultCode::LoaderSilent, "loader-silent", "The loader in the chip stopped answering.",
          redBinAndCall},
    Entry{FaultCode::LoaderCrashed, "loader-crashed", "The loader in the chip crashed.",
          redBinAndCall},
    Entry{FaultCode::FlashLocked, "flash-locked", "The flash of the chip did not unlock.", redBin},
    Entry{FaultCode::EraseFailed, "erase-failed", "The chip reported an error while erasing.",
          redBin},
    Entry{FaultCode::EraseTimeout, "erase-timeout", "Erasing took far too long.", redBin},
    Entry{FaultCode::NotBlank, "not-blank", "The flash is not empty after erasing.", redBin},
    Entry{FaultCode::ProgramFailed, "program-failed",
          "The chip reported an error while programming.", redBin},
    Entry{FaultCode::ProgramTimeout, "program-timeout", "Programming took far too long.", redBin},
    Entry{FaultCode::FlashProtected, "flash-protected",
          "The chip refused to change a protected part of its flash.", redBinAndCall},
    Entry{FaultCode::CountMismatch, "count-mismatch",
          "The chip did not confirm every byte it was given.", redBin},
    Entry{FaultCode::UploadCorrupt, "upload-corrupt", "Data arrived damaged in the chip's memory.",
          reseat},
    Entry{FaultCode::SupplyDip, "supply-dip",
          "The supply voltage of the board dropped while it was being programmed.", redBinAndCall},
    Entry{FaultCode::AlgorithmFailed, "algorithm-failed",
          "The recipe's loader for a memory reported an error.", redBin},
    Entry{FaultCode::AlgorithmStrayed, "algorithm-strayed",
          "The recipe's loader for a memory wrote where it must not.", redBinAndCall},
    Entry{FaultCode::DigestMismatch, "digest-mismatch",
          "What is in the chip is not what was to be programmed.", redBin},
    Entry{FaultCode::ReadbackMismatch, "readback-mismatch",
          "The chip's flash reads back differently from the plan.", redBin},
    Entry{FaultCode::SampleMismatch, "sample-mismatch",
          "The spot check through the debug port contradicts the plan.", redBin},
    Entry{FaultCode::VerifierCorrupt, "verifier-corrupt",
          "The checking routine does not read back as it was written.", redBin},
    Entry{FaultCode::NotVerified, "not-verified", "The flash could not be checked.", redBinAndCall},
    Entry{FaultCode::EvidenceIncomplete, "evidence-incomplete",
          "The proof for this board is not complete.", redBinAndCall},
    Entry{FaultCode::BootNotProven, "boot-not-proven",
          "The new firmware did not show itself after its start.", redBinAndCall},
    Entry{FaultCode::OutsideChanged, "outside-changed",
          "A part of the chip's flash was changed that had to stay as it was.", redBinAndCall},
    Entry{FaultCode::DrillFound, "drill-found",
          "This was the drill: the slot found the fault that was put in on purpose.",
          "Leave the board in and press Start."},
    Entry{FaultCode::DrillNotRed, "drill-not-red",
          "The slot did not find a fault that was put in on purpose.", callSupervisor},
    Entry{FaultCode::OptionWriteFailed, "option-write-failed",
          "The chip's option bytes could not be written.", redBin},
    Entry{FaultCode::ProtectionNotEffective, "protection-not-effective",
          "The read protection is set but does not protect.", redBin},
    Entry{FaultCode::RegressionFailed, "regression-failed",
          "The read protection could not be removed.", redBin},
    Entry{FaultCode::FileUnreadable, "file-unreadable", "A file could not be read.", callEngineer},
    Entry{FaultCode::ImageSyntax, "image-syntax", "The firmware file is malformed.", callEngineer},
    Entry{FaultCode::ImageChecksum, "image-checksum",
          "A checksum inside the firmware file is wrong.", callEngineer},
    Entry{FaultCode::ImageTruncated, "image-truncated", "The firmware file ends too early.",
          callEngineer},
    Entry{FaultCode::ImageOverlap, "image-overlap",
          "The firmware file writes the same address twice.", callEngineer},
    Entry{FaultCode::ImageOutsideDevice, "image-outside-device",
          "The firmware does not fit into the chip's flash.", callEngineer},
    Entry{FaultCode::ImageEmpty, "image-empty", "The firmware file contains no data.",
          callEngineer},
    Entry{FaultCode::FileTooLarge, "file-too-large", "A file is larger than allowed.",
          callEngineer},
    Entry{FaultCode::ImageHash, "image-hash", "The firmware file is not the one that was released.",
          callEngineer},
    Entry{FaultCode::LoaderFile, "loader-file", "The recipe's loader for a memory is malformed.",
          callEngineer},
    Entry{FaultCode::LoaderDoesNotFit, "loader-does-not-fit",
          "The recipe's loader for a memory does not fit into the chip.", callEngineer},
    Entry{FaultCode::RecipeSyntax, "recipe-syntax", "The recipe is malformed.", callEngineer},
    Entry{FaultCode::RecipeValue, "recipe-value", "The recipe contains an invalid value.",
          callEngineer},
    Entry{FaultCode::RecipeUnsigned, "recipe-unsigned", "The recipe is not signed.", callEngineer},
    Entry{FaultCode::RecipeSignature, "recipe-signature",
          "The signature of the recipe is not valid.", callEngineer},
    Entry{FaultCode::RecipeNotYetValid, "recipe-not-yet-valid",
          "The release of this recipe is not valid yet.", callEngineer},
    Entry{FaultCode::RecipeExpired, "recipe-expired", "The release of this recipe has expired.",
          callEngineer},
    Entry{FaultCode::RecipeSigners, "recipe-signers", "The recipe has too few release signatures.",
          callEngineer},
    Entry{FaultCode::TrustUnreadable, "trust-unreadable",
          "The list of people who may release recipes cannot be read.", callEngineer},
    Entry{FaultCode::PatchTable, "patch-table", "The recipe's table of unit data is malformed.",
          callEngineer},
    Entry{FaultCode::SerialMissing, "serial-missing", "This board has no serial number yet.",
          "Scan the label of the board, then press Start."},
    Entry{FaultCode::SerialPattern, "serial-pattern",
          "This is not a serial number of this product.",
          "Scan the label of the board in this slot."},
    Entry{FaultCode::SerialUsed, "serial-used",
          "This serial number was already used for another board.",
          "Set the board aside and call the supervisor: the label is wrong."},
    Entry{FaultCode::UidOtherSerial, "uid-other-serial",
          "This board was already programmed under another serial number.",
          "Set the board aside and call the supervisor: the label is wrong."},
    Entry{FaultCode::BoardNotRemoved, "board-not-removed", "The same board is still in the slot.",
          "Take the board out and put in the next one."},
    Entry{FaultCode::SlotBusy, "slot-busy", "This slot is already working.",
          "Wait for the result. The press was counted and did nothing."},
    Entry{FaultCode::NoRecipe, "no-recipe", "No recipe is active.", "Call the engineer."},
    Entry{FaultCode::Aborted, "aborted", "The attempt was stopped.", redBin},
    Entry{FaultCode::Interrupted, "interrupted", "The station stopped in the middle of this board.",
          "Treat the board as bad: red bin."},
    Entry{FaultCode::SerialDoesNotFit, "serial-does-not-fit",
          "The serial number cannot be stored in the recipe's format.", callEngineer},
    Entry{FaultCode::SlotUnknown, "slot-unknown", "There is no such slot.",
          "Check the slot's name."},
    Entry{FaultCode::UnitAlreadyPassed, "unit-already-passed", "This board has already passed.",
          "Take it out. A rework needs the supervisor."},
    Entry{FaultCode::NothingInSlot, "nothing-in-slot", "There is no board in this slot.",
          "Put a board in, then press Start."},
    Entry{FaultCode::SerialsUsedUp, "serials-used-up",
          "The serial numbers of this recipe are used up.", callSupervisor},
    Entry{FaultCode::SerialCheckDigit, "serial-check-digit",
          "The check digit of this serial number is wrong.",
          "Scan the label again; if it was typed, compare every digit."},
    Entry{FaultCode::UnitDataMissing, "unit-data-missing",
          "The recipe has no data for this serial number.",
          "Set the board aside and call the supervisor: the label is wrong."},
    Entry{FaultCode::SlotQuarantined, "slot-quarantined",
          "This slot was locked after several failures in a row.",
          "Use another slot and call the supervisor."},
    Entry{FaultCode::NotSignedIn, "not-signed-in", "Nobody is signed in at this line.",
          "Scan your badge, then press Start."},
    Entry{FaultCode::PersonUnknown, "person-unknown",
          "This badge or name is not known at this station.",
          "Scan the badge again. Second time: call the supervisor."},
    Entry{FaultCode::PinWrong, "pin-wrong", "The PIN is wrong.",
          "Type it again. Too many wrong ones lock the person for a time."},
    Entry{FaultCode::PersonLocked, "person-locked",
          "This person is locked after too many wrong PINs.",
          "Wait, or call somebody who may unlock people."},
    Entry{FaultCode::NotAllowed, "not-allowed", "This person's role does not allow this.",
          "Call somebody whose role does."},
    Entry{FaultCode::PersonName, "person-name", "A person cannot have this name.",
          "Use the name of the human being."},
    Entry{FaultCode::PersonExists, "person-exists", "Somebody has this name or badge already.",
          "Use another one; those of a retired person are not given again."},
    Entry{FaultCode::CredentialUnfit, "credential-unfit", "This PIN or badge cannot be used.",
          "Choose another one."},
    Entry{FaultCode::ReasonMissing, "reason-missing",
          "This is only done for a reason, and none was given.", "Say why; it goes on record."},
    Entry{FaultCode::NobodyLeft, "nobody-left", "Nobody would be left who may manage people.",
          "Add another supervisor or engineer first."},
    Entry{FaultCode::ImageRevoked, "image-revoked",
          "A firmware file of the active recipe was revoked.", stopLine},
    Entry{FaultCode::LockNotAllowed, "lock-not-allowed",
          "This recipe locks chips for ever, and no supervisor has allowed it.",
          "Call the supervisor to allow it, then press Start again."},
    Entry{FaultCode::GoldenBoardWanted, "golden-board-wanted",
          "This slot was locked, and a golden board has to pass in it first.",
          "Take this board out and put the golden board in. Nothing was changed."},
    Entry{FaultCode::GoldenBoard, "golden-board", "This is a golden board and no product.",
          "Put it back where it is kept and put in the next board. Nothing was changed."},
    Entry{FaultCode::ScanUnmarked, "scan-unmarked",
          "What was scanned is no label as this station's scanner marks them.",
          "Scan the label of the board. Second time: call the engineer."},
    Entry{FaultCode::JournalWrite, "journal-write",
          "The record of this board could not be written.", stopLine},
    Entry{FaultCode::JournalCorrupt, "journal-corrupt", "The station's records do not check out.",
          stopLine},
    Entry{FaultCode::DiskFull, "disk-full", "The station's disk is full.", stopLine},
    Entry{FaultCode::SettingsSyntax, "settings-syntax", "The station's settings are malformed.",
          "Call the engineer."},
    Entry{FaultCode::SettingsValue, "settings-value",
          "The station's settings contain an invalid value.", "Call the engineer."},
    Entry{FaultCode::JournalInUse, "journal-in-use",
          "Another Greenlight is already running on these records.", "Close the other one first."},
    Entry{FaultCode::StationKey, "station-key", "The station's signing key cannot be used.",
          "Call the engineer."},
    Entry{FaultCode::NotReceipted, "not-receipted", "The board has no confirmed record.", stopLine},
    Entry{FaultCode::PersonSecrets, "person-secrets", "The station's file of PINs cannot be used.",
          "Call the engineer."},
    Entry{FaultCode::FileNotWritten, "file-not-written", "A file could not be written.",
          "Check its folder and the free space of the disk, then try again."},
    Entry{FaultCode::Cancelled, "cancelled", "The work was cancelled and left no file behind.",
          "Start it again if it is still wanted."},
    Entry{FaultCode::ExportMismatch, "export-mismatch",
          "This file is not what the station exported.",
          "Do not rely on it. Ask the station for a new export."},
    Entry{FaultCode::CopyDiffers, "copy-differs", "A copy of the records is not what they are.",
          "Do not rely on the copy. Make it again."},
    Entry{FaultCode::RecordsOlder, "records-older",
          "These records end earlier than records known to have been written.",
          "Find the newer records. Going on from these would lose units."},
    Entry{FaultCode::RecordsArchived, "records-archived",
          "These records are in an archive that is not in its place.",
          "Put the archive back into its folder, then try again."},
    Entry{FaultCode::Internal, "internal", "The station's software found an error in itself.",
          stopLine},
};

constexpr auto codesOf() {
    std::array<FaultCode, entries.size()> codes{};
    std::ranges::transform(entries, codes.begin(), &Entry::code);
    return codes;
}

constexpr auto codes = codesOf();
static_assert(std::ranges::is_sorted(codes));

const Entry& entryOf(FaultCode code) noexcept {
    const auto* const found = std::ranges::lower_bound(entries, code, {}, &Entry::code);
    CHECK(found != entries.end() && found->code == code);
    return *found;
}

} // namespace

std::string_view name(Stage stage) noexcept {
    return stageWords.at(static_cast<std::size_t>(stage)).word;
}

std::optional<Stage> stageNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(stageWords, word, &StageWord::word);
    return found == stageWords.end() ? std::nullopt : std::optional(found->stage);
}

std::string_view name(FaultCode code) noexcept { return entryOf(code).word; }

std::optional<FaultCode> faultNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(entries, word, &Entry::word);
    return found == entries.end() ? std::nullopt : std::optional(found->code);
}

std::optional<FaultCode> faultNumbered(unsigned number) noexcept {
    const auto* const found = std::ranges::find(codes, static_cast<FaultCode>(number));
    return found == codes.end() || number > 0xFFFFU ? std::nullopt : std::optional(*found);
}

std::span<const FaultCode> allFaultCodes() noexcept { return codes; }

Sentences describe(const Fault& fault) {
    const Entry& entry = entryOf(fault.code);
    std::string happened(entry.happened);
    if (!fault.note.empty()) {
        happened += fmt::format(" ({})", fault.note);
    }
    if (fault.address) {
        happened += fmt::format(" [address 0x{:08X}]", *fault.address);
    }
    return {std::move(happened), std::string(entry.doNow)};
}

std::string toLogLine(const Fault& fault) {
    std::string line = fmt::format("{} ({}) in stage {}", name(fault.code),
                                   static_cast<unsigned>(fault.code), name(fault.stage));
    if (!fault.note.empty()) {
        line += fmt::format(": {}", fault.note);
    }
    if (fault.address) {
        line += fmt::format(" [address 0x{:08X}]", *fault.address);
    }
    if (fault.probeStatus) {
        line += fmt::format(" [probe status 0x{:02X}]", *fault.probeStatus);
    }
    return line;
}

} // namespace greenlight::base
