#include "station/cli/commands.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

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
    case FaultCode::PersonSecrets:
    case FaultCode::FileNotWritten:
    case FaultCode::RecordsOlder:
    case FaultCode::RecordsArchived:
    case FaultCode::Internal:
        return Exit::NotFit;
    case FaultCode::NothingInSlot:
        return Exit::NothingToDo;
    case FaultCode::Cancelled:
        return Exit::Stopped;
    case FaultCode::ExportMismatch:
    case FaultCode::CopyDiffers:
        return Exit::NotAllPassed;
    default:
        // Whatever is wrong with a probe or its USB: there is nothing to program with.
        return static_cast<unsigned>(code) / 100 == 1 ? Exit::NothingToDo : Exit::WrongUse;
    }
}

Exit complain(const Fault& fault) {
    const base::Sentences sentences = base::describe(fault);
    spdlog::debug("{}", base::toLogLine(fault));
    std::fputs(fmt::format("greenlight: {}\n{}\n", sentences.happened, sentences.doNow).c_str(),
               stderr);
    return exitOf(fault.code);
}

Exit refuseUse(const std::string& sentence) {
    std::fputs(fmt::format("greenlight: {}\n", sentence).c_str(), stderr);
    return Exit::WrongUse;
}

Exit writeOut(const std::string& text, const std::string& file) {
    if (file.empty()) {
        (void)std::fputs(text.c_str(), stdout); // Lost output is noticed when the program ends.
        return Exit::AllPassed;
    }
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.close();
    if (!stream) {
        std::fputs(
            fmt::format("greenlight: {} could not be written: {}\n", file, std::strerror(errno))
                .c_str(),
            stderr);
        return Exit::NotFit;
    }
    return Exit::AllPassed;
}

std::string toText(const nlohmann::ordered_json& json, int indent) {
    return json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace greenlight::station::cli
