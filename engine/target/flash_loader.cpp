#include "engine/target/flash_loader.h"

#include "engine/base/check.h"
#include "engine/target/chip_ram.h"
#include "engine/target/core_clock.h"
#include "engine/target/empty_flag.h"
#include "engine/target/link_fault.h"
#include "engine/target/loader/blobs.h"
#include "engine/target/loader_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint32_t mailboxAddress = wire::WireBase;
constexpr std::uint32_t reportAddress = mailboxAddress + offsetof(wire::LoaderMailbox, report);
constexpr std::uint32_t postedAddress = mailboxAddress + offsetof(wire::LoaderMailbox, posted);
constexpr std::uint32_t breakpointAddress =
    mailboxAddress + offsetof(wire::LoaderMailbox, breakpoint);

constexpr Duration tick = milliseconds(10);
constexpr Duration startWithin = milliseconds(500);
/// The loader itself notices a stuck flash; this is how much later we lose patience with it.
constexpr Duration grace = seconds(1);
constexpr Duration silence = milliseconds(500);
/// Bytes of pages in one batch: what an abort or a look at the report may have to wait for.
constexpr std::size_t batchBytes = 16384;
/// Of the first batch with pages: the flash waits for it, and they get longer while it works.
constexpr std::size_t firstBatchBytes = 2048;
constexpr Duration shortestPace = milliseconds(2);
constexpr Duration longestPace = milliseconds(50);

constexpr std::uint32_t twoBreakpoints = 0xBE00BE00;

/// An operation that takes 2.5 times its longest time will not end any more.
Duration limit(const Timing& time) { return time.longest * 5 / 2; }

std::uint32_t ticks(Duration duration) {
    // One more for the part of a tick at the start, one for the part at the end.
    return static_cast<std::uint32_t>(duration / tick) + 2;
}

} // namespace

FlashLoader::FlashLoader(Target& target, const FlashPlan& plan, std::span<const RamRegion> ram)
    : m_target(target)
    , m_plan(plan)
    , m_room(loaderRoom(*plan.device, *plan.mode, ram)) {
    CHECK(!m_room.buffers.addresses.empty());
}

/// The work of the plan, in fast rows if the core has got its clock for them.
void FlashLoader::layOut() {
    const bool rows = m_target.coreKhz() >= m_plan.mode->fastRows.fromKhz;
    m_work = loaderWork(m_plan, m_room.buffers.pageBytes, rows);
    m_left.resize(m_work.size());
    std::array<Duration, 2> sum{};
    for (std::size_t i = m_work.size(); i-- > 0;) {
        sum.at(m_work[i].lane) += m_work[i].time.typical;
        m_left[i] = std::max(sum[0], sum[1]);
    }
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
    layOut();
    TRY(inStage(Stage::Load, m_target.core().requireHalted()));
    TRY(inStage(Stage::Load, supplyFlash(m_target.link(), m_target.clock(), *m_plan.device)));
    TRY(writeProven(m_target.link(), m_target.ap(), mailboxAddress, programImage(mailbox(), blob),
                    FaultCode::LoaderCorrupt, Stage::Load));
    TRY(inStage(Stage::Load, m_target.core().start({.entry = wire::WireBase + blob.entryOffset,
                                                    .stackTop = m_room.stackTop,
                                                    .returnAddress = breakpointAddress})));
    return awaitReady();
}

Result<void> FlashLoader::awaitReady() {
    Clock& clock = m_target.clock();
    const Instant deadline = clock.now() + startWithin;
    for (;;) {
        probe::StLink::Batch batch;
        batch.readMemory(m_target.ap(), reportAddress, m_reportBytes);
        TRY(inStage(Stage::Load, m_target.link().perform(batch)));
        m_report = report();
        if (m_report.ready == wire::LoaderReady) {
            break;
        }
        if (clock.now() > deadline) {
            return diagnose({.code = FaultCode::LoaderNotStarted, .stage = Stage::Load});
        }
        clock.sleepFor(shortestPace);
    }
    m_beat = m_moved = m_began = clock.now();
    if (m_report.faultKind != wire::LoaderFine) {
        Fault fault = complaint();
        fault.stage = Stage::Load;
        return fault;
    }
    return {};
}

FlashLoader::Report FlashLoader::report() const {
    const auto word = [this](std::size_t offset) {
        return littleEndian(std::span(m_reportBytes).subspan(offset));
    };
    return {
        .heartbeat = word(offsetof(wire::LoaderReport, heartbeat)),
        .done = word(offsetof(wire::LoaderReport, done)),
        .ready = word(offsetof(wire::LoaderReport, ready)),
        .faultKind = word(offsetof(wire::LoaderReport, faultKind)),
        .faultStatus = word(offsetof(wire::LoaderReport, faultStatus)),
        .faultAddress = word(offsetof(wire::LoaderReport, faultAddress)),
        .faultIndex = word(offsetof(wire::LoaderReport, faultIndex)),
        .bytesProgrammed = word(offsetof(wire::LoaderReport, bytesProgrammed)),
        .bytesBlank = word(offsetof(wire::LoaderReport, bytesBlank)),
        .erases = word(offsetof(wire::LoaderReport, erases)),
        .longestEraseTicks = word(offsetof(wire::LoaderReport, longestEraseTicks)),
    };
}

Result<FlashOutcome> FlashLoader::run(const Observer& observer, const std::atomic<bool>& abort) {
    while (m_report.done != m_work.size()) {
        if (abort.load()) {
            return Fault{.code = FaultCode::Aborted, .stage = stageOf(m_report.done)};
        }
        const bool carried = TRY(exchange());
        if (m_report.done == m_work.size()) {
            break;
        }
        TRY(observer({.stage = stageOf(m_report.done),
                      .bytesDone = m_report.bytesProgrammed,
                      .bytesTotal = m_plan.programBytes,
                      .left = left()}));
        TRY(judgeSilence());
        if (!carried) {
            m_target.clock().sleepFor(pace());
        }
    }
    const FlashOutcome done = TRY(outcome());
    if (m_plan.extents.front().address == m_plan.device->flashBase) {
        TRY(inStage(Stage::Program, clearEmptyFlag(m_target.link(), *m_plan.device)));
    }
    return done;
}

/// One batch: gives the loader what the batch before has brought, brings more, and asks how it is
/// getting on. A page is posted one batch after it was sent, because the operations of a batch that
/// follow a failed one may have been carried out, and the loader must not find half a page. True if
/// anything was posted or sent.
Result<bool> FlashLoader::exchange() {
    probe::StLink::Batch batch;
    const std::size_t first = m_next;
    const bool posts = m_confirmed != m_posted;
    if (posts) {
        batch.writeWord(m_target.ap(), postedAddress, static_cast<std::uint32_t>(m_confirmed));
    }
    stage(batch);
    batch.readMemory(m_target.ap(), reportAddress, m_reportBytes);
    TRY(inStage(stageOf(m_report.done), m_target.link().perform(batch)));
    m_posted = m_confirmed;
    m_confirmed = m_next;
    TRY(take(report()));
    return posts || m_next != first;
}

bool FlashLoader::hasRoom() const {
    if (m_next == m_work.size() || m_next - m_report.done == m_room.slots) {
        return false;
    }
    return !m_work[m_next].programs() ||
           m_pagesSent - m_pagesDone < m_room.buffers.addresses.size();
}

void FlashLoader::stage(probe::StLink::Batch& batch) {
    // The first batch carries no page, so that the first erase starts at once.
    const std::size_t budget =
        std::exchange(m_budget, std::clamp(2 * m_budget, firstBatchBytes, batchBytes));
    const std::size_t first = m_next;
    std::size_t sent = 0;
    std::uint32_t pendingAddress = 0;
    std::span<const std::uint8_t> pending;
    const auto flush = [&] {
        if (!pending.empty()) {
            batch.writeMemory(m_target.ap(), pendingAddress, pending);
        }
    };
    m_descriptors.clear();
    for (; hasRoom(); m_next++) {
        const LoaderWork& work = m_work[m_next];
        std::uint32_t buffer = 0;
        if (work.programs()) {
            if (budget == 0 || (sent != 0 && sent + work.length > budget)) {
                break;
            }
            sent += work.length;
            buffer = m_room.buffers.addresses[m_pagesSent++ % m_room.buffers.addresses.size()];
            // Neighbours go in one transfer, which saves the probe a command and its answer.
            if (pendingAddress + pending.size() == buffer &&
                pending.data() + pending.size() == work.page.data()) {
                pending = std::span(pending.data(), pending.size() + work.page.size());
            } else {
                flush();
                pendingAddress = buffer;
                pending = work.page;
            }
        }
        const wire::LoaderDescriptor descriptor =
            describe(work, static_cast<std::uint32_t>(m_next), buffer);
        appendWords(m_descriptors,
                    std::array{descriptor.operation, descriptor.address, descriptor.length,
                               descriptor.argument, descriptor.pageSum, descriptor.ownSum});
    }
    flush();
    stageDescriptors(batch, first);
}

void FlashLoader::stageDescriptors(probe::StLink::Batch& batch, std::size_t first) {
    constexpr std::size_t size = sizeof(wire::LoaderDescriptor);
    const std::size_t slot = first % m_room.slots;
    const std::span<const std::uint8_t> all(m_descriptors);
    const std::size_t upToEnd = std::min(all.size(), (m_room.slots - slot) * size);
    const auto write = [&](std::size_t place, std::span<const std::uint8_t> bytes) {
        if (!bytes.empty()) {
            batch.writeMemory(m_target.ap(), m_room.ring + static_cast<std::uint32_t>(place * size),
                              bytes);
        }
    };
    write(slot, all.first(upToEnd));
    write(0, all.subspan(upToEnd));
}

Result<void> FlashLoader::take(const Report& news) {
    const Report before = std::exchange(m_report, news);
    if (news.faultKind != wire::LoaderFine) {
        return complaint();
    }
    if (news.done < before.done || news.done > m_posted) {
        m_report = before;
        return diagnose({.code = FaultCode::LoaderCrashed,
                         .stage = stageOf(before.done),
                         .note = fmt::format("{} works done after {} of {}", news.done, before.done,
                                             m_posted)});
    }
    const Instant now = m_target.clock().now();
    for (std::size_t i = before.done; i < news.done; i++) {
        m_pagesDone += m_work[i].programs() ? 1 : 0;
    }
    if (news.done != before.done) {
        m_began = now;
    }
    if (news.done != before.done || news.bytesProgrammed != before.bytesProgrammed ||
        news.done == m_posted) {
        m_moved = now;
    }
    if (news.heartbeat != before.heartbeat) {
        m_beat = now;
    }
    return {};
}

Result<void> FlashLoader::judgeSilence() {
    const Instant now = m_target.clock().now();
    const Stage stage = stageOf(m_report.done);
    if (now - m_beat > silence) {
        // A core whose ticks do not count at all is no proof of silence as long as it runs: then
        // the limits of the work itself decide.
        const CoreState state = TRY(inStage(stage, m_target.core().state()));
        const bool runs = !state.halted && !state.lockedUp && !state.resetSeen;
        if (m_report.heartbeat != 0 || !runs) {
            return diagnose({.code = FaultCode::LoaderSilent, .stage = stage}, state);
        }
        m_beat = now;
    }
    const LoaderWork& work = m_work[m_report.done];
    if (now - m_moved > limit(work.time) + grace) {
        return diagnose(
            {.code = stage == Stage::Erase ? FaultCode::EraseTimeout : FaultCode::ProgramTimeout,
             .stage = stage,
             .address = work.address});
    }
    return {};
}

/// The fault with what the core has to say, which ends its work: a core that stands still, is
/// locked up or was reset has crashed, whatever it looked like from outside.
Result<void> FlashLoader::diagnose(Fault fault) {
    const CoreState state = TRY(inStage(fault.stage, m_target.core().state()));
    return diagnose(std::move(fault), state);
}

Result<void> FlashLoader::diagnose(Fault fault, const CoreState& state) {
    if (state.halted || state.lockedUp || state.resetSeen) {
        fault.code = FaultCode::LoaderCrashed;
    }
    if (state.resetSeen) {
        fault.note += fault.note.empty() ? "the chip was reset" : ", the chip was reset";
    }
    const Result<std::string> account = m_target.core().crashNote();
    fault.note += fault.note.empty() ? "" : ", ";
    fault.note += account.ok() ? account.value() : base::toLogLine(account.fault());
    return fault;
}

Fault FlashLoader::complaint() const {
    return loaderFault(*m_plan.device, {.kind = m_report.faultKind,
                                        .status = m_report.faultStatus,
                                        .address = m_report.faultAddress,
                                        .index = m_report.faultIndex,
                                        .stage = stageOf(m_report.faultIndex)});
}

Stage FlashLoader::stageOf(std::size_t work) const {
    const bool programs = work >= m_work.size() || m_work[work].programs() ||
                          m_work[work].operation == wire::LoaderStop;
    return programs ? Stage::Program : Stage::Erase;
}

Duration FlashLoader::left() const {
    const LoaderWork& work = m_work[m_report.done];
    const Duration gone = m_target.clock().now() - m_began;
    return m_left[m_report.done] - std::min(gone, work.time.typical);
}

/// How long to leave the loader alone when there is nothing to send: it gets on by itself, and what
/// counts is to be there soon after it has finished.
Duration FlashLoader::pace() const {
    const Duration behind = m_next < m_work.size() ? m_left[m_next] : Duration{};
    return std::clamp((left() - behind) / 4, shortestPace, longestPace);
}

Result<FlashOutcome> FlashLoader::outcome() const {
    const Report& said = m_report;
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
