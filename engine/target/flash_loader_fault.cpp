#include "engine/target/flash_loader.h"

#include <fmt/format.h>

// What the loader's own faults mean.

namespace greenlight::target {

namespace {

/// The bit of the status register that says the address is write protected.
std::uint32_t protectionFlag(FlashKind kind) {
    switch (kind) {
    case FlashKind::H7:
    case FlashKind::H7AB:
    case FlashKind::H5:
        return 1U << 17U;
    default:
        return 1U << 4U;
    }
}

} // namespace

Fault FlashLoader::loaderFault() const {
    const Report& said = m_report;
    Fault fault{.stage = stageOf(said.faultIndex),
                .address = said.faultAddress,
                .note = fmt::format("flash status 0x{:08X}", said.faultStatus)};
    const bool isProtected = (said.faultStatus & protectionFlag(m_plan.device->flashKind)) != 0;
    switch (said.faultKind) {
    case wire::LoaderFlashLocked:
        fault.code = FaultCode::FlashLocked;
        fault.note = fmt::format("flash control 0x{:08X}", said.faultStatus);
        break;
    case wire::LoaderEraseError:
        fault.code = isProtected ? FaultCode::FlashProtected : FaultCode::EraseFailed;
        break;
    case wire::LoaderEraseTimeout:
        fault.code = FaultCode::EraseTimeout;
        break;
    case wire::LoaderNotBlank:
        fault.code = FaultCode::NotBlank;
        fault.note = fmt::format("found 0x{:08X}", said.faultStatus);
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
        fault.note = fmt::format("work {} was damaged on the way", said.faultIndex);
        break;
    default:
        fault.code = FaultCode::LoaderCrashed;
        fault.note = fmt::format("it reports fault {}", said.faultKind);
        break;
    }
    return fault;
}

} // namespace greenlight::target
