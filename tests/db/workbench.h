#pragma once

#include "db/journal.h"
#include "engine/base/check.h"
#include "engine/base/clock.h"
#include "engine/job/recorder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace greenlight::db {

/// A clock that moves only when somebody waits on it.
class ManualClock final : public base::Clock {
public:
    [[nodiscard]] Instant now() const noexcept override {
        return Instant(std::chrono::microseconds(m_micros.load()));
    }

    [[nodiscard]] base::WallTime wall() const noexcept override {
        constexpr std::int64_t morning = 1'795'435'200'000'000; // 2026-11-23T12:00:00Z
        return {morning + m_micros.load() + m_step.load()};
    }

    void sleepUntil(Instant moment) override {
        m_micros = std::chrono::duration_cast<std::chrono::microseconds>(moment.time_since_epoch())
                       .count();
    }

    /// Somebody sets the calendar, forwards or back.
    void stepWall(Duration step) {
        m_step += std::chrono::duration_cast<std::chrono::microseconds>(step).count();
    }

private:
    void raise(base::Signal&) override { CHECK(false); }

    bool wait(base::Signal&, Instant) override {
        CHECK(false);
        return false;
    }

    std::atomic<std::int64_t> m_micros{0};
    std::atomic<std::int64_t> m_step{0};
};

/// A folder that goes away with the test.
class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "greenlight-XXXXXX");
        CHECK(mkdtemp(pattern.data()) != nullptr);
        m_path = pattern;
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;

    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    [[nodiscard]] std::filesystem::path file(const std::string& name) const {
        return m_path / name;
    }

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

/// A chip of the complaint's kind whose UID ends in `number`.
job::ChipIdentity chip(std::uint32_t number);

/// Pressing Start on slot "1" for a unit with this serial.
job::Intent intent(const std::string& serial);

/// Everything a PASS needs, for this chip and serial.
job::Evidence passing(const job::ChipIdentity& chip, const std::string& serial);

/// passing() with a digest that is not the expected one.
job::Evidence failing(const job::ChipIdentity& chip, const std::string& serial);

/// A journal in a folder of its own.
class JournalTest : public ::testing::Test {
protected:
    /// The journal, opened at first use.
    Journal& journal();

    /// Closes the journal as a clean exit would.
    void shut() { m_journal.reset(); }

    Result<std::unique_ptr<Journal>> tryOpen();

    /// One attempt from begin to close; the first fault on the way.
    Result<job::Receipt> attempt(const job::Intent& intent, const job::ChipIdentity& chip,
                                 const job::Evidence& evidence);
    Result<job::Receipt> pass(const std::string& serial, std::uint32_t chipNumber);

    /// Another program's connection to the file, bound by no lock of ours.
    SQLite::Database stranger();
    /// Runs SQL with all triggers away for the moment, as somebody with a shell could.
    void tamper(const std::string& sql);
    /// Replaces an entry's body and gives it the leaf that fits.
    void rewriteBody(std::uint64_t sequence, const std::string& from, const std::string& to);
    std::int64_t count(const std::string& query);
    std::string text(const std::string& query);

    Folder m_folder;
    ManualClock m_clock;
    std::filesystem::path m_file = m_folder.file("journal.db");

private:
    std::unique_ptr<Journal> m_journal;
};

} // namespace greenlight::db
