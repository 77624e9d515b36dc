#pragma once

#include "station/clerk.h"
#include "station/label_desk.h"
#include "station/line.h"
#include "station/revocations.h"

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>

namespace greenlight::station {

/// Everything behind a Line. One lock for the line's own state; it is held for moments only, and
/// never while a slot's thread is waited for.
class Line::Floor {
public:
    Floor(Parts parts, std::vector<SlotWatch> watches, std::optional<People> people,
          Revocations revocations, db::Journal& journal, Clock& clock,
          std::function<void()> changed);

    Floor(const Floor&) = delete;
    Floor& operator=(const Floor&) = delete;
    Floor(Floor&&) = delete;
    Floor& operator=(Floor&&) = delete;

    ~Floor();

    Result<void> start(probe::Bench& bench, db::Journal& journal);
    Result<void> activate(std::shared_ptr<const job::Recipe> recipe, const Credentials& by);
    Result<SignIn::Step> signIn(const Credentials& who);
    Result<void> givePin(std::string_view pin);
    void forgetPin();
    [[nodiscard]] bool isBadge(std::string_view text);
    void signOut();
    Result<void> press(std::size_t index, job::StartedBy origin);
    Result<unsigned> pressAll(job::StartedBy origin);
    Result<std::optional<std::size_t>> scan(std::string_view text, bool scanned,
                                            std::optional<std::size_t> wanted);
    Result<void> chooseSlot(std::size_t index);
    Result<void> releaseSlot(std::size_t index, const Credentials& by, std::string_view reason);
    Result<void> allowRework(std::size_t index, const Credentials& by, std::string_view reason);
    Result<void> allowForEver(const Credentials& by, std::string_view reason);
    Result<void> revoke(const Digest& image, const Credentials& by, std::string_view reason);
    Result<void> restore(const Digest& image, const Credentials& by, std::string_view reason);
    Result<void> workOn(std::string_view workOrder);
    Result<Actor> authorise(const Credentials& by, Act act);
    Result<void> addPerson(const NewPerson& person, const Credentials& by);
    Result<void> changePerson(std::string_view name, const PersonChange& change,
                              const Credentials& by, std::string_view reason);
    void clearSerial(std::size_t index);
    [[nodiscard]] LineView view() const;
    [[nodiscard]] std::optional<std::size_t> findSlot(std::string_view name) const;
    bool waitUntil(Instant deadline, const std::function<bool(const job::SlotView&)>& condition);
    void onEnded(Ended listener);

private:
    [[nodiscard]] bool hasRecipe() const;

    /// Who does something, and for a reason; and to a slot.
    Result<Actor> authorise(const Credentials& by, Act act, std::string_view reason);
    Result<Actor> authoriseAt(std::size_t index, const Credentials& by, Act act,
                              std::string_view reason);
    [[nodiscard]] bool serialWanted() const;
    [[nodiscard]] bool lockWanted() const;
    /// A name at the computer is no supervisor.
    [[nodiscard]] static Fault lockNeedsPeople();
    /// Why the active recipe may be given to no board now.
    [[nodiscard]] std::optional<Fault> recipeTrouble() const;
    /// On the slot's thread: a board was put in, sits still, and its chip answers.
    void arrived(const std::string& slot);
    /// The label that a board which was put in had to wait for is there.
    void labelArrived(std::size_t index);
    void startByItself(std::size_t index);
    Result<void> tryPress(std::size_t index, job::Slot& slot, job::StartedBy origin);
    Result<std::optional<std::size_t>> takeBadge(std::string_view badge);
    Result<std::optional<std::size_t>> takeWorkOrder(std::string_view text, bool scanned);
    Result<std::optional<std::size_t>> takeLabel(std::string_view label, bool scanned,
                                                 std::optional<std::size_t> wanted);

    /// The slots with what the line itself knows against them.
    [[nodiscard]] std::vector<job::SlotView> slots() const;
    [[nodiscard]] LineSlot slotView(std::size_t index, const job::SlotView& slot,
                                    bool badgeWanted) const;

    /// On the slot's thread.
    void ended(const job::Order& order, const job::Ending& ending);
    void noteRefusal(const job::Order& order, const Fault& fault);
    void count(const job::Order& order, const job::Ending& ending);
    void watch(const job::Order& order, const job::Ending& ending);
    void beat();
    void declareUnfit(const Fault& fault);

    Parts m_parts;
    db::Journal& m_journal;
    Clock& m_clock;
    std::function<void()> m_changed;

    mutable std::mutex m_mutex; // guards down to m_listener
    std::shared_ptr<const job::Recipe> m_recipe;
    std::string m_workOrder;
    LabelDesk m_labels;
    std::vector<SlotWatch> m_watches;
    std::vector<std::string> m_reworks; ///< why the next attempt may repeat a unit; mostly empty
    /// Boards that were put in and only want a label, by the number of the board; 0 = none.
    std::vector<std::uint64_t> m_waiting;
    std::string m_lockAllowedBy; ///< for the active recipe; empty = nobody has
    Revocations m_revocations;
    std::optional<Fault> m_scanRefused;
    std::deque<LastUnit> m_last;
    std::uint64_t m_passed = 0;
    std::uint64_t m_notPassed = 0;
    std::optional<Fault> m_unfit;
    Ended m_listener;

    std::atomic<std::uint64_t> m_heartbeat = 0;
    SignIn m_signIn;
    Clerk m_clerk;
    std::optional<job::Gang> m_gang; // last: its threads use all of the above
};

} // namespace greenlight::station
