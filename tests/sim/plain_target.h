#pragma once

#include "engine/sim/sim_target.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace greenlight::sim {

/// The least chip that a probe can talk to: a debug port, one AHB-AP, memory that is only there
/// where the test says so, and a core that halts at once. It keeps a diary for the tests. Nothing
/// in it takes time.
class PlainTarget final : public SimTarget {
public:
    static constexpr std::uint32_t dhcsr = 0xE000'EDF0;
    static constexpr std::uint32_t dcrsr = 0xE000'EDF4;
    static constexpr std::uint32_t dcrdr = 0xE000'EDF8;

    explicit PlainTarget(const BoardSpec& spec = {}) : m_spec(spec) {
        memory[0xE000'ED00] = 0x410F'C241;
        memory[0xE000'ED0C] = 0;
        memory[0xE000'EDFC] = 0;
        addMemory(0x2000'0000, 0x4000);
    }

    void addMemory(std::uint32_t address, std::uint32_t bytes) {
        for (std::uint32_t offset = 0; offset < bytes; offset += 4) {
            memory[address + offset] = 0;
        }
    }

    void lineReset(Instant at) override {
        note(at);
        connected = powered && !silent;
    }

    SwdReply transfer(bool accessPort, bool read, std::uint8_t address, std::uint32_t writeData,
                      Instant at) override {
        note(at);
        ++transfers;
        if (!powered || silent || !connected) {
            return {};
        }
        if (accessPort && waits > 0) {
            --waits;
            return {Ack::Wait};
        }
        const bool allowedWhenSticky =
            !accessPort && (read ? address == 0 || address == 4 : address == 0);
        if (sticky && !allowedWhenSticky) {
            return {Ack::Fault};
        }
        SwdReply reply{Ack::Ok};
        if (accessPort) {
            accessPortTransfer(read, address, writeData, reply);
        } else {
            debugPortTransfer(read, address, writeData, reply);
        }
        reply.badParity = read && badParity;
        return reply;
    }

    void setNrst(bool low, Instant at) override {
        note(at);
        nrstLow = low;
        nrstEdges.emplace_back(low, at);
    }

    void setPower(bool on, Instant at) override {
        note(at);
        powered = on;
        connected = connected && on;
    }

    unsigned millivolts(Instant at) override {
        note(at);
        return powered ? m_spec.millivolts : 0;
    }

    void setMishaps(const TargetMishaps& mishaps) override { given = mishaps; }

    void setMillivolts(unsigned millivolts, Instant) override { m_spec.millivolts = millivolts; }

    [[nodiscard]] std::span<const std::uint8_t> flash() const override { return {}; }

    [[nodiscard]] const BoardSpec& spec() const override { return m_spec; }

    void tamperFlash(std::uint32_t, std::uint8_t) override {}

    bool running(Instant) override { return !halted; }

    [[nodiscard]] bool debugStateLeftBehind() const override { return halted; }

    [[nodiscard]] std::uint64_t instructionsExecuted() const override { return 0; }

    std::map<std::uint32_t, std::uint32_t> memory; ///< by word address; absent = bus error
    std::array<std::uint32_t, 32> registers{};
    bool powered = false;
    bool silent = false;
    bool connected = false;
    bool sticky = false;
    bool halted = false;
    bool nrstLow = false;
    bool badParity = false;
    bool timeWentBack = false;
    std::uint32_t select = 0; ///< the debug port's register
    unsigned waits = 0;       ///< so many access-port transfers are answered with WAIT
    std::uint64_t transfers = 0;
    std::vector<std::uint32_t> tarWrites;
    std::vector<std::uint32_t> cswWrites;
    std::vector<std::pair<bool, Instant>> nrstEdges;
    TargetMishaps given{};
    Instant lastCall{};

private:
    void note(Instant at) {
        timeWentBack = timeWentBack || at < lastCall;
        lastCall = at;
    }

    void debugPortTransfer(bool read, std::uint8_t address, std::uint32_t data, SwdReply& reply) {
        switch (address) {
        case 0x0:
            if (read) {
                reply.data = 0x2BA0'1477;
            } else if ((data & 0x1E) != 0) {
                sticky = false;
            }
            break;
        case 0x4:
            if (read) {
                reply.data = m_control << 1 | m_control | (sticky ? 0x20U : 0U);
            } else {
                m_control = data & 0x5000'0000;
            }
            break;
        case 0x8:
            select = read ? select : data;
            break;
        default:
            reply.data = m_posted;
            break;
        }
    }

    void accessPortTransfer(bool read, std::uint8_t offset, std::uint32_t data, SwdReply& reply) {
        const std::uint32_t bank = select & 0xF0;
        const bool present = select >> 24 == 0;
        if (read) {
            reply.data = m_posted;
            m_posted = 0;
        }
        if (!present) {
            return;
        }
        switch (bank | offset) {
        case 0x00:
            if (read) {
                m_posted = m_csw;
            } else {
                m_csw = data;
                cswWrites.push_back(data);
            }
            break;
        case 0x04:
            if (!read) {
                m_tar = data;
                tarWrites.push_back(data);
            }
            break;
        case 0x0C:
            access(read, data);
            break;
        case 0xFC:
            m_posted = 0x2477'0011;
            break;
        default:
            break;
        }
    }

    void access(bool read, std::uint32_t data) {
        const unsigned bytes = 1U << (m_csw & 7U);
        const std::uint32_t word = m_tar & ~3U;
        if (word >= dhcsr && word <= dcrdr) {
            core(read, word, data);
        } else if (const auto found = memory.find(word); found == memory.end()) {
            sticky = true;
        } else if (read) {
            m_posted = found->second;
        } else {
            const std::uint32_t lane =
                bytes == 4 ? ~0U : ((1U << 8 * bytes) - 1) << 8 * (m_tar % 4);
            found->second = (found->second & ~lane) | (data & lane);
        }
        if ((m_csw & 0x30U) != 0) {
            // Ten bits count, as the architecture guarantees and no more.
            m_tar = (m_tar & ~0x3FFU) | ((m_tar + bytes) & 0x3FFU);
        }
    }

    void core(bool read, std::uint32_t word, std::uint32_t data) {
        if (word == dhcsr && read) {
            m_posted = m_dhcsrLow | 0x1'0000U | (halted ? 0x2'0000U : 0U);
        } else if (word == dhcsr && data >> 16 == 0xA05F) {
            m_dhcsrLow = data & 0xFU;
            halted = (data & 3U) == 3U;
        } else if (word == dcrsr && !read) {
            const unsigned selector = data & 0x1FU;
            if ((data & 0x1'0000U) != 0) {
                registers.at(selector) = m_transfer;
            } else {
                m_transfer = registers.at(selector);
            }
        } else if (word == dcrdr && read) {
            m_posted = m_transfer;
        } else if (word == dcrdr) {
            m_transfer = data;
        }
    }

    BoardSpec m_spec;
    std::uint32_t m_control = 0;
    std::uint32_t m_csw = 0;
    std::uint32_t m_tar = 0;
    std::uint32_t m_posted = 0;
    std::uint32_t m_dhcsrLow = 0;
    std::uint32_t m_transfer = 0;
};

} // namespace greenlight::sim
