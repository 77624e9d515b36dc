#include "db/archive_file.h"
#include "db/audit.h"
#include "db/checkpoint.h"
#include "db/units.h"
#include "engine/job/read_file.h"
#include "station/cli/commands.h"
#include "station/flash_record.h"
#include "station/local_time.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace greenlight::station::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Checkpoints and keys take a few hundred bytes.
constexpr std::uint64_t largestNote = 64ULL * 1024;

/// What makes the times of an attempt doubtful.
Json clockJson(const std::vector<db::ClockChange>& changes) {
    Json list = Json::array();
    for (const db::ClockChange& change : changes) {
        list.push_back({{"sequence", change.sequence},
                        {"what", change.what},
                        {"before", change.before},
                        {"after", change.after},
                        {"by_us", change.byMicros}});
    }
    return list;
}

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
            {"ending", parsed(record.ending)},
            {"work_order", record.workOrder},
            {"clock", clockJson(record.clock)}};
}

/// One line of the list of attempts.
void print(const db::AttemptRecord& record) {
    std::puts(fmt::format("  {}  {:<11} {} {}, slot {}, by {}  {}", localMomentText(record.begunAt),
                          record.verdict ? job::name(*record.verdict) : "OPEN", record.recipe,
                          record.recipeVersion, record.slot, record.operatorName,
                          record.fault.empty() ? "" : sentenceOf(record.fault))
                  .c_str());
}

/// The flash record of the last attempt, and the list of all.
void print(const std::vector<db::AttemptRecord>& attempts) {
    const db::AttemptRecord& last = attempts.back();
    std::puts(fmt::format("{}{}", last.product, last.training ? " (training)" : "").c_str());
    for (const RecordSection& section : flashRecordOf(last, attempts.size(), attempts.size())) {
        std::puts(fmt::format("\n{}", section.title).c_str());
        for (const RecordField& field : section.fields) {
            std::puts(fmt::format("  {:<22} {}", field.label, field.value).c_str());
        }
    }
    std::puts(fmt::format("\nAttempts ({})", attempts.size()).c_str());
    std::ranges::for_each(attempts, [](const db::AttemptRecord& attempt) { print(attempt); });
}

/// A certificate is of what has ended; who asks is told of the rest.
Exit certifyWhatEnded(Workplace& place, std::vector<db::AttemptRecord> attempts,
                      const UnitOptions& options) {
    const auto open = std::erase_if(
        attempts, [](const db::AttemptRecord& attempt) { return !attempt.verdict.has_value(); });
    if (attempts.empty()) {
        std::fputs(fmt::format("No attempt on {} has ended yet.\n", options.name).c_str(), stderr);
        return Exit::NothingToDo;
    }
    if (open != 0) {
        std::fputs("An attempt that is in work is not in it.\n", stderr);
    }
    return certificate(place, attempts, options.name, options.certificate);
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

Result<db::AuditOrder> auditOrder(const Settings& settings, const AuditOptions& options) {
    return db::AuditOrder{.depth =
                              options.leavesOnly ? db::AuditDepth::Leaves : db::AuditDepth::All,
                          .signer = TRY(publicKey(settings)),
                          .notes = TRY(readNotes(options.notes))};
}

/// What was found in order, on one line.
std::string soundness(const db::Audit& audit, const AuditOptions& options, bool isSigned) {
    const std::string attempts =
        options.leavesOnly ? std::string()
                           : fmt::format(" {} attempts ({} open),", audit.attempts, audit.open);
    const std::string entries = audit.first == 1
                                    ? fmt::format("{} entries", audit.head.size)
                                    : fmt::format("entries {} to {}", audit.first, audit.head.size);
    return fmt::format("OK: {},{} {} checkpoints{}, root {}", entries, attempts, audit.checkpoints,
                       isSigned ? " signed by the station" : "", base::toHex(audit.head.root));
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

Exit unit(const UnitOptions& options, Clock& clock) {
    const auto place = Workplace::open(options.workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    auto units = db::Units::open((*place)->journalFile(), clock);
    if (!units) {
        return complainOfRecords(units.fault());
    }
    const auto attempts = findAttempts(*units, options.name);
    if (!attempts) {
        return complainOfRecords(attempts.fault());
    }
    if (options.json) {
        Json list = Json::array();
        for (const db::AttemptRecord& attempt : *attempts) {
            list.push_back(recordJson(attempt));
        }
        std::puts(toText(list, 2).c_str());
    }
    if (attempts->empty()) {
        std::fputs(fmt::format("Nothing is on record about {}.\n", options.name).c_str(), stderr);
        return Exit::NothingToDo;
    }
    if (!options.certificate.empty()) {
        return certifyWhatEnded(**place, *attempts, options);
    }
    if (!options.json) {
        print(*attempts);
    }
    return Exit::AllPassed;
}

Result<std::vector<std::string>> readNotes(const std::vector<std::string>& files) {
    std::vector<std::string> notes;
    for (const std::string& file : files) {
        const auto bytes = TRY(job::readFile(file, largestNote));
        notes.emplace_back(bytes.begin(), bytes.end());
    }
    return notes;
}

Exit auditVerify(const AuditOptions& options, Clock& clock) {
    const auto place = Workplace::open(options.workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto order = auditOrder((*place)->settings(), options);
    if (!order) {
        return complain(order.fault());
    }
    const std::filesystem::path file =
        options.file.empty() ? (*place)->journalFile() : std::filesystem::path(options.file);
    const auto audit = db::isArchive(file) ? db::verifyArchive(file, *order)
                                           : db::verifyJournal(file, clock, *order);
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
    std::puts(soundness(*audit, options, order->signer.has_value()).c_str());
    if (audit->absent != 0) {
        std::fputs(fmt::format("Of {} entries only the leaves were compared: the archives with "
                               "their bodies are not beside the journal.\n",
                               audit->absent)
                       .c_str(),
                   stderr);
    }
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
    const auto key = stationKey(settings);
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
