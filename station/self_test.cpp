#include "station/self_test.h"

#include "db/audit.h"
#include "db/people.h"
#include "engine/base/sha256.h"
#include "engine/probe/stlink.h"
#include "engine/target/device.h"
#include "engine/target/loader/blobs.h"
#include "station/pin_vault.h"
#include "station/roles.h"
#include "station/workplace.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace greenlight::station {

namespace {

namespace fs = std::filesystem;

/// Below this the line would stop within a shift: an attempt takes about 16 KB of journal.
constexpr std::uintmax_t leastFreeBytes = std::uintmax_t{256} << 20U;

TestPoint good(std::string what, std::string detail) {
    return {.what = std::move(what), .detail = std::move(detail)};
}

TestPoint bad(std::string what, Fault fault) {
    return {.what = std::move(what), .fault = std::move(fault)};
}

} // namespace

TestPoint testDisk(const Settings& settings) {
    std::error_code error;
    const fs::space_info space = fs::space(settings.dataDir, error);
    if (error) {
        return bad("disk",
                   {.code = FaultCode::JournalWrite,
                    .note = fmt::format("{}: {}", settings.dataDir.string(), error.message())});
    }
    if (space.available < leastFreeBytes) {
        return bad("disk", {.code = FaultCode::DiskFull,
                            .note = fmt::format("{} MB free", space.available >> 20U)});
    }
    return good("disk",
                fmt::format("{} MB free at {}", space.available >> 20U, settings.dataDir.string()));
}

TestPoint testRecords(const fs::path& journal, Clock& clock,
                      const std::function<bool()>& unwanted) {
    db::AuditOrder order;
    order.progress = [&unwanted](std::uint64_t, std::uint64_t) { return !unwanted(); };
    const auto audit = db::verifyJournal(journal, clock, order);
    if (!audit) {
        return bad("journal", audit.fault());
    }
    if (audit->finding) {
        return bad("journal",
                   {.code = FaultCode::JournalCorrupt, .note = audit->finding->sentence});
    }
    return good("journal", fmt::format("{} entries verified", audit->head.size));
}

TestPoint testPeople(const fs::path& journal, const Settings& settings, Clock& clock) {
    const auto people = db::readPeople(journal, clock);
    if (!people) {
        return bad("people", people.fault());
    }
    if (people->empty()) {
        return bad("people", {.code = FaultCode::NotSignedIn,
                              .note = "there is nobody yet: greenlight people add"});
    }
    for (const db::PersonRecord& person : *people) {
        if (!roleNamed(person.role)) {
            return bad("people", {.code = FaultCode::JournalCorrupt,
                                  .note = fmt::format("{} is {}, which this version does not know",
                                                      person.name, person.role)});
        }
    }
    if (const auto vault = PinVault::open(pinVaultOf(settings)); !vault) {
        return bad("people", vault.fault());
    }
    return good("people", fmt::format("{} on record", people->size()));
}

TestPoint testKey(const Settings& settings) {
    const auto key = stationKey(settings);
    return key ? good("key", key->signer().text()) : bad("key", key.fault());
}

TestPoint testTrust(const Settings& settings, bool training) {
    const auto trust = readTrust(settings, training);
    return trust ? good("trust", settings.trust.string()) : bad("trust", trust.fault());
}

TestPoint testLoaders() {
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
    return good("loaders", "SHA-256 " + base::toHex(digest.finish()));
}

void testStation(const Settings& settings, bool training, const fs::path& journal, Clock& clock,
                 const std::function<bool()>& unwanted, const PointTold& told) {
    bool wanted = told(testTrust(settings, training)) && told(testDisk(settings)) &&
                  told(testKey(settings)) && told(testLoaders());
    if (wanted && settings.signIn.wanted) {
        wanted = told(testPeople(journal, settings, clock));
    }
    if (wanted) {
        (void)told(testRecords(journal, clock, unwanted));
    }
}

ProbeReport askProbe(probe::Bench& bench, const probe::ProbeSight& sight, Clock& clock) {
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

void testProbes(probe::Bench& bench, const Settings& settings, Clock& clock,
                const PointTold& told) {
    const auto sights = bench.list();
    if (!sights) {
        (void)told(bad("usb", sights.fault()));
        return;
    }
    bool wanted = told(good("usb", fmt::format("{} probes", sights->size())));
    for (const probe::ProbeSight& sight : *sights) {
        if (!wanted) {
            return;
        }
        const ProbeReport report = askProbe(bench, sight, clock);
        wanted = told(report.fault ? bad("probe " + sight.port.text(), *report.fault)
                                   : good("probe", fmt::format("{} {} {}", sight.port.text(),
                                                               sight.serial, report.firmware)));
    }
    for (const job::SlotPlace& slot : settings.slots) {
        const bool there = std::ranges::any_of(
            *sights, [&slot](const probe::ProbeSight& sight) { return sight.port == slot.port; });
        if (!there && wanted) {
            wanted = told(bad("slot " + slot.name, {.code = FaultCode::ProbeAbsent,
                                                    .note = "port " + slot.port.text()}));
        }
    }
}

} // namespace greenlight::station
