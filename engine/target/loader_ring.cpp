#include "engine/target/loader_ring.h"

#include "engine/base/check.h"
#include "engine/target/chip_ram.h"
#include "engine/target/link_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint32_t reportOffset = offsetof(wire::LoaderMailbox, report);
constexpr std::uint32_t postedOffset = offsetof(wire::LoaderMailbox, posted);

constexpr Duration startWithin = milliseconds(500);
/// The loader itself notices a stuck flash; this is how much later we lose patience with it.
constexpr Duration grace = seconds(1);
constexpr Duration silence = milliseconds(500);
/// Bytes of pages in one batch: what an abort or a look at the report may have to wait for.
constexpr std::size_t batchBytes = 16384;
/// Of a batch that the flash waits for.
constexpr std::size_t leastBatchBytes = 2048;
constexpr Duration shortestPace = milliseconds(2);
constexpr Duration longestPace = milliseconds(50);
constexpr std::uint32_t watchdogFeed = 0xAAAA; ///< the IWDG's reload key

} // namespace

void LoaderRing::lay(RingPlace place, std::vector<LoaderWork> work) {
    CHECK(!place.buffers.addresses.empty());
    m_place = std::move(place);
    m_work = std::move(work);
    m_left.resize(m_work.size());
    m_bytesTotal = 0;
    m_next = m_confirmed = m_posted = m_pagesSent = m_pagesDone = 0;
    m_news = {};
    std::array<Duration, 2> sum{};
    for (std::size_t i = m_work.size(); i-- > 0;) {
        sum.at(m_work[i].lane) += m_work[i].time.typical;
        m_left[i] = std::max(sum[0], sum[1]);
        m_bytesTotal += m_work[i].programs() ? m_work[i].length : 0;
    }
}

Result<void> LoaderRing::awaitReady() {
    Clock& clock = m_target.clock();
    const Instant deadline = clock.now() + startWithin;
    for (;;) {
        probe::StLink::Batch batch;
        batch.readMemory(m_target.ap(), m_place.mailbox + reportOffset, m_reportBytes);
        TRY(inStage(Stage::Load, m_target.link().perform(batch)));
        m_news = heard();
        if (m_news.ready == wire::LoaderReady) {
            break;
        }
        if (clock.now() > deadline) {
            return diagnose({.code = FaultCode::LoaderNotStarted, .stage = Stage::Load});
        }
        clock.sleepFor(shortestPace);
    }
    m_lively = m_moved = clock.now();
    m_began = m_work.front().begun.value_or(m_moved);
    if (m_news.faultKind != wire::LoaderFine) {
        Fault fault = complaint();
        fault.stage = Stage::Load;
        return fault;
    }
    return {};
}

LoaderNews LoaderRing::heard() const {
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

Result<void> LoaderRing::serve(std::size_t end, const Observer& observer,
                               const std::atomic<bool>& abort) {
    CHECK(end <= m_work.size());
    while (m_news.done != end) {
        if (abort.load()) {
            return Fault{.code = FaultCode::Aborted, .stage = stageOf(m_news.done)};
        }
        const bool carried = TRY(exchange(end));
        if (m_news.done == end) {
            break;
        }
        TRY(observer({.stage = stageOf(m_news.done),
                      .bytesDone = m_news.bytesProgrammed,
                      .bytesTotal = m_bytesTotal,
                      .left = left(),
                      .allSent = m_posted == end}));
        TRY(judgeSilence());
        if (!carried) {
            m_target.clock().sleepFor(pace());
        }
    }
    return {};
}

/// One batch: gives the loader what the batch before has brought, brings more, and asks how it is
/// getting on. A page is posted one batch after it was sent, because the operations of a batch that
/// follow a failed one may have been carried out, and the loader must not find half a page. True if
/// anything was posted or sent.
Result<bool> LoaderRing::exchange(std::size_t end) {
    probe::StLink::Batch& batch = m_batch;
    batch.clear();
    const std::size_t first = m_next;
    const bool posts = m_confirmed != m_posted;
    if (posts) {
        batch.writeWord(m_target.ap(), m_place.mailbox + postedOffset,
                        static_cast<std::uint32_t>(m_confirmed));
    }
    // A loader that is in somebody else's code cannot feed the watchdog.
    const std::uint32_t watchdog = m_target.device().watchdog;
    if (m_beat == Beat::BetweenWork && watchdog != 0) {
        batch.writeWord(m_target.ap(), watchdog, watchdogFeed);
    }
    stage(batch, end);
    batch.readMemory(m_target.ap(), m_place.mailbox + reportOffset, m_reportBytes);
    TRY(inStage(stageOf(m_news.done), m_target.link().perform(batch)));
    m_posted = m_confirmed;
    m_confirmed = m_next;
    TRY(take(heard()));
    return posts || m_next != first;
}

bool LoaderRing::hasRoom(std::size_t end) const {
    if (m_next == end || m_next - m_news.done == m_place.slots) {
        return false;
    }
    return !m_work[m_next].programs() ||
           m_pagesSent - m_pagesDone < m_place.buffers.addresses.size();
}

/// How many bytes of pages the next batch may carry. The flash gets them when it is over, so it
/// should be over before the flash has finished what it has. Where the wire is the slower of the
/// two the flash waits anyway, and long batches carry more in the same time.
std::size_t LoaderRing::bytesForNow() const {
    if (m_confirmed == 0) {
        // The first erase starts at once; where it has, its pages may be wanted soon.
        return m_work.front().begun ? 1 : 0;
    }
    const double rate = m_target.link().bytesPerSecond();
    const auto wireTakes = [rate](Duration time) {
        return rate * std::chrono::duration<double>(time).count();
    };
    if (wireTakes(m_left.front()) < m_bytesTotal) {
        return batchBytes;
    }
    const Duration behind = m_confirmed < m_work.size() ? m_left[m_confirmed] : Duration{};
    const auto bytes = static_cast<std::size_t>(wireTakes(left() - std::min(left(), behind)));
    return std::clamp(bytes, leastBatchBytes, batchBytes);
}

void LoaderRing::stage(probe::StLink::Batch& batch, std::size_t end) {
    const std::size_t budget = bytesForNow();
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
    for (; hasRoom(end); m_next++) {
        const LoaderWork& work = m_work[m_next];
        std::uint32_t buffer = 0;
        if (work.programs()) {
            if (budget == 0 || (sent != 0 && sent + work.length > budget)) {
                break;
            }
            sent += work.length;
            buffer = m_place.buffers.addresses[m_pagesSent++ % m_place.buffers.addresses.size()];
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

void LoaderRing::stageDescriptors(probe::StLink::Batch& batch, std::size_t first) {
    constexpr std::size_t size = sizeof(wire::LoaderDescriptor);
    const std::size_t slot = first % m_place.slots;
    const std::span<const std::uint8_t> all(m_descriptors);
    const std::size_t upToEnd = std::min(all.size(), (m_place.slots - slot) * size);
    const auto write = [&](std::size_t place, std::span<const std::uint8_t> bytes) {
        if (!bytes.empty()) {
            batch.writeMemory(m_target.ap(),
                              m_place.ring + static_cast<std::uint32_t>(place * size), bytes);
        }
    };
    write(slot, all.first(upToEnd));
    write(0, all.subspan(upToEnd));
}

Result<void> LoaderRing::take(const LoaderNews& news) {
    const LoaderNews before = std::exchange(m_news, news);
    if (news.faultKind != wire::LoaderFine) {
        return complaint();
    }
    if (news.done < before.done || news.done > m_posted) {
        m_news = before;
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
        m_lively = now;
    }
    return {};
}

Result<void> LoaderRing::judgeSilence() {
    const Instant now = m_target.clock().now();
    const Stage stage = stageOf(m_news.done);
    if (now - m_lively > silence) {
        // A core whose ticks do not count at all, or not now, is no proof of silence as long as it
        // runs: then the limits of the work itself decide.
        const CoreState state = TRY(inStage(stage, m_target.core().state()));
        const bool runs = !state.halted && !state.lockedUp && !state.resetSeen;
        const bool shouldBeat = m_beat == Beat::Steady && m_news.heartbeat != 0;
        if (shouldBeat || !runs) {
            return diagnose({.code = FaultCode::LoaderSilent, .stage = stage}, state);
        }
        m_lively = now;
    }
    const LoaderWork& work = m_work[m_news.done];
    if (now - m_moved > work.limit() + grace) {
        return diagnose(
            {.code = stage == Stage::Erase ? FaultCode::EraseTimeout : FaultCode::ProgramTimeout,
             .stage = stage,
             .address = work.address});
    }
    return {};
}

/// The fault with what the core has to say, which ends its work: a core that stands still, is
/// locked up or was reset has crashed, whatever it looked like from outside.
Result<void> LoaderRing::diagnose(Fault fault) {
    const CoreState state = TRY(inStage(fault.stage, m_target.core().state()));
    return diagnose(std::move(fault), state);
}

Result<void> LoaderRing::diagnose(Fault fault, const CoreState& state) {
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

Fault LoaderRing::complaint() const {
    return m_interpreter({.kind = m_news.faultKind,
                          .status = m_news.faultStatus,
                          .address = m_news.faultAddress,
                          .index = m_news.faultIndex,
                          .stage = stageOf(m_news.faultIndex)});
}

Stage LoaderRing::stageOf(std::size_t work) const {
    return work < m_work.size() && m_work[work].erases() ? Stage::Erase : Stage::Program;
}

Duration LoaderRing::left() const {
    const LoaderWork& work = m_work[m_news.done];
    const Duration gone = m_target.clock().now() - m_began;
    return m_left[m_news.done] - std::min(gone, work.time.typical);
}

/// How long to leave the loader alone when there is nothing to send: it gets on by itself, and what
/// counts is to be there soon after it has finished.
Duration LoaderRing::pace() const {
    const Duration behind = m_next < m_work.size() ? m_left[m_next] : Duration{};
    return std::clamp((left() - behind) / 4, shortestPace, longestPace);
}

} // namespace greenlight::target
