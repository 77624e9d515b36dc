#include "engine/target/loader_fault.h"

#include "engine/target/loader/mailbox.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string_view>

namespace greenlight::target {

namespace {

struct Flag {
    std::uint32_t bit;
    std::string_view name;
};

// FLASH_SR of PM0075; of RM0090 and RM0385.
constexpr std::array flagsOfF1{Flag{2, "PGERR"}, Flag{4, "WRPRTERR"}};
constexpr std::array flagsOfF4{Flag{1, "OPERR"},  Flag{4, "WRPERR"}, Flag{5, "PGAERR"},
                               Flag{6, "PGPERR"}, Flag{7, "PGSERR"}, Flag{8, "RDERR"}};
// RM0367, RM0038.
constexpr std::array flagsOfL0{Flag{8, "WRPERR"},   Flag{9, "PGAERR"}, Flag{10, "SIZERR"},
                               Flag{11, "OPTVERR"}, Flag{13, "RDERR"}, Flag{16, "NOTZEROERR"},
                               Flag{17, "FWWERR"}};
// RM0351 3.7.5.
constexpr std::array flagsOfL4{Flag{1, "OPERR"},   Flag{3, "PROGERR"}, Flag{4, "WRPERR"},
                               Flag{5, "PGAERR"},  Flag{6, "SIZERR"},  Flag{7, "PGSERR"},
                               Flag{8, "MISERR"},  Flag{9, "FASTERR"}, Flag{14, "RDERR"},
                               Flag{15, "OPTVERR"}};
// RM0438, RM0456.
constexpr std::array flagsOfL5{Flag{1, "OPERR"},   Flag{3, "PROGERR"}, Flag{4, "WRPERR"},
                               Flag{5, "PGAERR"},  Flag{6, "SIZERR"},  Flag{7, "PGSERR"},
                               Flag{13, "OPTWERR"}};
// RM0468, RM0433; RM0481.
constexpr std::array flagsOfH7{Flag{17, "WRPERR"}, Flag{18, "PGSERR"},   Flag{19, "STRBERR"},
                               Flag{21, "INCERR"}, Flag{22, "OPERR"},    Flag{23, "RDPERR"},
                               Flag{24, "RDSERR"}, Flag{25, "SNECCERR"}, Flag{26, "DBECCERR"}};
constexpr std::array flagsOfH5{Flag{17, "WRPERR"},      Flag{18, "PGSERR"}, Flag{19, "STRBERR"},
                               Flag{20, "INCERR"},      Flag{21, "OBKERR"}, Flag{22, "OBKWERR"},
                               Flag{23, "OPTCHANGEERR"}};

std::span<const Flag> flagsOf(FlashKind kind) {
    switch (kind) {
    case FlashKind::F1:
        return flagsOfF1;
    case FlashKind::F4:
        return flagsOfF4;
    case FlashKind::L0:
        return flagsOfL0;
    case FlashKind::L4:
        return flagsOfL4;
    case FlashKind::L5:
        return flagsOfL5;
    case FlashKind::H7:
    case FlashKind::H7AB:
        return flagsOfH7;
    case FlashKind::H5:
        return flagsOfH5;
    case FlashKind::Algorithm:
        break;
    }
    return {};
}

/// The bit of the status register that says the address is write protected.
std::uint32_t protectionFlag(FlashKind kind) {
    switch (kind) {
    case FlashKind::H7:
    case FlashKind::H7AB:
    case FlashKind::H5:
        return 1U << 17U;
    case FlashKind::L0:
        return 1U << 8U;
    default:
        return 1U << 4U;
    }
}

std::string statusNote(FlashKind kind, std::uint32_t status) {
    const std::string names = flashErrorNames(kind, status);
    return fmt::format("flash status 0x{:08X}{}{}", status, names.empty() ? "" : " ", names);
}

} // namespace

std::string flashErrorNames(FlashKind kind, std::uint32_t status) {
    std::string names;
    for (const Flag& flag : flagsOf(kind)) {
        if (((status >> flag.bit) & 1U) != 0) {
            names += names.empty() ? "" : " ";
            names += flag.name;
        }
    }
    return names;
}

Fault loaderFault(const Device& device, const LoaderComplaint& complaint) {
    Fault fault{.stage = complaint.stage,
                .address = complaint.address,
                .note = statusNote(device.flashKind, complaint.status)};
    const bool isProtected = (complaint.status & protectionFlag(device.flashKind)) != 0;
    switch (complaint.kind) {
    case wire::LoaderFlashLocked:
        fault.code = FaultCode::FlashLocked;
        fault.note = fmt::format("flash control 0x{:08X}", complaint.status);
        break;
    case wire::LoaderEraseError:
        fault.code = isProtected ? FaultCode::FlashProtected : FaultCode::EraseFailed;
        break;
    case wire::LoaderEraseTimeout:
        fault.code = FaultCode::EraseTimeout;
        break;
    case wire::LoaderNotBlank:
        fault.code = FaultCode::NotBlank;
        fault.note = fmt::format("found 0x{:08X}", complaint.status);
        break;
    case wire::LoaderProgramError:
        fault.code = isProtected ? FaultCode::FlashProtected : FaultCode::ProgramFailed;
        break;
    case wire::LoaderProgramTimeout:
        fault.code = FaultCode::ProgramTimeout;
        break;
    case wire::LoaderPageDamaged:
        fault.code = FaultCode::UploadCorrupt;
        fault.note = "a page does not have the sum it was sent with";
        break;
    case wire::LoaderBadDescriptor:
        fault.code = FaultCode::UploadCorrupt;
        fault.note = fmt::format("work {} was damaged on the way", complaint.index);
        break;
    default:
        fault.code = FaultCode::LoaderCrashed;
        fault.note = fmt::format("it reports fault {}", complaint.kind);
        break;
    }
    return fault;
}

} // namespace greenlight::target
