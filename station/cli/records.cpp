#include "db/audit.h"
#include "db/checkpoint.h"
#include "db/units.h"
#include "engine/job/read_file.h"
#include "station/cli/commands.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>

namespace greenlight::station::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Checkpoints and keys take a few hundred bytes.
constexpr std::uint64_t largestNote = 64ULL * 1024;

Json recordJson(const db::AttemptRecord& record) {
    const auto parsed = [](const std::string& text) {
        return text.empty() ? Json(nullptr) : Json::parse(text, nullptr, false);
    };
    return {{"attempt", record.attempt},
            {"begun", record.begunAt},
            {"ended", record.endedAt},
            {"slot", record.slot},
            {"port", record.port},
            {"probe_serial", record.probeSerial},
            {"product", record.product},
            {"training", record.training},
            {"recipe", record.recipe},
            {"recipe_version", record.recipeVersion},
            {"operator", record.operatorName},
            {"serial", record.serial},
            {"uid", record.uid},
            {"rework", record.rework},
            {"verdict", record.verdict ? Json(job::name(*record.verdict)) : Json(nullptr)},
            {"fault", record.fault.empty() ? Json(nullptr) : Json(record.fault)},
            {"receipt", record.receipt == 0
                            ? Json(nullptr)
                            : Json{{"sequence", record.receipt},
                                   {"leaf", record.leaf ? base::toHex(*record.leaf) : ""}}},
            {"intent", parsed(record.intent)},
            {"ending", parsed(record.ending)}};
}

void print(const db::AttemptRecord& record) {
    const std::string verdict(record.verdict ? job::name(*record.verdict) : "OPEN");
    std::puts(fmt::format("{}  {}  serial {}  chip {}", record.begunAt, verdict,
                          record.serial.empty() ? "-" : record.serial,
                          record.uid.empty() ? "-" : record.uid)
                  .c_str());
    std::puts(fmt::format("    {} {} for {}{}, slot {} (port {}, probe {}), by {}", record.recipe,
                          record.recipeVersion, record.product,
                          record.training ? " (training)" : "", record.slot, record.port,
                          record.probeSerial, record.operatorName)
                  .c_str());
    if (!record.fault.empty()) {
        const auto code = base::faultNamed(record.fault);
        std::puts(
            fmt::format("    {}", code ? base::describe({.code = *code}).happened : record.fault)
                .c_str());
    }
    if (record.receipt != 0 && record.leaf) {
        std::puts(fmt::format("    receipt {}, leaf {}", record.receipt, base::toHex(*record.leaf))
                      .c_str());
    }
}

/// The key that signs this station's checkpoints; none when it never made one.
Result<std::optional<db::SignerKey>> publicKey(const Settings& settings) {
    const std::filesystem::path file = settings.dataDir / "station.key.pub";
    std::error_code error;
    if (std::filesystem::status(file, error).type() == std::filesystem::file_type::not_found) {
        return std::optional<db::SignerKey>();
    }
    const auto bytes = TRY(job::readFile(file.string(), largestNote));
    std::string text(bytes.begin(), bytes.end());
    while (text.ends_with('\n')) {
        text.pop_back();
    }
    return std::optional(TRY(db::SignerKey::fromText(text)));
}

Result<db::AuditOrder> auditOrder(const Settings& settings, const std::vector<std::string>& notes) {
    db::AuditOrder order;
    order.signer = TRY(publicKey(settings));
    for (const std::string& file : notes) {
        const auto bytes = TRY(job::readFile(file, largestNote));
        order.notes.emplace_back(bytes.begin(), bytes.end());
    }
    return order;
}

} // namespace

Result<std::vector<db::AttemptRecord>> findAttempts(db::Units& units, const std::string& name) {
    std::map<std::uint64_t, db::AttemptRecord> found;
    for (db::UnitRecord& record : std::array{TRY(units.bySerial(name)), TRY(units.byUid(name))}) {
        for (db::AttemptRecord& attempt : record.attempts) {
            found.emplace(attempt.attempt, attempt);
        }
    }
    std::vector<db::AttemptRecord> attempts;
    attempts.reserve(found.size());
    for (auto& [sequence, attempt] : found) {
        attempts.push_back(std::move(attempt));
    }
    return attempts;
}

Exit complainOfRecords(const Fault& fault) {
    const Exit exit = complain(fault);
    return exit == Exit::WrongUse ? Exit::NotFit : exit;
}

Exit unit(const WorkplaceOptions& workplace, const std::string& name, bool json, Clock& clock) {
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    auto units = db::Units::open((*place)->journalFile(), clock);
    if (!units) {
        return complainOfRecords(units.fault());
    }
    const auto attempts = findAttempts(*units, name);
    if (!attempts) {
        return complainOfRecords(attempts.fault());
    }
    if (json) {
        Json list = Json::array();
        for (const db::AttemptRecord& attempt : *attempts) {
            list.push_back(recordJson(attempt));
        }
        std::puts(toText(list, 2).c_str());
    } else {
        for (const db::AttemptRecord& attempt : *attempts) {
            print(attempt);
        }
    }
    if (attempts->empty()) {
        std::fputs(fmt::format("Nothing is on record about {}.\n", name).c_str(), stderr);
        return Exit::NothingToDo;
    }
    return Exit::AllPassed;
}

Exit auditVerify(const WorkplaceOptions& workplace, const std::vector<std::string>& notes,
                 Clock& clock) {
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto order = auditOrder((*place)->settings(), notes);
    if (!order) {
        return complain(order.fault());
    }
    const auto audit = db::verifyJournal((*place)->journalFile(), clock, *order);
    if (!audit) {
        return complainOfRecords(audit.fault());
    }
    if (audit->finding) {
        std::puts(fmt::format("BAD: entry {} ({}) is {}: {}", audit->finding->sequence,
                              audit->finding->kind, db::name(audit->finding->trouble),
                              audit->finding->sentence)
                      .c_str());
        return Exit::NotFit;
    }
    std::puts(fmt::format("OK: {} entries, {} attempts ({} open), {} checkpoints{}, root {}",
                          audit->head.size, audit->attempts, audit->open, audit->checkpoints,
                          order->signer ? " signed by the station" : "",
                          base::toHex(audit->head.root))
                  .c_str());
    if (!order->signer && audit->checkpoints != 0) {
        std::fputs("Signatures were not looked at: station.key.pub is not beside the journal.\n",
                   stderr);
    }
    return Exit::AllPassed;
}

Exit auditCheckpoint(const WorkplaceOptions& workplace, Clock& clock) {
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    // Nothing is made here: whoever asks for the wrong folder must not get an empty journal signed.
    if (const auto there = db::Units::open((*place)->journalFile(), clock); !there) {
        return complainOfRecords(there.fault());
    }
    const auto journal = (*place)->openJournal();
    if (!journal) {
        return complain(journal.fault());
    }
    const Settings& settings = (*place)->settings();
    const auto key = db::StationKey::loadOrMake(settings.dataDir / "station.key", settings.name);
    if (!key) {
        return complain(key.fault());
    }
    const auto note = (*journal)->checkpoint(*key);
    if (!note) {
        return complain(note.fault());
    }
    std::fputs(note->c_str(), stdout);
    return Exit::AllPassed;
}

} // namespace greenlight::station::cli
