#pragma once

#include "engine/base/result.h"
#include "engine/base/sha256.h"
#include "engine/target/connect.h"
#include "engine/target/flash_plan.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
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

/// What Verifier::sums() gives for a range of these bytes.
[[nodiscard]] std::uint32_t rangeSum(std::span<const std::uint8_t> bytes);

/// Lets the chip itself compute SHA-256(nonce || bytes of ranges), with code that is read back
/// after the reset and before it runs, over the core's own bus. It shares nothing with the loader
/// that did the programming but the wire. One thread, that of the target's link.
class Verifier {
public:
    /// What is done while the chip computes. It may read through the target's link, at the cost of
    /// the core's turns on the bus. A fault it returns is the result; the core may run on then.
    using Meanwhile = std::function<Result<void>()>;

    /// `aside` is where putAside() has written the code, if it has: what reads back there need not
    /// be written again.
    explicit Verifier(Target& target, std::optional<std::uint32_t> aside = {}) noexcept
        : m_target(target)
        , m_aside(aside) {}

    /// True if the RAM that every part of the die has can hold the verifier with a list of so many
    /// ranges. Without that there is only reading back.
    [[nodiscard]] static bool fits(const Device& device, std::size_t ranges) noexcept;

    /// Where the code can wait at the end of the RAM that begins where programs go, until a loader
    /// in front of it is done; nothing where that would leave the loader too little.
    [[nodiscard]] static std::optional<std::uint32_t> placeAside(const Device& device,
                                                                 const RamRegion& ram) noexcept;

    /// Writes the code to that place while the wire has nothing else to do, which spares digest()
    /// that. Proves nothing: digest() reads it back all the same. Faults: those of the link.
    static Result<void> putAside(Target& target, std::uint32_t place);

    /// CHECKs that it fits. The core must stand still (caches off, nothing running). The ranges are
    /// word aligned and can be read; where that is slower than from the chip's own flash, each byte
    /// may take `longestByte` in addition, and the core may have any clock from the reset's up.
    /// Afterwards the core stands at a breakpoint in RAM. Compares nothing: the caller knows what
    /// to expect. Faults: VerifierCorrupt when the code or its parameters do not read back, or the
    /// chip refuses them; LoaderCrashed, LoaderSilent at the deadline, those of `meanwhile`, and
    /// those of the link and the core; the stage is Verify.
    Result<ChipDigest> digest(const VerifyNonce& nonce, std::span<const ProofRange> ranges,
                              Duration longestByte = {}, const Meanwhile& meanwhile = {});

    /// For each range the first word of SHA-256(its bytes), as rangeSum() makes it of what is
    /// expected: quick to compare, and no proof of anything. Any number of ranges, some at a time;
    /// else as digest(), the stage is Compare.
    Result<std::vector<std::uint32_t>> sums(std::span<const ProofRange> ranges);

private:
    [[nodiscard]] std::vector<std::uint8_t> parameters(const VerifyNonce& nonce,
                                                       std::span<const ProofRange> ranges,
                                                       std::uint32_t list,
                                                       std::uint32_t sums) const;
    Result<bool> startAside(const VerifyNonce& nonce, std::span<const ProofRange> ranges);
    Result<std::uint32_t> start(const VerifyNonce& nonce, std::span<const ProofRange> ranges,
                                bool sums);
    Result<void> await(std::span<const ProofRange> ranges, std::size_t lists, Instant begin,
                       Duration longestByte = {});
    Result<std::vector<std::uint32_t>> someSums(std::span<const ProofRange> ranges);

    Target& m_target;
    std::optional<std::uint32_t> m_aside;
};

} // namespace greenlight::target
