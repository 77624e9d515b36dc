#pragma once

#include "db/journal.h"
#include "engine/job/recipe.h"
#include "engine/sim/sim_bench.h"
#include "engine/sim/turnstile.h"
#include "station/line.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace greenlight::test {

/// A folder that is gone when the test is over.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

/// `size` bytes that look like firmware to a flash: no two words alike, a vector table in front.
[[nodiscard]] std::vector<std::uint8_t> firmwareBytes(std::size_t size);

/// A recipe for a chip with an image of `size` bytes at the start of its flash; no serial.
[[nodiscard]] std::shared_ptr<job::Recipe> recipeFor(sim::Chip chip, std::size_t size);

/// A board with a UID that only this number has.
[[nodiscard]] sim::BoardSpec board(sim::Chip chip, unsigned number);

/// A whole line in virtual time: real threads, real journal, virtual probes and chips.
class Floor {
public:
    /// One socket per probe; the boards are put in by the test.
    Floor(std::uint64_t seed, const std::vector<sim::ProbeSpec>& probes,
          const std::filesystem::path& data, bool hubSwitchesPorts = false);
    Floor(const Floor&) = delete;
    Floor& operator=(const Floor&) = delete;
    Floor(Floor&&) = delete;
    Floor& operator=(Floor&&) = delete;
    ~Floor();

    /// Makes the recipe the active one and waits until the slots have looked at their boards.
    void open(std::shared_ptr<const job::Recipe> recipe);

    /// Presses Start everywhere (or at one slot) and waits for the ends.
    void runAll();
    void run(std::size_t slot);

    /// Waits until the attempt that runs in a slot is in this stage; false when it never is.
    [[nodiscard]] bool reach(std::size_t slot, Stage stage);
    /// Waits until no slot works any more.
    void finish();

    /// Takes the board out and puts the next one in, each time until the slot has seen it.
    void swap(std::size_t slot, const sim::BoardSpec& next);

    [[nodiscard]] probe::PortPath port(std::size_t slot) const { return bench.ports().at(slot); }

    [[nodiscard]] job::SlotView slot(std::size_t index) const {
        return line->view().slots.at(index).slot;
    }

    /// What ended, in the order it ended.
    struct Ended {
        job::Order order;
        job::Ending ending;
        Instant at{};
    };

    sim::Turnstile clock;
    sim::SimBench bench;
    std::unique_ptr<db::Journal> journal;
    std::vector<Ended> ended;
    /// Of the line that open() makes: most tests fail on purpose and often.
    station::SlotRules rules{.quarantineAfter = 0};
    station::SignInRules signIn{};
    bool handsFree = false;
    std::string workOrderPrefix{};
    std::filesystem::path dataDir; ///< where the journal lies
    std::unique_ptr<station::Line> line;
};

/// How many entries of a journal have these words in their body.
[[nodiscard]] std::size_t entriesWith(const std::filesystem::path& journal,
                                      const std::string& words);

/// Three generations of probes, `count` in all.
[[nodiscard]] std::vector<sim::ProbeSpec> mixedProbes(std::size_t count);

/// True if the chip holds exactly the recipe's image and is erased elsewhere in its sectors.
[[nodiscard]] bool holds(sim::SimBench& bench, const probe::PortPath& port,
                         const job::Recipe& recipe);

} // namespace greenlight::test
