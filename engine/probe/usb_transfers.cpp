#include "engine/probe/usb_transfers.h"

#include "engine/base/check.h"

#include <fmt/format.h>
#include <libusb-1.0/libusb.h>
#include <sys/time.h>

#include <algorithm>

namespace greenlight::probe {

namespace {

using End = UsbMove::End;

End endOf(const libusb_transfer& transfer) {
    switch (transfer.status) {
    case LIBUSB_TRANSFER_COMPLETED:
        return transfer.actual_length == transfer.length ? End::Done : End::Short;
    case LIBUSB_TRANSFER_CANCELLED:
    case LIBUSB_TRANSFER_TIMED_OUT:
        return End::Cancelled;
    case LIBUSB_TRANSFER_STALL:
        return End::Stalled;
    case LIBUSB_TRANSFER_NO_DEVICE:
        return End::Unplugged;
    case LIBUSB_TRANSFER_OVERFLOW:
        return End::TooLong;
    case LIBUSB_TRANSFER_ERROR:
        break;
    }
    return End::Failed;
}

Fault faultOf(const UsbMove& move) {
    const auto fault = [&move](FaultCode code, std::string_view what) {
        return Fault{.code = code,
                     .note = fmt::format("exchange {}, endpoint {:#04x}: {}", move.exchange,
                                         move.endpoint, what)};
    };
    switch (move.end) {
    case End::Short:
        return fault(FaultCode::UsbShortReply,
                     fmt::format("{} of {} bytes", move.moved, move.bytes));
    case End::Stalled:
        return fault(FaultCode::UsbStall, "stalled");
    case End::Unplugged:
        return fault(FaultCode::ProbeUnplugged, "gone");
    case End::TooLong:
        return fault(FaultCode::UsbLongReply, fmt::format("more than {} bytes", move.bytes));
    case End::Failed:
        return fault(FaultCode::UsbFailure, "transfer error");
    case End::None:
    case End::Done:
    case End::Cancelled:
        break;
    }
    return fault(FaultCode::UsbTimeout, "no answer in time");
}

timeval toTimeval(Duration duration) {
    const auto micros = std::chrono::ceil<std::chrono::microseconds>(duration).count();
    timeval value{};
    value.tv_sec = static_cast<time_t>(micros / 1'000'000);
    value.tv_usec = static_cast<suseconds_t>(micros % 1'000'000);
    return value;
}

/// The longest single wait for events. The loop around it decides by the clock.
constexpr Duration longestWait = std::chrono::seconds(1);

} // namespace

void UsbTransfers::TransferEnd::operator()(libusb_transfer* transfer) const noexcept {
    libusb_free_transfer(transfer);
}

UsbTransfers::UsbTransfers(libusb_context* context, Clock& clock) noexcept
    : m_context(context)
    , m_clock(clock) {}

UsbTransfers::~UsbTransfers() {
    if (isStranded()) {
        // The kernel still knows them; to free them would be worse than to lose them.
        for (Transfer& transfer : m_transfers) {
            static_cast<void>(transfer.release());
        }
    }
}

Result<std::unique_ptr<UsbTransfers>> UsbTransfers::make(libusb_context* context, Clock& clock) {
    std::unique_ptr<UsbTransfers> made(new UsbTransfers(context, clock));
    for (Transfer& transfer : made->m_transfers) {
        transfer.reset(libusb_alloc_transfer(0));
        if (transfer == nullptr) {
            return Fault{.code = FaultCode::UsbFailure, .note = "no memory for transfers"};
        }
    }
    return made;
}

void UsbTransfers::landed(libusb_transfer* transfer) {
    const auto& seat = *static_cast<const Seat*>(transfer->user_data);
    seat.move->end = endOf(*transfer);
    seat.move->moved = transfer->actual_length;
    UsbTransfers& owner = *seat.owner;
    CHECK(owner.m_inFlight > 0);
    --owner.m_inFlight;
    owner.m_trouble = owner.m_trouble || seat.move->end != End::Done;
}

std::size_t UsbTransfers::submit(libusb_device_handle* handle, std::span<UsbMove> moves) {
    for (std::size_t i = 0; i < moves.size(); ++i) {
        UsbMove& move = moves[i];
        Seat& seat = m_seats.at(i);
        seat = {.owner = this, .move = &move};
        libusb_transfer* const transfer = m_transfers.at(i).get();
        // No timeout of libusb's own: the deadline of the whole flight is kept by the clock.
        libusb_fill_bulk_transfer(transfer, handle, move.endpoint, move.data, move.bytes, &landed,
                                  &seat, 0);
        const int error = libusb_submit_transfer(transfer);
        if (error != LIBUSB_SUCCESS) {
            move.end = error == LIBUSB_ERROR_NO_DEVICE ? End::Unplugged : End::Failed;
            m_trouble = true;
            return i;
        }
        ++m_inFlight;
    }
    return moves.size();
}

bool UsbTransfers::awaitAll(Instant deadline, bool endAtTrouble) {
    while (m_inFlight > 0 && !(endAtTrouble && m_trouble)) {
        const Duration rest = deadline - m_clock.now();
        if (rest <= Duration::zero()) {
            return false;
        }
        timeval wait = toTimeval(std::min(rest, longestWait));
        const int error = libusb_handle_events_timeout_completed(m_context, &wait, nullptr);
        if (error != LIBUSB_SUCCESS && error != LIBUSB_ERROR_INTERRUPTED) {
            m_trouble = true;
            return false;
        }
    }
    return m_inFlight == 0;
}

void UsbTransfers::cancel(std::size_t submitted) noexcept {
    // From the back, so that none starts because the one before it was taken away.
    for (std::size_t i = submitted; i-- > 0;) {
        if (m_seats.at(i).move->end == End::None) {
            // Fails when it has just landed or the probe is gone; both come through the callback.
            static_cast<void>(libusb_cancel_transfer(m_transfers.at(i).get()));
        }
    }
}

Result<void> UsbTransfers::outcome(std::span<const UsbMove> moves) {
    const UsbMove* first = nullptr;
    for (const UsbMove& move : moves) {
        if (move.end == End::Unplugged) {
            // Whatever else went wrong, this is why.
            return faultOf(move);
        }
        const bool isCause =
            move.end != End::Done && move.end != End::None && move.end != End::Cancelled;
        const bool firstIsCause =
            first != nullptr && first->end != End::None && first->end != End::Cancelled;
        if (move.end != End::Done && (first == nullptr || (isCause && !firstIsCause))) {
            first = &move;
        }
    }
    return first == nullptr ? Result<void>() : Result<void>(faultOf(*first));
}

Result<void> UsbTransfers::fly(libusb_device_handle* handle, std::span<UsbMove> moves,
                               Instant deadline) {
    CHECK(moves.size() <= most);
    if (isStranded()) {
        return Fault{.code = FaultCode::UsbFailure, .note = "earlier transfers never came back"};
    }
    m_trouble = false;
    const std::size_t submitted = submit(handle, moves);
    if (!awaitAll(deadline, true)) {
        cancel(submitted);
        if (!awaitAll(m_clock.now() + reapBudget, false)) {
            return Fault{.code = FaultCode::UsbFailure, .note = "cancelled transfers stay away"};
        }
    }
    return outcome(moves);
}

} // namespace greenlight::probe
