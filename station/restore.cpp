#include "station/restore.h"

#include "db/archive_shelf.h"
#include "db/audit.h"
#include "db/export_manifest.h"
#include "db/journal_lock.h"
#include "db/kept_note.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace greenlight::station {

namespace fs = std::filesystem;

namespace {

Fault diskFault(const fs::path& path, int error) {
    return {.code =
                error == ENOSPC || error == EDQUOT ? FaultCode::DiskFull : FaultCode::JournalWrite,
            .stage = Stage::Record,
            .note = fmt::format("{}: {}", path.string(), std::strerror(error))};
}

Fault differs(std::string note) {
    return {.code = FaultCode::CopyDiffers, .stage = Stage::Record, .note = std::move(note)};
}

/// What is known of the records that were written.
struct Known {
    std::vector<std::string> notes; ///< signed by the station
    std::uint64_t newest = 0;       ///< entries that the newest of them has seen
    std::uint64_t inPlace = 0;      ///< entries of the journal in place, as far as it can be read
    std::string newestNote{};

    Result<void> take(std::string note, const db::SignerKey& signer) {
        const db::Checkpoint checkpoint = TRY(db::verifyNote(note, signer));
        if (checkpoint.head.size > newest) {
            newest = checkpoint.head.size;
            newestNote = note;
        }
        notes.push_back(std::move(note));
        return {};
    }
};

std::string contentOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// A journal in place that cannot be read is why one restores; it has nothing to say.
Result<void> askJournalInPlace(const RestoreOrder& order, Clock& clock, const db::SignerKey& signer,
                               Known& known) {
    const auto there = db::lastOf(order.journal, clock);
    if (!there) {
        return {};
    }
    known.inPlace = there->entries;
    if (!there->note.empty() && db::verifyNote(there->note, signer).ok()) {
        TRY(known.take(there->note, signer));
    }
    return {};
}

Result<Known> whatIsKnown(const RestoreOrder& order, Clock& clock, const db::SignerKey& signer) {
    Known known;
    const fs::path kept = db::keptNoteOf(order.journal);
    if (TRY(db::readKeptNote(kept))) {
        TRY(known.take(contentOf(kept), signer));
    }
    for (const std::string& note : order.notes) {
        TRY(known.take(note, signer));
    }
    TRY(askJournalInPlace(order, clock, signer, known));
    return known;
}

/// The room in which the copy is made a journal again; it goes away with this.
class Workshop {
public:
    static Result<Workshop> open(const fs::path& journal) {
        Workshop shop(journal.parent_path() / "restoring");
        std::error_code error;
        fs::remove_all(shop.m_folder, error);
        if (!fs::create_directory(shop.m_folder, error)) {
            return diskFault(shop.m_folder, error.value());
        }
        return shop;
    }

    Workshop(Workshop&& other) noexcept : m_folder(std::exchange(other.m_folder, {})) {}

    Workshop& operator=(Workshop&&) = delete;
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    ~Workshop() {
        if (!m_folder.empty()) {
            std::error_code ignored;
            fs::remove_all(m_folder, ignored);
        }
    }

    [[nodiscard]] fs::path journal() const { return m_folder / "journal.db"; }

private:
    explicit Workshop(fs::path folder) : m_folder(std::move(folder)) {}

    fs::path m_folder;
};

Result<db::FileFacts> bringIn(const fs::path& copy, const fs::path& here) {
    std::error_code error;
    if (!fs::is_regular_file(copy, error)) {
        return Fault{.code = FaultCode::FileUnreadable, .note = copy.string() + " is no file"};
    }
    if (fs::exists(copy.string() + "-wal", error)) {
        return Fault{.code = FaultCode::FileUnreadable,
                     .note = copy.string() + " has a log beside it: it is no copy but a journal"};
    }
    if (!fs::copy_file(copy, here, error)) {
        return diskFault(here, error.value());
    }
    fs::permissions(here, fs::perms::owner_read | fs::perms::owner_write, fs::perm_options::add,
                    error);
    return db::factsOf(here);
}

/// The copy, whole and this station's, begins with what every checkpoint has seen that it is long
/// enough for.
Result<void> demandWhole(const fs::path& file, const fs::path& journal, std::uint64_t size,
                         const Known& known, const db::SignerKey& signer, Clock& clock) {
    db::AuditOrder order{
        .signer = signer, .archives = db::archivesOf(journal), .mayLackArchives = true};
    for (const std::string& note : known.notes) {
        if (TRY(db::readNote(note)).head.size <= size) {
            order.notes.push_back(note);
        }
    }
    const db::Audit audit = TRY(db::verifyJournal(file, clock, order));
    if (audit.finding) {
        return differs(fmt::format("entry {} is {}: {}", audit.finding->sequence,
                                   db::name(audit.finding->trouble), audit.finding->sentence));
    }
    if (audit.checkpoints == 0) {
        return differs("no checkpoint says that it is this station's");
    }
    return {};
}

/// Entries that are known and not in the copy.
Result<std::uint64_t> lossOf(const RestoreOrder& order, std::uint64_t size, const Known& known) {
    const std::uint64_t written = std::max(known.newest, known.inPlace);
    if (written <= size) {
        return std::uint64_t{0};
    }
    if (order.lossReason.empty()) {
        return Fault{.code = FaultCode::RecordsOlder,
                     .stage = Stage::Record,
                     .note = fmt::format("{} has {} entries, and {} were written",
                                         order.copy.string(), size, written)};
    }
    return written - size;
}

/// The journal that is in place gets a second name, so that no name is ever without a journal.
Result<void> keepUnder(const fs::path& journal, const fs::path& before) {
    for (const char* const end : {"", "-wal"}) {
        const fs::path from = journal.string() + end;
        const fs::path to = before.string() + end;
        if (::link(from.c_str(), to.c_str()) != 0 && errno != ENOENT) {
            return diskFault(to, errno);
        }
    }
    TRY(db::syncFolderOf(before));
    // A log that stayed would be taken for that of the restored journal.
    for (const char* const end : {"-wal", "-shm"}) {
        const fs::path left = journal.string() + end;
        if (::unlink(left.c_str()) != 0 && errno != ENOENT) {
            return diskFault(left, errno);
        }
    }
    return {};
}

Result<void> moveTo(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return diskFault(to, errno);
    }
    return db::syncFolderOf(to);
}

/// A name that tells when, without colons and dots.
fs::path nameOfBefore(const fs::path& journal, base::WallTime now) {
    std::string time = base::toIso8601(now);
    std::erase_if(time, [](char c) { return c == ':' || c == '-' || c == '.'; });
    return journal.string() + ".before-" + time;
}

/// Makes the copy a journal, checks it and puts on record in it what is done. What it has
/// when it came, and what is lost.
Result<Restored> prepare(const RestoreOrder& order, const fs::path& here, const fs::path& before,
                         const db::StationKey& key, Clock& clock) {
    const Known known = TRY(whatIsKnown(order, clock, key.signer()));
    const db::FileFacts facts = TRY(bringIn(order.copy, here));
    const auto journal = TRY(db::Journal::open(here, order.station, clock));
    Restored restored{.entries = journal->head().size - journal->interruptedAtOpen().size()};
    restored.lost = TRY(lossOf(order, restored.entries, known));
    TRY(demandWhole(here, order.journal, restored.entries, known, key.signer(), clock));
    const Actor by = TRY(order.authorise(*journal));
    nlohmann::ordered_json data{{"file", order.copy.filename().string()},
                                {"sha256", base::toHex(facts.sha256)},
                                {"entries", restored.entries},
                                {"lost_entries", restored.lost},
                                {"newest_checkpoint", known.newestNote},
                                {"reason", order.lossReason},
                                {"kept_as", before.filename().string()}};
    by.sign(data, "operator");
    TRY(journal->append(db::kind::restored, data));
    TRY(journal->checkpoint(key));
    return restored;
}

} // namespace

Result<Restored> restore(const RestoreOrder& order, const db::StationKey& key, Clock& clock) {
    const db::JournalLock lock = TRY(db::JournalLock::take(order.journal));
    const fs::path before = nameOfBefore(order.journal, clock.wall());
    std::error_code error;
    const bool inPlace = fs::exists(order.journal, error);
    const Workshop shop = TRY(Workshop::open(order.journal));
    Restored restored = TRY(prepare(order, shop.journal(), before, key, clock));
    // Also without a journal, for a log may have been left of it.
    TRY(keepUnder(order.journal, before));
    TRY(moveTo(shop.journal(), order.journal));
    // Between these two a start would find the older note, which the journal agrees with unless
    // entries were lost; then it refuses and this is done once more.
    TRY(moveTo(db::keptNoteOf(shop.journal()), db::keptNoteOf(order.journal)));
    if (inPlace) {
        restored.before = before;
    }
    return restored;
}

} // namespace greenlight::station
