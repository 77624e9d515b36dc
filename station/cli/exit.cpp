#include "station/cli/commands.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdio>

namespace greenlight::station::cli {

Exit exitOf(FaultCode code) noexcept {
    switch (code) {
    case FaultCode::JournalWrite:
    case FaultCode::JournalCorrupt:
    case FaultCode::JournalInUse:
    case FaultCode::DiskFull:
    case FaultCode::StationKey:
    case FaultCode::TrustUnreadable:
    case FaultCode::NotReceipted:
    case FaultCode::Internal:
        return Exit::NotFit;
    case FaultCode::ProbeAbsent:
    case FaultCode::UsbFailure:
    case FaultCode::NothingInSlot:
        return Exit::NothingToDo;
    default:
        return Exit::WrongUse;
    }
}

Exit complain(const Fault& fault) {
    const base::Sentences sentences = base::describe(fault);
    spdlog::debug("{}", base::toLogLine(fault));
    std::fputs(fmt::format("greenlight: {}\n{}\n", sentences.happened, sentences.doNow).c_str(),
               stderr);
    return exitOf(fault.code);
}

} // namespace greenlight::station::cli
