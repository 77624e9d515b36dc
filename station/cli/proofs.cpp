#include "db/checkpoint.h"
#include "db/proof_file.h"
#include "db/units.h"
#include "engine/job/read_file.h"
#include "station/cli/commands.h"
#include "station/cli/pdf_proof.h"
#include "station/unit_proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace greenlight::station::cli {

namespace {

constexpr std::uint64_t largestKeyFile = 4096;

Result<std::string> proofOf(Workplace& place, const std::string& name, Clock& clock) {
    auto units = TRY(db::Units::open(place.journalFile(), clock));
    std::vector<std::uint64_t> attempts;
    for (const db::AttemptRecord& attempt : TRY(findAttempts(units, name))) {
        if (attempt.verdict) {
            attempts.push_back(attempt.attempt);
        }
    }
    if (attempts.empty()) {
        return std::string();
    }
    return proofOfAttempts(place, attempts);
}

void print(const db::Entry& entry) {
    const auto text = [&entry](const char* key) {
        const auto value = entry.data.value(key, nlohmann::ordered_json());
        return value.is_string() ? value.get<std::string>() : std::string();
    };
    std::string line =
        fmt::format("{}  entry {}  {}  {}", entry.time, entry.sequence, entry.station, entry.kind);
    for (const char* key : {"product", "recipe", "slot", "serial", "uid", "verdict"}) {
        if (const std::string value = text(key); !value.empty()) {
            line += fmt::format("  {} {}", key, value);
        }
    }
    std::puts(line.c_str());
}

} // namespace

Result<db::SignerKey> keyNamed(const std::string& name) {
    if (name.find('+') != std::string::npos && name.find('\n') == std::string::npos) {
        if (auto key = db::SignerKey::fromText(name); key.ok()) {
            return key;
        }
    }
    const auto bytes = TRY(job::readFile(name, largestKeyFile));
    std::string text(bytes.begin(), bytes.end());
    while (text.ends_with('\n')) {
        text.pop_back();
    }
    return db::SignerKey::fromText(text);
}

Result<std::string> proofOfAttempts(Workplace& place, const std::vector<std::uint64_t>& attempts) {
    // Only a new checkpoint needs the journal to be free.
    const auto sign = [&place]() -> Result<void> {
        db::Journal* const journal = TRY(place.openJournal());
        const Settings& settings = place.settings();
        const auto key = TRY(stationKey(settings));
        TRY(journal->checkpoint(key));
        return {};
    };
    return proveAttempts(place.journalFile(), attempts, sign, place.clock());
}

Exit auditProve(const WorkplaceOptions& workplace, const std::string& name, const std::string& file,
                Clock& clock) {
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto proof = proofOf(**place, name, clock);
    if (!proof) {
        return complainOfRecords(proof.fault());
    }
    if (proof->empty()) {
        std::fputs(fmt::format("Nothing is on record about {}.\n", name).c_str(), stderr);
        return Exit::NothingToDo;
    }
    return writeOut(*proof, file);
}

Exit auditCheckProof(const std::string& file, const std::string& key) {
    const auto signer = keyNamed(key);
    if (!signer) {
        return complain(signer.fault());
    }
    const auto bytes = job::readFile(file, db::largestProofFile);
    if (!bytes) {
        return complain(bytes.fault());
    }
    std::string proof(bytes->begin(), bytes->end());
    if (auto inside = proofInside(proof)) {
        proof = *std::move(inside);
    }
    const auto proven = db::checkProof(proof, *signer);
    if (!proven) {
        std::puts(fmt::format("NOT PROVEN: {}", proven.fault().note).c_str());
        return Exit::NotAllPassed;
    }
    for (const db::Entry& entry : proven->entries) {
        print(entry);
    }
    std::puts(fmt::format("PROVEN: {} entries are in the journal of {}, signed at {} entries",
                          proven->entries.size(), proven->checkpoint.origin,
                          proven->checkpoint.head.size)
                  .c_str());
    return Exit::AllPassed;
}

} // namespace greenlight::station::cli
