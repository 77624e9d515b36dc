#include "tests/db/big_journal.h"

#include "tests/db/workbench.h"

#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>

namespace {

bool awaited = true;

} // namespace

// The program's own stand before the C library's, also for SQLite.
extern "C" int fsync(int file) { return awaited ? static_cast<int>(syscall(SYS_fsync, file)) : 0; }

extern "C" int fdatasync(int file) {
    return awaited ? static_cast<int>(syscall(SYS_fdatasync, file)) : 0;
}

namespace greenlight::db {
namespace {

constexpr std::uint64_t slots = 16;
constexpr std::uint64_t peopleInShifts = 3;
constexpr std::uint64_t attemptsOfShift = 8 * 3600 / secondsOfBigAttempt;
constexpr std::uint64_t failsOneIn = 40;
constexpr std::uint64_t tellEvery = 50'000;

job::Intent intentOf(std::uint64_t attempt, const std::string& serial) {
    const std::uint64_t slot = attempt % slots;
    const std::uint64_t shift = attempt / attemptsOfShift;
    job::Intent wanted = intent(serial);
    wanted.slot = std::to_string(slot + 1);
    wanted.port = fmt::format("1-1.{}.{}", slot / 4 + 1, slot % 4 + 1);
    wanted.probeSerial = fmt::format("50FF6F0678715151310903{:02}", slot);
    wanted.operatorName = fmt::format("person-{}", shift % peopleInShifts + 1);
    wanted.product = shift / peopleInShifts % 2 == 0 ? "TH-200" : "TH-300";
    wanted.recipeVersion = attempt % 2'000'000 < 1'000'000 ? "1.4.2" : "1.5.0";
    return wanted;
}

/// One attempt on a unit; whether it passed.
bool attemptOn(Journal& journal, std::uint64_t attempt, std::uint64_t unit) {
    const std::string serial = fmt::format("U{:09}", unit);
    const bool passes = attempt % failsOneIn != 0;
    const job::ChipIdentity board = chip(static_cast<std::uint32_t>(unit));
    job::Ticket ticket = journal.begin(intentOf(attempt, serial)).value();
    CHECK(journal.identified(ticket, board, serial).ok());
    const job::Evidence evidence = passes ? passing(board, serial) : failing(board, serial);
    CHECK(journal.close(std::move(ticket), evidence).ok());
    return passes;
}

} // namespace

DiskNotAwaited::DiskNotAwaited() { awaited = false; }

DiskNotAwaited::~DiskNotAwaited() {
    awaited = true;
    sync();
}

void makeBigJournal(const std::filesystem::path& file, std::uint64_t attempts) {
    const DiskNotAwaited quick;
    ManualClock clock;
    const auto journal = Journal::open(file, "line1-st3", clock).value();
    std::uint64_t done = journal->head().size / 3;
    // Every failed attempt's unit came again, so that many units fewer were seen.
    std::uint64_t unit = done == 0 ? 1 : done - (done - 1) / failsOneIn;
    for (; done < attempts; ++done) {
        clock.sleepUntil(
            Instant(std::chrono::seconds(static_cast<std::int64_t>(done) * secondsOfBigAttempt)));
        unit += attemptOn(*journal, done, unit) ? 1 : 0;
        if (done % tellEvery == 0) {
            (void)std::fprintf(stderr, "\r%llu attempts", static_cast<unsigned long long>(done));
        }
    }
    (void)std::fprintf(stderr, "\r%llu attempts\n", static_cast<unsigned long long>(done));
}

} // namespace greenlight::db
