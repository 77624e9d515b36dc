#include "engine/sim/sim_stlink_swd.h"

#include <algorithm>
#include <utility>

namespace greenlight::sim {

namespace {

// ADIv5.2, chapter B2 and C2: register offsets.
constexpr unsigned dpAbort = 0x0;
constexpr unsigned dpIdr = 0x0;
constexpr unsigned dpCtrlStat = 0x4;
constexpr unsigned dpSelect = 0x8;
constexpr unsigned dpRdbuff = 0xC;
constexpr unsigned apCsw = 0x00;
constexpr unsigned apTar = 0x04;
constexpr unsigned apDrw = 0x0C;

constexpr std::uint32_t clearStickies = 0x1E;
constexpr std::uint32_t powerUpRequests = 0x5000'0000;
constexpr std::uint32_t powerUpAcknowledges = 0xA000'0000;
constexpr unsigned powerUpPolls = 16;

constexpr std::uint32_t cswDefaultUpper = 0x2300'0000;
constexpr std::uint32_t cswIncrement = 0x10;

// The architecture guarantees only ten bits of TAR increment; the firmware writes TAR again there.
constexpr std::uint32_t incrementSpan = 1024;

// A line reset is 50 clocks high twice with the 16-bit switch between, and a few idle ones; counted
// in transfers of 54 clocks.
constexpr int lineResetTransfers = 3;

constexpr bool good(ProbeStatus status) { return status == ProbeStatus::Ok; }

} // namespace

void SwdEngine::begin(Instant at, Duration overhead) {
    m_cursor = std::max(m_cursor, at);
    m_notBefore = m_cursor + overhead;
}

Instant SwdEngine::end() const noexcept { return std::max(m_cursor, m_notBefore); }

void SwdEngine::forget() {
    m_faulted = false;
    m_select.reset();
    m_csw.clear();
}

std::optional<ProbeStatus> SwdEngine::takeRefusal() {
    if (!m_refusal) {
        return std::nullopt;
    }
    if (m_refusal->after != 0) {
        --m_refusal->after;
        return std::nullopt;
    }
    m_cursor += m_perTransfer;
    return std::exchange(m_refusal, std::nullopt)->status;
}

ProbeStatus SwdEngine::transfer(Port port, bool read, unsigned offset, std::uint32_t data,
                                std::uint32_t* value, Port blame) {
    if (const auto refused = takeRefusal()) {
        return *refused;
    }
    const bool byAp = blame == Port::Access;
    for (unsigned attempt = 0; attempt <= m_habits.waitRetries; ++attempt) {
        const Instant at = m_cursor;
        m_cursor += m_perTransfer;
        const SwdReply reply =
            m_target == nullptr
                ? SwdReply{}
                : m_target->transfer(port == Port::Access, read,
                                     static_cast<std::uint8_t>(offset & 0xCU), data, at);
        switch (reply.ack) {
        case Ack::Ok:
            if (read && reply.badParity) {
                return byAp ? ProbeStatus::ApParity : ProbeStatus::DpParity;
            }
            if (value != nullptr) {
                *value = reply.data;
            }
            return ProbeStatus::Ok;
        case Ack::Wait:
            continue;
        case Ack::Fault:
            m_faulted = true;
            return byAp ? ProbeStatus::ApFault : ProbeStatus::DpFault;
        case Ack::Silence:
            return byAp ? m_habits.apSilence : m_habits.dpSilence;
        }
    }
    m_waited = m_habits.faultAfterWait;
    return byAp ? ProbeStatus::ApWait : ProbeStatus::DpWait;
}

ProbeStatus SwdEngine::connect() {
    forget();
    m_waited = false;
    if (m_target == nullptr) {
        return ProbeStatus::IdcodeError;
    }
    m_target->lineReset(m_cursor);
    m_cursor += lineResetTransfers * m_perTransfer;
    const ProbeStatus found = transfer(Port::Debug, true, dpIdr, 0, &m_dpidr, Port::Debug);
    if (!good(found)) {
        return found == m_habits.dpSilence ? ProbeStatus::IdcodeError : found;
    }
    const ProbeStatus cleared =
        transfer(Port::Debug, false, dpAbort, clearStickies, nullptr, Port::Debug);
    if (!good(cleared)) {
        return cleared;
    }
    if (const ProbeStatus status = writeDp(dpCtrlStat, powerUpRequests); !good(status)) {
        return status;
    }
    for (unsigned poll = 0; poll < powerUpPolls; ++poll) {
        std::uint32_t state = 0;
        if (const ProbeStatus status = readDp(dpCtrlStat, state); !good(status)) {
            return status;
        }
        if ((state & powerUpAcknowledges) == powerUpAcknowledges) {
            return ProbeStatus::Ok;
        }
    }
    return ProbeStatus::DebugPower;
}

ProbeStatus SwdEngine::writeSelect(std::uint32_t wanted) {
    if (m_select == wanted) {
        return ProbeStatus::Ok;
    }
    const ProbeStatus status = transfer(Port::Debug, false, dpSelect, wanted, nullptr, Port::Debug);
    if (good(status)) {
        m_select = wanted;
    } else if (status != ProbeStatus::DpFault) {
        // A transfer answered with FAULT changed nothing; after any other failure nobody knows.
        m_select.reset();
    }
    return status;
}

ProbeStatus SwdEngine::selectBank(unsigned address) {
    // Only offset 4 is banked in DPv1 and DPv2 (ADIv5.2, table B2-2).
    if ((address & 0xFU) != dpCtrlStat) {
        return ProbeStatus::Ok;
    }
    return writeSelect((m_select.value_or(0) & ~0xFU) | (address >> 4 & 0xFU));
}

ProbeStatus SwdEngine::select(std::uint8_t ap, unsigned address) {
    return writeSelect(static_cast<std::uint32_t>(ap) << 24 | (address & 0xF0U));
}

ProbeStatus SwdEngine::readDp(unsigned address, std::uint32_t& value) {
    if (const ProbeStatus status = selectBank(address); !good(status)) {
        return status;
    }
    return transfer(Port::Debug, true, address & 0xFU, 0, &value, Port::Debug);
}

ProbeStatus SwdEngine::writeDp(unsigned address, std::uint32_t value) {
    if ((address & 0xFU) == dpSelect) {
        return writeSelect(value);
    }
    if (const ProbeStatus status = selectBank(address); !good(status)) {
        return status;
    }
    return transfer(Port::Debug, false, address & 0xFU, value, nullptr, Port::Debug);
}

ProbeStatus SwdEngine::readAp(std::uint8_t ap, unsigned address, std::uint32_t& value) {
    if (m_waited) {
        m_waited = false;
        return ProbeStatus::ApFault;
    }
    if (const ProbeStatus status = select(ap, address); !good(status)) {
        return status;
    }
    const ProbeStatus posted = transfer(Port::Access, true, address, 0, nullptr, Port::Access);
    if (!good(posted)) {
        return posted;
    }
    return transfer(Port::Debug, true, dpRdbuff, 0, &value, Port::Access);
}

ProbeStatus SwdEngine::writeAp(std::uint8_t ap, unsigned address, std::uint32_t value) {
    if (m_waited) {
        m_waited = false;
        return ProbeStatus::ApFault;
    }
    if (const ProbeStatus status = select(ap, address); !good(status)) {
        return status;
    }
    // Whatever the host writes there itself, the caches know nothing about any more.
    m_csw.erase(ap);
    return transfer(Port::Access, false, address, value, nullptr, Port::Access);
}

ProbeStatus SwdEngine::prepare(const MemoryBlock& block) {
    if (m_waited) {
        m_waited = false;
        return ProbeStatus::ApFault;
    }
    if (m_faulted) {
        m_faulted = false;
        const ProbeStatus status =
            transfer(Port::Debug, false, dpAbort, clearStickies, nullptr, Port::Debug);
        if (!good(status)) {
            return status;
        }
    }
    if (const ProbeStatus status = select(block.ap, apCsw); !good(status)) {
        return status;
    }
    const std::uint32_t upper = block.cswUpper != 0 ? block.cswUpper : cswDefaultUpper;
    const std::uint32_t csw = upper | block.width / 2 | (block.increments ? cswIncrement : 0U);
    const auto known = m_csw.find(block.ap);
    if (known != m_csw.end() && known->second == csw) {
        return ProbeStatus::Ok;
    }
    m_csw.erase(block.ap);
    const ProbeStatus status = transfer(Port::Access, false, apCsw, csw, nullptr, Port::Access);
    if (good(status)) {
        m_csw[block.ap] = csw;
    }
    return status;
}

std::size_t SwdEngine::runLength(const MemoryBlock& block, std::uint32_t address,
                                 std::size_t left) const {
    if (m_habits.tarPerWord) {
        return std::min<std::size_t>(block.width, left);
    }
    if (!block.increments) {
        return left;
    }
    return std::min<std::size_t>(incrementSpan - address % incrementSpan, left);
}

ProbeStatus SwdEngine::read(const MemoryBlock& block, std::span<std::uint8_t> into,
                            std::uint32_t& faultAddress) {
    ProbeStatus status = prepare(block);
    for (std::size_t done = 0; good(status) && done + block.width <= into.size();) {
        const auto offset = block.increments ? static_cast<std::uint32_t>(done) : 0U;
        const std::uint32_t address = block.address + offset;
        const std::size_t run = runLength(block, address, into.size() - done);
        status = readRun(block, address, into.subspan(done, run - run % block.width), faultAddress);
        done += run;
    }
    return status;
}

ProbeStatus SwdEngine::readRun(const MemoryBlock& block, std::uint32_t address,
                               std::span<std::uint8_t> into, std::uint32_t& faultAddress) {
    ProbeStatus status = transfer(Port::Access, false, apTar, address, nullptr, Port::Access);
    m_cursor = std::max(m_cursor, m_notBefore);
    const std::size_t count = into.size() / block.width;
    const std::uint32_t stride = block.increments ? block.width : 0;
    // AP reads are posted: each transfer brings the value of the one before, RDBUFF the last.
    for (std::size_t index = 0; good(status) && index <= count; ++index) {
        std::uint32_t value = 0;
        status = index < count ? transfer(Port::Access, true, apDrw, 0, &value, Port::Access)
                               : transfer(Port::Debug, true, dpRdbuff, 0, &value, Port::Access);
        const std::size_t arrived = index == 0 ? 0 : index - 1;
        const std::uint32_t where = address + static_cast<std::uint32_t>(arrived) * stride;
        if (status == ProbeStatus::ApFault) {
            faultAddress = where;
        }
        if (!good(status) || index == 0) {
            continue;
        }
        for (unsigned byte = 0; byte < block.width; ++byte) {
            into[arrived * block.width + byte] =
                static_cast<std::uint8_t>(value >> 8 * ((where + byte) % 4));
        }
    }
    return status;
}

ProbeStatus SwdEngine::write(const MemoryBlock& block, std::span<const std::uint8_t> from,
                             std::uint32_t& faultAddress) {
    ProbeStatus status = prepare(block);
    for (std::size_t done = 0; good(status) && done + block.width <= from.size();) {
        const auto offset = block.increments ? static_cast<std::uint32_t>(done) : 0U;
        const std::uint32_t address = block.address + offset;
        const std::size_t run = runLength(block, address, from.size() - done);
        status =
            writeRun(block, address, from.subspan(done, run - run % block.width), faultAddress);
        done += run;
    }
    return status;
}

ProbeStatus SwdEngine::writeRun(const MemoryBlock& block, std::uint32_t address,
                                std::span<const std::uint8_t> from, std::uint32_t& faultAddress) {
    ProbeStatus status = transfer(Port::Access, false, apTar, address, nullptr, Port::Access);
    m_cursor = std::max(m_cursor, m_notBefore);
    const std::size_t count = from.size() / block.width;
    const std::uint32_t stride = block.increments ? block.width : 0;
    // Writes are buffered: an error of one shows at the next transfer, of the last at RDBUFF.
    for (std::size_t index = 0; good(status) && index <= count; ++index) {
        const std::uint32_t where = address + static_cast<std::uint32_t>(index) * stride;
        if (index < count) {
            std::uint32_t value = 0;
            for (unsigned byte = 0; byte < block.width; ++byte) {
                value |= static_cast<std::uint32_t>(from[index * block.width + byte])
                         << 8 * ((where + byte) % 4);
            }
            status = transfer(Port::Access, false, apDrw, value, nullptr, Port::Access);
        } else {
            status = transfer(Port::Debug, true, dpRdbuff, 0, nullptr, Port::Access);
        }
        if (status == ProbeStatus::ApFault) {
            faultAddress = index == 0 ? where : where - stride;
        }
    }
    return status;
}

ProbeStatus SwdEngine::readWord(std::uint8_t ap, std::uint32_t address, std::uint32_t& value) {
    std::array<std::uint8_t, 4> bytes{};
    std::uint32_t faultAddress = 0;
    const ProbeStatus status = read({ap, address & ~3U}, bytes, faultAddress);
    value = get32(bytes, 0);
    return status;
}

ProbeStatus SwdEngine::writeWord(std::uint8_t ap, std::uint32_t address, std::uint32_t value) {
    std::array<std::uint8_t, 4> bytes{};
    put32(bytes, 0, value);
    std::uint32_t faultAddress = 0;
    return write({ap, address & ~3U}, bytes, faultAddress);
}

} // namespace greenlight::sim
