// What streaming pages to a chip allocates: nothing, once it runs. The program has an operator
// new of its own; the virtual bench below the link is not counted.
#include "engine/base/check.h"
#include "engine/target/flash_loader.h"
#include "engine/target/flash_plan.h"
#include "tests/target/loader_bench.h"
#include "tests/target/rig.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

namespace {

thread_local bool counting = false;
thread_local std::uint64_t allocations = 0;

void* allocate(std::size_t size) {
    allocations += counting ? 1 : 0;
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

} // namespace

void* operator new(std::size_t size) { return allocate(size); }

void* operator new[](std::size_t size) { return allocate(size); }

void operator delete(void* memory) noexcept { std::free(memory); }

void operator delete[](void* memory) noexcept { std::free(memory); }

void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace greenlight::target {
namespace {

/// A link below which nothing is counted.
class Uncounted final : public probe::Link {
public:
    explicit Uncounted(std::unique_ptr<probe::Link> link) : m_link(std::move(link)) {}

    Result<void> perform(std::span<probe::Exchange> batch, Instant deadline) override {
        const bool before = std::exchange(counting, false);
        auto done = m_link->perform(batch, deadline);
        counting = before;
        return done;
    }

    Result<void> drain() override { return m_link->drain(); }

    Result<void> resetDevice() override { return m_link->resetDevice(); }

    Result<probe::PowerCut> cyclePower() override { return m_link->cyclePower(); }

    [[nodiscard]] probe::LinkCounters counters() const noexcept override {
        return m_link->counters();
    }

private:
    std::unique_ptr<probe::Link> m_link;
};

/// A clock whose own keeping of time is not counted. Nobody signals in one thread.
class UncountedClock final : public Clock {
public:
    explicit UncountedClock(Clock& clock) : m_clock(clock) {}

    [[nodiscard]] Instant now() const noexcept override { return m_clock.now(); }

    [[nodiscard]] base::WallTime wall() const noexcept override { return m_clock.wall(); }

    void sleepUntil(Instant moment) override {
        const bool before = std::exchange(counting, false);
        m_clock.sleepUntil(moment);
        counting = before;
    }

private:
    void raise(base::Signal&) override { CHECK(false); }

    bool wait(base::Signal&, Instant) override {
        CHECK(false);
        return false;
    }

    Clock& m_clock;
};

class Allocation : public testing::TestWithParam<sim::Chip> {};

TEST_P(Allocation, IsDoneBeforePagesAreStreamedAndNotWhile) {
    constexpr unsigned settled = 8; // looks after which every buffer has its size
    Rig rig(Rig::board(GetParam()));
    auto usb = rig.bench().open(rig.port);
    ASSERT_TRUE(usb.ok());
    UncountedClock clock(rig.clock);
    auto link = probe::StLink::open(std::make_unique<Uncounted>(std::move(usb).value()), clock);
    ASSERT_TRUE(link.ok());
    Trail trail;
    auto target = Target::connect(**link, clock, {}, trail);
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
    const auto identity = (*target)->identify();
    ASSERT_TRUE(identity.ok());
    const std::vector<std::uint8_t> image = firmware(100'000);
    const Piece piece{0x0800'0000, image};
    const FlashMode* const mode = identity->device->flashModeAt((*target)->lowestMillivolts());
    ASSERT_NE(mode, nullptr);
    const auto plan = planFlash(*identity->device, *mode, identity->sectors, std::span(&piece, 1),
                                EraseScope::Sectors);
    ASSERT_TRUE(plan.ok());
    FlashLoader loader(**target, *plan, identity->loaderRam);
    ASSERT_TRUE(loader.start().ok());
    unsigned looks = 0;
    std::uint32_t bytesCounted = 0;
    std::uint32_t bytesBefore = 0;
    const FlashLoader::Observer observer = [&](const FlashProgress& progress) {
        bytesCounted += counting ? progress.bytesDone - bytesBefore : 0;
        bytesBefore = progress.bytesDone;
        counting = ++looks > settled && progress.bytesDone < progress.bytesTotal / 10 * 9;
        return Result<void>();
    };
    const std::atomic<bool> abort = false;
    allocations = 0;
    const auto outcome = loader.run(observer, abort);
    counting = false;
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    EXPECT_GT(bytesCounted, image.size() / 2) << "most of the work was not looked at";
    EXPECT_EQ(allocations, 0U) << "in " << looks << " looks";
}

INSTANTIATE_TEST_SUITE_P(Chips, Allocation,
                         testing::Values(sim::Chip::F407, sim::Chip::G474, sim::Chip::H743),
                         [](const auto& chosen) { return std::string(sim::name(chosen.param)); });

} // namespace
} // namespace greenlight::target
