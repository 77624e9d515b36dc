#pragma once

#include "engine/base/clock.h"
#include "engine/sim/sim_target.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string_view>
#include <vector>

namespace greenlight::sim {

// The fault model of the virtual bench.
//
// Most mishaps strike one bulk transfer of one socket. Transfers are counted per socket from the
// moment a plan is set: command OUT, data OUT, data IN are one each. The others strike one
// operation of the board's flash; erases and programs are counted apart, from the same moment, or
// from the moment another board is put in. What has no index of its own, a chance per event, is in
// TargetMishaps.
//
// USB protects every packet with a CRC; PayloadFlip stands for a probe or a host whose own memory
// spoils what the cable carried well.
//
// Not modelled: two mishaps on one transfer; a probe that says 0x80 about an access it never made.

/// What can happen.
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
    // Bits that change by themselves, and a board that does.
    PayloadFlip, ///< one bit of what the transfer carries: a command, data or a reply
    RamFlip,     ///< one bit of the RAM that was written through the debug port since power-up
    FlashFlip,   ///< one bit of the flash, in its first MishapPlan::flipBytes
    SwapBoard,   ///< the board is gone and another one of its kind is in its place, powered
    // The probe names a status of its own accord. At an OUT one of the next accesses to the chip is
    // not made, and that is what the probe says of it; at a reply the access was made all the same.
    SaysUnknownError,
    SaysNoDevice,
    SaysBadArgument,
    SaysCommandError,
    SaysNoIdcode,
    SaysAlignment,
    SaysDebugPower,
    SaysWriteError,
    SaysWriteVerify,
    SaysApWait,
    SaysApFault,
    SaysApError,
    SaysApParity,
    SaysDpWait,
    SaysDpFault,
    SaysDpError,
    SaysDpParity,
    SaysWriteData,
    SaysStickyError,
    SaysStickyOverrun,
    SaysBadAp,
    SaysFailed,
    // By operation of the flash, see FlashMishap.
    BrownOutErase,
    BrownOutProgram,
    EraseIgnored,
    ProgramIgnored,
    EraseFlip,
    ProgramFlip,
};

inline constexpr std::size_t mishapCount = 43;

/// Every mishap, in order.
inline constexpr auto allMishaps = [] {
    std::array<Mishap, mishapCount> all{};
    for (std::size_t i = 0; i < all.size(); ++i) {
        all.at(i) = static_cast<Mishap>(i);
    }
    return all;
}();

/// What befalls a cable, a probe and a supply: the first eleven, which leave each byte that arrives
/// as it was sent.
inline constexpr auto cableMishaps = [] {
    std::array<Mishap, 11> some{};
    std::copy_n(allMishaps.begin(), some.size(), some.begin());
    return some;
}();

/// The one that strikes operations of the flash; nothing for those that strike transfers.
[[nodiscard]] std::optional<FlashMishap> flashMishapOf(Mishap mishap) noexcept;

/// The status byte a probe says; nothing for the other mishaps.
[[nodiscard]] std::optional<std::uint8_t> statusSaid(Mishap mishap) noexcept;

/// "stale-reply"; and back.
[[nodiscard]] std::string_view name(Mishap mishap) noexcept;
[[nodiscard]] std::optional<Mishap> mishapNamed(std::string_view word) noexcept;

/// What shall go wrong at one socket.
struct MishapPlan {
    struct Strike {
        /// From 0: of a transfer, or of an erase or a program where the mishap strikes those.
        std::uint64_t index = 0;
        Mishap mishap = Mishap::Timeout;
    };

    /// Exact strikes, for sweeps. One that does not fit its transfer (a short reply for an OUT)
    /// waits for the next that it fits.
    std::vector<Strike> strikes{};
    /// The chance of each mishap at each transfer that it fits, in the order of the enumeration.
    /// Those that strike the flash fit none; their chances are in `target`.
    std::array<double, mishapCount> chances{};
    std::uint64_t seed = 1;
    /// For every board in this socket, now and later.
    TargetMishaps target{};
    /// Where FlashFlip strikes: in so many bytes from the start of the flash.
    std::uint32_t flipBytes = 1024;
    /// Makes the board that SwapBoard puts in. Without it: a blank one like the one that was in,
    /// with another UID.
    std::function<std::unique_ptr<SimTarget>()> otherBoard{};

    /// One strike and nothing else.
    static MishapPlan once(std::uint64_t index, Mishap mishap);
    /// About half of the mishaps switched off entirely, the others at up to `chance`: rare
    /// combinations become likely when many seeds are tried.
    static MishapPlan swarm(std::uint64_t seed, double chance);
};

/// What a plan did so far.
struct MishapTally {
    std::uint64_t transfers = 0;
    /// Of the board that is in, since the plan was set or the board came.
    std::uint64_t erases = 0;
    std::uint64_t programs = 0;
    std::array<std::uint64_t, mishapCount> injected{};
    /// When a FlashFlip last struck.
    std::optional<Instant> flashFlipped{};
    /// Times the hub took the power from the port: no mishap, but what somebody did about one.
    std::uint64_t powerCuts = 0;

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

    void noteFlashFlip(Instant at) noexcept { m_tally.flashFlipped = at; }

    /// Adds what befell the flash of a board that is or was in.
    static void addFlash(MishapTally& tally, const FlashTally& flash) noexcept;

    void keepFlash(const FlashTally& flash) noexcept { addFlash(m_tally, flash); }

    [[nodiscard]] const MishapPlan& plan() const noexcept { return m_plan; }

private:
    [[nodiscard]] bool chance(double probability);

    MishapPlan m_plan;
    MishapTally m_tally;
    std::vector<Mishap> m_due;
    std::mt19937_64 m_random;
};

} // namespace greenlight::sim
