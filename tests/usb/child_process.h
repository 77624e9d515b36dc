#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace greenlight::usb {

/// How a program ended and what it said.
struct ChildEnd {
    int status = -1; ///< exit status; 128 + signal when a signal ended it
    bool timedOut = false;
    std::string output{}; ///< standard output
    std::string errors{}; ///< standard error

    /// Both, for looking for words.
    [[nodiscard]] std::string said() const { return output + errors; }
};

/// Runs a program, found by PATH, with `environment` ("NAME=value") on top of this process' own.
/// One that does not end by itself is killed after `patience` together with its children.
ChildEnd runChild(const std::vector<std::string>& command,
                  const std::vector<std::string>& environment, std::chrono::seconds patience,
                  const std::filesystem::path& folder = ".");

} // namespace greenlight::usb
