#include "engine/target/connect.h"
#include "engine/target/link_fault.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

// DBGMCU while we work, and the way out.

namespace greenlight::target {

namespace {

/// A block on the private bus or the debug bus answers while the pin is low; one behind a clock
/// enable or on the system's buses does not.
bool answersUnderReset(const DebugBlock& block) {
    constexpr std::uint32_t privateBuses = 0xE0000000;
    return block.clock.address == 0 && block.idcode >= privateBuses;
}

enum class Bits : std::uint8_t { Set, Cleared };

/// Registers that are all there, each read first and only its bits changed, the first one last.
Result<void> changeBits(probe::StLink& link, std::uint8_t ap, std::span<const DebugBits> registers,
                        Bits to) {
    std::vector<std::uint32_t> values(registers.size());
    probe::StLink::Batch look;
    for (std::size_t i = 0; i < registers.size(); ++i) {
        look.readWord(ap, registers[i].address, values[i]);
    }
    TRY(link.perform(look));
    probe::StLink::Batch change;
    for (std::size_t i = registers.size(); i-- > 0;) {
        const std::uint32_t bits = registers[i].bits;
        change.writeWord(ap, registers[i].address,
                         to == Bits::Set ? values[i] | bits : values[i] & ~bits);
    }
    return link.perform(change);
}

} // namespace

Result<void> Target::openDebugClock(const DebugBlock& block) {
    TRY(m_link.openAp(block.ap));
    if (block.clock.address == 0) {
        return {};
    }
    const std::uint32_t enables = TRY(m_link.readWord(block.ap, block.clock.address));
    return m_link.writeWord(block.ap, block.clock.address, enables | block.clock.bits);
}

Result<void> Target::tameDebugBlock(const DebugBlock& block) {
    TRY(openDebugClock(block));
    m_tamed = &block;
    // The first entry may hold the clocks of the others.
    for (std::span<const DebugBits> left = block.bits; !left.empty();) {
        const std::size_t count = left.size() == block.bits.size() ? 1 : left.size();
        TRY(changeBits(m_link, block.ap, left.first(count), Bits::Set));
        left = left.subspan(count);
    }
    return {};
}

Result<void> Target::clearDebugBlock(const DebugBlock& block) {
    // Cleared and not put back as found: the bits survive every reset but power-on, so what was
    // found is what an earlier tool left, and it would cost the product its sleep current. The
    // first entry holds the block's clocks and goes last.
    TRY(openDebugClock(block));
    TRY(changeBits(m_link, block.ap, block.bits, Bits::Cleared));
    if (block.clock.address != 0) {
        const std::uint32_t enables = TRY(m_link.readWord(block.ap, block.clock.address));
        TRY(m_link.writeWord(block.ap, block.clock.address, enables & ~block.clock.bits));
    }
    return {};
}

Result<void> Target::release() {
    if (m_released) {
        return {};
    }
    m_released = true;
    return inStage(Stage::Release, letGo());
}

/// Puts back what can only be put back before a reset and pulls the pin low. False where there is
/// no pin for that, and where the core has not seen it: one that stands at a breakpoint of ours
/// would stand there for ever.
Result<bool> Target::holdByPin() {
    if (!m_pinWorks || m_device == nullptr ||
        (m_tamed != nullptr && !answersUnderReset(*m_tamed))) {
        return false;
    }
    TRY(m_core.clearBreakpoints());
    TRY(m_core.state()); // Forgets resets of the past.
    TRY(m_link.driveReset(probe::ResetLine::Low));
    return TRY(m_core.state()).resetSeen;
}

Result<void> Target::letGo() {
    Result<void> first;
    const auto step = [&first](Result<void> result) {
        if (!result.ok() && first.ok()) {
            first = std::move(result);
        }
    };
    if (m_entered) {
        // The chip starts from its reset vector and not from wherever we stopped it. With the pin
        // held low it does so when everything is put back and nothing of it can be missed.
        const bool early = m_tamed != nullptr && !answersUnderReset(*m_tamed);
        const Result<bool> held = holdByPin();
        step(held.ok() ? Result<void>() : held.fault());
        if (!held.ok() || !*held) {
            if (m_pinWorks && !early) {
                step(m_link.driveReset(probe::ResetLine::Released));
            }
            if (m_device != nullptr) {
                step(m_core.resetAndHold());
                step(m_core.clearBreakpoints());
            }
            if (early) {
                step(clearDebugBlock(*m_tamed));
            }
            if (m_pinWorks) {
                step(m_link.driveReset(probe::ResetLine::Low));
            }
        }
        if (m_tamed != nullptr && !early) {
            step(clearDebugBlock(*m_tamed));
        }
        step(m_secondCore.release());
        step(m_core.disconnect());
        step(m_port.powerDown());
    }
    step(m_link.driveReset(probe::ResetLine::Released));
    step(m_link.leaveSwd());
    return first;
}

} // namespace greenlight::target
