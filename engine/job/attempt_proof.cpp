#include "engine/job/attempt.h"
#include "engine/job/external.h"
#include "engine/job/proof.h"
#include "engine/target/verifier.h"

#include <fmt/format.h>

// The proof that what is in the chip is what was planned.

namespace greenlight::job {

void Job::Attempt::beginProof() {
    VerifyEvidence& proof = evidence.verify.emplace();
    proof.method = m_recipe.verify;
    base::fillRandom(proof.nonce);
}

/// The proof: after a fresh reset with the core held, nothing of what programmed the flash is
/// running, no cache is on, and the product has not run either.
Result<void> Job::Attempt::verify() {
    beginProof();
    TRY(proveExternals(externalWork()));
    return verifyChip();
}

/// The part of the proof that is about the chip itself, and the last one.
Result<void> Job::Attempt::verifyChip() {
    VerifyEvidence& proof = *evidence.verify;
    TRY(m_target->resetAndHold());
    proof.resetSeen = true;
    proof.coreHeld = true;
    const target::Identity again = TRY(m_target->identify());
    evidence.after = toEvidence(again);
    if (again.uid != m_identity.uid) {
        return Fault{.code = FaultCode::UidChanged, .stage = Stage::Verify};
    }
    if (m_plan.provenBytes != 0) {
        TRY(proveChip(proof));
    }
    TRY(proveOutside(externalWork()));
    evidence.supply.after = TRY(m_target->sampleMillivolts());
    evidence.supply.lowest = m_target->lowestMillivolts();
    return {};
}

Result<void> Job::Attempt::proveChip(VerifyEvidence& proof) {
    if (proof.method != VerifyMethod::Readback &&
        !target::Verifier::fits(*m_identity.device, m_plan.proof.size())) {
        proof.method = VerifyMethod::Readback;
        evidence.warnings.push_back(fmt::format(
            "the chip's RAM is too small to digest {} ranges: every proven byte was read back",
            m_plan.proof.size()));
    }
    target::Verifier::Meanwhile lookAtPlaces = [this, &proof] {
        return spotCheck(*m_target, m_plan, proof);
    };
    if (proof.method != VerifyMethod::Digest) {
        TRY(lookAtPlaces());
        TRY(readBack(*m_target, m_plan, proof));
        lookAtPlaces = {};
    }
    if (proof.method != VerifyMethod::Readback) {
        // The wire has nothing else to do while the chip computes.
        TRY(m_target->raiseCoreClock());
        TRY(askForDigest(target::Verifier(*m_target, m_verifierAside), m_plan, proof, {},
                         lookAtPlaces));
    }
    return {};
}

/// The proof of a plan that differs in one byte from what was written: a slot that takes this for
/// right would take anything for right. A drill ends here, one way or the other.
Result<void> Job::Attempt::drill() {
    Nonce draw{};
    base::fillRandom(draw);
    spoilOneByte(m_plan.extents.empty() ? m_externals.front().plan : m_plan, draw);
    const Result<void> proven = verify();
    if (proven) {
        return Fault{.code = FaultCode::DrillNotRed, .stage = Stage::Verify};
    }
    if (!isMismatch(proven.fault().code)) {
        return proven;
    }
    return Fault{.code = FaultCode::DrillFound,
                 .stage = Stage::Verify,
                 .address = proven.fault().address,
                 .note = std::string(base::name(proven.fault().code))};
}

} // namespace greenlight::job
