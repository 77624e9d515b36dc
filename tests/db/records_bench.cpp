// What questions to a long journal cost, beside plain SQLite on the same rows. Run by hand:
//   bench_records make FILE ATTEMPTS    makes the journal by the journal's own code
//   bench_records measure FILE          prints figures; adds a few hundred entries to FILE
//   bench_records audit FILE            only those of the audit
#include "db/audit.h"
#include "db/database.h"
#include "db/proof_file.h"
#include "db/units.h"
#include "db/yield.h"
#include "tests/db/big_journal.h"
#include "tests/db/workbench.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>
#include <string_view>
#include <vector>

namespace greenlight::db {
namespace {

using Path = std::filesystem::path;

constexpr int questions = 400;
constexpr int commits = 400;

double secondsOf(const std::function<void()>& work) {
    const base::SystemClock clock;
    const Instant before = clock.now();
    work();
    return std::chrono::duration<double>(clock.now() - before).count();
}

/// Of one core, whoever else the computer works for; reading what the kernel has cached included.
double coreSecondsOf(const std::function<void()>& work) {
    const std::clock_t before = std::clock();
    work();
    return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
}

/// Of a sorted list.
double at(const std::vector<double>& sorted, double share) {
    return sorted.at(static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1)));
}

std::vector<double> sortedTimes(int times, const std::function<void(int)>& work) {
    std::vector<double> seconds;
    for (int turn = 0; turn < times; ++turn) {
        seconds.push_back(secondsOf([&] { work(turn); }));
    }
    std::ranges::sort(seconds);
    return seconds;
}

void print(std::string_view what, double ours, double plain, std::string_view unit, double scale) {
    std::puts(fmt::format("{:<44} {:>10.3f} {:<4} plain SQLite {:>10.3f}  ratio {:.2f}", what,
                          ours * scale, unit, plain * scale, plain == 0 ? 0 : ours / plain)
                  .c_str());
}

/// The kernel forgets what it holds of a file, so that the next reader waits for the disk.
void forget(const Path& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    CHECK(descriptor >= 0);
    (void)fsync(descriptor);
    (void)posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    close(descriptor);
}

SQLite::Database plainly(const Path& file) { return {file.string(), SQLite::OPEN_READONLY}; }

std::uint64_t attemptsIn(const Path& file) {
    return static_cast<std::uint64_t>(
        plainly(file).execAndGet("SELECT count(*) FROM attempt").getInt64());
}

/// The units that makeBigJournal() made; measureCommits() adds others.
std::uint64_t unitsIn(const Path& file) {
    return static_cast<std::uint64_t>(
        plainly(file)
            .execAndGet("SELECT count(*) FROM unit WHERE serial < 'V' AND serial >= 'U'")
            .getInt64());
}

std::string anySerial(std::mt19937_64& random, std::uint64_t units) {
    return fmt::format("U{:09}", 1 + random() % units);
}

void measureStart(const Path& file, ManualClock& clock) {
    for (const bool cold : {true, false}) {
        if (cold) {
            forget(file);
        }
        const double ours = secondsOf([&] { CHECK(Journal::open(file, "line1-st3", clock).ok()); });
        if (cold) {
            forget(file);
        }
        const double plain =
            secondsOf([&] { plainly(file).execAndGet("SELECT max(sequence) FROM entry"); });
        print(cold ? "start, nothing cached" : "start, cached", ours, plain, "ms", 1e3);
    }
}

void measureLookUp(const Path& file, ManualClock& clock, std::uint64_t units) {

    std::mt19937_64 random(1);
    Units records = Units::open(file, clock).value();
    const auto ours = sortedTimes(questions, [&](int) {
        CHECK(!records.bySerial(anySerial(random, units))->attempts.empty());
    });
    SQLite::Database sql = plainly(file);
    SQLite::Statement row(sql, "SELECT a.*, b.body, e.body FROM attempt a"
                               " JOIN entry b ON b.sequence = a.begun"
                               " LEFT JOIN entry e ON e.sequence = a.ended WHERE serial = ?");
    random.seed(1);
    const auto plain = sortedTimes(questions, [&](int) {
        Use use(row, anySerial(random, units));
        while (use.next()) {
            CHECK(!use.text(0).empty());
        }
    });
    print("look-up of a unit, median", at(ours, 0.5), at(plain, 0.5), "ms", 1e3);
    print("look-up of a unit, 99 of 100 below", at(ours, 0.99), at(plain, 0.99), "ms", 1e3);
}

/// The question as it would be asked of a table of attempts.
constexpr const char* plainYield =
    "SELECT {}, count(*), sum(verdict = 'PASS'), count(DISTINCT identity) FROM attempt"
    " WHERE begun_at >= '{}' AND begun_at < '{}' GROUP BY 1";

void measureYield(const Path& file, ManualClock& clock) {
    const auto end =
        base::WallTime{clock.wall().unixMicros + static_cast<std::int64_t>(attemptsIn(file)) *
                                                     secondsOfBigAttempt * 1'000'000};
    const base::WallTime begin{end.unixMicros - std::int64_t{30} * 86'400 * 1'000'000};
    Yields yields = Yields::open(file, clock).value();
    YieldQuestion question{.from = quarterOf(begin), .to = quarterOf(end)};
    question.by = {YieldBy::Hour,    YieldBy::Shift,  YieldBy::Day,   YieldBy::Week,
                   YieldBy::Month,   YieldBy::Slot,   YieldBy::Probe, YieldBy::Operator,
                   YieldBy::Product, YieldBy::Recipe, YieldBy::Image, YieldBy::WorkOrder};
    const auto ours = sortedTimes(5, [&](int) { CHECK(yields.report(question).ok()); });
    SQLite::Database sql = plainly(file);
    const double plain = secondsOf([&] {
        for (const char* by : {"substr(begun_at, 1, 13)", "substr(begun_at, 1, 10)", "slot",
                               "probe_serial", "operator", "product", "recipe_version"}) {
            SQLite::Statement all(sql, fmt::format(fmt::runtime(plainYield), by,
                                                   base::toIso8601(begin), base::toIso8601(end)));
            while (all.executeStep()) {
            }
        }
    });
    print("yield of 30 days, all breakdowns", at(ours, 0.5), plain, "ms", 1e3);
}

void measureProofs(const Path& file, ManualClock& clock, std::uint64_t units) {
    std::mt19937_64 random(2);
    Proofs proofs = Proofs::open(file, clock).value();
    SQLite::Database sql = plainly(file);
    SQLite::Statement begun(sql, "SELECT begun FROM attempt WHERE serial = ?");
    const auto any = [&] {
        Use use(begun, anySerial(random, units));
        CHECK(use.next());
        return use.number(0);
    };
    std::vector<std::uint64_t> asked;
    for (int turn = 0; turn < questions; ++turn) {
        asked.push_back(any());
    }
    const auto ours = sortedTimes(questions, [&](int turn) {
        CHECK(proofs.ofAttempts({asked.at(static_cast<std::size_t>(turn))}).ok());
    });
    SQLite::Statement body(sql, "SELECT body, leaf FROM entry WHERE sequence BETWEEN ? AND ? + 2");
    const auto plain = sortedTimes(questions, [&](int turn) {
        const auto first = static_cast<std::int64_t>(asked.at(static_cast<std::size_t>(turn)));
        Use use(body, first, first);
        while (use.next()) {
            CHECK(!use.text(0).empty());
        }
    });
    print("proof of a unit (three entries), median", at(ours, 0.5), at(plain, 0.5), "ms", 1e3);
    print("proof of a unit, 99 of 100 below", at(ours, 0.99), at(plain, 0.99), "ms", 1e3);
}

/// The floor: rows of the same bytes, each in one durable commit, in a file of the same size class.
class BareTable {
public:
    explicit BareTable(const Path& file)
        : m_sql(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
        m_sql.tryExec("PRAGMA journal_mode=WAL");
        m_sql.exec("PRAGMA synchronous=FULL");
        m_sql.exec("CREATE TABLE entry (sequence INTEGER PRIMARY KEY, body TEXT)");
        m_insert.emplace(m_sql, "INSERT INTO entry (body) VALUES (?)");
    }

    void add(const std::string& body) { Use(*m_insert, body).run(); }

private:
    SQLite::Database m_sql;
    std::optional<SQLite::Statement> m_insert;
};

void measureCommits(const Path& file, ManualClock& clock, std::uint64_t attempts) {
    const Path bareFile = file.string() + ".bare";
    std::filesystem::remove(bareFile);
    std::vector<double> append;
    std::vector<double> close;
    std::vector<double> bare;
    {
        const auto journal = Journal::open(file, "line1-st3", clock).value();
        BareTable table(bareFile);
        const auto body = job::toJson(passing(chip(1), "TH200-000001"));
        const std::string bytes = body.dump();
        for (int turn = 0; turn < commits; ++turn) {
            const std::string serial = fmt::format("B{}-{}", attempts, turn);
            const auto number = static_cast<std::uint32_t>(0xB0000000U + attempts * 1000 +
                                                           static_cast<unsigned>(turn));
            auto ticket = journal->begin(intent(serial)).value();
            CHECK(journal->identified(ticket, chip(number), serial).ok());
            const auto evidence = passing(chip(number), serial);
            close.push_back(
                secondsOf([&] { CHECK(journal->close(std::move(ticket), evidence).ok()); }));
            bare.push_back(secondsOf([&] { table.add(bytes); }));
            append.push_back(secondsOf([&] {
                CHECK(journal->append(kind::selfTest, {{"text", body}}).ok());
            }));
        }
    }
    for (const char* end : {"", "-wal", "-shm"}) {
        std::filesystem::remove(bareFile.string() + end);
    }
    for (std::vector<double>* const times : {&append, &close, &bare}) {
        std::ranges::sort(*times);
    }
    print("append of an entry, median", at(append, 0.5), at(bare, 0.5), "ms", 1e3);
    print("ending of an attempt, median", at(close, 0.5), at(bare, 0.5), "ms", 1e3);
}

void measureAudit(const Path& file, ManualClock& clock) {
    const auto entries =
        static_cast<double>(plainly(file).execAndGet("SELECT max(sequence) FROM entry").getInt64());
    const double plain = coreSecondsOf([&] {
        SQLite::Database sql = plainly(file);
        SQLite::Statement all(sql, "SELECT sequence, kind, time, leaf, body FROM entry"
                                   " ORDER BY sequence");
        std::size_t bytes = 0;
        while (all.executeStep()) {
            bytes += static_cast<std::size_t>(all.getColumn(4).getBytes());
        }
        std::puts(fmt::format("{:.0f} entries of {:.0f} bytes on average", entries,
                              static_cast<double>(bytes) / entries)
                      .c_str());
    });
    for (const AuditDepth depth : {AuditDepth::Leaves, AuditDepth::All}) {
        const double ours = coreSecondsOf([&] {
            const Audit audit = verifyJournal(file, clock, {.depth = depth}).value();
            CHECK(!audit.finding);
        });
        std::puts(fmt::format("audit of {:<34} {:>10.0f} entries per second of a core, only "
                              "reading them {:>10.0f}",
                              depth == AuditDepth::All ? "everything" : "leaves, tree, checkpoints",
                              entries / ours, entries / plain)
                      .c_str());
    }
}

int measure(const Path& file) {
    ManualClock clock;
    const std::uint64_t attempts = attemptsIn(file);
    std::puts(fmt::format("{} attempts, {:.2f} GB, {:.0f} bytes an attempt", attempts,
                          static_cast<double>(std::filesystem::file_size(file)) / 1e9,
                          static_cast<double>(std::filesystem::file_size(file)) /
                              static_cast<double>(attempts))
                  .c_str());
    {
        const Folder folder;
        const auto key = StationKey::loadOrMake(folder.file("station.key"), "line1-st3").value();
        CHECK(Journal::open(file, "line1-st3", clock).value()->checkpoint(key).ok());
    }
    measureStart(file, clock);
    measureLookUp(file, clock, unitsIn(file));
    measureYield(file, clock);
    measureProofs(file, clock, unitsIn(file));
    measureCommits(file, clock, attempts);
    measureAudit(file, clock);
    return 0;
}

} // namespace
} // namespace greenlight::db

int main(int argc, char** argv) {
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    if (words.size() == 3 && words[0] == "make") {
        greenlight::db::makeBigJournal(words[1], std::stoull(std::string(words[2])));
        return 0;
    }
    if (words.size() == 2 && words[0] == "audit") {
        greenlight::db::ManualClock clock;
        greenlight::db::measureAudit(words[1], clock);
        return 0;
    }
    if (words.size() == 2 && words[0] == "measure") {
        return greenlight::db::measure(words[1]);
    }
    (void)std::fputs("bench_records make FILE ATTEMPTS | measure FILE | audit FILE\n", stderr);
    return 2;
}
