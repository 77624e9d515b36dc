#pragma once

#include "db/journal.h"
#include "station/view/line_source.h"
#include "tests/qml/hand_clock.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace greenlight::station::view {

/// A folder that goes away with the test.
class Scratch {
public:
    Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    Scratch(Scratch&&) = delete;
    Scratch& operator=(Scratch&&) = delete;
    ~Scratch();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Real receipts from a real journal; there is no other way to a green tile.
class ReceiptBook {
public:
    explicit ReceiptBook(Clock& clock);

    job::Receipt passed(const std::string& serial);
    job::Receipt notPassed(const std::string& serial, FaultCode code);

private:
    job::Receipt close(const std::string& serial, const job::Evidence& evidence);

    Scratch m_scratch;
    std::unique_ptr<db::Journal> m_journal;
    std::uint8_t m_chips = 0;
};

/// A line whose picture is set by hand. Presses and labels are written down and answered as told.
class LineFeed final : public LineSource {
public:
    explicit LineFeed(Clock& clock) : m_clock(clock) {}

    [[nodiscard]] LineView view() override {
        const std::scoped_lock lock(m_mutex);
        ++looks;
        return picture;
    }

    Result<void> press(std::size_t slot, job::StartedBy origin) override;
    Result<unsigned> pressAll(job::StartedBy origin) override;
    Result<std::optional<std::size_t>> scan(std::string_view label, bool scanned) override;
    Result<void> chooseSlot(std::size_t slot) override;

    Result<void> givePin(std::string_view pin) override;
    void forgetPin() override;
    Result<SignIn::Step> signIn(const Credentials& who) override;

    bool isBadge(std::string_view text) override { return text.starts_with("BADGE-"); }

    void signOut() override;

    Result<void> releaseSlot(std::size_t slot, const Credentials& by,
                             std::string_view reason) override {
        return done("release-slot", slot, by, reason);
    }

    Result<void> allowRework(std::size_t slot, const Credentials& by,
                             std::string_view reason) override {
        return done("allow-rework", slot, by, reason);
    }

    Result<void> allowForEver(const Credentials& by, std::string_view reason) override {
        return done("lock-for-ever", 0, by, reason);
    }

    Result<void> activate(std::shared_ptr<const job::Recipe> recipe,
                          const Credentials& by) override;

    Result<Actor> authorise(const Credentials& by, Act act) override;
    Result<void> addPerson(const NewPerson& person, const Credentials& by) override;
    Result<void> changePerson(std::string_view name, const PersonChange& change,
                              const Credentials& by, std::string_view reason) override;

    /// A line with `count` empty slots, recipe and people.
    void empty(std::size_t count);

    LineSlot& slot(std::size_t index) { return picture.slots.at(index); }

    void boardIn(std::size_t index);
    void working(std::size_t index, Stage stage, Duration gone, std::optional<Duration> left);
    void passed(std::size_t index, const std::string& serial, ReceiptBook& book);
    void failed(std::size_t index, const std::string& serial, const Fault& fault,
                ReceiptBook& book);
    void unrecorded(std::size_t index, const std::string& serial);
    void trouble(std::size_t index, const Fault& fault);

    LineView picture;
    std::optional<Fault> refusal; ///< what presses and labels are answered with
    std::vector<std::pair<std::size_t, job::StartedBy>> presses;
    std::vector<job::StartedBy> pressesForAll;
    std::vector<std::pair<std::string, bool>> labels; ///< text, scanned
    std::vector<std::size_t> chosen;

    /// What somebody allowed.
    struct Allowed {
        std::string what{};
        std::size_t slot = 0;
        Credentials by{};
        std::string reason{};
    };

    std::vector<Allowed> allowed;
    std::vector<std::shared_ptr<const job::Recipe>> activated;
    std::vector<NewPerson> added;
    std::vector<std::pair<std::string, PersonChange>> changedPeople;
    std::vector<std::string> pins; ///< in the order in which they were given
    std::thread::id pinThread{};   ///< where the last one was tried
    unsigned signOuts = 0;
    unsigned looks = 0; ///< how often the picture was taken

private:
    void finish(std::size_t index, const std::string& serial);
    Result<void> done(std::string what, std::size_t slot, const Credentials& by,
                      std::string_view reason);

    Clock& m_clock;
    std::mutex m_mutex; ///< a PIN is given on another thread while the page looks
};

} // namespace greenlight::station::view
