#include "engine/sim/thumb.h"

#include "engine/base/check.h"
#include "engine/sim/thumb_handlers.h"
#include "engine/sim/thumb_machine.h"

namespace greenlight::sim {

using thumb::Machine;

namespace {

constexpr unsigned registerCount = 16;
constexpr std::uint32_t thumbBit = 1U << 24U;
constexpr std::uint32_t flagBits = 0xF8000000U;
constexpr std::uint32_t exceptionBits = 0x1FFU;

} // namespace

ThumbCore::ThumbCore(Architecture architecture, Bus& bus)
    : m_machine(std::make_unique<Machine>(architecture, bus)) {}

ThumbCore::~ThumbCore() = default;

void ThumbCore::reset() noexcept {
    Machine& c = *m_machine;
    c.r.fill(0);
    c.otherStackPointer = 0;
    c.control = 0;
    c.basepri = 0;
    c.primask = false;
    c.faultmask = false;
    c.exclusive = false;
    c.event = false;
    c.fault = FaultKind::None;
    setXpsr(thumbBit);
    c.code.forgetAll();
}

ThumbCore::Stop ThumbCore::run(std::uint64_t limit) { return m_machine->run(limit); }

ThumbCore::Stop ThumbCore::step() { return m_machine->run(m_machine->cycle + 1); }

std::uint64_t ThumbCore::cycle() const noexcept { return m_machine->cycle; }

void ThumbCore::setCycle(std::uint64_t cycle) noexcept { m_machine->cycle = cycle; }

std::uint32_t ThumbCore::reg(unsigned index) const noexcept {
    CHECK(index < registerCount);
    return m_machine->r[index];
}

void ThumbCore::setReg(unsigned index, std::uint32_t value) noexcept {
    CHECK(index < registerCount);
    if (index == thumb::stackPointer) {
        value &= ~3U;
    } else if (index == thumb::programCounter) {
        value &= ~1U;
    }
    m_machine->r[index] = value;
}

// EPSR: T is bit 24, ITSTATE[1:0] bits 26:25, ITSTATE[7:2] bits 15:10 (ARMv7-M B1.4.2).
std::uint32_t ThumbCore::xpsr() const noexcept {
    const Machine& c = *m_machine;
    const std::uint32_t ifThen = c.ifThen;
    return c.flags() | c.exception | (c.thumbState ? thumbBit : 0U) | (ifThen & 3U) << 25U |
           (ifThen >> 2U) << 10U;
}

void ThumbCore::setXpsr(std::uint32_t value) noexcept {
    Machine& c = *m_machine;
    c.setFlags(value & flagBits);
    c.exception = static_cast<std::uint16_t>(value & exceptionBits);
    c.thumbState = (value & thumbBit) != 0;
    const auto ifThen =
        static_cast<std::uint8_t>(((value >> 25U) & 3U) | ((value >> 10U) & 0x3FU) << 2U);
    // Without a mask in the low half there is no IT block.
    c.ifThen = c.full && (ifThen & 0xFU) != 0 ? ifThen : std::uint8_t{0};
}

bool ThumbCore::primask() const noexcept { return m_machine->primask; }

void ThumbCore::setPrimask(bool masked) noexcept { m_machine->primask = masked; }

std::uint32_t ThumbCore::special(unsigned sysm) const noexcept {
    return thumb::readSpecial(*m_machine, sysm);
}

void ThumbCore::setSpecial(unsigned sysm, std::uint32_t value) noexcept {
    thumb::writeSpecial(*m_machine, sysm, value);
}

ThumbCore::FaultKind ThumbCore::fault() const noexcept { return m_machine->fault; }

std::uint32_t ThumbCore::faultAddress() const noexcept { return m_machine->faultAddress; }

void ThumbCore::forgetCode(std::uint32_t address, std::uint32_t bytes) {
    m_machine->windows.forgetCode(address, bytes, m_machine->code);
}

void ThumbCore::setIdleSkipping(bool allowed) noexcept { m_machine->idleSkipping = allowed; }

std::uint64_t ThumbCore::executed() const noexcept { return m_machine->executed; }

} // namespace greenlight::sim
