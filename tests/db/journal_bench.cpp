#include "tests/db/workbench.h"

#include <benchmark/benchmark.h>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

/// A record as long as an attempt's ending.
std::string longText() { return job::toJson(passing(chip(1), "TH200-000001")).dump(); }

/// The floor: one row of these bytes in one durable commit, nothing derived and nothing hashed.
void bareCommit(benchmark::State& state) {
    const Folder folder;
    SQLite::Database database(folder.file("bare.db").string(),
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.tryExec("PRAGMA journal_mode=WAL");
    database.exec("PRAGMA synchronous=FULL");
    database.exec("CREATE TABLE entry (sequence INTEGER PRIMARY KEY, body TEXT)");
    SQLite::Statement insert(database, "INSERT INTO entry (body) VALUES (?)");
    const std::string body = longText();
    while (state.KeepRunning()) {
        insert.reset();
        insert.bind(1, body);
        insert.exec();
    }
}

void append(benchmark::State& state) {
    const Folder folder;
    ManualClock clock;
    const auto journal = Journal::open(folder.file("journal.db"), "line1-st3", clock).value();
    const Json data{{"text", longText()}};
    while (state.KeepRunning()) {
        CHECK(journal->append(kind::selfTest, data).ok());
    }
}

/// All three entries of a unit that passes: three durable commits.
void wholeAttempt(benchmark::State& state) {
    const Folder folder;
    ManualClock clock;
    const auto journal = Journal::open(folder.file("journal.db"), "line1-st3", clock).value();
    std::uint32_t unit = 0;
    while (state.KeepRunning()) {
        const std::string serial = "S" + std::to_string(++unit);
        job::Ticket ticket = journal->begin(intent(serial)).value();
        CHECK(journal->identified(ticket, chip(unit), serial).ok());
        CHECK(journal->close(std::move(ticket), passing(chip(unit), serial)).ok());
    }
}

BENCHMARK(bareCommit)->UseRealTime();
BENCHMARK(append)->UseRealTime();
BENCHMARK(wholeAttempt)->UseRealTime();

} // namespace
} // namespace greenlight::db
