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

/// Cycles a byte: the ARMv7-M code needs 33 on a Cortex-M3 or M4 and less on an M7; the ARMv6-M
/// code some 200.
constexpr std::uint64_t fastCycles = 33;
constexpr std::uint64_t slowCycles = 220;
constexpr Duration shortestPace = milliseconds(2);
constexpr Duration longestPace = milliseconds(20);
constexpr Duration grace = milliseconds(500);

constexpr std::uint16_t cortexM0 = 0xC20;
constexpr std::uint16_t cortexM0Plus = 0xC60;

/// Bytes the program needs with its list and its stack.
std::size_t bytesNeeded(VerifierVariant variant, std::size_t ranges) {
    const Blob blob = verifierBlob(variant);
    return blob.entryOffset + blob.words.size_bytes() + ranges * sizeof(wire::VerifierRange) +
           wire::WireStackBytes;
}

/// The small code serves where the fast one is not understood, and where it has no room.
VerifierVariant variantFor(const Device& device, std::size_t ranges) {
    const bool small = device.corePart == cortexM0 || device.corePart == cortexM0Plus ||
                       bytesNeeded(VerifierVariant::V7M, ranges) > device.ram.front().size;
    return small ? VerifierVariant::V6M : VerifierVariant::V7M;
}

/// The access control register in front of a cached flash; the F1 has no cache, and that of an M7
/// is off after a reset.
std::uint32_t flashCaches(const Device& device) {
    const bool cached = device.flashKind == FlashKind::F4 || device.flashKind == FlashKind::L4;
    return cached ? device.flashRegisters : 0;
}

} // namespace

bool Verifier::fits(const Device& device, std::size_t ranges) noexcept {
    return bytesNeeded(variantFor(device, ranges), ranges) <= device.ram.front().size;
}

Result<ChipDigest> Verifier::digest(const VerifyNonce& nonce, std::span<const ProofRange> ranges) {
    const Device& device = m_target.device();
    CHECK(fits(device, ranges.size()));
    const VerifierVariant variant = variantFor(device, ranges.size());
    const Blob blob = verifierBlob(variant);
    const std::uint32_t end =
        wire::WireBase + blob.entryOffset + static_cast<std::uint32_t>(blob.words.size_bytes());
    const auto listBytes = static_cast<std::uint32_t>(ranges.size_bytes());
    const std::uint32_t stackTop = end + listBytes + wire::WireStackBytes;
    const auto word = [](std::size_t offset) { return offset / sizeof(std::uint32_t); };
    std::vector<std::uint32_t> mailbox(sizeof(wire::VerifierMailbox) / sizeof(std::uint32_t));
    mailbox[word(offsetof(wire::VerifierMailbox, watchdog))] = device.watchdog;
    mailbox[word(offsetof(wire::VerifierMailbox, flashCaches))] = flashCaches(device);
    mailbox[word(offsetof(wire::VerifierMailbox, ranges))] = end;
    mailbox[word(offsetof(wire::VerifierMailbox, rangeCount))] =
        static_cast<std::uint32_t>(ranges.size());
    mailbox[word(offsetof(wire::VerifierMailbox, breakpoint))] = twoBreakpoints;
    for (std::size_t i = 0; i < nonce.size(); i += 4) {
        mailbox[word(offsetof(wire::VerifierMailbox, nonce) + i)] =
            littleEndian(std::span(nonce).subspan(i));
    }

    // Parameters, code and list go in one piece, so that all of it is read back.
    std::vector<std::uint8_t> image = programImage(mailbox, blob);
    std::uint64_t bytes = 0;
    for (const ProofRange& range : ranges) {
        appendWords(image, std::array{range.address, range.length});
        bytes += range.length;
    }
    TRY(inStage(Stage::Verify, m_target.core().requireHalted()));
    TRY(writeProven(m_target.link(), m_target.ap(), mailboxAddress, image,
                    FaultCode::VerifierCorrupt, Stage::Verify));
    TRY(inStage(Stage::Verify, m_target.core().start({.entry = wire::WireBase + blob.entryOffset,
                                                      .stackTop = stackTop,
                                                      .returnAddress = breakpointAddress})));
    return await(bytes, variant == VerifierVariant::V7M ? fastCycles : slowCycles);
}

Result<ChipDigest> Verifier::await(std::uint64_t bytes, std::uint64_t cyclesPerByte) {
    const Device& device = m_target.device();
    const std::uint64_t cycles = bytes * cyclesPerByte;
    const Duration expected = std::chrono::nanoseconds(cycles * 1'000'000 / m_target.coreKhz());
    // Judged by the clock that every chip has after a reset.
    const Duration slowest = std::chrono::nanoseconds(cycles * 1'000'000 / device.coreKhz);
    Clock& clock = m_target.clock();
    const Instant begin = clock.now();
    const Instant deadline = begin + 3 * slowest + grace;
    const Duration pace = std::clamp(expected / 32, shortestPace, longestPace);
    // Half of what a slow core needs is the least a fast one takes.
    clock.sleepFor(expected / 2);
    for (;;) {
        // The core first: one that stands still has either finished, and has said so before, or
        // crashed.
        const CoreState core = TRY(inStage(Stage::Verify, m_target.core().state()));
        const std::uint32_t state =
            TRY(inStage(Stage::Verify, m_target.link().readWord(m_target.ap(), stateAddress)));
        if (state == wire::VerifierDone) {
            break;
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
    ChipDigest result{.took = clock.now() - begin};
    std::uint32_t digested = 0;
    probe::StLink::Batch batch;
    batch
        .readWord(m_target.ap(), mailboxAddress + offsetof(wire::VerifierMailbox, bytesDigested),
                  digested)
        .readMemory(m_target.ap(), digestAddress, result.digest);
    TRY(inStage(Stage::Verify, m_target.link().perform(batch)));
    result.bytesDigested = digested;
    return result;
}

} // namespace greenlight::target
