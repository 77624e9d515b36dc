#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/job/gang.h"
#include "engine/job/recipe.h"
#include "engine/probe/bench.h"
#include "station/settings.h"
#include "station/sign_in.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::db {
class Journal;
} // namespace greenlight::db

namespace greenlight::station {

/// What one slot shows, with what the line knows of it.
struct LineSlot {
    job::SlotView slot{};
    /// The serial waiting for the next Start of this slot.
    std::string nextSerial{};
    /// Start would be accepted now.
    bool mayStart = false;
    /// It takes no board until somebody releases it: Line::releaseSlot().
    bool locked = false;
    /// Its next attempt may repeat a unit that passed already: Line::allowRework().
    bool reworkAllowed = false;
    /// It takes a golden board only, until one has passed: SlotRules::goldenBoards.
    bool goldenWanted = false;
    /// What the operator does next here, as a stable word the page has sentences for:
    /// "insert-board", "scan-label", "press-start", "wait", "remove-board", "red-bin",
    /// "call-supervisor", "scan-badge",
    /// "insert-golden".
    std::string_view nextStep{};
};

/// One finished unit for the list of the last ones.
struct LastUnit {
    std::string slot{};
    std::string serial{};
    std::string uid{};
    job::Verdict verdict = job::Verdict::Fail;
    std::optional<Fault> fault{};
    std::uint64_t receipt = 0;
    base::WallTime ended{};
};

/// The whole line at one moment; a copy.
struct LineView {
    std::string station{};
    std::string operatorName{}; ///< empty while nobody is signed in who has to be
    std::string role{};         ///< of the person signed in; empty where nobody signs in
    bool signInWanted = false;  ///< nobody is signed in, and a press needs somebody
    std::string pinWantedOf{};  ///< whose PIN the line waits for; empty = nobody's
    bool training = false;
    std::string recipe{};
    std::string recipeVersion{};
    std::string product{};
    std::string recipeHash{}; ///< first 8 hexadecimal digits
    std::string device{};
    std::string workOrder{};   ///< of the attempts that begin now; empty when none is named
    bool serialWanted = false; ///< the recipe wants a scanned serial per unit
    bool handsFree = false;    ///< a board that is put in starts by itself
    bool lockWanted = false;   ///< the recipe locks chips for ever, and nobody has allowed it yet
    std::vector<LineSlot> slots{};
    std::vector<LastUnit> last{}; ///< newest first, at most ten
    std::uint64_t passed = 0;     ///< since the start of the program
    std::uint64_t notPassed = 0;
    std::uint64_t refusals = 0;
    /// Where the next scanned label goes; empty when nowhere.
    std::optional<std::size_t> scanGoesTo{};
    std::optional<Fault> scanRefused{}; ///< why the last scan was refused
    std::optional<Fault> unfit{}; ///< why the station itself cannot work: journal, disk, trust
    std::uint64_t heartbeat = 0;  ///< grows while the line is alive
};

/// The rules of the floor, without Qt: kiosk and command line both drive this. One gate for all
/// origins of a press. Calls from any thread; none waits for a board, a probe or the disk, and only
/// one that is given a PIN takes time.
class Line {
public:
    struct Parts {
        Settings settings;
        std::string operatorName; ///< at the computer; on records where nobody signs in
        bool training = false;
    };

    /// Takes an opened journal (recovered already) and starts the slots. `changed` is called on
    /// any thread after a view has changed and must not block. Faults: those of People::open()
    /// where people sign in, those of the journal.
    static Result<std::unique_ptr<Line>> open(Parts parts, probe::Bench& bench,
                                              db::Journal& journal, Clock& clock,
                                              std::function<void()> changed);

    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    Line(Line&&) = delete;
    Line& operator=(Line&&) = delete;
    /// Ends running attempts as ABORTED on record and joins all threads.
    ~Line();

    /// Makes a recipe the active one; refused while a slot works and for one with a revoked file.
    /// Recorded. The first one is that of who started the program; where people sign in, another
    /// one needs somebody whose role allows it. Faults: SlotBusy, ImageRevoked, LockNotAllowed for
    /// a recipe that locks chips for ever where nobody signs in, those of SignIn::authorise().
    Result<void> activate(std::shared_ptr<const job::Recipe> recipe, const Credentials& by = {});

    /// Signs somebody in instead of whoever is. With a PIN it takes a tenth of a second. Faults:
    /// those of SignIn::signIn().
    Result<SignIn::Step> signIn(const Credentials& who);

    /// The PIN of whom the line waits for (LineView::pinWantedOf). Takes a tenth of a second.
    /// Faults: those of SignIn::givePin().
    Result<void> givePin(std::string_view pin);

    /// The line waits for nobody's PIN any more; whoever is signed in stays.
    void forgetPin();

    /// Whether this text is somebody's badge. Waits while a PIN is tried.
    [[nodiscard]] bool isBadge(std::string_view text);

    /// The line has no operator any more; slots at work go on.
    void signOut();

    /// One press of Start for one slot. Accepted at once or refused with the reason; a refusal is
    /// counted and goes on record.
    Result<void> press(std::size_t slot, job::StartedBy origin);

    /// Start for every slot that may start; gives how many were started. When none was, the
    /// reason of the first slot.
    Result<unsigned> pressAll(job::StartedBy origin);

    /// A scanned or typed text. A badge signs its owner in, or asks for the PIN
    /// (LineView::pinWantedOf), and is never taken for a label; then the answer is no slot. A label
    /// goes to the slot that waits for one (LineView::scanGoesTo), or to `slot`, which is the
    /// answer. A scan is never a press. Faults: SerialPattern, SerialUsed for a serial that waits
    /// or passed already, SlotBusy, NoRecipe; of a badge those of signIn().
    Result<std::optional<std::size_t>> scan(std::string_view label, bool scanned,
                                            std::optional<std::size_t> slot = std::nullopt);

    /// Chooses where the next scan goes.
    Result<void> chooseSlot(std::size_t slot);

    /// Somebody whose role allows it takes a slot back that was locked for its failures. Recorded
    /// with who and why. Where nobody signs in a name is enough. Faults: SlotUnknown; ReasonMissing
    /// without a name or a reason; those of SignIn::authorise().
    Result<void> releaseSlot(std::size_t slot, const Credentials& by, std::string_view reason);

    /// The next attempt of a slot, and only that, may repeat a unit that passed already. Recorded
    /// with who allowed it and why. Faults: as those of releaseSlot().
    Result<void> allowRework(std::size_t slot, const Credentials& by, std::string_view reason);

    /// The active recipe may lock chips for ever, until another one is activated or the line is
    /// closed; without it no slot starts a recipe that asks for level 2. Only where people sign in:
    /// a name at the computer is no supervisor. Recorded with who allowed it and why. Faults:
    /// NoRecipe; LockNotAllowed where nobody signs in; ReasonMissing; those of
    /// SignIn::authorise().
    Result<void> allowForEver(const Credentials& by, std::string_view reason);

    /// No board may be given this file any more: a recipe with it is not activated, and while such
    /// a recipe is active each press is refused with ImageRevoked. What is in work is not stopped.
    /// Recorded with who and why. Faults: ReasonMissing; those of SignIn::authorise().
    Result<void> revokeImage(const Digest& image, const Credentials& by, std::string_view reason);

    /// Takes a revocation back. Recorded. Faults: as revokeImage().
    Result<void> restoreImage(const Digest& image, const Credentials& by, std::string_view reason);

    /// The attempts that begin from now on are of this work order instead of that of the settings;
    /// an empty text names none. What is in work stays what it is. Waits while an entry is written.
    /// Faults: SettingsValue for a text that is none (work_order.h).
    Result<void> workOn(std::string_view workOrder);

    /// Forgets the serial waiting in a slot.
    void clearSerial(std::size_t slot);

    [[nodiscard]] LineView view() const;

    [[nodiscard]] std::optional<std::size_t> findSlot(std::string_view name) const;

    /// Proves somebody for what is done beside the line, such as a backup; the deed and its entry
    /// are the caller's. Takes a tenth of a second. Faults: those of SignIn::authorise().
    Result<Actor> authorise(const Credentials& by, Act act);

    /// Somebody who may manage people adds one, or changes one for a reason. On record before it
    /// returns; takes some tenths of a second. Where nobody signs in `by` is the name at the
    /// computer and adds the first person, who can then be asked to sign in. Faults: NotAllowed for
    /// anything else where nobody signs in; those of SignIn::authorise() and of People::addFirst(),
    /// add() and change().
    Result<void> addPerson(const NewPerson& person, const Credentials& by);
    Result<void> changePerson(std::string_view name, const PersonChange& change,
                              const Credentials& by, std::string_view reason);

    /// Waits until no slot is working, at most until `deadline`. For the command line.
    [[nodiscard]] bool waitUntilIdle(Instant deadline);
    /// Waits until every slot has looked at its probe once, at most until `deadline`.
    [[nodiscard]] bool waitUntilLooked(Instant deadline);

    /// Told of every ended attempt, on the slot's thread, after its record was written.
    using Ended = std::function<void(const job::Order&, const job::Ending&)>;
    void onEnded(Ended ended);

private:
    class Floor;
    explicit Line(std::unique_ptr<Floor> floor);
    std::unique_ptr<Floor> m_floor;
};

} // namespace greenlight::station
