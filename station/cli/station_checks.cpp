#include "engine/probe/usb_bench.h"
#include "station/cli/commands.h"
#include "station/self_test.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>

namespace greenlight::station::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json toJson(const ProbeReport& report) {
    return {{"port", report.sight.port.text()},
            {"serial", report.sight.serial},
            {"product", fmt::format("{:04x}:{:04x}", report.sight.vendor, report.sight.product)},
            {"firmware", report.firmware},
            {"target_mv", report.millivolts},
            {"fault", report.fault ? Json(base::name(report.fault->code)) : Json(nullptr)}};
}

/// Prints the points of the self-test and remembers whether all were good.
class Points {
public:
    bool tell(const TestPoint& point) {
        if (point.fault) {
            const base::Sentences sentences = base::describe(*point.fault);
            std::puts(
                fmt::format("BAD   {:<10} {} {}", point.what, sentences.happened, sentences.doNow)
                    .c_str());
            m_allGood = false;
        } else {
            std::puts(fmt::format("OK    {:<10} {}", point.what, point.detail).c_str());
        }
        return true;
    }

    [[nodiscard]] bool allGood() const noexcept { return m_allGood; }

private:
    bool m_allGood = true;
};

} // namespace

Exit probes(bool json, Clock& clock) {
    probe::UsbBench bench(clock);
    const auto sights = bench.list();
    if (!sights) {
        complain(sights.fault());
        return Exit::NothingToDo;
    }
    Json list = Json::array();
    for (const probe::ProbeSight& sight : *sights) {
        const ProbeReport report = askProbe(bench, sight, clock);
        list.push_back(toJson(report));
        if (!json) {
            std::puts(fmt::format("{:<10} {:<24} {:04x}:{:04x} {:<12} {:>4} mV  {}",
                                  sight.port.text(), sight.serial, sight.vendor, sight.product,
                                  report.firmware, report.millivolts,
                                  report.fault ? base::describe(*report.fault).happened : "")
                          .c_str());
        }
    }
    if (json) {
        std::puts(toText(list, 2).c_str());
    }
    if (sights->empty()) {
        std::fputs("No ST-LINK is plugged in.\n", stderr);
        return Exit::NothingToDo;
    }
    return Exit::AllPassed;
}

Exit checkRecipe(const WorkplaceOptions& workplace, const fs::path& folder, Clock& clock) {
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto read = (*place)->readRecipe(folder);
    if (!read) {
        return complain(read.fault());
    }
    const job::Recipe& recipe = **read;
    std::puts(fmt::format("{} {} for product {} on {}", recipe.name, recipe.version, recipe.product,
                          recipe.device)
                  .c_str());
    for (const job::FileFact& file : recipe.files) {
        std::puts(fmt::format("  {}  SHA-256 {}", file.name, base::toHex(file.sha256)).c_str());
    }
    std::puts(fmt::format("  {} bytes in {} segments; recipe SHA-256 {}", recipe.image->sizeBytes(),
                          recipe.image->segments().size(), base::toHex(recipe.digest))
                  .c_str());
    if (recipe.described) {
        const target::FlashAlgorithm& flash = recipe.described->part->algorithm();
        std::puts(
            fmt::format("  {}: a part that this station does not know, {} bytes of flash from "
                        "0x{:08X} by the word of {}",
                        recipe.device, flash.size, flash.address, recipe.described->loader.name)
                .c_str());
    }
    for (const job::ExternalLoader& loader : recipe.loaders) {
        std::puts(fmt::format("  {}: {}, {} bytes from 0x{:08X}, proven {}", loader.file.name,
                              loader.algorithm->device, loader.algorithm->size,
                              loader.algorithm->address, job::name(loader.readWay))
                      .c_str());
    }
    for (const std::string& signer : recipe.signers) {
        std::puts(fmt::format("  released by {}", signer).c_str());
    }
    return Exit::AllPassed;
}

Exit selftest(const WorkplaceOptions& workplace, Clock& clock) {
    Points points;
    const PointTold tell = [&points](const TestPoint& point) { return points.tell(point); };
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        tell({.what = "settings", .fault = place.fault()});
        return exitOf(place.fault().code);
    }
    const Settings& settings = (*place)->settings();
    tell({.what = "settings", .detail = settings.name});
    // What a crash has left open is closed by this, and a new station gets its records.
    if (const auto journal = (*place)->openJournal(); !journal) {
        tell({.what = "journal", .fault = journal.fault()});
    }
    testStation(
        settings, workplace.training, (*place)->journalFile(), clock, [] { return false; }, tell);
    if (!workplace.training) {
        probe::UsbBench bench(clock);
        testProbes(bench, settings, clock, tell);
    }
    return points.allGood() ? Exit::AllPassed : Exit::NotFit;
}

} // namespace greenlight::station::cli
