#pragma once

#include "engine/base/clock.h"
#include "engine/probe/bench.h"
#include "engine/sim/sim_bench.h"
#include "engine/sim/sim_target.h"
#include "station/settings.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>

namespace greenlight::station {

/// Training mode: the same line on a virtual bench, in real time, with records of its own. Nothing
/// of it reaches a real probe, and its recipes are released by a training authority that no
/// production station trusts.
class Training {
public:
    /// How many boards a training line has at least and at most.
    static constexpr unsigned leastBoards = 1;
    static constexpr unsigned mostBoards = 32;

    enum class Robot : std::uint8_t {
        No,  ///< every socket has one board and keeps it: for the command line
        Yes, ///< finished boards are taken out and new ones put in: for the kiosk
    };

    /// A bench of `boards` sockets, V2, V2-1 and V3 probes in turn, with boards of `chip`.
    Training(Clock& clock, sim::Chip chip, unsigned boards, Robot robot, std::uint64_t seed);
    Training(const Training&) = delete;
    Training& operator=(const Training&) = delete;
    Training(Training&&) = delete;
    Training& operator=(Training&&) = delete;
    ~Training();

    [[nodiscard]] probe::Bench& bench() noexcept { return m_bench; }

    [[nodiscard]] sim::SimBench& virtualBench() noexcept { return m_bench; }

    /// Slots "1" to "n" at the bench's ports.
    [[nodiscard]] std::vector<job::SlotPlace> slots() const;

    /// Tells the robot that the board at this port has its result.
    void finished(const std::string& port);

    /// From now on the robot brings boards with this chip; those that are in the sockets it takes
    /// out. Only while nothing works on them.
    void fetch(sim::Chip chip);

    /// Gives the robot a scanner: it scans the label of each board it has put in, with the slot's
    /// index and the text. Labels follow `pattern`; none is scanned for a pattern that no label can
    /// be made for. Called on the robot's thread, and never after scanWith({}, {}) has returned.
    using Scanner = std::function<void(std::size_t slot, const std::string& label)>;
    void scanWith(const std::string& pattern, Scanner scanner);

    /// The chip of a recipe's device; empty when the virtual bench has none.
    static std::optional<sim::Chip> chipOf(std::string_view device);

    /// What this build made to train with: the folder with recipes/ and release.pem, found beside
    /// the program. Faults: FileUnreadable.
    static Result<std::filesystem::path> shareFolder();

private:
    void operate();
    void scanLabel(const probe::PortPath& port);
    void insertNew(const probe::PortPath& port);

    Clock& m_clock;
    sim::Chip m_chip; ///< of the boards that are put in
    sim::SimBench m_bench;
    std::mutex m_mutex; // guards the chip, the generator and the appointments
    std::mt19937_64 m_random;
    std::uint64_t m_session; ///< in the UIDs of its boards, so that no two sessions share a chip
    std::uint64_t m_boardsMade = 0;
    std::map<probe::PortPath, Instant> m_takeOut;
    std::map<probe::PortPath, Instant> m_putIn;
    std::map<probe::PortPath, Instant> m_scan;
    std::string m_pattern;
    Scanner m_scanner;
    std::uint64_t m_labels = 0; ///< printed so far
    std::atomic<bool> m_stop = false;
    base::Signal m_wake;
    std::optional<base::Worker> m_robot;
};

} // namespace greenlight::station
