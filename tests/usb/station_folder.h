#pragma once

#include "engine/probe/bench.h"
#include "tests/station/scratch.h"
#include "tests/usb/child_process.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace greenlight::usb {

/// What a station needs on its disk to program boards with the F407 through the program as it is
/// installed: settings with one slot a port, named "1", "2" and so on, a release authority made for
/// the day of the test, and a recipe that it has signed. Gone when the test is over.
class StationFolder {
public:
    StationFolder(std::span<const probe::PortPath> ports, std::span<const std::uint8_t> image);

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_scratch.path(); }

    /// What follows the program's name on a command line for this station.
    [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& words) const;
    /// The command that programs the boards in these slots, or in all.
    [[nodiscard]] std::vector<std::string>
    program(const std::vector<std::string>& slots = {}) const;

    [[nodiscard]] std::filesystem::path journal() const { return path() / "data" / "journal.db"; }

private:
    void release(std::span<const std::uint8_t> image);

    test::Scratch m_scratch;
};

/// The lines of `program --json` by slot.
[[nodiscard]] std::map<std::string, nlohmann::json> attempts(const ChildEnd& end);

} // namespace greenlight::usb
