#include "tests/line/floor.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <random>

namespace greenlight::test {

using namespace std::chrono_literals;

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "greenlight-XXXXXX").string();
    m_path = ::mkdtemp(name.data());
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::vector<std::uint8_t> firmwareBytes(std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    std::minstd_rand random(4711);
    std::ranges::generate(bytes, [&random] { return static_cast<std::uint8_t>(random() >> 7U); });
    // Stack at the end of the first kilobyte of RAM, reset vector behind the table.
    const std::vector<std::uint8_t> vectors{0x00, 0x04, 0x00, 0x20, 0x41, 0x00, 0x00, 0x08};
    std::ranges::copy(vectors, bytes.begin());
    return bytes;
}

std::shared_ptr<job::Recipe> recipeFor(sim::Chip chip, std::size_t size) {
    auto recipe = std::make_shared<job::Recipe>();
    recipe->name = "test";
    recipe->version = "1";
    recipe->product = "P";
    recipe->device = sim::name(chip);
    const auto bytes = firmwareBytes(size);
    recipe->files = {{"firmware.bin", base::sha256(bytes)}};
    recipe->image =
        std::make_shared<const job::Image>(*job::parseImage("firmware.bin", bytes, 0x0800'0000));
    return recipe;
}

sim::BoardSpec board(sim::Chip chip, unsigned number) {
    sim::BoardSpec spec{.chip = chip};
    spec.uid = {static_cast<std::uint8_t>(number),
                static_cast<std::uint8_t>(number >> 8U),
                0x2A,
                0x00,
                0x17,
                0x51,
                0x31,
                0x32,
                0x33,
                0x38,
                0x36,
                0x31};
    return spec;
}

namespace {

std::vector<sim::SocketSpec> sockets(const std::vector<sim::ProbeSpec>& probes,
                                     bool hubSwitchesPorts) {
    std::vector<sim::SocketSpec> row = sim::rowOfSockets(static_cast<unsigned>(probes.size()));
    for (std::size_t i = 0; i < probes.size(); ++i) {
        row[i].probe = probes[i];
        row[i].switchesPower = hubSwitchesPorts;
    }
    return row;
}

} // namespace

Floor::Floor(std::uint64_t seed, const std::vector<sim::ProbeSpec>& probes,
             const std::filesystem::path& data, bool hubSwitchesPorts)
    : clock(seed)
    , bench(clock, sockets(probes, hubSwitchesPorts), seed)
    , dataDir(data) {
    auto opened = db::Journal::open(data / "journal.db", "test", clock);
    EXPECT_TRUE(opened.ok()) << base::toLogLine(opened.fault());
    journal = std::move(opened).value();
}

Floor::~Floor() { line.reset(); }

void Floor::open(std::shared_ptr<const job::Recipe> recipe) {
    station::Settings settings;
    settings.name = "test";
    settings.slotRules = rules;
    settings.signIn = signIn;
    settings.handsFree = handsFree;
    settings.workOrderPrefix = workOrderPrefix;
    settings.dataDir = dataDir;
    for (const probe::PortPath& port : bench.ports()) {
        settings.slots.push_back({.name = std::to_string(settings.slots.size() + 1), .port = port});
    }
    auto opened = station::Line::open({.settings = settings, .operatorName = "tester"}, bench,
                                      *journal, clock, [] {});
    ASSERT_TRUE(opened.ok()) << base::toLogLine(opened.fault());
    line = std::move(opened).value();
    // Under the turnstile only one thread runs at a time, so the list needs no lock of its own.
    line->onEnded([this](const job::Order& order, const job::Ending& ending) {
        ended.push_back({order, ending, clock.now()});
    });
    ASSERT_TRUE(line->activate(std::move(recipe)).ok());
    ASSERT_TRUE(line->waitUntilLooked(clock.now() + 30s));
}

void Floor::runAll() {
    const auto pressed = line->pressAll(job::StartedBy::Keyboard);
    ASSERT_TRUE(pressed.ok()) << base::toLogLine(pressed.fault());
    finish();
}

void Floor::run(std::size_t slot) {
    const auto pressed = line->press(slot, job::StartedBy::Keyboard);
    ASSERT_TRUE(pressed.ok()) << base::toLogLine(pressed.fault());
    finish();
}

void Floor::finish() { ASSERT_TRUE(line->waitUntilIdle(clock.now() + 600s)); }

bool Floor::reach(std::size_t slot, Stage stage) {
    const Instant deadline = clock.now() + 60s;
    while (clock.now() < deadline) {
        const job::SlotState state = this->slot(slot).state;
        const auto* const working = std::get_if<job::Working>(&state);
        if (working != nullptr && working->progress.stage == stage) {
            return true;
        }
        clock.sleepFor(500us);
    }
    return false;
}

void Floor::swap(std::size_t slot, const sim::BoardSpec& next) {
    bench.remove(port(slot));
    clock.sleepFor(1s);
    bench.insert(port(slot), next);
    clock.sleepFor(1s);
}

std::size_t entriesWith(const std::filesystem::path& journal, const std::string& words) {
    sqlite3* file = nullptr;
    sqlite3_stmt* query = nullptr;
    EXPECT_EQ(sqlite3_open_v2(journal.c_str(), &file, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_prepare_v2(file, "SELECT count(*) FROM entry WHERE instr(body, ?) > 0", -1,
                                 &query, nullptr),
              SQLITE_OK);
    sqlite3_bind_text(query, 1, words.c_str(), -1, SQLITE_STATIC);
    EXPECT_EQ(sqlite3_step(query), SQLITE_ROW);
    const auto count = static_cast<std::size_t>(sqlite3_column_int64(query, 0));
    sqlite3_finalize(query);
    sqlite3_close(file);
    return count;
}

std::vector<sim::ProbeSpec> mixedProbes(std::size_t count) {
    std::vector<sim::ProbeSpec> probes;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string serial = fmt::format("0667FF5155{:014X}", i + 1);
        probes.push_back(i % 3 == 0   ? sim::ProbeSpec::v2(serial)
                         : i % 3 == 1 ? sim::ProbeSpec::v21(serial)
                                      : sim::ProbeSpec::v3(serial));
    }
    return probes;
}

bool holds(sim::SimBench& bench, const probe::PortPath& port, const job::Recipe& recipe) {
    bool equal = false;
    const job::Segment& segment = recipe.image->segments().front();
    bench.withBoard(port, [&](sim::SimTarget& chip, Instant) {
        const auto flash = chip.flash();
        const auto end = flash.begin() + static_cast<std::ptrdiff_t>(segment.bytes.size());
        equal = std::equal(flash.begin(), end, segment.bytes.begin());
    });
    return equal;
}

} // namespace greenlight::test
