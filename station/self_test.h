#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/bench.h"
#include "station/settings.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace greenlight::station {

/// One thing that a station needs, and whether it is as it should be.
struct TestPoint {
    std::string what{};   ///< a word for it: "disk", "journal", "probe 1-1.2"
    std::string detail{}; ///< what was found, where it is good
    std::optional<Fault> fault{};
};

/// Told of each point as soon as it is known; what it gives says whether the test goes on.
using PointTold = std::function<bool(const TestPoint&)>;

/// Space for records. The line would stop within a shift when there is less than it asks for.
[[nodiscard]] TestPoint testDisk(const Settings& settings);

/// Every entry, checkpoint, verdict and table of the records, beside whoever writes them.
/// `unwanted` calls it off.
[[nodiscard]] TestPoint testRecords(const std::filesystem::path& journal, Clock& clock,
                                    const std::function<bool()>& unwanted);

/// Where people sign in there have to be some, and what proves them.
[[nodiscard]] TestPoint testPeople(const std::filesystem::path& journal, const Settings& settings,
                                   Clock& clock);

/// The key that signs the records.
[[nodiscard]] TestPoint testKey(const Settings& settings);

/// Who may release recipes; `training` allows the training authority.
[[nodiscard]] TestPoint testTrust(const Settings& settings, bool training);

/// The code for the chips that came with the program, by its digest.
[[nodiscard]] TestPoint testLoaders();

/// All of these.
void testStation(const Settings& settings, bool training, const std::filesystem::path& journal,
                 Clock& clock, const std::function<bool()>& unwanted, const PointTold& told);

/// Every probe that is plugged in is opened and asked, and every slot has to have its own. For a
/// station without a line: probes belong to its slots. Faults go to `told` as well.
void testProbes(probe::Bench& bench, const Settings& settings, Clock& clock, const PointTold& told);

/// One probe, as far as it lets itself be asked.
struct ProbeReport {
    probe::ProbeSight sight{};
    std::string firmware{};
    unsigned millivolts = 0;
    std::optional<Fault> fault{};
};

/// Opens and asks a probe.
[[nodiscard]] ProbeReport askProbe(probe::Bench& bench, const probe::ProbeSight& sight,
                                   Clock& clock);

} // namespace greenlight::station
