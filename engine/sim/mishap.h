#pragma once

#include "engine/sim/sim_target.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string_view>
#include <vector>

namespace greenlight::sim {

// The fault model of the virtual bench.
//
// A mishap strikes one bulk transfer of one socket. Transfers are counted per socket from the
// moment a plan is set: command OUT, data OUT, data IN are one each. USB itself protects every
// packet with a CRC, so bytes are never flipped on the cable; what goes wrong is that transfers do
// not happen, end too early, bring too much, or bring what belongs to another command, that the
// probe is pulled or dies, and that the board loses its supply. What the chip and its two wires do
// wrong is in TargetMishaps.
//
// Not modelled: two mishaps on one transfer; a probe that says 0x80 about an access it never made;
// wrong bytes in a memory reply of the right length, other than a whole stale reply.

/// What can happen to a transfer.
enum class Mishap : std::uint8_t {
    Timeout,       ///< it does not complete. An OUT is not delivered; a reply stays in the probe
    Stall,         ///< it ends with STALL; an OUT is not delivered, a reply is lost
    ShortReply,    ///< the reply ends early, by at least one byte
    LongReply,     ///< the reply brings more bytes than asked for
    GarbageStatus, ///< the status byte of the reply is one that means trouble or nothing at all
    StaleReply,    ///< the reply before this one comes again and the right one stays behind it
    Unplug,        ///< the probe is pulled and stays away
    ReplugOther,   ///< it is pulled, and a second later a probe with another serial is there
    PowerLoss,     ///< the board's supply goes and stays away until the board is changed
    PowerDip,      ///< the board's supply is gone for five milliseconds
    Hang,          ///< the probe's firmware stops, and no USB reset starts it again
};

inline constexpr std::size_t mishapCount = 11;

/// Every mishap, in order.
inline constexpr std::array<Mishap, mishapCount> allMishaps{
    Mishap::Timeout,       Mishap::Stall,      Mishap::ShortReply, Mishap::LongReply,
    Mishap::GarbageStatus, Mishap::StaleReply, Mishap::Unplug,     Mishap::ReplugOther,
    Mishap::PowerLoss,     Mishap::PowerDip,   Mishap::Hang};

/// "stale-reply"; and back.
[[nodiscard]] std::string_view name(Mishap mishap) noexcept;
[[nodiscard]] std::optional<Mishap> mishapNamed(std::string_view word) noexcept;

/// What shall go wrong at one socket.
struct MishapPlan {
    struct Strike {
        std::uint64_t transfer = 0; ///< index from 0
        Mishap mishap = Mishap::Timeout;
    };

    /// Exact strikes, for sweeps. One that does not fit its transfer (a short reply for an OUT)
    /// waits for the next that it fits.
    std::vector<Strike> strikes{};
    /// The chance of each mishap at each transfer that it fits, in the order of the enumeration.
    std::array<double, mishapCount> chances{};
    std::uint64_t seed = 1;
    /// For every board in this socket, now and later.
    TargetMishaps target{};

    /// One strike and nothing else.
    static MishapPlan once(std::uint64_t transfer, Mishap mishap);
    /// About half of the mishaps switched off entirely, the others at up to `chance`: rare
    /// combinations become likely when many seeds are tried.
    static MishapPlan swarm(std::uint64_t seed, double chance);
};

/// What a plan did so far.
struct MishapTally {
    std::uint64_t transfers = 0;
    std::array<std::uint64_t, mishapCount> injected{};

    [[nodiscard]] std::uint64_t of(Mishap mishap) const noexcept {
        return injected.at(static_cast<std::size_t>(mishap));
    }

    [[nodiscard]] std::uint64_t total() const noexcept;
};

/// Carries out one plan, transfer by transfer. One thread at a time.
class MishapDealer {
public:
    /// What a transfer is, as far as mishaps care.
    enum class Transfer : std::uint8_t { Out, Reply, StatusReply };

    MishapDealer() : MishapDealer(MishapPlan{}) {}

    explicit MishapDealer(MishapPlan plan);

    /// Counts a transfer and says what befalls it, if anything.
    std::optional<Mishap> deal(Transfer transfer);
    /// A uniformly drawn number below `limit`, for the details of a mishap.
    std::uint64_t draw(std::uint64_t limit);

    [[nodiscard]] const MishapTally& tally() const noexcept { return m_tally; }

    [[nodiscard]] const MishapPlan& plan() const noexcept { return m_plan; }

private:
    [[nodiscard]] bool chance(double probability);

    MishapPlan m_plan;
    MishapTally m_tally;
    std::vector<Mishap> m_due;
    std::mt19937_64 m_random;
};

} // namespace greenlight::sim
