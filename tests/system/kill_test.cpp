// Kills a working line at random moments and asks the journal what became of every board.
#include "db/audit.h"
#include "db/journal.h"
#include "tests/line/floor.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <random>
#include <sstream>

namespace greenlight {
namespace {

constexpr int kills = 200;
constexpr int killsPerJournal = 25;

/// A started victim and the reading end of its output.
struct Victim {
    pid_t process = 0;
    int output = -1;
};

Victim start(const std::filesystem::path& data, unsigned seed) {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe(pipe.data()), 0);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipe[0]);
    std::string program = GREENLIGHT_VICTIM;
    std::string folder = data.string();
    std::string number = std::to_string(seed);
    std::array<char*, 4> arguments{program.data(), folder.data(), number.data(), nullptr};
    Victim victim{.output = pipe[0]};
    EXPECT_EQ(
        posix_spawn(&victim.process, program.c_str(), &actions, nullptr, arguments.data(), environ),
        0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    return victim;
}

/// When a victim dies: this long after it has said so many lines, or after so long a silence.
struct Fate {
    std::ptrdiff_t lines = 0;
    int milliseconds = 0;
};

/// Reads what the victim says until its fate is there; gives everything it said, also what it said
/// while it was dying.
std::string readThenKill(const Victim& victim, const Fate& fate) {
    constexpr int longSilence = 20'000;
    std::string said;
    std::array<char, 4096> buffer{};
    bool killed = false;
    while (true) {
        const bool enough = std::ranges::count(said, '\n') >= fate.lines;
        pollfd waiting{.fd = victim.output, .events = POLLIN, .revents = 0};
        if (!killed && ::poll(&waiting, 1, enough ? fate.milliseconds : longSilence) == 0) {
            EXPECT_TRUE(enough) << "the victim never got that far";
            ::kill(victim.process, SIGKILL);
            killed = true;
        }
        const ssize_t got = ::read(victim.output, buffer.data(), buffer.size());
        if (got <= 0) {
            break;
        }
        said.append(buffer.data(), static_cast<std::size_t>(got));
        if (enough && !killed) {
            ::kill(victim.process, SIGKILL);
            killed = true;
        }
    }
    ::close(victim.output);
    int status = 0;
    ::waitpid(victim.process, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the victim ended by itself with status " << status;
    return said;
}

/// The leaf of an entry as the file has it, in hexadecimal; empty without such an entry.
std::string leafOf(sqlite3* database, std::uint64_t sequence) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, "SELECT lower(hex(leaf)) FROM entry WHERE sequence = ?", -1,
                       &statement, nullptr);
    sqlite3_bind_int64(statement, 1, static_cast<sqlite3_int64>(sequence));
    std::string leaf;
    if (sqlite3_step(statement) == SQLITE_ROW) {
        leaf = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return leaf;
}

void expectEveryReceiptIsThere(const std::filesystem::path& file, const std::string& said) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
    std::istringstream lines(said);
    std::string verdict;
    std::uint64_t sequence = 0;
    std::string leaf;
    while (lines >> verdict >> sequence >> leaf) {
        EXPECT_EQ(leafOf(database, sequence), leaf) << verdict << " " << sequence;
    }
    sqlite3_close(database);
}

TEST(Journal, HasOneEndingForEveryAttemptOfALineThatWasKilledTwoHundredTimes) {
    std::minstd_rand random(1);
    base::SystemClock clock;
    std::unique_ptr<test::TemporaryFolder> folder;
    std::uint64_t receipts = 0;
    std::uint64_t interrupted = 0;
    for (int kill = 0; kill < kills; ++kill) {
        if (kill % killsPerJournal == 0) {
            folder = std::make_unique<test::TemporaryFolder>();
        }
        const Victim victim = start(folder->path(), static_cast<unsigned>(kill) + 1);
        const Fate fate{.lines = static_cast<std::ptrdiff_t>(random() % 12),
                        .milliseconds = static_cast<int>(random() % 60)};
        const std::string said = readThenKill(victim, fate);
        receipts += static_cast<std::uint64_t>(std::ranges::count(said, '\n'));

        const std::filesystem::path file = folder->path() / "journal.db";
        {
            const auto journal = db::Journal::open(file, "test", clock);
            ASSERT_TRUE(journal.ok()) << base::toLogLine(journal.fault());
            interrupted += (*journal)->interruptedAtOpen().size();
        }
        expectEveryReceiptIsThere(file, said);
        const auto audit = db::verifyJournal(file, clock);
        ASSERT_TRUE(audit.ok()) << base::toLogLine(audit.fault());
        ASSERT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
        EXPECT_EQ(audit->open, 0U);
    }
    // Otherwise the victim was never caught at work, or never got to work.
    EXPECT_GT(receipts, 100U);
    EXPECT_GT(interrupted, 100U);
}

} // namespace
} // namespace greenlight
