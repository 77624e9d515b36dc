#include "engine/target/flash_loader.h"

#include "engine/base/check.h"
#include "engine/target/chip_ram.h"
#include "engine/target/core_clock.h"
#include "engine/target/empty_flag.h"
#include "engine/target/first_erase.h"
#include "engine/target/link_fault.h"
#include "engine/target/loader/blobs.h"
#include "engine/target/loader_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t mailboxAddress = wire::WireBase;
constexpr std::uint32_t breakpointAddress =
    mailboxAddress + offsetof(wire::LoaderMailbox, breakpoint);

constexpr Duration tick = milliseconds(10);
constexpr std::uint32_t twoBreakpoints = 0xBE00BE00;

Duration limit(const Timing& time) { return LoaderWork{.time = time}.limit(); }

std::uint32_t ticks(Duration duration) {
    // One more for the part of a tick at the start, one for the part at the end.
    return static_cast<std::uint32_t>(duration / tick) + 2;
}

} // namespace

FlashLoader::FlashLoader(Target& target, const FlashPlan& plan, std::span<const RamRegion> ram)
    : m_target(target)
    , m_plan(plan)
    , m_ring(
          target,
          [&plan](const LoaderComplaint& complaint) {
              return loaderFault(*plan.device, complaint);
          },
          LoaderRing::Beat::Steady)
    , m_room(loaderRoom(*plan.device, *plan.mode, ram)) {
    CHECK(!m_room.buffers.addresses.empty());
}

std::vector<std::uint32_t> FlashLoader::mailbox() const {
    const Device& device = *m_plan.device;
    Duration erase{};
    for (const EraseStep& step : m_plan.erases) {
        erase = std::max(erase, limit(step.time));
    }
    const auto word = [](std::size_t offset) { return offset / sizeof(std::uint32_t); };
    std::vector<std::uint32_t> words(sizeof(wire::LoaderMailbox) / sizeof(std::uint32_t));
    words[word(offsetof(wire::LoaderSession, flashRegisters))] = device.flashRegisters;
    words[word(offsetof(wire::LoaderSession, parallelism))] =
        static_cast<std::uint32_t>(m_plan.mode->parallelism);
    words[word(offsetof(wire::LoaderSession, watchdog))] = device.watchdog;
    words[word(offsetof(wire::LoaderSession, tickCycles))] = m_target.coreKhz() * 10;
    words[word(offsetof(wire::LoaderSession, eraseTicks))] = ticks(erase);
    const FlashMode& mode = *m_plan.mode;
    words[word(offsetof(wire::LoaderSession, programTicks))] =
        ticks(std::max({limit(mode.program), limit(mode.fastRows.time), limit(mode.burst)}));
    words[word(offsetof(wire::LoaderSession, erasedWord))] = device.erasedByte * 0x01010101U;
    words[word(offsetof(wire::LoaderSession, ring))] = m_room.ring;
    words[word(offsetof(wire::LoaderSession, ringSlots))] = m_room.slots;
    words[word(offsetof(wire::LoaderSession, programBytes))] = mode.programBytes;
    words[word(offsetof(wire::LoaderSession, burstBytes))] = mode.burstBytes;
    words[word(offsetof(wire::LoaderSession, busy))] = device.flashVariant.busy;
    const bool both =
        std::ranges::any_of(m_plan.erases, [](const EraseStep& step) { return step.lane != 0; });
    words[word(offsetof(wire::LoaderSession, lanes))] = both ? 2 : 1;
    words[word(offsetof(wire::LoaderSession, rowBytes))] = mode.fastRows.bytes;
    words[word(offsetof(wire::LoaderMailbox, breakpoint))] = twoBreakpoints;
    return words;
}

Result<void> FlashLoader::start() {
    const Blob blob = loaderBlob(m_plan.device->flashKind);
    std::vector<LoaderWork> work = loaderWork(m_plan, m_room.buffers.pageBytes, m_target.coreKhz());
    TRY(inStage(Stage::Load, m_target.core().requireHalted()));
    TRY(inStage(Stage::Load, supplyFlash(m_target.link(), m_target.clock(), *m_plan.device)));
    m_mayHaveErased = FirstErase::isFor(m_plan);
    if (m_mayHaveErased) {
        m_mayHaveErased = TRY(inStage(Stage::Load, FirstErase(m_target.link(), m_plan).begin()));
    }
    if (m_mayHaveErased) {
        work.front().begun = m_target.clock().now();
    }
    m_ring.lay({mailboxAddress, m_room.ring, m_room.slots, m_room.buffers}, std::move(work));
    TRY(writeProven(m_target.link(), m_target.ap(), mailboxAddress, programImage(mailbox(), blob),
                    FaultCode::LoaderCorrupt, Stage::Load));
    TRY(inStage(Stage::Load, m_target.core().start({.entry = wire::WireBase + blob.entryOffset,
                                                    .stackTop = m_room.stackTop,
                                                    .returnAddress = breakpointAddress})));
    return m_ring.awaitReady();
}

Result<FlashOutcome> FlashLoader::run(const Observer& observer, const std::atomic<bool>& abort) {
    TRY(m_ring.serve(m_ring.work().size(), observer, abort));
    const FlashOutcome done = TRY(outcome());
    if (m_plan.extents.front().address == m_plan.device->flashBase) {
        TRY(inStage(Stage::Program, clearEmptyFlag(m_target.link(), *m_plan.device)));
    }
    return done;
}

Result<FlashOutcome> FlashLoader::outcome() const {
    const LoaderNews& said = m_ring.news();
    if (said.ready != wire::LoaderStopped || said.erases != m_plan.erases.size() ||
        said.bytesBlank != m_plan.erasedBytes || said.bytesProgrammed != m_plan.programBytes) {
        return Fault{
            .code = FaultCode::CountMismatch,
            .stage = Stage::Program,
            .note = fmt::format("{} of {} erases, {} of {} bytes blank, {} of {} programmed",
                                said.erases, m_plan.erases.size(), said.bytesBlank,
                                m_plan.erasedBytes, said.bytesProgrammed, m_plan.programBytes)};
    }
    return FlashOutcome{.sectorsErased = m_plan.sectors,
                        .bytesBlankChecked = said.bytesBlank,
                        .bytesProgrammed = said.bytesProgrammed,
                        .longestErase = tick * said.longestEraseTicks};
}

} // namespace greenlight::target
