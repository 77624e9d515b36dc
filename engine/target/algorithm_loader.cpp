#include "engine/target/algorithm_loader.h"

#include "engine/base/check.h"
#include "engine/target/algorithm_work.h"
#include "engine/target/chip_ram.h"
#include "engine/target/link_fault.h"
#include "engine/target/loader/blobs.h"
#include "engine/target/loader_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace greenlight::target {

namespace {

constexpr std::uint32_t twoBreakpoints = 0xBE00BE00;

/// What the functions return when all went well (CMSIS-Pack, "Algorithm Functions"; UM2237).
constexpr std::uint32_t succeeded(AlgorithmAbi abi) {
    return abi == AlgorithmAbi::CmsisFlash ? 0 : 1;
}

} // namespace

AlgorithmLoader::AlgorithmLoader(Target& target, const FlashAlgorithm& algorithm,
                                 std::span<const RamRegion> ram)
    : m_target(target)
    , m_algorithm(algorithm)
    , m_ram(ram.begin(), ram.end())
    , m_ring(
          target, [this](const LoaderComplaint& complaint) { return interpret(complaint); },
          LoaderRing::Beat::BetweenWork) {}

std::uint32_t AlgorithmLoader::placed(std::uint32_t function) const noexcept {
    return function == 0 ? 0 : function + m_place.shift;
}

/// The mailbox and the code behind it.
std::vector<std::uint8_t> AlgorithmLoader::hostImage() const {
    const AlgorithmFunctions& functions = m_algorithm.functions;
    const auto word = [](std::size_t offset) { return offset / sizeof(std::uint32_t); };
    std::vector<std::uint32_t> words(sizeof(wire::AlgorithmMailbox) / sizeof(std::uint32_t));
    words[word(offsetof(wire::AlgorithmSession, init))] = placed(functions.init);
    words[word(offsetof(wire::AlgorithmSession, uninit))] = placed(functions.uninit);
    words[word(offsetof(wire::AlgorithmSession, erase))] = placed(functions.eraseSector);
    words[word(offsetof(wire::AlgorithmSession, program))] = placed(functions.program);
    words[word(offsetof(wire::AlgorithmSession, read))] = placed(functions.read);
    words[word(offsetof(wire::AlgorithmSession, staticBase))] =
        m_algorithm.staticBase + m_place.shift;
    words[word(offsetof(wire::AlgorithmSession, succeeded))] = succeeded(m_algorithm.abi);
    words[word(offsetof(wire::AlgorithmSession, watchdog))] = m_target.device().watchdog;
    words[word(offsetof(wire::AlgorithmSession, ring))] = m_place.ring.ring;
    words[word(offsetof(wire::AlgorithmSession, ringSlots))] = m_place.ring.slots;
    words[word(offsetof(wire::AlgorithmSession, stackEnd))] = m_place.stackEnd;
    words[word(offsetof(wire::AlgorithmMailbox, breakpoint))] = twoBreakpoints;
    return programImage(words, algorithmHostBlob());
}

/// Writes everything anew, reads it back and starts it.
Result<void> AlgorithmLoader::start(std::vector<LoaderWork> work) {
    const Blob host = algorithmHostBlob();
    const std::uint32_t mailbox = m_place.ring.mailbox;
    TRY(inStage(Stage::Load, m_target.core().requireHalted()));
    for (const AlgorithmPart& part : m_algorithm.parts) {
        TRY(writeProven(m_target.link(), m_target.ap(), part.address + m_place.shift, part.bytes,
                        FaultCode::LoaderCorrupt, Stage::Load));
    }
    TRY(writeProven(m_target.link(), m_target.ap(), mailbox, hostImage(), FaultCode::LoaderCorrupt,
                    Stage::Load));
    TRY(inStage(
        Stage::Load,
        m_target.core().start({.entry = mailbox + host.entryOffset,
                               .stackTop = m_place.stackTop,
                               .returnAddress = mailbox + static_cast<std::uint32_t>(offsetof(
                                                              wire::AlgorithmMailbox, breakpoint)),
                               .arguments = {mailbox}})));
    m_ring.lay(m_place.ring, std::move(work));
    return m_ring.awaitReady();
}

/// What is said of a call that went wrong names the function.
Result<void> AlgorithmLoader::serve(std::size_t end, const Observer& observer,
                                    const std::atomic<bool>& abort) {
    Result<void> served = m_ring.serve(end, observer, abort);
    if (served.ok()) {
        return served;
    }
    Fault fault = std::move(served).fault();
    if (fault.code == FaultCode::LoaderCrashed || fault.code == FaultCode::EraseTimeout ||
        fault.code == FaultCode::ProgramTimeout) {
        fault.note = fmt::format("{} in its {}, {}", m_algorithm.device, nameOf(m_ring.news().done),
                                 fault.note);
    }
    return fault;
}

Result<void> AlgorithmLoader::carryOut(std::vector<LoaderWork> work, const Expected& expected,
                                       const Observer& observer, const std::atomic<bool>& abort) {
    TRY(start(std::move(work)));
    TRY(serve(m_ring.work().size(), observer, abort));
    const LoaderNews& said = m_ring.news();
    if (said.ready != wire::LoaderStopped || said.erases != expected.erases ||
        said.bytesProgrammed != expected.bytes) {
        return Fault{.code = FaultCode::CountMismatch,
                     .stage = Stage::Program,
                     .note = fmt::format("{} of {} erases, {} of {} bytes programmed", said.erases,
                                         expected.erases, said.bytesProgrammed, expected.bytes)};
    }
    return inStage(Stage::Program, requireIntact());
}

Result<AlgorithmOutcome> AlgorithmLoader::program(const FlashPlan& plan, const Observer& observer,
                                                  const std::atomic<bool>& abort) {
    m_place = TRY(placeAlgorithm(m_algorithm, m_ram));
    TRY(carryOut(
        programmingCalls(m_algorithm, plan, m_place.ring.buffers.pageBytes, m_target.coreKhz()),
        {plan.erases.size(), plan.programBytes}, observer, abort));
    return AlgorithmOutcome{.sectorsErased = plan.sectors, .bytesProgrammed = plan.programBytes};
}

Result<AlgorithmOutcome> AlgorithmLoader::erase(const FlashPlan& plan, const Observer& observer,
                                                const std::atomic<bool>& abort) {
    m_place = TRY(placeAlgorithm(m_algorithm, m_ram));
    TRY(carryOut(erasingCalls(m_algorithm, plan, m_target.coreKhz()), {plan.erases.size(), 0},
                 observer, abort));
    return AlgorithmOutcome{.sectorsErased = plan.sectors};
}

Result<AlgorithmOutcome> AlgorithmLoader::fill(const FlashPlan& plan, const Observer& observer,
                                               const std::atomic<bool>& abort) {
    m_place = TRY(placeAlgorithm(m_algorithm, m_ram));
    TRY(carryOut(
        fillingCalls(m_algorithm, plan, m_place.ring.buffers.pageBytes, m_target.coreKhz()),
        {0, plan.programBytes}, observer, abort));
    return AlgorithmOutcome{.bytesProgrammed = plan.programBytes};
}

Result<void> AlgorithmLoader::map() {
    const std::atomic<bool> never = false;
    m_place = TRY(placeAlgorithm(m_algorithm, m_ram));
    TRY(start(mappingCalls(m_algorithm, m_target.coreKhz())));
    TRY(serve(
        m_ring.work().size(), [](const FlashProgress&) { return Result<void>(); }, never));
    return inStage(Stage::Verify, m_target.core().requireHalted());
}

Result<void> AlgorithmLoader::read(std::span<const ProofRange> ranges, const Reader& reader) {
    const std::atomic<bool> never = false;
    const auto ignore = [](const FlashProgress&) { return Result<void>(); };
    m_place = TRY(placeAlgorithm(m_algorithm, m_ram));
    const PageBuffers& buffers = m_place.ring.buffers;
    TRY(start(readingCalls(m_algorithm, ranges, buffers, m_target.coreKhz())));
    const std::vector<LoaderWork>& work = m_ring.work();
    std::vector<std::uint8_t> bytes;
    // A buffer is filled again only after it was fetched.
    for (std::size_t done = 1; done < work.size();) {
        const std::size_t end = std::min(work.size(), done + buffers.addresses.size());
        TRY(serve(end, ignore, never));
        for (; done < end; ++done) {
            bytes.resize(work[done].length);
            TRY(inStage(Stage::Verify,
                        m_target.link().readMemory(m_target.ap(), work[done].control, bytes)));
            TRY(reader(work[done].address, bytes));
        }
    }
    return {};
}

/// Our code and what the algorithm itself holds constant, as they were written.
Result<void> AlgorithmLoader::requireIntact() {
    const std::vector<std::uint8_t> host = hostImage();
    const std::span<const std::uint8_t> image(host);
    TRY(compare(m_place.ring.mailbox, image.first(sizeof(wire::AlgorithmSession))));
    const std::size_t code = algorithmHostBlob().entryOffset;
    TRY(compare(m_place.ring.mailbox + static_cast<std::uint32_t>(code), image.subspan(code)));
    for (const AlgorithmConstant& constant : m_algorithm.constants) {
        const auto part = std::ranges::find_if(m_algorithm.parts, [&](const AlgorithmPart& each) {
            return constant.address >= each.address && constant.address < each.end();
        });
        CHECK(part != m_algorithm.parts.end());
        TRY(compare(
            constant.address + m_place.shift,
            std::span(part->bytes).subspan(constant.address - part->address, constant.size)));
    }
    return {};
}

Result<void> AlgorithmLoader::compare(std::uint32_t address,
                                      std::span<const std::uint8_t> expected) {
    std::vector<std::uint8_t> found(expected.size());
    TRY(m_target.link().readMemory(m_target.ap(), address, found));
    const auto [wanted, got] = std::ranges::mismatch(expected, found);
    if (wanted == expected.end()) {
        return {};
    }
    return Fault{.code = FaultCode::AlgorithmStrayed,
                 .stage = Stage::Program,
                 .address = address + static_cast<std::uint32_t>(wanted - expected.begin()),
                 .note = fmt::format("{} left 0x{:02X} where 0x{:02X} was", m_algorithm.device,
                                     *got, *wanted)};
}

std::string_view AlgorithmLoader::nameOf(std::size_t work) const {
    const std::vector<LoaderWork>& all = m_ring.work();
    return work < all.size() ? calledFunction(m_algorithm.abi, all[work].operation) : "work";
}

Fault AlgorithmLoader::interpret(const LoaderComplaint& complaint) const {
    Fault fault{
        .code = FaultCode::AlgorithmFailed, .stage = complaint.stage, .address = complaint.address};
    switch (complaint.kind) {
    case wire::LoaderCallFailed:
        fault.note = fmt::format("{}: {} returned {}", m_algorithm.device, nameOf(complaint.index),
                                 complaint.status);
        return fault;
    case wire::LoaderStackSpoilt:
        fault.code = FaultCode::AlgorithmStrayed;
        fault.note = fmt::format("{}: {} needs more stack than {} bytes", m_algorithm.device,
                                 nameOf(complaint.index), m_place.stackTop - m_place.stackEnd);
        return fault;
    default:
        return loaderFault(m_target.device(), complaint);
    }
}

} // namespace greenlight::target
