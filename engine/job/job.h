#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/job/evidence.h"
#include "engine/job/recipe.h"
#include "engine/job/recorder.h"
#include "engine/job/verdict.h"
#include "engine/probe/stlink.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::job {

/// One press of Start, complete: everything an attempt needs to know.
struct Order {
    std::string slot{};
    std::string port{};
    std::shared_ptr<const Recipe> recipe{};
    std::string serial{}; ///< as scanned or typed; empty when the recipe needs none
    bool serialScanned = false;
    std::string operatorName{};
    StartedBy startedBy = StartedBy::Screen;
    bool training = false;
    std::string reworkReason{};
    /// Who allowed level 2 to a recipe that asks for it, and why; without it nothing is begun.
    std::string lockAllowedBy{};
    /// The proof is made against a plan with one other byte: it has to fail, and the attempt is no
    /// PASS either way.
    bool drill = false;
    /// The slot is tried: the board has to be a golden one, and the attempt is about no product.
    bool golden = false;
    /// The chips of the boards that are kept to try slots with; otherwise none of them is taken.
    std::vector<Uid> goldenBoards{};
    /// The chip that passed in this slot last, unless a supervisor allowed it again: it must be
    /// another board now.
    std::optional<Uid> passedBefore{};
};

/// How far an attempt is.
struct Progress {
    Stage stage = Stage::Prepare;
    std::uint32_t bytesDone = 0;
    std::uint32_t bytesTotal = 0;
    /// Estimate for the whole attempt; absent until the plan is known.
    std::optional<Duration> left{};
};

/// How an attempt ended. Without a receipt nothing is on record, whatever the judgement says.
struct Ending {
    std::optional<Receipt> receipt{};
    Judgement judgement{};
    Evidence evidence{};
    Duration took{};
    /// Why there is no receipt.
    std::optional<Fault> unrecorded{};
    /// The rules of the records refused the order before anything was begun: not an attempt.
    std::optional<Fault> refused{};
};

/// Programs one board and proves it: the program in one reading. Always ends in an Ending, always
/// lets the chip go, on every path. Blocks; runs on the slot's thread.
class Job {
public:
    /// `probe` null means the slot has no working probe; `whyNoProbe` then says why, and the
    /// attempt is recorded as failed for that reason. `progress` is called on this thread.
    Job(Order order, probe::StLink* probe, std::optional<Fault> whyNoProbe, std::string probeSerial,
        Recorder& recorder, Clock& clock, std::function<void(const Progress&)> progress,
        const std::atomic<bool>& abort);

    Ending run();

private:
    class Attempt;

    Order m_order;
    probe::StLink* m_probe;
    std::optional<Fault> m_whyNoProbe;
    std::string m_probeSerial;
    Recorder& m_recorder;
    Clock& m_clock;
    std::function<void(const Progress&)> m_progress;
    const std::atomic<bool>& m_abort;
};

} // namespace greenlight::job
