#pragma once

#include "engine/sim/thumb.h"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <span>
#include <vector>

namespace greenlight::sim {

/// A small chip around a core: flash that is read through a window, RAM that is shown twice, and a
/// block of registers behind the bus.
class ThumbBoard final : public Bus {
public:
    static constexpr std::uint32_t flashBase = 0x08000000;
    static constexpr std::uint32_t flashSize = 64 * 1024;
    static constexpr std::uint32_t ramBase = 0x20000000;
    static constexpr std::uint32_t ramAlias = 0x10000000;
    static constexpr std::uint32_t ramSize = 32 * 1024;
    /// Plain registers; those below do something.
    static constexpr std::uint32_t registers = 0x40000000;
    static constexpr std::uint32_t volatileRegister = registers + 0x100;
    static constexpr std::uint32_t watchdogRegister = registers + 0x104;
    static constexpr std::uint32_t slowRegister = registers + 0x108;    ///< stalls 5 cycles
    static constexpr std::uint32_t endRunRegister = registers + 0x10C;  ///< a write ends the run
    static constexpr std::uint32_t hideRamRegister = registers + 0x110; ///< 1: RAM has no window
    static constexpr std::uint32_t registersEnd = registers + 0x200;

    explicit ThumbBoard(Architecture architecture) : core(architecture, *this) { updateWindows(); }

    /// Puts half-words at an address and the core in front of them, SP at the end of RAM.
    void load(std::initializer_list<std::uint16_t> code, std::uint32_t address = ramBase) {
        std::uint32_t at = address;
        for (const std::uint16_t half : code) {
            poke(at, half, 2);
            at += 2;
        }
        start(address);
    }

    void start(std::uint32_t address) {
        core.reset();
        core.setReg(13, ramBase + ramSize);
        core.setReg(15, address);
    }

    [[nodiscard]] std::uint8_t* memory(std::uint32_t address) {
        if (address - flashBase < flashSize) {
            return &flash[address - flashBase];
        }
        if (address - ramBase < ramSize) {
            return &ram[address - ramBase];
        }
        return address - ramAlias < ramSize ? &ram[address - ramAlias] : nullptr;
    }

    void poke(std::uint32_t address, std::uint32_t value, unsigned bytes = 4) {
        for (unsigned index = 0; index < bytes; ++index) {
            *memory(address + index) = static_cast<std::uint8_t>(value >> (8 * index));
        }
        core.forgetCode(address, bytes);
    }

    [[nodiscard]] std::uint32_t peek(std::uint32_t address, unsigned bytes = 4) {
        std::uint32_t value = 0;
        for (unsigned index = 0; index < bytes; ++index) {
            value |= static_cast<std::uint32_t>(*memory(address + index)) << (8 * index);
        }
        return value;
    }

    BusReply read(std::uint32_t address, unsigned bytes, std::uint64_t cycle) override {
        ++reads;
        BusReply reply;
        if (address - registers < registersEnd - registers) {
            reply.value = peripheral[address];
            if (address == volatileRegister) {
                reply.value = static_cast<std::uint32_t>(cycle);
                reply.volatileRead = true;
            }
            reply.stallCycles = address == slowRegister ? 5 : 0;
        } else if (memory(address) != nullptr) {
            reply.value = peek(address, bytes);
        } else {
            reply.fault = true;
        }
        return reply;
    }

    BusReply write(std::uint32_t address, unsigned bytes, std::uint32_t value,
                   std::uint64_t cycle) override {
        ++writes;
        lastWriteCycle = cycle;
        BusReply reply;
        if (address - registers < registersEnd - registers) {
            peripheral[address] = value;
            reply.stallCycles = address == slowRegister ? 5 : 0;
            reply.endRun = address == endRunRegister;
            if (address == hideRamRegister) {
                updateWindows();
                reply.windowsChanged = true;
            }
        } else if (memory(address) != nullptr && address - flashBase >= flashSize) {
            // Without forgetCode: the core knows of its own writes.
            for (unsigned index = 0; index < bytes; ++index) {
                *memory(address + index) = static_cast<std::uint8_t>(value >> (8 * index));
            }
        } else {
            reply.fault = true;
        }
        return reply;
    }

    [[nodiscard]] bool isHarmlessToRepeat(std::uint32_t address, std::uint32_t) const override {
        return address == watchdogRegister;
    }

    std::span<const std::uint8_t> code(std::uint32_t address) override {
        ++fetches;
        if (address - flashBase < flashSize) {
            return std::span(flash).subspan(address - flashBase);
        }
        if (address - ramBase < ramSize) {
            return std::span(ram).subspan(address - ramBase);
        }
        return address - ramAlias < ramSize ? std::span(ram).subspan(address - ramAlias)
                                            : std::span<const std::uint8_t>{};
    }

    [[nodiscard]] std::span<const Window> windows() const override { return m_windows; }

    std::vector<std::uint8_t> flash = std::vector<std::uint8_t>(flashSize, 0xFF);
    std::vector<std::uint8_t> ram = std::vector<std::uint8_t>(ramSize);
    std::map<std::uint32_t, std::uint32_t> peripheral;
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    std::uint64_t fetches = 0;
    std::uint64_t lastWriteCycle = 0;
    ThumbCore core;

private:
    void updateWindows() {
        m_windows = {{flashBase, flashSize, flash.data(), false, 0}};
        if (peripheral[hideRamRegister] == 0) {
            m_windows.push_back({ramBase, ramSize, ram.data(), true, 0});
            m_windows.push_back({ramAlias, ramSize, ram.data(), true, 0});
        }
    }

    std::vector<Window> m_windows;
};

} // namespace greenlight::sim
