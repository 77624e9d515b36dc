#include "engine/target/verifier.h"

#include "engine/base/check.h"
#include "engine/target/chip_ram.h"
#include "engine/target/link_fault.h"
#include "engine/target/loader/blobs.h"
#include "engine/target/loader/mailbox.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t mailboxAddress = wire::WireBase;
constexpr std::uint32_t stateAddress = mailboxAddress + offsetof(wire::VerifierMailbox, state);
constexpr std::uint32_t digestAddress = mailboxAddress + offsetof(wire::VerifierMailbox, digest);
constexpr std::uint32_t breakpointAddress =
    mailboxAddress + offsetof(wire::VerifierMailbox, breakpoint);
constexpr std::uint32_t twoBreakpoints = 0xBE00BE00;

/// Cycles a byte: the ARMv7-M code needs 34 on a Cortex-M3 or M4 and less on an M7; the ARMv6-M
/// code some 200.
constexpr std::uint64_t fastCycles = 34;
constexpr std::uint64_t slowCycles = 220;
constexpr Duration shortestPace = milliseconds(2);
constexpr Duration longestPace = milliseconds(20);
constexpr Duration grace = milliseconds(500);

/// Lists of more would take longer to write than another start takes.
constexpr std::size_t mostRangesOfSums = 1024;

/// What a loader should have beside code that waits for the proof: its pages do not get smaller
/// then by much.
constexpr std::uint32_t leastRamBesides = 7 * 1024;
/// The code runs anywhere that is as far into a page of 256 bytes as the place it belongs to: it
/// sees by the address that it is at the end of its table of constants.
constexpr std::uint32_t asidePage = 256;
static_assert(wire::WireBase % asidePage == 0);

constexpr std::uint16_t cortexM0 = 0xC20;
constexpr std::uint16_t cortexM0Plus = 0xC60;

constexpr std::size_t listBytes(std::size_t ranges, bool sums) {
    return ranges * (sizeof(wire::VerifierRange) + (sums ? sizeof(std::uint32_t) : 0));
}

std::size_t stackBytes(VerifierVariant variant) {
    return variant == VerifierVariant::V7M ? wire::FastStackBytes : wire::SmallStackBytes;
}

/// Bytes the program needs with its lists and its stack.
std::size_t bytesNeeded(VerifierVariant variant, std::size_t lists) {
    const Blob blob = verifierBlob(variant);
    return blob.entryOffset + blob.words.size_bytes() + lists + stackBytes(variant);
}

/// The small code serves where the fast one is not understood, and where it has no room.
VerifierVariant variantFor(const Device& device, std::size_t lists) {
    const bool small = device.corePart == cortexM0 || device.corePart == cortexM0Plus ||
                       bytesNeeded(VerifierVariant::V7M, lists) > device.ram.front().size;
    return small ? VerifierVariant::V6M : VerifierVariant::V7M;
}

bool haveRoom(const Device& device, std::size_t lists) {
    return bytesNeeded(variantFor(device, lists), lists) <= device.ram.front().size;
}

void appendRanges(std::vector<std::uint8_t>& bytes, std::span<const ProofRange> ranges) {
    for (const ProofRange& range : ranges) {
        appendWords(bytes, std::array{range.address, range.length});
    }
}

/// The access control register in front of a cached flash; the F1 has no cache, and that of an M7
/// is off after a reset.
std::uint32_t flashCaches(const Device& device) {
    const bool cached = device.flashKind == FlashKind::F4 || device.flashKind == FlashKind::L4;
    return cached ? device.flashRegisters : 0;
}

} // namespace

std::uint32_t rangeSum(std::span<const std::uint8_t> bytes) {
    return littleEndian(base::sha256(bytes));
}

bool Verifier::fits(const Device& device, std::size_t ranges) noexcept {
    return haveRoom(device, listBytes(ranges, false));
}

std::optional<std::uint32_t> Verifier::placeAside(const Device& device,
                                                  const RamRegion& ram) noexcept {
    const auto code =
        static_cast<std::uint32_t>(verifierBlob(VerifierVariant::V7M).words.size_bytes());
    if (variantFor(device, 0) != VerifierVariant::V7M || ram.address != wire::WireBase ||
        ram.size < leastRamBesides + code + asidePage) {
        return std::nullopt;
    }
    constexpr std::uint32_t offset = wire::VerifierEntryOffset % asidePage;
    return (ram.address + ram.size - code - offset) / asidePage * asidePage + offset;
}

Result<void> Verifier::putAside(Target& target, std::uint32_t place) {
    std::vector<std::uint8_t> code;
    appendWords(code, verifierBlob(VerifierVariant::V7M).words);
    probe::StLink::Batch batch;
    batch.writeMemory(target.ap(), place, code);
    return target.link().perform(batch);
}

Result<ChipDigest> Verifier::digest(const VerifyNonce& nonce, std::span<const ProofRange> ranges,
                                    Duration longestByte, const Meanwhile& meanwhile) {
    CHECK(fits(m_target.device(), ranges.size()));
    if (!TRY(startAside(nonce, ranges))) {
        TRY(start(nonce, ranges, false));
    }
    const Instant begin = m_target.clock().now();
    if (meanwhile) {
        TRY(meanwhile());
    }
    TRY(await(ranges, listBytes(ranges.size(), false), begin, longestByte));
    ChipDigest result{.took = m_target.clock().now() - begin};
    probe::StLink::Batch batch;
    batch
        .readWord(m_target.ap(), mailboxAddress + offsetof(wire::VerifierMailbox, bytesDigested),
                  result.bytesDigested)
        .readMemory(m_target.ap(), digestAddress, result.digest);
    TRY(inStage(Stage::Verify, m_target.link().perform(batch)));
    return result;
}

Result<std::vector<std::uint32_t>> Verifier::sums(std::span<const ProofRange> ranges) {
    std::size_t most = mostRangesOfSums;
    while (!haveRoom(m_target.device(), listBytes(most, true))) {
        most /= 2;
    }
    CHECK(most != 0);
    std::vector<std::uint32_t> all;
    while (all.size() < ranges.size()) {
        const auto next = ranges.subspan(all.size(), std::min(most, ranges.size() - all.size()));
        const auto some = TRY(inStage(Stage::Compare, someSums(next)));
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

Result<std::vector<std::uint32_t>> Verifier::someSums(std::span<const ProofRange> ranges) {
    const std::uint32_t list = TRY(start({}, ranges, true));
    TRY(await(ranges, listBytes(ranges.size(), true), m_target.clock().now()));
    std::vector<std::uint8_t> bytes(ranges.size() * sizeof(std::uint32_t));
    TRY(m_target.link().readMemory(m_target.ap(), list, bytes));
    std::vector<std::uint32_t> words;
    for (std::size_t i = 0; i < bytes.size(); i += sizeof(std::uint32_t)) {
        words.push_back(littleEndian(std::span(bytes).subspan(i)));
    }
    return words;
}

/// The mailbox, with the list of ranges at its address to be written behind it.
std::vector<std::uint8_t> Verifier::parameters(const VerifyNonce& nonce,
                                               std::span<const ProofRange> ranges,
                                               std::uint32_t list, std::uint32_t sums) const {
    const Device& device = m_target.device();
    const auto word = [](std::size_t offset) { return offset / sizeof(std::uint32_t); };
    std::vector<std::uint32_t> mailbox(sizeof(wire::VerifierMailbox) / sizeof(std::uint32_t));
    mailbox[word(offsetof(wire::VerifierMailbox, watchdog))] = device.watchdog;
    mailbox[word(offsetof(wire::VerifierMailbox, flashCaches))] = flashCaches(device);
    mailbox[word(offsetof(wire::VerifierMailbox, ranges))] = list;
    mailbox[word(offsetof(wire::VerifierMailbox, rangeCount))] =
        static_cast<std::uint32_t>(ranges.size());
    mailbox[word(offsetof(wire::VerifierMailbox, breakpoint))] = twoBreakpoints;
    mailbox[word(offsetof(wire::VerifierMailbox, sums))] = sums;
    for (std::size_t i = 0; i < nonce.size(); i += 4) {
        mailbox[word(offsetof(wire::VerifierMailbox, nonce) + i)] =
            littleEndian(std::span(nonce).subspan(i));
    }
    std::vector<std::uint8_t> bytes;
    appendWords(bytes, mailbox);
    return bytes;
}

/// Starts the code that waits aside, with the list and the stack where it would be else. False if
/// there is none, or not what was written: a reset may have emptied the RAM.
Result<bool> Verifier::startAside(const VerifyNonce& nonce, std::span<const ProofRange> ranges) {
    const std::uint32_t list = mailboxAddress + sizeof(wire::VerifierMailbox);
    const std::size_t lists = listBytes(ranges.size(), false);
    const auto stackTop =
        static_cast<std::uint32_t>(list + lists + stackBytes(VerifierVariant::V7M)) / 8 * 8;
    if (!m_aside || stackTop > *m_aside) {
        return false;
    }
    std::vector<std::uint8_t> code;
    appendWords(code, verifierBlob(VerifierVariant::V7M).words);
    std::vector<std::uint8_t> image = parameters(nonce, ranges, list, 0);
    appendRanges(image, ranges);
    std::vector<std::uint8_t> imageBack(image.size());
    std::vector<std::uint8_t> codeBack(code.size());
    probe::StLink::Batch batch;
    batch.writeMemory(m_target.ap(), mailboxAddress, image)
        .readMemory(m_target.ap(), mailboxAddress, imageBack)
        .readMemory(m_target.ap(), *m_aside, codeBack);
    TRY(inStage(Stage::Verify, m_target.link().perform(batch)));
    if (imageBack != image || codeBack != code) {
        return false;
    }
    TRY(inStage(Stage::Verify, m_target.core().start({.entry = *m_aside,
                                                      .stackTop = stackTop,
                                                      .returnAddress = breakpointAddress})));
    return true;
}

/// Gives the address where the sums will be, behind the list of ranges.
Result<std::uint32_t> Verifier::start(const VerifyNonce& nonce, std::span<const ProofRange> ranges,
                                      bool sums) {
    const Device& device = m_target.device();
    const std::size_t lists = listBytes(ranges.size(), sums);
    const VerifierVariant variant = variantFor(device, lists);
    const Blob blob = verifierBlob(variant);
    const std::uint32_t end =
        wire::WireBase + blob.entryOffset + static_cast<std::uint32_t>(blob.words.size_bytes());
    const std::uint32_t sumList = end + static_cast<std::uint32_t>(ranges.size_bytes());
    const std::uint32_t stackTop =
        (end + static_cast<std::uint32_t>(lists + stackBytes(variant))) / 8 * 8;

    // Parameters, code and list go in one piece, so that all of it is read back.
    std::vector<std::uint8_t> image = parameters(nonce, ranges, end, sums ? sumList : 0);
    CHECK(image.size() == blob.entryOffset);
    appendWords(image, blob.words);
    appendRanges(image, ranges);
    TRY(inStage(Stage::Verify, m_target.core().requireHalted()));
    TRY(writeProven(m_target.link(), m_target.ap(), mailboxAddress, image,
                    FaultCode::VerifierCorrupt, Stage::Verify));
    TRY(inStage(Stage::Verify, m_target.core().start({.entry = wire::WireBase + blob.entryOffset,
                                                      .stackTop = stackTop,
                                                      .returnAddress = breakpointAddress})));
    return sumList;
}

Result<void> Verifier::await(std::span<const ProofRange> ranges, std::size_t lists, Instant begin,
                             Duration longestByte) {
    const Device& device = m_target.device();
    std::uint64_t bytes = 0;
    for (const ProofRange& range : ranges) {
        bytes += range.length;
    }
    const bool fast = variantFor(device, lists) == VerifierVariant::V7M;
    const std::uint64_t cycles = bytes * (fast ? fastCycles : slowCycles);
    const Duration expected = std::chrono::nanoseconds(cycles * 1'000'000 / m_target.coreKhz());
    // Judged by the clock that every chip has after a reset.
    const Duration slowest = std::chrono::nanoseconds(cycles * 1'000'000 / device.coreKhz);
    Clock& clock = m_target.clock();
    const Duration more = longestByte * static_cast<Duration::rep>(bytes);
    const Instant deadline = begin + 3 * slowest + more + grace;
    const Duration pace = std::clamp(expected / 32, shortestPace, longestPace);
    // Half of what a slow core needs is the least a fast one takes, where its clock is known.
    if (longestByte == Duration{}) {
        clock.sleepUntil(begin + expected / 2);
    }
    for (;;) {
        // The core first: one that stands still has either finished, and has said so before, or
        // crashed.
        std::uint32_t state = 0;
        const CoreState core =
            TRY(inStage(Stage::Verify, m_target.core().stateAnd(stateAddress, state)));
        if (state == wire::VerifierDone) {
            return {};
        }
        if (state == wire::VerifierRefused) {
            return Fault{.code = FaultCode::VerifierCorrupt,
                         .stage = Stage::Verify,
                         .note = "the chip refuses the ranges"};
        }
        const bool crashed = core.halted || core.lockedUp || core.resetSeen;
        if (crashed || clock.now() > deadline) {
            const Result<std::string> account = m_target.core().crashNote();
            return Fault{.code = crashed ? FaultCode::LoaderCrashed : FaultCode::LoaderSilent,
                         .stage = Stage::Verify,
                         .note = account.ok() ? account.value() : base::toLogLine(account.fault())};
        }
        clock.sleepFor(pace);
    }
}

} // namespace greenlight::target
