#include "db/journal.h"

#include "db/attempt_entries.h"
#include "db/journal_store.h"

#include <fmt/format.h>

#include <optional>

namespace greenlight::db {

/// The only maker of tickets and receipts. It lives in this file and in no header, so that no other
/// code can call it.
class ReceiptMint {
public:
    static job::Ticket ticket(const Appended& begun, std::string serial) {
        return {begun.sequence, std::move(serial)};
    }

    static job::Receipt receipt(const Appended& ended, job::Verdict verdict) {
        return {ended.sequence, ended.leaf, verdict};
    }

    /// The attempt of a ticket, which is used up.
    static std::uint64_t spend(job::Ticket ticket) { return std::exchange(ticket.m_attempt, 0); }
};

namespace {

/// What a PASS lacks when its evidence is about another unit than the one it was identified as.
std::optional<Fault> evidenceOfAnotherUnit(const OpenAttempt& attempt,
                                           const job::Evidence& evidence) {
    if (!attempt.identified) {
        return journalFault(FaultCode::EvidenceIncomplete, "the attempt was never bound to a chip");
    }
    if (!evidence.before || job::uidText(evidence.before->uid) != attempt.claim.uid) {
        return journalFault(FaultCode::EvidenceIncomplete,
                            fmt::format("the attempt was bound to UID {}", attempt.claim.uid));
    }
    if (evidence.serial != attempt.claim.serial) {
        return journalFault(
            FaultCode::EvidenceIncomplete,
            fmt::format("the attempt was bound to serial {}", attempt.claim.serial));
    }
    return std::nullopt;
}

} // namespace

void Journal::Store::loadClock() {
    SQLite::Statement newest(m_database->sql(),
                             "SELECT time FROM entry ORDER BY sequence DESC LIMIT 1");
    if (newest.executeStep()) {
        if (const auto wall = wallTimeOf(newest.getColumn(0).getString())) {
            m_steps.seenBefore(*wall);
        }
    }
    for (const ClockChange& change : readClockChanges(m_database->sql())) {
        m_synchronised = change.isStep() ? m_synchronised : change.what == clock_word::synchronised;
    }
}

Result<void> Journal::Store::clockIsSynchronised(bool is) {
    if (m_synchronised == is) {
        return {};
    }
    nlohmann::ordered_json data = nlohmann::ordered_json::object();
    data["what"] = is ? clock_word::synchronised : clock_word::unsynchronised;
    TRY(inTransaction("noting how the clock is kept",
                      [&] { return append(kind::clockChanged.word(), std::move(data)); }));
    m_synchronised = is;
    return {};
}

Result<void> Journal::Store::closeWhatWasLeftOpen() {
    SQLite::Statement open(m_database->sql(),
                           "SELECT begun FROM attempt WHERE ended IS NULL ORDER BY begun");
    while (open.executeStep()) {
        m_interrupted.push_back(static_cast<std::uint64_t>(open.getColumn(0).getInt64()));
    }
    open.reset();
    if (m_interrupted.empty()) {
        return {};
    }
    return inTransaction("closing what was left open", [this]() -> Result<void> {
        for (const std::uint64_t attempt : m_interrupted) {
            TRY(append(kind::attemptInterrupted.word(),
                       interruptedData(attempt, "found open when the station started")));
        }
        return {};
    });
}

Journal::Journal(std::unique_ptr<Store> store) : m_store(std::move(store)) {}

Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::open(const std::filesystem::path& file,
                                               std::string station, Clock& clock) {
    JournalLock lock = TRY(JournalLock::take(file));
    std::unique_ptr<Database> database = TRY(Database::openForWriting(file, clock));
    return guarded("opening the journal", [&]() -> Result<std::unique_ptr<Journal>> {
        auto store = std::make_unique<Store>(std::move(lock), std::move(database), file,
                                             std::move(station), clock);
        TRY(store->loadTree());
        store->loadClock();
        TRY(store->closeWhatWasLeftOpen());
        return std::unique_ptr<Journal>(new Journal(std::move(store)));
    });
}

Result<job::Ticket> Journal::begin(const job::Intent& intent) {
    const std::scoped_lock lock(m_mutex);
    const Realm realm{.product = intent.product, .training = intent.training};
    job::Intent recorded = intent;
    const Appended begun =
        TRY(m_store->inTransaction("beginning an attempt", [&]() -> Result<Appended> {
            std::optional<GivenNumber> given;
            if (intent.range && intent.serial.empty()) {
                given = TRY(m_store->ranges().next(realm, *intent.range, m_store->rules()));
                recorded.serial = intent.range->serial(given->number);
            }
            TRY(m_store->rules().mayBegin(
                realm, {.serial = recorded.serial, .rework = !intent.reworkReason.empty()}));
            return m_store->append(kind::attemptBegun.word(),
                                   begunData(recorded, given, workOrder()));
        }));
    return ReceiptMint::ticket(begun, std::move(recorded.serial));
}

Result<std::string> Journal::identified(const job::Ticket& ticket, const job::ChipIdentity& chip,
                                        const std::string& serial) {
    CHECK(ticket.attempt() != 0);
    const std::scoped_lock lock(m_mutex);
    return m_store->inTransaction("identifying a unit", [&]() -> Result<std::string> {
        OpenAttempt attempt = TRY(m_store->openAttempt(ticket.attempt()));
        if (attempt.identified ||
            (!attempt.claim.serial.empty() && attempt.claim.serial != serial)) {
            return journalFault(FaultCode::Internal,
                                fmt::format("attempt {} is bound already", ticket.attempt()));
        }
        attempt.claim.serial = serial;
        attempt.claim.uid = job::uidText(chip.uid);
        std::string holds = TRY(m_store->rules().mayGoOn(attempt.realm, attempt.claim));
        TRY(m_store->append(kind::attemptIdentified.word(),
                            identifiedData(ticket.attempt(), chip, holds)));
        return holds;
    });
}

Result<job::Receipt> Journal::close(job::Ticket ticket, const job::Evidence& evidence) {
    const std::uint64_t sequence = ReceiptMint::spend(std::move(ticket));
    CHECK(sequence != 0);
    const std::scoped_lock lock(m_mutex);
    job::Judgement judgement;
    auto ended = m_store->inTransaction("ending an attempt", [&]() -> Result<Appended> {
        const OpenAttempt attempt = TRY(m_store->openAttempt(sequence));
        job::Evidence recorded = evidence;
        judgement = job::judge(recorded);
        if (judgement.verdict == job::Verdict::Pass) {
            if (auto doubt = evidenceOfAnotherUnit(attempt, recorded)) {
                recorded.latch(std::move(*doubt));
                judgement = job::judge(recorded);
            }
        }
        return m_store->append(kind::attemptEnded.word(), endedData(sequence, judgement, recorded));
    });
    if (!ended.ok()) {
        interrupt(sequence);
        return std::move(ended).fault();
    }
    return ReceiptMint::receipt(*ended, judgement.verdict);
}

void Journal::interrupt(std::uint64_t attempt) {
    // An ending is far shorter without its evidence and may still fit on a full disk. If not, the
    // next start writes it; the caller learns of the failure either way.
    const auto written = m_store->inTransaction("interrupting an attempt", [&] {
        return m_store->append(kind::attemptInterrupted.word(),
                               interruptedData(attempt, "its ending could not be written"));
    });
    static_cast<void>(written.ok());
}

Result<Appended> Journal::append(EntryKind kind, const nlohmann::ordered_json& data) {
    CHECK(!belongsToAttempts(kind.word()));
    const std::scoped_lock lock(m_mutex);
    return m_store->inTransaction("appending an entry",
                                  [&] { return m_store->append(kind.word(), data); });
}

void Journal::workOn(std::string workOrder) {
    const std::scoped_lock lock(m_workOrderMutex);
    m_workOrder = std::move(workOrder);
}

std::string Journal::workOrder() {
    const std::scoped_lock lock(m_workOrderMutex);
    return m_workOrder;
}

Result<std::string> Journal::lastWorkOrder() {
    const std::scoped_lock lock(m_mutex);
    return m_store->lastWorkOrder();
}

Result<void> Journal::clockIsSynchronised(bool is) {
    const std::scoped_lock lock(m_mutex);
    return m_store->clockIsSynchronised(is);
}

Result<std::string> Journal::checkpoint(const StationKey& key) {
    const std::scoped_lock lock(m_mutex);
    std::string note = TRY(m_store->inTransaction("keeping a checkpoint",
                                                  [&] { return m_store->keepCheckpoint(key); }));
    TRY(m_store->keepBeside(note));
    return note;
}

Result<std::uint64_t> Journal::letGoOfArchived(std::uint64_t from, std::uint64_t most) {
    const std::scoped_lock lock(m_mutex);
    return m_store->inTransaction("letting go of what is archived",
                                  [&] { return m_store->letGoOfArchived(from, most); });
}

Result<SlotPast> Journal::slotPast(const std::string& slot, Duration window) {
    const std::scoped_lock lock(m_mutex);
    return m_store->slotPast(slot, window);
}

Result<std::vector<PersonRecord>> Journal::people() {
    const std::scoped_lock lock(m_mutex);
    return m_store->people();
}

Result<std::vector<std::string>> Journal::revokedImages() {
    const std::scoped_lock lock(m_mutex);
    return m_store->revokedImages();
}

TreeHead Journal::head() const {
    const std::scoped_lock lock(m_mutex);
    return m_store->head();
}

const std::vector<std::uint64_t>& Journal::interruptedAtOpen() const noexcept {
    return m_store->interrupted();
}

} // namespace greenlight::db
