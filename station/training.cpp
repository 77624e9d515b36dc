#include "station/training.h"

#include "station/training_label.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::station {

namespace {

using namespace std::chrono_literals;

/// The pace of a calm operator.
constexpr Duration lookAtResult = 4s;
constexpr Duration fetchNext = 2s;
constexpr Duration fetchScanner = 1500ms;
constexpr Duration robotPace = 100ms;

/// Labels of a new session go on where no session of the last months was: one number every ten
/// seconds is more than a robot scans.
constexpr std::int64_t microsPerLabel = 10'000'000;

/// Of the boards a trainee gets, about one in twelve has something wrong with it.
constexpr unsigned oneIsBadIn = 12;

std::vector<sim::SocketSpec> mixedSockets(unsigned count) {
    std::vector<sim::SocketSpec> sockets;
    for (unsigned i = 0; i < count; ++i) {
        const std::string serial = fmt::format("5472696E696E67{:010X}", i + 1);
        const std::array models{sim::ProbeSpec::v2(serial), sim::ProbeSpec::v21(serial),
                                sim::ProbeSpec::v3(serial)};
        // Seven ports a hub, as real hubs have; the numbers stay inside what USB allows.
        const auto port = probe::PortPath::parse(fmt::format("1-{}.{}", i / 7 + 1, i % 7 + 1));
        sockets.push_back({.port = *port, .probe = models.at(i % models.size())});
    }
    return sockets;
}

} // namespace

Training::Training(Clock& clock, sim::Chip chip, unsigned boards, Robot robot, std::uint64_t seed)
    : m_clock(clock)
    , m_chip(chip)
    , m_bench(clock, mixedSockets(boards), seed)
    , m_random(seed)
    , m_session(static_cast<std::uint64_t>(clock.wall().unixMicros))
    , m_wake(clock) {
    for (const probe::PortPath& port : m_bench.ports()) {
        insertNew(port);
    }
    if (robot == Robot::Yes) {
        m_robot.emplace(clock, "robot operator", [this] { operate(); });
    }
}

Training::~Training() {
    m_stop = true;
    m_wake.raise();
    m_robot.reset();
}

std::vector<job::SlotPlace> Training::slots() const {
    std::vector<job::SlotPlace> places;
    for (const probe::PortPath& port : m_bench.ports()) {
        places.push_back({.name = std::to_string(places.size() + 1), .port = port});
    }
    return places;
}

/// A new board. Its UID is unlike that of every board before it, those of earlier sessions
/// included: their passes are on record, and a chip passes once.
void Training::insertNew(const probe::PortPath& port) {
    sim::BoardSpec board{.chip = m_chip};
    const std::uint64_t number = ++m_boardsMade;
    for (std::size_t i = 0; i < board.uid.size(); ++i) {
        const std::uint64_t part = i < sizeof(std::uint32_t) ? number : m_session;
        const std::size_t shift = 8 * (i < sizeof(std::uint32_t) ? i : i - sizeof(std::uint32_t));
        board.uid.at(i) = static_cast<std::uint8_t>(part >> shift);
    }
    if (m_robot && m_random() % oneIsBadIn == 0) {
        // What a trainee should have seen once: locked, no supply worth the name, worn flash.
        switch (m_random() % 3) {
        case 0:
            board.rdpLevel = 1;
            break;
        case 1:
            board.millivolts = 2700;
            break;
        default:
            board.writeProtectedSectors = 1;
            break;
        }
    }
    m_bench.insert(port, board);
}

void Training::finished(const std::string& port) {
    const auto path = probe::PortPath::parse(port);
    if (m_robot && path) {
        const std::scoped_lock lock(m_mutex);
        m_takeOut[*path] = m_clock.now() + lookAtResult;
    }
}

void Training::fetch(sim::Chip chip) {
    const std::scoped_lock lock(m_mutex);
    m_chip = chip;
    if (!m_robot) {
        return; // Nobody is there to exchange them.
    }
    m_putIn.clear();
    for (const probe::PortPath& port : m_bench.ports()) {
        m_takeOut[port] = m_clock.now();
    }
}

void Training::scanWith(const std::string& pattern, Scanner scanner) {
    const std::scoped_lock lock(m_mutex);
    m_pattern = pattern;
    m_scanner = std::move(scanner);
    for (const probe::PortPath& port : m_bench.ports()) {
        m_scan[port] = m_clock.now() + fetchScanner;
    }
}

void Training::scanLabel(const probe::PortPath& port) {
    const std::uint64_t session = m_session / static_cast<std::uint64_t>(microsPerLabel);
    const auto label = trainingLabel(m_pattern, session + ++m_labels);
    if (m_scanner && label) {
        const std::vector<probe::PortPath> ports = m_bench.ports();
        const auto place = std::ranges::find(ports, port);
        m_scanner(static_cast<std::size_t>(place - ports.begin()), *label);
    }
}

void Training::operate() {
    while (!m_stop) {
        {
            const std::scoped_lock lock(m_mutex);
            const Instant now = m_clock.now();
            std::erase_if(m_takeOut, [&](const auto& due) {
                if (due.second > now) {
                    return false;
                }
                m_bench.remove(due.first);
                m_putIn[due.first] = now + fetchNext;
                return true;
            });
            std::erase_if(m_putIn, [&](const auto& due) {
                if (due.second > now) {
                    return false;
                }
                insertNew(due.first);
                m_scan[due.first] = now + fetchScanner;
                return true;
            });
            std::erase_if(m_scan, [&](const auto& due) {
                if (due.second > now) {
                    return false;
                }
                scanLabel(due.first);
                return true;
            });
        }
        // Raised only to end; otherwise the pace of the robot.
        (void)m_wake.waitUntil(m_clock.now() + robotPace);
    }
}

std::optional<sim::Chip> Training::chipOf(std::string_view device) {
    for (const sim::Chip chip :
         {sim::Chip::H725, sim::Chip::F407, sim::Chip::F103, sim::Chip::L476, sim::Chip::G474}) {
        const std::string_view part = sim::name(chip);
        if (device.starts_with(part) || part.starts_with(device)) {
            return chip;
        }
    }
    return std::nullopt;
}

Result<std::filesystem::path> Training::shareFolder() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    // In the build folder programs lie in bin/, installed ones in bin/ as well.
    const auto folder = program.parent_path().parent_path() / "share" / "training";
    if (error || !std::filesystem::is_directory(folder, error)) {
        return Fault{
            .code = FaultCode::FileUnreadable,
            .note = fmt::format("{} is missing: this build has no training set", folder.string())};
    }
    return folder;
}

} // namespace greenlight::station
