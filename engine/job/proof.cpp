#include "engine/job/proof.h"

#include "engine/base/check.h"
#include "engine/job/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace greenlight::job {

namespace {

/// The vector table of the largest core here is longer, but its first words are what decides
/// whether the product starts: stack, reset, and the fault handlers.
constexpr std::uint32_t vectorBytes = 64;

/// The spot check: this many places, this many bytes each. What a place costs is the probe's
/// answer, 0.7 ms on a V2, and hardly its bytes.
constexpr unsigned samplePlaces = 8;
constexpr std::uint32_t sampleBytes = 32;
static_assert(samplePlaces * sampleBytes / 4 >= leastSamples);

constexpr std::uint32_t readBlock = 6144; ///< what one command of an ST-LINK reads at most

/// What a buffer holds before a read, so that a read that did not happen cannot look like one.
constexpr std::uint8_t poison = 0xA5;

Fault differs(FaultCode code, std::uint32_t address, std::uint8_t wanted, std::uint8_t found) {
    return {.code = code,
            .stage = Stage::Verify,
            .address = address,
            .note = fmt::format("expected {:02X}, found {:02X}", wanted, found)};
}

} // namespace

void spoilOneByte(target::FlashPlan& plan, const Nonce& nonce) {
    const Digest draw = base::Sha256().add(nonce).finish();
    target::Extent& extent = plan.extents.at(draw[0] % plan.extents.size());
    const std::size_t place = (draw[1] | draw[2] * 0x100U | draw[3] * 0x1'0000U);
    extent.bytes.at(place % extent.bytes.size()) ^= static_cast<std::uint8_t>(1U << (draw[4] % 8));
}

bool isMismatch(FaultCode code) noexcept {
    return code == FaultCode::SampleMismatch || code == FaultCode::DigestMismatch ||
           code == FaultCode::ReadbackMismatch;
}

bool saysOtherContent(const Fault& fault) noexcept {
    // A word with a bad error code stops whoever reads it.
    return isMismatch(fault.code) || fault.code == FaultCode::LoaderCrashed ||
           fault.code == FaultCode::SwdFault;
}

target::ProofRange samplePlace(const target::FlashPlan& plan, const Nonce& nonce, unsigned i) {
    const std::array<std::uint8_t, 1> index{static_cast<std::uint8_t>(i)};
    const Digest digest = base::Sha256().add(nonce).add(index).finish();
    const std::uint32_t draw =
        digest[0] | digest[1] * 0x100U | digest[2] * 0x1'0000U | digest[3] * 0x100'0000U;
    const std::uint32_t places = (plan.provenBytes + sampleBytes - 1) / sampleBytes;
    std::uint32_t offset = draw % places * sampleBytes;
    for (const target::ProofRange& range : plan.proof) {
        if (offset < range.length) {
            return {range.address + offset, std::min(sampleBytes, range.length - offset)};
        }
        offset -= range.length;
    }
    CHECK(false);
}

Result<void> askForDigest(target::Verifier verifier, const target::FlashPlan& plan,
                          VerifyEvidence& proof, Duration longestByte,
                          const target::Verifier::Meanwhile& meanwhile) {
    const target::ChipDigest answer =
        TRY(verifier.digest(proof.nonce, plan.proof, longestByte, meanwhile));
    // The verifier gives no answer unless its code was read back before it ran.
    proof.verifierReadBack = true;
    proof.bytesDigested = answer.bytesDigested;
    proof.chipDigest = answer.digest;
    proof.expectedDigest = plan.digest(proof.nonce);
    if (proof.chipDigest != proof.expectedDigest) {
        return Fault{.code = FaultCode::DigestMismatch, .stage = Stage::Verify};
    }
    return {};
}

Result<void> compareReadBack(const target::FlashPlan& plan, std::uint32_t address,
                             std::span<const std::uint8_t> bytes) {
    const std::vector<std::uint8_t> expected =
        plan.expected(address, static_cast<std::uint32_t>(bytes.size()));
    const auto [found, wanted] = std::ranges::mismatch(bytes, expected);
    if (found == bytes.end()) {
        return {};
    }
    return differs(FaultCode::ReadbackMismatch,
                   address + static_cast<std::uint32_t>(found - bytes.begin()), *wanted, *found);
}

Result<void> readBack(target::Target& target, const target::FlashPlan& plan,
                      VerifyEvidence& proof) {
    base::Sha256 digest;
    std::vector<std::uint8_t> block(readBlock);
    for (const target::ProofRange& range : plan.proof) {
        for (std::uint32_t offset = 0; offset < range.length; offset += readBlock) {
            const std::uint32_t length = std::min(readBlock, range.length - offset);
            const std::span<std::uint8_t> part(block.data(), length);
            TRY(target.link().readMemory(target.ap(), range.address + offset, part));
            TRY(compareReadBack(plan, range.address + offset, part));
            digest.add(part);
            proof.bytesReadBack += length;
        }
    }
    proof.readbackDigest = digest.finish();
    return {};
}

Result<void> spotCheck(target::Target& target, const target::FlashPlan& plan,
                       VerifyEvidence& proof) {
    struct Place {
        target::ProofRange range;
        std::vector<std::uint8_t> found;
    };

    const std::uint32_t vectorsAt = plan.extents.front().address;
    std::vector<std::uint8_t> vectors(
        std::min<std::size_t>(vectorBytes, plan.extents.front().bytes.size()));
    std::vector<Place> places(samplePlaces);
    probe::StLink::Batch batch;
    batch.readMemory(target.ap(), vectorsAt, vectors);
    for (unsigned i = 0; i < samplePlaces; ++i) {
        places[i].range = samplePlace(plan, proof.nonce, i);
        places[i].found.assign(places[i].range.length, poison);
        batch.readMemory(target.ap(), places[i].range.address, places[i].found);
    }
    std::ranges::fill(vectors, poison);
    TRY(target.link().perform(batch));

    proof.vectorsMatch =
        vectors == plan.expected(vectorsAt, static_cast<std::uint32_t>(vectors.size()));
    if (!proof.vectorsMatch) {
        return Fault{.code = FaultCode::SampleMismatch,
                     .stage = Stage::Verify,
                     .address = vectorsAt,
                     .note = "vector table"};
    }
    for (const Place& place : places) {
        const auto& [address, length] = place.range;
        const std::vector<std::uint8_t> expected = plan.expected(address, length);
        proof.samples += length / 4;
        const auto [found, wanted] = std::ranges::mismatch(place.found, expected);
        if (found != place.found.end()) {
            ++proof.sampleMismatches;
            return differs(FaultCode::SampleMismatch,
                           address + static_cast<std::uint32_t>(found - place.found.begin()),
                           *wanted, *found);
        }
    }
    return {};
}

} // namespace greenlight::job
