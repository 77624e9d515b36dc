#pragma once

#include "rig.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace greenlight::target {

/// Changes what a read of one place gives.
using Lie = std::function<std::uint32_t(std::uint32_t truth)>;

/// What a LyingTarget does wrong.
struct Untruth {
    std::uint32_t address = 0; ///< memory whose reads are changed
    Lie lie{};
    std::uint32_t deafAddress = 0;        ///< memory whose writes are lost
    std::uint32_t faultAddress = 0;       ///< memory whose writes work and are answered with FAULT
    std::uint32_t silentAddress = 0;      ///< memory whose reads get no answer at all
    std::shared_ptr<const bool> pinCut{}; ///< while true nRST is not wired any more
    std::optional<std::uint8_t> portRegister{}; ///< debug port register whose reads are changed
};

/// A chip with wires that change some answers and lose some writes.
class LyingTarget final : public sim::SimTarget {
public:
    LyingTarget(std::unique_ptr<sim::SimTarget> chip, Untruth untruth)
        : m_chip(std::move(chip))
        , m_untruth(std::move(untruth)) {}

    void lineReset(Instant at) override { m_chip->lineReset(at); }

    sim::SwdReply transfer(bool accessPort, bool read, std::uint8_t address,
                           std::uint32_t writeData, Instant at) override {
        const bool dataWrite = accessPort && !read && m_bank == 0 && address == 0xC;
        if (dataWrite && m_tar == m_untruth.deafAddress) {
            m_tar += 4;
            return {.ack = sim::Ack::Ok, .data = 0, .badParity = false};
        }
        sim::SwdReply reply = m_chip->transfer(accessPort, read, address, writeData, at);
        if (reply.ack != sim::Ack::Ok) {
            return reply;
        }
        const bool dataRead = accessPort && read && m_bank == 0 && address == 0xC;
        if (dataRead && m_untruth.silentAddress != 0 && m_tar == m_untruth.silentAddress) {
            return {.ack = sim::Ack::Silence, .data = 0, .badParity = false};
        }
        if (dataWrite && m_tar == m_untruth.faultAddress) {
            m_tar += 4;
            return {.ack = sim::Ack::Fault, .data = 0, .badParity = false};
        }
        const bool readBuffer = !accessPort && read && address == 0xC;
        // A reply carries what the access before it has read.
        if (m_pending && read && (accessPort || readBuffer)) {
            reply.data = m_untruth.lie(reply.data);
            m_pending = false;
        }
        if (!accessPort && read && m_untruth.portRegister == address) {
            reply.data = m_untruth.lie(reply.data);
        }
        if (!accessPort && !read && address == 0x8) {
            m_bank = writeData & 0xF0;
        }
        if (!accessPort && !read && address == 0x4) {
            m_power = writeData;
        }
        if (accessPort && m_bank == 0) {
            if (!read && address == 0x4) {
                m_tar = writeData;
            } else if (address == 0xC) {
                m_pending = read && m_untruth.address != 0 && m_tar == m_untruth.address;
                m_tar += 4;
            }
        }
        return reply;
    }

    /// What was last written to CTRL/STAT.
    [[nodiscard]] std::uint32_t power() const { return m_power; }

    void setNrst(bool low, Instant at) override {
        if (!m_untruth.pinCut || !*m_untruth.pinCut) {
            m_chip->setNrst(low, at);
        }
    }

    void setPower(bool on, Instant at) override { m_chip->setPower(on, at); }

    unsigned millivolts(Instant at) override { return m_chip->millivolts(at); }

    void setMishaps(const sim::TargetMishaps& mishaps) override { m_chip->setMishaps(mishaps); }

    void setMillivolts(unsigned millivolts, Instant at) override {
        m_chip->setMillivolts(millivolts, at);
    }

    [[nodiscard]] std::span<const std::uint8_t> flash() const override { return m_chip->flash(); }

    [[nodiscard]] const sim::BoardSpec& spec() const override { return m_chip->spec(); }

    void tamperFlash(std::uint32_t offset, std::uint8_t value) override {
        m_chip->tamperFlash(offset, value);
    }

    bool running(Instant at) override { return m_chip->running(at); }

    [[nodiscard]] bool debugStateLeftBehind() const override {
        return m_chip->debugStateLeftBehind();
    }

    [[nodiscard]] std::uint64_t instructionsExecuted() const override {
        return m_chip->instructionsExecuted();
    }

private:
    std::unique_ptr<sim::SimTarget> m_chip;
    Untruth m_untruth;
    std::uint32_t m_power = 0;
    std::uint32_t m_bank = 0;
    std::uint32_t m_tar = 0;
    bool m_pending = false;
};

inline sim::BoardMaker lying(Untruth untruth) {
    return [untruth = std::move(untruth)](const sim::BoardSpec& spec, std::uint64_t seed) {
        return std::make_unique<LyingTarget>(sim::SimTarget::make(spec, seed), untruth);
    };
}

inline Lie answer(std::uint32_t word) {
    return [word](std::uint32_t) { return word; };
}

/// What a connection to such a chip, identity included, ends in.
inline Fault connectFault(sim::Chip chip, Untruth untruth) {
    Rig rig(Rig::board(chip), {}, lying(std::move(untruth)));
    auto target = rig.connect();
    if (!target.ok()) {
        return target.fault();
    }
    const auto identity = (*target)->identify();
    return identity.ok() ? Fault{.code = FaultCode::Internal, .note = "it was believed"}
                         : identity.fault();
}

inline Fault connectFault(sim::Chip chip, std::uint32_t address, Lie lie) {
    return connectFault(chip, Untruth{.address = address, .lie = std::move(lie)});
}

} // namespace greenlight::target
