#include "db/audit.h"
#include "tests/db/workbench.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <sstream>

namespace greenlight::db {
namespace {

constexpr int kills = 40;
constexpr std::uint32_t unitsPerLife = 1000;

/// What a station does until it is killed: attempt after attempt, telling through `pipe` what the
/// journal promised it, a line each: "begun N" and "receipt N LEAF".
[[noreturn]] void work(const std::filesystem::path& file, int pipe, std::uint32_t firstUnit) {
    ManualClock clock;
    auto journal = Journal::open(file, "line1-st3", clock);
    if (!journal.ok()) {
        _exit(2);
    }
    const auto tell = [pipe](const std::string& line) {
        if (write(pipe, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
            _exit(3);
        }
    };
    for (std::uint32_t unit = firstUnit; unit < firstUnit + unitsPerLife; ++unit) {
        const std::string serial = "S" + std::to_string(unit);
        auto ticket = (*journal)->begin(intent(serial));
        if (!ticket.ok()) {
            _exit(4);
        }
        tell("begun " + std::to_string(ticket->attempt()) + "\n");
        if (!(*journal)->identified(*ticket, chip(unit), serial).ok()) {
            _exit(5);
        }
        const auto receipt = (*journal)->close(std::move(*ticket), passing(chip(unit), serial));
        if (!receipt.ok()) {
            _exit(6);
        }
        tell("receipt " + std::to_string(receipt->sequence()) + " " + base::toHex(receipt->leaf()) +
             "\n");
    }
    _exit(7);
}

/// Reads from a pipe until the text has `lines` lines, or to its end.
std::string readLines(int pipe, int lines) {
    std::string heard;
    char c = 0;
    while (lines > 0 && read(pipe, &c, 1) == 1) {
        heard += c;
        lines -= c == '\n' ? 1 : 0;
    }
    return heard;
}

class JournalKillTest : public JournalTest {
protected:
    /// Lets a process work until it has said `lines` lines and `spin` more turns have passed, then
    /// kills it. What it said.
    std::string workAndKill(std::uint32_t firstUnit, int lines, unsigned spin) {
        std::array<int, 2> ends{};
        EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
        const pid_t child = fork();
        if (child == 0) {
            work(m_file, ends[1], firstUnit);
        }
        close(ends[1]);
        std::string heard = readLines(ends[0], lines);
        // Hashing passes the time in small steps that no optimizer takes out and no clock decides.
        Digest digest{};
        for (unsigned turn = 0; turn < spin; ++turn) {
            digest = nodeHash(digest, digest);
        }
        kill(child, SIGKILL);
        int status = 0;
        EXPECT_EQ(waitpid(child, &status, 0), child);
        EXPECT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
        heard += readLines(ends[0], 1'000'000);
        close(ends[0]);
        return heard;
    }

    void expectKept(const std::string& heard) {
        std::istringstream lines(heard);
        std::string word;
        std::string sequence;
        while (lines >> word >> sequence) {
            if (word == "begun") {
                EXPECT_EQ(text("SELECT kind FROM entry WHERE sequence = " + sequence),
                          "attempt-begun");
                EXPECT_EQ(
                    count("SELECT count(*) FROM attempt WHERE ended IS NOT NULL AND begun = " +
                          sequence),
                    1);
            } else {
                std::string leaf;
                lines >> leaf;
                EXPECT_EQ(text("SELECT lower(hex(leaf)) FROM entry WHERE sequence = " + sequence),
                          leaf);
            }
        }
    }
};

TEST_F(JournalKillTest, WhateverMomentAStationIsKilledAtItsPromisesAreKept) {
    std::mt19937 random(20261123);
    std::size_t interrupted = 0;
    for (std::uint32_t life = 0; life < kills; ++life) {
        const int lines = std::uniform_int_distribution<int>(1, 12)(random);
        const unsigned spin = std::uniform_int_distribution<unsigned>(0, 10'000)(random);
        const std::string heard = workAndKill(1 + life * unitsPerLife, lines, spin);
        const std::size_t before = journal().interruptedAtOpen().size();
        ASSERT_LE(before, 1U);
        interrupted += before;
        expectKept(heard);
        const auto audit = verifyJournal(m_file, m_clock);
        ASSERT_TRUE(audit.ok());
        ASSERT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
        EXPECT_EQ(audit->open, 0U);
        EXPECT_EQ(audit->head, journal().head());
        shut();
    }
    // Most kills hit an attempt in its middle; a test that never does proves nothing.
    EXPECT_GT(interrupted, kills / 4);
    EXPECT_EQ(static_cast<std::size_t>(
                  count("SELECT count(*) FROM attempt WHERE verdict = 'INTERRUPTED'")),
              interrupted);
}

} // namespace
} // namespace greenlight::db
