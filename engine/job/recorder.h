#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/job/evidence.h"
#include "engine/job/serial_range.h"
#include "engine/job/verdict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace greenlight::db {
class ReceiptMint;
} // namespace greenlight::db

namespace greenlight::job {

/// Who or what pressed Start; HandsFree: nobody did, the board was put in.
enum class StartedBy : std::uint8_t {
    Screen,
    Keyboard,
    FootSwitch,
    Scanner,
    CommandLine,
    HandsFree
};

std::string_view name(StartedBy origin) noexcept;

/// A file of the recipe and the digest of its bytes as they were released.
struct FileFact {
    std::string name{};
    Digest sha256{};
};

/// What is about to be done, written down before it is done.
struct Intent {
    std::string slot{};
    std::string port{};
    std::string probeSerial{};
    std::string recipe{};
    std::string recipeVersion{};
    std::string product{};
    Digest recipeDigest{}; ///< of recipe.toml's bytes
    std::vector<FileFact> images{};
    std::vector<std::string> signers{}; ///< who released the recipe
    std::string serial{};               ///< empty when the unit gets it later or has none
    std::optional<SerialRange> range{}; ///< with an empty serial: give it the next one of these
    bool serialScanned = false;         ///< scanned, not typed
    std::string operatorName{};
    StartedBy startedBy = StartedBy::Screen;
    bool training = false;
    std::string reworkReason{}; ///< a supervisor's reason; empty for a first attempt
    bool drill = false;         ///< a fault is put in on purpose
    bool golden = false;        ///< a slot is tried with a board that is no product
};

/// The right and the duty to end one begun attempt: move-only, used up by Recorder::close.
class Ticket {
public:
    Ticket(Ticket&& other) noexcept
        : m_attempt(std::exchange(other.m_attempt, 0))
        , m_serial(std::move(other.m_serial)) {}

    Ticket& operator=(Ticket&& other) noexcept {
        m_attempt = std::exchange(other.m_attempt, 0);
        m_serial = std::move(other.m_serial);
        return *this;
    }

    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    ~Ticket() = default;

    /// The sequence number of the entry that began the attempt; 0 for a used-up ticket.
    [[nodiscard]] std::uint64_t attempt() const noexcept { return m_attempt; }

    /// The serial the attempt was begun under: the intent's, or the one that was given out to it.
    [[nodiscard]] const std::string& serial() const noexcept { return m_serial; }

private:
    friend class db::ReceiptMint;

    Ticket(std::uint64_t attempt, std::string serial)
        : m_attempt(attempt)
        , m_serial(std::move(serial)) {}

    std::uint64_t m_attempt;
    std::string m_serial;
};

/// Proof that an attempt's record is committed and on the disk. Only the journal makes one, so
/// nothing else in the program can show green.
class Receipt {
public:
    [[nodiscard]] std::uint64_t sequence() const noexcept { return m_sequence; }

    [[nodiscard]] const Digest& leaf() const noexcept { return m_leaf; }

    [[nodiscard]] Verdict verdict() const noexcept { return m_verdict; }

private:
    friend class db::ReceiptMint;

    Receipt(std::uint64_t sequence, const Digest& leaf, Verdict verdict)
        : m_sequence(sequence)
        , m_leaf(leaf)
        , m_verdict(verdict) {}

    std::uint64_t m_sequence;
    Digest m_leaf;
    Verdict m_verdict;
};

/// Where attempts are written down. Slots share one; every call may come from any thread, blocks
/// until the disk has it, and either has happened entirely or not at all.
class Recorder {
public:
    Recorder() = default;
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;
    Recorder(Recorder&&) = delete;
    Recorder& operator=(Recorder&&) = delete;
    virtual ~Recorder() = default;

    /// Makes the intent durable. Faults: JournalWrite, DiskFull; SerialUsed when the serial has
    /// passed already or is in work in another slot, SerialsUsedUp when a range has none left. Then
    /// nothing was begun: there is no attempt. A serial out of a range is confirmed by a PASS and
    /// given back by every other ending.
    virtual Result<Ticket> begin(const Intent& intent) = 0;

    /// Binds the attempt to a chip before anything in it is changed, durable on return. `serial`
    /// is the unit's serial as known now (it may come from the UID). Gives the serial that the unit
    /// has from here on: that one, or for a rework of a unit that was counted before the one it got
    /// then; the number that was given out to this attempt goes back. Faults: SerialUsed,
    /// UidOtherSerial, UnitAlreadyPassed when the rules of one serial to one UID forbid to go on;
    /// JournalWrite, DiskFull.
    virtual Result<std::string> identified(const Ticket& ticket, const ChipIdentity& chip,
                                           const std::string& serial) = 0;

    /// Ends the attempt. The verdict on record is judge(evidence), computed here and by nobody
    /// else. Faults: JournalWrite, DiskFull; then there is no receipt, and the attempt is closed as
    /// INTERRUPTED at the next start.
    virtual Result<Receipt> close(Ticket ticket, const Evidence& evidence) = 0;
};

} // namespace greenlight::job
