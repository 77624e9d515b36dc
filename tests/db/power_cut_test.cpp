// The power goes at every write of a run, and the disk loses and tears what it was not made to
// keep.
#include "db/audit.h"
#include "tests/db/faulty_disk.h"
#include "tests/db/workbench.h"

namespace greenlight::db {
namespace {

/// More disk operations than the run takes; the sweep ends earlier.
constexpr int mostOperations = 600;
constexpr unsigned lucksOfACut = 1;

class PowerCutTest : public JournalTest {
protected:
    void SetUp() override {
        ASSERT_TRUE(pass("before", 1).ok());
        shut();
        std::filesystem::copy_file(m_file, m_base);
    }

    /// What the journal had promised when the power went.
    struct Promised {
        std::vector<std::uint64_t> begun{};
        std::vector<job::Receipt> receipts{};
    };

    /// A start, two units and a clean end, as far as the power lasts.
    Promised run() {
        Promised promised;
        auto opened = tryOpen();
        if (!opened.ok()) {
            return promised;
        }
        Journal& journal = **opened;
        for (std::uint32_t unit = 2; unit < 4; ++unit) {
            const std::string serial = "S" + std::to_string(unit);
            auto ticket = journal.begin(intent(serial));
            if (!ticket.ok()) {
                return promised;
            }
            promised.begun.push_back(ticket->attempt());
            if (!journal.identified(*ticket, chip(unit), serial).ok()) {
                return promised;
            }
            auto receipt = journal.close(std::move(*ticket), passing(chip(unit), serial));
            if (!receipt.ok()) {
                return promised;
            }
            promised.receipts.push_back(*std::move(receipt));
        }
        return promised;
    }

    void expectKept(const Promised& promised) {
        static_cast<void>(journal());
        for (const std::uint64_t attempt : promised.begun) {
            EXPECT_EQ(count("SELECT count(*) FROM attempt WHERE verdict IS NOT NULL AND begun = " +
                            std::to_string(attempt)),
                      1);
        }
        for (const job::Receipt& receipt : promised.receipts) {
            EXPECT_EQ(text("SELECT lower(hex(leaf)) FROM entry WHERE sequence = " +
                           std::to_string(receipt.sequence())),
                      base::toHex(receipt.leaf()));
        }
        shut();
        const auto audit = verifyJournal(m_file, m_clock);
        ASSERT_TRUE(audit.ok()) << base::toLogLine(audit.fault());
        EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
        EXPECT_EQ(audit->open, 0U);
    }

    void startFromBase() {
        for (const char* const end : {"-wal", "-shm"}) {
            std::filesystem::remove(m_file.string() + end);
        }
        std::filesystem::copy_file(m_base, m_file,
                                   std::filesystem::copy_options::overwrite_existing);
    }

    FaultyDisk m_disk;
    std::filesystem::path m_base = m_folder.file("base.db");
};

TEST_F(PowerCutTest, AtEveryWriteOfARunWhatWasPromisedIsKept) {
    std::mt19937 luck(20261127);
    std::size_t promises = 0;
    for (int operation = 0; operation < mostOperations; ++operation) {
        bool struck = false;
        for (unsigned turn = 0; turn < lucksOfACut; ++turn) {
            startFromBase();
            m_disk.cutAfter(operation);
            const Promised promised = run();
            struck = m_disk.struck();
            m_disk.powerUp(luck);
            expectKept(promised);
            promises += promised.receipts.size();
            if (HasFailure()) {
                FAIL() << "the power went after " << operation << " operations";
            }
        }
        if (!struck) {
            EXPECT_GT(operation, 50);
            EXPECT_GT(promises, static_cast<std::size_t>(operation) / 2);
            return;
        }
    }
    FAIL() << "the sweep did not reach its end";
}

TEST_F(PowerCutTest, ADiskThatIsNotMadeToKeepWhatItIsGivenLosesIt) {
    // The model itself: without syncs a cut takes entries away, so the sweep above can fail.
    std::mt19937 luck(1);
    std::size_t lost = 0;
    for (int turn = 0; turn < 10; ++turn) {
        startFromBase();
        m_disk.cutAfter(mostOperations);
        {
            SQLite::Database careless(m_file.string(), SQLite::OPEN_READWRITE);
            careless.exec("PRAGMA synchronous=OFF");
            careless.exec("INSERT INTO checkpoint VALUES (1, '', 'x')");
        }
        m_disk.powerUp(luck);
        try {
            lost += count("SELECT count(*) FROM checkpoint") == 0 ? 1U : 0U;
        } catch (const SQLite::Exception&) {
            ++lost;
        }
    }
    EXPECT_GT(lost, 0U);
}

} // namespace
} // namespace greenlight::db
