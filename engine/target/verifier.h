#pragma once

#include "engine/base/result.h"
#include "engine/base/sha256.h"
#include "engine/target/connect.h"
#include "engine/target/flash_plan.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace greenlight::target {

using VerifyNonce = std::array<std::uint8_t, 32>;

/// What the chip says is in it.
struct ChipDigest {
    Digest digest{};
    std::uint32_t bytesDigested = 0; ///< as the chip counted them, without the nonce
    Duration took{};
};

/// Lets the chip itself compute SHA-256(nonce || bytes of ranges), with code that is written afresh
/// and read back, over the core's own bus. It shares nothing with the loader that did the
/// programming but the wire. One thread, that of the target's link.
class Verifier {
public:
    explicit Verifier(Target& target) noexcept : m_target(target) {}

    /// True if the RAM that every part of the die has can hold the verifier with a list of so many
    /// ranges. Without that there is only reading back.
    [[nodiscard]] static bool fits(const Device& device, std::size_t ranges) noexcept;

    /// CHECKs that it fits. The core must be held after a reset (caches off, nothing running). The
    /// ranges are word aligned and in flash that can be read. Afterwards the core stands at a
    /// breakpoint in RAM. Compares nothing: the caller knows what to expect. Faults:
    /// VerifierCorrupt when the code or its parameters do not read back, or the chip refuses them;
    /// LoaderCrashed, LoaderSilent at the deadline, and those of the link and the core; the stage
    /// is Verify.
    Result<ChipDigest> digest(const VerifyNonce& nonce, std::span<const ProofRange> ranges);

private:
    Result<ChipDigest> await(std::uint64_t bytes, std::uint64_t cyclesPerByte);

    Target& m_target;
};

} // namespace greenlight::target
