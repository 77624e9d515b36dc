// What comes back from records: entries of the journal, evidence, checkpoints, proofs.
#include "db/checkpoint.h"
#include "db/entry.h"
#include "db/merkle.h"
#include "engine/base/check.h"
#include "engine/base/json_tape.h"
#include "engine/job/evidence_tape.h"
#include "engine/job/verdict.h"
#include "tests/fuzz/reader.h"

#include <nlohmann/json.hpp>

namespace greenlight::fuzz {

namespace {

/// The quick reader takes nothing that the other one does not, and reads nothing else in it.
void takeQuickly(const std::string& text) {
    base::JsonTape tape;
    if (!tape.read(text)) {
        return;
    }
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    CHECK(!json.is_discarded() && json.dump() == text);
    if (const auto quick = job::evidenceFromTape({tape, 0})) {
        const auto evidence = job::evidenceFromJson(json);
        CHECK(evidence.ok() && job::toJson(*evidence) == job::toJson(*quick));
    }
}

} // namespace

void takeBody(Bytes bytes) {
    const std::string body = textOf(bytes);
    takeQuickly(body);
    const auto entry = db::parseBody(body);
    if (!entry) {
        CHECK(entry.fault().code == FaultCode::JournalCorrupt);
        return;
    }
    const auto again = db::canonicalBody(*entry);
    CHECK(again.ok() && *again == body);
}

void takeEvidence(Bytes bytes) {
    takeQuickly(textOf(bytes));
    const auto json = nlohmann::ordered_json::parse(bytes.begin(), bytes.end(), nullptr, false);
    const auto evidence = job::evidenceFromJson(json);
    if (!evidence) {
        CHECK(evidence.fault().code == FaultCode::JournalCorrupt);
        return;
    }
    const job::Judgement judgement = job::judge(*evidence);
    CHECK((judgement.verdict == job::Verdict::Pass) == !judgement.fault.has_value());
    // What was read is what would have been written.
    const nlohmann::ordered_json written = job::toJson(*evidence);
    const auto again = job::evidenceFromJson(written);
    CHECK(again.ok() && job::toJson(*again) == written);
    CHECK(job::judge(*again).verdict == judgement.verdict);
}

void takeNote(Bytes bytes) {
    // The key that signed the checkpoint of the corpus.
    static const auto signer = db::SignerKey::fromText(
        "greenlight/seed-1+e5b9d6bc+ASfyq6y4IQAryiSub//nfgPr45ivdKqw0NY+0GnA0xsV");
    CHECK(signer.ok());
    const std::string text = textOf(bytes);
    const auto note = db::readNote(text);
    const auto verified = db::verifyNote(text, *signer);
    CHECK(note.ok() || !verified.ok());
    if (const auto key = db::SignerKey::fromText(text)) {
        CHECK(key->text() == text);
    }
}

void takeProof(Bytes bytes) {
    Reader reader(bytes);
    const auto digest = [&reader] {
        Digest value{};
        const Bytes taken = reader.take(value.size());
        std::copy(taken.begin(), taken.end(), value.begin());
        return value;
    };
    const std::uint64_t index = reader.number() | static_cast<std::uint64_t>(reader.number()) << 32;
    const std::uint64_t size = reader.number() | static_cast<std::uint64_t>(reader.number()) << 32;
    const Digest leaf = digest();
    const Digest root = digest();
    db::Proof proof;
    while (!reader.empty()) {
        proof.push_back(digest());
    }
    // A hash that somebody guessed is the only other way to these.
    CHECK(!db::verifyInclusion(leaf, index, size, proof, root) || (size == 1 && leaf == root) ||
          !proof.empty());
    CHECK(!db::verifyConsistency(index, leaf, size, root, proof) || index <= size);
}

} // namespace greenlight::fuzz
