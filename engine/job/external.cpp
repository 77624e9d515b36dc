#include "engine/job/external.h"

#include "engine/job/proof.h"
#include "engine/target/algorithm_loader.h"
#include "engine/target/link_fault.h"
#include "engine/target/verifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::job {

namespace {

using target::FlashAlgorithm;

/// The slowest memory that is worth waiting for: one data line at 2 MHz.
constexpr Duration slowestByte = std::chrono::microseconds(4);

/// All sectors of the chip that the plan leaves alone.
std::vector<target::ProofRange> outside(const target::Identity& chip,
                                        const target::FlashPlan& plan) {
    std::vector<target::ProofRange> ranges;
    for (const target::Sector& sector : chip.sectors) {
        const bool planned = std::ranges::any_of(plan.proof, [&](const target::ProofRange& range) {
            return sector.address >= range.address && sector.address - range.address < range.length;
        });
        if (planned) {
            continue;
        }
        if (!ranges.empty() && ranges.back().address + ranges.back().length == sector.address) {
            ranges.back().length += sector.size;
        } else {
            ranges.push_back({sector.address, sector.size});
        }
    }
    return ranges;
}

/// As many digests as it takes, because the chip's list of ranges is limited.
Result<Digest> digestOf(target::Target& target, const Nonce& nonce,
                        std::span<const target::ProofRange> ranges) {
    base::Sha256 all;
    while (!ranges.empty()) {
        std::size_t count = ranges.size();
        while (count > 1 && !target::Verifier::fits(target.device(), count)) {
            count /= 2;
        }
        const auto some = ranges.first(count);
        const target::ChipDigest answer = TRY(target::Verifier(target).digest(nonce, some));
        std::uint32_t bytes = 0;
        for (const target::ProofRange& range : some) {
            bytes += range.length;
        }
        if (answer.bytesDigested != bytes) {
            return Fault{.code = FaultCode::CountMismatch,
                         .note = fmt::format("{} of {} bytes outside of the plan digested",
                                             answer.bytesDigested, bytes)};
        }
        all.add(answer.digest);
        ranges = ranges.subspan(some.size());
    }
    return all.finish();
}

/// The nonce is that of the verification, so that both digests are of the same message.
Result<void> digestOutside(const ExternalWork& work, std::optional<Digest>& into) {
    const std::vector<target::ProofRange> ranges = outside(work.chip, work.chipPlan);
    into = TRY(digestOf(work.target, work.evidence.outside->nonce, ranges));
    return {};
}

Result<void> proveMapped(const ExternalWork& work, const ExternalMemory& memory,
                         VerifyEvidence& proof) {
    TRY(spotCheck(work.target, memory.plan, proof));
    if (proof.method != VerifyMethod::Digest) {
        TRY(readBack(work.target, memory.plan, proof));
    }
    if (proof.method != VerifyMethod::Readback) {
        TRY(askForDigest(target::Verifier(work.target), memory.plan, proof, slowestByte));
    }
    return {};
}

Result<void> proveByLoader(target::AlgorithmLoader& loader, const ExternalMemory& memory,
                           VerifyEvidence& proof) {
    base::Sha256 digest;
    TRY(loader.read(
        memory.plan.proof,
        [&](std::uint32_t address, std::span<const std::uint8_t> bytes) -> Result<void> {
            TRY(compareReadBack(memory.plan, address, bytes));
            digest.add(bytes);
            proof.bytesReadBack += static_cast<std::uint32_t>(bytes.size());
            return {};
        }));
    proof.readbackDigest = digest.finish();
    return {};
}

Result<void> prove(const ExternalWork& work, const ExternalMemory& memory,
                   ExternalEvidence& external) {
    const bool mapped = external.readWay == ReadWay::Mapped;
    VerifyEvidence& proof = external.verify.emplace();
    const bool fits = target::Verifier::fits(*work.chip.device, memory.plan.proof.size());
    proof.method = mapped && fits ? work.evidence.verify->method : VerifyMethod::Readback;
    proof.nonce = work.evidence.verify->nonce;
    TRY(work.target.resetAndHold());
    proof.resetSeen = true;
    proof.coreHeld = true;
    target::AlgorithmLoader loader(work.target, *memory.loader->algorithm, work.chip.loaderRam);
    if (!mapped) {
        TRY(proveByLoader(loader, memory, proof));
        external.loadedAnew = true;
        return {};
    }
    TRY(loader.map());
    external.loadedAnew = true;
    return proveMapped(work, memory, proof);
}

} // namespace

LoaderEvidence toEvidence(const FileFact& file, const FlashAlgorithm& algorithm) {
    LoaderEvidence evidence{.file = file.name,
                            .sha256 = file.sha256,
                            .device = algorithm.device,
                            .type = algorithm.type,
                            .address = algorithm.address,
                            .size = algorithm.size,
                            .pageBytes = algorithm.pageBytes,
                            .erasedByte = algorithm.erasedByte};
    for (const target::AlgorithmSectors& run : algorithm.sectors) {
        evidence.sectors.push_back({run.address, run.count, run.size});
    }
    return evidence;
}

std::optional<ReadWay> usualReadWay(const FlashAlgorithm& algorithm) noexcept {
    constexpr std::uint64_t externalBegin = 0x60000000;
    constexpr std::uint64_t externalEnd = 0xE0000000;
    // NAND_FLASH, PC_CARD, SPI_FLASH, I2C_FLASH and I2C_EEPROM of ST's Dev_Inf.h.
    constexpr std::array<std::uint16_t, 5> neverMapped{2, 6, 7, 8, 10};
    const bool serial = algorithm.abi == target::AlgorithmAbi::StLoader &&
                        std::ranges::find(neverMapped, algorithm.type) != neverMapped.end();
    if (!serial && algorithm.address >= externalBegin && algorithm.end() <= externalEnd) {
        return ReadWay::Mapped;
    }
    if (algorithm.functions.read != 0) {
        return ReadWay::Loader;
    }
    return std::nullopt;
}

Division divide(std::span<const Segment> segments, std::span<const ExternalLoader> loaders) {
    Division division;
    division.behind.resize(loaders.size());
    for (const Segment& segment : segments) {
        const auto found = std::ranges::find_if(loaders, [&](const ExternalLoader& loader) {
            return loader.algorithm->holds(segment.address, segment.end());
        });
        if (found == loaders.end()) {
            division.chip.push_back(segment);
        } else {
            division.behind[static_cast<std::size_t>(found - loaders.begin())].push_back(segment);
        }
    }
    return division;
}

Result<std::vector<ExternalMemory>> planExternals(const Recipe& recipe, const Division& division,
                                                  const target::Identity& chip,
                                                  Evidence& evidence) {
    std::vector<ExternalMemory> memories;
    for (std::size_t i = 0; i < recipe.loaders.size(); ++i) {
        const ExternalLoader& loader = recipe.loaders[i];
        std::vector<target::Piece> pieces;
        ExternalEvidence external{.loader = toEvidence(loader.file, *loader.algorithm),
                                  .readWay = loader.readWay};
        for (const Segment& segment : division.behind[i]) {
            pieces.push_back({segment.address, segment.bytes});
            external.plan.imageBytes += static_cast<std::uint32_t>(segment.bytes.size());
        }
        if (pieces.empty()) {
            continue;
        }
        TRY(target::placeAlgorithm(*loader.algorithm, chip.loaderRam));
        memories.push_back({&loader, TRY(target::planMemory(*loader.algorithm, pieces))});
        const target::FlashPlan& plan = memories.back().plan;
        external.plan.device = loader.algorithm->device;
        external.plan.planDigest = plan.digest({});
        external.plan.programBytes = plan.programBytes;
        external.plan.provenBytes = plan.provenBytes;
        external.plan.sectors = plan.sectors;
        if (!evidence.externals) {
            evidence.externals.emplace();
            base::fillRandom(evidence.outside.emplace().nonce);
        }
        evidence.externals->push_back(std::move(external));
    }
    return memories;
}

Result<void> rememberOutside(const ExternalWork& work) {
    std::optional<OutsideEvidence>& outsideFound = work.evidence.outside;
    if (!outsideFound || outsideFound->before) {
        return {};
    }
    std::uint32_t all = 0;
    for (const target::Sector& sector : work.chip.sectors) {
        all += sector.size;
    }
    outsideFound->bytes = all - work.chipPlan.provenBytes;
    if (work.chip.device->foreignFlash.address != 0) {
        outsideFound->foreignBytes = work.chip.flashKb * 1024 - all;
    }
    TRY(work.target.resetAndHold());
    TRY(work.target.raiseCoreClock());
    return digestOutside(work, outsideFound->before);
}

Result<void> compareExternals(const ExternalWork& work, std::span<ExternalMemory> memories) {
    for (std::size_t i = 0; i < memories.size(); ++i) {
        ExternalMemory& memory = memories[i];
        ExternalEvidence& external = work.evidence.externals->at(i);
        const Result<void> proven = target::inStage(Stage::Compare, prove(work, memory, external));
        memory.kept = proven.ok();
        if (!memory.kept && !saysOtherContent(proven.fault())) {
            return proven;
        }
        KeptEvidence& kept = external.plan.kept.emplace();
        if (memory.kept) {
            kept = {.sectors = external.plan.sectors, .programBytes = external.plan.programBytes};
            continue;
        }
        external.verify.reset();
        external.loadedAnew = false;
        TRY(work.target.link().clearStickyErrors());
    }
    return {};
}

Result<void> programExternals(const ExternalWork& work,
                              const target::LoaderRing::Observer& observer,
                              const std::atomic<bool>& abort) {
    for (std::size_t i = 0; i < work.memories.size(); ++i) {
        const ExternalMemory& memory = work.memories[i];
        if (memory.kept) {
            continue;
        }
        TRY(target::inStage(Stage::Program, work.target.resetAndHold()));
        target::AlgorithmLoader loader(work.target, *memory.loader->algorithm, work.chip.loaderRam);
        FlashEvidence& flash = work.evidence.externals->at(i).flash.emplace();
        const target::AlgorithmOutcome outcome = TRY(loader.program(memory.plan, observer, abort));
        // The loader gives no outcome unless all of it was read back before it ran.
        flash.loaderReadBack = true;
        flash.sectorsErased = outcome.sectorsErased;
        flash.bytesProgrammed = outcome.bytesProgrammed;
    }
    return {};
}

Result<void> proveExternals(const ExternalWork& work) {
    for (std::size_t i = 0; i < work.memories.size(); ++i) {
        TRY(target::inStage(Stage::Verify,
                            prove(work, work.memories[i], work.evidence.externals->at(i))));
    }
    return {};
}

Result<void> proveOutside(const ExternalWork& work) {
    if (!work.evidence.outside) {
        return {};
    }
    OutsideEvidence& found = *work.evidence.outside;
    const target::Identity now = TRY(work.target.identify());
    const auto [was, is] = std::ranges::mismatch(work.chip.options, now.options);
    if (was != work.chip.options.end()) {
        return Fault{.code = FaultCode::OutsideChanged,
                     .stage = Stage::Verify,
                     .address = was->address,
                     .note = fmt::format("an option register was 0x{:08X} and is 0x{:08X}",
                                         was->value, is->value)};
    }
    TRY(target::inStage(Stage::Verify, digestOutside(work, found.after)));
    if (found.after != found.before) {
        return Fault{.code = FaultCode::OutsideChanged,
                     .stage = Stage::Verify,
                     .note =
                         fmt::format("somewhere in the {} bytes outside of the plan", found.bytes)};
    }
    return {};
}

} // namespace greenlight::job
