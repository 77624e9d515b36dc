#pragma once

#include "engine/sim/thumb.h"
#include "engine/sim/thumb_code.h"
#include "engine/sim/thumb_cycles.h"
#include "engine/sim/thumb_windows.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace greenlight::sim::thumb {

inline constexpr unsigned stackPointer = 13;
inline constexpr unsigned linkRegister = 14;
inline constexpr unsigned programCounter = 15;

/// Whether an access may be off its natural alignment where the architecture knows such accesses.
enum class Alignment : std::uint8_t { Relaxed, Strict };

/// The inside of a ThumbCore: what handlers work on. The program counter is in `r[15]` only while
/// no instruction is executed; inside a handler it is the entry's address.
struct Machine {
    Machine(Architecture which, Bus& theBus)
        : bus(theBus)
        , cost(cyclesOf(which))
        , full(which == Architecture::V7M) {}

    std::array<std::uint32_t, 16> r{};
    // N is bit 31 of `negative`; Z is set when `zero` is 0: most results are both at once.
    std::uint32_t negative = 0;
    std::uint32_t zero = 1;
    std::uint32_t carry = 0;    ///< 0 or 1
    std::uint32_t overflow = 0; ///< 0 or 1
    std::uint64_t cycle = 0;
    std::uint64_t limit = 0;
    std::uint64_t executed = 0;
    /// Counts everything after which equal registers are not an equal state any more.
    std::uint64_t epoch = 1;
    std::uint64_t harmlessWrites = 0;

    Bus& bus;
    const Cycles& cost;
    const bool full; ///< ARMv7-M
    Windows windows;
    CodeCache code;

    std::uint8_t ifThen = 0; ///< ITSTATE of the next instruction
    bool saturated = false;  ///< Q
    bool thumbState = true;  ///< T
    bool primask = false;
    bool faultmask = false;
    bool exclusive = false; ///< the local monitor
    bool event = false;     ///< the event register of WFE
    bool idleSkipping = true;
    std::uint8_t basepri = 0;
    std::uint8_t control = 0;
    std::uint16_t exception = 0; ///< IPSR
    std::uint32_t otherStackPointer = 0;

    ThumbCore::Stop stop = ThumbCore::Stop::CycleLimit;
    ThumbCore::FaultKind fault = ThumbCore::FaultKind::None;
    std::uint32_t faultAddress = 0;

    ThumbCore::Stop run(std::uint64_t until);

    /// The entry of an address in the present IT state.
    Decoded* entry(std::uint32_t address) { return code.find(address, ifThen != 0); }

    /// The entry of a branch target (even), seen from the branch.
    Decoded* jump(Decoded& from, std::uint32_t target) {
        if (((from.address ^ target) & ~(CodeCache::pageBytes - 1)) == 0) [[likely]] {
            return &from + static_cast<std::int32_t>(target - from.address) / 2;
        }
        return entry(target);
    }

    /// A branch that may change the instruction set: bit 0 clear is a fault at the target.
    Decoded* interwork(std::uint32_t target);

    Decoded* raise(ThumbCore::FaultKind kind, const Decoded& at) noexcept;

    void setNegativeZero(std::uint32_t result) noexcept {
        negative = result;
        zero = result;
    }

    [[nodiscard]] std::uint32_t flags() const noexcept;
    void setFlags(std::uint32_t apsr) noexcept;
    [[nodiscard]] bool passes(unsigned condition) const noexcept;

    /// Call at each taken backward branch, before it is counted.
    void turn(std::uint32_t address) noexcept;

    template <unsigned Bytes, Alignment Rule = Alignment::Relaxed>
    [[nodiscard]] bool read(std::uint32_t address, std::uint32_t& value) {
        if ((address & (Bytes - 1)) == 0) [[likely]] {
            if (const Windows::View* view = windows.find(address, Bytes); view != nullptr) {
                value = 0;
                std::memcpy(&value, view->bytes + (address - view->base), Bytes);
                cycle += view->waitCycles;
                return true;
            }
            return readBus(address, Bytes, value);
        }
        return mayBeUnaligned<Rule>(address) && readUnaligned(address, Bytes, value);
    }

    template <unsigned Bytes, Alignment Rule = Alignment::Relaxed>
    [[nodiscard]] bool write(std::uint32_t address, std::uint32_t value) {
        if ((address & (Bytes - 1)) == 0) [[likely]] {
            const Windows::View* view = windows.find(address, Bytes);
            if (view == nullptr || !view->writable) {
                return writeBus(address, Bytes, value);
            }
            cycle += view->waitCycles;
            const std::uint32_t offset = address - view->base;
            std::uint8_t* host = view->bytes + offset;
            // A write of what is there already is no change: loops that do so may be idle.
            if (std::memcmp(host, &value, Bytes) != 0) {
                std::memcpy(host, &value, Bytes);
                ++epoch;
                if (offset + Bytes > view->codeFirst && offset < view->codeEnd) {
                    windows.forgetCode(host, Bytes, code);
                }
            }
            return true;
        }
        return mayBeUnaligned<Rule>(address) && writeUnaligned(address, Bytes, value);
    }

private:
    /// A backward branch that was taken, and the state of the core there.
    struct Turn {
        std::uint32_t address = 1;
        bool filled = false;
        std::uint32_t flags = 0;
        std::uint64_t epoch = 0;
        std::uint64_t cycle = 0;
        std::uint64_t harmlessWrites = 0;
        std::array<std::uint32_t, 15> registers{};
    };

    template <Alignment Rule>
    [[nodiscard]] bool mayBeUnaligned(std::uint32_t address) noexcept {
        if (Rule == Alignment::Strict || !full) {
            fault = ThumbCore::FaultKind::Unaligned;
            faultAddress = address;
            return false;
        }
        ++cycle;
        return true;
    }

    bool readBus(std::uint32_t address, unsigned bytes, std::uint32_t& value);
    bool writeBus(std::uint32_t address, unsigned bytes, std::uint32_t value);
    bool readUnaligned(std::uint32_t address, unsigned bytes, std::uint32_t& value);
    bool writeUnaligned(std::uint32_t address, unsigned bytes, std::uint32_t value);
    void skipTurns(const Turn& before) noexcept;

    std::array<Turn, 8> m_turns{};
};

} // namespace greenlight::sim::thumb
