#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

struct libusb_context;
struct libusb_device_handle;
struct libusb_transfer;

namespace greenlight::probe {

/// One bulk transfer of a flight and how it ended.
struct UsbMove {
    enum class End : std::uint8_t {
        None, ///< never submitted
        Done,
        Short,
        Cancelled,
        Stalled,
        Unplugged,
        TooLong,
        Failed,
    };

    std::uint8_t endpoint = 0; ///< bit 7 set = towards the host
    std::uint8_t* data = nullptr;
    int bytes = 0;
    std::size_t exchange = 0; ///< for the fault's note
    End end = End::None;
    int moved = 0;
};

/// The transfers of one link, made once and used for every flight. One thread.
class UsbTransfers {
public:
    /// Transfers of one flight.
    static constexpr std::size_t most = 64;
    /// How long cancelled transfers may take to come back from the kernel, which has nothing to
    /// wait for then.
    static constexpr Duration reapBudget = std::chrono::seconds(2);

    /// Faults: UsbFailure when memory runs out.
    static Result<std::unique_ptr<UsbTransfers>> make(libusb_context* context, Clock& clock);

    UsbTransfers(const UsbTransfers&) = delete;
    UsbTransfers& operator=(const UsbTransfers&) = delete;
    UsbTransfers(UsbTransfers&&) = delete;
    UsbTransfers& operator=(UsbTransfers&&) = delete;
    ~UsbTransfers();

    /// Submits all moves at once and waits until all are done, one has gone wrong, or the deadline
    /// has passed; the rest is cancelled then and awaited. Faults: UsbTimeout, UsbStall,
    /// UsbShortReply, UsbLongReply, ProbeUnplugged, UsbFailure.
    Result<void> fly(libusb_device_handle* handle, std::span<UsbMove> moves, Instant deadline);

    /// Whether the kernel has kept transfers of an earlier flight. Their memory must stay, and no
    /// event of this context may be handled any more.
    [[nodiscard]] bool isStranded() const noexcept { return m_inFlight > 0; }

private:
    struct TransferEnd {
        void operator()(libusb_transfer* transfer) const noexcept;
    };

    using Transfer = std::unique_ptr<libusb_transfer, TransferEnd>;

    /// What a transfer's callback gets to know.
    struct Seat {
        UsbTransfers* owner = nullptr;
        UsbMove* move = nullptr;
    };

    UsbTransfers(libusb_context* context, Clock& clock) noexcept;

    static void landed(libusb_transfer* transfer);
    [[nodiscard]] std::size_t submit(libusb_device_handle* handle, std::span<UsbMove> moves);
    [[nodiscard]] bool awaitAll(Instant deadline, bool endAtTrouble);
    void cancel(std::size_t submitted) noexcept;
    [[nodiscard]] static Result<void> outcome(std::span<const UsbMove> moves);

    libusb_context* m_context;
    Clock& m_clock;
    std::array<Transfer, most> m_transfers{};
    std::array<Seat, most> m_seats{};
    std::size_t m_inFlight = 0;
    bool m_trouble = false;
};

} // namespace greenlight::probe
