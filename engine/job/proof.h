#pragma once

#include "engine/base/result.h"
#include "engine/job/evidence.h"
#include "engine/target/connect.h"
#include "engine/target/flash_plan.h"
#include "engine/target/verifier.h"

#include <cstdint>
#include <span>

namespace greenlight::job {

/// The three ways a chip's content is proven. Each wants the core held after a fresh reset, writes
/// what it finds into `proof` at once, and ends at the first difference. On the slot's thread.

/// Asks the chip for SHA-256(nonce || every proven byte), by code that is read back after the reset
/// and before it runs. `longestByte` and `meanwhile` as Verifier::digest() wants them. Faults:
/// VerifierCorrupt, DigestMismatch, those of the verifier, of `meanwhile` and the link.
Result<void> askForDigest(target::Verifier verifier, const target::FlashPlan& plan,
                          VerifyEvidence& proof, Duration longestByte = {},
                          const target::Verifier::Meanwhile& meanwhile = {});

/// Bytes that were read from an address, against the plan. Faults: ReadbackMismatch with the
/// address.
Result<void> compareReadBack(const target::FlashPlan& plan, std::uint32_t address,
                             std::span<const std::uint8_t> bytes);

/// Reads every proven byte through the debug port. Faults: ReadbackMismatch with the address, those
/// of the link.
Result<void> readBack(target::Target& target, const target::FlashPlan& plan, VerifyEvidence& proof);

/// Reads the vector table and places chosen by the nonce through the debug port: a way to the flash
/// that shares no code with the chip's own digest, and may be gone while the chip computes that:
/// the verifier has switched the caches off, and does nothing but read. Anyone who has the nonce
/// can say later which places these were. Faults: SampleMismatch with the address, those of the
/// link.
Result<void> spotCheck(target::Target& target, const target::FlashPlan& plan,
                       VerifyEvidence& proof);

/// The i-th place of the spot check: SHA-256(nonce || i), its first four bytes as a little-endian
/// number, picks it among the proven bytes in units of 32. It ends where its range does.
target::ProofRange samplePlace(const target::FlashPlan& plan, const Nonce& nonce, unsigned i);

/// Changes one byte that the plan writes, picked by the nonce, so that a proof of it has to fail.
void spoilOneByte(target::FlashPlan& plan, const Nonce& nonce);

/// True for what a proof says that has found something else than the plan.
[[nodiscard]] bool isMismatch(FaultCode code) noexcept;

/// True for the faults of a proof that fails because the flash holds something else, or something
/// that cannot be read at all, and not because of who was asked.
[[nodiscard]] bool saysOtherContent(const Fault& fault) noexcept;

} // namespace greenlight::job
