#include "db/audit.h"
#include "db/checkpoint.h"
#include "engine/base/sha256.h"
#include "engine/probe/stlink.h"
#include "engine/probe/usb_bench.h"
#include "engine/target/device.h"
#include "engine/target/loader/blobs.h"
#include "station/cli/commands.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <set>

namespace greenlight::station::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Below this the line would stop within a shift: an attempt takes about 16 KB of journal.
constexpr std::uintmax_t leastFreeBytes = std::uintmax_t{256} << 20U;

/// One probe, as far as it lets itself be asked.
struct ProbeReport {
    probe::ProbeSight sight;
    std::string firmware;
    unsigned millivolts = 0;
    std::optional<Fault> fault;
};

ProbeReport ask(probe::Bench& bench, const probe::ProbeSight& sight, Clock& clock) {
    ProbeReport report{.sight = sight};
    auto link = bench.open(sight.port);
    if (!link) {
        report.fault = link.fault();
        return report;
    }
    auto probe = probe::StLink::open(std::move(link).value(), clock);
    if (!probe) {
        report.fault = probe.fault();
        return report;
    }
    report.firmware = (*probe)->firmware().text();
    if (const auto millivolts = (*probe)->targetMillivolts()) {
        report.millivolts = *millivolts;
    } else {
        report.fault = millivolts.fault();
    }
    return report;
}

Json toJson(const ProbeReport& report) {
    return {{"port", report.sight.port.text()},
            {"serial", report.sight.serial},
            {"product", fmt::format("{:04x}:{:04x}", report.sight.vendor, report.sight.product)},
            {"firmware", report.firmware},
            {"target_mv", report.millivolts},
            {"fault", report.fault ? Json(base::name(report.fault->code)) : Json(nullptr)}};
}

/// Prints one point of the self-test and remembers whether all were good.
class Points {
public:
    static void good(std::string_view what, std::string_view detail) {
        std::puts(fmt::format("OK    {:<10} {}", what, detail).c_str());
    }

    void bad(std::string_view what, const Fault& fault) {
        const base::Sentences sentences = base::describe(fault);
        std::puts(
            fmt::format("BAD   {:<10} {} {}", what, sentences.happened, sentences.doNow).c_str());
        m_allGood = false;
    }

    [[nodiscard]] bool allGood() const noexcept { return m_allGood; }

private:
    bool m_allGood = true;
};

void checkDisk(const Settings& settings, Points& points) {
    std::error_code error;
    const fs::space_info space = fs::space(settings.dataDir, error);
    if (error) {
        points.bad("disk",
                   {.code = FaultCode::JournalWrite,
                    .note = fmt::format("{}: {}", settings.dataDir.string(), error.message())});
    } else if (space.available < leastFreeBytes) {
        points.bad("disk", {.code = FaultCode::DiskFull,
                            .note = fmt::format("{} MB free", space.available >> 20U)});
    } else {
        Points::good("disk", fmt::format("{} MB free at {}", space.available >> 20U,
                                         settings.dataDir.string()));
    }
}

/// Where people sign in there have to be some, and what proves them.
void checkPeople(const Settings& settings, db::Journal& journal, Clock& clock, Points& points) {
    const auto people = People::open(journal, pinVaultOf(settings), clock);
    if (!people) {
        points.bad("people", people.fault());
    } else if (people->empty()) {
        points.bad("people", {.code = FaultCode::NotSignedIn,
                              .note = "there is nobody yet: greenlight people add"});
    } else {
        Points::good("people", fmt::format("{} on record", people->size()));
    }
}

void checkJournal(Workplace& place, Clock& clock, Points& points) {
    const auto journal = place.openJournal();
    if (!journal) {
        points.bad("journal", journal.fault());
        return;
    }
    const auto audit = db::verifyJournal(place.journalFile(), clock);
    if (!audit) {
        points.bad("journal", audit.fault());
    } else if (audit->finding) {
        points.bad("journal",
                   {.code = FaultCode::JournalCorrupt, .note = audit->finding->sentence});
    } else {
        Points::good("journal",
                     fmt::format("{} entries verified, {} left open by a crash", audit->head.size,
                                 (*journal)->interruptedAtOpen().size()));
    }
    const Settings& settings = place.settings();
    if (settings.signIn.wanted) {
        checkPeople(settings, **journal, clock, points);
    }
    const auto key = stationKey(settings);
    if (key) {
        Points::good("key", key->signer().text());
    } else {
        points.bad("key", key.fault());
    }
}

void checkLoaders() {
    base::Sha256 digest;
    std::set<target::FlashKind> kinds;
    for (const target::Device& device : target::allDevices()) {
        kinds.insert(device.flashKind);
    }
    for (const target::FlashKind kind : kinds) {
        for (const std::uint32_t word : target::loaderBlob(kind).words) {
            const std::array<std::uint8_t, 4> bytes{
                static_cast<std::uint8_t>(word), static_cast<std::uint8_t>(word >> 8U),
                static_cast<std::uint8_t>(word >> 16U), static_cast<std::uint8_t>(word >> 24U)};
            digest.add(bytes);
        }
    }
    Points::good("loaders", "SHA-256 " + base::toHex(digest.finish()));
}

void checkProbes(const Settings& settings, Clock& clock, Points& points) {
    probe::UsbBench bench(clock);
    const auto sights = bench.list();
    if (!sights) {
        points.bad("usb", sights.fault());
        return;
    }
    Points::good("usb", fmt::format("{} probes", sights->size()));
    for (const probe::ProbeSight& sight : *sights) {
        const ProbeReport report = ask(bench, sight, clock);
        if (report.fault) {
            points.bad("probe " + sight.port.text(), *report.fault);
        } else {
            Points::good("probe",
                         fmt::format("{} {} {}", sight.port.text(), sight.serial, report.firmware));
        }
    }
    for (const job::SlotPlace& slot : settings.slots) {
        const bool there = std::ranges::any_of(
            *sights, [&slot](const probe::ProbeSight& sight) { return sight.port == slot.port; });
        if (!there) {
            points.bad("slot " + slot.name,
                       {.code = FaultCode::ProbeAbsent, .note = "port " + slot.port.text()});
        }
    }
}

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
        const ProbeReport report = ask(bench, sight, clock);
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
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        points.bad("settings", place.fault());
        return exitOf(place.fault().code);
    }
    Points::good("settings", (*place)->settings().name);
    if (const auto trust = (*place)->trust()) {
        Points::good("trust", (*place)->settings().trust.string());
    } else {
        points.bad("trust", trust.fault());
    }
    checkJournal(**place, clock, points);
    checkDisk((*place)->settings(), points);
    checkLoaders();
    if (!workplace.training) {
        checkProbes((*place)->settings(), clock, points);
    }
    return points.allGood() ? Exit::AllPassed : Exit::NotFit;
}

} // namespace greenlight::station::cli
