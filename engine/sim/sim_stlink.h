#pragma once

#include "engine/base/clock.h"
#include "engine/sim/sim_stlink_firmware.h"
#include "engine/sim/sim_stlink_product.h"
#include "engine/sim/sim_target.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace greenlight::sim {

/// How a transfer on the virtual bus ends.
struct UsbCompletion {
    enum class Kind : std::uint8_t {
        Done,     ///< at `at`; for IN with `data`
        Stall,    ///< at `at`
        Overflow, ///< at `at`: a packet was longer than what was left of the request (babble)
        /// The device answers NAK: nothing happened. For IN ask again after the next OUT; the
        /// request may wait as long as its host wants.
        NotYet,
    };

    Kind kind = Kind::NotYet;
    Instant at{};
    std::vector<std::uint8_t> data{};
    bool startsWithStatus = false; ///< IN: byte 0 of `data` is a ProbeStatus
};

/// One virtual ST-LINK as a USB device: three bulk endpoints, endpoint 0, a firmware behind them
/// and a board on its connector. It has no clock of its own: every call says when it happens, is
/// answered with the moment at which it is complete, and calls come in the order of their times.
/// What the firmware does to the board it does within the call, at the moments it would.
///
/// As on real probes there are no zero-length packets, an error does not shorten a reply, an IN
/// may be submitted before its command, and whatever the host leaves unread comes before the next
/// reply. One thread at a time.
class SimStLink {
public:
    SimStLink(const ProbeSpec& spec, Instant poweredAt);

    [[nodiscard]] const ProbeSpec& spec() const noexcept { return m_spec; }

    [[nodiscard]] const ProbeDescriptors& descriptors() const noexcept { return m_descriptors; }

    /// Puts a board on the connector; null takes it off. The board must outlive its stay.
    void attach(SimTarget* target, Instant at);

    /// One bulk OUT transfer of any length, submitted at `at`.
    UsbCompletion handleOut(std::uint8_t endpoint, std::span<const std::uint8_t> bytes, Instant at);
    /// One bulk IN transfer for up to `length` bytes, submitted at `at`, which may be before the
    /// command it is for. NotYet when there is nothing to complete it with, or not before `until`;
    /// nothing is consumed then.
    UsbCompletion handleIn(std::uint8_t endpoint, std::size_t length, Instant at,
                           Instant until = base::endOfTime);
    /// The host gives up an IN that it submitted at `submitted` and that is not complete at `at`:
    /// the bytes that had arrived by then are the host's, the rest stays.
    std::vector<std::uint8_t> cancelIn(std::size_t length, Instant submitted, Instant at);
    /// A transfer on endpoint 0: standard requests, everything else stalls.
    UsbCompletion handleControl(const std::array<std::uint8_t, 8>& setup, Instant at);

    /// A USB bus reset: whatever was half done is forgotten; the firmware keeps its mode, the open
    /// ports and the reset line. Does not help a V3 that got a stray EXIT.
    void resetBus(Instant at);

    /// The firmware stops (a mishap): the device still enumerates and answers on endpoint 0, and
    /// nothing but new power helps.
    void hang() noexcept { m_stopped = true; }

    /// A host program opens the device (for the quirk that loses the first reply after that).
    void hostOpens();

    /// From when on the device takes the next OUT; endOfTime when its firmware has died.
    [[nodiscard]] Instant acceptsAt(Instant at) const noexcept;

    /// Bytes of the data phase that the firmware still waits for.
    [[nodiscard]] std::size_t wantsBytes() const noexcept { return m_wanted; }

    /// The time of `bytes` of a data phase on the bus.
    [[nodiscard]] Duration busTime(std::size_t bytes) const noexcept;

    /// The latest moment the board has been told anything; others who touch the board come later.
    [[nodiscard]] Instant latest() const noexcept { return m_brain.latest(); }

    [[nodiscard]] const ProbeBrain& firmware() const noexcept { return m_brain; }

    /// Whether the next reply, if there is one, begins with a status.
    [[nodiscard]] bool nextReplyHasStatus() const noexcept;

    /// False when only plugging it in again brings the device back.
    [[nodiscard]] bool answersBus() const noexcept { return !m_lockedUp; }

    /// Makes the probe believe in a transfer on the wires that it does not make (a mishap); nothing
    /// takes that back.
    void refuse(const std::optional<SwdEngine::Refusal>& refusal) noexcept {
        m_brain.refuse(refusal);
    }

    /// Makes the probe send its previous reply once more before the next one (a mishap).
    void repeatLastReply();

private:
    struct Reply {
        std::vector<std::uint8_t> bytes;
        std::size_t taken = 0;
        Instant ready{};
        bool startsWithStatus = false;
        bool boardIdentifiers = false;
    };

    [[nodiscard]] bool isDead() const noexcept { return m_hung || m_lockedUp || m_stopped; }

    void takeCommand(std::span<const std::uint8_t> packet, Instant at);
    void takeData(Instant at);
    void follow(const ProbeAnswer& answer);
    void noticeUnread();
    [[nodiscard]] UsbCompletion descriptor(unsigned kind, unsigned index, std::size_t length,
                                           Instant at) const;

    ProbeSpec m_spec;
    ProbePace m_pace;
    ProbeDescriptors m_descriptors;
    std::size_t m_packet;
    ProbeBrain m_brain;
    Instant m_busyUntil;
    std::deque<Reply> m_replies;
    Reply m_lastReply;
    std::vector<std::uint8_t> m_data;
    std::size_t m_wanted = 0;
    std::uint8_t m_configuration = 1;
    bool m_replyHalted = false;
    bool m_hung = false;
    bool m_lockedUp = false;
    bool m_stopped = false;
    bool m_losesNextReply = false;
};

} // namespace greenlight::sim
