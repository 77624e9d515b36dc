#include "engine/sim/sim_bench_socket.h"

#include "engine/base/check.h"

#include <algorithm>
#include <utility>

namespace greenlight::sim {

using namespace std::chrono_literals;

namespace {

constexpr Duration dipDuration = 5ms;
constexpr Duration replugAfter = 1s;
/// An odd step visits every 64-bit number; each board gets its own mishaps.
constexpr std::uint64_t seedStep = 0x9E37'79B9'7F4A'7C15;

} // namespace

SimSocket::SimSocket(Clock& clock, const SocketSpec& spec, std::uint64_t seed, BoardMaker maker)
    : m_clock(clock)
    , m_port(spec.port)
    , m_switchesPower(spec.switchesPower)
    , m_maker(std::move(maker))
    , m_pulled(clock)
    , m_seed(seed) {}

void SimSocket::settle(Instant now) {
    if (m_powerReturnsAt && *m_powerReturnsAt <= now) {
        if (m_board) {
            m_board->setPower(true, std::max(*m_powerReturnsAt, boardTime()));
        }
        m_powerReturnsAt.reset();
    }
    if (m_nextProbeAt && *m_nextProbeAt <= now) {
        m_nextProbeAt.reset();
        plugIn(m_nextProbe);
    }
}

bool SimSocket::isPlugged(std::uint64_t plugging) const noexcept {
    return m_device && plugging == m_plugging;
}

Instant SimSocket::boardTime() const {
    // The probe works ahead to the end of its command; the board's time never goes back.
    const Instant latest = m_device ? m_device->latest() : m_boardLatest;
    return std::max({m_clock.now(), latest, m_boardLatest});
}

void SimSocket::place(std::unique_ptr<SimTarget> board) {
    takeOff();
    const Instant at = boardTime();
    m_board = std::move(board);
    m_board->setMishaps(m_dealer.plan().target);
    m_board->setPower(true, at);
    if (m_device) {
        m_device->attach(m_board.get(), at);
    }
}

std::unique_ptr<SimTarget> SimSocket::takeOff() {
    const Instant at = boardTime();
    m_powerReturnsAt.reset();
    if (m_device) {
        m_device->attach(nullptr, at);
    }
    if (m_board) {
        m_board->setPower(false, at);
        m_dealer.keepFlash(m_board->flashTally());
    }
    return std::exchange(m_board, nullptr);
}

void SimSocket::insert(const BoardSpec& spec) {
    std::uint64_t seed = 0;
    {
        const std::scoped_lock lock(m_mutex);
        m_seed += seedStep;
        seed = m_seed;
    }
    insert(m_maker(spec, seed));
}

void SimSocket::insert(std::unique_ptr<SimTarget> board) {
    CHECK(board != nullptr);
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    place(std::move(board));
}

std::unique_ptr<SimTarget> SimSocket::remove() {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    return takeOff();
}

bool SimSocket::hasBoard() {
    const std::scoped_lock lock(m_mutex);
    return m_board != nullptr;
}

void SimSocket::setPower(bool on) {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    m_powerReturnsAt.reset();
    if (m_board) {
        m_board->setPower(on, boardTime());
    }
}

bool SimSocket::withBoard(const std::function<void(SimTarget&, Instant)>& act) {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    if (!m_board) {
        return false;
    }
    act(*m_board, boardTime());
    return true;
}

void SimSocket::plugIn(const ProbeSpec& spec) {
    pullOut();
    const Instant at = boardTime();
    ++m_plugging;
    ++m_deviceNumber;
    m_claimed = false;
    m_device = std::make_unique<SimStLink>(spec, at);
    if (m_board) {
        m_device->attach(m_board.get(), at);
    }
}

void SimSocket::pullOut() {
    if (!m_device) {
        return;
    }
    const Instant at = boardTime();
    m_boardLatest = at;
    m_device.reset();
    if (m_board) {
        m_board->setNrst(false, at);
    }
    m_pulled.raise();
}

void SimSocket::plug(const ProbeSpec& spec) {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    m_nextProbeAt.reset();
    plugIn(spec);
}

void SimSocket::unplug() {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    m_nextProbeAt.reset();
    pullOut();
}

void SimSocket::setMishaps(const MishapPlan& plan) {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    m_dealer = MishapDealer(plan);
    m_powerCuts = 0;
    if (m_device) {
        m_device->refuse(std::nullopt);
    }
    if (m_board) {
        m_board->setMishaps(m_dealer.plan().target);
    }
}

MishapTally SimSocket::mishaps() {
    const std::scoped_lock lock(m_mutex);
    MishapTally tally = m_dealer.tally();
    tally.powerCuts = m_powerCuts;
    if (m_board) {
        MishapDealer::addFlash(tally, m_board->flashTally());
    }
    return tally;
}

std::optional<probe::ProbeSight> SimSocket::sight() {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    if (!m_device) {
        return std::nullopt;
    }
    return probe::ProbeSight{m_port, 0x0483, productId(m_device->spec().model),
                             m_device->spec().serial, m_deviceNumber};
}

Result<std::uint64_t> SimSocket::claim() {
    const std::scoped_lock lock(m_mutex);
    settle(m_clock.now());
    if (!m_device) {
        return Fault{.code = FaultCode::ProbeAbsent, .note = "port " + m_port.text()};
    }
    if (m_claimed) {
        return Fault{.code = FaultCode::UsbBusy, .note = "port " + m_port.text()};
    }
    m_claimed = true;
    m_device->hostOpens();
    return m_plugging;
}

void SimSocket::release(std::uint64_t plugging) {
    const std::scoped_lock lock(m_mutex);
    if (isPlugged(plugging)) {
        m_claimed = false;
    }
}

bool SimSocket::waitPlugged(std::uint64_t plugging, Instant moment) {
    while (true) {
        {
            const std::scoped_lock lock(m_mutex);
            settle(m_clock.now());
            if (!isPlugged(plugging)) {
                return false;
            }
        }
        if (m_clock.now() >= moment) {
            return true;
        }
        // A raise may be left over from an earlier pull; the loop looks again either way.
        (void)m_pulled.waitUntil(moment);
    }
}

bool SimSocket::strike(Mishap mishap) {
    switch (mishap) {
    case Mishap::Unplug:
        pullOut();
        return true;
    case Mishap::ReplugOther:
        m_nextProbe = m_device->spec();
        // Another probe of the same make: the last digit of its serial is not the same.
        m_nextProbe.serial.back() = m_nextProbe.serial.back() == '0' ? '1' : '0';
        m_nextProbeAt = m_clock.now() + replugAfter;
        pullOut();
        return true;
    case Mishap::PowerLoss:
    case Mishap::PowerDip:
        if (m_board) {
            m_board->setPower(false, boardTime());
        }
        m_powerReturnsAt.reset();
        if (mishap == Mishap::PowerDip) {
            m_powerReturnsAt = m_clock.now() + dipDuration;
        }
        return false;
    case Mishap::Hang:
        m_device->hang();
        return false;
    default:
        strikeBoard(mishap);
        return false;
    }
}

void SimSocket::strikeBoard(Mishap mishap) {
    if (!m_board) {
        return;
    }
    if (mishap == Mishap::RamFlip) {
        m_board->flipRam(m_dealer.draw(UINT64_MAX), boardTime());
    }
    const auto cells = m_board->flash();
    if (mishap == Mishap::FlashFlip && !cells.empty()) {
        const std::uint64_t most = std::min<std::uint64_t>(cells.size(), m_dealer.plan().flipBytes);
        const auto offset = static_cast<std::uint32_t>(m_dealer.draw(most));
        const auto bit = static_cast<std::uint8_t>(1U << m_dealer.draw(8));
        m_board->tamperFlash(offset, cells[offset] ^ bit);
        m_dealer.noteFlashFlip(boardTime());
    }
    if (mishap == Mishap::SwapBoard) {
        swapBoard();
    }
}

void SimSocket::swapBoard() {
    std::unique_ptr<SimTarget> other;
    if (m_dealer.plan().otherBoard) {
        other = m_dealer.plan().otherBoard();
    } else {
        BoardSpec spec = m_board->spec();
        spec.uid.back() = static_cast<std::uint8_t>(spec.uid.back() + 1);
        m_seed += seedStep;
        other = m_maker(spec, m_seed);
    }
    m_swappedOut.push_back(takeOff());
    place(std::move(other));
}

std::vector<std::unique_ptr<SimTarget>> SimSocket::swappedOut() {
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_swappedOut, {});
}

} // namespace greenlight::sim
